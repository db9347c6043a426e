"""The period of a figure, and the numbers that it allows."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Mapping
from typing import Any, NamedTuple

from ..errors import no_meaning
from ..names import Qualifier


class Interval(NamedTuple):
    """The numbers between two bounds; an exclusive bound is not included."""

    low: float
    high: float
    low_is_exclusive: bool = False
    high_is_exclusive: bool = False


def period(figure: Mapping[str, Any]) -> tuple[dt.date, dt.date]:
    """Return the first and last day that a figure can cover; an unknown end has no limit."""
    start, end = figure["period_start"], figure["period_end"]
    return dt.date.min if start is None else start, dt.date.max if end is None else end


def stated_interval(figure: Mapping[str, Any]) -> Interval:
    """Return the numbers between the recorded bounds, without any margin."""
    exact = figure["value"] if figure["qualifier"] == "exact" else None
    high = exact if figure["qualifier"] == "exact" else figure["value_high"]
    return Interval(float(exact or figure["value_low"] or figure["magnitude"] or 0), _upper(high))


def admissible(figure: Mapping[str, Any]) -> Interval:
    """Return the numbers that a figure allows, for comparing it with others.

    ``about n`` allows half a unit of the last non-zero place of n in either direction; ``nearly n``
    allows one unit below n. These margins serve only for comparison and are not in the data. An
    order of magnitude allows every number from that magnitude upwards.
    """
    value, low, high = figure["value"], figure["value_low"], figure["value_high"]
    qualifier: Qualifier = figure["qualifier"]
    match qualifier:
        case "exact":
            return Interval(_lower(value), _upper(value))
        case "about":
            margin = 0 if value is None else half_unit(value)
            return Interval(_lower(value) - margin, _upper(value) + margin)
        case "more_than":
            return Interval(_lower(value), _upper(high), low_is_exclusive=True)
        case "at_least":
            return Interval(_lower(value), _upper(high))
        case "nearly":
            margin = math.inf if value is None else 2 * half_unit(value)
            return Interval(_upper(value) - margin, _upper(value), high_is_exclusive=True)
        case "fewer_than":
            return Interval(_lower(low), _upper(value), high_is_exclusive=True)
        case "at_most":
            return Interval(_lower(low), _upper(value))
        case "range":
            return Interval(_lower(low), _upper(high))
        case "order_of_magnitude":
            return Interval(_lower(figure["magnitude"]), math.inf)
        case _:
            no_meaning("qualifier", qualifier)


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


def _lower(value: float | None) -> float:
    return -math.inf if value is None else float(value)


def _upper(value: float | None) -> float:
    return math.inf if value is None else float(value)
