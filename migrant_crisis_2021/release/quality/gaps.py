"""What is missing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeAlias

from ...dataset import Dataset
from ...dataset.days import own_day
from .content import EARLIER, LATER, UNDATED, records_by_month
from .counting import Cells, Section, Table, by_kind, share

FEW = 10
"""Months with fewer records are listed."""

Row: TypeAlias = Mapping[str, Any]


def gaps(dataset: Dataset) -> Section:
    """Return the section on what is missing."""
    places = dataset["places"].by_id
    rows = by_kind(dataset)
    events, figures = rows["events"], rows["figures"]
    sources = list(dataset["sources"])

    def located(row: Row) -> str:
        return str(places[row["place_id"]]["geo_precision"])

    missing = [
        _line(
            "events for which no place is given", events, lambda row: located(row) == "unspecified"
        ),
        _line(
            "events with no place more exact than a border, region or country",
            events,
            lambda row: located(row) in ("border_stretch", "region", "country"),
        ),
        _line("events without a stated day", events, lambda row: not _has_stated_day(row)),
        _line("figures without a day", figures, lambda row: own_day(row) is None),
        _line("figures without a known period", figures, _has("period_basis", "unknown")),
        _line("figures without the day of the report", figures, _has("reported_on", None)),
        _line("figures without a body that counted", figures, _has("asserted_by", None)),
        _line("positions without a day", rows["positions"], lambda row: own_day(row) is None),
        _line("sources without a day", sources, _has("published_on", None)),
        _line("sources without a title", sources, _has("title", None)),
        _line("sources without an address", sources, _has("url", None)),
        _line("sources without an archived copy", sources, _has("archived_url", None)),
        _line("sources read only as an excerpt", sources, _has("read_as", "excerpt")),
        _line("sources whose publisher's country is not known", sources, _no_country),
    ]
    return Section(
        "What is missing",
        "Empty cells stay empty: nothing is filled in from memory or by guessing. The day of the "
        "report is missing where no document gives it, or where the document itself is undated.",
        [
            Table("", ("what", "missing", "of", "share"), missing),
            Table(_few_months(dataset), (), []),
        ],
    )


def _line(what: str, rows: Iterable[Row], is_missing: Callable[[Row], bool]) -> Cells:
    every = list(rows)
    number = sum(map(is_missing, every))
    return what, f"{number:,}", f"{len(every):,}", share(number, len(every))


def _has(column: str, value: str | None) -> Callable[[Row], bool]:
    return lambda row: row[column] == value


def _no_country(row: Row) -> bool:
    return row["publisher_country"] is None


def _has_stated_day(row: Row) -> bool:
    return row["date_basis"] == "stated" and row["date_precision"] in ("day", "range", "open")


def _few_months(dataset: Dataset) -> str:
    counts: Counter[str] = Counter()
    for month, _, number in records_by_month(dataset):
        if month not in (EARLIER, LATER, UNDATED):
            counts[month] += number
    few = [f"{month} ({number})" for month, number in counts.items() if number < FEW]
    return (
        f"Months with fewer than {FEW} records: {', '.join(few) or 'none'}. Nothing can be said "
        "about how much happened in them."
    )
