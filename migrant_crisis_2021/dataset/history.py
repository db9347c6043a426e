"""The history of a table: compare two states, undo changes, and take the fingerprint of a state."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING, Any, NamedTuple

from ..names import TableName
from ..parsing.versions import version_order
from .csv_files import PARSERS, Row, Value, cell
from .parquet_files import canonical_lines, hash_of_lines, sort_key
from .table_schema import table_schema

if TYPE_CHECKING:
    from .row_types import ChangeRow

ADDED, REMOVED = "added", "removed"
DIGITS = 6
"""How many digits of its hash tell a row or column from others."""
_BATCH = 10_000


class Change(NamedTuple):
    """A cell that changed, as text, or a row that came or went (without a field)."""

    table: TableName
    key: str
    field: str | None
    old: str | None
    new: str | None

    @property
    def is_removal(self) -> bool:
        """Whether a row went."""
        return self.field is None and self.new == REMOVED


class Contradiction(NamedTuple):
    """A row of `changes` that does not agree with the table."""

    change: ChangeRow
    message: str


def row_key(table: str, row: Mapping[str, Any]) -> str:
    """Return the key of a row as one text, as `changes` writes it.

    Examples
    --------
    >>> row_key("event_figures", {"event_id": "evt-0001", "figure_id": "fig-0001"})
    'evt-0001/fig-0001'
    """
    return "/".join(sort_key(table, row))


def typed(table: str, column: str, text: str | None) -> Value:
    """Give a text the type of its column; that of a column that was dropped stays text."""
    if text is None:
        return None
    types = {field.name: field.type for field in table_schema(table).fields}
    return PARSERS[types.get(column, "string")](text)


def compared(
    table: TableName,
    old: Iterable[Row],
    new: Iterable[Row],
    columns: Sequence[str],
) -> Iterator[Change]:
    """Yield what changed between two states of a table.

    Parameters
    ----------
    table : str
        The table.
    old, new : iterable of dict
        Its rows before and after.
    columns : sequence of str
        The columns that it had before. New columns are not compared, and one that `new` lacks
        counts as emptied.
    """
    before = {row_key(table, row): row for row in old}
    after = {row_key(table, row): row for row in new}
    for key in sorted({**before, **after}):
        if key not in before:
            yield Change(table, key, None, None, ADDED)
            continue
        row = after.get(key)
        if row is None:
            yield Change(table, key, None, None, REMOVED)
        for column in columns:
            was = cell(before[key][column]) or None
            now = cell(row.get(column)) or None if row else None
            if was != now:
                yield Change(table, key, column, was, now)


def undo(
    table: TableName, rows: Iterable[Row], changes: Iterable[ChangeRow]
) -> tuple[list[Row], list[Contradiction]]:
    """Undo changes of a table.

    Returns
    -------
    tuple of list of dict and list of Contradiction
        The rows as they stood before, sorted by key; columns that were dropped are among their
        columns. And the changes that do not agree with the rows: they are undone as far as
        possible.
    """
    state = {row_key(table, row): dict(row) for row in rows}
    faults: list[Contradiction] = []
    by_version: dict[str, list[ChangeRow]] = defaultdict(list)
    for change in changes:
        by_version[change["version"]].append(change)
    for version in sorted(by_version, key=version_order, reverse=True):
        # A removed row must be there before its cells are.
        for change in sorted(by_version[version], key=lambda one: one["field"] is not None):
            message = _undo_one(table, state, change)
            if message:
                faults.append(Contradiction(change, message))
    return sorted(state.values(), key=lambda row: sort_key(table, row)), faults


def _undo_one(table: TableName, state: dict[str, Row], change: ChangeRow) -> str:
    """Undo one change; return what is wrong with it, if anything."""
    key, field, new = change["record_id"], change["field"], change["new_value"]
    row = state.get(key)
    if field is None:
        if new not in (ADDED, REMOVED):
            return f"a row without a field says {ADDED} or {REMOVED}"
        if new == ADDED:
            return "" if state.pop(key, None) else f"{table} has no row with this key"
        state[key] = dict.fromkeys(table_schema(table).columns)
        return "" if row is None else f"{table} has a row with this key"
    if row is None:
        return f"{table} has no row with this key"
    now = cell(row.get(field)) or None
    try:
        row[field] = typed(table, field, change["old_value"])
    except ValueError:
        return f"the old value is not a value of {table}.{field}"
    if now != new:
        return f"{table} has {_quoted(now)}"
    return ""


def _quoted(text: str | None) -> str:
    return "null" if text is None else repr(text)


class Fingerprint:
    """What `releases` says of a table: hashes of all its rows, of each row, of each column.

    Parameters
    ----------
    rows : iterable of dict
        The rows, in their order. Each kind of hash reads them once.
    columns : sequence of str
        The columns that count.
    """

    def __init__(self, rows: Iterable[Mapping[str, Any]], columns: Sequence[str]) -> None:
        self._rows = rows
        self._columns = columns

    def _values(self) -> Iterator[list[Any]]:
        return ([row.get(name) for name in self._columns] for row in self._rows)

    @cached_property
    def content(self) -> str:
        """The hash of all rows."""
        return hash_of_lines(canonical_lines(self._values()))

    @cached_property
    def rows(self) -> tuple[str, ...]:
        """The hash of each row."""
        lines = canonical_lines(self._values())
        return tuple(hashlib.sha256(line).hexdigest()[:DIGITS] for line in lines)

    @cached_property
    def columns(self) -> tuple[str, ...]:
        """The hash of each column, as if it were a row."""
        values, comma = self._values(), b""
        digests = [hashlib.sha256(b"[") for _ in self._columns]
        while batch := list(islice(values, _BATCH)):
            by_column = canonical_lines(zip(*batch, strict=True))
            for digest, line in zip(digests, by_column, strict=True):
                digest.update(comma + line[1:-2])
            comma = b","
        for digest in digests:
            digest.update(b"]\n")
        return tuple(digest.hexdigest()[:DIGITS] for digest in digests)


def split_hashes(joined: str | None) -> list[str]:
    """Split the hashes of rows or columns as `releases` writes them."""
    text = joined or ""
    return [text[start : start + DIGITS] for start in range(0, len(text), DIGITS)]
