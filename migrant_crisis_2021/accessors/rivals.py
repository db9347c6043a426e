"""How the figures of one comparison group stand to each other."""

from __future__ import annotations

import datetime as dt
import math
from collections import defaultdict
from collections.abc import Iterator
from typing import Literal

from ..dataset.csv_files import Row, grouped, index

Relation = Literal["agrees", "differs", "excludes"]


def admissible(figure: Row) -> tuple[float, float, bool, bool]:
    """Return the numbers that a figure allows: low, high, and whether each end is left out.

    ``about n`` allows half a unit of the last non-zero place of n either way, ``nearly n`` a whole
    unit below n; this is for comparing alone and stands nowhere in the data. An order of
    magnitude allows everything from its own magnitude on.
    """
    value, low, high = figure["value"], figure["value_low"], figure["value_high"]
    match figure["qualifier"]:
        case "exact":
            return _lower(value), _upper(value), False, False
        case "about":
            margin = half_unit(_number(value)) if value is not None else 0
            return _lower(value) - margin, _upper(value) + margin, False, False
        case "more_than":
            return _lower(value), _upper(high), True, False
        case "at_least":
            return _number(value), _upper(high), False, False
        case "nearly":
            return _number(value) - 2 * half_unit(_number(value)), _number(value), False, True
        case "fewer_than":
            return _lower(low), _number(value), False, True
        case "at_most":
            return _lower(low), _upper(value), False, False
        case "range":
            return _lower(low), _upper(high), False, False
        case _:
            return _lower(figure["magnitude"]), math.inf, False, False


def half_unit(value: float) -> float:
    """Return half a unit of the last non-zero place.

    Examples
    --------
    >>> half_unit(2000.0), half_unit(150.0)
    (500.0, 5.0)
    """
    if value == 0:
        return 0.5
    place = 1.0
    while value % (place * 10) == 0:
        place *= 10
    if not float(value).is_integer():
        place = 10.0 ** -len(repr(value).partition(".")[2])
    return place / 2


def period(figure: Row) -> tuple[dt.date, dt.date]:
    """Return the first and last day that a figure can cover; what is not given stays open."""
    start, end = figure["period_start"], figure["period_end"]
    return (
        start if isinstance(start, dt.date) else dt.date.min,
        end if isinstance(end, dt.date) else dt.date.max,
    )


def relation(one: Row, other: Row) -> Relation:
    """Tell how two figures of one comparison group stand to each other.

    They *agree* if some number satisfies both, or if they have no day in common. Else they
    *exclude* each other if both speak of the same days and place, or if a part is larger than the
    whole; and *differ* if they may speak of different days, places or plans. Of one body's running
    total, which may grow, two readings are held against the counts of the days between them.
    """
    (start, end), (other_start, other_end) = period(one), period(other)
    if start > other_end or other_start > end:
        return "agrees"
    if _is_one_running_total(one, other):
        earlier, later = sorted((one, other), key=lambda row: period(row)[1])
        return "agrees" if _grows(earlier, later) else "excludes"
    if not contradict(one, other):
        return "agrees"
    return "excludes" if _speak_of_the_same(one, other) else "differs"


def contradict(one: Row, other: Row) -> bool:
    """Tell whether no number satisfies both figures, whatever their periods."""
    low, high, low_open, high_open = _meet(admissible(one), admissible(other))
    return low > high or (low == high and (low_open or high_open))


def _speak_of_the_same(one: Row, other: Row) -> bool:
    if any(one[name] != other[name] for name in ("place_id", "reality", "measure_kind")):
        return False
    if "within" in (one["period_basis"], other["period_basis"]):
        return False  # each may mean another moment of its span
    if period(one) == period(other):
        return "unknown" not in (one["period_basis"], other["period_basis"]) or _is_timeless(one)
    return one["measure_kind"] in ("flow", "cumulative") and (
        _is_too_large_a_part(one, other) or _is_too_large_a_part(other, one)
    )


def _is_timeless(figure: Row) -> bool:
    """Tell whether a figure is of a thing, such as the length of a fence, and not of a time."""
    return figure["measure_kind"] in ("amount", "capacity")


def _is_too_large_a_part(part: Row, whole: Row) -> bool:
    (start, end), (whole_start, whole_end) = period(part), period(whole)
    return whole_start <= start <= end <= whole_end and admissible(part)[0] > admissible(whole)[1]


_SERIES = ("measure", "counted_unit", "place_id", "asserted_by")


def _is_one_running_total(one: Row, other: Row) -> bool:
    same = all(one[name] == other[name] for name in (*_SERIES, "period_start"))
    running = one["measure_kind"] == other["measure_kind"] == "cumulative"
    ends = {one["period_end"], other["period_end"]}
    return running and same and len(ends) == 2 and None not in ends and bool(one["asserted_by"])


def _grows(earlier: Row, later: Row) -> bool:
    """Tell whether a total can rise from one reading to the next by what the days had."""
    days = _days_between(earlier, later)
    elapsed = (period(later)[1] - period(earlier)[1]).days
    least = admissible(earlier)[0] + sum(low for low, _ in days)
    greatest = admissible(earlier)[1] + sum(high for _, high in days)
    low, high, *_ = admissible(later)
    return least <= high and (len(days) < elapsed or low <= greatest)


def _days_between(earlier: Row, later: Row) -> list[tuple[float, float]]:
    """List the least and greatest count of each single day after a reading, up to the next."""
    first, last = period(earlier)[1], period(later)[1]
    found: dict[dt.date, list[tuple[float, float]]] = defaultdict(list)
    for row in grouped("figures", "place_id").get(earlier["place_id"], ()):
        start, end = period(row)
        is_day = start == end and row["measure_kind"] == "flow" and row["status"] == "active"
        if is_day and first < start <= last and all(row[c] == earlier[c] for c in _SERIES):
            found[start].append(admissible(row)[:2])
    return [(min(low for low, _ in day), max(high for _, high in day)) for day in found.values()]


_Interval = tuple[float, float, bool, bool]


def _meet(a: _Interval, b: _Interval) -> _Interval:
    low = max(a[0], b[0])
    high = min(a[1], b[1])
    low_open = any(side[2] for side in (a, b) if side[0] == low)
    high_open = any(side[3] for side in (a, b) if side[1] == high)
    return low, high, low_open, high_open


def rivals_of(ident: str) -> Iterator[tuple[Row, Relation]]:
    """Yield the rest of a figure's comparison group, and how each stands to the figure."""
    own = index("figures")[ident]
    if own["comparison_group"] is None or own["status"] != "active":
        return
    for row in grouped("figures", "comparison_group")[own["comparison_group"]]:
        if row["figure_id"] != ident and row["status"] == "active":
            yield row, relation(own, row)


def _number(value: object) -> float:
    assert isinstance(value, int | float)
    return float(value)


def _lower(value: object) -> float:
    return -math.inf if value is None else _number(value)


def _upper(value: object) -> float:
    return math.inf if value is None else _number(value)
