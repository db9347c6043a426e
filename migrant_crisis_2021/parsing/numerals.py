"""Read numbers that a copy prints in digits, with their separators and decimal points.

This file needs only the standard library, so it can be copied into another program, as
``fingerprint/fp1.py`` can.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

_LINE_BREAK = re.compile(r"[\n\v\f\r\x85\u2028\u2029]")
_HYPHEN = re.compile(r"[-‐\u00ad]\Z")
_SEPARATED = re.compile(r"[0-9]+(?:[ ,.'’·٬٫][0-9]+)*")


@dataclass(frozen=True)
class Number:
    """The digits of a number, and the number of its decimals."""

    digits: str
    decimals: int


def read_number(printed: str) -> Number | None:
    """Read one number that is printed in digits and separators.

    Parameters
    ----------
    printed : str
        The number without other text. Spaces, commas, points, apostrophes or middle dots may
        separate groups of three digits, or groups as in South Asia. The last group after a comma,
        point or middle dot gives decimals if it does not have three digits, if the separator before
        it is a different one, or if the first group is a single zero or has more than three
        digits.

    Returns
    -------
    Number or None
        None if it is not one number, such as ``1-2`` or ``8, 2021``.

    Examples
    --------
    >>> read_number("7.935") == read_number("7 935") == read_number("７，９３５")
    True
    >>> read_number("12.5")
    Number(digits='125', decimals=1)
    """
    plain = _plain(printed)
    return _parse(plain) if _SEPARATED.fullmatch(plain) else None


def read_numbers(printed: str) -> list[Number]:
    """Read all numbers of a phrase that are printed in digits.

    Parameters
    ----------
    printed : str
        Such as ``"2,000 to 3,000"``.

    Returns
    -------
    list of Number
        In order. Digits that do not form one number, such as ``8 2021``, are left out.

    Examples
    --------
    >>> read_numbers("from 1.5 to 12 000")
    [Number(digits='15', decimals=1), Number(digits='12000', decimals=0)]
    """
    numbers = (_parse(candidate) for candidate in _SEPARATED.findall(_plain(printed)))
    return [number for number in numbers if number]


def on_one_line(printed: str) -> str:
    r"""Remove line breaks inside a number, hyphens before them, and repeated spaces.

    Examples
    --------
    >>> on_one_line("7,9-\n35")
    '7,935'
    """
    *lines, last = _LINE_BREAK.split(printed)
    ended = [_HYPHEN.sub("", line.rstrip()) for line in lines]
    rest = [line.lstrip() for line in [*ended[1:], last]] if ended else [last]
    return " ".join("".join([*ended[:1], *rest]).split())


def _plain(printed: str) -> str:
    # Superscripts, circled numbers and fractions are not digits of a number.
    decomposed = "".join(
        c if unicodedata.category(c) == "No" else unicodedata.normalize("NFKD", c)
        for c in on_one_line(printed)
    )
    return " ".join("".join(map(_bare, decomposed)).split())


def _bare(character: str) -> str:
    category = unicodedata.category(character)
    if category == "Nd":
        return str(unicodedata.decimal(character))
    return "" if category in ("Mn", "Cf") else character


def _parse(plain: str) -> Number | None:
    groups = re.findall("[0-9]+", plain)
    separators = re.findall("[^0-9]", plain)
    decimals = 0
    if separators and _separates_decimals(groups, separators):
        decimals = len(groups.pop())
        separators.pop()
    if not _well_grouped(groups, separators):
        return None
    return Number(re.sub("[^0-9]", "", plain), decimals)


def _separates_decimals(groups: list[str], separators: list[str]) -> bool:
    last = separators[-1]
    if last not in ".,·٫":
        return False
    other_kind = len(separators) > 1 and last != separators[-2]
    if last in separators[:-1]:  # it separates thousands already
        return False
    cannot_group = groups[0] == "0" or len(groups[0]) > 3
    return len(groups[-1]) != 3 or other_kind or cannot_group or last == "٫"


def _well_grouped(groups: list[str], separators: list[str]) -> bool:
    if not separators:
        return True
    inner = all(len(group) in (2, 3) for group in groups[1:-1])
    return len({*separators}) == 1 and inner and len(groups[0]) <= 3 and len(groups[-1]) == 3
