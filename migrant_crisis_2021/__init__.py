"""A validated, citable, checkable event timeline of the 2021 crisis at the Belarus border.

Import it as ``mc``; importing loads neither pandas nor pyarrow nor pandera.

>>> import migrant_crisis_2021 as mc
>>> mc.record("fig-0001").kind
'figure'
"""

from __future__ import annotations

TYPE_CHECKING = False  # type checkers take it for that of `typing`, which takes long to load

if TYPE_CHECKING:
    from typing import Any

    from . import plot
    from .accessors.series import wide
    from .errors import (
        BuildError,
        DataIntegrityError,
        InvalidInputError,
        MigrantCrisisError,
        MissingExtraError,
        NothingFoundWarning,
        UnknownArgumentError,
        UnknownValueError,
    )
    from .interface import open_folder as open  # noqa: A004
    from .interface import opened_shipped
    from .metadata.codebook import describe
    from .names import TABLES

    __version__: str
    _shipped = opened_shipped()
    actors = _shipped.actors
    changes = _shipped.changes
    cite = _shipped.cite
    claims = _shipped.claims
    conflicts = _shipped.conflicts
    connect = _shipped.connect
    deaths = _shipped.deaths
    events = _shipped.events
    evidence = _shipped.evidence
    export = _shipped.export
    explore = _shipped.explore
    figures = _shipped.figures
    path = _shipped.path
    places = _shipped.places
    positions = _shipped.positions
    record = _shipped.record
    schema = _shipped.schema
    search = _shipped.search
    series = _shipped.series
    sources = _shipped.sources
    stances = _shipped.stances
    table = _shipped.table
    timeline = _shipped.timeline
    validate = _shipped.validate
    verify = _shipped.verify
    vocabulary = _shipped.vocabulary

# Modules of the public names that do not query a dataset; PEP 562 loads them on first use. The
# functions that query a dataset are methods of the shipped dataset.
_HOMES = {
    "TABLES": "names",
    "BuildError": "errors",
    "DataIntegrityError": "errors",
    "InvalidInputError": "errors",
    "MigrantCrisisError": "errors",
    "MissingExtraError": "errors",
    "NothingFoundWarning": "errors",
    "UnknownArgumentError": "errors",
    "UnknownValueError": "errors",
    "describe": "metadata.codebook",
    "wide": "accessors.series",
}

__all__ = [
    "TABLES",
    "BuildError",
    "DataIntegrityError",
    "InvalidInputError",
    "MigrantCrisisError",
    "MissingExtraError",
    "NothingFoundWarning",
    "UnknownArgumentError",
    "UnknownValueError",
    "__version__",
    "actors",
    "changes",
    "cite",
    "claims",
    "conflicts",
    "connect",
    "deaths",
    "describe",
    "events",
    "evidence",
    "explore",
    "export",
    "figures",
    "open",
    "path",
    "places",
    "plot",
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
    "vocabulary",
    "wide",
]


def __getattr__(name: str) -> Any:
    from importlib import import_module

    if name == "plot":  # the one public module
        return import_module(".plot", __name__)
    if name in _HOMES:
        return getattr(import_module(f".{_HOMES[name]}", __name__), name)
    interface = import_module(".interface", __name__)
    if name == "__version__":  # code and data share one version, read from the shipped data
        return interface.opened_shipped().manifest["version"]
    if name == "open":
        return interface.open_folder
    if name in interface.QUESTIONS:
        return getattr(interface.opened_shipped(), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(__all__)
