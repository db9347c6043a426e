"""Look for the number of a figure in a copy of a document that was read only as an excerpt."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ..dataset import Dataset
from ..dataset.row_types import FigureRow
from .digits import word_after, word_before
from .mentions import Mention, Mentions
from .near_words import follows, is_near, stems_of
from .text import CopyText
from .units import YEARLY

LONG = 1000
"""A number from here on may be found without one of the figure's words near it."""

_BETWEEN_ENDS = 30


@dataclass(frozen=True)
class Place:
    """Where a copy has a number, and whether the figure's words stand near it."""

    start: int
    end: int
    has_near_words: bool


def find_number(
    dataset: Dataset, figure: FigureRow, text: CopyText, mentions: Mentions
) -> Place | None:
    """Find the number of a figure, the two ends of its range or its order of magnitude.

    Returns
    -------
    Place or None
        The best place: the first with one of the figure's words near it, else the first of a
        number of at least `LONG`; None if the copy does not have the number.
    """
    stems = stems_of(dataset, figure["figure_id"])
    places = list(_places(figure, text, mentions, stems))
    return next((place for place in places if place.has_near_words), next(iter(places), None))


def _places(
    figure: FigureRow, text: CopyText, mentions: Mentions, stems: tuple[str, ...]
) -> Iterator[Place]:
    value, low, high = figure["value"], figure["value_low"], figure["value_high"]
    if value is not None:
        for mention in mentions.numbers.get(value, ()):
            near = is_near(text, mention.start, mention.end, stems)
            is_long = value >= LONG and not mention.is_year and not mention.is_linked
            if (near or is_long) and _fits(figure, value, text, mention, stems):
                yield Place(mention.start, mention.end, near)
    elif low is not None and high is not None:
        for first in mentions.numbers.get(low, ()):
            for last in mentions.numbers.get(high, ()):
                if 0 <= last.start - first.end <= _BETWEEN_ENDS and _unit_fits(figure, last):
                    near = is_near(text, first.start, last.end, stems)
                    is_long = low >= LONG and not (first.is_year and last.is_year)
                    if near or is_long:
                        yield Place(first.start, last.end, near)
    elif figure["magnitude"] is not None:
        for mention in mentions.magnitudes.get(float(figure["magnitude"]), ()):
            if is_near(text, mention.start, mention.end, stems):
                yield Place(mention.start, mention.end, has_near_words=True)


def _fits(
    figure: FigureRow, value: float, text: CopyText, mention: Mention, stems: tuple[str, ...]
) -> bool:
    if not _unit_fits(figure, mention):
        return False
    if mention.is_year:
        is_date = {word_before(text, mention.start), word_after(text, mention.end)} & YEARLY
        return not is_date and follows(text, mention.end, stems)
    # "one" and "1" stand everywhere.
    return value > 1 or mention.unit is not None or follows(text, mention.end, stems)


def _unit_fits(figure: FigureRow, mention: Mention) -> bool:
    """Return whether the unit of measurement beside the number, if any, is that of the figure."""
    return mention.unit in (None, figure["counted_unit"])
