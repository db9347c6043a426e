"""The derived table: events and figures in one flat timeline."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

from ..names import TableName
from ..parsing.dates import form_of
from .corrections import versions_of
from .dataset import Dataset
from .days import own_day
from .documents import count_publishers
from .row_types import EventRow, FigureRow, PlaceRow
from .wording import actor_name

_ORDER = {"event": 0, "figure": 1}
_SHARED = ("confidence", "reality", "scope")
_OF_EVENT = ("date_start", "date_end", "date_precision", "title", "event_type")
_OF_FIGURE = (
    "measure",
    "measure_kind",
    "counted_unit",
    "value",
    "value_low",
    "value_high",
    "magnitude",
    "qualifier",
    "subgroup",
    "asserted_by",
)


def timeline_rows(dataset: Dataset) -> list[dict[str, Any]]:
    """Derive ``timeline`` from the authored tables: active records, in chronological order."""
    return sorted([*_event_rows(dataset), *_figure_rows(dataset)], key=_sort_key)


def _sort_key(row: dict[str, Any]) -> tuple[dt.date, int, str]:
    return row["date"] or dt.date.max, _ORDER[row["kind"]], row["record_id"] or ""


def _event_rows(dataset: Dataset) -> Iterator[dict[str, Any]]:
    for row in dataset["events"]:
        if row["status"] == "active":
            involved = dataset["event_actors"].where("event_id", row["event_id"])
            actors = list(dict.fromkeys(link["actor_id"] for link in involved if link["actor_id"]))
            yield {
                **_both_kinds(dataset, "events", row["event_id"], row),
                **{name: row.get(name) for name in (*_OF_EVENT, *_SHARED)},
                **dict.fromkeys((*_OF_FIGURE, "asserted_by_name")),
                "kind": "event",
                "actor_ids": "; ".join(actors) or None,
                "actors": "; ".join(_name(dataset, actor) for actor in actors) or None,
            }


def _figure_rows(dataset: Dataset) -> Iterator[dict[str, Any]]:
    for row in dataset["figures"]:
        if row["status"] == "active":
            yield {
                **_both_kinds(dataset, "figures", row["figure_id"], row),
                **{name: row.get(name) for name in (*_OF_FIGURE, *_SHARED)},
                "kind": "figure",
                "date_start": row["period_start"],
                "date_end": row["period_end"],
                "date_precision": _precision(row["period_start"], row["period_end"]),
                "title": row["title"],
                "event_type": None,
                "actor_ids": None,
                "actors": None,
                "asserted_by_name": _name(dataset, row["asserted_by"]) or None,
            }


def _both_kinds(
    dataset: Dataset, table: TableName, record: str, row: EventRow | FigureRow
) -> dict[str, Any]:
    """Return the columns that are filled in the same way for events and figures."""
    place: PlaceRow | None = dataset["places"].by_id.get(row["place_id"])
    documents = dataset.supporting(record)
    versions = versions_of(dataset, table, record)
    return {
        "record_id": record,
        "date": own_day(row),
        "place_id": row["place_id"],
        "place": place and place["name"],
        "country": place and place["country"],
        "neighbour": place and place["neighbour"],
        "lat": place and place["lat"],
        "lon": place and place["lon"],
        "source_ids": "; ".join(row["source_id"] for row in documents) or None,
        "n_sources": len(documents),
        "n_publishers": count_publishers(documents),
        "first_version": versions.first,
        "last_changed_version": versions.last_changed,
    }


def _name(dataset: Dataset, actor: str | None) -> str:
    """Return an actor's name; R02 reports references that do not resolve."""
    return (actor_name(dataset, actor) or "") if actor in dataset["actors"].by_id else ""


def _precision(start: dt.date | None, end: dt.date | None) -> str | None:
    """Return the precision of a figure's period; null if either end is unknown."""
    return form_of(start, end) if start and end else None
