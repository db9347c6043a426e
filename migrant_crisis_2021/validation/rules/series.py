"""Rules that compare figures: R11, R14 and R35."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations, permutations

from ...dataset import Dataset
from ...dataset.figures import period, stated_interval
from ...dataset.places import lies_in
from ...dataset.row_types import FigureRow
from ...names import TableName
from .engine import Failure, fails, rule


@rule("R11", "A running total does not fall.", level="table", tables=("figures",))
def totals_rise(dataset: Dataset, table: TableName) -> Iterator[Failure]:
    """Report later readings of one running total that are certainly below an earlier one."""
    series: dict[tuple[object, ...], list[FigureRow]] = defaultdict(list)
    for row in dataset[table]:
        if _is_reading(row):
            series[_series(row)].append(row)
    for readings in series.values():
        for earlier, later in _ordered_pairs(readings):
            falls = stated_interval(later).high < stated_interval(earlier).low
            if falls and not _compared(earlier, later):
                message = (
                    f"the total falls below {earlier['figure_id']} ({earlier['period_end']}): "
                    "correct it, or put both into one comparison_group"
                )
                yield fails(later, "value", message)


def _series(row: FigureRow) -> tuple[object, ...]:
    return (
        row["measure"],
        row["counted_unit"],
        row["subgroup"],
        row["place_id"],
        row["asserted_by"],
        row["period_start"],
    )


def _is_reading(row: FigureRow) -> bool:
    return (
        row["measure_kind"] == "cumulative"
        and row["status"] == "active"
        and row["qualifier"] != "about"
        and None not in (row["asserted_by"], row["period_start"], row["period_end"])
    )


def _ordered_pairs(readings: list[FigureRow]) -> Iterator[tuple[FigureRow, FigureRow]]:
    for one, other in combinations(sorted(readings, key=_end), 2):
        if _end(one) < _end(other):
            yield one, other


def _end(row: FigureRow) -> dt.date:
    return period(row)[1]


def _compared(one: FigureRow, other: FigureRow) -> bool:
    return one["comparison_group"] is not None and (
        one["comparison_group"] == other["comparison_group"]
    )


@rule(
    "R14",
    "A comparison group compares like with like.",
    level="dataset",
    tables=("figures",),
    needs=("places", "place_parts"),
)
def groups_comparable(dataset: Dataset, table: TableName) -> Iterator[Failure]:
    """Report groups with one member, and members that cannot be compared."""
    groups: dict[str, list[FigureRow]] = defaultdict(list)
    for row in dataset[table]:
        if row["comparison_group"] and row["status"] == "active":
            groups[row["comparison_group"]].append(row)
    for members in groups.values():
        if len(members) == 1:
            message = "the group has no other active member: add one, or leave the group empty"
            yield fails(members[0], "comparison_group", message)
        for one, other in combinations(members, 2):
            reason = _differ(dataset, one, other)
            if reason:
                message = f"{other['figure_id']} of the same group {reason}: split the group"
                yield fails(one, "comparison_group", message)
        for row in _cut_off(members):
            message = "its period is not linked to those of the others by overlaps: split the group"
            yield fails(row, "comparison_group", message)


def _differ(dataset: Dataset, one: FigureRow, other: FigureRow) -> str:
    pairs = {
        "measure": (one["measure"], other["measure"]),
        "counted_unit": (one["counted_unit"], other["counted_unit"]),
        "measure_kind": (one["measure_kind"], other["measure_kind"]),
        "subgroup": (one["subgroup"], other["subgroup"]),
    }
    for column, (own, others) in pairs.items():
        if own != others:
            return f"has {column} {others or '(none)'}"
    here, there = one["place_id"], other["place_id"]
    is_part = lies_in(dataset, here, there) or lies_in(dataset, there, here)
    return "" if is_part else f"is about another place, {there}"


def _cut_off(members: list[FigureRow]) -> list[FigureRow]:
    """List members that no chain of overlapping periods links to the earliest one.

    A reading for the month, for example, links the levels of neighbouring days.
    """
    ordered = sorted(members, key=lambda row: period(row)[0])
    reached = period(ordered[0])[1]
    for place, row in enumerate(ordered):
        start, end = period(row)
        if start > reached:
            return ordered[place:]
        reached = max(reached, end)
    return []


@rule(
    "R35",
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
        compared = {whole["figure_id"] for whole, part in below if _compared(whole, part)}
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
    return _end(whole) >= _end(part) and stated_interval(whole).high < stated_interval(part).low


def _is_part(dataset: Dataset, part: FigureRow, whole: FigureRow) -> bool:
    """Return whether a place lies in another; a border belongs to two countries, so to neither."""
    places = dataset["places"].by_id
    here, there = places.get(part["place_id"]), places.get(whole["place_id"])
    if here is None or there is None or here is there:  # R02 reports unknown places
        return False
    one_side = here["neighbour"] is None or there["kind"] != "country"
    return one_side and lies_in(dataset, here["place_id"], there["place_id"])
