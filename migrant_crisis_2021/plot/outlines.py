"""Outlines of countries, and the parts of the world that maps show."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from ..dataset import Dataset
from .labels import Box
from .theme import inline

_FILE = Path(__file__).parent / "outlines.json"
_LAND, _COAST = "#F3F1EC", "#B5B0A6"
SEA = "#DDE7EF"
_FINEST = 0.8  # pixels from one point of an outline to the next
_FEWEST = 4  # points of which an outline has more


class View(NamedTuple):
    """A part of the world on a Mercator map.

    Parameters
    ----------
    west, east : float
        The longitudes at its left and right end.
    middle : float
        The latitude half-way up.
    width, height : float
        Its pixels.
    names : mapping of str to tuple
        Where the names of countries stand: longitude and latitude.
    """

    west: float
    east: float
    middle: float
    width: float
    height: float
    names: Mapping[str, tuple[float, float]]

    @property
    def scale(self) -> float:
        """Pixels per radian of longitude."""
        return self.width / math.radians(self.east - self.west)

    @property
    def origin(self) -> tuple[float, float]:
        """The pixel of longitude and latitude zero."""
        x = -self.scale * math.radians(self.west)
        return x, self.height / 2 + self.scale * northing(self.middle)

    def pixel(self, lon: float, lat: float) -> tuple[float, float]:
        """Return the pixel of a place."""
        x, y = self.origin
        return x + self.scale * math.radians(lon), y - self.scale * northing(lat)

    def shows(self, lon: float, lat: float) -> bool:
        """Return whether a place lies inside."""
        x, y = self.pixel(lon, lat)
        return 0 <= x <= self.width and 0 <= y <= self.height

    @property
    def box(self) -> Box:
        """All pixels of the map, without a small margin."""
        return Box(3, 3, self.width - 3, self.height - 3)

    def drawn(self, feature: dict[str, Any]) -> dict[str, Any]:
        """Return a GeoJSON feature with pixels in the place of longitudes and latitudes."""
        geometry = feature["geometry"]
        coordinates = self._pixels(geometry["coordinates"])
        return {"type": "Feature", "geometry": {**geometry, "coordinates": coordinates}}

    def _pixels(self, nested: list[Any]) -> list[Any]:
        if isinstance(nested[0][0], list):
            return [self._pixels(inner) for inner in nested]
        points: list[list[float]] = []
        for place in nested:
            x, y = (round(one, 1) for one in self.pixel(*place))
            if not points or abs(x - points[-1][0]) + abs(y - points[-1][1]) >= _FINEST:
                points.append([x, y])
        return points if len(points) > _FEWEST else [[*self.pixel(*place)] for place in nested]


def northing(lat: float) -> float:
    """Return how far north a latitude is on a Mercator map, in radians of longitude."""
    return math.log(math.tan(math.pi / 4 + math.radians(lat) / 2))


@cache
def _features() -> tuple[dict[str, Any], ...]:
    return tuple(json.loads(_FILE.read_text(encoding="utf-8"))["features"])


def countries() -> dict[str, dict[str, Any]]:
    """Map the code of each country to its outline, a GeoJSON feature."""
    found = [one for one in _features() if "country" in one["properties"]]
    return {one["properties"]["country"]: one for one in found}


def cover(dataset: Dataset) -> bool:
    """Return whether at least half of the places with coordinates lie within the outlines."""
    points = [
        point
        for feature in countries().values()
        for polygon in feature["geometry"]["coordinates"]
        for point in polygon[0]
    ]
    west, south = map(min, zip(*points, strict=True))
    east, north = map(max, zip(*points, strict=True))
    located = [(row["lon"], row["lat"]) for row in dataset["places"]]
    inside = [
        west < lon < east and south < lat < north for lon, lat in located if None not in (lon, lat)
    ]
    return bool(inside) and sum(inside) * 2 >= len(inside)


def borders() -> dict[str, dict[str, Any]]:
    """Map each pair of neighbours, such as ``BY-PL``, to their border, a GeoJSON feature."""
    found = [one for one in _features() if "border" in one["properties"]]
    return {one["properties"]["border"]: one for one in found}


def along(border: str, view: View) -> list[tuple[float, float]]:
    """Return the pixels along what a view shows of a border."""
    lines = borders()[border]["geometry"]["coordinates"]
    return [view.pixel(*point) for line in lines for point in line if view.shows(*point)]


def land(alt: Any, view: View) -> Any:
    """Return the layer of the countries."""
    data = inline([view.drawn(one) for one in countries().values()])
    shapes = alt.Chart(data).mark_geoshape(fill=_LAND, stroke=_COAST, strokeWidth=0.8, clip=True)
    return _as_pixels(shapes)


def line(alt: Any, view: View, border: str, colour: str, thickness: float) -> Any:
    """Return the layer of one border."""
    data = inline([view.drawn(borders()[border])])
    shapes = alt.Chart(data).mark_geoshape(
        filled=False, stroke=colour, strokeOpacity=0.5, strokeWidth=thickness, clip=True
    )
    return _as_pixels(shapes)


def _as_pixels(chart: Any) -> Any:
    """Draw coordinates as they are: the maps of one chart cannot have two other projections."""
    return chart.project(type="identity", scale=1, translate=[0, 0])
