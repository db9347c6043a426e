"""The entries of a file of a document, each with what is wrong with it."""

from __future__ import annotations

import textwrap
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, NamedTuple

from ...dataset.table_schema import table_schema
from ...errors import InvalidInputError, MigrantCrisisError, listed, near, shown, visible
from ...names import TableName
from .document_form import EXTRA, SECTIONS, SUGGESTED, columns_of

RECORDS: tuple[TableName, ...] = ("events", "figures", "positions")
"""The sections whose entries get the cells of `defaults`."""
_EMPTY: tuple[object, ...] = (None, "", [], {})
_WORDS: Mapping[str, tuple[str, ...]] = {"positions": ("actor_id", "stance", "claim_id")}
_ONE_OF = (
    "title",
    "name",
    "label",
    "proposition",
    "description",
    "summary",
    "source_id",
    "passage",
)
_FEW_WORDS = 60
_SINGLE = {"ref", "announced_as", "printed", "passage", "relation", "rival_of"}
"""Cells of no table that have one value."""


class Fault(NamedTuple):
    """What is wrong with a cell of an entry, and whether its value was read all the same."""

    column: str
    message: str
    is_read: bool = False


class Entry:
    """An entry of a file, by which the coder knows the row that is made of it.

    Parameters
    ----------
    table : str or None
        The table of its row; None for the file as a whole.
    cells : mapping
        The cells that are given.
    number : int
        Its position in its section, from 1; 0 if it is the only one.

    Attributes
    ----------
    faults : list of Fault
        What is wrong with it, so far as no rule is needed to see it.
    order : list of str
        The names of the cells as they are given.
    usual : set of str
        The cells that are those of `defaults`.
    ident : str
        The id of its row, if that is a record or known.
    is_known : bool
        Whether its row is in the dataset already.
    """

    def __init__(
        self,
        table: TableName | None,
        cells: Mapping[str, Any] = {},
        number: int = 0,
    ) -> None:
        self.table, self.cells, self.number = table, dict(cells), number
        self.faults: list[Fault] = []
        self.order = list(cells)
        self.usual: set[str] = set()
        self.ident = ""
        self.is_known = False

    def __str__(self) -> str:
        """Name the entry: its section, position, and ``ref`` or id, and its first words."""
        if self.table is None:
            return "the file"
        where = "source" if self.table == "sources" else f"{self.table}, entry {self.number}"
        words = f'"{self._words()}"' if self._words() else ""
        known = ", ".join(filter(None, (self._handle(), words)))
        return f"{where} ({known})" if known else where

    def _handle(self) -> str:
        """Return what the coder calls it: its ``ref`` or, without one, the id that it gives."""
        keys = table_schema(self.table).primary_key if self.table else ()
        handles = (name for name in ("ref", *keys) if self.cells.get(name))
        if self.table in SECTIONS and (name := next(handles, None)):
            return f"`{name}: {visible(str(self.cells[name]))}`"
        return ""

    def _words(self) -> str:
        several = _WORDS.get(str(self.table))
        given = [str(self.cells[name]) for name in several or _ONE_OF if self.cells.get(name)]
        words = visible(" ".join(given if several else given[:1]))
        return textwrap.shorten(words, _FEW_WORDS, placeholder=" …")

    def fault(self, column: str, message: str, *, is_read: bool = False) -> None:
        """Note what is wrong with a cell; of one that was read, nothing else follows from it."""
        self.faults.append(Fault(column, message.removesuffix("."), is_read))

    @contextmanager
    def trying(self, column: str) -> Iterator[None]:
        """Note an error as a fault of a cell, and go on."""
        try:
            yield
        except MigrantCrisisError as error:
            self.fault(column, error.for_command_line)


class Form:
    """The sections of a file, read; what has not the right form is a fault of its entry.

    Attributes
    ----------
    whole : Entry
        The file as a whole, with its faults.
    source : Entry or None
        The document.
    entries : dict of str to list of Entry
        The entries of each section; empty ones are left out.
    lacks_default : bool
        Whether a key of `defaults` is that of no cell, so that records may lack this cell.
    has_suggestions : bool
        Whether entries are as a template suggested them, and so have not been made into rows.
    """

    def __init__(self, given: Mapping[str, Any]) -> None:
        self.whole = Entry(None)
        valid = ("source", "copy", "defaults", *SECTIONS)
        self.given = _spelled(given, valid, self.whole, "section of a file")
        self.source = self._source()
        self.lacks_default = self.has_suggestions = False
        defaults = self._defaults()
        self.entries = {table: [*self._entries(table, defaults)] for table in SECTIONS}

    def refuse_suggestion(self, entry: Entry) -> bool:
        """Note that nobody filled in an entry which a template suggested, and tell whether so."""
        given = entry.cells.keys() - entry.usual
        if entry.table != "figures" or entry.faults or not given <= {*SUGGESTED}:
            return False
        words = next(entry.cells[name] for name in ("passage", *SUGGESTED) if name in given)
        message = "has no title and no measure: fill them in, or delete the entry"
        self.whole.fault(f"figures, entry {entry.number}", f"{shown(words)} {message}")
        self.has_suggestions = True
        return True

    def has_read(self, section: str) -> bool:
        """Tell whether a section could be read, so that what is missing in it is missing."""
        return all(fault.column != section for fault in self.whole.faults)

    def __iter__(self) -> Iterator[Entry]:
        """Yield the file as a whole, and then its entries, in the order in which they stand."""
        yield self.whole
        for name in self.given:
            if name == "source" and self.source:
                yield self.source
            elif name in SECTIONS:
                yield from self.entries[name]

    def _source(self) -> Entry | None:
        """Return the entry of the document; its one cell is `source_id` if only an id is given."""
        given = self.given.get("source")
        if given is None or given == "":
            return None
        if isinstance(given, str):
            return Entry("sources", {"source_id": given})
        if isinstance(given, Mapping):
            entry = Entry("sources")
            entry.cells = _filled(_spelled(given, columns_of("sources"), entry, "cell of source"))
            return entry
        self.whole.fault("source", f"{shown(given)} is not an id or a mapping of cells.")
        return None

    def _entries(self, table: TableName, defaults: Mapping[str, Any]) -> Iterator[Entry]:
        """Yield the entries of a section; empty ones are left out: a template has them."""
        given = self.given.get(table) or ()
        if isinstance(given, str | Mapping) or not isinstance(given, Iterable):
            self.whole.fault(table, f"{shown(given)} is not a list of entries.")
            return
        usual = defaults if table in RECORDS else {}
        for number, cells in enumerate(given, 1):
            if isinstance(cells, Mapping):
                entry = _entry(table, number, cells, usual)
                if entry.cells or entry.faults or not cells:  # {} of a command lacks cells
                    yield entry
            elif cells is not None and cells != "":
                what = f"entry {number}, {shown(cells)}, is not a mapping of cells."
                self.whole.fault(table, what)

    def _defaults(self) -> Mapping[str, Any]:
        given = self.given.get("defaults") or {}
        if not isinstance(given, Mapping):
            message = "give a mapping of cells, such as `reality: occurred`."
            self.whole.fault("defaults", f"{shown(given)}: {message}")
            return {}
        keys = {key for table in RECORDS for key in table_schema(table).primary_key}
        valid = sorted({name for table in RECORDS for name in columns_of(table)} - keys)
        cells = _spelled(given, valid, self.whole, "cell of defaults")
        self.lacks_default = len(cells) < len(given)
        return _filled(cells)


def _entry(
    table: TableName, number: int, given: Mapping[str, Any], defaults: Mapping[str, Any]
) -> Entry:
    """Read an entry: it has no cells but those of its table, and no empty ones.

    A record gets the cells of `defaults` that it leaves empty.
    """
    entry = Entry(table, number=number)
    columns, extra = columns_of(table), EXTRA.get(table, ())
    cells = _filled(_spelled(given, (*columns, *extra), entry, f"cell of {table}"))
    for name in _SINGLE & cells.keys():
        if isinstance(cells[name], Mapping | list):
            entry.fault(name, f"{shown(cells.pop(name))} is not one value")
        else:
            cells[name] = str(cells[name])
    usual = {} if not cells else {name: defaults[name] for name in columns if name in defaults}
    entry.usual = usual.keys() - cells.keys()
    entry.cells = usual | cells
    return entry


def _filled(cells: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in cells.items() if value not in _EMPTY}


def _spelled(
    given: Mapping[str, Any], valid: Collection[str], entry: Entry, kind: str
) -> dict[str, Any]:
    """Return the cells under names that exist.

    A name that does not exist is a fault. It is read as the nearest one that is not given, so that
    its cell is not missed as well.
    """
    cells: dict[str, Any] = {}
    for name, values in getattr(given, "repeated", {}).items():
        entry.fault(str(name), _given_twice(values))
    for name, value in given.items():
        entry.order.append(str(name))
        if name in valid:
            cells[name] = value
            continue
        nearest = near(name, valid)
        ways = f"Nearest: {listed(nearest)}" if nearest else f"Valid: {listed([*valid])}"
        entry.fault(str(name), f"no such {kind}. {ways}")
        meant = next((one for one in nearest if one not in given and one not in cells), None)
        if meant:
            cells[meant] = value
            entry.order.append(meant)
    return cells


def _given_twice(values: Sequence[object]) -> str:
    times = "twice" if len(values) == 2 else f"{len(values)} times"
    if any(isinstance(value, Mapping | list) for value in values):
        return f"given {times}: write it once, with everything that belongs to it"
    return f"given {times} ({', '.join(map(shown, values))}): keep one"


def as_ids(given: object) -> list[str]:
    """Return one id or several as a list."""
    if given is None or given == "":
        return []
    if isinstance(given, str):
        return [given]
    if not isinstance(given, list | tuple):
        raise InvalidInputError(f"{shown(given)} is not a list.")
    return [str(one) for one in given]


def actors_with_roles(given: object) -> Iterator[tuple[str, str]]:
    """Yield actors with their roles, from a mapping of roles to actors."""
    if given is None:
        return
    if not isinstance(given, Mapping):
        raise InvalidInputError(
            f"{shown(given)}: give a mapping from roles to actors, such as "
            "`initiator: coast-guard`."
        )
    for role, values in getattr(given, "repeated", {}).items():
        raise InvalidInputError(f"{role}: {_given_twice(values)}, or write a list of them.")
    for role, actors in given.items():
        for actor in as_ids(actors):
            yield actor, str(role)
