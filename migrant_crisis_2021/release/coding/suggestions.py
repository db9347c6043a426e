"""What can be read from the copy of an article before anybody codes it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from ...dataset import Dataset
from ...errors import InvalidInputError, visible
from ...fingerprint.windows import places
from ...verification.copies import Copy
from ...verification.text import CopyText, composed, shown_offsets
from .candidates import Candidate, candidates
from .cells import read_printed
from .passages import Phrase, evidence_rows, read_copy

MOST = 60
"""The number of figures that are suggested at once."""
_NUMBERS = ("value", "value_low", "value_high", "magnitude")
_BLANK_LINE = re.compile(r"\n\s*\n")
_FURTHEST = 12  # words around a number within which a passage is looked for
_AROUND = 500  # characters
_LONGEST_TITLE = 150
_WIDTH = 94


class Suggestion(NamedTuple):
    """A figure as far as a copy shows it.

    Parameters
    ----------
    printed : str
        The number with the words that qualify it.
    qualifier : str
        Empty if the words do not decide it.
    passage : str
        Words around the number; empty if it occurs only once.
    context : str
        A line of the text, for the eye.
    """

    printed: str
    qualifier: str
    passage: str
    context: str


class Suggestions(NamedTuple):
    """What a copy shows of its document.

    Parameters
    ----------
    copy : str
        The name of the file.
    title, url : str
        Empty if the copy does not show them.
    figures : list of Suggestion
        In the order of the text.
    others : list of str
        Numbers that may be figures, but that are not read or have no passage.
    further : int
        The line from which on no numbers are suggested; 0 if all are.
    """

    copy: str
    title: str
    url: str
    figures: list[Suggestion]
    others: list[str]
    further: int


def suggestions(dataset: Dataset, file: Path) -> Suggestions:
    """Read what the copy of an article shows.

    `new` reads each number that is suggested as a figure, and finds a passage for it.

    Parameters
    ----------
    dataset : Dataset
        The dataset, whose vocabulary has the words that qualify numbers.
    file : pathlib.Path
        The copy.

    Raises
    ------
    InvalidInputError
        If the copy cannot be read, or is a folder.
    """
    if file.is_dir():
        raise InvalidInputError(f"{visible(str(file))} is a folder: give the file of one article.")
    return suggestions_of(dataset, read_copy(file), file.name)


def suggestions_of(dataset: Dataset, copy: Copy, name: str) -> Suggestions:
    """Read what a copy with this name shows."""
    text = CopyText.of(copy.text)
    found = candidates(dataset, text)
    spelt = _spelt(copy, text, [*islice(found, MOST)])
    rest = next(found, None)
    figures = _markable(dataset, copy, [one for _, one in spelt if one])
    known = f" {' '.join(one.printed for one in figures)} ".casefold()
    return Suggestions(
        name,
        _title(copy),
        copy.addresses[0] if len({*copy.addresses}) == 1 else "",
        figures,
        [*dict.fromkeys(one for one, _ in spelt if f" {one.casefold()} " not in known)],
        text.line(rest.start) if rest else 0,
    )


def _title(copy: Copy) -> str:
    """Return the heading of a copy, unless it may be a sentence, or is the whole text."""
    heading = copy.heading
    is_sentence = len(heading) > _LONGEST_TITLE or heading.endswith((".", ":", ","))
    is_all = heading == " ".join(copy.text.split())
    return heading if heading.isprintable() and not is_sentence and not is_all else ""


def _spelt(
    copy: Copy, text: CopyText, found: Sequence[Candidate]
) -> list[tuple[str, Suggestion | None]]:
    """Spell each number as the copy does, and suggest it if it is read and can be told apart."""
    raw, offsets = composed(copy.text), shown_offsets(copy.text)
    spelt = []
    for one in found:
        start, end = offsets[one.start], offsets[one.end - 1] + 1
        printed = " ".join(raw[start:end].split())
        qualifier = _qualifier(printed, one)
        number = len(places(copy.text, printed))
        passage = "" if number == 1 else _passage(copy.text, raw, start, end)
        context = text.context(one.start, one.end, _WIDTH)
        is_told = number == 1 or passage != ""
        suggestion = Suggestion(printed, qualifier or "", passage, context)
        spelt.append((printed, suggestion if qualifier is not None and is_told else None))
    return spelt


def _qualifier(printed: str, candidate: Candidate) -> str | None:
    """Return the qualifier of a number; None if `new` does not read it, or reads another."""
    try:
        cells = read_printed(printed)
    except InvalidInputError:
        return None
    numbers = [cells[name] for name in _NUMBERS if cells.get(name) is not None]
    is_same = len(numbers) == len(candidate.readings) and all(
        number in readings for number, readings in zip(numbers, candidate.readings, strict=True)
    )
    if not is_same or not printed.isprintable():
        return None
    by_form = cells["qualifier"]
    is_open = by_form is None or (by_form == "exact" and candidate.qualifier == "")
    return candidate.qualifier or "" if is_open else str(by_form)


def _passage(text: str, raw: str, start: int, end: int) -> str:
    """Return the fewest words around a number that occur only once; nothing if there are none."""
    printed = " ".join(raw[start:end].split())
    words = [*_words_of_paragraph(raw, start, end)]
    first = max((n for n, (begin, _) in enumerate(words) if begin <= start), default=0)
    last = next((n for n, (_, stop) in enumerate(words) if stop >= end), len(words) - 1)
    ends_clause = not raw[end : end + 1].isspace()
    for number in range(_FURTHEST + 1):
        sides = (number, 0) if ends_clause else (0, number)
        for before in dict.fromkeys((*sides, number // 2)):
            left, right = max(0, first - before), min(len(words) - 1, last + number - before)
            passage = " ".join(_bare(raw, min(start, words[left][0]), words[right][1], end).split())
            if len(places(text, passage)) == len(places(passage, printed)) == 1:
                return passage
    return ""


def _words_of_paragraph(raw: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    begin = max(0, start - _AROUND)
    begin = max([m.end() for m in _BLANK_LINE.finditer(raw, begin, start)], default=begin)
    after = _BLANK_LINE.search(raw, end, end + _AROUND)
    for word in re.compile(r"\S+").finditer(raw, begin, after.start() if after else end + _AROUND):
        yield word.span()


def _bare(raw: str, start: int, stop: int, end: int) -> str:
    """Drop the marks after the last word, but nothing of the number that ends at `end`."""
    return raw[start:end] + re.sub(r"\W+$", "", raw[end:stop])


def _markable(dataset: Dataset, copy: Copy, found: Sequence[Suggestion]) -> list[Suggestion]:
    """Return the figures for which passages can be chosen, all at once."""
    phrases = [
        Phrase(str(number), one.printed, is_value=True, passage=one.passage or None)
        for number, one in enumerate(found)
    ]
    rows, _ = evidence_rows(dataset, "", copy, phrases)
    return [found[number] for number in sorted(int(row["record_id"]) for row in rows)]
