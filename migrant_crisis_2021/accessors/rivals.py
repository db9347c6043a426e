"""How the figures of one comparison group relate to each other."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import Any, Literal

from ..dataset import Dataset
from ..dataset.dataset import kept_on_dataset
from ..dataset.figures import Interval, admissible, period
from ..dataset.row_types import FigureRow

Relation = Literal["agrees", "differs", "excludes"]

_SERIES = ("measure", "counted_unit", "subgroup", "place_id", "asserted_by")


def rivals_of(dataset: Dataset, ident: str) -> Iterator[tuple[FigureRow, Relation]]:
    """Yield the other figures of the comparison group, each with its relation to the figure."""
    own = dataset["figures"].by_id[ident]
    if own["comparison_group"] is None or own["status"] != "active":
        return
    for row in dataset["figures"].where("comparison_group", own["comparison_group"]):
        if row["figure_id"] != ident and row["status"] == "active":
            yield row, relation(dataset, own, row)


def relation(dataset: Dataset, one: FigureRow, other: FigureRow) -> Relation:
    """Return how two figures of one comparison group relate to each other.

    They *agree* if some number satisfies both, if they share no day, or if they count different
    subgroups. Otherwise they
    *exclude* each other if both are about the same days and place, or if a part is larger than the
    total. They *differ* if they may be about different days, places or plans. A running total may
    grow: two readings of it by one body are compared with the counts of the days between them.
    """
    (start, end), (other_start, other_end) = period(one), period(other)
    if start > other_end or other_start > end or one["subgroup"] != other["subgroup"]:
        return "agrees"
    if _is_one_running_total(one, other):
        earlier, later = sorted((one, other), key=lambda row: period(row)[1])
        return "agrees" if _grows(dataset, earlier, later) else "excludes"
    if not contradict(one, other):
        return "agrees"
    return "excludes" if _are_about_the_same(one, other) else "differs"


def contradict(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """Return whether no number satisfies both figures, regardless of their periods."""
    low, high, low_is_exclusive, high_is_exclusive = _meet(admissible(one), admissible(other))
    return low > high or (low == high and (low_is_exclusive or high_is_exclusive))


def _are_about_the_same(one: FigureRow, other: FigureRow) -> bool:
    if (
        one["place_id"] != other["place_id"]
        or one["reality"] != other["reality"]
        or one["measure_kind"] != other["measure_kind"]
    ):
        return False
    if "within" in (one["period_basis"], other["period_basis"]):
        return False  # each may refer to a different moment of its period
    if period(one) == period(other):
        return "unknown" not in (one["period_basis"], other["period_basis"]) or _is_timeless(one)
    return one["measure_kind"] in ("flow", "cumulative") and (
        _is_too_large_a_part(one, other) or _is_too_large_a_part(other, one)
    )


def _is_timeless(figure: FigureRow) -> bool:
    """Return whether a figure describes an object, such as a fence, without a particular time."""
    return figure["measure_kind"] in ("amount", "capacity")


def _is_too_large_a_part(part: FigureRow, whole: FigureRow) -> bool:
    (start, end), (whole_start, whole_end) = period(part), period(whole)
    is_part = whole_start <= start <= end <= whole_end
    return is_part and admissible(part).low > admissible(whole).high


def _is_of_one_series(one: FigureRow, other: FigureRow) -> bool:
    return _series_of(one) == _series_of(other)


def _is_one_running_total(one: FigureRow, other: FigureRow) -> bool:
    same = _is_of_one_series(one, other) and one["period_start"] == other["period_start"]
    running = one["measure_kind"] == other["measure_kind"] == "cumulative"
    ends = {one["period_end"], other["period_end"]}
    return running and same and len(ends) == 2 and None not in ends and bool(one["asserted_by"])


def _grows(dataset: Dataset, earlier: FigureRow, later: FigureRow) -> bool:
    """Return whether the counts of the days in between account for the rise of a total."""
    days = _days_between(dataset, earlier, later)
    elapsed = (period(later)[1] - period(earlier)[1]).days
    least = admissible(earlier).low + sum(low for low, _ in days)
    greatest = admissible(earlier).high + sum(high for _, high in days)
    low, high, *_ = admissible(later)
    return least <= high and (len(days) < elapsed or low <= greatest)


def _days_between(
    dataset: Dataset, earlier: FigureRow, later: FigureRow
) -> list[tuple[float, float]]:
    """List the lowest and highest count of each day between a reading and the next one."""
    first, last = period(earlier)[1], period(later)[1]
    days = _daily_counts(dataset).get(_series_of(earlier), {})
    return [bounds for day, bounds in days.items() if first < day <= last]


@kept_on_dataset
def _daily_counts(
    dataset: Dataset,
) -> dict[tuple[object, ...], dict[dt.date, tuple[float, float]]]:
    """Map each series to its days, with the lowest and highest count of each."""
    found: dict[tuple[object, ...], dict[dt.date, list[Interval]]] = {}
    for row in dataset["figures"]:
        start, end = period(row)
        if start == end and row["measure_kind"] == "flow" and row["status"] == "active":
            days = found.setdefault(_series_of(row), {})
            days.setdefault(start, []).append(admissible(row))
    return {
        series: {
            day: (min(n.low for n in all_), max(n.high for n in all_)) for day, all_ in days.items()
        }
        for series, days in found.items()
    }


def _series_of(figure: FigureRow) -> tuple[object, ...]:
    return tuple(figure.get(name) for name in _SERIES)


def _meet(a: Interval, b: Interval) -> Interval:
    low, high = max(a.low, b.low), min(a.high, b.high)
    return Interval(
        low,
        high,
        any(side.low_is_exclusive for side in (a, b) if side.low == low),
        any(side.high_is_exclusive for side in (a, b) if side.high == high),
    )
