"""The derived table: events and figures in one flat timeline."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Mapping

from ..dataset.csv_files import Row, Value
from ..dataset.documents import origin
from ..parsing.dates import form_of

Rows = Mapping[str, list[Row]]
_ORDER = {"event": 0, "figure": 1}


def timeline_rows(tables: Rows) -> list[Row]:
    """Derive ``timeline`` from the authored tables: active records, in order of time."""
    lookup = _Lookup(tables)
    derived = [*_event_rows(tables, lookup), *_figure_rows(tables, lookup)]
    return sorted(derived, key=_position)


def _position(row: Row) -> tuple[dt.date, int, str]:
    start = row["date_start"]
    day = start if isinstance(start, dt.date) else dt.date.max
    return day, _ORDER[str(row["kind"])], str(row["record_id"])


class _Lookup:
    """Rows of the neighbouring tables, by what refers to them."""

    def __init__(self, tables: Rows) -> None:
        self.places = {row["place_id"]: row for row in tables["places"]}
        self.names = {row["actor_id"]: str(row["name"]) for row in tables["actors"]}
        self.sources = {row["source_id"]: row for row in tables["sources"]}
        self.actors: dict[Value, list[str]] = defaultdict(list)
        for row in tables["event_actors"]:
            name = self.names.get(row["actor_id"], "")
            if name not in self.actors[row["event_id"]]:
                self.actors[row["event_id"]].append(name)
        self.support: dict[Value, list[Row]] = defaultdict(list)
        for row in tables["evidence"]:
            if row["relation"] == "supports" and row["source_id"] in self.sources:
                self.support[row["record_id"]].append(self.sources[row["source_id"]])

    def shared(self, record: Value, place_id: Value) -> Row:
        """Return the columns that events and figures fill in the same way."""
        place = self.places.get(place_id, {})
        documents = self.support[record]
        return {
            "record_id": str(record),
            "place": place.get("name"),
            "country": place.get("country"),
            "neighbour": place.get("neighbour"),
            "lat": place.get("lat"),
            "lon": place.get("lon"),
            "source_ids": "; ".join(str(row["source_id"]) for row in documents) or None,
            "n_sources": len(documents),
            "n_publishers": len({origin(row) for row in documents}),
        }


_FIGURE_ONLY = (
    "measure",
    "measure_kind",
    "counted_unit",
    "value",
    "value_low",
    "value_high",
    "magnitude",
    "qualifier",
    "asserted_by",
)


def _event_rows(tables: Rows, lookup: _Lookup) -> Iterator[Row]:
    for row in tables["events"]:
        if row["status"] == "active":
            kept = ("date_start", "date_end", "date_precision", "title", "event_type")
            yield {
                **lookup.shared(row["event_id"], row["place_id"]),
                **{name: row[name] for name in (*kept, "confidence", "reality", "scope")},
                **dict.fromkeys(_FIGURE_ONLY),
                "kind": "event",
                "actors": "; ".join(lookup.actors[row["event_id"]]) or None,
            }


def _figure_rows(tables: Rows, lookup: _Lookup) -> Iterator[Row]:
    for row in tables["figures"]:
        if row["status"] == "active":
            yield {
                **lookup.shared(row["figure_id"], row["place_id"]),
                **{name: row[name] for name in (*_FIGURE_ONLY, "confidence", "reality", "scope")},
                "kind": "figure",
                "date_start": row["period_start"],
                "date_end": row["period_end"],
                "date_precision": _precision(row["period_start"], row["period_end"]),
                "title": row["title"],
                "event_type": None,
                "actors": None,
                "asserted_by": lookup.names.get(row["asserted_by"]),
            }


def _precision(start: object, end: object) -> str | None:
    """Name the span of a figure's period; null where one end is not known."""
    if isinstance(start, dt.date) and isinstance(end, dt.date):
        return form_of(start, end)
    return None
