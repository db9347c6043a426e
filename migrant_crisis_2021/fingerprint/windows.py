"""Choose windows for new evidence.

This is a tool for authors who add records from a document that they read in full; nothing else in
the package uses it. Section 11 of ``docs/fingerprint.md`` shows how.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from ..parsing.numerals import read_number
from .fp1 import LENGTHS, Stream, Window, find_windows, fp1, fp1_frame
from .fp1 import stream as fold

Stretch: TypeAlias = tuple[int, int]

_BLANK_LINE = re.compile(r"\n\s*\n")
_EDGE = 4  # stream characters that a window should have before and after the phrase in `held`
_BEYOND = (
    f"it stands so near the end of its paragraph that no passage of {LENGTHS[0]} or {LENGTHS[1]} "
    "letters and digits, which begins at a word, contains it"
)
# Costs of a plan, added to the rank of each chosen window among the proposals:
_LEFT_OUT = 10_000  # for each number or phrase without a window,
_NEW = 100  # and for each phrase that does not share a window.


@dataclass(frozen=True)
class Refusal:
    """The reason why there is no window, or why a window was not proposed.

    Parameters
    ----------
    reason : str
        The reason, for the author to read.
    start, length : int or None
        The refused window in the stream of the document; None if there is no window to try.
    taken : tuple of int or None
        The window that the document has already and that is in the way.
    others : tuple of tuple
        The wanted phrases whose chosen windows are in the way: the number of each among those that
        `plan_windows` got, with its window.
    """

    reason: str
    start: int | None = None
    length: int | None = None
    taken: Stretch | None = None
    others: tuple[tuple[int, Stretch], ...] = ()


@dataclass(frozen=True)
class Proposals:
    """The proposed windows and the refused ones.

    Parameters
    ----------
    windows : list of Window
        The best first; the fields are those of an evidence row.
    refusals : list of Refusal
        The refused windows, with the reasons. If `windows` is empty, there is at least one.
    held : tuple of int or None
        Where the number or phrase begins and ends in the stream of the document.
    """

    windows: list[Window]
    refusals: list[Refusal]
    held: Stretch | None = None


@dataclass(frozen=True)
class _Target:
    """The section that a window must contain and its limits, in stream offsets."""

    held: Stretch
    within: Stretch
    value: Stretch | None


# The cost of a plan, and the window that it gives to each number or phrase.
_Plan: TypeAlias = tuple[int, dict[int, Window]]


def clash(one: Stretch, other: Stretch) -> bool:
    """Return whether two different windows of one document overlap or touch.

    Parameters
    ----------
    one, other : tuple of int
        Start and length of each.

    Returns
    -------
    bool
        True for windows that together would reveal text.

    Examples
    --------
    >>> clash((0, 48), (48, 48)), clash((0, 48), (49, 48)), clash((0, 48), (0, 48))
    (True, False, False)
    """
    apart = one[0] + one[1] < other[0] or other[0] + other[1] < one[0]
    return one != other and not apart


def propose_windows(
    text: str,
    held: str | Stretch,
    *,
    is_value: bool = True,
    taken: Iterable[Stretch] = (),
    allowed: Iterable[Stretch] | None = None,
) -> Proposals:
    """Propose windows of a document that contain a number or a phrase.

    Parameters
    ----------
    text : str
        The document as it was read, without markup. Paragraphs are separated by blank lines.
    held : str or tuple of int
        A phrase that occurs once in the allowed ranges, where other white space or a line break may
        stand between its words; or the offsets of its first character and of the character after
        its last one.
    is_value : bool, default True
        True for the printed number of a figure: if the phrase has one number in digits, these
        are the value digits. False for the words that give the date or place of an event.
    taken : iterable of tuple of int, optional
        ``fp_start`` and ``fp_len`` of the windows that the document already has.
    allowed : iterable of tuple of int, optional
        Character ranges of `text` that belong to the article; by default all of `text`.

    Returns
    -------
    Proposals
        Windows of 48 or 72 stream characters that begin at the first letter or number after
        white space and lie in one paragraph of the article. The hash and the frame of each occur
        once in the document. Each either is one of the taken windows or does not overlap or
        touch them. If no window contains all words of a phrase, as at the end of a paragraph, they
        end inside its last word.

    Examples
    --------
    >>> text = "On that day the guards counted 7,935 attempts along the whole border, they said."
    >>> best = propose_windows(text, "7,935").windows[0]
    >>> best.fp_start, best.fp_len, best.fp_value_start, best.fp_value_len
    (2, 48, 23, 4)
    """
    ranges = list(allowed) if allowed is not None else [(0, len(text))]
    return _proposals(Stream.of(text), held, is_value, set(taken), ranges)


def _proposals(
    stream: Stream,
    held: str | Stretch,
    is_value: bool,
    taken: set[Stretch],
    allowed: list[Stretch],
    *,
    is_crowded: bool = False,
) -> Proposals:
    """Propose windows; where they are crowded, also those that end inside the last word."""
    target = _target(stream, held, allowed, is_value)
    if isinstance(target, Refusal):
        return Proposals([], [target])
    windows, refusals = _sorted_out(stream, target, taken, target.held[1])
    last_word = _last_word(stream, target.held)
    if (is_crowded or not windows) and not is_value and last_word > target.held[0]:
        windows, _ = _sorted_out(stream, target, taken, last_word + 1)
    if not windows and not refusals:
        reason = f"no window of {LENGTHS} characters that starts at a word contains it"
        refusals = [Refusal(reason)]
    windows.sort(key=lambda window: _rank(stream, window, target.held))
    return Proposals(windows, refusals, target.held)


def _sorted_out(
    stream: Stream, target: _Target, taken: set[Stretch], reach: int
) -> tuple[list[Window], list[Refusal]]:
    """Return the windows that hold the stream from the phrase up to `reach`, and those refused."""
    windows: list[Window] = []
    refusals: list[Refusal] = []
    for span in _candidates(stream, target, reach):
        window = _window(stream, span, target.value)
        refusal = _refusal(stream, window, span, target, taken)
        if refusal:
            refusals.append(refusal)
        else:
            windows.append(window)
    return windows, refusals


def _last_word(stream: Stream, held: Stretch) -> int:
    """Return where the last word of a phrase begins."""
    return max((start for start in stream.word_starts if start < held[1]), default=held[0])


def plan_windows(
    text: str,
    wanted: Sequence[tuple[str | Stretch, bool]],
    *,
    taken: Iterable[Stretch] = (),
    allowed: Iterable[Stretch] | None = None,
) -> list[Window | Refusal]:
    """Choose windows for several numbers and phrases of one document at once.

    If windows are chosen one by one, the first can leave no room for the next.

    Parameters
    ----------
    text : str
        The document as it was read, without markup.
    wanted : sequence of tuple
        Pairs of `held` and `is_value`, as for `propose_windows`.
    taken, allowed : iterable of tuple of int, optional
        As for `propose_windows`.

    Returns
    -------
    list of Window or Refusal
        One item for each of `wanted`, in the same order. As many as possible get a window.
        Phrases share windows if possible; numbers share windows only if there is no room for
        separate ones. If there is no room for all, windows of phrases may end inside their last
        word.

    Examples
    --------
    >>> text = "The clerks counted 7,935 crates on the long northern quay, up from 150 a year ago."
    >>> [plan.fp_start for plan in plan_windows(text, [("7,935", True), ("150", True)])]
    [9, 9]
    """
    ranges = list(allowed) if allowed is not None else [(0, len(text))]
    stream, taken = Stream.of(text), set(taken)
    proposals = [_proposals(stream, *each, taken, ranges) for each in wanted]
    chosen = _cheapest(proposals)
    if any(each.windows and number not in chosen for number, each in enumerate(proposals)):
        crowded = [_proposals(stream, *each, taken, ranges, is_crowded=True) for each in wanted]
        chosen = _cheapest(crowded)
    return [chosen.get(number) or _why_not(each, chosen) for number, each in enumerate(proposals)]


def _cheapest(proposals: Sequence[Proposals]) -> dict[int, Window]:
    """Choose windows that do not clash, by the number of the phrase."""
    plans: dict[Stretch | None, _Plan] = {None: (0, {})}
    for number in sorted(range(len(proposals)), key=lambda n: proposals[n].held or (0, 0)):
        plans = _extended(plans, number, proposals[number].windows)
    _, chosen = min(plans.values(), key=lambda plan: plan[0])
    return chosen


def _span(window: Window) -> Stretch:
    return window.fp_start or 0, window.fp_len


def _extended(
    plans: dict[Stretch | None, _Plan], number: int, windows: list[Window]
) -> dict[Stretch | None, _Plan]:
    """Extend the plans by one phrase; of those that end in the same window, keep the cheapest."""
    extended = {last: (cost + _LEFT_OUT, chosen) for last, (cost, chosen) in plans.items()}
    for last, (cost, chosen) in plans.items():
        for rank, window in enumerate(windows):
            span = _span(window)
            if last is not None and span != last and span[0] <= last[0] + last[1]:
                continue
            is_new_phrase = span != last and window.value is None
            total = cost + rank + (_NEW if is_new_phrase else 0)
            if span not in extended or total < extended[span][0]:
                extended[span] = total, {**chosen, number: window}
    return extended


def _why_not(proposals: Proposals, chosen: dict[int, Window]) -> Refusal:
    if proposals.windows:
        spans = {number: _span(window) for number, window in chosen.items()}
        others = [
            (number, span)
            for number, span in sorted(spans.items())
            if any(clash(_span(window), span) for window in proposals.windows)
        ]
        reason = "its windows overlap or touch those of the others"
        return Refusal(reason, others=tuple(others))
    # Some windows always extend beyond the paragraph, so this reason is the least helpful.
    return min(proposals.refusals, key=lambda refusal: refusal.reason == _BEYOND)


def _target(
    stream: Stream, held: str | Stretch, allowed: list[Stretch], is_value: bool
) -> _Target | Refusal:
    span = _locate(stream.raw, held, allowed) if isinstance(held, str) else held
    if isinstance(span, Refusal):
        return span
    within = next((r for r in allowed if r[0] <= span[0] < span[1] <= r[1]), None)
    if within is None:
        return Refusal(f"characters {span[0]} to {span[1]} are not inside the article")
    breaks = [m.span() for m in _BLANK_LINE.finditer(stream.raw, *within)]
    if any(begin < span[1] and span[0] < end for begin, end in breaks):
        return Refusal("the phrase extends past the end of a paragraph")
    first = max([end for _, end in breaks if end <= span[0]], default=within[0])
    last = min([begin for begin, _ in breaks if begin >= span[1]], default=within[1])
    held_in_stream = _in_stream(stream, span)
    if held_in_stream[0] == held_in_stream[1]:
        return Refusal("the phrase contains no letter or number")
    value = _value(stream, held_in_stream) if is_value else None
    paragraph = _in_stream(stream, (first, last))
    if paragraph[1] - paragraph[0] < min(LENGTHS):
        return Refusal(f"its paragraph has fewer than {min(LENGTHS)} letters and digits")
    return _Target(held_in_stream, paragraph, value)


def places(text: str, phrase: str, *within: Stretch, ignore_case: bool = False) -> list[Stretch]:
    r"""Find a phrase in a text, or in ranges of it, however its words are spaced or wrapped.

    Examples
    --------
    >>> places("They counted 7,935\nattempts.", "7,935 attempts")
    [(13, 27)]
    """
    words = r"\s+".join(map(re.escape, phrase.split()))
    pattern = re.compile(words, re.IGNORECASE if ignore_case else 0)
    ranges = within or ((0, len(text)),)
    return [match.span() for span in ranges for match in pattern.finditer(text, *span)]


def _locate(text: str, phrase: str, allowed: list[Stretch]) -> Stretch | Refusal:
    found = places(text, phrase, *allowed)
    if len(found) != 1:
        return Refusal(f"{phrase!r} occurs {len(found)} times in the article: give its offsets")
    return found[0]


def _in_stream(stream: Stream, span: Stretch) -> Stretch:
    return len(fold(stream.raw[: span[0]])), len(fold(stream.raw[: span[1]]))


def _value(stream: Stream, held: Stretch) -> Stretch | None:
    """Return the digits of the only number in the phrase, or None."""
    runs = [m.span() for m in re.finditer("[0-9]+", stream.text[held[0] : held[1]])]
    if len(runs) != 1:
        return None
    value = held[0] + runs[0][0], held[0] + runs[0][1]
    return value if read_number(stream.printed(*value)) else None


def _candidates(stream: Stream, target: _Target, reach: int) -> Iterator[Stretch]:
    first = max(target.within[0], reach - max(LENGTHS))
    for start in stream.word_starts:
        if first <= start <= target.held[0] and _follows_space(stream, start):
            for length in LENGTHS:
                if start + length >= reach:
                    yield start, length


def _follows_space(stream: Stream, start: int) -> bool:
    # Not after an apostrophe, a hyphen or a thousands separator, which other copies may lack.
    before = stream.raw_offset(start - 1) + 1 if start else 0
    gap = stream.raw[before : stream.raw_offset(start)]
    return start == 0 or any(character.isspace() for character in gap)


def _window(stream: Stream, span: Stretch, value: Stretch | None) -> Window:
    start, length = span
    text = stream.text[start : start + length]
    if value is None:
        return Window(fp1(text), length, fp_start=start)
    place = value[0] - start, value[1] - value[0]
    return Window(fp1(text), length, fp1_frame(text, *place), *place, start)


def _refusal(
    stream: Stream, window: Window, span: Stretch, target: _Target, taken: set[Stretch]
) -> Refusal | None:
    if sum(span) > target.within[1]:
        return Refusal(_BEYOND, *span)
    hit = next((other for other in sorted(taken) if clash(span, other)), None)
    if hit is not None:
        reason = f"it overlaps or touches the window of {hit[1]} characters at {hit[0]}"
        return Refusal(reason, *span, hit)
    readings = find_windows(stream, [window], everywhere=True).get(window, [])
    if len(readings) > 1:
        reason = f"the passage, or its frame with a number, occurs {len(readings)} times"
        return Refusal(reason, *span)
    # Digits beyond the window, of a number at its edge, keep the window from being found.
    if not readings or (target.value and not _is_separate(stream, target.value)):
        reason = "other digits come right before or after the digits of the number"
        return Refusal(reason, *span)
    return None


def _is_separate(stream: Stream, value: Stretch) -> bool:
    return any(first == value[0] and value[1] in ends for first, ends in stream.numbers())


def _rank(stream: Stream, window: Window, held: Stretch) -> tuple[int, ...]:
    start = window.fp_start or 0
    end = start + window.fp_len
    margin = min(held[0] - start, end - held[1])
    other_digits = sum(map(str.isdigit, stream.text[start:end])) - (window.fp_value_len or 0)
    return margin < _EDGE, window.fp_len, other_digits, -margin
