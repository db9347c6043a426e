"""R01, R02, R22 and R25: in every table and column that they concern."""

import pytest

from migrant_crisis_2021.dataset import shipped
from migrant_crisis_2021.dataset.table_schema import table_schema
from migrant_crisis_2021.names import AUTHORED, TABLES
from migrant_crisis_2021.validation.rules.keys import reference_columns

from .small import columns, found, problems


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


def test_a_key_of_several_columns_is_compared_whole():
    guard = rows("event_actors")[0]
    twice_and_another = [guard, guard, guard | {"role": "addressee"}]
    twice = alone("R01", "event_actors", *twice_and_another)
    assert [problem.key.endswith("addressee") for problem in twice] == [False, False]


REFERENCES = [(table, column) for table in AUTHORED for column in reference_columns(table)]


@pytest.mark.parametrize(("table", "column"), REFERENCES)
def test_every_reference_must_resolve(table, column):
    cells = {column: "nowhere"}
    if table == "changes":  # has no row that could be changed
        cells = [dict.fromkeys(table_schema(table).columns, "nowhere")]
    lost = problems("R02", **{table: {0: cells}})
    assert [(problem.table, problem.column) for problem in lost] == [(table, column)]


def test_the_columns_that_refer_to_rows_are_known():
    assert len(REFERENCES) == 19
    assert ("evidence", "record_id") in REFERENCES


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


@pytest.mark.parametrize("table", ["events", "figures", "claims", "positions"])
def test_a_record_is_superseded_by_another_or_not_at_all(table):
    named = {"superseded_by": "evt-0002"}
    superseded = {"status": "superseded"}
    assert columns("R25", **{table: {0: named}}) == ["superseded_by"]
    assert columns("R25", **{table: {0: superseded}}) == ["superseded_by"]
    assert columns("R25", **{table: {0: named | superseded}}) == []
    assert columns("R25", **{table: {0: {"status": "withdrawn"}}}) == []
