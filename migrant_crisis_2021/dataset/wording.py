"""Plain words for numbers, periods and dates, so that every output says them alike."""

from __future__ import annotations

import datetime as dt
from functools import cache

from .csv_files import Row, rows

_QUALIFIERS = {
    "exact": "{value}",
    "about": "about {value}",
    "more_than": "more than {value}",
    "at_least": "at least {value}",
    "fewer_than": "fewer than {value}",
    "at_most": "at most {value}",
    "nearly": "nearly {value}",
    "range": "{low} to {high}",
}
_MAGNITUDES = {
    10: "dozens",
    100: "hundreds",
    1_000: "thousands",
    10_000: "tens of thousands",
    100_000: "hundreds of thousands",
}


def number(value: object) -> str:
    """Write a number with separators and without needless decimals.

    Examples
    --------
    >>> number(7935.0)
    '7,935'
    """
    if not isinstance(value, int | float):
        return ""
    return f"{value:,.0f}" if float(value).is_integer() else f"{value:,}"


def quantity(figure: Row) -> str:
    """Write a figure's number with its qualifier, without the unit."""
    if figure["qualifier"] == "order_of_magnitude":
        magnitude = figure["magnitude"]
        assert isinstance(magnitude, int)
        return _MAGNITUDES.get(magnitude, f"the order of {magnitude:,}")
    return _QUALIFIERS[str(figure["qualifier"])].format(
        value=number(figure["value"]),
        low=number(figure["value_low"]),
        high=number(figure["value_high"]),
    )


def amount(figure: Row) -> str:
    """Write a figure's number with its qualifier and unit.

    Examples
    --------
    >>> one_person = {"qualifier": "exact", "value": 1.0, "counted_unit": "people"}
    >>> amount(one_person | {"value_low": None, "value_high": None})
    '1 person'
    """
    unit = label("counted_unit", figure["counted_unit"]).lower()
    if figure["qualifier"] == "order_of_magnitude":
        return f"{quantity(figure)} of {unit}"
    if figure["value"] == 1:
        unit = "person" if unit == "people" else unit.removesuffix("s")
    return f"{quantity(figure)} {unit}"


def span(start: object, end: object) -> str:
    """Write a period: one day, two days, or one without an end.

    Examples
    --------
    >>> span(dt.date(2021, 1, 1), None)
    'from 2021-01-01 on'
    """
    if not isinstance(start, dt.date):
        return f"to {end}" if end else "undated"
    if end is None:
        return f"from {start} on"
    return str(start) if start == end else f"{start} to {end}"


@cache
def _labels() -> dict[tuple[str, str], str]:
    return {(str(r["list"]), str(r["value"])): str(r["label"]) for r in rows("vocabulary")}


def label(name: str, value: object) -> str:
    """Return the plain English of a vocabulary value."""
    return _labels()[name, str(value)]


def agency(origin: object) -> str:
    """Return the full name of an agency; a publisher that is none has its own.

    Examples
    --------
    >>> agency("PAP"), agency("Belsat")
    ('Polish Press Agency', 'Belsat')
    """
    return _labels().get(("agency", str(origin)), str(origin))
