"""Parse dates: the EDTF subset of the data, and the dates that callers pass."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias, cast

from ..errors import InvalidInputError, shown

MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July", "August"),
    *("September", "October", "November", "December"),
)
"""Month names in English, whatever the locale."""

DateLike: TypeAlias = str | int | dt.date
"""A day, month or year as text, a year, or a date; a datetime or Timestamp counts as its day."""

_PART = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)
_WAY_OUT = "Write a day (YYYY-MM-DD), a month (YYYY-MM) or a year (YYYY)."


@dataclass(frozen=True, slots=True)
class Span:
    """The days that an EDTF string covers, and its precision."""

    start: dt.date
    end: dt.date | None
    precision: str


def parse_edtf(text: str) -> Span:
    """Read one EDTF string of the subset that the data uses.

    Parameters
    ----------
    text : str
        A day, month or year, with a trailing ``~`` if approximate; a closed interval of two of
        these; or an interval with the open end ``..``. No seasons, no reversed intervals.

    Returns
    -------
    Span
        First day, last day (None while open) and precision. A ``~`` does not widen the bounds.

    Raises
    ------
    InvalidInputError
        If the text does not have this form or the interval is reversed.

    Examples
    --------
    >>> parse_edtf("2021-11").end
    datetime.date(2021, 11, 30)
    >>> parse_edtf("2021-11-08/2021-11-14").precision
    'week'
    """
    first, slash, last = text.partition("/")
    start, start_end, form = _part(first, text)
    if not slash:
        return Span(start, start_end, "approximate" if "~" in text else form)
    if last == "..":
        return Span(start, None, "open")
    _, end, _ = _part(last, text)
    if end < start:
        raise InvalidInputError(f"{text!r} is a reversed interval: write the earlier date first.")
    if first == last:
        raise InvalidInputError(
            f"{text!r} is an interval with two equal ends: write only {first!r}."
        )
    # An interval is never a month or a year: EDTF writes those without a slash.
    form = "week" if form_of(start, end) == "week" else "range"
    return Span(start, end, "approximate" if "~" in text else form)


def form_of(start: dt.date, end: dt.date) -> str:
    """Name a span of days: a day, a week from Monday, a calendar month or year, or a range.

    Examples
    --------
    >>> form_of(dt.date(2021, 11, 1), dt.date(2021, 11, 30))
    'month'
    """
    if start == end:
        return "day"
    if start.weekday() == 0 and (end - start).days == 6:
        return "week"
    if start == end.replace(day=1) and end.day == calendar.monthrange(end.year, end.month)[1]:
        return "month"
    if (start.month, start.day, end.month, end.day) == (1, 1, 12, 31) and start.year == end.year:
        return "year"
    return "range"


def _part(part: str, whole: str) -> tuple[dt.date, dt.date, str]:
    try:
        return _day_bounds(part.removesuffix("~"))
    except ValueError:
        raise InvalidInputError(
            f"{whole!r} is not a date of the EDTF subset: write an existing day, "
            "month or year, with ~ if approximate, an interval A/B or an open one A/..; no seasons."
        ) from None


def _day_bounds(text: str) -> tuple[dt.date, dt.date, str]:
    found = _PART.fullmatch(text)
    if found is None:
        raise ValueError(text)
    year, month, day = (int(group) if group else None for group in found.groups())
    assert year is not None
    if month is None:
        return dt.date(year, 1, 1), dt.date(year, 12, 31), "year"
    if day is None:
        if not 1 <= month <= 12:
            raise ValueError(text)
        last = calendar.monthrange(year, month)[1]
        return dt.date(year, month, 1), dt.date(year, month, last), "month"
    one = dt.date(year, month, day)
    return one, one, "day"


def bound(value: DateLike | None, side: Literal["start", "end"]) -> dt.date | None:
    """Resolve a caller's `start` or `end` to one day; a month or year means its first or last day.

    Examples
    --------
    >>> bound("2021-11", "end")
    datetime.date(2021, 11, 30)
    """
    if value is None:
        return None
    value = _plain(value)
    day = value.date() if isinstance(value, dt.datetime) else value
    if isinstance(day, dt.date) and not _is_nat(day):
        return day
    try:
        first, last, _ = _day_bounds(str(value))
    except (ValueError, TypeError):
        raise InvalidInputError(f"{side}={shown(value)} is not a date. {_WAY_OUT}") from None
    return first if side == "start" else last


def _plain(value: Any) -> DateLike:
    """Turn an element of a NumPy array or Arrow column into a Python date, or its text."""
    if hasattr(value, "as_py"):
        return cast("DateLike", value.as_py())
    if getattr(getattr(value, "dtype", None), "kind", "") == "M" and not getattr(value, "ndim", 0):
        return str(value).partition("T")[0]
    return cast("DateLike", value)


def _is_nat(day: dt.date) -> bool:
    """Return whether a date is pandas.NaT, the only date that does not equal itself."""
    return day != day


def bounds(start: DateLike | None, end: DateLike | None) -> tuple[dt.date | None, dt.date | None]:
    """Resolve a caller's period; raise an error if it ends before it starts."""
    first, last = bound(start, "start"), bound(end, "end")
    if first and last and last < first:
        raise InvalidInputError(
            f"start={shown(start)} lies after end={shown(end)}: swap them, or leave one out."
        )
    return first, last
