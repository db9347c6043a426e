"""R01, R02, R22 and R25: in every table and column that they concern."""

import pytest

from migrant_crisis_2021.dataset import shipped
from migrant_crisis_2021.dataset.table_schema import table_schema
from migrant_crisis_2021.names import AUTHORED, CLOSED_LISTS, TABLES
from migrant_crisis_2021.validation.rules import keys
from migrant_crisis_2021.validation.rules.keys import reference_columns
from tests.datasets import small_rows

from .small import columns, found, problems

VOCABULARY = small_rows()["vocabulary"]


def alone(rule, table, *values):
    """Run a rule on a table of its own, with the shipped vocabulary."""
    return found(rule, {table: list(values)})


def rows(table):
    return list(shipped()[table])


@pytest.mark.parametrize("table", TABLES)
def test_a_key_that_occurs_twice_is_reported_in_every_table(table):
    row, other = rows(table)[:2]
    assert len(alone("R01", table, row, other, row)) == 2
    assert alone("R01", table, row, other) == []


def test_a_key_with_a_null_that_is_allowed_is_compared_too():
    change = {"version": "1.0.0", "table": "events", "record_id": "evt-0001", "field": None}
    twice = alone("R01", "changes", change, change, change | {"field": "title"})
    assert [problem.column for problem in twice] == ["version", "version"]


def test_a_key_of_several_columns_is_compared_whole():
    guard = rows("event_actors")[0]
    twice_and_another = [guard, guard, guard | {"role": "addressee"}]
    twice = alone("R01", "event_actors", *twice_and_another)
    assert [problem.key.endswith("addressee") for problem in twice] == [False, False]


REFERENCES = [(table, column) for table in AUTHORED for column in reference_columns(table)]


@pytest.mark.parametrize("table", dict(REFERENCES))
def test_every_reference_must_resolve(table):
    """A row for each column, in which this column alone refers to nothing."""
    columns = [column for of, column in REFERENCES if of == table]
    lost = problems("R02", **{table: {0: [{column: "nowhere"} for column in columns]}})
    assert [(problem.table, problem.column) for problem in lost] == [(table, c) for c in columns]


def test_the_columns_that_refer_to_rows_are_known():
    assert len(REFERENCES) == 26
    assert ("evidence", "record_id") in REFERENCES
    assert ("sources", "publisher_country") in REFERENCES


CLOSED = [
    (table, field.name)
    for table in TABLES
    for field in table_schema(table).fields
    if field.vocabulary
]


@pytest.mark.parametrize(("table", "column"), CLOSED)
def test_a_closed_column_holds_only_vocabulary(table, column):
    row, *others = rows(table)
    outside = alone("R22", table, row | {column: "no such value"}, *others)
    assert [problem.column for problem in outside] == [column]
    assert alone("R22", table, row | {column: None}, *others) == []


def test_a_list_that_no_schema_names_is_reported():
    added = rows("vocabulary")[0] | {"list": "colour"}
    (problem,) = alone("R22", "vocabulary", *rows("vocabulary"), added)
    assert (problem.column, problem.value) == ("list", "'colour'")


def test_the_values_with_a_meaning_are_those_of_the_shipped_vocabulary():
    lists = dict.fromkeys(row["list"] for row in VOCABULARY)
    shipped_lists = {
        name: tuple(sorted(row["value"] for row in VOCABULARY if row["list"] == name))
        for name in lists
        if name in CLOSED_LISTS
    }
    assert shipped_lists == {name: tuple(sorted(known)) for name, known in CLOSED_LISTS.items()}


STANCES = [row for row in VOCABULARY if row["list"] == "stance"]
DEPLORES = STANCES[0] | {"value": "deplores"}


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (STANCES, []),
        ([], []),
        ([*STANCES, DEPLORES], [("value", "'deplores'", "the list stance is closed")]),
        (STANCES[1:], [("list", "'stance'", "the list lacks asserts:")]),
        ([*STANCES, STANCES[0] | {"list": "event_type", "value": "picnic"}], []),
    ],
)
def test_a_list_whose_values_have_a_meaning_is_closed(words, expected):
    reported = found("R22", {"vocabulary": words})
    assert [(problem.column, problem.value) for problem in reported] == [e[:2] for e in expected]
    for problem, (*_, says) in zip(reported, expected, strict=True):
        assert says in problem.message
        assert problem.message.endswith("extend the library first")


@pytest.mark.parametrize("table", ["events", "figures", "claims", "positions"])
def test_a_record_is_superseded_by_another_or_not_at_all(table):
    named = {"superseded_by": "evt-0002"}
    superseded = {"status": "superseded"}
    assert columns("R25", **{table: {0: named}}) == ["superseded_by"]
    assert columns("R25", **{table: {0: superseded}}) == ["superseded_by"]
    assert columns("R25", **{table: {0: named | superseded}}) == []
    assert columns("R25", **{table: {0: {"status": "withdrawn"}}}) == []


@pytest.mark.parametrize(
    ("codes", "expected"),
    [
        (None, []),
        ("PL", []),
        ("BY; PL", []),
        ("DE", ["about_country"]),
        ("DE; PL", ["about_country"]),
        ("DE; XX", ["about_country"]),
    ],
)
def test_every_value_of_a_list_has_a_row(codes, expected):
    assert columns("R02", events={0: {"about_country": codes}}) == expected


@pytest.mark.parametrize(
    ("table", "cells", "says"),
    [
        ("events", {"place_id": "Borders"}, "correct the id (nearest: border) or add"),
        ("events", {"place_id": "sea"}, "correct the id or add"),
        ("events", {"about_country": "BY; PLN"}, "correct the id (nearest: PL) or add"),
        ("positions", {"claim_id": "clm-0009"}, "(the last claim is clm-0001) or add"),
        ("positions", {"claim_id": f"clm-{'9' * 5_000}"}, "(the last claim is clm-0001) or add"),
    ],
)
def test_the_nearest_ids_are_named(table, cells, says):
    (problem,) = problems("R02", **{table: {0: cells}})
    assert says in problem.message


def test_nearest_names_are_found_for_as_many_cells_as_takes_a_moment(monkeypatch):
    """The first cells by spelling: engines return rows in any order."""
    given = {"events": {0: {"place_id": "borders"}, 1: {"place_id": "border-a"}}}
    monkeypatch.setattr(keys, "_COMPARED", len(small_rows()["places"]))
    last, first = (problem.message for problem in problems("R02", **given))
    assert "nearest" in first
    assert "nearest" not in last
    monkeypatch.setattr(keys, "_COMPARED", 1)
    outside = problems("R22", events={0: {"event_type": "protests"}, 1: {"event_type": "sanctio"}})
    assert len(outside) == 2
    assert not [problem for problem in outside if "nearest" in problem.message]


def test_the_nearest_values_come_first():
    (problem,) = problems("R22", events={0: {"event_type": "protests"}})
    assert "not in the list event_type. Valid, nearest first: protest" in problem.message
    ways = "; `vocabulary event_type` lists all; `new vocabulary` adds others"
    assert problem.message.endswith(f" more{ways}")
