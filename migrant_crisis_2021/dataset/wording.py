"""The wording of numbers, dates and names, shared by all output."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from ..errors import no_meaning
from ..names import Qualifier
from ..parsing.dates import form_of
from .dataset import Dataset
from .kinds import kind_of
from .vocabulary import Vocabulary

_MAGNITUDES = {
    10: "dozens",
    100: "hundreds",
    1_000: "thousands",
    10_000: "tens of thousands",
    100_000: "hundreds of thousands",
}


def number(value: float | None) -> str:
    """Write a number with thousands separators and without trailing zero decimals.

    Examples
    --------
    >>> number(7935.0)
    '7,935'
    """
    if value is None:
        return ""
    return f"{value:,.0f}" if float(value).is_integer() else f"{value:,}"


def counted(number: int, noun: str) -> str:
    """Write a number of things whose plural has an s.

    Examples
    --------
    >>> counted(1, "document"), counted(2, "document")
    ('1 document', '2 documents')
    """
    return f"{number} {noun}{'' if number == 1 else 's'}"


def quantity(figure: Mapping[str, Any]) -> str:
    """Write a figure's number with its qualifier, without the unit."""
    value = number(figure["value"])
    qualifier: Qualifier = figure["qualifier"]
    match qualifier:
        case "exact":
            return value
        case "about" | "nearly":
            return f"{qualifier} {value}"
        case "more_than" | "at_least" | "fewer_than" | "at_most":
            return f"{qualifier.replace('_', ' ')} {value}"
        case "range":
            return f"{number(figure['value_low'])} to {number(figure['value_high'])}"
        case "order_of_magnitude":
            magnitude = figure["magnitude"]
            return _MAGNITUDES.get(magnitude, f"the order of {magnitude:,}")
        case _:
            no_meaning("qualifier", qualifier)


def amount(figure: Mapping[str, Any], vocabulary: Vocabulary) -> str:
    """Write a figure's number with its qualifier and unit, such as ``about 2,000 people``.

    The title names what is counted as ``items``, so that the word would add nothing.
    """
    unit = figure["counted_unit"]
    if unit == "items":
        return quantity(figure)
    label = vocabulary.label("counted_unit", unit).lower()
    if figure["qualifier"] == "order_of_magnitude":
        return f"{quantity(figure)} of {label}"
    if figure["value"] == 1:
        label = vocabulary.entries("counted_unit")[unit]["singular"] or label
    return f"{quantity(figure)} {label}"


def unless_occurred(record: Mapping[str, Any], vocabulary: Vocabulary) -> str:
    """Write the reality of an event or figure, such as ``planned``; nothing if it occurred.

    Positions have none.
    """
    reality = record["reality"]
    is_fact = reality in (None, "occurred")
    return "" if is_fact else vocabulary.label("reality", reality).lower()


def marked(text: str, record: Mapping[str, Any], vocabulary: Vocabulary) -> str:
    """Add to the text of an event or figure that it is planned, announced or alleged."""
    reality = unless_occurred(record, vocabulary)
    return f"{text} ({reality})" if reality else text


def span(start: dt.date | None, end: dt.date | None) -> str:
    """Write a period: one day, a first and a last day, or a period with an open end.

    Examples
    --------
    >>> span(dt.date(2021, 1, 1), None)
    'from 2021-01-01 on'
    """
    if start is None:
        return f"to {end}" if end else "undated"
    if end is None:
        return f"from {start} on"
    return str(start) if start == end else f"{start} to {end}"


def when(start: dt.date | None, end: dt.date | None, precision: str | None) -> str:
    """Write a date with its recorded precision: a month as a month, not as thirty days.

    Examples
    --------
    >>> when(dt.date(2021, 10, 1), dt.date(2021, 10, 31), "month")
    '2021-10'
    """
    if precision == "approximate":
        return f"about {_calendar_unit(start, end)}"
    return _calendar_unit(start, end) if precision in ("month", "year") else span(start, end)


def _calendar_unit(start: dt.date | None, end: dt.date | None) -> str:
    form = form_of(start, end) if start and end else ""
    if form == "month":
        return str(start)[:7]
    return str(start)[:4] if form == "year" else span(start, end)


def actor_name(dataset: Dataset, actor: str | None) -> str | None:
    """Return the name of an actor; None if nobody is named."""
    return None if actor is None else dataset["actors"].by_id[actor]["name"]


def place_name(dataset: Dataset, place: str) -> str:
    """Return the name of a place."""
    return dataset["places"].by_id[place]["name"]


def proposition(dataset: Dataset, claim: str) -> str:
    """Return what a claim says."""
    return dataset["claims"].by_id[claim]["proposition"]


def position_text(dataset: Dataset, position: Mapping[str, Any]) -> str:
    """Write who takes a position, and what the claim says."""
    who = actor_name(dataset, position["actor_id"])
    return f"{who} {position['stance']}: {proposition(dataset, position['claim_id'])}"


def record_title(dataset: Dataset, ident: str) -> str | None:
    """Return the title of a record or, for a claim or position, what it says; None if unknown."""
    kind = kind_of(ident)
    row = dataset[kind.table].by_id.get(ident) if kind else None
    if kind is None or row is None:
        return None
    match kind.name:
        case "position":
            return position_text(dataset, row)
        case "claim":
            return proposition(dataset, ident)
        case _:
            return str(row["title"])
