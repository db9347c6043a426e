"""Read the words, numbers, dates and ids of a text, for searching."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from numbers import Integral, Real
from typing import Literal, NamedTuple

from ..dataset.kinds import KINDS
from ..parsing.dates import MONTHS
from ..parsing.numerals import read_number
from ..parsing.words import without_accents

_MONTHS = [name.lower() for name in MONTHS]
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
_YEAR = r"(?:,? (?:of )?\d{4})"
_DATE = (
    r"(?:\d{4}-\d{2}(?:-\d{2})?|\d{1,2}\.\d{1,2}\.\d{4}"
    rf"|{_DAY}(?: of)? {_MONTH}{_YEAR}?|{_MONTH} {_DAY}{_YEAR}|{_MONTH}{_YEAR}"
    # In "November 12 000 people", the 12 is no day.
    rf"|{_MONTH} {_DAY}(?![ ,.]\d{{3}}))(?!\w)"
)
_NUMBER = rf"\d+(?:[ ,.'’·٫٬](?!{_DATE})\d+)*(?!\w)"
_SCALES = {"hundred": 2, "thousand": 3, "million": 6, "billion": 9}
_PREFIXES = "|".join(kind.prefix for kind in KINDS)
_WORD = re.compile(r"(\w+)(?:['’]s(?!\w))?")
_ID = rf"(?:{_PREFIXES})-\d{{4,}}"
_IS_ID = re.compile(_ID, re.ASCII)
_NO_WORD = re.compile(  # each begins where a word could begin
    rf"(?<!\w)(?:(?P<id>{_ID})(?!\w)|(?P<date>{_DATE})"
    rf"|(?P<number>{_NUMBER})(?:[ -](?P<scale>{'|'.join(_SCALES)})s?(?!\w))?)"
)
_DIGIT = re.compile(r"\d")
_LONGEST_NUMBER = 8  # groups of digits

TokenKind = Literal["word", "number", "date", "id", "no date"]


class Token(NamedTuple):
    """A word, number, date or id of a text.

    Parameters
    ----------
    text : str
        Its one form: numbers without separators, dates as ``2021-11-16``, ``2021-11`` or, without
        a year, ``11-16``.
    kind : str
        What it is; ``no date`` is a day that does not exist.
    parts : str
        What else finds it: the month and year of a day, the words of ``1.6 billion``.
    """

    text: str
    kind: TokenKind
    parts: str = ""


def tokens(text: str) -> Iterator[Token]:
    """Read the words, numbers, dates and ids of a text, without accents and in lower case.

    Examples
    --------
    >>> [token.text for token in tokens("Kuźnica, 16 November 2021: 7 935 attempts, 1.6 billion")]
    ['kuznica', '2021-11-16', '7935', 'attempts', '1600000000']
    """
    for words, read in _parts(_plain(text)):
        yield from (Token(word, "word") for word in words)
        yield from read


def _parts(plain: str) -> Iterator[tuple[list[str], tuple[Token, ...]]]:
    """Divide a text at its numbers, dates and ids: the words before each, and what it reads as.

    All words are found at once, which is several times as fast as one by one.
    """
    start = 0
    for found in _NO_WORD.finditer(plain):
        ident, date, number, scale = found.groups()
        read = (_id(ident),) if ident else _dates_and_numbers(date, number, scale)
        yield _WORD.findall(plain, start, found.start()), read
        start = found.end()
    yield _WORD.findall(plain, start), ()


def _id(ident: str) -> Token:
    # The point keeps ids apart from words: "fig" is not the beginning of all figures.
    return Token(f".{ident}", "id")


@lru_cache(maxsize=1024)  # the records repeat most of them
def _dates_and_numbers(
    date: str | None, number: str | None, scale: str | None
) -> tuple[Token, ...]:
    return tuple(_dated(date) if date else _numbers(number or "", scale))


def _plain(text: str) -> str:
    return " ".join(without_accents(text).replace("_", " ").split())


def indexed(text: str) -> str:
    """Write what finds a text as words separated by spaces.

    The points keep a phrase from matching across two texts.
    """
    if _IS_ID.fullmatch(text):
        return f"{_id(text).text} ."
    plain = _plain(text)
    if not _DIGIT.search(plain):  # most texts: words alone
        return " ".join([*_WORD.findall(plain), "."])
    found, parts = list[str](), list[str]()
    for words, read in _parts(plain):
        found += words
        found += (token.text for token in read)
        parts += (token.parts for token in read if token.parts)
    return " ".join([*found, ".", *parts, "."] if parts else [*found, "."])


def number_token(value: Real) -> str | None:
    """Write a number as `tokens` does; None if it is not finite or has no decimal form."""
    try:
        number = Decimal(int(value) if isinstance(value, Integral) else str(value))
    except InvalidOperation:
        return None
    whole, _, decimals = format(number, "f").partition(".")
    return _canonical(whole, decimals) if number.is_finite() else None


@lru_cache(maxsize=1024)
def date_tokens(first: dt.date, last: dt.date | None = None) -> str:
    """Write what finds a day or, with a last day, a date that is only known to lie in between.

    Examples
    --------
    >>> date_tokens(dt.date(2021, 11, 16))
    '2021-11-16 2021-11 11-16 november 2021'
    >>> date_tokens(dt.date(2021, 11, 8), dt.date(2021, 11, 14))
    '2021-11 november 2021'
    """
    if last is None or first == last:
        return f"{first} {_parts_of_day(first)}"
    if (first.year, first.month) == (last.year, last.month):
        return f"{_month(first)} {_MONTHS[first.month - 1]} {first.year}"
    return str(first.year) if first.year == last.year else ""


def _month(day: dt.date) -> str:
    return f"{day.year:04}-{day.month:02}"


def _parts_of_day(day: dt.date) -> str:
    name = _MONTHS[day.month - 1]
    return f"{_month(day)} {day.month:02}-{day.day:02} {name} {day.year:04}"


def _dated(text: str) -> Iterator[Token]:
    year, month, day = _read_date(text)
    named = f"{_MONTHS[month - 1]} {year:04}" if year and 1 <= month <= 12 else ""
    try:
        if year and day:
            whole = dt.date(year, month, day)
            spelled = f" {day}" if re.search("[a-z]", text) else ""
            yield Token(str(whole), "date", _parts_of_day(whole) + spelled)
        elif day:
            whole = dt.date(2020, month, day)  # a leap year
            yield Token(f"{month:02}-{day:02}", "date", f"{_MONTHS[month - 1]} {day}")
        elif named:
            yield Token(f"{year:04}-{month:02}", "date", named)
        else:  # such as the winter 2021-22
            yield from _words(text)
    except ValueError:
        if year:
            yield Token(text, "no date")
        else:
            yield from _words(text)


def _read_date(text: str) -> tuple[int, int, int]:
    """Read year, month and day; 0 for each that is not given."""
    groups = re.findall(r"\d+|[a-z]{3,}", text)
    if "-" in text:
        year, month, day = (*map(int, groups), 0)[:3]
        return year, month, day
    if groups[1:2] and "." in text and groups[1].isdigit() and len(groups) == 3:
        day, month, year = map(int, groups)
        return year, month, day
    numbers = [int(group) for group in groups if group.isdecimal()]
    month = next(
        number
        for number, name in enumerate(_MONTHS, start=1)
        if any(group[:3] == name[:3] for group in groups)
    )
    year = int(groups[-1]) if len(groups[-1]) == 4 and groups[-1].isdecimal() else 0
    day = numbers[0] if len(numbers) > (1 if year else 0) else 0
    return year, month, day


def _words(text: str) -> Iterator[Token]:
    for word in re.findall(r"[^\W_]+", text):
        if word.isdecimal():
            yield from _numbers(word, None)
        else:
            yield Token(word, "word")


def _numbers(text: str, scale: str | None) -> Iterator[Token]:
    """Read one number, or several where spaces separate numbers: "2021 7 935"."""
    groups = text.split(" ")
    while groups:
        most = min(len(groups), _LONGEST_NUMBER)
        size = next((n for n in range(most, 0, -1) if read_number(" ".join(groups[:n]))), 0)
        taken, groups = groups[: size or 1], groups[size or 1 :]
        printed = " ".join(taken)
        if size:
            yield _number(printed, None if groups else scale)
        else:
            yield from (_number(digits, None) for digits in re.findall(r"\d+", printed))


def _number(printed: str, scale: str | None) -> Token:
    number = read_number(printed)
    if number is None:
        return Token(printed, "word")
    digits, decimals = number.digits, number.decimals
    if scale is None:
        return Token(_canonical(*_split(digits, decimals)), "number")
    literal = _canonical(*_split(digits, decimals))
    # "1.615 billion" has decimals; in "1.615" alone the point separates thousands.
    decimal = re.fullmatch(r"\d+\.(\d+)", printed)
    zeros = _SCALES[scale]
    places = len(decimal[1]) if decimal else decimals
    value = _canonical(*_split(digits + "0" * zeros, places))
    return Token(value, "number", f"{literal} {scale}")


def _split(digits: str, decimals: int) -> tuple[str, str]:
    point = len(digits) - decimals
    return digits[:point], digits[point:]


def _canonical(whole: str, decimals: str) -> str:
    whole, decimals = whole.lstrip("0") or "0", decimals.rstrip("0")
    return f"{whole}.{decimals}" if decimals else whole
