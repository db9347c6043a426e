"""fp1: name a passage of a text without containing it, and find it again in any copy.

This file needs only the standard library and nothing else of the package, so it can be copied into
another program. ``docs/fingerprint.md`` is the specification.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate, chain
from typing import TypeAlias

LENGTHS = (48, 72)
"""Lengths that a window may have, in stream characters."""

_DOMAIN = b"fp1\0"
_MOST_DIGITS = 15  # of a number found in place of the recorded one

# Letters with a stroke or without a dot that NFKD does not decompose.
_LETTERS = str.maketrans({"ł": "l", "đ": "d", "ø": "o", "ı": "i"})


class _Folding(dict[int, str]):
    """Map each character to letters and digits, to nothing (marks), or to a space (others).

    Folding works on single characters, because no character in the stream depends on its
    neighbours: canonical reordering moves only marks, and `str.casefold` ignores context.
    """

    def __missing__(self, code: int) -> str:
        folded = "".join(map(_fold, unicodedata.normalize("NFKD", chr(code))))
        self[code] = folded
        return folded


def _fold(character: str) -> str:
    if _is_mark(character):
        return ""
    return "".join(map(_kept, character.casefold().translate(_LETTERS)))


def _kept(character: str) -> str:
    category = unicodedata.category(character)
    if category == "Nd":
        return str(unicodedata.decimal(character))
    if category[0] in "LN":
        return character
    return "" if _is_mark(character) else " "


def _is_mark(character: str) -> bool:
    category = unicodedata.category(character)
    return category[0] == "M" or category == "Cf"


_FOLDING = _Folding()


@dataclass(frozen=True)
class Stream:
    """The letters and digits of a text, with nothing between them, and its word starts.

    Examples
    --------
    >>> copy = Stream.of("Kuźnica: 7 935 people")
    >>> copy.text, copy.word_starts
    ('kuznica7935people', [0, 7, 8, 11])
    """

    raw: str
    text: str
    # Ascending offsets in `text` of the characters before which the raw text has something other
    # than letters, numbers, marks and format characters.
    word_starts: Sequence[int]

    @classmethod
    def of(cls, raw: str) -> Stream:
        """Compute the stream of a text; remove markup first, with `html_text`."""
        words = raw.translate(_FOLDING).split()
        return cls(raw, "".join(words), list(accumulate(map(len, words), initial=0))[:-1])

    def printed(self, start: int, end: int) -> str:
        """Return the raw text of the non-empty section ``text[start:end]``."""
        return self.raw[self.offsets[start] : self.offsets[end - 1] + 1]

    @cached_property
    def offsets(self) -> Sequence[int]:
        """For each stream character, the offset of the raw character that it comes from."""
        lengths = (len(_FOLDING[ord(c)].replace(" ", "")) for c in self.raw)
        return [offset for offset, length in enumerate(lengths) for _ in range(length)]

    def numbers(self) -> Iterator[tuple[int, list[int]]]:
        """Yield each offset where a number may begin, with the offsets where it may end.

        A number begins and ends at an edge of a run of digits or at a word start inside it:
        the stream "20217935" of "2021 7,935" can be cut after "2021" and after "7". After its
        first group, a number continues only past groups of two or three digits.
        """
        for run in re.finditer("[0-9]+", self.text):
            first = bisect_right(self.word_starts, run.start())
            last = bisect_left(self.word_starts, run.end())
            cuts = [run.start(), *self.word_starts[first:last], run.end()]
            for i, start in enumerate(cuts[:-1]):
                yield start, list(_ends(cuts, i))


def _ends(cuts: list[int], i: int) -> Iterator[int]:
    for j in range(i + 1, len(cuts)):
        if cuts[j] - cuts[i] > _MOST_DIGITS:
            return
        yield cuts[j]
        if j > i + 1 and cuts[j] - cuts[j - 1] not in (2, 3):
            return


def stream(text: str) -> str:
    """Return the letters and digits of a text, folded, with nothing between them.

    Parameters
    ----------
    text : str
        Plain text. A stream is its own stream.

    Returns
    -------
    str
        Compatibility-decomposed, case-folded letters and numbers; decimal digits as ASCII.

    Examples
    --------
    >>> stream("Straße in Kuźnica, 7 935 Menschen")
    'strasseinkuznica7935menschen'
    """
    return "".join(text.translate(_FOLDING).split())


def fp1(window: str) -> str:
    """Return the fingerprint of a window.

    Parameters
    ----------
    window : str
        A section of a stream, or a text, whose stream is used.

    Returns
    -------
    str
        32 hexadecimal digits: the first half of a SHA-256.

    Examples
    --------
    >>> fp1("Officials said 7,935 people tried to cross near Kuźnica")
    '30cf81a848646034348bf702ba6b2cec'
    """
    return _digest(stream(window)).hex()


def fp1_frame(window: str, value_start: int, value_len: int) -> str:
    """Return the fingerprint of a window without its value digits.

    Parameters
    ----------
    window : str
        A section of a stream, or a text, whose stream is used.
    value_start, value_len : int
        Offset of the digits in the stream of the window, and their number.

    Returns
    -------
    str
        32 hexadecimal digits.

    Examples
    --------
    >>> one = fp1_frame("Officials said 7,935 people", 13, 4)
    >>> one == fp1_frame("Officials said 12,345 people", 13, 5)
    True
    """
    folded = stream(window)
    return _digest(folded[:value_start] + folded[value_start + value_len :]).hex()


def _digest(folded: str) -> bytes:
    return hashlib.sha256(_DOMAIN + folded.encode()).digest()[:16]


@dataclass(frozen=True)
class Window:
    """The fingerprint of a passage; the fields are columns of ``evidence``."""

    fp_hash: str
    fp_len: int
    # Only if a number is printed in digits: the hash without the digits, and their position.
    fp_frame: str | None = None
    fp_value_start: int | None = None
    fp_value_len: int | None = None
    # Offset in the stream of the copy that was read; no search uses it.
    fp_start: int | None = None

    @property
    def value(self) -> tuple[int, int] | None:
        """Where the value digits begin and end in the window, if it has any."""
        if self.fp_value_start is None or self.fp_value_len is None:
            return None
        return self.fp_value_start, self.fp_value_start + self.fp_value_len


@dataclass(frozen=True)
class Reading:
    """A position in a copy at which a window, or only its frame, was found."""

    start: int  # offset in the stream of the copy
    exact: bool  # False if only the frame is there, around another number
    value: tuple[int, int] | None = None  # where the value digits begin and end in that stream


def find_windows(
    copy: str | Stream, windows: Iterable[Window], everywhere: bool = False
) -> dict[Window, list[Reading]]:
    """Search a copy for windows, and for their frames around other numbers.

    Parameters
    ----------
    copy : str or Stream
        The text without markup, or its stream.
    windows : iterable of Window
        The windows to search for.
    everywhere : bool, default False
        If False, search only at word starts. If True, search at every offset, to find passages
        in copies that lost the space before them.

    Returns
    -------
    dict of Window to list of Reading
        The windows that were found, each with its places in order.

    Examples
    --------
    >>> window = Window(fp1("about 7,935 people"), 15, fp1_frame("about 7,935 people", 5, 4), 5, 4)
    >>> find_windows("There were about 7 935 people.", [window])[window]
    [Reading(start=9, exact=True, value=(14, 18))]
    >>> find_windows("There were about 12,000 people.", [window])[window]
    [Reading(start=9, exact=False, value=(14, 19))]
    """
    copy = Stream.of(copy) if isinstance(copy, str) else copy
    wanted = list(windows)
    found: dict[Window, dict[int, Reading]] = defaultdict(dict)
    for window, reading in _exact(copy, wanted, everywhere):
        found[window][reading.start] = reading
    for window, reading in _framed(copy, wanted, everywhere):
        found[window].setdefault(reading.start, reading)
    return {window: [at[start] for start in sorted(at)] for window, at in found.items()}


def hashes_by_length(windows: Iterable[Window]) -> dict[int, set[bytes]]:
    """Group the hashes of windows by the length of the windows."""
    hashes: dict[int, set[bytes]] = defaultdict(set)
    for window in windows:
        hashes[window.fp_len].add(bytes.fromhex(window.fp_hash))
    return dict(hashes)


def contains_any(text: str, hashes: Mapping[int, set[bytes]]) -> bool:
    """Return whether a window begins at a word of a text, which is quick for many short texts.

    Examples
    --------
    >>> window = Window(fp1("about 7,935 people"), 15)
    >>> contains_any("There were about 7 935 people.", hashes_by_length([window]))
    True
    """
    copy = Stream.of(text)
    return any(
        _digest(copy.text[start : start + length]) in wanted
        for length, wanted in hashes.items()
        for start in _starts(copy, length, (), everywhere=False)
    )


_Hits: TypeAlias = Iterator[tuple[Window, Reading]]


def _exact(copy: Stream, windows: list[Window], everywhere: bool) -> _Hits:
    by_length: dict[int, dict[bytes, list[Window]]] = defaultdict(lambda: defaultdict(list))
    for window in windows:
        by_length[window.fp_len][bytes.fromhex(window.fp_hash)].append(window)
    for length, wanted in by_length.items():
        for start in _starts(copy, length, chain(*wanted.values()), everywhere):
            digest = _digest(copy.text[start : start + length])
            if digest in wanted:
                for window in wanted[digest]:
                    value = window.value and (start + window.value[0], start + window.value[1])
                    if value is None or _is_whole(copy.text, value, (start, start + length)):
                        yield window, Reading(start, True, value)


def _starts(
    copy: Stream, length: int, windows: Iterable[Window], everywhere: bool
) -> Iterable[int]:
    end = len(copy.text) - length + 1
    if not everywhere:
        return copy.word_starts[: bisect_left(copy.word_starts, end)]
    starts: set[int] = set()
    for value in {window.value for window in windows}:
        if value is None:
            return range(end)
        # If the window has value digits, only places with digits in the same position are hashed.
        digits = re.finditer(rf"(?=[0-9]{{{value[1] - value[0]}}})", copy.text)
        starts.update(run.start() - value[0] for run in digits)
    return (start for start in starts if 0 <= start < end)


def _framed(copy: Stream, windows: list[Window], everywhere: bool) -> _Hits:
    by_shape: dict[tuple[int, int], dict[bytes, list[Window]]]
    by_shape = defaultdict(lambda: defaultdict(list))
    for window in windows:
        if window.fp_frame and window.value:
            before, after = window.value[0], window.fp_len - window.value[1]
            by_shape[before, after][bytes.fromhex(window.fp_frame)].append(window)
    starts = range(len(copy.text)) if everywhere else frozenset(copy.word_starts)
    for first, ends in copy.numbers() if by_shape else ():
        for (before, after), wanted in by_shape.items():
            start = first - before
            for end in ends if start in starts else ():
                digest = _digest(copy.text[start:first] + copy.text[end : end + after])
                if digest in wanted and _is_whole(copy.text, (first, end), (start, end + after)):
                    yield from ((w, Reading(start, False, (first, end))) for w in wanted[digest])


def _is_whole(text: str, value: tuple[int, int], window: tuple[int, int]) -> bool:
    """Return whether a number at the edge of its window is complete: no digit is beyond it."""
    before, after = text[value[0] - 1 : value[0]], text[value[1] : value[1] + 1]
    return not (value[0] == window[0] and before.isdecimal()) and not (
        value[1] == window[1] and after.isdecimal()
    )
