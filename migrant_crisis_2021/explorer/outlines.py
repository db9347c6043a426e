"""The outlines of countries on the map of the page."""

from __future__ import annotations

from typing import TypeAlias

from ..dataset import Dataset
from ..plot.outlines import countries

Ring: TypeAlias = list[list[float]]


def outlines(dataset: Dataset) -> list[tuple[str, list[Ring]]]:
    """Return the code and the outer rings of each country; empty if no place lies within them.

    The page has a map only of places that lie within the outlines.
    """
    found = [
        (country, [[[round(x, 2), round(y, 2)] for x, y in rings[0]] for rings in polygons])
        for country, feature in countries().items()
        for polygons in [feature["geometry"]["coordinates"]]
    ]
    points = [point for _, rings in found for ring in rings for point in ring]
    west, south = map(min, zip(*points, strict=True))
    east, north = map(max, zip(*points, strict=True))
    located = ((row["lon"], row["lat"]) for row in dataset["places"])
    has_place = any(
        None not in (lon, lat) and west < lon < east and south < lat < north for lon, lat in located
    )
    return found if has_place else []
