"""The commands for maintainers: what differs from a release, and its rows in `changes`."""

import json
import shutil

import pytest

import migrant_crisis_2021 as mc
from migrant_crisis_2021.command_line import commands, views
from migrant_crisis_2021.dataset import shipped
from migrant_crisis_2021.dataset.csv_files import csv_text
from migrant_crisis_2021.dataset.table_schema import table_schema
from tests.datasets import small_rows
from tests.projects import git
from tests.runner import runner


def run(*arguments):
    result = runner().invoke(commands, [*map(str, arguments)])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.output
    return result


def write(folder, table, rows):
    text = csv_text(table_schema(table).columns, rows)
    (folder / f"{table}.csv").write_text(text, encoding="utf-8")


@pytest.fixture
def data(released):
    """Return the tables of a checkout that released 1.0.0, with one changed cell."""
    claim = small_rows()["claims"][0]
    write(released.data, "claims", [{**claim, "proposition": "The border is noisy."}])
    return released.data


def test_what_changes_lacks_is_shown_then_written(data, tmp_path):
    shown = run("diff", "--path", data, "--format", "json")
    (line,) = json.loads(shown.stdout)
    assert line == {
        "table": "claims",
        "record_id": "clm-0001",
        "field": "proposition",
        "old_value": "The border is quiet.",
        "new_value": "The border is noisy.",
        "recorded": "no",
    }
    assert shown.exit_code == 1
    assert "`changes` lacks 1 of 1 rows" in shown.stderr
    built = run("build", "--path", data)
    assert built.exit_code == 1
    assert "R36 claims clm-0001, proposition = 'The border is noisy.'" in built.stderr
    file = tmp_path / "reasons.csv"
    lines = "claims,clm-0001,proposition,correction\nclaims,clm-0002,topic,scope\n"
    file.write_text(f"table,record_key,field,reason\n{lines}", encoding="utf-8")
    written = run("diff", "--write", "--reasons", file, "--path", data)
    assert "1 row added to changes.csv, 0 removed." in written.stdout
    assert "1 reason for what did not change: claims clm-0002 topic." in written.stderr
    again = run("diff", "--write", "--path", data).stdout
    assert again == "0 rows added to changes.csv, 0 removed.\n"
    assert run("diff", "--path", data).exit_code == 0
    assert "Nothing found." in run("diff", "--missing", "--path", data).stdout
    assert run("build", "--path", data).exit_code == 0
    (row,) = mc.open(data)["changes"]
    assert (row["version"], row["reason"]) == ("1.1.0", "correction")


def test_a_missing_reason_is_said_and_a_later_one_is_counted(data):
    first = run("diff", "--write", "--path", data)
    assert "1 row without a reason ('not recorded'): say why with" in first.stderr
    later = run("diff", "--write", "--reason", "correction", "--path", data)
    expected = "0 rows added to changes.csv, 0 removed. 1 got another reason.\n"
    assert (later.stdout, later.stderr) == (expected, "")
    same = run("diff", "--write", "--path", data)
    assert (same.stdout, same.stderr) == ("0 rows added to changes.csv, 0 removed.\n", "")
    shown = run("diff", "--path", data)
    assert "The border is quiet. → The border is" in shown.stdout
    assert "0 rows added, 0 removed, 1 cell changed." in shown.stderr


def test_an_empty_cell_before_or_after_a_change_is_called_so():
    line = dict.fromkeys(("table", "record_id", "field", "old_value", "new_value", "recorded"))
    for old, new, what in ((None, "x", "(empty) → x"), ("x", None, "x → (empty)")):
        cell = line | {"field": "url", "old_value": old, "new_value": new}
        assert views.diff(None, cell)["what"] == what
    assert views.diff(None, line | {"new_value": "record added"})["what"] == "record added"


def test_a_change_that_was_taken_back_is_shown_and_removed(data):
    run("diff", "--write", "--path", data)
    write(data, "claims", small_rows()["claims"])
    shown = run("diff", "--path", data)
    assert shown.exit_code == 1
    assert "`changes` lacks 0 of 0 rows for them and has 1 that do not hold." in shown.stderr
    assert (
        "0 rows added to changes.csv, 1 removed." in run("diff", "--write", "--path", data).stdout
    )
    assert run("diff", "--path", data).exit_code == 0


def test_a_difference_without_the_tag_leads_to_the_way_out(data):
    git(data.parent, "tag", "-d", "v1.0.0")
    (data / "claims.parquet").unlink()
    result = run("diff", "--path", data)
    assert result.exit_code == 1
    assert "git fetch --tags" in result.stderr
    shutil.rmtree(data.parent / ".git")
    result = run("diff", "--path", data)
    assert result.exit_code == 1
    assert "git tag v1.0.0" in result.stderr


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["diff", "--reason", "x"], "need --write"),
        (["diff", "0.2.0", "--write"], "give it alone"),
        (["diff", "0.9.0"], "unknown release '0.9.0'. Valid"),
        (["release", "1.0"], "'1.0' is not a version to release"),
        (["release", "0.1.0"], "0.1.0 does not come after"),
        (["release"], "Missing argument 'X.Y.Z'"),
        (["events", "--as-of", "0.9.0"], "unknown release '0.9.0'. Valid"),
        (["changes", "--table", "event"], "unknown table 'event'"),
    ],
)
def test_wrong_usage_is_explained(arguments, words):
    result = run(*arguments)
    assert result.exit_code == 2
    assert words in result.stderr


@pytest.mark.parametrize(
    ("arguments", "columns"),
    [
        (["figures", "--measure", "attempted_crossings"], "figure_id"),
        (["timeline", "--kind", "event"], "record_id"),
        (["evidence", "fig-0001"], "record_id"),
        (["places"], "place_id"),
    ],
)
def test_a_command_answers_as_of_a_release(arguments, columns):
    """The same rows as the library, as CSV."""
    question, *rest = arguments
    asked = {rest[0].strip("-"): rest[1]} if len(rest) > 1 else {}
    positional = rest if len(rest) == 1 else []
    frame = getattr(mc, question)(*positional, **asked, as_of="0.2.0")
    printed = run(*arguments, "--as-of", "0.2.0", "--format", "csv").stdout.splitlines()
    assert len(printed) >= len(frame) + 1
    assert printed[0].startswith(columns)
    now = run(*arguments, "--format", "csv").stdout.splitlines()
    assert printed != now


def test_show_as_of_a_release():
    now, then = run("show", "fig-0625").stdout, run("show", "fig-0625", "--as-of", "0.2.0").stdout
    assert now.startswith("fig-0625  People turned back")
    assert then.startswith("fig-0625  Attempted crossings")


def test_changes_hide_what_was_added_unless_asked():
    assert "added" not in run("changes", "--table", "claims", "--format", "csv").stdout.split(",")
    every = run("changes", "--added", "--format", "csv").stdout
    assert every.splitlines()[0] == ",".join(table_schema("changes").columns)
    assert every.count("\n") >= len(shipped()["changes"])
