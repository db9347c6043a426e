"""The outlines of countries on the map of the page."""

from __future__ import annotations

from typing import TypeAlias

from ..dataset import Dataset
from ..plot.outlines import countries, cover

Ring: TypeAlias = list[list[float]]


def outlines(dataset: Dataset) -> list[tuple[str, list[Ring]]]:
    """Return the code and the outer rings of each country; empty if most places lie elsewhere."""
    if not cover(dataset):
        return []
    return [
        (country, [[[round(x, 2), round(y, 2)] for x, y in rings[0]] for rings in polygons])
        for country, feature in countries().items()
        for polygons in [feature["geometry"]["coordinates"]]
    ]
