"""What the exports in the columns of ACLED and of UCDP have in common."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

from ..dataset import Dataset
from ..dataset.csv_files import csv_text
from ..dataset.documents import publishers
from ..dataset.row_types import CountryRow, FigureRow, PlaceRow, SourceRow
from ..errors import InvalidInputError
from .entries import IDS, record_of
from .job import Job, Written
from .progress import tracked
from .sheets import Cell

_FIRST = ("initiator", "speaker", "participant")
_SECOND = ("target", "affected")
OWN = (
    "own_event_type",
    "own_date_precision",
    "own_geo_precision",
    "own_reality",
    "own_confidence",
    "own_status",
    "own_countries",
    "own_source_ids",
)
"""Our own columns behind those of the other dataset."""


class Fatalities(NamedTuple):
    """How many people died in an event, as far as its figures tell."""

    best: int | None = None
    low: int | None = None
    high: int | None = None


class Event(NamedTuple):
    """An event and what its links lead to.

    Parameters
    ----------
    row : dict
        The row of the event.
    place : dict
        The row of its place.
    country : dict or None
        The country in which it lies; None on a border, in several countries, or if unknown.
    first, second : list of str
        The names of the actors who act or speak, and of those at whom the act is aimed.
    days : int or None
        The number of days of its span; None for an approximate date or an open end.
    documents : list of dict
        The documents that support it.
    fatalities : Fatalities
        The deaths in it.
    types : dict
        The types of the other datasets, by column of ``other_event_types.csv``.
    """

    row: Mapping[str, Any]
    place: PlaceRow
    country: CountryRow | None
    first: list[str]
    second: list[str]
    days: int | None
    documents: list[SourceRow]
    fatalities: Fatalities
    types: Mapping[str, str | None]

    def own(self) -> dict[str, Cell]:
        """Return the cells of the columns `OWN`."""
        countries = (self.place["country"], self.place["neighbour"])
        return {
            "own_event_type": self.row["event_type"],
            "own_date_precision": self.row["date_precision"],
            "own_geo_precision": self.place["geo_precision"],
            "own_reality": self.row["reality"],
            "own_confidence": self.row["confidence"],
            "own_status": self.row["status"],
            "own_countries": joined(code for code in countries if code),
            "own_source_ids": joined(row["source_id"] for row in self.documents),
        }

    def publishers(self) -> str | None:
        """Return the publishers of the documents."""
        return joined(publishers(self.documents))


def write_events(
    job: Job, format_: str, columns: Iterable[str], cells: Callable[[Event], Mapping[str, Cell]]
) -> Written:
    """Write a CSV file with a row for each event; rows of other records are left out."""
    found: dict[str, Mapping[str, Cell]] = {}
    left_out = 0
    for sheet in job.records():
        if not set(IDS) & set(sheet.names):
            left_out += len(sheet.rows)
            continue
        for row in tracked(sheet.rows, sheet.name):
            ident, record, _ = record_of(job.dataset, sheet, row)
            if ident in job.dataset["events"].by_id:
                event = _event(job.dataset, ident, record)
                found[ident] = {**cells(event), **event.own()}
            else:
                left_out += 1
    if not found:
        raise InvalidInputError(
            f"none of the {left_out:,} rows is of an event, which {format_} needs. Select rows "
            "with the column event_id or record_id, such as those of events()."
        )
    job.file.write_bytes(csv_text((*columns, *OWN), found.values()).encode("utf-8"))
    return Written(len(found), "event", left_out, "rows of other records left out")


def _event(dataset: Dataset, ident: str, row: Mapping[str, Any]) -> Event:
    place = dataset["places"].by_id[row["place_id"]]
    return Event(
        row,
        place,
        _country(dataset, place),
        _actors(dataset, ident, _FIRST),
        _actors(dataset, ident, _SECOND),
        _days(row),
        dataset.supporting(ident),
        _fatalities(dataset, ident, row),
        other_types().get(row["event_type"], {}),
    )


def _country(dataset: Dataset, place: PlaceRow) -> CountryRow | None:
    if place["kind"] == "border" or place["neighbour"] or not place["country"]:
        return None
    return dataset["countries"].by_id.get(place["country"])


def _actors(dataset: Dataset, ident: str, roles: Iterable[str]) -> list[str]:
    """List the names of actors with one of the roles, in the order of the roles."""
    names = dataset["actors"].by_id
    links = dataset["event_actors"].where("event_id", ident)
    found = [link["actor_id"] for role in roles for link in links if link["role"] == role]
    return [names[actor]["name"] for actor in dict.fromkeys(found)]


def _days(row: Mapping[str, Any]) -> int | None:
    start, end = row["date_start"], row["date_end"]
    if row["date_precision"] in ("approximate", "open") or not start or not end:
        return None
    return int((end - start).days) + 1


def _fatalities(dataset: Dataset, ident: str, row: Mapping[str, Any]) -> Fatalities:
    """Return the deaths that the only figure for this event and its days gives."""
    links = dataset["event_figures"].where("event_id", ident)
    linked = (dataset["figures"].by_id[link["figure_id"]] for link in links)
    told = [figure for figure in linked if _tells_deaths(figure, row)]
    if len(told) != 1:
        return Fatalities()
    figure = told[0]
    exact = figure["value"] if figure["qualifier"] == "exact" else None
    low, high = figure["value_low"] or exact, figure["value_high"] or exact
    if figure["subgroup"]:  # further people may have died
        return Fatalities(low=_whole(low))
    best = figure["value"] if figure["qualifier"] in ("exact", "about") else None
    return Fatalities(_whole(best), _whole(low), _whole(high))


def _tells_deaths(figure: FigureRow, event: Mapping[str, Any]) -> bool:
    """Return whether a figure counts deaths of the days of an event, and nobody disputes it."""
    first, last = figure["period_start"], figure["period_end"]
    start, end = event["date_start"], event["date_end"]
    is_count = (figure["measure"], figure["measure_kind"]) == ("deaths", "flow")
    is_fact = (figure["status"], figure["reality"]) == ("active", "occurred")
    return bool(is_count and is_fact and first and last and end and start <= first <= last <= end)


def _whole(value: float | None) -> int | None:
    return None if value is None else int(value)


@cache
def other_types() -> Mapping[str, Mapping[str, str | None]]:
    """Return the types of ACLED and UCDP that our event types are, by event type."""
    text = files(__package__).joinpath("other_event_types.csv").read_text(encoding="utf-8")
    return {
        row["event_type"]: {name: cell or None for name, cell in row.items()}
        for row in csv.DictReader(text.splitlines())
    }


def joined(texts: Iterable[str]) -> str | None:
    """Join texts as the dataset joins lists; None if there are none.

    Examples
    --------
    >>> joined(["BY", "PL"]), joined([])
    ('BY; PL', None)
    """
    return "; ".join(texts) or None
