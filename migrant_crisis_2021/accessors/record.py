"""Everything about one record: what, when, where, who reported it, and its documents."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from html import escape
from typing import Any

from ..dataset import Dataset
from ..dataset.documents import origin
from ..dataset.kinds import KINDS, KindName, kind_of, record_id
from ..dataset.row_types import EvidenceRow, SourceRow
from ..printed import Printed
from .record_sections import Document, Section, sections_of
from .resolution import unknown_record


@dataclass(frozen=True, repr=False)
class Record(Printed):
    """One record with everything that the tables say about it.

    Parameters
    ----------
    id : str
        Its identifier.
    kind : str
        ``event``, ``figure``, ``claim`` or ``position``.
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
    kind: KindName
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


def record(dataset: Dataset, id: str) -> Record:  # noqa: A002
    """Look up one event, figure, claim or position with all its details.

    Parameters
    ----------
    id : str
        An identifier such as ``fig-0001``.

    Returns
    -------
    Record
        Prints well in a terminal and in a notebook.

    Raises
    ------
    UnknownValueError
        If there is no such record.

    Examples
    --------
    >>> import migrant_crisis_2021 as mc
    >>> mc.record("evt-0001").row["status"]
    'active'
    """
    id = record_id(id)  # noqa: A001
    kind = kind_of(id)
    if kind is None or id not in dataset[kind.table].by_id:
        known = [ident for one in KINDS for ident in dataset[one.table].by_id]
        raise unknown_record("record", id, known)
    documents = _documents(dataset, id)
    row = dict(dataset[kind.table].by_id[id])
    return Record(id, kind.name, row, documents, sections_of(dataset, id, kind.name, documents))


def _documents(dataset: Dataset, ident: str) -> tuple[Document, ...]:
    """Return copies of the rows: changing a copy does not change the dataset."""
    sources = dataset["sources"].by_id
    links = dataset["evidence"].where("record_id", ident)
    return tuple((sources[link["source_id"]].copy(), link.copy()) for link in links)
