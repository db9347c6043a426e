"""R12, R21 and R24: each condition alone. Row 3 of the evidence prints figure 0, row 5 figure 1."""

import pytest

from migrant_crisis_2021.dataset import Dataset
from migrant_crisis_2021.fingerprint.fp1 import Stream, fp1
from migrant_crisis_2021.validation.rules import RULES
from migrant_crisis_2021.validation.validate import validate_dataset
from tests.datasets import small_rows

from .small import columns, problems

RANGE = {"qualifier": "range", "value": None, "value_low": 200, "value_high": 300}
THOUSANDS = {"qualifier": "order_of_magnitude", "value": None, "magnitude": 1000}


@pytest.mark.parametrize(
    ("figure", "printed", "says"),
    [
        ({}, "200", None),
        ({}, "200 of 300", None),
        ({}, "300, of them 200", None),
        ({}, "1,200", "reads as 1200, but the figure has value 200"),
        ({}, "many", "contains no number"),
        ({}, "hundreds", "reads as magnitude 100, but the figure has value 200"),
        (RANGE, "200 to 300", None),
        (RANGE, "300 to 200", "reads as 300, 200"),
        (RANGE, "200", "but the figure has value_low 200, value_high 300"),
        (RANGE, "200 to 400", "reads as 200, 400"),
        (RANGE, "2 to 3 mille elfu", "reads as 2000, 3000"),
        (RANGE, "2 mia to 3 mia", None),
        (RANGE, "2 mia to 4 mia", "reads as 2, 4"),
        ({}, "20 elfu", "reads as 20"),
        ({}, "2 people", "reads as 2"),
        (THOUSANDS, "thousands", None),
        (THOUSANDS, "hundreds", "reads as magnitude 100, but the figure has magnitude 1000"),
    ],
)
def test_what_is_printed_is_what_the_figure_says(figure, printed, says):
    evidence = {3: {"value_as_printed": printed}}
    found = problems("R12", figures={0: figure}, evidence=evidence)
    assert [problem.column for problem in found] == ["value_as_printed"] * bool(says)
    assert all(says in problem.message for problem in found)


@pytest.mark.parametrize(
    ("value", "printed", "says"),
    [
        (999_999_999_999_999.0, "999,999,999,999,999", None),
        (999_999_999_999_998.0, "999,999,999,999,999", "but the figure has value 999999999999998"),
        (1e15, "1,000,000,000,000,000", "has more than 15 digits, cannot be read"),
        (1e16, "10000000000000001", "has more than 15 digits, cannot be read"),
    ],
)
def test_a_printed_number_of_more_digits_than_are_exact_is_refused(value, printed, says):
    evidence = {3: {"value_as_printed": printed}}
    messages = [
        one.message for one in problems("R12", figures={0: {"value": value}}, evidence=evidence)
    ]
    assert len(messages) == bool(says)
    assert all(says in message for message in messages)


@pytest.mark.parametrize(
    ("language", "printed", "is_wrong"),
    [
        ("es", "una docena", False),
        ("pl", "kilkunastu", False),
        ("fr", "un million", False),
        ("es", "2 personas", True),
        ("en", "una docena", True),
    ],
)
def test_number_words_of_other_languages_stand_as_they_are_printed(language, printed, is_wrong):
    document = small_rows()["evidence"][3]["source_id"]
    place = [row["source_id"] for row in small_rows()["sources"]].index(document)
    changed = {3: {"value_as_printed": printed}}
    found = problems("R12", evidence=changed, sources={place: {"language": language}})
    assert bool(found) is is_wrong


def test_only_figures_have_a_printed_number():
    (problem,) = problems("R12", evidence={0: {"value_as_printed": "200"}})
    assert "only figures have a printed number" in problem.message


@pytest.mark.parametrize(
    ("window", "is_wrong"),
    [
        ({"fp_start": 49}, False),
        ({"fp_start": 48}, True),
        ({"fp_start": 10}, True),
        ({"fp_start": 0}, False),  # the same window, shared
        ({"fp_start": 0, "fp_len": 72}, True),
        ({"fp_start": 48, "source_id": "two"}, False),
    ],
)
def test_windows_of_one_document_are_apart(window, is_wrong):
    assert columns("R21", evidence={3: window}) == ["fp_start"] * is_wrong


PASSAGE = "The clerks of the harbour counted the crates on the long northern quay at night"
FOLDED = Stream.of(PASSAGE).text


def fingerprinted(length):
    return {"fp_hash": fp1(FOLDED[:length]), "fp_len": length}


@pytest.mark.parametrize(
    ("table", "column"),
    [
        ("events", "title"),
        ("figures", "note"),
        ("claims", "proposition"),
        ("actors", "role"),
        ("places", "name_local"),
        ("sources", "description"),
        ("uncoded", "statement"),
    ],
)
def test_a_passage_is_found_in_the_texts_of_every_table(table, column):
    found = problems("R24", evidence={0: fingerprinted(48)}, **{table: {0: {column: PASSAGE}}})
    assert [(problem.table, problem.column) for problem in found] == [(table, column)]


def test_a_cell_that_is_no_longer_than_the_shortest_passage():
    evidence = {0: fingerprinted(48), 3: fingerprinted(64)}
    for length, expected in ((48, ["role"]), (47, [])):
        assert columns("R24", evidence=evidence, actors={0: {"role": FOLDED[:length]}}) == expected


def test_a_short_cell_whose_characters_stand_for_several_letters():
    evidence = {0: {"fp_hash": fp1("ffi" * 16), "fp_len": 48}}
    assert columns("R24", evidence=evidence, actors={0: {"role": "\ufb03" * 16}}) == ["role"]


def test_a_cell_that_contains_a_passage_breaks_no_other_rule(monkeypatch):
    dataset = Dataset.of(
        small_rows(
            evidence={0: fingerprinted(48)},
            events={0: {"summary": f"As was said: {PASSAGE.upper()}. So it was."}},
        )
    )
    problems = validate_dataset(dataset).problems
    assert [(p.rule, p.table, p.column) for p in problems] == [("R24", "events", "summary")]
    monkeypatch.delitem(RULES, "R24")
    assert validate_dataset(dataset).ok
