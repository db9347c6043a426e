"""Figures together: R11 and R14."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations

from ...accessors.rivals import period
from ...names import TableName
from .engine import Context, Frame, Problem, Row, dataset_rule, problem, row_rule

_SERIES = ("measure", "counted_unit", "place_id", "asserted_by", "period_start")


@row_rule("R11", "A running total does not fall.", ("figures",), "table")
def totals_rise(_: Context, table: TableName, frame: Frame) -> Iterator[Problem]:
    """Report later readings of one running total that are certainly below an earlier one."""
    series: dict[tuple[object, ...], list[Row]] = defaultdict(list)
    for row in frame.iter_rows(named=True):
        if _is_reading(row):
            series[tuple(row[name] for name in _SERIES)].append(row)
    for readings in series.values():
        for earlier, later in _ordered_pairs(readings):
            if _greatest(later) < _least(earlier) and not _compared(earlier, later):
                message = (
                    f"the total falls below {earlier['figure_id']} ({earlier['period_end']}): "
                    "correct it, or put both into one comparison_group"
                )
                yield problem("R11", table, later, "value", message)


def _is_reading(row: Row) -> bool:
    return (
        row["measure_kind"] == "cumulative"
        and row["status"] == "active"
        and row["qualifier"] != "about"
        and None not in (row["asserted_by"], row["period_start"], row["period_end"])
    )


def _ordered_pairs(readings: list[Row]) -> Iterator[tuple[Row, Row]]:
    for one, other in combinations(sorted(readings, key=lambda row: row["period_end"]), 2):
        if one["period_end"] < other["period_end"]:
            yield one, other


def _least(row: Row) -> float:
    """Return the least number by the bounds on record, without the margins of comparing."""
    exact = row["value"] if row["qualifier"] == "exact" else None
    return float(exact or row["value_low"] or row["magnitude"] or 0)


def _greatest(row: Row) -> float:
    greatest = row["value"] if row["qualifier"] == "exact" else row["value_high"]
    return float("inf") if greatest is None else float(greatest)


def _compared(one: Row, other: Row) -> bool:
    return one["comparison_group"] is not None and (
        one["comparison_group"] == other["comparison_group"]
    )


@dataset_rule("R14", "A comparison group compares like with like.", ("figures", "places"))
def groups_comparable(context: Context) -> Iterator[Problem]:
    """Report groups of one, and members that differ in more than the number."""
    groups: dict[str, list[Row]] = defaultdict(list)
    for row in context.rows("figures"):
        if row["comparison_group"] and row["status"] == "active":
            groups[row["comparison_group"]].append(row)
    parents = {row["place_id"]: row["part_of"] for row in context.rows("places")}
    for members in groups.values():
        if len(members) == 1:
            message = "the group has no other active member: add one, or leave the group empty"
            yield problem("R14", "figures", members[0], "comparison_group", message)
        for one, other in combinations(members, 2):
            reason = _differ(one, other, parents)
            if reason:
                message = f"{other['figure_id']} of the same group {reason}: split the group"
                yield problem("R14", "figures", one, "comparison_group", message)
        for row in _cut_off(members):
            message = "its period is not linked to those of the others by overlaps: split the group"
            yield problem("R14", "figures", row, "comparison_group", message)


def _differ(one: Row, other: Row, parents: dict[str, str | None]) -> str:
    for column in ("measure", "counted_unit", "measure_kind"):
        if one[column] != other[column]:
            return f"has {column} {other[column]}"
    if not (_within(one, other, parents) or _within(other, one, parents)):
        return f"is about another place, {other['place_id']}"
    return ""


def _cut_off(members: list[Row]) -> list[Row]:
    """List members that no chain of overlapping periods links to the first in time.

    Levels of neighbouring days are rivals of one reading for the whole month, and so compared.
    """
    ordered = sorted(members, key=lambda row: period(row)[0])
    reached = period(ordered[0])[1]
    for place, row in enumerate(ordered):
        start, end = period(row)
        if start > reached:
            return ordered[place:]
        reached = max(reached, end)
    return []


def _within(inner: Row, outer: Row, parents: dict[str, str | None]) -> bool:
    place: str | None = inner["place_id"]
    for _ in range(len(parents) + 1):
        if place == outer["place_id"]:
            return True
        place = parents.get(place) if place else None
    return False
