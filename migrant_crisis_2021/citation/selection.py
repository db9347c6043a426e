"""Turn the argument of `cite` into the ids of records and documents."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, NamedTuple

from ..dataset import Dataset
from ..dataset.kinds import record_id, unknown_id
from ..errors import InvalidInputError
from ..parsing.words import is_frame
from ..printed import Printed
from .evidence import documents_of
from .ids import IdRow, is_record, known_ids

if TYPE_CHECKING:
    from narwhals.typing import IntoDataFrame

_WANTED = "Give an id, several ids, a frame, or nothing to cite the dataset."


class Selection(NamedTuple):
    """Ids of the records to write as sentences, and of the documents to list."""

    records: list[str]
    sources: list[str]


def select(dataset: Dataset, what: str | Iterable[str] | IntoDataFrame | None) -> Selection:
    """Select the records and documents to cite."""
    if what is None:
        return Selection([], [])
    if is_frame(what):
        from .frame_ids import id_rows

        return Selection([], _behind(dataset, id_rows(dataset, what)))
    return _by_ids(dataset, given_names(what, "cite", _WANTED))


def given_names(what: object, doing: str, wanted: str) -> list[str]:
    """Return the names that a caller gave, as one text, several, or a column of a frame.

    Parameters
    ----------
    what : object
        The argument.
    doing : str
        What the caller asked for, such as ``cite``.
    wanted : str
        A sentence with what can be given.

    Raises
    ------
    InvalidInputError
        If it is not text, or there is none.
    """
    if isinstance(what, str):
        return [what]
    if isinstance(what, Printed) and hasattr(what, "id"):  # what `record` returns
        return [str(what.id)]
    if hasattr(what, "to_pylist"):  # a column of pyarrow, whose values are not Python objects
        what = what.to_pylist()
    is_one = isinstance(what, bytes | bytearray | Mapping) or getattr(what, "ndim", 1) == 0
    if is_one or not isinstance(what, Iterable):
        raise InvalidInputError(f"cannot {doing} a {type(what).__name__}. {wanted}")
    names = list(what)
    for one in names:
        if not isinstance(one, str):
            raise InvalidInputError(
                f"a {type(what).__name__} of ids contains a {type(one).__name__}, not text. "
                f"{wanted}"
            )
    if not names:
        raise InvalidInputError(f"there are no ids, so nothing to {doing}. {wanted}")
    return list(dict.fromkeys(names))


def _by_ids(dataset: Dataset, ids: list[str]) -> Selection:
    documents = dataset["sources"].by_id
    for one in ids:
        if one not in documents and not is_record(dataset, record_id(one)):
            raise unknown_id("id", one, known_ids(dataset))
    ids = [one if one in documents else record_id(one) for one in ids]
    records = [one for one in ids if one not in documents]
    sources = [one for one in ids if one in documents]
    sources += [source for one in records for source in documents_of(dataset, one)]
    return Selection(records, list(dict.fromkeys(sources)))


def _behind(dataset: Dataset, frame_rows: Iterable[IdRow]) -> list[str]:
    """List the documents behind the rows of a frame.

    If a row pairs a record with a document of its evidence, as after a merge with `evidence`, only
    that document is listed; otherwise all documents of the record are.
    """
    cited: dict[str, None] = {}
    for row in frame_rows:
        cited |= dict.fromkeys(row.sources)
        for record in row.records:
            documents = documents_of(dataset, record)
            if not set(documents) & set(row.sources):
                cited |= dict.fromkeys(documents)
    return list(cited)
