"""From what a caller gives to the ids of records and documents that are cited."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from ..accessors.record import KINDS
from ..dataset.csv_files import index
from ..errors import InvalidInputError, unknown
from .evidence import evidence_of

_WANTED = "Give an id, several ids, a frame, or nothing to cite the dataset."


class IdRow(NamedTuple):
    """Ids that one row of a frame holds."""

    sources: list[str]
    records: list[str]


class Selection(NamedTuple):
    """Ids of the records to be put into prose, and of the documents to be listed."""

    records: list[str]
    sources: list[str]


def select(what: Any) -> Selection:
    """Find out what to cite."""
    if what is None:
        return Selection([], [])
    if hasattr(type(what), "columns"):  # of the type: asking a lazy frame itself may be costly
        from .frame_ids import id_rows

        return Selection([], _behind(id_rows(what)))
    return _by_ids(_ids(what))


def _ids(what: Any) -> list[str]:
    if isinstance(what, str):
        return [what]
    if hasattr(what, "to_pylist"):  # a column of pyarrow, whose values are no Python objects
        what = what.to_pylist()
    no_list = isinstance(what, bytes | bytearray | Mapping) or getattr(what, "ndim", 1) == 0
    if no_list or not isinstance(what, Iterable):
        raise InvalidInputError(f"cannot cite a {type(what).__name__}. {_WANTED}")
    ids = list(what)
    for one in ids:
        if not isinstance(one, str):
            raise InvalidInputError(
                f"a {type(what).__name__} of ids holds a {type(one).__name__}, not text. {_WANTED}"
            )
    if not ids:
        raise InvalidInputError(f"there are no ids, so nothing to cite. {_WANTED}")
    return list(dict.fromkeys(ids))


def _by_ids(ids: list[str]) -> Selection:
    documents = index("sources")
    for one in ids:
        if one not in documents and not is_record(one):
            raise unknown("id", one, known_ids(), "Find ids with search() or sources().")
    records = [one for one in ids if one not in documents]
    sources = [one for one in ids if one in documents]
    sources += [str(link["source_id"]) for one in records for link in evidence_of(one)]
    return Selection(records, list(dict.fromkeys(sources)))


def is_record(ident: str) -> bool:
    """Tell whether there is an event, figure, claim or position with this id."""
    _, table = KINDS.get(ident[:3], ("", ""))
    return bool(table) and ident in index(table)


def known_ids() -> list[str]:
    """List every id that can be cited."""
    return [ident for _, table in KINDS.values() for ident in index(table)] + list(index("sources"))


def _behind(frame_rows: Iterable[IdRow]) -> list[str]:
    """List the documents behind the rows of a frame.

    Where a row pairs a record with a document of its evidence, as a merge with `evidence` does,
    that document alone is behind it; otherwise all documents of the record are.
    """
    cited: dict[str, None] = {}
    for row in frame_rows:
        cited |= dict.fromkeys(row.sources)
        for record in row.records:
            documents = [str(link["source_id"]) for link in evidence_of(record)]
            if not set(documents) & set(row.sources):
                cited |= dict.fromkeys(documents)
    return list(cited)
