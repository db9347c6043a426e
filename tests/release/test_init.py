"""A new dataset is built at once, in an empty folder, and released only when it is described."""

import datetime as dt
import json
import re
import tempfile

import pytest

import migrant_crisis_2021 as mc
from migrant_crisis_2021.command_line import commands
from migrant_crisis_2021.dataset import shipped
from migrant_crisis_2021.dataset.csv_files import read_csv
from migrant_crisis_2021.dataset.folders import as_typed
from migrant_crisis_2021.errors import BuildError, InvalidInputError
from migrant_crisis_2021.names import AUTHORED
from migrant_crisis_2021.release.build import build
from migrant_crisis_2021.release.checkout import find_checkout
from migrant_crisis_2021.release.general_vocabulary import (
    AT_BORDERS,
    general_loaded_terms,
    general_vocabulary,
)
from migrant_crisis_2021.release.init import init, unfilled
from migrant_crisis_2021.validation.validate import validate_folder
from tests.datasets import day
from tests.projects import git
from tests.runner import runner


@pytest.fixture(scope="module")
def example(tmp_path_factory):
    root = tmp_path_factory.mktemp("new") / "lantern"
    result = runner().invoke(commands, ["init", str(root), "--example"])
    assert result.exit_code == 0
    assert (
        f"--data {as_typed(root)} new --template parties` prints a file to fill in" in result.stderr
    )
    assert f"Before a release, fill in {root / 'schemas' / 'datapackage.json'}.\n" in result.stderr
    build(find_checkout(root))
    return root


def test_the_worked_example_is_built_checked_cited_and_shown(example):
    ask = mc.open(example)
    assert ask.validate().ok
    assert ask.verify(example / "articles").exit_code == 0
    assert ask.figures()["value"].tolist() == [1250.0]
    assert "1,250 people" in str(ask.record("fig-0001"))
    assert "The ferry terminal at Lantern Point is closed" in ask.cite("evt-0001")


def test_the_example_has_the_file_from_which_its_rows_can_be_made_again(example, tmp_path):
    pytest.importorskip("yaml")
    again = tmp_path / "again"
    init(again, start=day("2031-01-01"), end=day("2031-12-31"))
    file = example / "articles" / "herald.yaml"
    done = runner().invoke(commands, ["--data", str(again), "new", "--from", str(file)])
    assert done.exit_code == 0, done.stderr
    for table in AUTHORED:
        name = f"data/{table}.csv"
        assert (again / name).read_bytes() == (example / name).read_bytes(), table


def test_an_empty_dataset_is_built(tmp_path):
    root = tmp_path / "Ceuta 2021"
    names = init(root, title="Ceuta", start=dt.date(2021, 5, 1), end=dt.date(2021, 12, 31))
    assert {f"data/{table}.csv" for table in AUTHORED} <= set(names)
    readme = (root / "README.md").read_text("utf-8")
    assert readme.startswith("# Ceuta\n")
    assert str(tmp_path) not in readme
    assert "\nmigrant-crisis-2021 --data . build\n" in readme
    assert (root / "CHANGELOG.md").read_text("utf-8").startswith("# Changelog\n\n## 0.1.0 (unrel")
    assert "new --from" in readme
    assert "docs/another-crisis.md" in readme
    assert validate_folder(root).ok
    build(find_checkout(root))
    ask = mc.open(root)
    assert (ask.manifest["name"], ask.manifest["title"]) == ("ceuta_2021", "Ceuta")
    assert ask.manifest["temporal"] == {"start": "2021-05-01", "end": "2021-12-31"}
    assert len(ask["events"]) == len(ask["actors"]) == 0
    assert [place["name"] for place in ask["places"]] == ["Unspecified"]


def test_nothing_that_has_the_words_of_an_article_gets_into_git(tmp_path):
    init(tmp_path / "a")
    git(tmp_path / "a", "init", "-q")
    (tmp_path / "a" / "articles").mkdir()
    for name in ("articles/herald.txt", "articles/herald.yaml", "b.yaml", "c.yml", "d.json"):
        (tmp_path / "a" / name).write_text("{}", "utf-8")
    git(tmp_path / "a", "add", ".")
    kept = git(tmp_path / "a", "ls-files").splitlines()
    assert {"schemas/datapackage.json", "data/events.csv", "README.md"} < {*kept}
    assert not [name for name in kept if "herald" in name or name in ("b.yaml", "c.yml", "d.json")]


@pytest.mark.parametrize(
    ("command", "printed"),
    [(["vocabulary", "stance"], "denies"), (["places"], "Unspecified"), (["actors"], "Choir"),
     (["sources"], "Nothing found")],
)  # fmt: skip
def test_what_can_be_used_is_listed_before_the_first_build_and_without_a_new_one(
    tmp_path, monkeypatch, command, printed
):
    monkeypatch.chdir(tmp_path)
    init(tmp_path / "a")
    new = ["--data", "a", "new", "actor", "--name", "Choir", "--kind", "group", "--party", "no"]
    assert runner().invoke(commands, new).exit_code == 0
    listing = ["--data", "a", *command]
    assert printed in runner().invoke(commands, listing).stdout
    build(find_checkout(tmp_path / "a"))
    new[5] = "Band"
    assert runner().invoke(commands, new).exit_code == 0
    assert printed in runner().invoke(commands, listing).stdout
    assert runner().invoke(commands, [*listing, "--as-of", "9.0.0"]).exit_code == 2


def test_what_an_empty_dataset_cannot_have_yet_is_said_to_be_none(tmp_path):
    root = tmp_path / "a"
    init(root)
    cells = {"title": "Crew", "measure": "people_gathered", "printed": "9",
             "rival_of": "fig-0002", "period_start": "2025-01-01", "reality": "occurred",
             "place_id": "unspecified"}  # fmt: skip
    given = [word for name, text in cells.items() for word in (f"--{name.replace('_', '-')}", text)]
    for words, message in (
        (["new", "figure", *given],
         "--rival-of: 'fig-0002' is not the id of any figure (there is none yet)\n"),
        (["new", "evidence", "--record-id", "evt-0001", "--source", "herald"],
         "--source: unknown source 'herald': there is none yet\n"),
    ):  # fmt: skip
        assert message in runner().invoke(commands, ["--data", str(root), *words]).stderr
    build(find_checkout(root))
    for words in (["events", "--actor", "Choir"], ["evidence", "--source", "herald"]):
        asked = runner().invoke(commands, ["--data", str(root), *words])
        assert asked.stderr == f"Error: unknown {words[1][2:]} '{words[2]}': there is none yet.\n"


def test_paths_in_messages_are_those_that_the_user_can_type(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    init(tmp_path / "a b")
    unbuilt = runner().invoke(commands, ["--data", "a b", "events"])
    assert (
        "datapackage.json is missing in a b/data. Run `migrant-crisis-2021 --data 'a b' build`"
        in (unbuilt.stderr.replace("\\", "/"))
    )
    monkeypatch.chdir(tmp_path / "a b")
    assert "--data . build" in runner().invoke(commands, ["--data", ".", "events"]).stderr


def test_no_definition_of_the_general_vocabulary_presupposes_a_border():
    for row in general_vocabulary():
        text = f"{row['label']} {row['definition']}"
        words = r"\bborder\b(?! guard)|to cross|irregular|pushback"
        assert not re.search(words, text), row


def test_durations_of_another_crisis_may_be_short():
    rows = {(row["list"], row["value"]): row for row in general_vocabulary()}
    assert rows["measure", "duration"]["units"] == "minutes; hours; days; months; weeks; years"
    assert rows["counted_unit", "hours"]["singular"] == "hour"
    assert rows["counted_unit", "minutes"]["count"] == "no"


def test_a_crisis_of_nature_can_leave_out_its_own_word():
    terms = {row["pattern"]: row["exceptions"] for row in general_loaded_terms()}
    assert terms["flood; floods; flooding"] == "flood water; floods in"
    assert terms["tsunami; wave; waves"] == "radio waves"
    assert (terms["avalanche"], terms["horde; hordes; swarm; swarms; influx"]) == (None, None)
    words = {word for pattern in terms for word in pattern.split("; ")}
    shipped_rows = list(shipped()["loaded_terms"])
    assert words == {word for row in shipped_rows for word in row["pattern"].split("; ")}
    assert len(terms) == len(shipped_rows) + 3


def test_values_for_people_who_cross_borders_are_added_on_demand(tmp_path):
    general = {(row["list"], row["value"]) for row in general_vocabulary()}
    init(tmp_path / "plain")
    result = runner().invoke(commands, ["init", str(tmp_path / "borders"), "--borders"])
    assert result.exit_code == 0
    for name, expected in (("plain", set()), ("borders", {("event_type", "border_crossing")})):
        assert validate_folder(tmp_path / name).ok
        file = tmp_path / name / "data" / "vocabulary.csv"
        written = {(row["list"], row["value"]) for row in read_csv(file, "vocabulary")}
        assert written & {("event_type", "border_crossing")} == expected
        assert written - general == (
            {(name, value) for name, values in AT_BORDERS.items() for value in values}
            if expected
            else set()
        )


def test_a_period_in_one_year_is_guessed_from_one_end(tmp_path):
    init(tmp_path / "one", start=dt.date(2015, 9, 1))
    described = json.loads((tmp_path / "one/schemas/datapackage.json").read_text("utf-8"))
    assert described["temporal"] == {"start": "2015-09-01", "end": "2015-12-31"}
    with pytest.raises(InvalidInputError, match="starts on 2016-01-01, after its end 2015-01-01"):
        init(tmp_path / "two", start=day("2016-01-01"), end=day("2015-01-01"))
    assert not (tmp_path / "two").exists()


def test_a_licence_in_words_is_refused(tmp_path):
    asked = ["init", str(tmp_path / "a"), "--licence", "CC BY 4.0"]
    assert "is 'CC BY 4.0': use the SPDX" in runner().invoke(commands, asked).stderr
    assert not (tmp_path / "a").exists()


@pytest.mark.parametrize("given", [["--start", "2031-05-01"], ["--end", "2021-12-31"]])
def test_the_example_takes_no_other_period(tmp_path, given):
    asked = runner().invoke(commands, ["init", str(tmp_path / "a"), "--example", *given])
    assert asked.exit_code == 2
    assert "the example covers 2031-01-01 to 2031-12-31" in asked.stderr
    assert "Leave out --start and --end, or --example." in asked.stderr
    assert not (tmp_path / "a").exists()


@pytest.mark.parametrize("folder", ["a/b", "empty"])
def test_after_a_full_disk_the_same_command_works(tmp_path, monkeypatch, folder):
    (tmp_path / "empty").mkdir()
    before = sorted(tmp_path.rglob("*"))
    make = tempfile.mkstemp

    def refuse(*, prefix, **options):
        if "sources" in prefix:
            raise OSError(28, "No space left on device")
        return make(prefix=prefix, **options)

    with monkeypatch.context() as patched:
        patched.setattr(tempfile, "mkstemp", refuse)
        with pytest.raises(BuildError, match=r"No space left on device\. .* and try again\.$"):
            init(tmp_path / folder)
    assert sorted(tmp_path.rglob("*")) == before
    init(tmp_path / folder)


@pytest.mark.parametrize("what", ["a file in it", "a hidden file in it", "a file"])
def test_what_is_not_empty_is_refused(tmp_path, what):
    folder = tmp_path / "taken"
    if what == "a file":
        folder.write_text("mine", "utf-8")
    else:
        folder.mkdir()
        (folder / (".git" if "hidden" in what else "notes.txt")).write_text("mine", "utf-8")
    before = sorted(tmp_path.rglob("*"))
    result = runner().invoke(commands, ["init", str(folder)])
    assert result.exit_code == 2
    assert "is not empty" in result.stderr or "is a file" in result.stderr
    assert sorted(tmp_path.rglob("*")) == before


@pytest.mark.parametrize("name", ["", "\0", "/"])
def test_what_is_no_name_of_a_new_folder_is_refused(name):
    assert runner().invoke(commands, ["init", name]).exit_code == 2


def test_an_empty_folder_is_taken(tmp_path):
    """Also one in which git was started."""
    (tmp_path / "empty" / ".git").mkdir(parents=True)
    assert ".gitattributes" in init(tmp_path / "empty")


def test_what_is_left_to_fill_in_stops_a_release(example, tmp_path):
    init(tmp_path / "draft")
    checkout = find_checkout(tmp_path / "draft")
    assert unfilled(checkout.description) == ["title", "description", "licenses", "contributors"]
    file = tmp_path / "draft" / "schemas" / "datapackage.json"
    described = json.loads(file.read_text("utf-8"))
    file.write_text(json.dumps(described | {"version": "1.0.0", "created": "2031-06-01"}), "utf-8")
    with pytest.raises(BuildError, match="still to be filled in: title, description, licenses"):
        build(find_checkout(tmp_path / "draft"))


def test_the_first_release_of_what_was_described_at_the_start(tmp_path):
    root = tmp_path / "ready"
    told = ["--title", "Ready", "--description", "All about it.", "--licence", "CC0-1.0",
            "--creator", "Somebody", "--creator", "An archive"]  # fmt: skip
    started = runner().invoke(commands, ["init", str(root), *told])
    assert "Before a release" not in started.stderr
    assert unfilled(find_checkout(root).description) == []
    done = runner().invoke(commands, ["--data", str(root), "release", "1.0.0"])
    assert done.exit_code == 0, done.stderr
    assert done.stdout.startswith("## 1.0.0 (")
    manifest = mc.open(root).manifest
    assert (manifest["version"], manifest["description"]) == ("1.0.0", "All about it.")
    assert [one["title"] for one in manifest["contributors"]] == ["Somebody", "An archive"]
    assert manifest["licenses"][0]["name"] == "CC0-1.0"
    assert {row["version"] for row in mc.open(root)["releases"]} == {"1.0.0"}
