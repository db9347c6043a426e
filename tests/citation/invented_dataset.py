"""An invented dataset: documents of every kind, and records that rest on them."""

import datetime as dt

from migrant_crisis_2021.citation.items import assemble
from migrant_crisis_2021.dataset import Dataset, shipped
from migrant_crisis_2021.interface import OpenedDataset

MANIFEST = {
    "name": "migrant_crisis_2021",
    "title": "Timeline of the ferry strike",
    "version": "1.2.0",
    "created": "2026-11-24T00:00:00Z",
    "contributors": [{"title": "The ferry contributors"}],
    "licenses": [{"name": "CC-BY-4.0"}, {"name": "MIT"}],
}


def document(ident, publisher, kind, day=None, **more):
    published = {
        "published_on": day and dt.date.fromisoformat(day),
        "published_basis": "stated" if day else "unknown",
    }
    base = {"source_id": ident, "publisher": publisher, "publisher_kind": kind, "language": "en"}
    return base | {"weak": "no", "read_as": "excerpt"} | published | more


OPENED = {"accessed_on": dt.date(2026, 11, 20)}
INFERRED = {"published_basis": "inferred"}

SOURCES = [
    document(
        "agency-2021-11-14-talks",
        "Example Agency",
        "news_agency",
        "2021-11-14",
        title="Ministers agree to talk about the ferry",
        wire_origin="Example Agency",
        url="https://agency.example/talks",
    ),
    document(
        "agency-2021-11-10-briefing",
        "Example Agency",
        "news_agency",
        "2021-11-10",
        description="Briefing on the closed harbour",
    ),
    document(
        "herald-2021-11-15-full",
        "The Harbour Herald",
        "newspaper",
        "2021-11-15",
        title="Harbour “full”, says mayor",
        url="https://herald.example/a_b?x=1&y=2#50%25",
        **OPENED,
    ),
    document(
        "herald-2021-11-16-agency",
        "The Harbour Herald",
        "newspaper",
        "2021-11-16",
        description="Ferries wait outside the port",
        wire_origin="Example Agency",
        url="https://herald.example/wait",
    ),
    document("herald-undated-strike", "The Harbour Herald", "newspaper", title="Who will sail?"),
    document(
        "quay-undated-prices",
        "Quay & Rail Monitor",
        "news_site",
        title="Prices_up 5 % on {all} lines #1 for $9",
        url="https://quay.example/prices",
        **OPENED,
    ),
    document(
        "radio-2021-11-17-storm",
        "Radio Vellmar",
        "broadcaster",
        "2021-11-17",
        title="Storm keeps lorries on the quay",
        url="https://radio.example/storm",
        note="Dated from its weekdays.",
        **INFERRED,
    ),
    document(
        "copy-2021-11-18-weekly",
        "Unidentified site",
        "aggregator",
        "2021-11-18",
        title="Dockers Stop Working",
        wire_origin="Example Weekly",
        weak="yes",
        **INFERRED,
    ),
    document(
        "ministry-2021-11-19-decree",
        "Ministry of Ports of Vellmar",
        "government",
        "2021-11-19",
        title="Decree on the northern quay",
        url="https://ports.example/decree",
    ),
    document(
        "watch-2021-11-24-stranded",
        "Dockers Watch",
        "ngo",
        "2021-11-24",
        title="“Stay or Swim”: Crews Left on Board",
        url="https://watch.example/report.pdf",
    ),
    document(
        "port-agency-undated-september",
        "European Port Agency",
        "eu_body",
        description="Traffic in September",
        url="https://epa.example/september",
        **OPENED,
    ),
    document(
        "uncrew-2021-12-01-appeal",
        "UN Crew Office",
        "un_body",
        "2021-12-01",
        title="UN office asks for food for crews",
        url="https://crew.example/appeal",
        archived_url="https://archive.example/appeal",
    ),
    document(
        "court-2022-01-05-swinkowo",
        "Maritime Court of Świnkowo",
        "court",
        "2022-01-05",
        title="Świnkowo przeciw „Żegludze”",
        language="pl",
        archived_url="https://archive.example/swinkowo",
    ),
    document(
        "institute-2022-02-01-costs",
        "Institute for Ports and Ferries, Vellmar",
        "think_tank",
        "2022-02-01",
        title="What the strike cost",
        url="https://institute.example/costs",
    ),
    document("herald-undated-nothing", "The Harbour Herald", "newspaper"),
]


def figure(ident, title, **more):
    base = {"figure_id": ident, "title": title, "counted_unit": "people", "qualifier": "exact"}
    base |= {"reality": "occurred", "status": "active", "period_basis": "stated"}
    return base | more


def event(ident, title, day, **more):
    date = dt.date.fromisoformat(day)
    base = {"event_id": ident, "title": title, "date_start": date, "date_end": date}
    base |= {"date_edtf": day}
    base |= {"event_type": "statement", "summary": f"{title} in full."}
    return base | {"date_precision": "day", "reality": "occurred", "status": "active"} | more


def position(ident, claim, actor, stance, **more):
    base = {"position_id": ident, "claim_id": claim, "actor_id": actor, "stance": stance}
    return base | {"status": "active"} | more


YEAR = {"period_start": dt.date(2021, 1, 1), "period_end": dt.date(2021, 11, 14)}
ON_9 = {"date_edtf": "2021-11-09", "date_start": dt.date(2021, 11, 9)}
ON_9 |= {"date_end": dt.date(2021, 11, 9), "date_precision": "day"}

TABLES = {
    "sources": SOURCES,
    "figures": [
        figure(
            "fig-0001",
            "Attempts to leave the harbour",
            counted_unit="attempts",
            unit_as_printed="lorries",
            value=7935.0,
            asserted_by="ports-ministry",
            **YEAR,
        ),
        figure("fig-0002", "Lorries on the quay", value=2000.0, qualifier="about"),
        figure(
            "fig-0003",
            "Police at the gates",
            value=12000.0,
            qualifier="more_than",
            reality="planned",
            period_basis="within",
            asserted_by="ports-ministry",
            status="withdrawn",
            **YEAR,
        ),
        figure("fig-0004", "Crews on board", value=3.0),
    ],
    "events": [
        event("evt-0001", "The harbour closes", "2021-11-08"),
        event("evt-0002", "Guards break a gate", "2021-11-09", reality="alleged"),
        event(
            "evt-0004",
            "Crews wait",
            "2021-11-08",
            date_edtf="2021-11-08/..",
            date_end=None,
            date_precision="open",
        ),
        event(
            "evt-0003",
            "Ferries stop",
            "2021-11-01",
            date_edtf="2021-11~",
            date_end=dt.date(2021, 11, 30),
            date_precision="approximate",
            status="superseded",
            superseded_by="evt-0001",
        ),
    ],
    "claims": [
        {"claim_id": "clm-0001", "proposition": "The harbour is safe.", "status": "active"},
        {
            "claim_id": "clm-0002",
            "proposition": 'A gate was called "open".',
            "status": "active",
        },
    ],
    "positions": [
        position("pos-0001", "clm-0001", "ports-ministry", "asserts", event_id="evt-0001", **ON_9),
        position("pos-0002", "clm-0001", "dockers-union", "denies"),
        position("pos-0003", "clm-0001", "harbour-master", "asserts"),
        position("pos-0004", "clm-0001", "ferry-lines", "questions", status="withdrawn"),
        position("pos-0005", "clm-0001", "ports-ministry", "asserts"),
        position("pos-0006", "clm-0002", "harbour-master", "asserts"),
    ],
    "actors": [
        {"actor_id": "ports-ministry", "name": "Ministry of Ports"},
        {"actor_id": "dockers-union", "name": "Dockers’ Union"},
        {"actor_id": "harbour-master", "name": "Harbour master"},
        {"actor_id": "ferry-lines", "name": "Ferry lines"},
    ],
    "event_figures": [{"event_id": "evt-0001", "figure_id": "fig-0002"}],
    "evidence": [
        *(
            {"record_id": record, "source_id": source, "relation": relation}
            for record, source, relation in [
                ("evt-0001", "agency-2021-11-10-briefing", "context"),
                ("evt-0001", "herald-2021-11-15-full", "supports"),
                ("evt-0002", "copy-2021-11-18-weekly", "supports"),
                ("evt-0003", "radio-2021-11-17-storm", "supports"),
                ("fig-0001", "agency-2021-11-14-talks", "supports"),
                ("fig-0001", "herald-2021-11-16-agency", "supports"),
                ("fig-0001", "herald-undated-strike", "supports"),
                ("fig-0002", "quay-undated-prices", "supports"),
                ("fig-0003", "copy-2021-11-18-weekly", "supports"),
                ("fig-0004", "uncrew-2021-12-01-appeal", "supports"),
                ("pos-0001", "ministry-2021-11-19-decree", "supports"),
                ("pos-0002", "watch-2021-11-24-stranded", "supports"),
                ("pos-0003", "court-2022-01-05-swinkowo", "supports"),
                ("pos-0004", "institute-2022-02-01-costs", "supports"),
                ("pos-0005", "ministry-2021-11-19-decree", "supports"),
            ]
        ),
    ],
}
"""Rows by table."""

invented = OpenedDataset.of(TABLES | {"vocabulary": list(shipped()["vocabulary"])}, MANIFEST)
"""The invented dataset, with the shipped vocabulary."""


def cited(*documents, manifest=MANIFEST):
    """Return what the styles write of some documents and the dataset."""
    dataset = Dataset.of({"sources": documents}, manifest)
    return assemble(dataset, [], list(dataset["sources"].by_id))
