"""Events in the columns of ACLED, the Armed Conflict Location and Event Data."""

from __future__ import annotations

from .job import Job, Written
from .other_columns import Event, joined, write_events
from .sheets import Cell

COLUMNS = (
    *("event_id_cnty", "event_date", "year", "time_precision", "disorder_type", "event_type"),
    *("sub_event_type", "actor1", "assoc_actor_1", "inter1", "actor2", "assoc_actor_2", "inter2"),
    *("interaction", "civilian_targeting", "iso", "region", "country", "admin1", "admin2"),
    *("admin3", "location", "latitude", "longitude", "geo_precision", "source", "source_scale"),
    *("notes", "fatalities", "tags", "timestamp"),
)
"""The columns of ACLED since 2023, in its order."""

_GEO_PRECISION = {
    "point": 1,
    "town": 1,
    "midpoint": 2,
    "district": 2,
    "region": 3,
    "border_stretch": 3,  # the codebook names border areas
}


def write(job: Job) -> Written:
    """Write a row for each event; columns that this dataset does not have are empty."""
    return write_events(job, "acled-like", COLUMNS, _cells)


def _cells(event: Event) -> dict[str, Cell]:
    row, place, country = event.row, event.place, event.country
    first, second = event.first, event.second
    return dict.fromkeys(COLUMNS) | {
        "event_id_cnty": row["event_id"],
        "event_date": row["date_start"],
        "year": row["date_start"] and row["date_start"].year,
        "time_precision": _time_precision(event),
        "disorder_type": event.types.get("acled_disorder_type"),
        "event_type": event.types.get("acled_event_type"),
        "sub_event_type": event.types.get("acled_sub_event_type"),
        "actor1": joined(first[:1]),
        "assoc_actor_1": joined(first[1:]),
        "actor2": joined(second[:1]),
        "assoc_actor_2": joined(second[1:]),
        "iso": country and country["iso_numeric"],
        "country": country and country["name"],
        "location": place["name"],
        "latitude": place["lat"],
        "longitude": place["lon"],
        "geo_precision": _GEO_PRECISION.get(place["geo_precision"]),
        "source": event.publishers(),
        "notes": row["summary"],
        "fatalities": event.fatalities.best,
    }


def _time_precision(event: Event) -> int | None:
    """Return 1 for a day, 2 for at most a week, 3 for at most a month."""
    if event.days is None or event.days > 31:
        return None
    return 1 if event.days == 1 else 2 if event.days <= 7 else 3
