"""Make the outlines that the map draws: python docs/outlines.py countries-50m.json (needs shapely).

The file comes from the npm package world-atlas 2.0.2 (Natural Earth 4.1.0). The outlines are cut to
the region and, where a place of the dataset would lie on the wrong side of a generalised border,
the border is bent around it.
"""

from __future__ import annotations

import json
import sys
from itertools import combinations
from pathlib import Path
from typing import Any

from shapely import affinity
from shapely.geometry import LineString, MultiPolygon, Point, Polygon, box
from shapely.geometry.polygon import orient
from shapely.ops import linemerge

from migrant_crisis_2021.dataset import shipped

TARGET = Path("migrant_crisis_2021/plot/outlines.json")
REGION = box(17.0, 49.5, 34.0, 59.5)
COUNTRIES = {
    "112": "BY",
    "203": "CZ",
    "233": "EE",
    "428": "LV",
    "440": "LT",
    "616": "PL",
    "643": "RU",
    "703": "SK",
    "752": "SE",
    "804": "UA",
}
_KM = 1 / 111.2  # degrees of latitude
_STRETCH = 1.68  # degrees of longitude per degree of latitude, at 53.5 degrees north


def shapes(topology: dict[str, Any]) -> dict[str, Any]:
    """Return the part of each country that lies in the region."""
    arcs = [_absolute(arc, topology["transform"]) for arc in topology["arcs"]]
    found = {}
    for country in topology["objects"]["countries"]["geometries"]:
        polygons = country["arcs"] if country["type"] == "MultiPolygon" else [country["arcs"]]
        whole = MultiPolygon([Polygon(_ring(rings[0], arcs)) for rings in polygons])
        part = whole.buffer(0).intersection(REGION)
        if country.get("id") in COUNTRIES and not part.is_empty:
            found[COUNTRIES[country["id"]]] = part
    return found


def _absolute(arc: list[list[int]], transform: dict[str, Any]) -> list[tuple[float, float]]:
    x = y = 0
    points = []
    for dx, dy in arc:
        x, y = x + dx, y + dy
        points.append(
            tuple(
                cell * scale + shift
                for cell, scale, shift in zip(
                    (x, y), transform["scale"], transform["translate"], strict=True
                )
            )
        )
    return points


def _ring(ids: list[int], arcs: list[Any]) -> list[tuple[float, float]]:
    points: list[Any] = []
    for one in ids:
        arc = arcs[one] if one >= 0 else arcs[~one][::-1]
        points += arc[1:] if points else arc
    return points


def bend(found: dict[str, Any]) -> None:
    """Bend borders around the places that would lie on the wrong side."""
    for place in shipped()["places"]:
        country = place["country"]
        if place["lat"] is None or place["neighbour"] or country not in found:
            continue
        point = Point(place["lon"], place["lat"])
        if not REGION.contains(point) or found[country].contains(point):
            continue
        radius = found[country].distance(point) * 1.2 + 0.3 * _KM
        around = affinity.scale(point.buffer(radius, quad_segs=2), _STRETCH, 1.0)
        print("bent around", place["place_id"])
        for code, shape in found.items():
            found[code] = shape.union(around) if code == country else shape.difference(around)


def features(found: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the countries and the borders between two of them as GeoJSON features."""
    made = []
    for code, shape in sorted(found.items()):
        parts = [part for part in getattr(shape, "geoms", [shape]) if part.area > 0.005]
        rings = [[_rounded(orient(part, -1).exterior.coords)] for part in parts]
        made.append(_feature({"country": code}, "MultiPolygon", rings))
    for pair in combinations(sorted(found), 2):
        one, other = (found[code] for code in pair)
        shared = one.boundary.intersection(other.buffer(1e-6))
        lines = [part for part in getattr(shared, "geoms", [shared]) if part.length > 0.05]
        merged = linemerge(lines) if len(lines) > 1 else (lines or [LineString()])[0]
        if not merged.is_empty:
            parts = [_rounded(line.coords) for line in getattr(merged, "geoms", [merged])]
            made.append(_feature({"border": "-".join(pair)}, "MultiLineString", parts))
    return made


def _feature(properties: dict[str, str], kind: str, coordinates: list[Any]) -> dict[str, Any]:
    geometry = {"type": kind, "coordinates": coordinates}
    return {"type": "Feature", "properties": properties, "geometry": geometry}


def _rounded(coordinates: Any) -> list[list[float]]:
    return [[round(x, 4), round(y, 4)] for x, y in coordinates]


def main() -> None:
    """Write the outlines."""
    found = shapes(json.loads(Path(sys.argv[1]).read_text(encoding="utf-8")))
    bend(found)
    lines = ",\n".join(json.dumps(one, separators=(",", ":")) for one in features(found))
    TARGET.write_text(
        f'{{"type":"FeatureCollection","features":[\n{lines}\n]}}\n', encoding="utf-8"
    )


if __name__ == "__main__":
    main()
