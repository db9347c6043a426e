"""The public functions: methods of an opened dataset, and functions on the shipped one."""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import cache, wraps
from importlib import import_module
from inspect import signature
from pathlib import Path
from types import MethodType, ModuleType
from typing import TYPE_CHECKING, Any, cast

from .dataset import Dataset, shipped
from .dataset.past import dataset_at
from .errors import unknown_argument

if TYPE_CHECKING:
    from .accessors import (
        actors,
        changes,
        claims,
        conflicts,
        deaths,
        events,
        evidence,
        figures,
        places,
        positions,
        record,
        search,
        series,
        sources,
        stances,
        timeline,
        vocabulary,
    )
    from .accessors.answers import Answer
    from .citation import cite
    from .explorer import explore
    from .exports import export
    from .frames import tables
    from .validation import columns, validate
    from .verification import verify

# The module of each public function. Modules are loaded on first use: citing loads no frames, and
# frames load no schemas.
QUESTIONS = {
    "actors": "accessors.actors",
    "changes": "accessors.changes",
    "cite": "citation.cite",
    "claims": "accessors.claims",
    "conflicts": "accessors.conflicts",
    "connect": "frames.tables",
    "deaths": "accessors.deaths",
    "events": "accessors.events",
    "evidence": "accessors.evidence",
    "export": "exports.export",
    "explore": "explorer.explore",
    "figures": "accessors.figures",
    "path": "frames.tables",
    "places": "accessors.places",
    "positions": "accessors.positions",
    "record": "accessors.record",
    "schema": "validation.columns",
    "search": "accessors.search",
    "series": "accessors.series",
    "sources": "accessors.sources",
    "stances": "accessors.stances",
    "table": "frames.tables",
    "timeline": "accessors.timeline",
    "validate": "validation.validate",
    "verify": "verification.verify",
    "vocabulary": "accessors.vocabulary",
}
_TELL_ORIGIN = ("cite", "export")
"""Functions whose result names the dataset as the origin of the frames that they are given."""


class OpenedDataset(Dataset):
    """A dataset with all public functions of the library as methods.

    Examples
    --------
    >>> import migrant_crisis_2021 as mc
    >>> dataset = mc.open(mc.path("events").parent)
    >>> dataset.events(start="2021-11-08").equals(mc.events(start="2021-11-08"))
    True
    """

    if TYPE_CHECKING:
        actors = actors.actors
        changes = changes.changes
        cite = cite.cite
        claims = claims.claims
        conflicts = conflicts.conflicts
        connect = tables.connect
        deaths = deaths.deaths
        events = events.events
        evidence = evidence.evidence
        export = export.export
        explore = explore.explore
        figures = figures.figures
        path = tables.path
        places = places.places
        positions = positions.positions
        record = record.record
        schema = columns.schema
        search = search.search
        series = series.series
        sources = sources.sources
        stances = stances.stances
        table = tables.table
        timeline = timeline.timeline
        validate = validate.validate
        verify = verify.verify
        vocabulary = vocabulary.vocabulary

    else:

        def __getattr__(self, name: str) -> Any:
            if name not in QUESTIONS:
                raise AttributeError(f"{type(self).__name__!r} object has no attribute {name!r}")
            return MethodType(question_function(name), self)

    def as_of(self, version: str) -> OpenedDataset:
        """Return the dataset as it stood at a release, with all functions as methods.

        Parameters
        ----------
        version : str
            A version of the table ``releases``, or that of the dataset itself.

        Returns
        -------
        OpenedDataset
            Its tables are rebuilt by undoing the rows of ``changes``. Columns that the release did
            not have are null, tables that it did not have are empty (except ``countries``, which is
            today's, and ``place_parts``, which is read from the column ``places.part_of`` that it
            replaced), and ``timeline`` is derived anew. It has no files.

        Raises
        ------
        UnknownValueError
            If there is no such release.

        Examples
        --------
        >>> import migrant_crisis_2021 as mc
        >>> past = mc.open(mc.path("events").parent).as_of("0.2.0")
        >>> len(past.figures()), past.manifest["version"]
        (705, '0.2.0')
        """
        past = dataset_at(self, version)
        opened = type(self).__new__(type(self))
        opened.__dict__ = past.__dict__  # one set of rows and lookups
        return opened

    def __dir__(self) -> list[str]:
        return sorted({*super().__dir__(), *QUESTIONS})

    def __reduce__(self) -> tuple[Callable[..., OpenedDataset], tuple[Any, ...]]:
        """Pickle by the folder, so that ``Pool.map(mc.record, ids)`` sends no tables."""
        if self is opened_shipped():
            return opened_shipped, ()
        return type(self), (self.folder, self._tables, self._manifest)


@cache
def question_function(name: str) -> Callable[..., Any]:
    """Return the function of a dataset that answers a question, such as ``"events"``."""
    module = import_module(f".{QUESTIONS[name]}", __package__)
    question = cast(Callable[..., Any], getattr(module, name))
    _, *arguments = signature(question).parameters  # the first is the dataset

    @wraps(question)
    def ask(*args: Any, **kwargs: Any) -> Any:
        for one in kwargs:
            if one not in arguments:
                raise unknown_argument(name, one, arguments)
        if name in _TELL_ORIGIN and "pandas" in sys.modules:  # else there are no frames
            _frame_attrs().check_origin(args[0], (*args[1:], *kwargs.values()))
        result = question(*args, **kwargs)
        if "pandas" in sys.modules:
            _frame_attrs().mark(dataset_at(args[0], kwargs.get("as_of")), result)
        return result

    return ask


def _frame_attrs() -> ModuleType:
    return import_module(".citation.frame_attrs", __package__)


def answer_to(dataset: Dataset, name: str, *args: Any, **kwargs: Any) -> Answer:
    """Answer a question that has a frame as its result, without making the frame."""
    answer = cast(Callable[..., "Answer"], question_function(name).answer)  # type: ignore[attr-defined]
    return answer(dataset, *args, **kwargs)


def open_folder(folder: Path | str) -> OpenedDataset:
    """Open a dataset of any crisis, in a folder with the same files as ``data/``.

    Parameters
    ----------
    folder : pathlib.Path or str
        A folder with ``datapackage.json`` and each table as CSV and Parquet, as built, or a folder
        that contains such a folder ``data``.

    Returns
    -------
    OpenedDataset
        The functions of this library as methods that use only this folder: ``events()``,
        ``figures()``, ``cite()``, ``verify()``, ``validate()`` and so on.

    Raises
    ------
    InvalidInputError
        If there is no such folder.

    Examples
    --------
    >>> import migrant_crisis_2021 as mc
    >>> mc.open(mc.path("events").parent).record("fig-0001").row["value"]
    7935.0
    """
    return OpenedDataset.in_folder(folder)


@cache
def opened_shipped() -> OpenedDataset:
    """Return the shipped dataset with all public functions as methods."""
    opened = OpenedDataset.__new__(OpenedDataset)
    opened.__dict__ = shipped().__dict__  # one set of rows and lookups
    return opened
