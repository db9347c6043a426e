"""Comparing names and words regardless of accents, case and punctuation."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, TypeGuard

if TYPE_CHECKING:
    from narwhals.typing import IntoDataFrame

_LETTERS = str.maketrans({"ł": "l", "đ": "d", "ø": "o", "ı": "i"})


class _WithoutMarks(dict[int, int | None]):
    """Map combining marks to nothing and every other character to itself."""

    def __missing__(self, code: int) -> int | None:
        self[code] = kept = None if unicodedata.combining(chr(code)) else code
        return kept


_WITHOUT_MARKS = _WithoutMarks()


def fold(text: str) -> str:
    """Reduce a text to lower-case words without accents, separated by single spaces.

    Examples
    --------
    >>> fold("Straż Graniczna")
    'straz graniczna'
    """
    return " ".join(re.findall(r"\w+", without_accents(text).replace("_", " ")))


def without_accents(text: str) -> str:
    """Return a text in lower case without accents; its punctuation stays.

    Examples
    --------
    >>> without_accents("Kuźnica, ７,９３５")
    'kuznica, 7,935'
    """
    if text.isascii():
        return text.lower()
    bare = unicodedata.normalize("NFKD", text).translate(_WITHOUT_MARKS)
    return bare.casefold().translate(_LETTERS)


def as_list(value: object) -> list[Any]:
    """Return one or several names as a list; a string is one name.

    A value that is not a collection of names, such as a number or a frame, becomes a list of one;
    the caller must check that it is a name. The call consumes an iterator: call it only once.
    """
    is_one = isinstance(value, str | bytes | bytearray | Mapping) or is_frame(value)
    try:
        return [value] if is_one or not isinstance(value, Iterable) else list(value)
    except TypeError:  # a zero-dimensional array claims to be iterable
        return [value]


def is_frame(value: object) -> TypeGuard[IntoDataFrame]:
    """Return whether a value is a frame of any library.

    The check uses only the type: getting the columns of a lazy frame may be expensive.
    """
    return hasattr(type(value), "columns")


def split_list(text: object) -> Iterator[str]:
    """Split a cell that contains a list separated by ``; ``."""
    return (part for part in str(text or "").split("; ") if part)
