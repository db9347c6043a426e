"""The numbered rules that the data keeps, one module per theme; importing this registers them."""

from . import dates, evidence, files, keys, numbers, places, series, sources, text
from .engine import RULES, Level, Rule, Subject

__all__ = [
    "RULES",
    "Level",
    "Rule",
    "Subject",
    "dates",
    "evidence",
    "files",
    "keys",
    "numbers",
    "places",
    "series",
    "sources",
    "text",
]
