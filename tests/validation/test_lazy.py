"""Frames that stay in their engine: their columns and types, and what engines do differently."""

import datetime as dt

import narwhals as nw
import pyarrow as pa
import pytest

import migrant_crisis_2021 as mc
from migrant_crisis_2021.dataset.table_schema import arrow_schema
from migrant_crisis_2021.errors import EngineError, InvalidInputError
from migrant_crisis_2021.validation.casting import table_with_columns_of
from migrant_crisis_2021.validation.column_masks import COLUMN_RULES
from migrant_crisis_2021.validation.engines import lazy_frames
from migrant_crisis_2021.validation.lazy import as_declared_lazily
from migrant_crisis_2021.validation.rules.sieve import any_of, one_of, repeated
from migrant_crisis_2021.validation.sieving import Judges, Tables, arrow_tables
from tests.datasets import small_rows

duckdb = pytest.importorskip("duckdb")
pl = pytest.importorskip("polars")
pytestmark = pytest.mark.conformance

ENGINES = ("polars", "duckdb")


@pytest.fixture(scope="module")
def connection():
    with duckdb.connect() as opened:
        yield opened


@pytest.fixture(params=ENGINES)
def bring(request, connection):
    """Return a function that brings an Arrow table into an engine, without its constraints."""
    into = connection.from_arrow if request.param == "duckdb" else lambda t: pl.from_arrow(t).lazy()
    return lambda table: into(pa.table(table.columns, names=table.column_names))


def rows(table, **columns):
    """Return the first table with some columns replaced by other cells."""
    found = pa.Table.from_pylist(small_rows()[table], schema=arrow_schema(table))
    for name, cells in columns.items():
        values = cells if isinstance(cells, pa.Array) else pa.array(cells)
        found = found.set_column(found.column_names.index(name), name, values)
    return found


def faults(table, frame):
    """Return the columns that cannot have their types, or nothing if the frame can be evaluated."""
    read, problems = as_declared_lazily(table, nw.from_native(frame))
    if read is not None:
        assert read.collect(backend="pyarrow").to_native().num_rows == len(small_rows()[table])
    assert (read is None) == bool(problems)
    return [(problem.rule, problem.column) for problem in problems]


DAYS = len(small_rows()["events"])
FIGURES = len(small_rows()["figures"])


@pytest.mark.parametrize(
    ("table", "column", "cells", "rule"),
    [
        ("events", "date_start", ["2021-11-08"] * DAYS, None),
        ("events", "date_start", ["2020-02-29"] * DAYS, None),
        ("events", "date_start", ["2021-02-29"] * DAYS, "C02"),
        ("events", "date_start", ["2021-11-08?"] * DAYS, "C02"),
        ("events", "date_start", ["2021-11-08\n"] * DAYS, "C02"),
        ("events", "date_start", [""] * DAYS, None),
        ("events", "date_start", [dt.datetime(2021, 11, 8)] * DAYS, None),
        ("events", "date_start", [dt.datetime(2021, 11, 8, 1)] * DAYS, "C02"),
        ("events", "date_start", [2021] * DAYS, "C02"),
        ("events", "title", [1] * DAYS, "C02"),
        ("events", "title", [True] * DAYS, "C02"),
        ("events", "title", pa.array([None] * DAYS, pa.int32()), None),
        ("figures", "value", [1] * FIGURES, None),
        ("figures", "value", ["1"] * FIGURES, "C02"),
        ("figures", "value", [float("nan")] * FIGURES, "C02"),
        ("figures", "value", [float("inf")] * FIGURES, "C02"),
        ("figures", "magnitude", [10.0] * FIGURES, None),
        ("figures", "magnitude", [10.5] * FIGURES, "C02"),
        ("figures", "magnitude", [2**31] * FIGURES, "C02"),
    ],
)
def test_types_are_those_that_can_be_read_without_a_loss(bring, table, column, cells, rule):
    frame = bring(rows(table, **{column: cells}))
    assert faults(table, frame) == ([(rule, column)] if rule else [])


def test_columns_are_those_declared(bring):
    claims = rows("claims")
    assert faults("claims", bring(claims.drop_columns("topic"))) == [("C01", "topic")]
    assert table_with_columns_of(bring(claims)) == "claims"
    with pytest.raises(InvalidInputError, match="no table has exactly the columns"):
        table_with_columns_of(bring(claims.select(["topic"])))


def checked(frame, table):
    """Return what the column checks report on a lazy frame."""
    read, _ = as_declared_lazily(table, nw.from_native(frame))
    judges = Judges(
        Tables({table: read}, mc.open(mc.path("events").parent), None, "any"), COLUMN_RULES
    )
    return [(p.rule, p.column, p.message) for rule in COLUMN_RULES for p in judges.problems(rule)]


@pytest.mark.parametrize(
    ("table", "column", "cell"),
    [
        ("events", "title", "x" * 120),
        ("events", "title", "x" * 121),
        ("events", "event_id", "evt-00010"),
        ("events", "event_id", "evt-0001\n"),
        ("events", "event_id", "the evt-0001"),
        ("events", "title", None),
        ("places", "lat", 90.0),
        ("places", "lat", 90.5),
        ("places", "lat", -90.5),
        ("figures", "value", -1.0),
        ("evidence", "fp_len", 47),
    ],
)
def test_column_checks_say_what_pandera_says(bring, table, column, cell):
    cells = rows(table)[column].to_pylist()
    changed = rows(
        table, **{column: pa.array([cell, *cells[1:]], arrow_schema(table).field(column).type)}
    )
    by_pandera = mc.validate(changed, table).problems
    expected = [(p.rule, p.column, p.message) for p in by_pandera if p.rule.startswith("C")]
    assert checked(bring(changed), table) == expected


def test_no_values_are_a_list_in_every_engine(bring):
    """Arrow takes an empty list for nulls and refuses it; others give null or false for nulls."""
    frame = nw.from_native(bring(pa.table({"a": ["x", None]})))
    found = frame.select(found=any_of(one_of(nw.col("a"), []))).collect(backend="pyarrow")
    assert found["found"].to_list() == [False, False]


def test_repeated_rows_are_found_without_windows_too(bring):
    """`over` on Arrow loses the order of many rows, so it is not used there."""
    table = pa.table(
        {"id": [f"{n}" for n in range(4)], "a": ["x", None, "x", None], "b": [1, 2, 1, 3]}
    )
    lazy = Tables({"claims": nw.from_native(bring(table))}, None, None, "any")
    found = lazy["claims"].with_columns(twice=repeated(lazy, "claims", "a", "b"))
    assert sorted(found.filter(nw.col("twice")).collect()["id"].to_list()) == ["0", "2"]
    arrow = arrow_tables({"claims": table}, None, None)
    assert repeated(arrow, "claims", "a", "b").collect()["id"].to_list() == ["0", "2"]


def test_engines_are_not_mixed(bring):
    frames = {"claims": bring(rows("claims")), "places": rows("places").to_pandas()}
    with pytest.raises(InvalidInputError, match=r"places is one of DataFrame: engines do not join"):
        mc.validate(frames)
    with pytest.raises(InvalidInputError, match="list is not a frame"):
        mc.validate({"claims": [1]})


def test_polars_frames_in_memory_go_with_lazy_ones():
    both = {"claims": pl.from_arrow(rows("claims")), "places": pl.from_arrow(rows("places")).lazy()}
    assert list(lazy_frames(both)) == ["claims", "places"]
    assert lazy_frames({"claims": both["claims"]}) == {}


def test_a_closed_connection_and_two_connections_are_errors_of_our_own():
    closed = duckdb.connect()
    relation = closed.from_arrow(rows("claims"))
    closed.close()
    with pytest.raises(EngineError, match=r"^DuckDB cannot evaluate the frames: .*connection has"):
        mc.validate(relation, "claims")
    with duckdb.connect() as one, duckdb.connect() as other:
        frames = {name: one.from_arrow(rows(name)) for name in ("claims", "events", "figures")}
        frames |= {name: other.from_arrow(rows(name)) for name in ("positions", "evidence")}
        with pytest.raises(EngineError, match="the same for all frames"):
            mc.validate(frames)
