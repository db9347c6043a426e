"""What differs from the last release is shown, and recorded with its reason."""

import csv
import shutil
import subprocess

import pytest

import migrant_crisis_2021 as mc
from migrant_crisis_2021.dataset import shipped
from migrant_crisis_2021.dataset.csv_files import csv_text, read_csv
from migrant_crisis_2021.dataset.past import last_release
from migrant_crisis_2021.dataset.table_schema import table_schema
from migrant_crisis_2021.errors import BuildError, InvalidInputError
from migrant_crisis_2021.names import AUTHORED, RECORDED
from migrant_crisis_2021.release.build import build
from migrant_crisis_2021.release.checkout import find_checkout
from migrant_crisis_2021.release.difference import (
    authored,
    differences,
    record_differences,
    unfounded,
)
from migrant_crisis_2021.release.publish import publish
from migrant_crisis_2021.release.reasons import NOT_RECORDED, read_reasons
from tests.datasets import small_rows
from tests.projects import YEARS, describe, set_version


def write(checkout, table, rows):
    text = csv_text(table_schema(table).columns, rows)
    (checkout.data / f"{table}.csv").write_text(text, encoding="utf-8")


def tables(checkout):
    """Read the tables as they are now; a checkout keeps what it has read."""
    return authored(find_checkout(checkout.data))


def read(checkout, table):
    return read_csv(checkout.data / f"{table}.csv", table)


@pytest.fixture
def checkout(released):
    """Return a checkout that released 1.0.0, has its tag, and prepares 1.1.0."""
    return released


def change(checkout):
    """Change a cell, add a record with its document and a link, and remove a link."""
    events, actors = read(checkout, "events"), read(checkout, "event_actors")
    evidence = next(row for row in read(checkout, "evidence") if row["record_id"] == "evt-0001")
    write(checkout, "evidence", [*read(checkout, "evidence"), evidence | {"record_id": "evt-0009"}])
    events[0]["title"] = "Another title"
    write(checkout, "events", [*events, events[0] | {"event_id": "evt-0009", "title": "New"}])
    gone = actors.pop(0)
    write(checkout, "event_actors", [*actors, gone | {"event_id": "evt-0009"}])
    return gone


def recorded(checkout):
    return {
        (row["table"], row["record_id"], row["field"]): row for row in read(checkout, "changes")
    }


def test_nothing_differs_right_after_a_release(checkout):
    assert differences(tables(checkout), None, checkout.root) == []
    assert record_differences(checkout).added == []
    assert read(checkout, "changes") == []


def test_what_differs_is_shown_with_old_and_new_values(checkout):
    gone = change(checkout)
    found = differences(tables(checkout), None, checkout.root)
    assert not any(one.is_recorded for one in found)
    changes = [one.change for one in found]
    old = small_rows()["events"][0]["title"]
    key = "/".join(map(str, gone.values()))
    assert ("events", "evt-0001", "title", old, "Another title") in changes
    assert ("events", "evt-0009", None, None, "added") in changes
    assert ("event_actors", key, None, None, "removed") in changes
    assert ("event_actors", key, "role", gone["role"], None) in changes
    assert len(changes) == 1 + 1 + 1 + 1 + 1 + len(gone)


def test_recording_makes_the_build_pass_and_is_done_once(checkout):
    change(checkout)
    with pytest.raises(BuildError, match=r"R36 events evt-0001, title = 'Another title'"):
        build(checkout)
    assert len(record_differences(checkout).added) == 8
    assert {row["version"] for row in read(checkout, "changes")} == {"1.1.0"}
    assert all(one.is_recorded for one in differences(tables(checkout), None, checkout.root))
    build(checkout)
    assert record_differences(checkout).added == []
    past = mc.open(checkout.data).as_of("1.0.0")
    assert {name: list(past[name]) for name in RECORDED} == {
        name: rows for name, rows in small_rows().items() if name in RECORDED
    }


def test_without_git_it_works_as_long_as_nothing_is_missing(checkout):
    change(checkout)
    record_differences(checkout)
    shutil.rmtree(checkout.root / ".git")
    for file in checkout.data.glob("*.parquet"):
        file.unlink()
    assert len(differences(tables(checkout))) == 8
    events = read(checkout, "events")
    events[0]["summary"] = "Another summary"
    write(checkout, "events", events)
    for root, way_out in ((None, "git fetch"), (checkout.root, "not in a git .*`git init`")):
        problem = rf"does not lead back to events of 1\.0\.0.*{way_out}"
        with pytest.raises(BuildError, match=problem):
            differences(tables(checkout), None, root)


def test_without_git_what_was_built_at_the_release_is_enough(checkout):
    git = differences(tables(checkout), None, checkout.root)
    shutil.rmtree(checkout.root / ".git")
    assert differences(tables(checkout), None, checkout.root) == git == []
    change(checkout)
    assert len(differences(tables(checkout), None, checkout.root)) == 8
    record_differences(checkout)
    build(find_checkout(checkout.root))
    assert len(differences(tables(checkout), None, checkout.root)) == 8


def test_a_cell_that_changes_again_or_back_keeps_one_row_or_none(checkout):
    old = small_rows()["events"][0]["title"]
    for title in ("One", "Two"):
        write(
            checkout,
            "events",
            [
                {**row, "title": title} if n == 0 else row
                for n, row in enumerate(read(checkout, "events"))
            ],
        )
        record_differences(checkout, reason="duplicate")
    (row,) = read(checkout, "changes")
    assert (row["old_value"], row["new_value"]) == (old, "Two")
    write(checkout, "events", small_rows()["events"])
    (wrong,) = unfounded(tables(checkout))
    assert (wrong.key, wrong.field, wrong.new) == ("evt-0001", "title", "Two")
    with pytest.raises(BuildError, match=r"does not account for.*\n.*R36 changes 1\.1\.0"):
        publish(checkout, "1.1.0")
    done = record_differences(checkout)
    assert (done.added, done.removed) == ([], [wrong])
    assert read(checkout, "changes") == []


def test_reasons_come_from_the_file_then_the_old_row_then_the_option(checkout, tmp_path):
    gone = change(checkout)
    key = " + ".join(map(str, gone.values()))
    file = tmp_path / "reasons.csv"
    with file.open("w", encoding="utf-8", newline="") as out:
        csv.writer(out).writerows(
            [
                ("table", "record_key", "field", "reason"),
                ("event_actors", key.replace(" + ", "|"), "record", "read again by the last line"),
                ("event_actors", key, "", "the role  was wrong"),
                ("events", "evt-0001", "title", "correction"),
                ("figures", "fig-0001", "value", "scope"),
            ]
        )
    unused = record_differences(checkout, read_reasons(file)).unused
    assert unused == [("figures", "fig-0001", "value")]
    reasons = {where: row["reason"] for where, row in recorded(checkout).items()}
    assert reasons["events", "evt-0001", "title"] == "correction"
    assert {
        why for (table, _, field), why in reasons.items() if table == "event_actors" and field
    } == {"the role was wrong"}
    assert reasons["events", "evt-0009", None] == "new_source"
    events = read(checkout, "events")
    events[0]["summary"], events[1]["summary"] = "Other", "Other"
    write(checkout, "events", events)
    record_differences(checkout, {("events", "evt-0001", "summary"): "scope"}, "second_reading")
    again = {where: row["reason"] for where, row in recorded(checkout).items()}
    assert again["events", "evt-0001", "title"] == "correction", "the reason is kept"
    assert again["events", "evt-0001", "summary"] == "scope"
    assert again["events", "evt-0002", "summary"] == "second_reading"


def test_a_change_without_a_reason_says_so_until_it_gets_one(checkout):
    change(checkout)
    title = ("events", "evt-0001", "title")
    for given, kept in (
        ({}, NOT_RECORDED),
        ({(*title[:2], None): "scope"}, "scope"),
        ({title: "duplicate"}, "duplicate"),
        ({}, "duplicate"),
    ):
        record_differences(checkout, given)
        assert recorded(checkout)[title]["reason"] == kept


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("table,record_id,field,reason\n", "must have table,record_key,field,reason"),
        ("", "must have table,record_key,field,reason"),
        ("table,record_key,field,reason\nevent,evt-0001,title,x\n", "line 2: unknown table"),
        ("table,record_key,field,reason\nevents,evt-0001,title,\n", "must not be empty"),
        ("table,record_key,field,reason\nevents,evt-0001,title\n", "must have 4 cells"),
        ("table,record_key,field,reason\nevents,evt-0001,title,x,y\n", "quote a cell"),
        ("\xff", "cannot be read"),
    ],
)
def test_a_file_of_reasons_that_is_none(tmp_path, text, words):
    file = tmp_path / "reasons.csv"
    file.write_bytes(text.encode("latin-1"))
    with pytest.raises(InvalidInputError, match=words):
        read_reasons(file)


def test_a_released_version_is_not_changed_any_more(checkout):
    change(checkout)
    set_version(checkout.root, "1.0.0", "2022-01-01")
    with pytest.raises(BuildError, match=r"is released: set the next one, such as 1\.0\.1\.dev0"):
        record_differences(checkout)
    assert read(checkout, "changes") == []


@pytest.mark.exhaustive
def test_thousands_of_cells_of_the_shipped_tables_are_recorded(tmp_path):
    """Changes of all tables at once, in a copy with the tags of the project."""
    shutil.copytree(find_checkout(mc.path("events").parent).root / "data", tmp_path / "data")
    last = last_release(shipped())
    root = find_checkout(mc.path("events").parent).root
    if subprocess.run(
        ["git", "-C", str(root), "rev-parse", f"v{last}"], capture_output=True
    ).returncode:
        pytest.skip("there is no git history with the tags of the releases")
    subprocess.run(["git", "-C", str(tmp_path), "init", "-q"], check=True)
    fetch = ["fetch", "-q", "--depth", "1", str(root), "tag", f"v{last}"]
    subprocess.run(["git", "-C", str(tmp_path), *fetch], check=True, capture_output=True)
    set_version(tmp_path, "99.0.0.dev0", "unreleased")
    describe(tmp_path, version=None, created=None, temporal=YEARS)
    checkout = find_checkout(tmp_path / "data")
    for table, column in (("events", "summary"), ("figures", "title"), ("sources", "note")):
        write(checkout, table, [{**row, column: "Else"} for row in read(checkout, table)])
    write(checkout, "evidence", read(checkout, "evidence")[::2])
    assert set(AUTHORED) >= set(RECORDED)
    added = record_differences(checkout).added
    assert len(added) > 5000
    assert all(one.is_recorded for one in differences(tables(checkout)))
