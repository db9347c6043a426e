"""Closed sets of names that type checkers and callers rely on."""

from __future__ import annotations

from typing import Literal, get_args

DISTRIBUTION = "migrant-crisis-2021"
"""What the package is installed as."""

COMMAND = "migrant-crisis-2021"
"""What the command line is called as."""

BUILD = f"`{COMMAND} build`"
"""The command that messages name where files are out of date."""

TableName = Literal[
    "events",
    "figures",
    "sources",
    "evidence",
    "claims",
    "positions",
    "actors",
    "places",
    "event_actors",
    "event_figures",
    "vocabulary",
    "loaded_terms",
    "changes",
    "uncoded",
    "timeline",
]
Engine = Literal["pandas", "pyarrow", "polars"]
FileFormat = Literal["parquet", "csv"]
Match = Literal["overlaps", "within"]
Style = Literal["apa", "chicago", "bibtex", "ris", "csl-json", "text"]

TABLES: tuple[TableName, ...] = get_args(TableName)
"""Names of all shipped tables; each has a schema in ``schemas/`` and two files in ``data/``."""

DERIVED: tuple[TableName, ...] = ("timeline",)
"""Tables that the build computes from the others."""

AUTHORED: tuple[TableName, ...] = tuple(name for name in TABLES if name not in DERIVED)
"""Tables that people edit, as CSV."""

DOCUMENTED: dict[TableName, str] = {
    "events": "event_id",
    "figures": "figure_id",
    "positions": "position_id",
}
"""Tables whose rows rest on evidence, and their keys."""

STYLES: tuple[Style, ...] = get_args(Style)
"""Citation styles."""
