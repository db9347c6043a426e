"""R36 and R45 report the same of tables that are read a part at a time."""

from functools import partial

import narwhals as nw
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import migrant_crisis_2021 as mc
from migrant_crisis_2021.dataset import Dataset
from migrant_crisis_2021.dataset.history import sort_key
from migrant_crisis_2021.dataset.timeline import timeline_rows
from migrant_crisis_2021.names import AUTHORED, RECORDED, TABLES
from migrant_crisis_2021.validation.parts import parts
from migrant_crisis_2021.validation.rules import RULES, Subject
from migrant_crisis_2021.validation.rules.sieve import Context, Keyed, Tables
from migrant_crisis_2021.validation.sieving import arrow_tables
from tests.datasets import REAL, small_rows

from .rules.test_history import released, with_changes
from .test_sieves import altered

ORDER = "the rows are in another order"
SIZES = st.sampled_from([1, 3, 1000])
SMALL = ("vocabulary", "loaded_terms", "releases")


def engines(frames):
    """Yield tables in each engine that is installed, and whether they have an order."""
    yield arrow_tables(frames, Dataset.of({}), None), True
    try:
        import polars as pl
    except ImportError:
        return
    lazy = {name: nw.from_native(pl.from_arrow(table).lazy()) for name, table in frames.items()}
    yield Tables(lazy, Dataset.of({}), None, "Polars"), False


def in_parts(rule, frames, tables, is_ordered, size):
    known = Dataset.of(frames if is_ordered else {n: frames[n] for n in SMALL if n in frames})
    read = partial(parts, tables, size=size)
    return list(RULES[rule].check(Subject(known, tuple(frames), None, False, read)))


def check_engines(rule, rows, size):
    """Compare what a rule reports on every engine, by parts of a size; return it."""
    dataset = Dataset.of(rows)
    frames = {name: dataset.arrow(name) for name in dataset.tables}
    expected = list(RULES[rule].check(Subject(dataset, dataset.tables, None, False)))
    for tables, is_ordered in engines(frames):
        known = [one for one in map(str, expected) if is_ordered or ORDER not in one]
        found = in_parts(rule, frames, tables, is_ordered, size)
        assert sorted(map(str, found)) == sorted(known)
    return expected


def by_key(rows):
    return {name: sorted(rows[name], key=partial(sort_key, name)) for name in rows}


def with_timeline(rows):
    return rows | {"timeline": timeline_rows(Dataset.of(rows))}


def disordered(draw, rows):
    """Draw rows that are missing, twice, in another order, or have other cells."""
    table = draw(st.sampled_from([name for name in rows if rows[name] and name not in SMALL]))
    place = draw(st.integers(0, len(rows[table]) - 1))
    match draw(st.sampled_from(["missing", "twice", "order", "cells"])):
        case "missing":
            del rows[table][place]
        case "twice":
            rows[table].insert(place, dict(rows[table][place]))
        case "order":
            rows[table].insert(0, rows[table].pop(place))
        case "cells":
            altered(draw, rows, [name for name in rows if name != "releases"])
    return rows


SOME = settings(max_examples=settings().max_examples // 2, suppress_health_check=list(HealthCheck))


@SOME
@given(data=st.data())
def test_the_timeline_is_compared_in_parts(data):
    rows = disordered(data.draw, with_timeline(by_key(small_rows())))
    rows |= by_key({name: rows[name] for name in AUTHORED})
    check_engines("R45", rows, data.draw(SIZES))


@SOME
@given(data=st.data())
def test_a_release_is_compared_in_parts(data):
    rows = by_key(small_rows())
    rows |= {name: rows[name][:5] for name in REAL}  # with all rows, most parts would be alike
    rows["releases"] = [released(name, rows[name]) for name in RECORDED]
    event = rows["events"][1]
    rows["changes"] = with_changes(
        ("events", event["event_id"], "title", event["title"], "Other"),
        ("claims", "clm-0009", None, None, "added"),
    )
    rows["events"][1] = event | {"title": "Other"}
    rows["claims"].append(rows["claims"][0] | {"claim_id": "clm-0009"})
    size = data.draw(SIZES)
    assert check_engines("R36", rows, size) == []
    check_engines("R36", disordered(data.draw, rows), size)


@pytest.mark.conformance
@pytest.mark.parametrize("engine", ["polars", "duckdb"])
def test_lazy_frames_have_no_order_that_could_be_wrong(engine):
    opened = pytest.importorskip(engine)
    read = opened.scan_parquet if engine == "polars" else opened.connect().read_parquet
    report = mc.validate({name: read(str(mc.path(name))) for name in TABLES})
    assert report.ok
    assert {"R36", "R45"} <= set(report.ran)


def test_a_part_has_whole_keys_and_what_belongs_to_them():
    """A null is in the part of None, as which the history of a table sorts it."""
    given = {
        "evidence": [
            {"record_id": record, "source_id": source}
            for record, source in [("c", "1"), ("A", "2"), (None, "3"), ("A", "1"), ("Z", "4")]
        ],
        "sources": [{"source_id": source} for source in "1234"],
    }
    dataset = Dataset.of(given)
    frames = {name: dataset.arrow(name) for name in given}
    keyed = [Keyed("evidence", nw.col("record_id"), nw.col("source_id") != "4")]
    context = [Context("sources", "source_id", to="source_id", via="evidence")]
    for tables, _ in engines(frames):
        found = [
            (
                sorted({str(row["record_id"]) for row in part["evidence"]}),
                sorted(row["source_id"] for row in part["sources"]),
            )
            for part in parts(tables, keyed, context, size=1)
        ]
        assert [one for one in found if one[0]] == [
            (["A"], ["1", "2"]),
            (["None"], ["3"]),
            (["c"], ["1"]),
        ]
