"""The numbered rules that the data keeps, one room a theme; importing this registers them all."""

from . import dates, evidence, files, keys, numbers, places, series, sources, text
from .engine import RULES, Context, Level, Problem, Rule

__all__ = [
    "RULES",
    "Context",
    "Level",
    "Problem",
    "Rule",
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
