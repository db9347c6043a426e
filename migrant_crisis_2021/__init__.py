"""A validated, citable, checkable event timeline of the 2021 crisis at the Belarus border.

Import it as ``mc``; importing loads neither pandas nor pyarrow nor pandera.

>>> import migrant_crisis_2021 as mc
>>> mc.record("fig-0001").kind
'figure'
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .accessors import (
        actors,
        claims,
        events,
        evidence,
        figures,
        places,
        positions,
        sources,
        timeline,
    )
    from .citation import cite
    from .column_checks import schema
    from .comparison import conflicts, stances
    from .declaration import describe
    from .errors import (
        BuildError,
        DataIntegrityError,
        InvalidInputError,
        MigrantCrisisError,
        MissingExtraError,
        UnknownValueError,
    )
    from .names import TABLES
    from .readings import series, wide
    from .records import record
    from .searching import search
    from .tables import connect, path, table
    from .validation import validate
    from .verification import verify

    __version__: str

# Where each public name lives; PEP 562 loads it on first use.
_HOMES = {
    "TABLES": "names",
    "BuildError": "errors",
    "DataIntegrityError": "errors",
    "InvalidInputError": "errors",
    "MigrantCrisisError": "errors",
    "MissingExtraError": "errors",
    "UnknownValueError": "errors",
    "actors": "accessors",
    "cite": "citation",
    "claims": "accessors",
    "conflicts": "comparison",
    "connect": "tables",
    "describe": "declaration",
    "events": "accessors",
    "evidence": "accessors",
    "figures": "accessors",
    "path": "tables",
    "places": "accessors",
    "positions": "accessors",
    "record": "records",
    "schema": "column_checks",
    "search": "searching",
    "series": "readings",
    "sources": "accessors",
    "stances": "comparison",
    "table": "tables",
    "timeline": "accessors",
    "validate": "validation",
    "verify": "verification",
    "wide": "readings",
}

__all__ = [
    "TABLES",
    "BuildError",
    "DataIntegrityError",
    "InvalidInputError",
    "MigrantCrisisError",
    "MissingExtraError",
    "UnknownValueError",
    "__version__",
    "actors",
    "cite",
    "claims",
    "conflicts",
    "connect",
    "describe",
    "events",
    "evidence",
    "figures",
    "path",
    "places",
    "positions",
    "record",
    "schema",
    "search",
    "series",
    "sources",
    "stances",
    "table",
    "timeline",
    "validate",
    "verify",
    "wide",
]


def __getattr__(name: str) -> Any:
    if name == "__version__":
        from .manifest import manifest

        return manifest()["version"]  # one version for code and data: that of the data at hand
    if name in _HOMES:
        return getattr(import_module(f".{_HOMES[name]}", __name__), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(__all__)
