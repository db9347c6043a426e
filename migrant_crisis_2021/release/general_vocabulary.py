"""The parts of the vocabulary and of the loaded terms with which another dataset starts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ..dataset import shipped
from ..parsing.words import split_list

_OF_ONE_CRISIS: Mapping[str, tuple[str, ...]] = {
    "topic": ("instrumentalisation", "military", "russian_role", "sanctions"),
    "counted_unit": ("pln",),
}
AT_BORDERS: Mapping[str, tuple[str, ...]] = {
    "counted_unit": ("attempts", "detections", "entries", "orders", "pushbacks"),
    "event_type": ("border_crossing", "crossing_attempt", "pushback", "repatriation"),
    "geo_precision": ("border_stretch",),
    "measure": (
        *("arrivals", "asylum_applications", "attempted_crossings", "detected_crossings"),
        *("barrier_cost", "barrier_height", "barrier_length"),
        *("orders_to_leave", "people_admitted", "people_in_attempt", "people_in_country"),
        *("people_registered_for_return", "people_returned", "prevented_attempts"),
        *("prevented_crossings", "pushbacks", "unauthorised_entries"),
    ),
    "place_kind": ("border", "crossing_point"),
    "topic": ("protection", "pushbacks", "returns"),
}
"""Values for borders and people who cross them, which other crises do not need."""

_SHORT_TIMES = {"minutes": "minute", "hours": "hour"}
"""Units of durations that the shipped crisis does not need."""
_FORCES_OF_NATURE = (
    ("flood", "floods", "flooding"),
    ("tsunami", "wave", "waves"),
    ("avalanche",),
)
"""Words that liken people to a force of nature, unless the crisis is one."""

_AGENCIES = ("AFP", "AP", "DPA", "EFE", "Reuters", "Xinhua")
_OUTSIDE = "Attempts to cross a border outside the official crossings"
_REWORDED = {
    ("counted_unit", "detections"): (
        "Detections of irregular crossings; one person can be counted many times."
    ),
    ("measure", "detected_crossings"): "Irregular crossings that a border service detected.",
    ("geo_precision", "midpoint"): "Halfway between two places.",
    ("geo_precision", "region"): "A region of a country, or a part of the sea, as a whole.",
    ("measure", "arrivals"): (
        "People who entered a country outside its crossing points, whether a document calls them "
        "detained, detected or arrived."
    ),
    ("measure", "attempted_crossings"): f"{_OUTSIDE}, as a body counts them. Never people.",
    ("measure", "prevented_attempts"): (
        "Attempts to cross that a border service says it stopped, if it counts them separately "
        "from all attempts. Never people."
    ),
    ("measure", "prevented_crossings"): "People turned back or stopped at the border.",
    ("measure", "unauthorised_entries"): "Recorded entries into a country without permission.",
    ("place_kind", "border"): "The border between two states, or between several.",
    ("scope", "crisis"): "Overlaps the period of the dataset and concerns its crisis.",
}
"""Definitions that presuppose the shipped crisis."""


def general_vocabulary(*, borders: bool = False) -> Iterator[dict[str, Any]]:
    """Yield the rows of the vocabulary that suit any crisis.

    Parameters
    ----------
    borders : bool, default False
        Whether to include the values for borders and people who cross them.
    """
    for row in shipped()["vocabulary"]:
        if not _is_left_out(row["list"], row["value"], borders):
            units = [
                unit
                for unit in split_list(row["units"])
                if not _is_left_out("counted_unit", unit, borders)
            ]
            if (row["list"], row["value"]) == ("measure", "duration"):
                units = [*_SHORT_TIMES, *units]
            definition = _REWORDED.get((row["list"], row["value"]), row["definition"])
            yield {**row, "definition": definition, "units": "; ".join(units) or None}
            if (row["list"], row["value"]) == ("counted_unit", "days"):
                yield from (_unit_like(row, *names) for names in _SHORT_TIMES.items())


def _unit_like(row: Mapping[str, Any], value: str, singular: str) -> dict[str, Any]:
    label = value.capitalize()
    return {**row, "value": value, "label": label, "definition": f"{label}.", "singular": singular}


def general_loaded_terms() -> Iterator[dict[str, Any]]:
    """Yield the loaded terms; each force of nature has a row, to leave out after a flood."""
    natural = {word for force in _FORCES_OF_NATURE for word in force}
    for row in shipped()["loaded_terms"]:
        words = list(split_list(row["pattern"]))
        if natural.isdisjoint(words):
            yield dict(row)
            continue
        for force in (set(words) - natural, *map(set, _FORCES_OF_NATURE)):
            parts = [word for word in words if word in force]
            exceptions = [
                one for one in split_list(row["exceptions"]) if not force.isdisjoint(one.split())
            ]
            if parts:
                cells = {"pattern": "; ".join(parts), "exceptions": "; ".join(exceptions) or None}
                yield {**row, **cells}


def _is_left_out(name: str, value: str, borders: bool) -> bool:
    if name == "agency":
        return value not in _AGENCIES
    left_out = _OF_ONE_CRISIS.get(name, ())
    return value in (left_out if borders else (*left_out, *AT_BORDERS.get(name, ())))
