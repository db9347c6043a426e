"""Small parts that several styles share."""

from __future__ import annotations

import datetime as dt
import re

from ..parsing.dates import MONTHS
from ..parsing.words import fold
from .item import Item

# Each closing quotation mark with its opening marks; if none comes before them, ’ and ' are
# apostrophes.
_OPENING = {"”": "[“„”]", "’": "[‘‚]", '"': '"', "'": r"(?<!\w)'\w"}


# Full stops, question and exclamation marks of the scripts that have their own.
_ENDS = tuple(".?!…。．｡！？‼⁇⁈⁉‽⸮؟۔܀܁܂।॥՞՜։።፧፨។៕။᠃᠉᙮꓿꘎꘏꛳꛷﹒﹖﹗")
_CJK_CLOSING = "」』）】》〉〞〟"

# Before a letter; before anything else only if a closing mark follows, and not before a decade or
# year without its century ('90s, '21), where it is an apostrophe.
_OPENING_SINGLE = re.compile(
    r"(?<![^\s(\[‘/–—-])'(?=[^\W\d]|(?!\d\d(?:s\b|[,.;:)](?:\s|$)))[^\s'](?:[^']*[^\s'])?'(?!\w))"
)


def authors(item: Item) -> str:
    """Name the authors, who are all bodies."""
    return "; ".join(name["literal"] for name in item.get("author", ()))


def host(item: Item) -> str:
    """Name the periodical, site or publisher of a document with a different author."""
    return str(item.get("container-title") or item.get("publisher") or "")


def day(item: Item, variable: str = "issued") -> dt.date | None:
    """Return a date of an item."""
    return dt.date(*item[variable]["date-parts"][0]) if variable in item else None


def is_inferred(item: Item) -> bool:
    """Return whether the date was inferred, not stated in the document."""
    return bool(item.get("issued", {}).get("circa"))


def month_day(date: dt.date) -> str:
    """Write a day without its year, regardless of the locale."""
    return f"{MONTHS[date.month - 1]} {date.day}"


def american(date: dt.date) -> str:
    """Write a day as APA and Chicago do in running text.

    Examples
    --------
    >>> american(dt.date(2021, 11, 14))
    'November 14, 2021'
    """
    return f"{month_day(date)}, {date.year}"


def stop(text: str) -> str:
    """End a part of an entry with a full stop, unless it ends a sentence already.

    The stop goes inside closing quotation marks (APA 6.7, Chicago 6.9), but after an apostrophe.

    Examples
    --------
    >>> stop("Harbour ‘full’"), stop("Port of the dockers’"), stop("“Who sails?”")
    ('Harbour ‘full.’', 'Port of the dockers’.', '“Who sails?”')
    """
    bare = text.rstrip("".join(_OPENING))
    while bare != text and not re.search(_OPENING[text[len(bare)]], bare):
        bare += text[len(bare)]
    if bare.rstrip(_CJK_CLOSING).endswith(_ENDS):
        return text
    return f"{bare}.{text[len(bare) :]}"


def join(*parts: str, address: str) -> str:
    """Join the non-empty parts of an entry, each ended by a full stop, and its address."""
    return " ".join([*(stop(part) for part in parts if part), *filter(None, [address])])


def single_quoted(title: str) -> str:
    """Make the quotation marks inside a title single, for use inside double ones.

    Examples
    --------
    >>> single_quoted("“Yes” and 'no': Minsk's answer")
    '‘Yes’ and ‘no’: Minsk’s answer'
    """
    marked = re.sub(r'"([^"]*)"', r"‘\1’", title).translate(str.maketrans("„“”", "‚‘’"))
    return _OPENING_SINGLE.sub("‘", marked).replace("'", "’")


def filed(text: str) -> str:
    """Reduce a text to its sort key, letter by letter (APA 9.44, Chicago 16.59).

    Accents, case, punctuation, spaces and a leading article are ignored; numbers sort before
    letters.

    Examples
    --------
    >>> filed("The Świt"), filed("E.U. envoys")
    ('swit', 'euenvoys')
    """
    return re.sub(r"^(a|an|the) ", "", fold(text)).replace(" ", "")


def entry_of(item: Item) -> str:
    """Write a record as a sentence, in the same way in every style that uses sentences."""
    return f"{item['note'].removesuffix('.')}, in {stop(item['container-title'])}"
