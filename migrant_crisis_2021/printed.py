"""Numbers as documents print them: ``more than 12,000``, ``1.6 billion``, ``several thousand``."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from .errors import InvalidInputError, shown

_SCALES = {"thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000}
_TO_TWELVE = "one two three four five six seven eight nine ten eleven twelve"
_WORDS = {word: number for number, word in enumerate(_TO_TWELVE.split(" "), start=1)}
_MAGNITUDES = {"dozens": 10, "tens": 10, "hundreds": 100, "hundred": 100} | {
    form: scale for word, scale in _SCALES.items() for form in (word, f"{word}s")
}
_GROUPED = r"\d{1,3}(?:[ ,.'\u2019]\d{3})+(?:\.\d+)?"
_TOKEN = re.compile(rf"{_GROUPED}|\d+(?:\.\d+)?|[a-z]+")


@dataclass(frozen=True, slots=True)
class Printed:
    """The numbers of a printed phrase, or the order of magnitude that stands in their place."""

    numbers: tuple[float, ...]
    magnitude: int | None = None


def parse_printed(text: str) -> Printed:
    """Read the number out of a printed phrase.

    Parameters
    ----------
    text : str
        Digits with separators or a decimal point, ``thousand``, ``million`` or ``billion``,
        number words to twelve, or magnitude words such as ``dozens`` and ``several thousand``.

    Returns
    -------
    Printed
        All numbers in order, or the magnitude where there is none.

    Raises
    ------
    InvalidInputError
        If there is neither.

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
    scaled = False
    for position, token in enumerate(tokens):
        following = tokens[position + 1] if position + 1 < len(tokens) else ""
        if token[0].isdigit() or token in _WORDS:
            numbers.append(_number(token, following in _SCALES))
            scaled = False
        elif token in _SCALES and numbers and not scaled and _follows(tokens[position - 1]):
            numbers[-1] *= _SCALES[token]
            scaled = True
        elif token in _MAGNITUDES:
            magnitude = (magnitude or 1) * _MAGNITUDES[token]
    if numbers:
        return Printed(tuple(numbers))
    if magnitude is None:
        raise InvalidInputError(f"{shown(text)} holds no number and no order of magnitude.")
    return Printed((), magnitude)


def _follows(token: str) -> bool:
    return token[0].isdigit() or token in _WORDS


def _number(token: str, scale_follows: bool) -> float:
    if token in _WORDS:
        return float(_WORDS[token])
    # "1.615 billion" is a decimal fraction, "1.615" alone a thousand with a point as separator.
    if re.fullmatch(_GROUPED, token) and not (scale_follows and token.count(".") == 1):
        whole, point, fraction = token.rpartition(".")
        if point and len(fraction) != 3:
            return float(re.sub(r"\D", "", whole) + "." + fraction)
        return float(re.sub(r"\D", "", token))
    return float(token)
