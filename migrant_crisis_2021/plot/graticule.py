"""What stands on a map for which there are no outlines: lines of degrees, and a scale."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from .labels import Box
from .letters import text_width
from .outlines import View, northing
from .theme import GREY, LINE, Space, values

PAPER = "#FBFBFA"
FARTHEST = 85.0
"""The latitude up to which a Mercator map shows places."""

_RATIO = 0.62  # height of the map by its width
_MARGIN = 1.35  # how much wider the map is than the places on it
_LEAST = 0.05  # degrees that a map shows at least
_STEPS = [step * 10.0**power for power in (-3, -2, -1, 0, 1) for step in (1, 2, 5)]
_MOST = 8  # lines from left to right
_KM = 111.32  # of a degree at the equator
_SIZE = 10
_BAR = 0.22  # part of the width that the scale takes at most


class Mark(NamedTuple):
    """A word on the map, with what is needed to keep names away from it."""

    x: float
    y: float
    text: str

    @property
    def box(self) -> Box:
        """The pixels that it takes."""
        return Box(self.x, self.y - 7, self.x + text_width(self.text, _SIZE), self.y + 7)


def fitted(points: Iterable[tuple[float, float]], width: float) -> View:
    """Return a view of some longitudes and latitudes, with a margin."""
    lons, lats = zip(*points, strict=True)
    heights = [northing(lat) for lat in lats]
    height = round(width * _RATIO)
    tall = math.degrees(max(heights) - min(heights)) * width / height
    span = max(max(lons) - min(lons), tall, _LEAST) * _MARGIN
    across, up = (min(lons) + max(lons)) / 2, (min(heights) + max(heights)) / 2
    return View(across - span / 2, across + span / 2, _latitude(up), width, height, {})


def _latitude(height: float) -> float:
    """Return the latitude of what `northing` returns."""
    return math.degrees(2 * math.atan(math.exp(height)) - math.pi / 2)


def marks(view: View) -> list[Mark]:
    """Return the words at the lines and at the scale."""
    step = _step(view)
    found = [Mark(4, y - 7, _degrees(lat, step, "NS")) for lat, y in _parallels(view, step)]
    found += [
        Mark(x + 4, view.height - 11, _degrees(lon, step, "EW"))
        for lon, x in _meridians(view, step)
    ]
    length, pixels = _scale(view)
    text = f"{length:,g} km"
    bar = Mark(view.width - 12 - max(pixels, text_width(text, _SIZE)), view.height - 24, text)
    corner = Box(bar.x - 8, bar.y - 8, view.width, view.height)
    return [*(mark for mark in found if _has_room(mark, view, corner)), bar]


def _has_room(mark: Mark, view: View, corner: Box) -> bool:
    return mark.box.within(view.box) and not mark.box.touches(corner)


def layers(alt: Any, view: View) -> list[Any]:
    """Return the layers of the lines, of the scale, and of their words."""
    step, space = _step(view), Space(0, view.width, 0)
    lines = [
        *({"x": 0, "xto": view.width, "y": y, "yto": y} for _, y in _parallels(view, step)),
        *({"x": x, "xto": x, "y": 0, "yto": view.height} for _, x in _meridians(view, step)),
    ]
    *_, bar = words = marks(view)
    _, pixels = _scale(view)
    ends = {"x": bar.x, "xto": bar.x + pixels, "y": bar.y + 9, "yto": bar.y + 9}
    written = [{"x": mark.x, "y": mark.y, "line": mark.text} for mark in words]

    def rules(rows: list[dict[str, float]], **look: Any) -> Any:
        return (
            alt.Chart(values(rows))
            .mark_rule(**look)
            .encode(x=space.x("x"), x2="xto:Q", y=space.y("y", view.height), y2="yto:Q")
        )

    text = alt.Chart(values(written)).mark_text(align="left", fontSize=_SIZE, color=GREY)
    return [
        rules(lines, color=LINE),
        rules([ends], color=GREY, strokeWidth=2),
        text.encode(x=space.x("x"), y=space.y("y", view.height), text="line:N"),
    ]


def _step(view: View) -> float:
    """Return the degrees from one line to the next."""
    span = view.east - view.west
    return next((step for step in _STEPS if span / step <= _MOST), _STEPS[-1])


def _parallels(view: View, step: float) -> Iterator[tuple[float, float]]:
    up = northing(view.middle)
    half = view.height / view.scale / 2
    first, last = max(_latitude(up - half), -FARTHEST), min(_latitude(up + half), FARTHEST)
    for lat in _multiples(first, last, step):
        yield lat, view.pixel(view.west, lat)[1]


def _meridians(view: View, step: float) -> Iterator[tuple[float, float]]:
    for lon in _multiples(max(view.west, -180), min(view.east, 180), step):
        yield lon, view.pixel(lon, 0)[0]


def _multiples(first: float, last: float, step: float) -> Iterator[float]:
    for number in range(math.ceil(first / step), math.floor(last / step) + 1):
        yield number * step


def _degrees(value: float, step: float, sides: str) -> str:
    places = max(0, -math.floor(math.log10(step)))
    number = f"{abs(value):.{places}f}°"
    return number if round(value, 6) == 0 else f"{number} {sides[value < 0]}"


def _scale(view: View) -> tuple[float, float]:
    """Return the kilometres of the scale and its pixels, half-way up the map."""
    degree = _KM * math.cos(math.radians(view.middle))
    kilometres = degree * (view.east - view.west)
    length = max(
        (step * 100 for step in _STEPS if step * 100 <= kilometres * _BAR), default=_STEPS[0] * 100
    )
    return length, length / kilometres * view.width
