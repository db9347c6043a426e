"""Cells on which engines once disagreed: empty bounds, no status, and a character of zero."""

import narwhals as nw
import pytest

from migrant_crisis_2021.dataset import Dataset, shipped
from migrant_crisis_2021.dataset.table_schema import table_schema
from migrant_crisis_2021.validation.engines import engine_of
from migrant_crisis_2021.validation.rules import RULES, Subject
from migrant_crisis_2021.validation.sieving import (
    Judges,
    Tables,
    arrow_tables,
    as_rows,
    word_lists,
)
from tests.datasets import small_rows


def arrow(frames, lists):
    return arrow_tables(frames, lists, None)


def polars(frames, lists):
    pl = pytest.importorskip("polars")
    return lazily(lambda table: pl.from_arrow(table).lazy(), frames, lists)


def duckdb(frames, lists):
    return lazily(pytest.importorskip("duckdb").connect().from_arrow, frames, lists)


def lazily(bring, frames, lists):
    lazy = {name: nw.from_native(bring(table)) for name, table in frames.items()}
    return Tables(lazy, lists, None, engine_of(next(iter(lazy.values()))))


@pytest.fixture(params=[arrow, polars, duckdb], ids=lambda engine: engine.__name__)
def agreed(request):
    """Return a function that gives the keys that a rule reports, the same with sieves."""

    def keys(rule, rows):
        dataset = Dataset.of(rows)
        frames = {name: as_rows(name, dataset.arrow(name)) for name in rows}
        lists = word_lists(shipped(), {}, None)
        words = {name: lists.arrow(name) for name in lists.tables}
        whole = Subject(Dataset.of(words | frames), tuple(rows), None, False)
        expected = list(RULES[rule].check(whole))
        judges = Judges(request.param(frames, lists), [RULES[rule]])
        assert list(map(str, judges.problems(RULES[rule]))) == list(map(str, expected))
        return [problem.key for problem in expected]

    return keys


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ({"value_low": 30000.0, "value_high": None}, {"value_high": 4000.0}),
        ({"value_low": None, "value_high": None, "magnitude": 10000}, {"value_high": 4000.0}),
        ({"value_low": 3000.0, "value_high": None}, {"value_high": 0.0}),
        ({"value_low": 3000.0, "value_high": 3100.0}, {"qualifier": "exact", "value": 0.0}),
    ],
)
def test_a_total_falls_below_one_without_an_upper_bound(agreed, first, second):
    earlier, later = small_rows("R11")["figures"][2:4]
    at_least = {"qualifier": "at_least", "value_low": 1.0}
    figures = [earlier | at_least | first, later | at_least | second]
    assert agreed("R11", {"figures": figures}) == [later["figure_id"]]


@pytest.mark.parametrize("table", RULES["R47"].tables)
def test_a_successor_without_a_status_is_not_in_force(agreed, table):
    key = table_schema(table).primary_key[0]
    row = small_rows()[table][0]
    ids = [row[key], f"{row[key][:-4]}9999"]
    rows = [
        row | {"status": "superseded", "superseded_by": ids[1]},
        row | {key: ids[1], "status": None, "superseded_by": None},
    ]
    assert agreed("R47", {table: rows}) == ids[:1]


def test_a_character_of_zero_is_in_no_list(agreed):
    positions = small_rows()["positions"]
    positions = [positions[0] | {"stance": "\0"}, *positions[1:]]
    assert agreed("R22", {"positions": positions}) == [positions[0]["position_id"]]
