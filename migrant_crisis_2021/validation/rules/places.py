"""Places: R18 and R26."""

from __future__ import annotations

from collections.abc import Iterator

import narwhals as nw

from ...names import TableName
from .engine import Context, Frame, Problem, Row, failing, problem, row_rule

TOLERANCE = 0.1
"""Degrees by which a country's box is widened: borders follow rivers, boxes are rounded."""
_BOX = ("west", "south", "east", "north")


@row_rule("R18", "Coordinates lie in the country or its neighbour.", ("places",), "table")
def inside_country(_: Context, table: TableName, frame: Frame) -> Iterator[Problem]:
    """Report coordinates outside the boxes of both countries."""
    rows = list(frame.iter_rows(named=True))
    boxes = {row["country"]: row for row in rows if None not in (row[name] for name in _BOX)}
    for row in rows:
        known = [boxes[c] for c in (row["country"], row["neighbour"]) if c in boxes]
        if row["lat"] is None or row["lon"] is None or not known:
            continue
        if not any(_inside(row, box) for box in known):
            names = " or ".join(str(box["country"]) for box in known)
            message = (
                f"{row['lat']}, {row['lon']} lies outside {names}: correct it (latitude first?)"
            )
            yield problem("R18", table, row, "lat", message)


def _inside(place: Row, box: Row) -> bool:
    west, south, east, north = (box[name] for name in _BOX)
    return bool(
        west - TOLERANCE <= place["lon"] <= east + TOLERANCE
        and south - TOLERANCE <= place["lat"] <= north + TOLERANCE
    )


@row_rule("R26", "A place says what it can say whole.", ("places",))
def places_whole(_: Context, table: TableName, frame: Frame) -> Iterator[Problem]:
    """Report halves of coordinates or boxes, and places without a country."""
    lat, lon = nw.col("lat").is_null(), nw.col("lon").is_null()
    message = "latitude, longitude and coordinates_from come together or not at all"
    origin = nw.col("coordinates_from").is_null()
    yield from failing("R26", table, frame, (lat != lon) | (lat != origin), "lat", message)
    message = "country may be empty only where geo_precision is unspecified"
    bare = nw.col("country").is_null() & (nw.col("geo_precision") != "unspecified")
    yield from failing("R26", table, frame, bare, "country", message)
    sides = [nw.col(name).is_null() for name in _BOX]
    message = "west, south, east and north come together, for countries alone"
    broken = (sides[0] != sides[1]) | (sides[0] != sides[2]) | (sides[0] != sides[3])
    elsewhere = ~sides[0] & (nw.col("kind") != "country")
    yield from failing("R26", table, frame, broken | elsewhere, "west", message)
