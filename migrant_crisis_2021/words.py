"""Comparing names and words regardless of accents, case and punctuation."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from .errors import InvalidInputError

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


def as_list(value: str | Iterable[str]) -> list[str]:
    """Take one name or several; a string is one name, never its letters."""
    if isinstance(value, str):
        return [value]
    try:
        return [str(item) for item in value]
    except TypeError:
        raise InvalidInputError(f"{value!r} is no name: give a text or a list of texts.") from None


def split_list(text: object) -> Iterator[str]:
    """Split a ``; ``-joined cell."""
    return (part for part in str(text or "").split("; ") if part)
