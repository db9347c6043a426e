"""Find the numbers that a copy mentions, without those that only look like a count."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from ..parsing.number_words import LANGUAGES, magnitudes_in_words, numbers_in_words
from .digits import Printed, printed_in, word_after, word_before
from .text import CopyText
from .units import unit_of

_DASH = re.compile(r"\s?[-‐‑–—−]\s?")
_NO_RANGE = re.compile(r"\s?[/:]\s?")
BETWEEN = re.compile(
    r"\s?(?:[-‐‑–—−]|\b(?:to|or|and|do|lub|albo|i|a|bis|oder|und|до|или|и|iki|ar|lidz|un)\b)\s?"
)
"""What can stand between the ends of a range, folded."""
LONGEST_BETWEEN = 8
GREATEST_RATIO = 10
"""How many times the lower end of a range its upper end is, at most."""
# "two thirds", "one of them", "twenty-first", "one point six"
_NO_NUMBER_AFTER = re.compile(
    r"[ -](?:thirds?|quarters?|fifths?|tenths?|point|\w+th|first|second|third|ups?)\b|[-‐‑]?\d"
)
_NO_NUMBER_BEFORE = frozenset({"point", "comma", "half", "no", "any", "every", "another"})


@dataclass(frozen=True, slots=True)
class Mention:
    """A number or an order of magnitude in a copy.

    Parameters
    ----------
    start, end : int
        Where it is printed, in the text of the copy.
    unit : str or None
        The unit of measurement printed with it, such as ``kilometres``; None if there is none.
    is_year : bool
        Whether it has the form of a year of our time, such as ``2021``.
    is_linked : bool
        Whether a dash joins it to another number.
    """

    start: int
    end: int
    unit: str | None = None
    is_year: bool = False
    is_linked: bool = False


@dataclass(frozen=True)
class Mentions:
    """Everything that a copy mentions: numbers and orders of magnitude, in order of the text."""

    numbers: dict[float, list[Mention]]
    magnitudes: dict[float, list[Mention]]


def mentions_of(text: CopyText, languages: frozenset[str]) -> Mentions:
    """Find the numbers and the orders of magnitude that a text mentions.

    Parameters
    ----------
    text : CopyText
        The text.
    languages : set of str
        Languages in which number words are read; digits are read in every language.

    Returns
    -------
    Mentions
        Without years in dates, days of the month, times, scores, fractions, ordinals, telephone
        numbers, and digits that are part of a name or of an address.

    Examples
    --------
    >>> text = CopyText.of("On 8 November 7 935 tried, or dozens a day. Telephone: 555-1234")
    >>> found = mentions_of(text, frozenset({"en"}))
    >>> list(found.numbers), list(found.magnitudes)
    ([7935.0], [10])
    """
    numbers: dict[float, list[Mention]] = defaultdict(list)
    magnitudes: dict[float, list[Mention]] = defaultdict(list)
    for value, mention in sorted(_numbers(text, languages), key=lambda found: found[1].start):
        numbers[value].append(mention)
    for language in sorted(languages & LANGUAGES):
        for value, start, end in magnitudes_in_words(text.folded, language):
            if not _counts_something(text, start):
                magnitudes[value].append(Mention(start, end))
    return Mentions(dict(numbers), dict(magnitudes))


def _numbers(text: CopyText, languages: frozenset[str]) -> Iterator[tuple[float, Mention]]:
    yield from _counts(text)
    for language in sorted(languages & LANGUAGES):
        for value, start, end in numbers_in_words(text.folded, language):
            is_part = text.folded[max(0, start - 1) : start] in ("-", "‐", "‑", "'", "’")
            if not (
                is_part
                or _NO_NUMBER_AFTER.match(text.folded, end)
                or word_before(text, start) in _NO_NUMBER_BEFORE
                or _counts_something(text, start)
            ):
                yield value, Mention(start, end, unit_of(word_after(text, end)))


def _counts_something(text: CopyText, start: int) -> bool:
    """Return whether a word is the scale of the digits before it: "12 thousand"."""
    return text.folded[max(0, start - 2) : start].strip()[-1:].isdecimal()


def _counts(text: CopyText) -> Iterator[tuple[float, Mention]]:
    printed = list(printed_in(text))
    no_count, linked = _links(text, printed)
    for number, each in enumerate(printed):
        if number in no_count or each.is_day or not each.counts:
            continue
        mention = Mention(each.start, each.end, each.unit, each.is_year, number in linked)
        following = printed[number + 1] if number + 1 < len(printed) else None
        if following and _shares_scale(text, each, following):
            mention = Mention(each.start, each.end, following.unit, is_linked=number in linked)
            yield round(each.plain * following.scale, 6), mention
        else:
            for value in each.values:
                yield value, mention


def _links(text: CopyText, printed: list[Printed]) -> tuple[set[int], set[int]]:
    """Return which numbers are no counts because of the next or previous one, and the ranges."""
    no_count: set[int] = set()
    linked: set[int] = set()
    for number in range(len(printed) - 1):
        first, second = printed[number], printed[number + 1]
        if second.start - first.end > LONGEST_BETWEEN:
            continue
        between = text.folded[first.end : second.start]
        both = {number, number + 1}
        if _NO_RANGE.fullmatch(between):
            no_count |= both
        elif _DASH.fullmatch(between):
            is_chain = number in linked
            linked |= both
            if is_chain or second.is_day or not _is_range(text, first, second):
                no_count |= both | ({number - 1} if is_chain else set())
        elif BETWEEN.fullmatch(between) and second.is_day:
            no_count.add(number)
    return no_count, linked


def _is_range(text: CopyText, first: Printed, second: Printed) -> bool:
    """Return whether a dash joins two ends of a range, not the parts of a telephone number."""
    if not (first.values and second.values):
        return False
    low = first.plain * (second.scale if _shares_scale(text, first, second) else first.scale)
    high = second.plain * second.scale
    return low < high <= low * GREATEST_RATIO


def _shares_scale(text: CopyText, first: Printed, second: Printed) -> bool:
    """Return whether the scale of the second number is that of both: "5 to 6 thousand"."""
    if second.start - first.end > LONGEST_BETWEEN or second.scale == 1 or first.scale > 1:
        return False
    is_range = BETWEEN.fullmatch(text.folded[first.end : second.start]) is not None
    return is_range and 0 < first.plain < second.plain
