"""What coders add to a record, titles, reality and days of report: R30 to R36."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import permutations

import narwhals as nw

from ...dataset import Dataset
from ...dataset.figures import period, stated_interval
from ...dataset.places import lies_in
from ...dataset.row_types import FigureRow
from ...names import TableName
from .engine import Failure, failing, fails, rule

TITLED: tuple[TableName, ...] = ("events", "figures")
_YEAR = re.compile(r"(?<![\d,.])20\d\d(?![\d,.]*\d)")


@rule("R30", "The years that a title names lie in the period.", level="row", tables=("figures",))
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


@rule("R31", "What is only alleged never has high confidence.", level="row", tables=TITLED)
def alleged_not_high(dataset: Dataset, table: TableName) -> Iterator[Failure]:
    """Report alleged records with high confidence."""
    wrong = (nw.col("reality") == "alleged") & (nw.col("confidence") == "high")
    message = "reality is alleged: set confidence to medium or low"
    yield from failing(dataset, table, wrong, "confidence", message)


@rule("R32", "What is only planned or announced has a last day.", level="row", tables=("events",))
def plans_end(dataset: Dataset, table: TableName) -> Iterator[Failure]:
    """Report planned events with an open end, which would lie in every later period."""
    only_said = nw.col("reality").is_in(["planned", "announced"])
    active = nw.col("status") == "active"
    message = (
        "reality is {reality} and the end is open: give the last day on which it was expected, "
        "or set reality to occurred if it came about"
    )
    open_end = only_said & active & nw.col("date_end").is_null()
    yield from failing(dataset, table, open_end, "date_end", message)


@rule("R33", "The title of an active record is its own.", level="table", tables=TITLED)
def titles_unique(dataset: Dataset, table: TableName) -> Iterator[Failure]:
    """Report titles that several active records of a table have."""
    active = [row for row in dataset[table] if row["status"] == "active"]
    counts = Counter(row["title"] for row in active)
    for row in active:
        if counts[row["title"]] > 1:
            message = (
                f"{counts[row['title']]} active records have this title: say what differs, such "
                "as the day, the place or who reports it"
            )
            yield fails(row, "title", message)


@rule(
    "R34",
    "A count for a whole place is not below a count for a part of it.",
    level="dataset",
    tables=("figures",),
    needs=("places", "place_parts"),
)
def wholes_not_below_parts(dataset: Dataset, table: TableName) -> Iterator[Failure]:
    """Report counts of a larger place that are certainly below those of a place in it."""
    groups: dict[tuple[object, ...], list[FigureRow]] = defaultdict(list)
    for row in dataset[table]:
        if _is_count(row):
            groups[_counted(row)].append(row)
    for rows in groups.values():
        below = [
            (whole, part)
            for whole, part in permutations(rows, 2)
            if _is_below(whole, part) and _is_part(dataset, part, whole)
        ]
        compared = {whole["figure_id"] for whole, part in below if _share_a_group(whole, part)}
        for whole, part in below:
            if whole["figure_id"] not in compared:
                message = (
                    f"{part['figure_id']} for {part['place_id']}, a part of this place, is "
                    "larger: correct one of them, or put both into one comparison_group"
                )
                yield fails(whole, "value", message)


def _is_count(row: FigureRow) -> bool:
    return (
        row["status"] == "active"
        and row["reality"] == "occurred"
        and row["measure_kind"] in ("flow", "cumulative")
        and row["measure"] != "other_count"  # what it counts differs from title to title
        and None not in (row["period_start"], row["period_end"])
    )


def _counted(row: FigureRow) -> tuple[object, ...]:
    return (
        row["measure"],
        row["measure_kind"],
        row["counted_unit"],
        row["subgroup"],
        row["period_start"],
    )


def _is_below(whole: FigureRow, part: FigureRow) -> bool:
    """Return whether a count of at least the same period is certainly the smaller one."""
    return (
        period(whole)[1] >= period(part)[1]
        and stated_interval(whole).high < stated_interval(part).low
    )


def _is_part(dataset: Dataset, part: FigureRow, whole: FigureRow) -> bool:
    """Return whether a place lies in another; a border belongs to two countries, so to neither."""
    places = dataset["places"].by_id
    here, there = places.get(part["place_id"]), places.get(whole["place_id"])
    if here is None or there is None or here is there:  # R02 reports unknown places
        return False
    one_side = here["neighbour"] is None or there["kind"] != "country"
    return one_side and lies_in(dataset, here["place_id"], there["place_id"])


def _share_a_group(one: FigureRow, other: FigureRow) -> bool:
    return one["comparison_group"] is not None and (
        one["comparison_group"] == other["comparison_group"]
    )


@rule(
    "R35",
    "A total that ends on the day of its report was reported on the day of a document.",
    level="dataset",
    tables=("figures",),
    needs=("evidence", "sources"),
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


@rule(
    "R36",
    "The countries that an event concerns are in `countries`.",
    level="dataset",
    tables=("events",),
    needs=("countries",),
)
def countries_known(dataset: Dataset, table: TableName) -> Iterator[Failure]:
    """Report codes of countries without a row."""
    known = dataset["countries"].by_id
    for row in dataset[table]:
        codes = (row["about_country"] or "").split("; ")
        for code in sorted({code for code in codes if code} - known.keys()):
            yield fails(row, "about_country", f"countries has no {code}: add it, or correct it")
        if codes != sorted(set(codes)):
            yield fails(row, "about_country", "sort the codes and give each once")
