"""Numbers as documents print them: ``more than 12,000``, ``1.6 billion``, ``several thousand``."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from ..errors import InvalidInputError, shown
from .numerals import read_number

_SCALES = {"dozen": 12, "hundred": 100, "thousand": 1_000, "million": 10**6, "billion": 10**9}
_TO_TWELVE = "one two three four five six seven eight nine ten eleven twelve"
_WORDS = {word: number for number, word in enumerate(_TO_TWELVE.split(" "), start=1)}
_MAGNITUDES = {"dozens": 10, "tens": 10, "hundreds": 100, "hundred": 100} | {
    form: _SCALES[word]
    for word in ("thousand", "million", "billion")
    for form in (word, f"{word}s")
}
# Reading only part of these phrases would give a wrong number: "one hundred and fifty".
_LARGER = (
    "thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty "
    "seventy eighty ninety half quarter third"
)
_UNREAD = frozenset(_LARGER.split(" "))
_TOKEN = re.compile(r"\d+(?:[ ,.'\u2019]\d+)*|[a-z]+")


@dataclass(frozen=True, slots=True)
class PrintedNumbers:
    """The numbers of a printed phrase, or its order of magnitude if it has no number."""

    numbers: tuple[float, ...]
    magnitude: int | None = None


def parse_printed(text: str) -> PrintedNumbers:
    """Read the numbers of a printed phrase.

    Parameters
    ----------
    text : str
        Digits with separators, a decimal point or a decimal comma; ``thousand``, ``million`` or
        ``billion``; number words to twelve; or magnitude words such as ``dozens`` and
        ``several thousand``.

    Returns
    -------
    PrintedNumbers
        All numbers in order, or the magnitude if there is no number.

    Raises
    ------
    InvalidInputError
        If there is neither, or if only part of a number can be read.

    Examples
    --------
    >>> parse_printed("more than 12,000").numbers
    (12000.0,)
    >>> parse_printed("tens of thousands").magnitude
    10000
    """
    tokens = _TOKEN.findall(unicodedata.normalize("NFKC", text).casefold())
    numbers: list[float] = []
    magnitude: int | None = None
    awaits_scale = False  # whether the previous token is a number or its scale
    for token, following in zip(tokens, [*tokens[1:], ""], strict=False):
        if token in _UNREAD:
            raise InvalidInputError(
                f"{text!r}: {token!r} cannot be read: write the number in digits."
            )
        if token[0].isdigit() or token in _WORDS:
            numbers.append(_number(token, following in _SCALES, text))
            awaits_scale = True
        elif token in _SCALES and awaits_scale:
            numbers[-1] *= _SCALES[token]
        elif token in _MAGNITUDES:
            magnitude = (magnitude or 1) * _MAGNITUDES[token]
        else:
            awaits_scale = False  # a scale multiplies the number directly before it
    if numbers:
        return PrintedNumbers(tuple(numbers))
    if magnitude is None:
        raise InvalidInputError(f"{shown(text)} contains no number and no order of magnitude.")
    return PrintedNumbers((), magnitude)


def _number(token: str, scale_follows: bool, text: str) -> float:
    if token in _WORDS:
        return float(_WORDS[token])
    # "1.615 billion" has decimals; in "1.615" alone the point separates thousands.
    if scale_follows and re.fullmatch(r"\d+\.\d+", token):
        return float(token)
    number = read_number(token)
    if number is None:
        raise InvalidInputError(f"{text!r}: {token!r} cannot be read as one number.")
    return float(int(number.digits) / 10**number.decimals)
