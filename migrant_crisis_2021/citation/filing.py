"""Where an entry is filed in a list: letter by letter, a leading number as it is spoken."""

from __future__ import annotations

import re

from ..words import fold

_LEADING_NUMBER = re.compile(r"^(\W*)(\d{1,3}(?:,\d{3})+|\d+)")
_SIZES = ((10**9, "billion"), (10**6, "million"), (1000, "thousand"), (100, "hundred"))
# fmt: off
_ONES = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
    "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen",
    "nineteen",
)
_TENS = ("", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
# fmt: on


def filed(text: str) -> str:
    """Reduce a text to the letters it is filed under.

    Accents, case, marks, spaces and a leading article do not count (APA 9.44, Chicago 16.59), and a
    number at the beginning counts as it is spoken.

    Examples
    --------
    >>> filed("The Świt"), filed("E.U. envoys"), filed("3,500 people"), filed("15min")
    ('swit', 'euenvoys', 'threethousandfivehundredpeople', 'fifteenmin')
    """
    spoken = _LEADING_NUMBER.sub(lambda number: f"{number[1]}{_spoken(number[2])} ", text)
    return re.sub(r"^(a|an|the) ", "", fold(spoken)).replace(" ", "")


def _spoken(digits: str) -> str:
    """Speak a number, and four digits that can be a year as one.

    Examples
    --------
    >>> _spoken("1984"), _spoken("2005"), _spoken("1,984")
    ('nineteen eighty four', 'two thousand five', 'one thousand nine hundred eighty four')
    """
    number = int(digits.replace(",", ""))
    is_year = len(digits) == 4 and 1100 <= number < 2100 and number % 100 > 9
    if is_year:
        return f"{_words(number // 100)} {_words(number % 100)}"
    return _words(number)


def _words(number: int) -> str:
    for size, name in _SIZES:
        if number >= size:
            return f"{_words(number // size)} {name}{_and(number % size)}"
    if number < len(_ONES):
        return _ONES[number]
    return _TENS[number // 10] + _and(number % 10)


def _and(rest: int) -> str:
    return f" {_words(rest)}" if rest else ""
