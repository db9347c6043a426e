"""Dates and scope: R04, R05, R06, R13."""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Iterator

import narwhals as nw

from ...dataset import Dataset
from ...dataset.dataset import kept_on_dataset
from ...dataset.description import period
from ...dataset.kinds import DOCUMENTED, Kind
from ...dataset.table_schema import table_schema
from ...errors import InvalidInputError
from ...names import TableName
from ...parsing.dates import Span, parse_edtf
from .engine import Failure, Mask, fails, mask_rule, rule
from .sieve import Context, LazyFrame, Tables, any_of, none_of, one_of
from .sources import supports

_LOG = logging.getLogger(__name__)

DATED: tuple[TableName, ...] = ("events", "positions")


_DATES = ("date_edtf", "date_start", "date_end", "date_precision")


def _wrong_dates(tables: Tables, table: TableName) -> nw.Expr:
    """Judge each combination of dates once: there are few, even for many records."""
    return tables.once(f"wrong dates of {table}", lambda given: _judged_once(given, table))


def _judged_once(tables: Tables, table: TableName) -> nw.Expr:
    frame = tables[table].select(*_DATES).unique()
    rows = frame.collect(backend="pyarrow").to_native().to_pylist()
    _LOG.debug("%s reads %s combinations of %s", "R04", len(rows), table)
    combinations = Dataset.of({table: rows})
    wrong = [
        failure.row
        for check in (bounds_agree, precision_agrees)
        for failure in check(combinations, table)
    ]
    texts = [nw.col(name).cast(nw.String).fill_null("") for name in _DATES]
    written = ["\x1f".join(str(row[name] or "") for name in _DATES) for row in wrong]
    return one_of(nw.concat_str(texts, separator="\x1f"), written) if wrong else any_of()


@rule(
    "R04",
    "date_start and date_end are the bounds of date_edtf.",
    level="row",
    tables=DATED,
    sieve=_wrong_dates,
)
def bounds_agree(dataset: Dataset, table: TableName) -> Iterator[Failure]:
    """Report EDTF strings that cannot be read, and dates that are not their bounds."""
    is_dated = (
        table_schema(table).field("date_edtf").required
    )  # then C03 reports that it is missing
    for row in dataset[table]:
        if row["date_edtf"] is None:
            if not is_dated and (row["date_start"] or row["date_end"]):
                yield fails(row, "date_start", "there is no date_edtf: add it")
            continue
        try:
            span = parse_edtf(row["date_edtf"])
        except InvalidInputError as error:
            yield fails(row, "date_edtf", str(error))
            continue
        for column, expected in (("date_start", span.start), ("date_end", span.end)):
            if row[column] != expected:
                message = (
                    f"date_edtf {row['date_edtf']!r} gives {expected or 'null'}: "
                    "correct one of them"
                )
                yield fails(row, column, message)


@rule(
    "R05",
    "date_precision agrees with the form of date_edtf.",
    level="row",
    tables=DATED,
    sieve=_wrong_dates,
)
def precision_agrees(dataset: Dataset, table: TableName) -> Iterator[Failure]:
    """Report precisions that do not fit the EDTF form."""
    is_dated = table_schema(table).field("date_edtf").required
    for row in dataset[table]:
        span = _span(row["date_edtf"])
        if span and row["date_precision"] != span.precision:
            message = (
                f"date_edtf {row['date_edtf']!r} has the precision {span.precision}: correct one "
                "of them"
            )
            yield fails(row, "date_precision", message)
        elif row["date_edtf"] is None and row["date_precision"] and not is_dated:
            yield fails(row, "date_precision", "there is no date_edtf: add it, or leave this empty")


def _span(edtf: str | None) -> Span | None:
    try:
        return parse_edtf(edtf) if edtf else None
    except InvalidInputError:  # R04 reports it
        return None


@mask_rule(
    "R06",
    "A crisis record overlaps the period of the dataset (`temporal` in datapackage.json); "
    "any other is background.",
    level="row",
    tables=("events", "figures"),
    needs_period=True,
)
def scope_agrees(dataset: Dataset, table: TableName) -> Iterator[Mask]:
    """Report crisis records outside the period of the dataset; undated figures are exempt."""
    first, last = period(dataset.manifest)
    start, end = ("date_start", "date_end") if table == "events" else ("period_start", "period_end")
    outside = (nw.col(start) > last) | (nw.col(end) < first)
    message = (
        f"scope is crisis, but {{{start}}} to {{{end}}} lies outside {_years(first, last)}: "
        "use background"
    )
    wrong = (nw.col("scope") == "crisis") & outside
    yield Mask(wrong, "scope", message)


def _years(first: dt.date, last: dt.date) -> str:
    """Write a period in years if it consists of complete years, in days otherwise."""
    if (first.month, first.day, last.month, last.day) != (1, 1, 12, 31):
        return f"{first} to {last}"
    return f"{first.year}-{last.year}" if first.year < last.year else f"{first.year}"


def _published_before(tables: Tables, table: TableName) -> LazyFrame:
    """Compare the earliest day of a document with the latest start of a record of that id."""
    published = (
        tables["sources"].group_by("source_id").agg(nw.col("published_on").min().alias("day"))
    )
    started = nw.concat([_started(tables, kind) for kind in DOCUMENTED], how="vertical")
    started = started.group_by("record_id").agg(nw.col("start").max())
    return (
        supports(tables)
        .join(published, on="source_id", how="inner")
        .join(started, on="record_id", how="inner")
        .filter(nw.col("day") < nw.col("start"))
    )


def _started(tables: Tables, kind: Kind) -> LazyFrame:
    frame = tables[kind.table]
    if "reality" in table_schema(kind.table).columns:
        frame = frame.filter(none_of(nw.col("reality").is_in(["planned", "announced"])))
    start = nw.col(f"{kind.dates}_start").alias("start")
    return frame.select(nw.col(kind.key).alias("record_id"), start)


@rule(
    "R13",
    "No supporting document is older than what it reports.",
    level="dataset",
    tables=("evidence",),
    needs=(*(kind.table for kind in DOCUMENTED), "sources"),
    sieve=_published_before,
    context=[
        Context("sources", "source_id", to="source_id"),
        *(Context(kind.table, kind.key, to="record_id") for kind in DOCUMENTED),
    ],
)
def reported_after_start(dataset: Dataset, table: TableName) -> Iterator[Failure]:
    """Report documents published before the start of the record that they support."""
    sources, starts = dataset["sources"].by_id, _starts(dataset)
    for row in dataset[table]:
        source, start = sources.get(row["source_id"]), starts.get(row["record_id"])
        day = source["published_on"] if source else None
        if row["relation"] == "supports" and day and start and day < start:
            message = (
                f"published on {day}, before {start}, when what it supports began: correct a "
                "date, set relation to context, or set reality to planned or announced"
            )
            yield fails(row, "source_id", message)


@kept_on_dataset
def _starts(dataset: Dataset) -> dict[str, dt.date]:
    """Map records to their start, except records that may be reported in advance."""
    return {
        row[kind.key]: row[f"{kind.dates}_start"]
        for kind in DOCUMENTED
        for row in dataset[kind.table]
        if row.get("reality") not in ("planned", "announced") and row[f"{kind.dates}_start"]
    }
