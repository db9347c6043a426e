"""The outlines of countries on the map of the page."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TypeAlias

Ring: TypeAlias = list[list[float]]

_FILE = Path(__file__).parent.parent / "plot" / "outlines.json"


def outlines(file: Path = _FILE) -> list[tuple[str, list[Ring]]]:
    """Return the code and the outer rings of each country; nothing without the file.

    The page has a map only of places that lie within the outlines.
    """
    if not file.is_file():
        return []
    features = json.loads(file.read_text(encoding="utf-8"))["features"]
    return [
        (
            feature["properties"]["country"],
            [[[round(x, 2), round(y, 2)] for x, y in rings[0]] for rings in polygons],
        )
        for feature in features
        if "country" in feature["properties"]
        for polygons in [feature["geometry"]["coordinates"]]
    ]
