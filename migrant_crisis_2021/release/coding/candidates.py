"""The numbers of a text that may be figures, each with the words that qualify it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import NamedTuple

from ...dataset import Dataset
from ...errors import InvalidInputError
from ...parsing.phrases import PrintedNumbers, parse_printed, qualifying
from ...parsing.words import fold
from ...verification.digits import word_after, word_before
from ...verification.mentions import (
    BETWEEN,
    GREATEST_RATIO,
    LONGEST_BETWEEN,
    Mention,
    mentions_of,
)
from ...verification.near_words import follows, stems
from ...verification.text import CopyText
from ...verification.units import YEARLY

_OF_FORM = ("exact", "order_of_magnitude", "range")
"""Qualifiers that follow from the form of the number."""
_ENGLISH = re.compile(r"\bthe\b")
_FEWEST_ARTICLES = 0.01  # of all words
_BEFORE = re.compile(r"(?<!\w)(?:[^\W\d_]+\s){1,4}(?:[€$£]\s?)?$")
_AFTER = re.compile(r"\+|[-‐‑ ]odd\b|\s(?:or\s(?:so|more|less|fewer)|at\s(?:least|most)|plus)\b")
_METRES_OR_MILLIONS = re.compile(r"m\b")
_HYPHEN = re.compile(r"[-‐‑](\d[\d.,]*\d|\d)")
_FURTHEST = 60
_NEGATIONS = ("no", "not")
_TIME = "minute|hour|day|week|month|year"
_OF_TIME = frozenset(f"{unit}s" for unit in _TIME.split("|"))
# "7 p.m.", "two-day", "34-year-old", "three years old"
_TIME_AFTER = re.compile(
    rf"\s?(?:[ap]\.?m\b|o.clock\b|uhr\b)|[-‐‑](?:{_TIME})\b|\s(?:{_TIME})s?\sold\b"
)
_SPAN_BEFORE = frozenset(["first", "last", "next", "past", "previous"])
_AGE = re.compile(r"(?<=[^\W\d_],\s)\d{1,2}(?=[,.](?:\s|$))")  # "Ana, 34, said"
_PRONOUN_AFTER = re.compile(r"\s(?:of|another|by|day|side)\b")
_PRONOUN_BEFORE = frozenset(["each", "the", "this", "which"])


class Candidate(NamedTuple):
    """A number that may be a figure, or the two ends of a range.

    Parameters
    ----------
    start, end : int
        Where it is shown in the text, with the words that qualify it.
    readings : tuple of frozenset
        For each number, the values that it can have; empty if that is not known.
    qualifier : str or None
        What the words make of it: empty if they do not decide, or are not read; None if there are
        none.
    """

    start: int
    end: int
    readings: tuple[frozenset[float], ...]
    qualifier: str | None = None


class _Number(NamedTuple):
    mention: Mention
    values: frozenset[float]
    is_magnitude: bool


def candidates(dataset: Dataset, text: CopyText) -> Iterator[Candidate]:
    """Find the numbers of a text that may be figures, in order.

    Number words and words that qualify a number are read in English texts alone.

    Parameters
    ----------
    dataset : Dataset
        The dataset, whose vocabulary has the words for each qualifier.
    text : CopyText
        The text.

    Yields
    ------
    Candidate
        Not for numbers that are plainly years, dates, times of day or ages.
    """
    is_english = _is_english(text)
    phrases = _phrases(dataset) if is_english else {}
    nouns = stems(row["label"] for row in dataset.lists.entries("counted_unit").values())
    numbers = _numbers(text, frozenset({"en"} if is_english else ()))
    taken = False
    for number, following in pairwise([*numbers, None]):
        if taken or number is None:
            taken = False
        elif found := _range(text, number, following):
            taken = following is not None and following.mention.start < found.end
            yield found
        else:
            found = _qualified(text, number, phrases)
            is_hedged = (found.start, found.end) != (number.mention.start, number.mention.end)
            is_named = is_hedged or follows(text, number.mention.end, nouns)
            if not _is_no_figure(text, number, is_named):
                yield found


def _is_english(text: CopyText) -> bool:
    words = len(text.shown.split())
    return len(_ENGLISH.findall(text.folded)) >= max(1, words * _FEWEST_ARTICLES)


def _phrases(dataset: Dataset) -> dict[str, str]:
    """Map the words that the vocabulary names for each qualifier to it."""
    return {
        fold(words): value
        for value, row in dataset.lists.entries("qualifier").items()
        if value not in _OF_FORM
        for words in (row["definition"] or "").rstrip(".").split(", ")
    }


def _numbers(text: CopyText, languages: frozenset[str]) -> Iterator[_Number]:
    """Yield the numbers and orders of magnitude of a text; one that overlaps another is left."""
    mentions = mentions_of(text, languages)
    values: dict[Mention, set[float]] = defaultdict(set)
    for found in (mentions.magnitudes, mentions.numbers):
        for value, places in found.items():
            for mention in places:
                values[mention].add(value)
    magnitudes = {mention for places in mentions.magnitudes.values() for mention in places}
    end = 0
    for mention in sorted(values, key=lambda one: (one.start, -one.end)):
        if mention.start >= end:
            end = mention.end
            yield _Number(mention, frozenset(values[mention]), mention in magnitudes)


def _range(text: CopyText, first: _Number, second: _Number | None) -> Candidate | None:
    """Return the range that a number begins, such as "5,000 to 6,000".

    It has no readings if its first number cannot be read alone, as in "5 to 6 thousand".
    """
    start, before = first.mention.start, word_before(text, first.mention.start)
    if hyphen := _HYPHEN.match(text.folded, first.mention.end):  # its end is not mentioned
        return Candidate(start, hyphen.end(), _ends(_read(text.shown[start : hyphen.end()])))
    if second is None or first.is_magnitude or second.is_magnitude:
        return None
    between = text.folded[first.mention.end : second.mention.start]
    is_years = first.mention.is_year and second.mention.is_year
    if len(between) > LONGEST_BETWEEN or not BETWEEN.fullmatch(between) or is_years:
        return None
    is_pair, is_change = between.strip() == "and", before == "from"  # "rose from 20 to 30"
    if is_pair and before == "between":
        start = text.folded.rindex(before, 0, start)
    read = _read(text.shown[start : second.mention.end])
    ends = () if is_change or (is_pair and before != "between") else _ends(read)
    is_alone = read is not None and not first.values.isdisjoint(read.numbers[:1])
    return None if is_alone and not ends else Candidate(start, second.mention.end, ends)


def _read(printed: str) -> PrintedNumbers | None:
    try:
        return parse_printed(printed)
    except InvalidInputError:
        return None


def _ends(read: PrintedNumbers | None) -> tuple[frozenset[float], ...]:
    """Return the ends of a range; none if the numbers that were read are no range."""
    if read is None or len(read.numbers) != 2 or read.unread:
        return ()
    low, high = read.numbers
    return (frozenset([low]), frozenset([high])) if low < high <= low * GREATEST_RATIO else ()


def _qualified(text: CopyText, number: _Number, phrases: Mapping[str, str]) -> Candidate:
    """Return a number with the words before and after it that qualify it."""
    start, end = number.mention.start, number.mention.end
    is_unclear = _METRES_OR_MILLIONS.match(text.folded, end)
    readings, end = ((), end + 1) if is_unclear else ((number.values,), end)
    if not phrases:
        return Candidate(start, end, readings, "")
    lead, qualifier = _words_before(text, number, phrases)
    if after := _AFTER.match(text.folded, end):
        decides = lead == start and not number.is_magnitude
        return Candidate(
            lead, after.end(), readings, phrases.get(fold(after[0]), "") if decides else ""
        )
    return Candidate(lead, end, readings, qualifier)


def _words_before(
    text: CopyText, number: _Number, phrases: Mapping[str, str]
) -> tuple[int, str | None]:
    """Return where the words that qualify a number begin, and what they make of it."""
    start = number.mention.start
    found = _BEFORE.search(text.folded, max(0, start - _FURTHEST), start)
    words = [*re.finditer(r"[^\W\d_]+", found[0])] if found else []
    given = [word[0] for word in words]
    known = next((n for n in range(len(given), 0, -1) if " ".join(given[-n:]) in phrases), 0)
    length = known or qualifying(given)
    if not found or not length:
        return start, None
    is_denied = length < len(given) and given[-length - 1] in _NEGATIONS
    # "over two days" is said of what lasts two days as well
    is_span = given[-1] == "over" and number.mention.unit in _OF_TIME
    lead = found.start() + words[-length - is_denied].start()
    decides = known and not is_denied and not is_span and not number.is_magnitude
    return lead, phrases[" ".join(given[-known:])] if decides else ""


def _is_no_figure(text: CopyText, number: _Number, is_named: bool) -> bool:
    """Tell whether a number is plainly something else than a count."""
    mention, before = number.mention, word_before(text, number.mention.start)
    after = word_after(text, mention.end)
    if mention.is_year:
        return not is_named or before in YEARLY or after in YEARLY
    if number.values == {1} and (
        before in _PRONOUN_BEFORE or _PRONOUN_AFTER.match(text.folded, mention.end)
    ):
        return True
    is_age = _AGE.match(text.folded, mention.start)
    is_span = before in _SPAN_BEFORE and mention.unit in _OF_TIME
    return bool(is_age or is_span or _TIME_AFTER.match(text.folded, mention.end))
