"""Releasing a version: all of it is stated, recorded and built, or nothing is written."""

import datetime as dt
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import migrant_crisis_2021 as mc
from migrant_crisis_2021.command_line import commands
from migrant_crisis_2021.dataset import Dataset
from migrant_crisis_2021.dataset.csv_files import read_csv
from migrant_crisis_2021.dataset.table_schema import table_schema
from migrant_crisis_2021.errors import BuildError, InvalidInputError
from migrant_crisis_2021.names import TABLES
from migrant_crisis_2021.release.build import build, out_of_date
from migrant_crisis_2021.release.changelog import changelog_part
from migrant_crisis_2021.release.checkout import find_checkout
from migrant_crisis_2021.release.difference import authored, differences, record_differences
from migrant_crisis_2021.release.publish import publish
from migrant_crisis_2021.release.version_files import with_version
from tests.conftest import ROOT
from tests.datasets import small_rows
from tests.projects import (
    YEARS,
    commit,
    describe,
    git,
    set_version,
    small_checkout,
    write_table,
)
from tests.runner import runner

DAY = dt.date(2022, 2, 1)


def contents(root):
    """Read all files that are not git's."""
    return {
        file.relative_to(root).as_posix(): file.read_bytes()
        for file in root.rglob("*")
        if file.is_file() and ".git" not in file.parts
    }


def change(root):
    """Correct a cell, withdraw a position, add an event with its evidence, and remove a link."""
    rows = small_rows()
    event = rows["events"][1]
    rows["events"][0]["title"] = "Another title"
    rows["events"].append(event | {"event_id": "evt-0003", "title": "Another briefing"})
    rows["positions"][0]["status"] = "withdrawn"
    rows["evidence"].append(rows["evidence"][2] | {"record_id": "evt-0003"})
    del rows["event_actors"][1]
    for table in ("events", "positions", "evidence", "event_actors"):
        write_table(root, table, rows[table])


def prepare(checkout):
    change(checkout.root)
    record_differences(checkout, reason="second reading")


def test_a_release_is_stated_recorded_and_built(released):
    prepare(released)
    shutil.rmtree(released.root / ".git")  # nothing but the folder is needed
    before = contents(released.root)
    run = ["--data", str(released.root), "release", "1.1.0"]
    tried = runner().invoke(commands, [*run, "--check"])
    assert (tried.exit_code, tried.stderr) == (0, "Nothing was written: 1.1.0 can be released.\n")
    assert contents(released.root) == before
    done = runner().invoke(commands, run)
    assert (done.exit_code, done.stdout) == (0, tried.stdout), done.stderr
    assert "`git init`, commit, and tag the commit as v1.1.0" in done.stderr
    checkout = find_checkout(released.data)
    today = dt.date.today()
    assert (checkout.version, checkout.released_on) == ("1.1.0", today)
    assert "\n## 1.0.0 (2022-01-01)\n" in (released.root / "CHANGELOG.md").read_text("utf-8")
    assert out_of_date(checkout) == []
    opened = mc.open(released.data)
    assert opened.manifest["created"] == f"{today}T00:00:00Z"
    assert {row["version"] for row in opened["releases"] if row["row_hashes"]} == {"1.1.0"}
    assert list(opened.as_of("1.0.0")["events"]) == small_rows()["events"]
    assert done.stdout == (
        f"## 1.1.0 ({today})\n"
        "\n"
        "| table | added | corrected | withdrawn | removed |\n"
        "| --- | ---: | ---: | ---: | ---: |\n"
        "| events | 1 | 1 | 0 | 0 |\n"
        "| evidence | 1 | 0 | 0 | 0 |\n"
        "| positions | 0 | 0 | 1 | 0 |\n"
        "| event_actors | 0 | 0 | 0 | 1 |\n"
        "\n"
        "Corrected cells by reason: 2 second reading.\n"
    )
    again = runner().invoke(commands, run)
    assert (again.exit_code, again.stdout) == (2, "")


def test_the_new_release_is_what_later_changes_are_measured_against(released):
    prepare(released)
    publish(released, "1.1.0", day=DAY)
    assert differences(authored(find_checkout(released.data))) == []
    rows = read_csv(released.data / "claims.csv", "claims")
    write_table(released.root, "claims", [rows[0] | {"proposition": "Another claim."}])
    with pytest.raises(BuildError, match=r"R36 claims clm-0001, .* differs from 1\.1\.0"):
        build(released)
    with pytest.raises(BuildError, match=r"version 1\.1\.0 is released: set the next one.*project"):
        record_differences(released)
    set_version(released.root, "1.2.0.dev0", "unreleased")
    write_table(released.root, "claims", rows)
    commit(released.root, "Release 1.1.0")
    git(released.root, "tag", "v1.1.0")
    write_table(released.root, "claims", [rows[0] | {"proposition": "Another claim."}])
    assert [one.field for one in record_differences(released).added] == ["proposition"]
    done = publish(released, "2.0.0", day=DAY)  # another version than the one in preparation
    assert "| claims | 0 | 1 | 0 | 0 |" in done.changelog
    assert "events" not in done.changelog
    changes = read_csv(released.data / "changes.csv", "changes")
    assert {row["version"] for row in changes if row["table"] == "claims"} == {"2.0.0"}
    assert {row["version"] for row in changes if row["table"] == "events"} == {"1.1.0"}
    assert (
        (released.root / "CHANGELOG.md")
        .read_text("utf-8")
        .startswith("# Changelog\n\n## 2.0.0 (2022-02-01)\n")
    )


def test_the_part_for_the_changelog_of_the_first_release_and_of_one_without_changes(mini):
    first = changelog_part(mini(), None, "0.1.0", DAY)
    assert "| figures | 4 | 0 | 0 | 0 |" in first
    assert "by reason" not in first
    row = dict.fromkeys(table_schema("releases").columns)
    tables = {name: [] for name in TABLES}
    tables["releases"] = [row | {"version": "1.0.0", "table": name} for name in TABLES]
    part = changelog_part(Dataset.of(tables), "1.0.0", "1.0.1", DAY)
    assert part == "## 1.0.1 (2022-02-01)\n\nNo row and no cell changed."


def broken_rule(root):
    write_table(root, "claims", [small_rows()["claims"][0] | {"topic": "nonsense"}])
    record_differences(find_checkout(root / "data"))


def unrecorded(root):
    change(root)


def recorded_in_vain(root):
    change(root)
    record_differences(find_checkout(root / "data"))
    write_table(root, "positions", small_rows()["positions"])


def file(name, text):
    return lambda root: (root / name).write_text(text, encoding="utf-8")


REFUSALS = [
    ("1.0.0", None, InvalidInputError, "1.0.0 does not come after 1.0.0, the last release"),
    ("0.10.0", None, InvalidInputError, "does not come after"),
    *(
        (text, None, InvalidInputError, "is not a version to release")
        for text in ("1.1", "1.1.0.dev0", "v1.1.0", "01.1.0", "1.1.0\n", "", f"1.1.{'9' * 5000}")
    ),
    ("1.1.0", unrecorded, BuildError, r"diff --write`\.\nR36 events evt-0001, title = 'Another"),
    ("1.1.0", recorded_in_vain, BuildError, r"(?s)diff --write`\.\n.*R36 changes 1\.1\.0 \+ pos"),
    ("1.1.0", broken_rule, BuildError, "break rules, so nothing was written:\nR22 claims clm-0001"),
    ("1.1.0", file("data/claims.csv", "no header\n"), Exception, "wrong header"),
    ("1.1.0", file("CHANGELOG.md", "# Changes\n"), BuildError, "no heading for version 1.1.0"),
    (
        "1.1.0",
        file("CHANGELOG.md", "## 1.1.0 (unreleased)\n\n## 1.1.0 (2021-01-01)\n"),
        BuildError,
        "2 headings",
    ),
    (
        "1.1.0",
        file("pyproject.toml", 'project = {version = "1.1.0.dev0"}\n'),
        BuildError,
        "a line of its own under",
    ),
    ("1.1.0", file("pyproject.toml", "[project]\n"), BuildError, "has no version"),
]


@pytest.mark.parametrize(("version", "prepare", "error", "words"), REFUSALS)
def test_a_release_that_is_refused_writes_nothing(released, version, prepare, error, words):
    if prepare:
        prepare(released.root)
    before = contents(released.root)
    with pytest.raises(error, match=words):
        publish(released, version, day=DAY)
    assert contents(released.root) == before


@pytest.mark.parametrize(
    "at",
    [
        "datapackage.json",
        pytest.param("events.parquet", marks=pytest.mark.exhaustive),
        pytest.param("pyproject.toml", marks=pytest.mark.exhaustive),
    ],
)
def test_an_interruption_leaves_all_as_it_was(released, monkeypatch, at):
    prepare(released)
    before = contents(released.root)
    replace = Path.replace

    def move(self, target):
        if target.name == at and self.read_bytes() != before.get(f"data/{at}", before.get(at)):
            raise KeyboardInterrupt
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", move)
    with pytest.raises(KeyboardInterrupt):
        publish(released, "1.1.0", day=DAY)
    assert contents(released.root) == before


def test_a_file_that_somebody_saves_meanwhile_is_kept(released, monkeypatch):
    prepare(released)
    before = contents(released.root)
    replace, changelog = Path.replace, released.root / "CHANGELOG.md"

    def move(self, target):
        if target.name == "pyproject.toml" and not changelog.read_text("utf-8").endswith("mine\n"):
            changelog.write_text(changelog.read_text("utf-8") + "mine\n", "utf-8")
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", move)
    with pytest.raises(BuildError, match=r"CHANGELOG\.md was changed while"):
        publish(released, "1.1.0", day=DAY)
    mine = {"CHANGELOG.md": before["CHANGELOG.md"] + b"mine\n"}
    assert contents(released.root) == before | mine


KILLED = """
import os, sys
from pathlib import Path
from migrant_crisis_2021.command_line import commands

left, replace = int(sys.argv[1]), Path.replace

def move(self, target):
    global left
    left -= 1
    if not left:
        os._exit(9)
    return replace(self, target)

Path.replace = move
commands(["--data", sys.argv[2], "release", "1.1.0"])
"""


@pytest.mark.exhaustive
def test_a_release_that_was_killed_can_be_finished(released, tmp_path_factory):
    """At each of its moves: the same command, or `build` after the last but one, finishes it."""
    prepare(released)
    copy = tmp_path_factory.mktemp("whole")
    shutil.copytree(released.root, copy, dirs_exist_ok=True)
    n = len(publish(find_checkout(copy), "1.1.0").changed)
    whole = contents(copy)
    assert n > 20
    for moves in (1, 2, 3, n // 2, n - 1, n):
        root = tmp_path_factory.mktemp("killed")
        shutil.copytree(released.root, root, dirs_exist_ok=True)
        done = subprocess.run(
            [sys.executable, "-c", KILLED, str(moves), str(root)],
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            check=False,
        )
        assert done.returncode == 9
        if moves == n:  # all but the manifest
            build(find_checkout(root))
        else:
            publish(find_checkout(root), "1.1.0")
        assert contents(root) == whole


def folder_with_description(root, **changes):
    """Describe a dataset, with its version, in a form of one's own."""
    describe(root, version="0.1.0.dev0", created=None, temporal=YEARS, **changes)
    (root / "data").mkdir()
    file = root / "schemas" / "datapackage.json"
    described = json.loads(file.read_text("utf-8"))
    lines = [f"    {json.dumps(name)}: {json.dumps(value)}" for name, value in described.items()]
    file.write_text("{\n" + ",\n".join(lines) + "\n}\n", "utf-8")
    return file


def stated(root, version, day):
    """Return the texts that state a version, by the names of their files."""
    files = with_version(find_checkout(root / "data"), version, day)
    return {file.relative_to(root).as_posix(): text.decode() for file, text in files.items()}


def test_a_description_keeps_its_form(tmp_path):
    file = folder_with_description(tmp_path)
    old = file.read_text("utf-8")
    new = old.replace(
        '    "version": "0.1.0.dev0"', '    "version": "0.1.0",\n    "created": "2022-02-01"'
    )
    assert stated(tmp_path, "0.1.0", DAY) == {"schemas/datapackage.json": new}
    file.write_text(new, "utf-8")
    again = new.replace("0.1.0", "0.1.1").replace("02-01", "02-02")
    assert stated(tmp_path, "0.1.1", DAY + dt.timedelta(1)) == {"schemas/datapackage.json": again}


def test_a_description_that_cannot_be_edited_is_written_anew(tmp_path):
    licence = {"name": "CC0-1.0", "version": "1.0"}
    file = folder_with_description(tmp_path, licenses=[licence])
    described = json.loads(file.read_text("utf-8"))
    order = {"licenses": described.pop("licenses"), **described}
    file.write_text(json.dumps(order), "utf-8")
    (text,) = stated(tmp_path, "0.1.0", DAY).values()
    assert json.loads(text) == order | {"version": "0.1.0", "created": "2022-02-01"}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("## 0.1.0 (unreleased)\n", "## 0.1.0 (2022-02-01)\n"),
        ("## [Unreleased]\n", "## [Unreleased]\n"),
    ],
)
def test_a_changelog_beside_a_description_is_dated_or_left_alone(tmp_path, old, new):
    folder_with_description(tmp_path)
    (tmp_path / "CHANGELOG.md").write_text(old, "utf-8")
    assert stated(tmp_path, "0.1.0", DAY)["CHANGELOG.md"] == new


def test_the_rest_of_a_project_file_stays_as_it_is(tmp_path):
    root = small_checkout(tmp_path).root
    set_version(root, "1.1.0.dev0", "unreleased")
    text = (
        "# a project\n[build-system]\nversion = '9'\n\n[project] # ours\nname = 'x'\n"
        "version = '1.1.0.dev0' # in preparation\n\n[tool.other]\nversion = '1.1.0.dev0'\n"
    )
    (root / "pyproject.toml").write_text(text, "utf-8")
    changed = text.replace("'1.1.0.dev0' #", "'1.1.0' #")
    assert stated(root, "1.1.0", DAY)["pyproject.toml"] == changed
