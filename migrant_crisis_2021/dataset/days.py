"""The one day by which a record is found and sorted."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any


def own_day(row: Mapping[str, Any]) -> dt.date | None:
    """Return the day of a record; None if it has no date.

    An event or a position has its first day. A figure has the last day of its period or, if that
    is unknown, the day on which it was reported or, failing that, the first day of its period.

    Examples
    --------
    >>> day = dt.date(2021, 11, 16)
    >>> own_day({"period_start": dt.date(2021, 1, 1), "period_end": day, "reported_on": None})
    datetime.date(2021, 11, 16)
    """
    columns = (
        ("period_end", "reported_on", "period_start") if "period_end" in row else ("date_start",)
    )
    return next((row[column] for column in columns if row[column]), None)
