"""The data of the page: every record in plain words, with numbers in place of repeated texts.

A record is an object with short keys, of which only those with a content are present. ``actors``,
``places``, ``sources`` and ``records`` are lists; other parts of the payload refer to their items
by position.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, TypeAlias

from ..accessors.rivals import rivals_of
from ..dataset import Dataset
from ..dataset.days import own_day
from ..dataset.documents import origin, title_of
from ..dataset.figures import admissible
from ..dataset.kinds import KINDS, KindName
from ..dataset.places import places_in
from ..dataset.row_types import PlaceRow, SourceRow
from ..dataset.wording import amount, position_text
from .days import period_in_words, when_in_words
from .series import daily_series

Row: TypeAlias = Mapping[str, Any]
Numbers: TypeAlias = "dict[str, int]"
"""The position of each id in its list."""

_LISTS = (
    *("event_type", "measure", "measure_kind", "counted_unit", "topic", "role", "stance"),
    *("confidence", "reality", "publisher_kind"),
)
_ORDER: tuple[KindName, ...] = ("event", "figure", "position", "claim")


def payload(dataset: Dataset) -> dict[str, Any]:
    """Return the data of the page, ready for JSON."""
    numbers = record_numbers(dataset)
    actors = _numbered(row["actor_id"] for row in dataset["actors"])
    places = _numbered(row["place_id"] for row in dataset["places"])
    sources = _numbered(row["source_id"] for row in dataset["sources"])
    writer = _Writer(dataset, numbers, actors, places, sources)
    return {
        "lists": {name: _labels(dataset, name) for name in _LISTS},
        "actors": [[row["name"], writer.above(row)] for row in dataset["actors"]],
        "places": [_place(dataset, row, places) for row in dataset["places"]],
        "sources": [_source(row) for row in dataset["sources"]],
        "records": [writer.record(kind, row) for kind, row in _rows(dataset)],
        "series": daily_series(dataset, numbers),
    }


def record_numbers(dataset: Dataset) -> Numbers:
    """Return the position of every record in the payload."""
    return _numbered(row[_kind(kind).key] for kind, row in _rows(dataset))


def _rows(dataset: Dataset) -> Iterator[tuple[KindName, Row]]:
    """Yield all records: events, figures, positions and claims, each kind in order of time."""
    for kind in _ORDER:
        rows: Iterable[Row] = dataset[_kind(kind).table]
        key = _kind(kind).key
        for row in sorted(rows, key=lambda row: (str(_day(kind, row) or "9999"), row[key])):
            yield kind, row


def _kind(name: KindName) -> Any:
    return next(kind for kind in KINDS if kind.name == name)


def _day(kind: KindName, row: Row) -> dt.date | None:
    return None if kind == "claim" else own_day(row)


def _numbered(ids: Iterable[str]) -> Numbers:
    return {ident: number for number, ident in enumerate(ids)}


def _labels(dataset: Dataset, name: str) -> dict[str, list[str]]:
    entries = dataset.lists.entries(name)
    return {value: [row["label"], row["definition"] or ""] for value, row in entries.items()}


def _place(dataset: Dataset, row: PlaceRow, numbers: Numbers) -> list[Any]:
    """Write a place: its name, what lies in it, coordinates, how exact they are."""
    inside = sorted(numbers[one] for one in places_in(dataset, [row["place_id"]]) if one in numbers)
    return [row["name"], inside, row["lat"], row["lon"], row["geo_precision"], row["kind"]]


def _source(row: SourceRow) -> dict[str, Any]:
    """Write a document."""
    return _filled(
        {
            "i": row["source_id"],
            "t": title_of(row),
            "p": row["publisher"],
            "k": row["publisher_kind"],
            "o": row["wire_origin"],
            "d": row["published_on"] and str(row["published_on"]),
            "l": row["language"],
            "u": row["url"],
            "a": row["archived_url"],
            "weak": _flag(row["weak"] == "yes"),
            "state": _flag("yes" in (row["state_affiliated"], row["origin_state_affiliated"])),
            "full": _flag(row["read_as"] == "full_text"),
        }
    )


def _flag(holds: bool) -> int | None:
    return 1 if holds else None


def _filled(cells: dict[str, Any]) -> dict[str, Any]:
    return {name: cell for name, cell in cells.items() if cell not in (None, "", [], "active")}


class _Writer:
    """Write records with references to the other lists of the payload."""

    def __init__(
        self,
        dataset: Dataset,
        records: Numbers,
        actors: Numbers,
        places: Numbers,
        sources: Numbers,
    ) -> None:
        self._dataset = dataset
        self._records = records
        self._actors = actors
        self._places = places
        self._sources = sources

    def above(self, row: Row) -> list[int]:
        """List those to whom an actor belongs, the nearest first, up to its side."""
        found: list[int] = []
        rows = self._dataset["actors"].by_id
        while row["affiliation"] in rows and self._actors[row["affiliation"]] not in found:
            found.append(self._actors[row["affiliation"]])
            row = rows[row["affiliation"]]
        return found

    def record(self, kind: KindName, row: Row) -> dict[str, Any]:
        """Write a record."""
        ident = row[_kind(kind).key]
        day = _day(kind, row)
        of_kind: Callable[[Row], dict[str, Any]] = getattr(self, f"_{kind}")
        return _filled(
            {
                "i": ident,
                "k": kind[0],
                "d": day and str(day),
                **of_kind(row),
                "c": row.get("confidence"),
                "r": None if row.get("reality") == "occurred" else row.get("reality"),
                "back": _flag(row.get("scope") == "background"),
                "st": row["status"],
                "by": self._records.get(row["superseded_by"] or ""),
                "ev": self._evidence(ident),
                "np": len({origin(one) for one in self._dataset.supporting(ident)}),
            }
        )

    def _event(self, row: Row) -> dict[str, Any]:
        links = self._dataset["event_actors"].where("event_id", row["event_id"])
        shown = self._dataset["event_figures"].where("event_id", row["event_id"])
        taken = self._dataset["positions"].where("event_id", row["event_id"])
        return {
            "t": row["title"],
            "x": row["summary"],
            "w": when_in_words(row),
            "e": row["date_end"] and str(row["date_end"]),
            "y": row["event_type"],
            "p": self._places[row["place_id"]],
            "ac": [[self._actors[link["actor_id"]], link["role"]] for link in links],
            "fg": [self._records[link["figure_id"]] for link in shown],
            "po": [self._records[one["position_id"]] for one in taken if one["status"] == "active"],
        }

    def _figure(self, row: Row) -> dict[str, Any]:
        figure: Any = row
        reported = row["reported_on"]
        rivals = rivals_of(self._dataset, row["figure_id"])
        return {
            "t": row["title"],
            "x": row["note"],
            "w": period_in_words(row),
            "q": amount(row, self._dataset.lists),
            "n": _drawn(figure),
            "y": row["measure"],
            "u": row["counted_unit"],
            "m": row["measure_kind"],
            "s": row["subgroup"],
            "pr": row["unit_as_printed"],
            "p": self._places[row["place_id"]],
            "as": None if row["asserted_by"] is None else [self._actors[row["asserted_by"]]],
            "on": reported and str(reported),
            "g": row["comparison_group"] if row["status"] == "active" else None,
            "rv": [[self._records[one["figure_id"]], relation[0]] for one, relation in rivals],
        }

    def _position(self, row: Row) -> dict[str, Any]:
        return {
            "t": position_text(self._dataset, row),
            "w": when_in_words(row) if row["date_start"] else None,
            "ac": [[self._actors[row["actor_id"]], "speaker"]],
            "sn": row["stance"],
            "cl": self._records[row["claim_id"]],
            "oc": None if row["event_id"] is None else [self._records[row["event_id"]]],
        }

    def _claim(self, row: Row) -> dict[str, Any]:
        taken = self._dataset["positions"].where("claim_id", row["claim_id"])
        return {
            "t": row["proposition"],
            "y": row["topic"],
            "po": [self._records[one["position_id"]] for one in taken if one["status"] == "active"],
        }

    def _evidence(self, ident: str) -> list[list[Any]]:
        """List the documents of a record: number, whether for context, number as printed, mark."""
        found = []
        for link in self._dataset["evidence"].where("record_id", ident):
            cells: list[Any] = [
                self._sources[link["source_id"]],
                int(link["relation"] == "context"),
                link["value_as_printed"] or 0,
                int(link["fp_hash"] is not None),
            ]
            while cells[1:] and not cells[-1]:
                cells.pop()
            found.append(cells)
        return found


def _drawn(figure: Row) -> list[float | None]:
    """Return where a figure is drawn on an axis: its number, or its two bounds, if known."""
    if figure["value"] is not None and figure["qualifier"] in ("exact", "about", "nearly"):
        return [figure["value"]]
    low, high, *_ = admissible(figure)
    return [None if math.isinf(bound) else bound for bound in (low, high)]
