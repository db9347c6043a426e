"""How a reported number is drawn: as a point, with an arrow or a bar where it has bounds."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Literal

from ..names import Qualifier
from . import theme
from .rows import Row
from .theme import INK, Entry

EXACT, ABOUT, RANGE = "Exact number", "About", "Range"
MORE, FEWER = "That many or more", "That many or fewer"
_ENTRIES = {
    EXACT: Entry(EXACT, INK),
    ABOUT: Entry(ABOUT, INK, fill="white"),
    MORE: Entry(MORE, INK, "triangle-up"),
    FEWER: Entry(FEWER, INK, "triangle-down"),
    RANGE: Entry(RANGE, INK, "stroke"),
}
_KINDS: dict[Qualifier, str] = {
    "exact": EXACT,
    "about": ABOUT,
    "more_than": MORE,
    "at_least": MORE,
    "order_of_magnitude": MORE,
    "fewer_than": FEWER,
    "at_most": FEWER,
    "nearly": FEWER,
    "range": RANGE,
}
_ARROW = 15  # pixels of a line that stands for "or more" or "or fewer"


def drawn(row: Row) -> Row:
    """Return where a number is drawn: ``at`` for its point, ``low`` and ``high`` for its bar."""
    low, high = row["value_low"], row["value_high"]
    at = row["value"] if row["value"] is not None else row["magnitude"]
    both = row["qualifier"] == "range" or None not in (low, high)
    return {
        "number": RANGE if both else _KINDS[row["qualifier"]],
        "at": at if at is not None else high if low is None else low,
        "low": low if both else None,
        "high": high if both else None,
    }


def entries(numbers: Iterable[Row], arrows: Literal["x", "y"]) -> list[Entry]:
    """Return the legend of the kinds of numbers that are drawn; empty if all are exact."""
    kinds = {row["number"] for row in numbers}
    if kinds == {EXACT}:
        return []
    turned = {"triangle-up": "triangle-right", "triangle-down": "triangle-left"}
    found = [entry for kind, entry in _ENTRIES.items() if kind in kinds]
    return [
        entry._replace(shape=turned.get(entry.shape, entry.shape)) if arrows == "x" else entry
        for entry in found
    ]


def marks(
    numbers: Sequence[Row],
    across: Literal["x", "y"],
    encoding: dict[str, Any],
    colour: Any,
    tooltip: Sequence[str],
) -> list[Any]:
    """Return the layers of points, bars and arrows.

    Parameters
    ----------
    numbers : list of dict
        Rows with the cells of `drawn`; all of them are the data of the last layer.
    across : {"x", "y"}
        The axis of the numbers.
    encoding : dict
        The encodings of both axes, that of the numbers being of the cell ``at``.
    colour : altair.Color
        The colour of a row.
    tooltip : list of str
        Cells to show when the mouse is over a point.
    """
    alt = theme.altair()
    layers = []
    ranges = [row for row in numbers if row["number"] == RANGE]
    if ranges:
        bar = alt.Chart(theme.values(ranges)).mark_rule(strokeWidth=4, opacity=0.55)
        ends = {across: "low:Q", f"{across}2": "high:Q"}
        end = alt.Chart(theme.values(ranges)).mark_circle(size=46, opacity=1)
        upper = alt.Y("high:Q") if across == "y" else alt.X("high:Q")
        layers += [
            bar.encode(**{**encoding, **ends}, color=colour),
            end.encode(**{**encoding, across: upper}, color=colour),
        ]
    up = -1 if across == "y" else 1
    for kind, direction in ((MORE, up), (FEWER, -up)):
        open_ended = [row for row in numbers if row["number"] == kind]
        if open_ended:
            base = alt.Chart(theme.values(open_ended)).encode(**encoding, color=colour)
            tip = direction * _ARROW
            line = {f"{across}2Offset": tip}
            layers += [
                base.mark_rule(strokeWidth=1.6, **line).encode(**{f"{across}2": "at:Q"}),
                base.mark_point(
                    filled=True,
                    shape=_shape(across, direction),
                    size=40,
                    opacity=1,
                    **{f"{across}Offset": tip},
                ),
            ]
    points = alt.Chart(theme.values(numbers)).mark_circle(size=46, opacity=1, strokeWidth=1.6)
    inside = alt.condition(alt.datum.number == ABOUT, alt.value("white"), colour)
    stroke = alt.Stroke(**{**colour.to_dict(), "legend": None})
    layers.append(points.encode(**encoding, color=inside, stroke=stroke, tooltip=list(tooltip)))
    return layers


def _shape(across: str, direction: int) -> str:
    if across == "x":
        return "triangle-right" if direction > 0 else "triangle-left"
    return "triangle-up" if direction < 0 else "triangle-down"
