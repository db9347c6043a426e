"""Dates and scope: R04, R05, R06, R13."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import narwhals as nw

from ...dataset.description import period
from ...errors import InvalidInputError
from ...names import DOCUMENTED, TableName
from ...parsing.dates import Span, parse_edtf
from .engine import Context, Frame, Problem, Row, dataset_rule, failing, problem, row_rule

DATED: tuple[TableName, ...] = ("events", "positions")


@row_rule("R04", "date_start and date_end are the bounds of date_edtf.", DATED)
def bounds_agree(_: Context, table: TableName, frame: Frame) -> Iterator[Problem]:
    """Report EDTF strings that cannot be read, and bounds that are not theirs."""
    for row in frame.iter_rows(named=True):
        if row["date_edtf"] is None:
            if row["date_start"] or row["date_end"]:
                yield problem("R04", table, row, "date_start", "there is no date_edtf: add it")
            continue
        try:
            span = parse_edtf(row["date_edtf"])
        except InvalidInputError as error:
            yield problem("R04", table, row, "date_edtf", str(error))
            continue
        for column, expected in (("date_start", span.start), ("date_end", span.end)):
            if row[column] != expected:
                message = f"date_edtf {row['date_edtf']!r} gives {expected or 'null'}: correct one"
                yield problem("R04", table, row, column, message)


@row_rule("R05", "date_precision agrees with the form of date_edtf.", DATED)
def precision_agrees(_: Context, table: TableName, frame: Frame) -> Iterator[Problem]:
    """Report precisions that the EDTF form does not bear out."""
    for row in frame.iter_rows(named=True):
        span = _span(row)
        expected = span.precision if span else None
        if row["date_precision"] != expected and (span or row["date_edtf"] is None):
            message = f"date_edtf {row['date_edtf']!r} has the precision {expected}: correct one"
            yield problem("R05", table, row, "date_precision", message)


def _span(row: Row) -> Span | None:
    try:
        return parse_edtf(row["date_edtf"]) if row["date_edtf"] else None
    except InvalidInputError:  # R04 reports it
        return None


@row_rule(
    "R06",
    "A crisis record overlaps the period of the dataset (`temporal` in datapackage.json); "
    "another is background.",
    ("events", "figures"),
)
def scope_agrees(context: Context, table: TableName, frame: Frame) -> Iterator[Problem]:
    """Report crisis records outside the period of the dataset; undated figures are exempt."""
    first, last = period(context.described)
    start, end = ("date_start", "date_end") if table == "events" else ("period_start", "period_end")
    outside = (nw.col(start) > last) | (nw.col(end) < first)
    message = (
        f"scope is crisis, but {{{start}}} to {{{end}}} lies outside {_years(first, last)}: "
        "use background"
    )
    wrong = (nw.col("scope") == "crisis") & outside
    yield from failing("R06", table, frame, wrong, "scope", message)


def _years(first: dt.date, last: dt.date) -> str:
    """Write a period in years if it is of whole years, in days otherwise."""
    if (first.month, first.day, last.month, last.day) != (1, 1, 12, 31):
        return f"{first} to {last}"
    return f"{first.year}-{last.year}" if first.year < last.year else f"{first.year}"


@dataset_rule(
    "R13",
    "No supporting document is older than what it reports.",
    (*DOCUMENTED, "sources", "evidence"),
)
def reported_after_start(context: Context) -> Iterator[Problem]:
    """Report documents published before the start of what they support."""
    published = {row["source_id"]: row["published_on"] for row in context.rows("sources")}
    starts = dict(_starts(context))
    for row in context.rows("evidence"):
        day, start = published.get(row["source_id"]), starts.get(row["record_id"])
        if row["relation"] == "supports" and day and start and day < start:
            message = (
                f"published on {day}, before the start {start} of what it supports: correct a "
                "date, or make the relation context or the record planned or announced"
            )
            yield problem("R13", "evidence", row, "source_id", message)


def _starts(context: Context) -> Iterator[tuple[str, dt.date]]:
    """Pair records with their start, without those that may be told in advance."""
    for table, key in DOCUMENTED.items():
        start = "period_start" if table == "figures" else "date_start"
        for row in context.rows(table):
            if row.get("reality") not in ("planned", "announced") and row[start]:
                yield row[key], row[start]
