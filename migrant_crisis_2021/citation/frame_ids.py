"""Reading the ids in the rows of a frame of any library."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from ..dataset import Dataset
from ..errors import InvalidInputError, listed, unknown
from ..frames.reading import Columns, read_frame
from .ids import IdRow, is_record, known_ids

if TYPE_CHECKING:
    from narwhals.typing import IntoDataFrame

# An id column may have any suffix (`event_id_x`, `figure_id_right`, `source_id.1`), but
# `source_ids` is a different column.
_ID_COLUMN = re.compile(r"(record|event|figure|position|claim|source)_id(?![a-z])")
_CITE_ROWS = (
    "Cite the rows as they were before grouping or selecting columns, or pass a list of ids; "
    "cite() without arguments cites the dataset."
)


def id_rows(dataset: Dataset, frame: IntoDataFrame) -> list[IdRow]:
    """Read the ids of each row.

    Raises
    ------
    InvalidInputError
        If the frame cannot be read, or has no rows or no ids.
    UnknownValueError
        If an id does not exist in this dataset.
    """
    columns = _columns(frame)
    found = {name: values for name, values in columns.items() if _ID_COLUMN.match(name)}
    if not found:
        raise InvalidInputError(
            "the frame has no ids, so the documents behind its rows are unknown. "
            "Looked for record_id, event_id, figure_id, position_id, claim_id and source_id, also "
            "with a suffix or as an index, "
            f"among: {listed(list(columns)) or '(none)'}. {_CITE_ROWS}"
        )
    if not any(found.values()):
        raise InvalidInputError(
            "the frame has no rows, so there is nothing to cite. Widen the filter; "
            "cite() without arguments cites the dataset."
        )
    if not any(isinstance(value, str) for values in found.values() for value in values):
        raise InvalidInputError(
            f"the frame has no ids in {', '.join(found)}: the first value is "
            f"{next(iter(found.values()))[0]!r}, not an id. {_CITE_ROWS}"
        )
    for name, values in found.items():
        _check(dataset, name, values)
    return list(_rows(found, _event_shown(columns)))


def _check(dataset: Dataset, name: str, values: Sequence[Any]) -> None:
    """Raise an error if a column contains values other than ids; missing cells are allowed."""
    documents = dataset["sources"].by_id
    for value in dict.fromkeys(value for value in values if isinstance(value, str)):
        is_source = name.startswith("source")
        if not (value in documents if is_source else is_record(dataset, value)):
            way_out = "Is the frame from another dataset or release, or was the column changed?"
            raise unknown(f"id in the column {name}", value, known_ids(dataset), way_out)


def _rows(found: Columns, event_shown: list[bool]) -> Iterator[IdRow]:
    """Pair up the ids of each row.

    A position refers to its claim and to the event at which it was stated. Their documents are
    not cited for it: other positions on the claim have their own documents. The event is cited
    only if the row shows more of it than its id, as after a merge with `events`.
    """
    for place, shown in enumerate(event_shown):
        ids: dict[str, list[str]] = {}
        for name, values in found.items():
            if isinstance(values[place], str):
                ids.setdefault(name.split("_")[0], []).append(values[place])
        sources, claims = ids.pop("source", []), ids.pop("claim", [])
        if "position" in ids and not shown:
            ids.pop("event", None)
        records = [ident for kind in ids.values() for ident in kind]
        yield IdRow(sources, records or claims)


def _event_shown(columns: Columns) -> list[bool]:
    """Return for each row whether it shows more of an event than its id."""
    of_event = ["event_type", "summary"]
    if "publisher" not in columns:  # otherwise the title belongs to a document
        of_event.append("title")
    pattern = re.compile(rf"({'|'.join(of_event)})(?![a-z])")
    shown = [values for name, values in columns.items() if pattern.match(name)]
    length = len(next(iter(columns.values())))
    return [any(isinstance(values[place], str) for values in shown) for place in range(length)]


def _columns(frame: IntoDataFrame) -> Columns:
    read = read_frame(frame)
    return read.columns | {f"{name} (index)": level for name, level in read.levels.items()}
