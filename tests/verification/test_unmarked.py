"""Figures of documents that were read in full, for which no passage was marked."""

import pytest

from migrant_crisis_2021.dataset import Dataset, shipped
from migrant_crisis_2021.verification.verify import verify
from tests.articles import row

TEXT = "La digue a cédé lundi. On compte 19 maisons détruites, ou vingt-trois selon le village."


def dataset(read_as="full_text", evidence=()):
    figures = [
        {"figure_id": f"fig-000{n}", "title": "Houses, maisons", "value": value}
        | {"measure": "other_count", "counted_unit": "items", "qualifier": "exact"}
        for n, value in enumerate((19, 23), start=1)
    ]
    links = [
        {"record_id": each["figure_id"], "source_id": "gazette", "relation": "supports"}
        for each in figures
    ]
    source = {"source_id": "gazette", "language": "fr", "read_as": read_as}
    rows = {"figures": figures, "sources": [source], "evidence": [*links, *evidence]}
    return Dataset.of({**rows, "vocabulary": list(shipped()["vocabulary"])})


def states(report):
    return {check.record_id: check.state for check in report.rows}


def test_a_number_in_words_that_are_not_read_contradicts_nothing():
    report = verify(dataset(), TEXT, source="gazette")
    assert states(report) == {"fig-0001": "number_found", "fig-0002": "not_checked"}
    assert (report.ok, report.exit_code) == (True, 0)
    assert str(report).startswith("1 of 1 checks hold: 1 number_found; 1 not_checked.\n")
    assert "read in full, but no passage was marked" in str(report)
    assert "only an excerpt" not in str(report)


def test_a_report_in_which_nothing_was_compared_does_not_hold():
    report = verify(dataset(), TEXT, source="gazette", record="fig-0002")
    assert (states(report), report.exit_code) == ({"fig-0002": "not_checked"}, 1)
    assert str(report).startswith("Nothing was checked: no passage of gazette was marked for fig-0")


def test_an_excerpt_of_which_the_number_is_not_found_does_not_hold():
    report = verify(dataset("excerpt"), TEXT, source="gazette")
    assert states(report) == {"fig-0001": "number_found", "fig-0002": "number_not_found"}
    assert report.exit_code == 1


@pytest.mark.parametrize(("printed", "code"), [("19", 0), ("21", 1)])
def test_a_passage_that_contradicts_outweighs_what_is_not_checked(printed, code):
    marked = row("fig-0001", "gazette", TEXT, "19", is_value=True)
    report = verify(dataset(evidence=[marked]), TEXT.replace("19", printed), source="gazette")
    assert "not_checked" in states(report).values()
    assert report.exit_code == code


def test_the_copy_that_has_the_number_speaks_for_the_document(tmp_path):
    for name, text in {"first.txt": "Rien.", "second.txt": TEXT}.items():
        (tmp_path / name).write_text(text, "utf-8")
    report = verify(dataset(), tmp_path, source="gazette", record="fig-0001")
    assert [check.state for check in report.rows] == ["number_found"]
