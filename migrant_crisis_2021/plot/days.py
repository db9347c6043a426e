"""Days on the horizontal axis of a chart."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from ..parsing.dates import MONTHS
from .theme import altair


def written(day: dt.date) -> str:
    """Write a day as in a newspaper.

    Examples
    --------
    >>> written(dt.date(2021, 11, 8))
    '8 Nov 2021'
    """
    return f"{day.day} {_month(day)[:3]} {day.year}"


def _month(day: dt.date) -> str:
    return MONTHS[day.month - 1]


def span(first: dt.date, last: dt.date) -> str:
    """Write a period without saying a month or year twice.

    Examples
    --------
    >>> span(dt.date(2021, 11, 8), dt.date(2021, 11, 14))
    '8–14 Nov 2021'
    """
    if first == last:
        return written(last)
    if first.year != last.year:
        return f"{written(first)} – {written(last)}"
    if first.month != last.month:
        return f"{first.day} {_month(first)[:3]} – {written(last)}"
    return f"{first.day}–{written(last)}"


def monday(day: dt.date) -> dt.date:
    """Return the Monday of a day's week."""
    return day - dt.timedelta(days=day.weekday())


_MONTHS_FROM = 62  # days from which an axis names months, not days


def _milliseconds(day: dt.date) -> int:
    return (day - dt.date(1970, 1, 1)).days * 86_400_000


class DayScale:
    """A scale from days to pixels, with some room at both ends.

    Parameters
    ----------
    days : iterable of datetime.date
        What the scale must show.
    width : float
        Pixels from end to end.
    room : int
        Pixels to leave free at each end.
    """

    def __init__(self, days: Iterable[dt.date], width: float, room: int = 14) -> None:
        shown = sorted(days)
        length = max((shown[-1] - shown[0]).days, 6)
        margin = max(1, round(length * room / (width - 2 * room)))
        self.first = shown[0] - dt.timedelta(days=margin)
        self.last = shown[0] + dt.timedelta(days=length + margin)
        self.width = width

    @property
    def pixels_per_day(self) -> float:
        """The width of one day."""
        return self.width / (self.last - self.first).days

    def position(self, day: dt.date) -> float:
        """Return the pixel of a day."""
        return (day - self.first).days * self.pixels_per_day

    def clipped(self, day: dt.date) -> dt.date:
        """Return the day, or the nearest one on the scale."""
        return min(max(day, self.first), self.last)

    def axis(self, **changes: Any) -> Any:
        """Return an axis with a label per day, week, month or year, as there is room for."""
        alt = altair()
        usual: dict[str, Any] = {"title": None, "grid": False, "labelFlush": False}
        by_month = (self.last - self.first).days > _MONTHS_FROM
        ticks = self._months() if by_month else self._days()
        day = "" if by_month else "%-d "
        # The year stands under the first label and under the first one of each year.
        years = [tick for n, tick in enumerate(ticks) if not n or tick.year != ticks[n - 1].year]
        with_year = " || ".join(f"time(datum.value) == {_milliseconds(tick)}" for tick in years)
        usual["values"] = [str(tick) for tick in ticks]
        usual["labelExpr"] = (
            f"{with_year} ? [utcFormat(datum.value, '{day}%b'), utcFormat(datum.value, '%Y')] "
            f": utcFormat(datum.value, '{day}%b')"
        )
        return alt.Axis(**{**usual, **changes})

    def _months(self) -> list[dt.date]:
        """List the first days of months, so far apart that their labels do not touch."""
        step = next(n for n in (1, 2, 3, 6, 12, 24, 60, 120) if n * 30 * self.pixels_per_day > 34)
        months = range(self.first.year * 12, (self.last.year + 1) * 12, step)
        days = [dt.date(month // 12, month % 12 + 1, 1) for month in months]
        return [day for day in days if self.first <= day <= self.last]

    def _days(self) -> list[dt.date]:
        """List days, so far apart that their labels do not touch."""
        step = next(n for n in (1, 2, 3, 5, 7, 14, 28) if n * self.pixels_per_day > 48)
        count = (self.last - self.first).days
        days = [self.first + dt.timedelta(days=n) for n in range(1, count, step)]
        return [day for day in days if self.position(day) <= self.width - 16]

    def scale(self) -> Any:
        """Return the scale for Altair; it knows no time zones."""
        domain = [str(self.first), str(self.last)]
        return altair().Scale(type="utc", domain=domain, nice=False)
