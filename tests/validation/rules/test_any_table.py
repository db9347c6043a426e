"""Whatever a table contains, a rule reports it or not: none raises."""

import datetime as dt

import pyarrow as pa
import pytest

from migrant_crisis_2021.dataset.table_schema import arrow_schema, table_schema
from migrant_crisis_2021.names import AUTHORED
from migrant_crisis_2021.validation.rules import RULES
from tests.datasets import small_rows

from .small import subject

GARBAGE = {
    "string": (None, "", "zzz", "("),
    "number": (None, -1.0, float("nan"), float("inf")),
    "integer": (None, -5, 0),
    "date": (None, dt.date.min, dt.date.max),
}


def frames(tables):
    """Make tables that also have nulls where the declaration forbids them, as a user's can."""
    return {
        name: pa.Table.from_pylist(rows, schema=arrow_schema(name)) for name, rows in tables.items()
    }


def judged(tables, table=None):
    """Run the rules that read a table, or all that need no files, and return how many ran."""
    together = subject(tables)
    alone = together._replace(tables=(table,)) if table else together
    ran = 0
    for rule in RULES.values():
        if rule.level != "files" and (table in (None, *rule.tables, *rule.needs)):
            list(rule.check(alone if rule.level in ("row", "table") else together))
            ran += 1
    return ran


@pytest.mark.parametrize("table", AUTHORED)
def test_no_cell_makes_a_rule_fail_to_run(table):
    """Whatever a cell contains, rules report it or not; they raise nothing."""
    small = small_rows()
    if small[table]:
        spoilt = [
            {**small[table][0], field.name: value}
            for field in table_schema(table).fields
            for value in GARBAGE[field.type]
        ]
        assert judged(frames(small | {table: [*spoilt, *small[table]]}), table) > 3


@pytest.mark.exhaustive
@pytest.mark.parametrize("table", AUTHORED)
def test_no_cell_alone_makes_a_rule_fail_to_run(table):
    """The same for each cell, so that rules which look a row up by its id meet it too."""
    small = small_rows()
    sound = frames(small)
    for field in table_schema(table).fields if small[table] else ():
        for value in GARBAGE[field.type]:
            rows = [{**small[table][0], field.name: value}, *small[table][1:]]
            judged(sound | frames({table: rows}), table)


def test_an_empty_table_makes_no_rule_fail_to_run():
    for table in AUTHORED:
        judged(frames(small_rows() | {table: []}))
