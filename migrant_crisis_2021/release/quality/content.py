"""What the records are about: by month and by type."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator

from ...dataset import Dataset
from ...dataset.days import own_day
from .counting import Cells, Section, Table, by_kind, labels, tally

EARLIER, LATER, UNDATED = "earlier", "later", "no day"
"""What is counted together beside the months."""


def content(dataset: Dataset) -> Iterator[Section]:
    """Yield the sections on months and types."""
    months = records_by_month(dataset)
    tables = list(dict.fromkeys(table for _, table, _ in months))
    counts = {(month, table): number for month, table, number in months}
    yield Section(
        "Records by month",
        "A record belongs to the month of its own day: the first day of an event or a position, "
        "the last day of what a figure counts. The months show what the documents that were read "
        "report, not how much happened: a quiet month may simply be one that few of them are "
        "about.",
        [
            Table(
                "",
                ("month", *tables, "all"),
                [
                    _month(month, [counts[month, table] for table in tables])
                    for month in dict.fromkeys(month for month, _, _ in months)
                ],
            )
        ],
        "records-by-month",
    )
    rows = by_kind(dataset)
    yield Section(
        "Records by type",
        "Each event has one type and each figure one measure. Types that many documents report, "
        "such as statements and deployments, are not necessarily more frequent in reality.",
        [
            Table(
                "Events:",
                ("type", "events", "share"),
                tally((row["event_type"] for row in rows["events"]), labels(dataset, "event_type")),
            ),
            Table(
                "Figures:",
                ("measure", "figures", "share"),
                tally((row["measure"] for row in rows["figures"]), labels(dataset, "measure")),
            ),
        ],
    )


def _month(month: str, numbers: list[int]) -> Cells:
    return month, *(f"{number:,}" for number in numbers), f"{sum(numbers):,}"


def records_by_month(dataset: Dataset) -> list[tuple[str, str, int]]:
    """Count the records of each table in each month, from the first to the last event.

    Records of earlier and of later months are counted together.
    """
    rows = by_kind(dataset)
    months = list(_months([row["date_start"] for row in rows["events"]]))
    counts = Counter(
        (_slot(own_day(row), months), table) for table, members in rows.items() for row in members
    )
    slots = [EARLIER, *months, LATER, UNDATED]
    used = [slot for slot in slots if slot in months or any(counts[slot, table] for table in rows)]
    return [(slot, table, counts[slot, table]) for slot in used for table in rows]


def _slot(day: dt.date | None, months: list[str]) -> str:
    if day is None or not months:
        return UNDATED
    month = f"{day:%Y-%m}"
    return EARLIER if month < months[0] else LATER if month > months[-1] else month


def _months(days: list[dt.date]) -> Iterator[str]:
    if days:
        month, last = min(days).replace(day=1), max(days)
        while month <= last:
            yield f"{month:%Y-%m}"
            month = (month + dt.timedelta(days=31)).replace(day=1)
