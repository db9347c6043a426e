"""Whatever stands in a table, a rule reports it or not: none raises."""

import datetime as dt

import narwhals as nw
import pyarrow as pa
import pytest

from migrant_crisis_2021.dataset.table_schema import arrow_schema, declaration
from migrant_crisis_2021.names import AUTHORED
from migrant_crisis_2021.validation.rules import RULES, Context
from tests.datasets import small_rows

GARBAGE = {
    "string": (None, "", "zzz", "("),
    "number": (None, -1.0, float("nan"), float("inf")),
    "integer": (None, -5, 0),
    "date": (None, dt.date.min, dt.date.max),
}


def frames(tables):
    """Make frames that also hold nulls where the declaration forbids them, as a user's can."""

    def frame(name, rows):
        loose = pa.schema([field.with_nullable(True) for field in arrow_schema(name)])
        return nw.from_native(pa.Table.from_pylist(rows, schema=loose))

    return {name: frame(name, rows) for name, rows in tables.items()}


@pytest.mark.parametrize("table", AUTHORED)
def test_no_cell_makes_a_rule_fail_to_run(table):
    """Whatever a cell holds, rules report it or not; they raise nothing."""
    whole = small_rows()
    sound = frames(whole)
    for field in declaration(table).fields if whole[table] else ():
        for value in GARBAGE[field.type]:
            rows = [{**whole[table][0], field.name: value}, *whole[table][1:]]
            changed_table = frames({table: rows})
            alone, together = Context(changed_table, None, sound), Context(sound | changed_table)
            for rule in RULES.values():
                if rule.level in ("row", "table"):
                    list(rule.run(alone))
                elif rule.level == "dataset" and (rule.id != "R24" or table == "evidence"):
                    list(rule.run(together))


@pytest.mark.parametrize("table", AUTHORED)
def test_an_empty_table_makes_no_rule_fail_to_run(table):
    context = Context(frames(small_rows() | {table: []}))
    for rule in RULES.values():
        if rule.level != "files":
            list(rule.run(context))
