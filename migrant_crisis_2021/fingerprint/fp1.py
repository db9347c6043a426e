"""fp1: name a passage of a text without containing it, and find it again in any copy.

This file needs only the standard library and nothing else of the package, so it can be copied into
another program. ``docs/fingerprint.md`` is the specification.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from array import array
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate, chain
from typing import TypeAlias

LENGTHS = (48, 72)
"""Lengths that a window may have, in stream characters."""

_DOMAIN = b"fp1\0"
_HASH_BYTES = 16
_MOST_DIGITS = 15  # of a number found in place of the recorded one
_PIECE = 2**16  # characters that are split into words at a time
_BLOCK = 64  # characters of the raw text between two places that are known in its stream
_ONE_FOR_DIGITS = bytes(ord("1" if chr(code).isdecimal() else "0") for code in range(128)) * 2

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
    >>> copy.text, list(copy.word_starts)
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
        folded = raw.translate(_FOLDING)
        parts: list[str] = []
        starts, length = array("I"), 0
        at = 0
        while at < len(folded):  # piece by piece: a list of all words needs ten times the memory
            end = folded.find(" ", at + _PIECE)
            words = folded[at : end if end >= 0 else len(folded)].split()
            at = end if end >= 0 else len(folded)
            ends = list(accumulate(map(len, words), initial=length))
            starts.extend(ends[:-1])
            length = ends[-1]
            parts.append("".join(words))
        return cls(raw, "".join(parts), starts)

    def printed(self, start: int, end: int) -> str:
        """Return the raw text of the non-empty section ``text[start:end]``."""
        return self.raw[self.raw_offset(start) : self.raw_offset(end - 1) + 1]

    def raw_offset(self, place: int) -> int:
        """Return the offset of the raw character from which a stream character comes."""
        block = bisect_right(self._block_ends, place)
        left = place - (self._block_ends[block - 1] if block else 0)
        for offset in range(block * _BLOCK, len(self.raw)):
            left -= len(stream(self.raw[offset]))
            if left < 0:
                return offset
        raise IndexError(f"the stream has {len(self.text)} characters, none at {place}")

    @cached_property
    def _block_ends(self) -> Sequence[int]:
        """Where each block of the raw text ends in the stream."""
        blocks = (self.raw[at : at + _BLOCK] for at in range(0, len(self.raw), _BLOCK))
        return array("I", accumulate(len(stream(block)) for block in blocks))

    def numbers(self) -> Iterator[tuple[int, list[int]]]:
        """Yield each offset where a number may begin, with the offsets where it may end.

        A number begins and ends at an edge of a run of digits or at a word start inside it:
        the stream "20217935" of "2021 7,935" can be cut after "2021" and after "7". After its
        first group, a number continues only past groups of two or three digits.
        """
        for run in re.finditer("[0-9]+", self.text):
            first = bisect_right(self.word_starts, run.start())
            last = bisect_left(self.word_starts, run.end())
            cuts = array("I", [run.start()])
            cuts.extend(self.word_starts[first:last])
            cuts.append(run.end())
            for i, start in enumerate(cuts[:-1]):
                yield start, _ends(start, cuts[i + 1 : i + 1 + _MOST_DIGITS])


def _ends(start: int, cuts: Sequence[int]) -> list[int]:
    """Return the cuts at which a number may end."""
    ends: list[int] = []
    for cut in cuts:
        if cut - start > _MOST_DIGITS:
            break
        ends.append(cut)
        if len(ends) > 1 and cut - ends[-2] not in (2, 3):
            break
    return ends


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
    return hashlib.sha256(_DOMAIN + folded.encode()).digest()[:_HASH_BYTES]


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
    return Search(windows).find(copy, everywhere)


_ByHash: TypeAlias = dict[bytes, list["Window"]]
_Hits: TypeAlias = Iterator[tuple["Window", "Reading"]]


class Search:
    """A search for the same windows in any number of copies.

    Parameters
    ----------
    windows : iterable of Window
        The windows to search for.
    """

    def __init__(self, windows: Iterable[Window]) -> None:
        self._by_length: dict[int, _ByHash] = defaultdict(lambda: defaultdict(list))
        # Frames by the number of characters before the value digits, and by that of those after.
        self._frames: dict[int, dict[int, _ByHash]]
        self._frames = defaultdict(lambda: defaultdict(lambda: defaultdict(list)))
        # Where the windows of each length have their value digits; None is for those without.
        self._values: dict[int, set[tuple[int, int] | None]] = defaultdict(set)
        for window in windows:
            self._by_length[window.fp_len][bytes.fromhex(window.fp_hash)].append(window)
            self._values[window.fp_len].add(window.value)
            if window.fp_frame and window.value:
                before, after = window.value[0], window.fp_len - window.value[1]
                self._frames[before][after][bytes.fromhex(window.fp_frame)].append(window)

    def find(self, copy: Stream, everywhere: bool = False) -> dict[Window, list[Reading]]:
        """Search one copy; parameters and result are those of `find_windows`."""
        found: dict[Window, dict[int, Reading]] = defaultdict(dict)
        for window, reading in chain(self._exact(copy, everywhere), self._framed(copy, everywhere)):
            found[window].setdefault(reading.start, reading)
        return {window: [at[start] for start in sorted(at)] for window, at in found.items()}

    def _exact(self, copy: Stream, everywhere: bool) -> _Hits:
        for places, lengths in self._places(copy, everywhere):
            wanted = {length: self._by_length[length] for length in lengths}
            for start, length, digest in _hashed(copy.text, places, wanted):
                for window in wanted[length][digest]:
                    value = window.value and (start + window.value[0], start + window.value[1])
                    if value is None or _is_whole(copy.text, value, (start, start + length)):
                        yield window, Reading(start, True, value)

    def _places(self, copy: Stream, everywhere: bool) -> Iterator[tuple[Iterable[int], list[int]]]:
        """Yield the places at which windows can begin, with the lengths of these windows."""
        lengths = [length for length, values in self._values.items() if None in values]
        if lengths:
            yield range(len(copy.text)) if everywhere else copy.word_starts, lengths
        # If each window has value digits, only places with digits in the same position are hashed.
        if len(lengths) < len(self._values):
            is_start = _is_start(copy, everywhere)
            for length in self._values.keys() - lengths:
                places = _with_digits(copy.text, filter(None, self._values[length]))
                yield (place for place in places if is_start[place]), [length]

    def _framed(self, copy: Stream, everywhere: bool) -> _Hits:
        if not self._frames:
            return
        text, begin = _utf_8(copy.text), hashlib.sha256(_DOMAIN).copy
        farthest = max(self._frames)
        is_start = bytes(farthest) + _is_start(copy, everywhere)
        frames = [(b, farthest - b, list(by_after.items())) for b, by_after in self._frames.items()]
        for first, ends in copy.numbers():
            for before, shift, by_after in frames:
                if not is_start[first + shift]:
                    continue
                start, head = first - before, begin()
                head.update(text[start:first])
                for after, wanted in by_after:
                    for end in ends:
                        whole = head.copy()
                        whole.update(text[end : end + after])
                        digest = whole.digest()[:_HASH_BYTES]
                        if digest in wanted:
                            value = first, end
                            if _is_whole(copy.text, value, (start, end + after)):
                                reading = Reading(start, False, value)
                                yield from ((window, reading) for window in wanted[digest])


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
    words = text.translate(_FOLDING).split()
    starts = accumulate(map(len, words), initial=0)
    return next(_hashed("".join(words), starts, hashes), None) is not None


def _hashed(
    text: str, places: Iterable[int], wanted: Mapping[int, Container[bytes]]
) -> Iterator[tuple[int, int, bytes]]:
    """Hash the windows of all wanted lengths at ascending places, and yield those that are wanted.

    Nearly all the time that a search takes is spent here.
    """
    size, encoded, begin = len(text), _utf_8(text), hashlib.sha256(_DOMAIN).copy
    lengths = sorted(wanted)
    parts = [(*ends, wanted[ends[1]]) for ends in zip([0, *lengths], lengths, strict=False)]
    last = size - min(wanted, default=0)
    for place in places:
        if place > last:
            return
        window = begin()
        for start, end, hashes in parts:  # a longer window continues the shorter one
            stop = place + end
            if stop > size:
                break
            window.update(encoded[place + start : stop])
            digest = window.digest()[:_HASH_BYTES]
            if digest in hashes:
                yield place, end, digest


class _NotASCII:
    """A text whose sections are UTF-8, where `bytes` would cut it at other places."""

    def __init__(self, text: str) -> None:
        self._text = text

    def __getitem__(self, section: slice) -> bytes:
        return self._text[section].encode()


def _utf_8(text: str) -> bytes | _NotASCII:
    return text.encode() if text.isascii() else _NotASCII(text)


def _is_start(copy: Stream, everywhere: bool) -> bytes | bytearray:
    """Return one byte for each character of a stream: 1 if a window may begin there, else 0."""
    if everywhere:
        return b"\1" * len(copy.text)
    is_start = bytearray(len(copy.text))
    for start in copy.word_starts:
        is_start[start] = 1
    return is_start


def _with_digits(text: str, values: Iterable[tuple[int, int]]) -> Iterator[int]:
    """Find the places from which a text has digits wherever one of the values has them."""
    # As bits, all characters are compared at once. The first character is the highest bit.
    bits = text.encode("ascii", "replace").translate(_ONE_FOR_DIGITS)
    digits, places = int(bits or b"0", 2), 0
    for start, end in values:
        run = digits
        for further in range(1, end - start):
            run &= digits << further
        places |= run << start
    marks = f"{places & (1 << len(text)) - 1:0{len(text)}b}"
    return (mark.start() for mark in re.finditer("1", marks))


def _is_whole(text: str, value: tuple[int, int], window: tuple[int, int]) -> bool:
    """Return whether a number at the edge of its window is complete: no digit is beyond it."""
    before, after = text[value[0] - 1 : value[0]], text[value[1] : value[1] + 1]
    return not (value[0] == window[0] and before.isdecimal()) and not (
        value[1] == window[1] and after.isdecimal()
    )
