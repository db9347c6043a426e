"""The formats, and the suffixes of file names that stand for them."""

from __future__ import annotations

from pathlib import Path
from typing import cast

from ..errors import Advice, UnknownValueError, option, shown
from ..names import EXPORT_FORMATS, ExportFormat

SUFFIXES: dict[str, ExportFormat] = {
    ".csv": "csv",
    ".json": "json",
    ".xlsx": "xlsx",
    ".sqlite": "sqlite",
    ".sqlite3": "sqlite",
    ".db": "sqlite",
    ".geojson": "geojson",
    ".html": "timelinejs",
    ".ics": "ics",
    ".bib": "bibtex",
    ".ris": "ris",
}
"""The format of a file whose name ends so; the other formats must be named."""

_NAME_IT = Advice(
    'Use one of the suffixes, or name the format, such as format="csv".',
    "Use one of the suffixes, or name the format, such as --format csv.",
)


def format_of(file: Path, given: str | None) -> ExportFormat:
    """Return the format that a caller gave or, without one, that the suffix stands for.

    Examples
    --------
    >>> format_of(Path("events.ICS"), None), format_of(Path("notes.txt"), "bib")
    ('ics', 'bibtex')
    """
    if given is not None:
        named = SUFFIXES.get(f".{given.strip().casefold()}") if isinstance(given, str) else None
        return named or cast(ExportFormat, option("format", given, EXPORT_FORMATS))
    suffix = file.suffix.casefold()
    if suffix in SUFFIXES:
        return SUFFIXES[suffix]
    what = f"the suffix {shown(file.suffix)} of" if suffix else "the missing suffix of"
    raise UnknownValueError(
        f"{what} {shown(file.name)} does not tell the format. Suffixes: {', '.join(SUFFIXES)}. "
        f"Formats: {', '.join(EXPORT_FORMATS)}.",
        _NAME_IT,
    )
