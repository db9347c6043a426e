"""The worked example of a new dataset: an invented article, and the rows that follow from it."""

from __future__ import annotations

import datetime as dt
from dataclasses import asdict
from typing import Any

from ..errors import DataIntegrityError
from ..fingerprint.fp1 import Stream, Window
from ..fingerprint.windows import plan_windows
from ..names import TableName

ARTICLE_FILE = "articles/example-herald-2031-05-04-ferry.txt"
ARTICLE = """Ferry terminal at Lantern Point shut after night of crowds

The harbour service of Example Island closed the ferry terminal at Lantern Point before sunrise on \
Sunday, and told travellers to wait in the old customs hall until further notice.

A spokesperson for the service said on Sunday that 1,250 people had been registered in the hall by \
noon, more than its benches can hold, and that blankets were on the way.
"""
PERIOD = {"start": "2031-01-01", "end": "2031-12-31"}

_SOURCE = "example-herald-2031-05-04-ferry"
_DAY = dt.date(2031, 5, 4)
_PHRASES = {"evt-0001": ("ferry terminal at Lantern Point", False), "fig-0001": ("1,250", True)}


def example_rows() -> dict[TableName, list[dict[str, Any]]]:
    """Return the rows by table; columns that are left out are null."""
    from ..dataset.table_schema import table_schema

    return {
        name: [dict.fromkeys(table_schema(name).columns) | row for row in rows]
        for name, rows in _given().items()
    }


def _given() -> dict[TableName, list[dict[str, Any]]]:
    common = {"reality": "occurred", "confidence": "medium", "scope": "crisis", "status": "active"}
    return {
        "sources": [
            {
                "source_id": _SOURCE,
                "published_on": _DAY,
                "title": "Ferry terminal at Lantern Point shut after night of crowds",
                "publisher": "Example Herald",
                "publisher_kind": "newspaper",
                "publisher_country": "GB",
                "state_affiliated": "no",
                "language": "en",
                "url": "https://herald.example/lantern-point",
                "published_basis": "stated",
                "read_as": "full_text",
                "weak": "no",
                "stream_len": len(Stream.of(ARTICLE).text),
                "note": "An invented document, to show how one is coded: delete it.",
            }
        ],
        "actors": [
            {"actor_id": "example-island", "name": "Example Island", "kind": "state",
             "party": "yes", "country": "GB"},
            {"actor_id": "harbour-service", "name": "Harbour Service", "kind": "state_body",
             "party": "yes", "country": "GB", "affiliation": "example-island"},
        ],
        "places": [
            {"place_id": "lantern-point", "name": "Lantern Point", "kind": "site",
             "country": "GB", "geo_precision": "point"},
        ],
        "events": [
            {
                "event_id": "evt-0001",
                "title": "The ferry terminal at Lantern Point is closed",
                "event_type": "transport_restriction",
                "place_id": "lantern-point",
                "about_country": "GB",
                "date_start": _DAY,
                "date_end": _DAY,
                "date_precision": "day",
                "date_edtf": str(_DAY),
                "date_basis": "stated",
                "summary": "The harbour service stops all ferries from Lantern Point.",
                **common,
            }
        ],
        "figures": [
            {
                "figure_id": "fig-0001",
                "title": "People registered in the customs hall at Lantern Point",
                "measure": "people_in_camp",
                "value": 1250.0,
                "qualifier": "exact",
                "counted_unit": "people",
                "place_id": "lantern-point",
                "period_start": _DAY,
                "period_end": _DAY,
                "period_basis": "stated",
                "reported_on": _DAY,
                "asserted_by": "harbour-service",
                "measure_kind": "stock",
                "bounds_basis": "none",
                **common,
            }
        ],
        "event_actors": [
            {"event_id": "evt-0001", "actor_id": "harbour-service", "role": "initiator"}
        ],
        "event_figures": [{"event_id": "evt-0001", "figure_id": "fig-0001"}],
        "evidence": _evidence(),
    }  # fmt: skip


def _evidence() -> list[dict[str, Any]]:
    rows = []
    for ident, window in zip(_PHRASES, plan_windows(ARTICLE, list(_PHRASES.values())), strict=True):
        if not isinstance(window, Window):
            raise DataIntegrityError(f"the example has no passage for {ident}: {window.reason}.")
        phrase, is_value = _PHRASES[ident]
        rows.append(
            {
                "record_id": ident,
                "source_id": _SOURCE,
                "relation": "supports",
                "value_as_printed": phrase if is_value else None,
                **asdict(window),
            }
        )
    return rows
