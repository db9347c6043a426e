"""Writing the page: a file is complete or not there, and none is replaced unasked."""

import datetime as dt
import os

import pytest
from click.testing import CliRunner

from migrant_crisis_2021.command_line import commands
from migrant_crisis_2021.errors import InvalidInputError, MigrantCrisisError
from migrant_crisis_2021.explorer.days import period_in_words, span_in_words, when_in_words
from tests.ferry import ferry


def test_the_result_is_a_path_and_a_sentence(tmp_path):
    file = tmp_path / "page.html"
    written = ferry().explore(file)
    assert os.fspath(written) == str(file)
    assert written.n_bytes == file.stat().st_size
    assert str(written).startswith(f"wrote {file} (")
    assert [one.name for one in tmp_path.iterdir()] == ["page.html"]


def test_a_file_that_exists_is_kept_unless_forced(tmp_path):
    file = tmp_path / "page.html"
    file.write_text("mine")
    with pytest.raises(InvalidInputError, match=r"page\.html exists already.*force=True"):
        ferry().explore(file)
    assert file.read_text() == "mine"
    ferry().explore(str(file), force=True)
    assert file.read_text(encoding="utf-8").startswith("<!doctype html>")


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("", "is not a path"),
        (None, "path=None is not a path"),
        ("a\0b", "is not a path"),
        ("nowhere/page.html", "the folder nowhere does not exist"),
        (".", "is not a file"),
    ],
)
def test_a_path_that_cannot_be_written(path, said, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(InvalidInputError, match=said):
        ferry().explore(path, force=True)
    assert list(tmp_path.iterdir()) == []


def test_force_must_be_a_flag(tmp_path):
    with pytest.raises(InvalidInputError, match="force"):
        ferry().explore(tmp_path / "page.html", force="yes")


def test_a_name_that_the_system_refuses_is_an_own_error(tmp_path):
    with pytest.raises(MigrantCrisisError, match="cannot be written"):
        ferry().explore(tmp_path / f"{'x' * 300}.html")
    assert list(tmp_path.iterdir()) == []


def test_the_command_writes_the_page_and_says_where(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    run = CliRunner().invoke
    first = run(commands, ["explore"], obj=ferry())
    assert (first.exit_code, first.output[:21]) == (0, "wrote explorer.html (")
    again = run(commands, ["explore", "explorer.html"], obj=ferry())
    assert isinstance(again.exception, SystemExit)
    assert again.exit_code == 2
    assert "give --force" in again.output
    assert run(commands, ["explore", "--force"], obj=ferry()).exit_code == 0


def day(text):
    return text and dt.date.fromisoformat(text)


@pytest.mark.parametrize(
    ("start", "end", "said"),
    [
        ("2021-11-08", "2021-11-08", "8 November 2021"),
        ("2021-11-08", "2021-11-14", "8–14 November 2021"),
        ("2021-11-29", "2021-12-05", "29 November – 5 December 2021"),
        ("2021-02-01", "2021-02-28", "February 2021"),
        ("2021-02-01", "2021-02-27", "1–27 February 2021"),
        ("2021-01-01", "2021-12-31", "2021"),
        ("2021-12-24", "2022-01-06", "24 December 2021 – 6 January 2022"),
        ("2021-12-24", None, "from 24 December 2021 on"),
        (None, "2021-12-24", "until 24 December 2021"),
        (None, None, ""),
    ],
)
def test_periods_are_written_in_words(start, end, said):
    assert span_in_words(day(start), day(end)) == said


@pytest.mark.parametrize(
    ("basis", "end", "said"),
    [
        ("stated", "2021-11-16", "1 January – 16 November 2021"),
        (
            "to_report",
            "2021-11-16",
            "1 January – 16 November 2021 (a running total up to the report)",
        ),
        ("within", "2021-01-31", "at some time in January 2021"),
        ("within", "2021-01-01", "1 January 2021"),
        (
            "inferred",
            None,
            "from 1 January 2021, last day not on record (worked out from the document)",
        ),
    ],
)
def test_the_period_of_a_figure_says_what_is_not_certain(basis, end, said):
    figure = {"period_start": day("2021-01-01"), "period_end": day(end), "period_basis": basis}
    assert period_in_words(figure) == said


def test_a_date_is_as_exact_as_it_is_known():
    row = {
        "date_start": day("2021-10-01"),
        "date_end": day("2021-10-31"),
        "date_precision": "approximate",
        "date_basis": "inferred",
    }
    assert when_in_words(row) == "about October 2021 (worked out from the document)"
    assert (
        when_in_words(row | {"date_precision": "month", "date_basis": "stated"}) == "October 2021"
    )
