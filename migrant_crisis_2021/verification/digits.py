"""Find the numbers that a text prints in digits, each with its scale and its unit."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ..parsing.numerals import read_number
from .text import CopyText
from .units import NUMBERED, is_month, scale_of, unit_of

Span = tuple[int, int]

_RUN = re.compile(r"\d+(?:[ ,.'’·٬٫]\d+)*")
_PIECE = re.compile(r"[^ ]+")
_THREE_DIGITS = re.compile(r"\d{3}(?!\d)")
_ONE_MARK = re.compile(r"\d+[.,]\d+")
_MOST_DIGITS = 15
_LONGEST = 30
_SYMBOLS = {"€": "eur", "$": "usd", "£": "other_money", "%": "per_cent", "°": "degrees"}
# What directly before or after digits shows that they are part of a name, an address, a telephone
# number, a fraction or an ordinal.
_NAME_BEFORE = re.compile(r"(?:[^\W\d]|[+#@=&№§%/\\_*^~]|[^\W\d_][.'’]|[^\W_][-‐‑])\Z")
_NAME_AFTER = re.compile(r"[@=/\\_*^~]|[-‐‑][^\W\d_]+[-.]\w*\d|[-‐‑]?(?:st|nd|rd|th)\b")
_WORD_BEFORE = re.compile(r"([^\W\d_]+)[^\w\n]{0,3}$")
_WORD_AFTER = re.compile(r"[ .‐‑\n-]{0,2}([^\W\d_]+)")
_ATTACHED = re.compile(r"[^\W\d_]+")
_APART = re.compile(r"[ \n‐‑-]([^\W\d_]+)")
_LONGEST_WORD = 40
_YEARS = range(1900, 2100)
_LAST_DAY = 31


@dataclass(frozen=True, slots=True)
class Printed:
    """Digits in a text.

    Parameters
    ----------
    values : tuple of float
        The number; several if its mark can be a decimal point or separate thousands, none if the
        digits are not one number.
    start, end : int
        Where it is printed, with its scale.
    plain : float
        The number without its scale.
    scale : int
        What the word after it multiplies it by: 1000 for ``12 thousand``.
    unit : str or None
        The unit of measurement printed with it, such as ``kilometres``.
    is_year : bool
        Whether it has the form of a year of our time.
    is_day : bool
        Whether a month beside it shows that it is the day or the year of a date.
    counts : bool
        Whether it can be a count: it is no part of a name, an address or a telephone number.
    """

    values: tuple[float, ...]
    start: int
    end: int
    plain: float = 0
    scale: int = 1
    unit: str | None = None
    is_year: bool = False
    is_day: bool = False
    counts: bool = False


def printed_in(text: CopyText) -> Iterator[Printed]:
    """Find all digits of a text, in order.

    Examples
    --------
    >>> [each.values for each in printed_in(CopyText.of("In 2021 7 935 of 12.5 thousand"))]
    [(2021.0,), (7935.0,), (12500.0,)]
    """
    for run in _RUN.finditer(text.folded):
        spans = list(_split(run[0], run.start()))
        for number, (start, end) in enumerate(spans):
            beside = spans[max(0, number - 1) : number] + spans[number + 1 : number + 2]
            yield _printed(text, (start, end), beside)


def _split(run: str, offset: int) -> Iterator[Span]:
    """Split digits at spaces, except where the spaces can separate groups of three digits."""
    pieces = list(_PIECE.finditer(run))
    first = 0
    while first < len(pieces):
        last = first
        if pieces[first][0].isdecimal() and len(pieces[first][0]) <= 3:
            while last + 1 < len(pieces) and _THREE_DIGITS.match(pieces[last + 1][0]):
                last += 1
                if not pieces[last][0].isdecimal():
                    break
        yield offset + pieces[first].start(), offset + pieces[last].end()
        first = last + 1


def _printed(text: CopyText, span: Span, beside: Sequence[Span]) -> Printed:
    start, end = span
    digits = text.folded[start:end]
    number = read_number(digits) if len(digits) <= _LONGEST else None
    if number is None or len(number.digits) > _MOST_DIGITS:
        return Printed((), start, end)
    plain = int(number.digits) / 10**number.decimals
    scale, whole = _scale(text, start, end)
    values = {plain}
    if scale > 1 and _ONE_MARK.fullmatch(digits):
        values.add(float(digits.replace(",", ".")))
    return Printed(
        # Rounding takes off what multiplication adds: 16.1 * 1000 is not 16100 exactly.
        tuple(sorted(round(value * scale, 6) for value in values)),
        start,
        whole,
        plain,
        scale,
        _unit(text, start, whole),
        is_year=scale == 1 and _is_year(digits),
        is_day=scale == 1
        and (_is_year(digits) or plain in range(1, _LAST_DAY + 1))
        and _is_day(text, start, end),
        counts=not (
            _NAME_BEFORE.search(text.folded[max(0, start - 2) : start])
            or word_before(text, start) in NUMBERED
            or (whole == end and _is_joined_after(text, end))
            or _is_crowded(text, digits, beside)
        ),
    )


def _is_year(digits: str) -> bool:
    return len(digits) == 4 and digits.isdecimal() and int(digits) in _YEARS


def _is_crowded(text: CopyText, digits: str, beside: Sequence[Span]) -> bool:
    """Return whether spaces alone part it from other numbers, as in telephone numbers."""
    is_marked = re.search("[,.'’]", digits) is not None
    return not is_marked and not all(_is_year(text.folded[slice(*span)]) for span in beside)


def _is_joined_after(text: CopyText, end: int) -> bool:
    attached = _ATTACHED.match(text.folded, end)
    if attached:
        return unit_of(attached[0]) is None
    after = text.shown[end : end + 2]
    is_fraction = after[:1].isnumeric() and not after[:1].isdecimal()
    is_address = after[:1] == "." and after[1:].islower()
    return is_fraction or is_address or _NAME_AFTER.match(text.folded, end) is not None


def _is_day(text: CopyText, start: int, end: int) -> bool:
    before = _WORD_BEFORE.search(text.folded, max(0, start - _LONGEST_WORD), start)
    after = _WORD_AFTER.match(text.folded, end)
    return any(
        word is not None and is_month(word[1], text.shown[slice(*word.span(1))])
        for word in (before, after)
    )


def _scale(text: CopyText, start: int, end: int) -> tuple[int, int]:
    """Return the scale after a number, and where it ends."""
    attached, apart = _ATTACHED.match(text.folded, end), _APART.match(text.folded, end)
    if attached:
        word, span = attached[0], attached.span()
    elif apart:
        word, span = apart[1], apart.span(1)
    else:
        return 1, end
    is_money = text.folded[max(0, start - 1) : start] in ("€", "$", "£")
    # "5.5m" is money or metres: it means million only after a sign of money.
    factor = scale_of(word, attached=(attached is not None and word != "m") or is_money)
    if factor is None:
        return 1, end
    is_short = (
        text.folded[span[1] : span[1] + 1] == "." and text.folded[span[1] + 1 : span[1] + 2] == " "
    )
    return factor, span[1] + is_short * (len(word) <= 4)


def _unit(text: CopyText, start: int, end: int) -> str | None:
    before = text.folded[max(0, start - 2) : start].strip()[-1:]
    after = text.folded[end : end + 2].strip()[:1]
    symbol = _SYMBOLS.get(after) or (before in ("€", "$", "£") and _SYMBOLS[before])
    return symbol or unit_of(word_after(text, end))


def word_before(text: CopyText, start: int) -> str:
    """Return the folded word right before a stretch; empty if there is none."""
    found = _WORD_BEFORE.search(text.folded, max(0, start - _LONGEST_WORD), start)
    return found[1] if found else ""


def word_after(text: CopyText, end: int) -> str:
    """Return the folded word right after a stretch; empty if there is none."""
    found = _WORD_AFTER.match(text.folded, end)
    return found[1] if found else ""
