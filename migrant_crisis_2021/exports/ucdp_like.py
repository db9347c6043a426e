"""Events in the columns of UCDP GED, the Georeferenced Event Dataset of Uppsala."""

from __future__ import annotations

from math import floor

from ..dataset.documents import publication_days, title_of
from .job import Job, Written
from .other_columns import Event, joined, write_events
from .sheets import Cell

COLUMNS = (
    *("id", "relid", "year", "active_year", "code_status", "type_of_violence"),
    *("conflict_dset_id", "conflict_new_id", "conflict_name"),
    *("dyad_dset_id", "dyad_new_id", "dyad_name", "side_a_dset_id", "side_a_new_id", "side_a"),
    *("side_b_dset_id", "side_b_new_id", "side_b", "number_of_sources", "source_article"),
    *("source_office", "source_date", "source_headline", "source_original"),
    *("where_prec", "where_coordinates", "where_description", "adm_1", "adm_2"),
    *("latitude", "longitude", "geom_wkt", "priogrid_gid", "country", "country_id", "region"),
    *("event_clarity", "date_prec", "date_start", "date_end"),
    *("deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown", "best", "high", "low"),
    *("gwnoa", "gwnob"),
)
"""The columns of GED 25.1, in its order."""

_WHERE_PREC = {
    "point": 1,
    "town": 1,
    "midpoint": 2,
    "district": 3,
    "region": 4,
    "border_stretch": 5,
    "country": 6,
}


def write(job: Job) -> Written:
    """Write a row for each event; columns that this dataset does not have are empty."""
    return write_events(job, "ucdp-like", COLUMNS, _cells)


def _cells(event: Event) -> dict[str, Cell]:
    row, place, country = event.row, event.place, event.country
    documents = event.documents
    return dict.fromkeys(COLUMNS) | {
        "id": row["event_id"],
        "year": row["date_start"] and row["date_start"].year,
        "type_of_violence": event.types.get("ucdp_type_of_violence"),
        "side_a": joined(event.first),
        "side_b": joined(event.second),
        "number_of_sources": len(documents),
        "source_office": event.publishers(),
        "source_date": joined(map(str, publication_days(documents))),
        "source_headline": joined(title_of(document) for document in documents),
        "where_prec": 7 if place["kind"] == "sea" else _WHERE_PREC.get(place["geo_precision"]),
        "where_coordinates": place["name"],
        "latitude": place["lat"],
        "longitude": place["lon"],
        **_geometry(place["lat"], place["lon"]),
        "country": country and country["name"],
        "country_id": country and country["gw_number"],
        "date_prec": _date_prec(event),
        "date_start": row["date_start"],
        "date_end": row["date_end"],
        "best": event.fatalities.best,
        "high": event.fatalities.high,
        "low": event.fatalities.low,
    }


def _date_prec(event: Event) -> int | None:
    """Return 1 for a day, 2 for less than a week, 3 for a week, 4 for a month, 5 for a year."""
    if event.days is None:
        return None
    longest = enumerate((1, 6, 7, 31, 366), 1)
    return next((code for code, days in longest if event.days <= days), None)


def _geometry(lat: float | None, lon: float | None) -> dict[str, Cell]:
    if lat is None or lon is None:
        return {}
    return {"geom_wkt": f"POINT ({lon} {lat})", "priogrid_gid": priogrid_cell(lat, lon)}


def priogrid_cell(lat: float, lon: float) -> int:
    """Return the cell of PRIO-GRID: half degrees, counted eastwards and northwards from 1.

    Examples
    --------
    >>> priogrid_cell(34.53, 69.17)  # Kabul
    179779
    """
    return floor((lat + 90) / 0.5) * 720 + floor((lon + 180) / 0.5) + 1
