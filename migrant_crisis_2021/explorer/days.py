"""Days and periods in the words of a reader: "16 November 2021", not "2021-11-16"."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from ..parsing.dates import MONTHS, form_of


def day_in_words(day: dt.date) -> str:
    """Write a day.

    Examples
    --------
    >>> day_in_words(dt.date(2021, 11, 8))
    '8 November 2021'
    """
    return f"{day.day} {month_in_words(day)}"


def month_in_words(day: dt.date) -> str:
    """Write the month of a day, such as ``November 2021``."""
    return f"{MONTHS[day.month - 1]} {day.year}"


def span_in_words(start: dt.date | None, end: dt.date | None) -> str:
    """Write a period, as short as it can be without losing anything; empty without any day.

    Examples
    --------
    >>> span_in_words(dt.date(2021, 11, 8), dt.date(2021, 11, 14))
    '8–14 November 2021'
    >>> span_in_words(dt.date(2021, 11, 1), dt.date(2021, 11, 30))
    'November 2021'
    >>> span_in_words(dt.date(2021, 1, 1), dt.date(2021, 11, 16))
    '1 January – 16 November 2021'
    """
    if start is None or end is None:
        if start:
            return f"from {day_in_words(start)} on"
        return f"until {day_in_words(end)}" if end else ""
    form = form_of(start, end)
    if start == end or form == "day":
        return day_in_words(start)
    if form == "month":
        return month_in_words(start)
    if form == "year":
        return str(start.year)
    if (start.year, start.month) == (end.year, end.month):
        return f"{start.day}–{day_in_words(end)}"
    if start.year == end.year:
        return f"{start.day} {MONTHS[start.month - 1]} – {day_in_words(end)}"
    return f"{day_in_words(start)} – {day_in_words(end)}"


def when_in_words(row: Mapping[str, Any]) -> str:
    """Write when an event took place or a position was taken, as exactly as it is known."""
    start, end, precision = row["date_start"], row["date_end"], row["date_precision"]
    said = span_in_words(start, end) or "no date on record"
    if precision == "approximate":
        said = f"about {said}"
    if precision == "week" and start:
        said = f"week of {said}"
    return f"{said} (worked out from the document)" if row["date_basis"] == "inferred" else said


_BASIS = {
    "inferred": "{} (worked out from the document)",
    "to_report": "{} (a running total up to the report)",
    "within": "at some time in {}",
}


def period_in_words(figure: Mapping[str, Any]) -> str:
    """Write the period for which a figure holds, with what is not certain about it."""
    start, end = figure["period_start"], figure["period_end"]
    if start is None and end is None:
        return "period not on record"
    said = span_in_words(start, end)
    if start and end is None:
        said = f"from {day_in_words(start)}, last day not on record"
    if start == end and figure["period_basis"] == "within":
        return said
    return _BASIS.get(figure["period_basis"], "{}").format(said)
