"""What the entries of a file refer to: records of the dataset, and each other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ...dataset import Dataset
from ...dataset.kinds import KINDS, nearest_ids
from ...errors import shown
from ...names import TableName
from .cells import next_id
from .entries import Entry, Form, as_ids
from .origins import Origins

_KINDS = {kind.table: kind for kind in KINDS}
REFERENCES: Mapping[tuple[str, str], tuple[TableName, ...]] = {
    ("positions", "claim_id"): ("claims",),
    ("positions", "event_id"): ("events",),
    ("evidence", "record_id"): ("events", "figures", "positions"),
    ("events", "announced_as"): ("events",),
    ("events", "figures"): ("figures",),
    ("figures", "events"): ("events",),
    ("figures", "rival_of"): ("figures",),
}
"""The cells that hold ids of records, or a ``ref`` of the same file, and the tables of these."""


class References:
    """The ids of records, old and new, and what stands for them in a file.

    Parameters
    ----------
    form : Form
        The entries; each gets the id of its record.
    dataset : Dataset
        The tables so far.
    origins : Origins
        Learns which ids the coder has not seen.
    is_file : bool
        Whether entries can have a ``ref``.
    """

    def __init__(self, form: Form, dataset: Dataset, origins: Origins, is_file: bool) -> None:
        self.form, self.dataset, self.is_file = form, dataset, is_file
        self.refs: dict[str, list[Entry]] = {}
        self._number(origins)
        self._note_refs()

    def _number(self, origins: Origins) -> None:
        """Give each new record its id, under which the others can refer to it."""
        for table, kind in _KINDS.items():
            taken: list[str] = []
            for entry in self.form.entries[table]:
                given = entry.cells.get(kind.key) or entry.cells.get("announced_as")
                entry.ident = str(given or next_id(self.dataset, table, taken))
                taken.append(entry.ident)
                if not given:
                    origins.call(entry.ident, entry)

    def _note_refs(self) -> None:
        for entry in self.form:
            if ref := entry.cells.get("ref"):
                if first := self.refs.get(str(ref)):
                    entry.fault("ref", f"{shown(ref)} is the ref of {first[0]}, too")
                self.refs.setdefault(str(ref), []).append(entry)

    def ids(self, entry: Entry, name: str) -> list[str]:
        """Return the ids in a cell that refers to records; others than those there are, are faults.

        An entry of the same file can be referred to by its ``ref``.
        """
        tables = REFERENCES[str(entry.table), name]
        found = []
        with entry.trying(name):
            for given in as_ids(entry.cells.get(name)):
                meant = [one for one in self.refs.get(given, ()) if one.table in tables]
                if meant:
                    found.append(meant[0].ident)
                elif any(given in self._known_ids(table) for table in tables):
                    found.append(given)
                elif all(map(self.form.has_read, tables)):
                    entry.fault(name, self._unknown(given, tables))
        return found

    def _known_ids(self, table: TableName) -> set[str]:
        made = {
            entry.ident for entry in self.form.entries[table] if entry.cells.get(_KINDS[table].key)
        }
        return made | set(self.dataset[table].by_id)

    def _unknown(self, given: str, tables: Sequence[TableName]) -> str:
        """Say that a reference is to no record of these tables, and which are near."""
        *others, last = (_KINDS[table].name for table in tables)
        kinds = f"{', '.join(others)} or {last}" if others else last
        if given in self.refs:
            return f"{shown(given)} is the ref of {self.refs[given][0]}, not of any {kinds}"
        for kind in KINDS:
            if given in self._known_ids(kind.table):
                article = "an" if kind.name == "event" else "a"
                return f"{shown(given)} is {article} {kind.name}, not any {kinds}"
        refs = [ref for ref, (entry, *_) in self.refs.items() if entry.table in {*tables}]
        known = [*refs, *(ident for table in tables for ident in sorted(self._known_ids(table)))]
        hint = nearest_ids(given, known) if known else "there is none yet"
        ways = "neither a `ref` of this file nor" if self.is_file else "not"
        return f"{shown(given)} is {ways} the id of any {kinds}{f' ({hint})' if hint else ''}"
