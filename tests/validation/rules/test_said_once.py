"""A cell that is missing or not in its list is reported once: no other rule draws conclusions."""

import pytest

from migrant_crisis_2021.dataset.table_schema import table_schema
from tests.datasets import small_dataset, small_rows

from .small import problems

NAMES_THE_VALUE = {
    ("events", "date_start"): "R04",
    ("events", "date_precision"): "R05",
    ("positions", "date_precision"): "R05",
    ("figures", "bounds_basis"): "R08",
    ("sources", "origin_state_affiliated"): "R29",
}
"""Rules that say which value such a cell must have, from other cells of the row."""

MISSED_ELSEWHERE = {("figures", "status"), ("evidence", "relation")}
"""Cells that decide which rows count; rules on other rows cannot tell that one is misspelt."""

CELLS = [
    (table, field.name, value)
    for table in ("events", "figures", "sources", "evidence", "claims", "positions", "places")
    for field in table_schema(table).fields
    for value in (None, "mispelt")
    if field.name not in table_schema(table).primary_key
    and (table, field.name) not in MISSED_ELSEWHERE
    and (field.required if value is None else field.vocabulary)
]


@pytest.mark.parametrize(("table", "column", "value"), CELLS)
def test_a_missing_or_misspelt_cell_is_said_once(table, column, value):
    wanted = {"C03"} if value is None else {"R22"}
    wanted.add(NAMES_THE_VALUE.get((table, column)))
    rows = small_rows()[table][:2]
    spoilt = {place: {column: value} for place, row in enumerate(rows) if row[column] is not None}
    problems = small_dataset(**{table: spoilt}).validate().problems
    found = {problem.rule for problem in problems} - {"R45"}
    assert found <= wanted
    assert bool(found) == bool(spoilt)


@pytest.mark.parametrize(
    ("cells", "words"),
    [
        ({"counted_unit": "people", "measure_kind": "flows"}, "measures with people: arrivals, "),
        ({"counted_unit": "people", "measure_kind": None}, "measures with people: arrivals, "),
        ({"counted_unit": None, "measure_kind": "stock"}, "measures with stock: "),
        ({"counted_unit": "weeks", "measure_kind": "stock"}, "no measure has weeks and stock; "),
    ],
)
def test_the_advice_on_a_measure_speaks_of_known_values_alone(cells, words):
    found = problems("R15", figures={0: {"measure": "attempted_crossings", **cells}})
    assert all(words in problem.message for problem in found)
    assert found
    assert "None" not in found[0].message
    assert "flows" not in found[0].message


def test_known_cells_of_one_group_are_still_compared():
    spoilt = {"measure": "mispelt", "counted_unit": "people"}
    messages = [problem.message for problem in problems("R14", figures={0: spoilt})]
    assert messages == ["fig-0002 of the same group has counted_unit attempts: split the group"]


def test_a_date_without_its_string_is_told_where_the_string_may_be_missing():
    undated = {"date_edtf": None}
    assert [one.column for one in problems("R04", positions={0: undated})] == ["date_start"]
    (problem,) = problems("R05", positions={0: undated})
    assert problem.message == "there is no date_edtf: add it, or leave this empty"
