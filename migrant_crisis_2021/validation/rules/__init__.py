"""The numbered rules for the data, one module per theme; importing the package registers them."""

from . import (
    characters,
    codings,
    consistency,
    dates,
    duplicates,
    evidence,
    files,
    history,
    keys,
    numbers,
    places,
    records,
    series,
    sources,
    text,
)
from .engine import RULES, Level, Rule, Subject

__all__ = [
    "RULES",
    "Level",
    "Rule",
    "Subject",
    "characters",
    "codings",
    "consistency",
    "dates",
    "duplicates",
    "evidence",
    "files",
    "history",
    "keys",
    "numbers",
    "places",
    "records",
    "series",
    "sources",
    "text",
]
