"""Comparing names and words regardless of accents, case and punctuation."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, TypeGuard

if TYPE_CHECKING:
    from narwhals.typing import IntoDataFrame

_LETTERS = str.maketrans({"ł": "l", "đ": "d", "ø": "o", "ı": "i"})


def fold(text: str) -> str:
    """Reduce a text to lower-case words without accents, parted by single spaces.

    Examples
    --------
    >>> fold("Straż Graniczna")
    'straz graniczna'
    """
    bare = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return " ".join(re.findall(r"\w+", bare.casefold().translate(_LETTERS).replace("_", " ")))


def as_list(value: object) -> list[Any]:
    """Take one name or several; a string is one name, never its letters.

    What is no collection of names, such as a number or a frame, is one thing; that it is no name
    is for the caller to say. An iterator is used up: call this once.
    """
    is_one = isinstance(value, str | bytes | bytearray | Mapping) or is_frame(value)
    try:
        return [value] if is_one or not isinstance(value, Iterable) else list(value)
    except TypeError:  # an array without dimensions calls itself iterable
        return [value]


def is_frame(value: object) -> TypeGuard[IntoDataFrame]:
    """Tell whether a value is a frame of some library.

    The type is asked, not the value: asking a lazy frame for its columns may be costly.
    """
    return hasattr(type(value), "columns")


def split_list(text: object) -> Iterator[str]:
    """Split a ``; ``-joined cell."""
    return (part for part in str(text or "").split("; ") if part)
