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
    from .accessors.conflicts import conflicts, stances
    from .accessors.events import (
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
    from .accessors.record import record
    from .accessors.search import search
    from .accessors.series import series, wide
    from .citation.cite import cite
    from .dataset.table_schema import describe
    from .errors import (
        BuildError,
        DataIntegrityError,
        InvalidInputError,
        MigrantCrisisError,
        MissingExtraError,
        UnknownValueError,
    )
    from .frames.tables import connect, path, table
    from .names import TABLES
    from .validation.columns import schema
    from .validation.validate import validate
    from .verification.verify import verify

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
    "actors": "accessors.events",
    "cite": "citation.cite",
    "claims": "accessors.events",
    "conflicts": "accessors.conflicts",
    "connect": "frames.tables",
    "describe": "dataset.table_schema",
    "events": "accessors.events",
    "evidence": "accessors.events",
    "figures": "accessors.events",
    "path": "frames.tables",
    "places": "accessors.events",
    "positions": "accessors.events",
    "record": "accessors.record",
    "schema": "validation.columns",
    "search": "accessors.search",
    "series": "accessors.series",
    "sources": "accessors.events",
    "stances": "accessors.conflicts",
    "table": "frames.tables",
    "timeline": "accessors.events",
    "validate": "validation.validate",
    "verify": "verification.verify",
    "wide": "accessors.series",
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
        from .dataset.manifest import manifest

        return manifest()["version"]  # one version for code and data: that of the data at hand
    if name in _HOMES:
        return getattr(import_module(f".{_HOMES[name]}", __name__), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(__all__)
