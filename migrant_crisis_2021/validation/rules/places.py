"""Places: R18, R26 and R28."""

from __future__ import annotations

from collections.abc import Iterator

import narwhals as nw

from ...dataset import Dataset
from ...dataset.places import leads_back
from ...dataset.row_types import PlaceRow
from ...names import TableName
from .engine import Failure, Mask, among, fails, mask_rule, rule
from .sieve import columns_alone

TOLERANCE = 0.1
"""Degrees added to each side of a country's box: borders follow rivers, and boxes are rounded."""
_SIDES = ("west", "south", "east", "north")
_Box = tuple[float, float, float, float]


@rule(
    "R18",
    "Coordinates lie in the country or its neighbour.",
    level="table",
    tables=("places",),
    sieve=columns_alone("place_id", "country", "neighbour", "lat", "lon", *_SIDES),
)
def inside_country(dataset: Dataset, table: TableName) -> Iterator[Failure]:
    """Report coordinates outside the boxes of both countries."""
    boxes = {row["country"]: box for row in dataset[table] if (box := _box(row))}
    for row in dataset[table]:
        known = [country for country in (row["country"], row["neighbour"]) if country in boxes]
        lat, lon = row["lat"], row["lon"]
        if lat is None or lon is None or not known:
            continue
        if not any(_inside(lat, lon, boxes[country]) for country in known):
            names = " or ".join(map(str, known))
            message = f"{lat}, {lon} lies outside {names}: correct it (latitude first?)"
            yield fails(row, "lat", message)


def _box(row: PlaceRow) -> _Box | None:
    west, south, east, north = row["west"], row["south"], row["east"], row["north"]
    if west is None or south is None or east is None or north is None:
        return None
    return west, south, east, north


def _inside(lat: float, lon: float, box: _Box) -> bool:
    west, south, east, north = box
    return (
        west - TOLERANCE <= lon <= east + TOLERANCE
        and south - TOLERANCE <= lat <= north + TOLERANCE
    )


@mask_rule(
    "R26",
    "Coordinates and bounding boxes are complete or absent.",
    level="row",
    tables=("places",),
)
def places_complete(dataset: Dataset, table: TableName) -> Iterator[Mask]:
    """Report incomplete coordinates or boxes, and places without a country."""
    lat, lon = nw.col("lat").is_null(), nw.col("lon").is_null()
    message = "latitude, longitude and coordinates_from come together or not at all"
    origin = nw.col("coordinates_from").is_null()
    yield Mask((lat != lon) | (lat != origin), "lat", message)
    message = "country may be empty only where geo_precision is unspecified"
    bare = nw.col("country").is_null() & (nw.col("geo_precision") != "unspecified")
    yield Mask(bare, "country", message)
    sides = [nw.col(name).is_null() for name in _SIDES]
    message = "west, south, east and north come together, and only for countries"
    broken = (sides[0] != sides[1]) | (sides[0] != sides[2]) | (sides[0] != sides[3])
    others = set(dataset.lists.values("place_kind")) - {"country"}
    elsewhere = ~sides[0] & among("kind", others)
    yield Mask(broken | elsewhere, "west", message)


@rule(
    "R28",
    "No place is part of itself.",
    level="table",
    tables=("place_parts",),
    sieve=columns_alone("part_id", "whole_id"),
)
def parts_without_circle(dataset: Dataset, table: TableName) -> Iterator[Failure]:
    """Report links that lead back to the place from which they start."""
    for row in dataset[table]:
        if leads_back(dataset, row["part_id"], row["whole_id"]):
            message = "the links lead back to this place: remove one of them"
            yield fails(row, "whole_id", message)
