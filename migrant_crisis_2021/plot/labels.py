"""Place labels beside circles so that nothing lies on anything else."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from .letters import text_width


class Box(NamedTuple):
    """A rectangle in pixels, with y growing downwards."""

    left: float
    top: float
    right: float
    bottom: float

    def touches(self, other: Box) -> bool:
        """Return whether the two have a pixel in common."""
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )

    def within(self, other: Box) -> bool:
        """Return whether this one lies inside another."""
        return (
            self.left >= other.left
            and self.right <= other.right
            and self.top >= other.top
            and self.bottom <= other.bottom
        )


class Circle(NamedTuple):
    """A circle with the text that should stand beside it."""

    x: float
    y: float
    radius: float
    text: str
    elsewhere: Sequence[tuple[float, float]] = ()
    """Other points beside which the text may stand, as along a line."""


class Label(NamedTuple):
    """The left end and the middle of a text that was placed, and what it belongs to."""

    x: float
    y: float
    text: str
    box: Box
    is_far: bool
    """Whether a line should lead to the circle."""


def placed(
    circles: Sequence[Circle],
    frame: Box,
    size: float,
    taken: Iterable[Box] = (),
    bold: bool = False,
) -> list[Label | None]:
    """Return where the label of each circle stands, those first in the list before the others.

    Parameters
    ----------
    circles : list of Circle
        In the order of their importance.
    frame : Box
        Labels stay inside.
    size : float
        The size of the type.
    taken : iterable of Box
        Where no label may stand.
    bold : bool
        Whether the type is bold.

    Returns
    -------
    list of Label or None
        None for a circle without text, or beside which there is no room.
    """
    boxes = [*taken, *(box_of(circle) for circle in circles)]
    found: list[Label | None] = []
    for circle in circles:
        label = _first_free(circle, frame, size, boxes, bold) if circle.text else None
        if label:
            boxes.append(label.box)
        found.append(label)
    return found


def box_of(circle: Circle) -> Box:
    """Return the square around a circle."""
    x, y, radius = circle.x, circle.y, circle.radius
    return Box(x - radius, y - radius, x + radius, y + radius)


def _first_free(
    circle: Circle, frame: Box, size: float, boxes: list[Box], bold: bool
) -> Label | None:
    width = text_width(circle.text, size, bold) + 2
    for away in _AWAY:
        for x, y in _around(circle, width, size, away):
            box = Box(x - 1, y - size * 0.55, x + width, y + size * 0.55)
            if box.within(frame) and not any(box.touches(other) for other in boxes):
                return Label(x, y, circle.text, box, away > _AWAY[1])
    return None


_AWAY = 0, 6, 14, 24, 36  # pixels between a circle and its label, tried in this order


def _around(
    circle: Circle, width: float, size: float, away: float
) -> Iterator[tuple[float, float]]:
    """Yield left ends of a label to the right, left, below, above and between."""
    gap = circle.radius + 3 + away
    diagonal = (circle.radius + away) * 0.75 + 2
    up = size * 0.55
    for at_x, at_y in ((circle.x, circle.y), *circle.elsewhere):
        yield at_x + gap, at_y
        yield at_x - gap - width, at_y
        for down in (diagonal + up * 0.6, -diagonal - up * 0.6):
            yield at_x + diagonal, at_y + down
            yield at_x - diagonal - width, at_y + down
        yield at_x - width / 2, at_y + gap + up
        yield at_x - width / 2, at_y - gap - up
