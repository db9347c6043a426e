"""R45 to R51: what follows from other cells."""

import pytest

from migrant_crisis_2021.dataset import Dataset
from migrant_crisis_2021.dataset.timeline import timeline_rows
from tests.datasets import day, small_rows
from tests.validation.rules.small import columns, found


def with_timeline(change):
    """Return where R45 finds something in the small dataset with a changed timeline."""
    rows = small_rows()
    timeline = change([dict(row) for row in timeline_rows(Dataset.of(rows))])
    tables = {**rows, "timeline": timeline}
    return [(problem.key, problem.column) for problem in found("R45", tables)]


def test_the_timeline_that_follows_is_no_fault():
    assert with_timeline(list) == []


@pytest.mark.parametrize(
    ("change", "where"),
    [
        (lambda rows: rows[1:], ("evt-0001", "record_id")),
        (lambda rows: rows[::-1], ("", "record_id")),
        (lambda rows: [rows[0] | {"place": "Elsewhere"}, *rows[1:]], ("evt-0001", "place")),
        (lambda rows: [rows[0] | {"n_sources": 7}, *rows[1:]], ("evt-0001", "n_sources")),
        (lambda rows: [*rows, rows[0] | {"record_id": "evt-0009"}], ("evt-0009", "record_id")),
    ],
)
def test_a_timeline_that_does_not_follow_is_reported(change, where):
    assert with_timeline(change) == [where]


WINDOW = 3
"""Row of the small evidence that has a fingerprint with a number."""


@pytest.mark.parametrize(
    ("change", "column"),
    [
        ({"fp_hash": None}, "fp_hash"),
        ({"fp_len": None}, "fp_hash"),
        ({"fp_start": None}, "fp_hash"),
        ({"fp_frame": None}, "fp_hash"),
        ({"fp_value_len": None}, "fp_hash"),
        ({"fp_hash": None, "fp_len": None, "fp_start": None}, "fp_hash"),
        ({"fp_start": 1_953}, "fp_start"),
        ({"fp_value_start": 46}, "fp_value_start"),
        ({"fp_start": 0}, "fp_hash"),  # as the first row, with another hash
        ({"source_id": "two"}, "fp_hash"),
    ],
)
def test_a_fingerprint_that_cannot_be(change, column):
    assert column in columns("R46", evidence={WINDOW: change})


@pytest.mark.parametrize("change", [{}, {"fp_start": 1_952}, {"fp_value_start": 45}])
def test_a_fingerprint_that_can_be(change):
    assert columns("R46", evidence={WINDOW: change}) == []


@pytest.mark.parametrize(("status", "expected"), [("withdrawn", 1), ("active", 0)])
def test_a_successor_is_in_force(status, expected):
    successor = {0: {"status": "superseded", "superseded_by": "evt-0002"}, 1: {"status": status}}
    assert len(columns("R47", events=successor)) == expected


@pytest.mark.parametrize(
    ("change", "column"),
    [
        ({"west": 24.15, "east": 14.07}, "west"),
        ({"west": 24.15}, "west"),
        ({"south": 60.0}, "south"),
        ({"lat": 10.0, "lon": 20.0}, "lat"),
        ({"lat": 50.0, "lon": 30.0}, "lat"),
    ],
)
def test_a_box_that_cannot_be(change, column):
    country = next(n for n, row in enumerate(small_rows()["places"]) if row["kind"] == "country")
    assert columns("R48", places={country: {}}) == []
    assert columns("R48", places={country: change}) == [column]


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"published_on": None}, ["published_basis"]),
        ({"published_basis": "unknown"}, ["published_basis"]),
        ({"published_on": None, "published_basis": "unknown"}, []),
        ({"accessed_on": day("2021-11-11")}, ["published_on"]),
        ({"accessed_on": day("2021-11-12")}, []),
    ],
)
def test_the_dates_of_a_document(change, expected):
    assert columns("R49", sources={0: change}) == expected


@pytest.mark.parametrize(
    ("table", "change", "expected"),
    [
        ("figures", {"period_end": day("2021-11-13"), "reality": "planned"}, []),
        ("figures", {"period_end": day("2021-11-13")}, ["period_end"]),
        ("figures", {"reported_on": day("2021-11-13")}, ["reported_on"]),
        ("figures", {"reported_on": day("2021-11-07")}, ["reported_on"]),
        ("figures", {"reported_on": day("2021-11-12")}, []),
    ],
)
def test_nothing_is_later_than_all_its_documents(table, change, expected):
    assert columns("R50", **{table: {0: change}}) == expected


def test_a_document_without_a_date_may_be_later_than_any():
    undated = {0: {"published_on": None, "published_basis": "unknown"}}
    later = {0: {"period_end": day("2021-11-13")}}
    assert columns("R50", figures=later, sources=undated) == []


def test_the_last_source_of_an_id_counts():
    """Such a source breaks R01, but what is later than it is reported all the same."""
    one = small_rows()["sources"][0]
    again = one | {"published_on": day("2021-11-30")}
    sources = [again, *small_rows()["sources"]]
    later = small_rows(figures={0: {"period_end": day("2021-11-20")}}) | {"sources": sources}
    assert [problem.column for problem in found("R50", later)] == ["period_end"]
