"""Everything about one record: what, when, where, who reported it, and its documents."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, get_args

from ..dataset import Dataset
from ..dataset.corrections import changes_by_id
from ..dataset.documents import count_publishers
from ..dataset.kinds import KINDS, kind_of, record_id, unknown_id
from ..dataset.past import at_release
from ..dataset.row_types import ChangeRow, EvidenceRow, SourceRow
from ..errors import Advice, UnknownValueError, option, shortened, shown, unknown
from ..names import TableName
from ..printed import Printed, listing
from .named_sections import named_sections
from .record_sections import Document, Section, change_lines, sections_of
from .resolution import resolve

_LISTED = 25  # at most this many corrections are printed

AnyKind = Literal["event", "figure", "claim", "position", "document", "actor", "place"]


@dataclass(frozen=True, repr=False)
class Record(Printed):
    """One record with everything that the tables say about it.

    Parameters
    ----------
    id : str
        Its identifier.
    kind : str
        ``event``, ``figure``, ``claim``, ``position``, ``document``, ``actor`` or ``place``.
    row : dict
        Its columns, as in the table.
    documents : tuple of (dict, dict)
        Each supporting or context document with its evidence row.
    sections : tuple of (str, tuple of str)
        The printed form: headings with their lines.
    changes : tuple of dict
        The rows of the table ``changes`` that concern it or a link of it, such as its evidence, in
        the order of the releases.

    Examples
    --------
    >>> import migrant_crisis_2021 as mc
    >>> found = mc.record("fig-0001")
    >>> found["value"], found.n_publishers
    (7935.0, 1)
    """

    id: str
    kind: AnyKind
    row: dict[str, Any]
    documents: tuple[tuple[SourceRow, EvidenceRow], ...]
    sections: tuple[Section, ...]
    changes: tuple[ChangeRow, ...] = ()

    def __getitem__(self, column: str) -> Any:
        """Return one of its columns: ``record["value"]`` is ``record.row["value"]``."""
        if column not in self.row:
            raise unknown("column", column, self.row)
        return self.row[column]

    @property
    def n_publishers(self) -> int:
        """Number of independent publishers; documents with the same wire origin count once."""
        supporting = (source for source, link in self.documents if link["relation"] == "supports")
        return count_publishers(supporting)

    def to_dict(self) -> dict[str, Any]:
        """Return the record as plain data, with dates as ISO text."""
        return {
            "record_id": self.id,
            "kind": self.kind,
            "record": _plain(self.row),
            "n_publishers": self.n_publishers,
            "sources": [_plain({**source, **link}) for source, link in self.documents],
            "changes": [_plain(change) for change in self.changes],
        }

    def __str__(self) -> str:
        """Format the record as lines for a terminal."""
        lines = []
        for heading, body in self.sections:
            lines += [heading, *(f"  {line}" for line in body)]
        return "\n".join(lines)

    def _repr_html_(self) -> str:
        (title, facts), *others = self.sections
        return listing(title, [*self._labelled(facts), *others])

    def _labelled(self, facts: Sequence[str]) -> Iterator[tuple[str, tuple[str]]]:
        """Split each line into its label and the rest; the summary of an event has no label."""
        for line in facts:
            label, colon, rest = line.partition(": ")
            is_labelled = colon and line != self.row.get("summary")
            yield (label, (rest,)) if is_labelled else ("", (line,))


def _plain(row: Mapping[str, Any]) -> dict[str, Any]:
    return {k: v if v is None or isinstance(v, int | float) else str(v) for k, v in row.items()}


@at_release
def record(
    dataset: Dataset,
    id: str,  # noqa: A002
    kind: str | None = None,
    *,
    as_of: str | None = None,  # noqa: ARG001
) -> Record:
    """Look up one record, document, actor or place with all its details.

    Parameters
    ----------
    id : str
        An identifier such as ``fig-0001``, also written ``FIG-1``, or the id of a document, an
        actor or a place.
    kind : {"event", "figure", "claim", "position", "document", "actor", "place"}, optional
        What to look up; needed only for an id that an actor and a place share, as a state
        and its territory can.
    as_of : str, optional
        A released version, such as ``"0.2.0"``: the record as it stood then.

    Returns
    -------
    Record
        Prints well in a terminal and in a notebook.

    Raises
    ------
    UnknownValueError
        If nothing has this id, or an actor and a place have it, or there is no such release.

    Examples
    --------
    >>> import migrant_crisis_2021 as mc
    >>> mc.record("evt-0001").row["status"]
    'active'
    >>> mc.record("kuznica").kind
    'place'
    >>> mc.record("fig-0625", as_of="0.2.0").row["measure"], mc.record("fig-0625").row["measure"]
    ('attempted_crossings', 'prevented_crossings')
    """
    wanted = None if kind is None else option("kind", kind, get_args(AnyKind))
    ident = record_id(id)
    found = {
        name: table
        for name, table in _tables(ident).items()
        if wanted in (None, name) and ident in dataset[table].by_id
    }
    if len(found) > 1:
        names = " and ".join(found)
        raise UnknownValueError(
            f"{shown(id)} is the id of {len(found)} things: {names}.",
            Advice(f"Add kind={next(iter(found))!r}.", f"Add --kind {next(iter(found))}."),
        )
    if not found:
        raise _unknown(dataset, id)
    ((name, table),) = found.items()
    row = dict(dataset[table].by_id[ident])
    if name == "document" or name == "actor" or name == "place":
        sections = named_sections(dataset, ident, name)
        documents: tuple[Document, ...] = ()
    else:
        documents = _documents(dataset, ident)
        sections = sections_of(dataset, ident, name, documents)
    changes = _changes(dataset, ident, table)
    corrected = tuple(shortened(list(change_lines(changes)), _LISTED, "… and {n} more"))
    if corrected:
        sections = (*sections, ("Corrected", corrected))
    return Record(ident, name, row, documents, sections, changes)


_LINKS: dict[str, tuple[TableName, ...]] = {
    "events": ("evidence", "event_actors", "event_figures"),
    "figures": ("evidence", "event_figures"),
    "positions": ("evidence",),
    "sources": ("evidence",),
    "actors": ("event_actors",),
    "places": ("place_parts", "external_ids"),
}
"""The tables whose rows link something of a table to something else."""


def _changes(dataset: Dataset, ident: str, table: TableName) -> tuple[ChangeRow, ...]:
    """Return copies of the changes of a row and of its links."""
    concerned = (table, *_LINKS.get(table, ()))
    found = changes_by_id(dataset).get(ident, ())
    return tuple(change.copy() for change in found if change["table"] in concerned)


def _tables(ident: str = "") -> dict[AnyKind, TableName]:
    """Map each kind of thing that can have an id to its table.

    An id in the form of a record's has no other kind of record; an actor or a place may have it.
    """
    shown_kind = kind_of(ident)
    kinds = KINDS if shown_kind is None else (shown_kind,)
    tables: dict[AnyKind, TableName] = {kind.name: kind.table for kind in kinds}
    tables |= {"document": "sources", "actor": "actors", "place": "places"}
    return tables


def _unknown(dataset: Dataset, ident: object) -> UnknownValueError:
    """Make the error for an id of nothing; a name leads to its id."""
    for kind in ("actor", "place"):
        try:
            named = resolve(dataset, kind, str(ident)) if isinstance(ident, str) else None
        except UnknownValueError:
            continue
        if named:
            return UnknownValueError(
                f"{shown(ident)} is not an id, but the name of the {kind} "
                f"{', '.join(sorted(named))}.",
                "Use this id.",
            )
    known = [one for table in _tables().values() for one in dataset[table].by_id]
    return unknown_id("id", ident, known)


def _documents(dataset: Dataset, ident: str) -> tuple[Document, ...]:
    """Return copies of the rows: changing a copy does not change the dataset."""
    sources = dataset["sources"].by_id
    links = dataset["evidence"].where("record_id", ident)
    return tuple((sources[link["source_id"]].copy(), link.copy()) for link in links)
