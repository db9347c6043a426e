"""Titles, reality and days of report: R30 to R34."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

import narwhals as nw

from ...dataset import Dataset
from ...dataset.description import Description, period
from ...names import TableName
from .engine import Failure, Mask, among, fails, mask_rule, rule
from .sieve import LazyFrame, Tables, any_of, none_of, repeated
from .sources import documents_of, supports

TITLED: tuple[TableName, ...] = ("events", "figures")
_YEAR = re.compile(r"(?<![\d,.])20\d\d(?![\d,.]*\d)")


def _other_years(tables: Tables, table: TableName) -> nw.Expr:
    """Let through titles that name a year outside the period of the figure."""
    title, start, end = nw.col("title"), nw.col("period_start"), nw.col("period_end")
    usual = _usual_years(tables.described)
    outside = (
        title.str.contains(str(year)) & any_of(start.dt.year() > year, end.dt.year() < year)
        for year in usual
    )
    rest = title.str.replace_all("|".join(map(str, usual)), "") if usual else title
    named = any_of(*outside, rest.str.contains("20.."))
    return named & none_of(nw.col("measure") == "share")


def _usual_years(described: Description | None) -> range:
    """Return the years of the dataset, each of which gets a mask of its own, unless many."""
    if described is None:
        return range(0)
    first, last = period(described)
    return range(first.year, last.year + 1) if last.year - first.year < 10 else range(0)


@rule(
    "R30",
    "The years that a title names lie in the period.",
    level="row",
    tables=("figures",),
    sieve=_other_years,
)
def years_in_period(dataset: Dataset, table: TableName) -> Iterator[Failure]:
    """Report titles that name another year, unless it is that of the report.

    A ratio may name the year with which it compares.
    """
    for row in dataset[table]:
        start, end = row["period_start"], row["period_end"]
        if row["measure"] == "share":
            continue
        if end and row["reported_on"]:
            end = max(end, row["reported_on"])
        for year in map(int, _YEAR.findall(row["title"] or "")):
            if (start and year < start.year) or (end and year > end.year):
                message = f"{year} lies outside {start} to {end}: correct the title or the dates"
                yield fails(row, "title", message)


@mask_rule("R31", "What is only alleged never has high confidence.", level="row", tables=TITLED)
def alleged_not_high(dataset: Dataset, table: TableName) -> Iterator[Mask]:
    """Report alleged records with high confidence."""
    wrong = (nw.col("reality") == "alleged") & (nw.col("confidence") == "high")
    message = "reality is alleged: set confidence to medium or low"
    yield Mask(wrong, "confidence", message)


@mask_rule(
    "R32",
    "What is only planned or announced has a last day.",
    level="row",
    tables=("events",),
)
def plans_end(dataset: Dataset, table: TableName) -> Iterator[Mask]:
    """Report planned events with an open end, which would lie in every later period."""
    only_said = among("reality", ["planned", "announced"])
    active = nw.col("status") == "active"
    message = (
        "reality is {reality} and the end is open: give the last day on which it was expected, "
        "or set reality to occurred if it came about"
    )
    open_end = only_said & active & nw.col("date_end").is_null()
    yield Mask(open_end, "date_end", message)


def _shares_title(tables: Tables, table: TableName) -> nw.Expr | LazyFrame:
    return repeated(tables, table, "title", "status")


@rule(
    "R33",
    "The title of an active record is its own.",
    level="table",
    tables=TITLED,
    sieve=_shares_title,
)
def titles_unique(dataset: Dataset, table: TableName) -> Iterator[Failure]:
    """Report titles that several active records of a table have."""
    active = [row for row in dataset[table] if row["status"] == "active" and row["title"]]
    counts = Counter(row["title"] for row in active)
    for row in active:
        if counts[row["title"]] > 1:
            message = (
                f"{counts[row['title']]} active records have this title: say what differs, such "
                "as the day, the place or who reports it"
            )
            yield fails(row, "title", message)


def _reported_otherwise(tables: Tables, table: TableName) -> LazyFrame:
    """Let through figures without a document of their day; an id that two have is no document."""
    documents = (
        tables["sources"]
        .group_by("source_id")
        .agg(nw.col("published_on").max(), nw.len().alias("count"))
        .filter(nw.col("count") == 1)
    )
    days = (
        supports(tables)
        .select(nw.col("record_id").alias("figure_id"), "source_id")
        .join(documents.select("source_id", "published_on"), on="source_id", how="inner")
        .select("figure_id", nw.col("published_on").alias("reported_on"))
        .unique()
    )
    totals = tables[table].filter(
        nw.col("period_basis") == "to_report", ~nw.col("reported_on").is_null()
    )
    return totals.join(days, on=["figure_id", "reported_on"], how="anti")


@rule(
    "R34",
    "A total that ends on the day of its report was reported on the day of a document.",
    level="dataset",
    tables=("figures",),
    needs=("evidence", "sources"),
    sieve=_reported_otherwise,
    context=documents_of,
)
def reported_by_a_document(dataset: Dataset, table: TableName) -> Iterator[Failure]:
    """Report days of report on which none of the supporting documents was published."""
    for row in dataset[table]:
        if row["period_basis"] != "to_report" or row["reported_on"] is None:
            continue
        days = {source["published_on"] for source in dataset.supporting(row["figure_id"])}
        if row["reported_on"] not in days:
            listed = ", ".join(sorted(str(day) for day in days if day)) or "none is dated"
            message = (
                f"the supporting documents are of other days ({listed}): give the day of a "
                "document, or leave it empty"
            )
            yield fails(row, "reported_on", message)
