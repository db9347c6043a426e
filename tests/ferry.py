"""A dataset of another crisis, invented: a ferry strike at the port of Vellmar."""

import datetime as dt

from migrant_crisis_2021.dataset import Dataset, shipped
from migrant_crisis_2021.dataset.timeline import timeline_rows
from migrant_crisis_2021.interface import OpenedDataset
from tests.articles import ARTICLE, row

DAY = dt.date(2023, 3, 7)
MANIFEST = {
    "name": "ferry_strike_2023",
    "title": "Event timeline of the ferry strike at Vellmar",
    "description": "Dated events and figures of the strike.",
    "version": "1.0.0",
    "created": "2024-01-01T00:00:00Z",
    "licenses": [{"name": "CC0-1.0"}],
    "contributors": [{"title": "Vellmar Port Archive"}],
    "keywords": ["ferries"],
    "temporal": {"start": "2023-01-01", "end": "2023-12-31"},
    "resources": [],
}
TABLES = {
    "vocabulary": list(shipped()["vocabulary"]),
    "loaded_terms": list(shipped()["loaded_terms"]),
    "places": [
        {
            "place_id": "vellmar",
            "name": "Port of Vellmar",
            "kind": "site",
            "country": "NO",
            "geo_precision": "town",
        }
    ],
    "place_parts": [],
    "external_ids": [],
    "countries": [{"country": "NO", "iso3": "NOR", "name": "Norway"}],
    "actors": [
        {
            "actor_id": "harbour-office",
            "name": "Harbour office",
            "kind": "state_body",
            "party": "no",
        }
    ],
    "sources": [
        {
            "source_id": "vellmar-herald",
            "title": "Ferry harbour full",
            "publisher": "Vellmar Herald",
            "publisher_kind": "newspaper",
            "state_affiliated": "no",
            "language": "en",
            "published_on": DAY,
            "published_basis": "stated",
            "url": "https://herald.example/full",
            "read_as": "full_text",
            "weak": "no",
            "stream_len": 900,
        }
    ],
    "events": [
        {
            "event_id": "evt-0001",
            "title": "The harbour of Vellmar is closed",
            "summary": "No ferry leaves the harbour of Vellmar.",
            "event_type": "protest",
            "reality": "occurred",
            "date_edtf": "2023-03-07",
            "date_start": DAY,
            "date_end": DAY,
            "date_precision": "day",
            "date_basis": "stated",
            "place_id": "vellmar",
            "scope": "crisis",
            "confidence": "medium",
            "status": "active",
        }
    ],
    "figures": [
        {
            "figure_id": ident,
            "title": f"Crates on the quay of Vellmar: {value:g}",
            "measure": "other_count",
            "measure_kind": "stock",
            "counted_unit": "items",
            "value": value,
            "qualifier": "exact",
            "bounds_basis": "none",
            "period_start": DAY,
            "period_end": DAY,
            "period_basis": "stated",
            "asserted_by": "harbour-office",
            "reality": "occurred",
            "scope": "crisis",
            "confidence": "medium",
            "place_id": "vellmar",
            "comparison_group": "crates",
            "status": "active",
        }
        for ident, value in (("fig-0001", 7935.0), ("fig-0002", 8100.0))
    ],
    "claims": [
        {
            "claim_id": "clm-0001",
            "proposition": "The port can be reopened.",
            "topic": "access",
            "status": "active",
        }
    ],
    "positions": [
        {
            "position_id": "pos-0001",
            "claim_id": "clm-0001",
            "actor_id": "harbour-office",
            "stance": "denies",
            "status": "active",
        }
    ],
    "event_actors": [{"event_id": "evt-0001", "actor_id": "harbour-office", "role": "initiator"}],
    "event_figures": [{"event_id": "evt-0001", "figure_id": "fig-0001"}],
    "evidence": [
        row("fig-0001", "vellmar-herald", ARTICLE, "7,935", True),
        row("evt-0001", "vellmar-herald", ARTICLE, "soup and blankets", False),
        *(
            {"record_id": ident, "source_id": "vellmar-herald", "relation": "supports"}
            for ident in ("fig-0002", "pos-0001")
        ),
    ],
    "changes": [],
    "releases": [],
    "uncoded": [],
    "codings": [],
}


def ferry(**tables):
    """Open the dataset, with some tables replaced."""
    rows = TABLES | tables
    timeline = timeline_rows(Dataset.of(rows))
    return OpenedDataset.of({**rows, "timeline": timeline}, MANIFEST)
