"""Everything about one record: what, when, where, who reported it, and its documents."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from html import escape
from typing import Any, Literal, get_args

from ..dataset import Dataset
from ..dataset.documents import origin
from ..dataset.kinds import KINDS, record_id, unknown_id
from ..dataset.row_types import EvidenceRow, SourceRow
from ..errors import Advice, UnknownValueError, option, shown
from ..names import TableName
from ..printed import Printed
from .named_sections import named_sections
from .record_sections import Document, Section, sections_of
from .resolution import resolve

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

    Examples
    --------
    >>> import migrant_crisis_2021 as mc
    >>> found = mc.record("fig-0001")
    >>> found.row["value"], found.n_publishers
    (7935.0, 1)
    """

    id: str
    kind: AnyKind
    row: dict[str, Any]
    documents: tuple[tuple[SourceRow, EvidenceRow], ...]
    sections: tuple[Section, ...]

    @property
    def n_publishers(self) -> int:
        """Number of independent publishers; documents with the same wire origin count once."""
        supporting = (source for source, link in self.documents if link["relation"] == "supports")
        return len({origin(source) for source in supporting})

    def to_dict(self) -> dict[str, Any]:
        """Return the record as plain data, with dates as ISO text."""
        return {
            "record_id": self.id,
            "kind": self.kind,
            "record": _plain(self.row),
            "n_publishers": self.n_publishers,
            "sources": [_plain({**source, **link}) for source, link in self.documents],
        }

    def __str__(self) -> str:
        """Format the record as lines for a terminal."""
        lines = []
        for heading, body in self.sections:
            lines += [heading, *(f"  {line}" for line in body)]
        return "\n".join(lines)

    def _repr_html_(self) -> str:
        parts = []
        for heading, body in self.sections:
            items = "".join(f"<li>{escape(line)}</li>" for line in body)
            parts.append(f"<h4>{escape(heading)}</h4><ul>{items}</ul>")
        return "".join(parts)


def _plain(row: Mapping[str, Any]) -> dict[str, Any]:
    return {k: v if v is None or isinstance(v, int | float) else str(v) for k, v in row.items()}


def record(dataset: Dataset, id: str, kind: str | None = None) -> Record:  # noqa: A002
    """Look up one record, document, actor or place with all its details.

    Parameters
    ----------
    id : str
        An identifier such as ``fig-0001``, also written ``FIG-1``, or the id of a document, an
        actor or a place.
    kind : {"event", "figure", "claim", "position", "document", "actor", "place"}, optional
        What to look up; needed only for an id that an actor and a place share, such as
        ``"belarus"``.

    Returns
    -------
    Record
        Prints well in a terminal and in a notebook.

    Raises
    ------
    UnknownValueError
        If nothing has this id, or an actor and a place have it.

    Examples
    --------
    >>> import migrant_crisis_2021 as mc
    >>> mc.record("evt-0001").row["status"]
    'active'
    >>> mc.record("kuznica").kind
    'place'
    """
    wanted = None if kind is None else option("kind", kind, get_args(AnyKind))
    found = {
        name: table
        for name, table in _tables().items()
        if wanted in (None, name) and record_id(id) in dataset[table].by_id
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
    ident = record_id(id)
    row = dict(dataset[table].by_id[ident])
    if name == "document" or name == "actor" or name == "place":
        return Record(ident, name, row, (), named_sections(dataset, ident, name))
    documents = _documents(dataset, ident)
    sections = sections_of(dataset, ident, name, documents)
    return Record(ident, name, row, documents, sections)


def _tables() -> dict[AnyKind, TableName]:
    """Map each kind of thing that has an id to its table."""
    tables: dict[AnyKind, TableName] = {kind.name: kind.table for kind in KINDS}
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
