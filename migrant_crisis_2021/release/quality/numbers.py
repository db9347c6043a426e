"""Figures that cannot all be true, and how complete the daily series are."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from ...accessors.conflicts import opposed_in
from ...dataset import Dataset
from ...dataset.row_types import FigureRow
from ...dataset.wording import actor_name, place_name
from .counting import Cells, Section, Table, labels, share

LEAST = 10
"""A daily series with readings for fewer days is only counted."""


def numbers(dataset: Dataset) -> Iterator[Section]:
    """Yield the sections on rival figures and on daily series."""
    yield _conflicts(dataset)
    yield _coverage(dataset)


class Rivalry(NamedTuple):
    """What the groups of rival figures of a measure are."""

    groups: int
    exclude: int
    differ: int


def rivalries(dataset: Dataset) -> dict[str, Rivalry]:
    """Count, by measure, the groups of compared figures and those that cannot all be true."""
    members: dict[str, list[FigureRow]] = defaultdict(list)
    for row in dataset["figures"]:
        if row["status"] == "active" and row["comparison_group"]:
            members[row["comparison_group"]].append(row)
    found: dict[str, list[tuple[bool, bool]]] = defaultdict(list)
    for rows in members.values():
        opposed = opposed_in(dataset, rows).values()
        excludes = any(one.excludes for one in opposed)
        differs = not excludes and any(one.differs for one in opposed)
        found[rows[0]["measure"]].append((excludes, differs))
    return {
        measure: Rivalry(len(kinds), sum(e for e, _ in kinds), sum(d for _, d in kinds))
        for measure, kinds in sorted(found.items())
    }


def _conflicts(dataset: Dataset) -> Section:
    named = labels(dataset, "measure")
    found = rivalries(dataset)
    rows: list[Cells] = [
        (named.get(measure, measure), *(f"{number:,}" for number in one))
        for measure, one in sorted(found.items(), key=lambda item: (-item[1].groups, item[0]))
    ]
    total = Rivalry(*(sum(one[n] for one in found.values()) for n in range(3)))
    if rows:
        rows.append(("all", *(f"{number:,}" for number in total)))
    return Section(
        "Known conflicts",
        "Figures about the same thing form one group. In some groups, at least two figures "
        "*exclude* each other; in others, they only *differ*, because they may be about other days "
        "or another part of the place; in the rest, all can be true. None is silently preferred: "
        "`mc.conflicts()` shows them side by side ([comparing](comparing.md), "
        "[all groups](methodology.md#known-conflicts)). A measure without a group is not "
        "necessarily undisputed: often only one body counted.",
        [Table("", ("measure", "groups", "exclude", "differ"), rows)],
    )


class DailySeries(NamedTuple):
    """The days for which one body gave readings of one thing at one place."""

    measure: str
    place: str
    asserted_by: str
    days: tuple[dt.date, ...]

    @property
    def span(self) -> int:
        """Number of days from the first reading to the last."""
        return (self.days[-1] - self.days[0]).days + 1

    @property
    def longest_gap(self) -> int:
        """The largest number of days in a row without a reading."""
        return max(((b - a).days - 1 for a, b in pairwise(self.days)), default=0)


def daily_series(dataset: Dataset) -> list[DailySeries]:
    """List the daily series, those with the most readings first."""
    days: dict[tuple[str, str, str, str, str], set[dt.date]] = defaultdict(set)
    named = labels(dataset, "measure")
    for row in dataset["figures"]:
        day = row["period_start"]
        if day and day == row["period_end"] and _is_reading(row):
            measure = named.get(row["measure"], row["measure"])
            who = actor_name(dataset, row["asserted_by"]) or "no one named"
            where = place_name(dataset, row["place_id"])
            days[measure, where, who, row["measure_kind"], row["counted_unit"]].add(day)
    found = [
        DailySeries(measure, place, who, tuple(sorted(days[measure, place, who, kind, unit])))
        for measure, place, who, kind, unit in sorted(days)
    ]
    return sorted(found, key=lambda one: -len(one.days))


def _is_reading(row: FigureRow) -> bool:
    return (
        row["status"] == "active"
        and row["scope"] == "crisis"
        and row["subgroup"] is None
        and row["measure_kind"] in ("flow", "stock")
    )


def long_series(dataset: Dataset) -> list[DailySeries]:
    """List the daily series that have readings for many days."""
    return [one for one in daily_series(dataset) if len(one.days) >= LEAST]


def _coverage(dataset: Dataset) -> Section:
    found, shown = daily_series(dataset), long_series(dataset)
    rows: list[Cells] = [
        (
            f"{one.measure}: {one.place}",
            one.asserted_by,
            str(one.days[0]),
            str(one.days[-1]),
            f"{len(one.days):,} of {one.span:,} ({share(len(one.days), one.span)})",
            f"{one.longest_gap:,}",
        )
        for one in shown
    ]
    return Section(
        "Coverage of daily series",
        "A daily series consists of one body's counts for single days, as quoted in documents. The "
        "days it has are probably the ones that made news, a day without a reading is not a zero, "
        "and an average of the days it has is not the average of the period. The longest gap is "
        "the number of days in a row without a reading. The table lists series with readings "
        f"for at least {LEAST} days; {len(found) - len(shown):,} more have fewer.",
        [
            Table(
                "",
                (
                    "series",
                    "counted by",
                    "first",
                    "last",
                    "days with a reading",
                    "longest gap, days",
                ),
                rows,
            )
        ],
        "daily-coverage",
    )
