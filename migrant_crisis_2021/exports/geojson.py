"""GeoJSON: a feature for each row that has a place."""

from __future__ import annotations

import json
from typing import Any

from ..dataset import Dataset
from ..errors import InvalidInputError, listed
from .job import Job, Written, facts_of
from .progress import tracked
from .sheets import Row, Sheet, plain_row

_KEYS = ("record_id", "figure_id", "event_id", "place_id")


def write(job: Job) -> Written:
    """Write a FeatureCollection; a row without coordinates is a feature without a geometry."""
    sheets = job.records()
    for sheet in sheets:
        _check_columns(sheet)
    features = [
        _feature(job.dataset, sheet, row, several=len(sheets) > 1)
        for sheet in sheets
        for row in tracked(sheet.rows, sheet.name)
    ]
    unlocated = sum(feature["geometry"] is None for feature in features)
    content = {
        "type": "FeatureCollection",
        **facts_of(job.dataset),
        "unlocated": unlocated,
        "features": features,
    }
    text = json.dumps(content, ensure_ascii=False, indent=1, allow_nan=False)
    job.file.write_text(text + "\n", encoding="utf-8", newline="\n")
    return Written(len(features), "feature", unlocated, "without coordinates have no geometry")


def _check_columns(sheet: Sheet) -> None:
    if "place_id" in sheet.names or {"lat", "lon"} <= set(sheet.names):
        return
    raise InvalidInputError(
        "geojson needs rows of events, figures or places, with the columns lat and lon or the "
        f"column place_id; {sheet.name} has {listed(sheet.names)}."
    )


def _feature(dataset: Dataset, sheet: Sheet, row: Row, *, several: bool) -> dict[str, Any]:
    properties = {"table": sheet.name} if several else {}
    properties |= _of_place(dataset, row) | plain_row(row, sheet.names)
    lat, lon = properties.pop("lat", None), properties.pop("lon", None)
    key = next((row[name] for name in _KEYS if name in row), None)
    return {
        "type": "Feature",
        **({"id": key} if key else {}),
        "geometry": None
        if lat is None or lon is None
        else {"type": "Point", "coordinates": [lon, lat]},
        "properties": properties,
    }


def _of_place(dataset: Dataset, row: Row) -> dict[str, Any]:
    """Return where the place of a row is, and how precisely that is known."""
    place = dataset["places"].by_id.get(str(row.get("place_id")))
    if place is None:
        return {}
    where = {name: place[name] for name in ("lat", "lon", "geo_precision")}
    return {"place": place["name"], **where}
