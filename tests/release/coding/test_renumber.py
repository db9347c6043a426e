"""Two coders on two branches: new records with the same ids, and how they are merged."""

import json
import re
import shutil

import pytest

from migrant_crisis_2021.command_line import commands
from migrant_crisis_2021.dataset.csv_files import read_csv
from migrant_crisis_2021.dataset.table_schema import table_schema
from migrant_crisis_2021.errors import BuildError, DataIntegrityError, InvalidInputError
from migrant_crisis_2021.names import AUTHORED, RECORDED
from migrant_crisis_2021.release.build import build, out_of_date
from migrant_crisis_2021.release.checkout import find_checkout
from migrant_crisis_2021.release.coding.renumber import renumber
from migrant_crisis_2021.release.difference import authored, record_differences
from migrant_crisis_2021.release.init import GITATTRIBUTES
from tests.datasets import small_rows
from tests.projects import commit, git, set_version, write_table
from tests.runner import runner


def read(root):
    return {name: read_csv(root / "data" / f"{name}.csv", name) for name in AUTHORED}


def code(root, who):
    """Add an event, a figure, a claim and a position to the tables, as a coder would."""
    tables = read(root)
    event = tables["events"][1] | {
        "event_id": "evt-0003",
        "title": f"A briefing by {who}",
        "confidence": "medium",
        "summary": "It is about fig-0005, not about xfig-0005, fig-00050 or fig-0005-a.",
    }
    figure = tables["figures"][3] | {
        "figure_id": "fig-0005",
        "title": f"Attempts that {who} counted",
        "value": 7000.0 if who == "mine" else 6900.0,
        "asserted_by": None,
        "note": "Named at evt-0003; see fig-0001.",
    }
    claim = {"claim_id": "clm-0002", "proposition": f"The border is {who}.", "topic": "security"}
    position = {"position_id": "pos-0002", "claim_id": "clm-0002", "event_id": "evt-0003"}
    document = tables["sources"][1] | {"source_id": f"by-{who}", "title": f"By {who}"}
    document |= {"url": f"https://{who}.example/evt-0003"}
    added = {
        "events": event,
        "figures": figure,
        "claims": tables["claims"][0] | claim,
        "positions": tables["positions"][0] | position,
        "sources": document,
        "event_figures": {"event_id": "evt-0003", "figure_id": "fig-0005"},
        "event_actors": {"event_id": "evt-0003", "actor_id": "guard", "role": "speaker"},
    }
    for table, row in added.items():
        tables[table].append(dict.fromkeys(table_schema(table).columns) | row)
    tables["codings"] += [
        {"record_id": "evt-0003", "field": "title", "coder": coder, "value": "A title"}
        for coder in ("first", "second")
    ]
    empty = dict.fromkeys(table_schema("evidence").columns)
    tables["evidence"] += [
        empty | {"record_id": ident, "source_id": f"by-{who}", "relation": "supports"}
        for ident in ("evt-0003", "fig-0005", "pos-0002")
    ]
    for table in (*added, "codings", "evidence"):
        write_table(root, table, tables[table])
    record_differences(find_checkout(root / "data"), reason=f"coded by {who}, see evt-0003")
    build(find_checkout(root / "data"))


@pytest.fixture(scope="session")
def _branches_once(_released_once, tmp_path_factory):
    root = tmp_path_factory.mktemp("branches")
    shutil.copytree(_released_once, root, dirs_exist_ok=True)
    (root / ".gitattributes").write_text(GITATTRIBUTES, "utf-8")
    commit(root, "Say what is generated")
    git(root, "branch", "mine")
    code(root, "theirs")
    commit(root, "Code a document")
    git(root, "checkout", "-q", "mine")
    code(root, "mine")
    file = root / "schemas" / "datapackage.json"
    described = json.loads(file.read_text("utf-8")) | {"keyFigures": ["fig-0001", "fig-0005"]}
    file.write_text(json.dumps(described, indent=2), "utf-8")
    (root / "notes.md").write_text("Ask about evt-0003.\n", "utf-8")
    commit(root, "Code another document")
    return root


@pytest.fixture
def branches(_branches_once, tmp_path):
    """Return a folder with the branches main and mine, which used the same ids, on mine."""
    shutil.copytree(_branches_once, tmp_path, dirs_exist_ok=True)
    return tmp_path


IDS = {"evt-0003": "evt-0004", "fig-0005": "fig-0006"}
IDS |= {"clm-0002": "clm-0003", "pos-0002": "pos-0003"}


def followed(text):
    return re.sub(r"(?<![\w-])(evt-0003|fig-0005|clm-0002|pos-0002)(?![\w-])", by_id, text)


def by_id(found):
    return IDS[found[0]]


def test_everything_that_refers_to_a_record_follows(branches):
    before = read(branches)
    done = renumber(find_checkout(branches), "main")
    assert done.ids == IDS
    assert done.elsewhere == ["notes.md"]
    for name, rows in read(branches).items():
        old = [
            {
                column: followed(value) if isinstance(value, str) and column != "url" else value
                for column, value in row.items()
            }
            for row in before[name]
        ]
        assert rows == old, name
    mine = read(branches)
    assert {row["url"] for row in mine["sources"]} >= {"https://mine.example/evt-0003"}
    (event,) = [row for row in mine["events"] if row["event_id"] == "evt-0004"]
    assert event["summary"] == "It is about fig-0006, not about xfig-0005, fig-00050 or fig-0005-a."
    described = json.loads((branches / "schemas" / "datapackage.json").read_text("utf-8"))
    assert described["keyFigures"] == ["fig-0001", "fig-0006"]
    assert build(find_checkout(branches))  # every rule holds
    assert record_differences(find_checkout(branches)).added == []
    assert renumber(find_checkout(branches), "main").ids == {}


def without_marks(root):
    """Keep the rows of both sides of each conflict, each row once; return the tables."""
    found = []
    for file in sorted(root.rglob("*.csv")):
        lines = file.read_text("utf-8").splitlines(keepends=True)
        kept = [line for line in lines if not re.match(r"<<<<<<<|=======|>>>>>>>", line)]
        if kept != lines:
            file.write_text("".join(dict.fromkeys(kept)), "utf-8")
            found.append(file.stem)
    return found


def test_the_recipe_of_the_guide_merges_both_branches(branches):
    """With git itself: first without `renumber`, then as the guide says."""
    git(branches, "merge", "main", fails=True)
    with pytest.raises(BuildError, match=r"a merge is under way: end it with `git merge --abort`"):
        renumber(find_checkout(branches), "main")
    with pytest.raises(DataIntegrityError, match=r"events\.csv, line 4 is a mark of a conflict"):
        authored(find_checkout(branches))
    git(branches, "merge", "--abort")
    result = runner().invoke(commands, ["--data", str(branches), "renumber", "main"])
    assert result.exit_code == 0, result.stderr
    assert result.stdout.splitlines() == [f"{old} → {new}" for old, new in IDS.items()]
    assert "Old ids also stand in notes.md: correct them." in result.stderr
    commit(branches, "Renumber")
    git(branches, "merge", "main", fails=True)
    assert set(without_marks(branches)) <= {*RECORDED, "changes"}
    marked = [
        file
        for file in branches.rglob("*")
        if file.is_file() and ".git" not in file.parts and b"<<<<<<<" in file.read_bytes()
    ]
    assert marked == [], "what the build writes has no marks"
    record_differences(find_checkout(branches))
    build(find_checkout(branches))
    commit(branches, "Merge main")
    assert out_of_date(find_checkout(branches)) == []
    tables = read(branches)
    for kind, n in (("events", 4), ("figures", 6), ("claims", 3), ("positions", 3)):
        assert len(tables[kind]) == n
    links = {row["record_id"]: row["source_id"] for row in tables["evidence"]}
    assert (links["evt-0003"], links["evt-0004"]) == ("by-theirs", "by-mine")
    assert {row["reason"] for row in tables["changes"] if row["record_id"] == "evt-0004"} == {
        "coded by mine, see evt-0004"
    }


def test_records_that_both_branches_have_keep_their_ids(branches):
    """The other branch took over a claim, say by a cherry-pick.

    It also has a position with the same cells, but on another occasion.
    """
    claim = read(branches)["claims"][-1]
    git(branches, "checkout", "-qf", "main")
    write_table(branches, "claims", [*read(branches)["claims"][:-1], claim])
    commit(branches, "Take over a claim")
    git(branches, "checkout", "-qf", "mine")
    ids = renumber(find_checkout(branches), "main").ids
    assert set(ids) == {"evt-0003", "fig-0005", "pos-0002"}


def test_ids_that_the_other_branch_used_and_gave_up_are_not_used_again(branches):
    git(branches, "checkout", "-qf", "main")
    row = dict.fromkeys(table_schema("changes").columns) | {
        "version": "1.1.0",
        "table": "events",
        "record_id": "evt-0009",
        "new_value": "removed",
        "reason": "duplicate",
    }
    write_table(branches, "changes", [*read(branches)["changes"], row])
    commit(branches, "Remove a record")
    git(branches, "checkout", "-qf", "mine")
    assert renumber(find_checkout(branches), "main").ids["evt-0003"] == "evt-0010"


def test_released_ids_stay(branches):
    releases = [row | {"version": "1.1.0"} for row in read(branches)["releases"]]
    write_table(branches, "releases", [*read(branches)["releases"], *releases])
    with pytest.raises(BuildError, match=r"this branch released 1\.1\.0.*on the other branch"):
        renumber(find_checkout(branches), "main")


@pytest.mark.parametrize("ref", ["nowhere", "", "--all", "main..mine", "a\0b"])
def test_a_branch_that_is_none_is_refused(branches, ref):
    with pytest.raises(InvalidInputError, match="git has no branch or commit"):
        renumber(find_checkout(branches), ref)


def test_a_folder_without_git_or_a_common_commit_is_refused(branches):
    git(branches, "checkout", "-q", "--orphan", "other")
    commit(branches, "Begin again")
    with pytest.raises(BuildError, match="no commit in common"):
        renumber(find_checkout(branches), "main")
    shutil.rmtree(branches / ".git")
    with pytest.raises(BuildError, match="is not in a git repository"):
        renumber(find_checkout(branches), "main")


def test_why_git_does_not_unite_the_rows_by_itself(tmp_path):
    """With `merge=union`, a row that one branch removed comes back without a word.

    It does if the other branch changed the row beside it; without that, git reports a conflict.
    """
    rows = small_rows()["figures"]
    set_version(tmp_path, "1.0.0", "unreleased")
    for attribute in ("", "data/*.csv merge=union\n"):
        root = tmp_path / (attribute or "plain").split()[0].replace("/", "").replace("*", "all")
        write_table(root, "figures", rows)
        (root / ".gitattributes").write_text(attribute, "utf-8")
        git(root, "init", "-q", "-b", "main")
        commit(root, "Begin")
        git(root, "branch", "mine")
        write_table(root, "figures", [rows[0], rows[1] | {"note": "Read again."}, *rows[2:]])
        commit(root, "Correct a row")
        git(root, "checkout", "-q", "mine")
        write_table(root, "figures", rows[1:])
        commit(root, "Remove a row")
        git(root, "merge", "-q", "main", fails=not attribute)
        text = (root / "data" / "figures.csv").read_text("utf-8")
        assert "fig-0001" in text
        assert ("<<<<<<<" in text) == (not attribute)
