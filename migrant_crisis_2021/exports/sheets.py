"""What an export contains: one or several tables of plain values."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from ..names import TableName

Cell: TypeAlias = str | bool | int | float | dt.date | None
"""A value of a cell; a `datetime` is a date too."""
Row: TypeAlias = Mapping[str, Cell]
CellType = Literal["string", "date", "datetime", "integer", "number", "boolean", "any"]

SELECTION = "selection"
"""The name of rows that are not those of one table."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column with its type and, if a table declares it, its meaning."""

    name: str
    type: CellType
    description: str = ""
    unit: str = ""
    values: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """Rows with the same columns.

    Parameters
    ----------
    name : str
        The name of the table or, for rows that are not those of one table, `SELECTION`.
    columns : tuple of Column
        The columns, in order.
    rows : sequence of dict
        The rows, with a plain value or None for each column.
    description : str
        What a row is.
    table : str or None
        The table whose columns these are, if there is one.
    is_whole : bool
        Whether these are all rows and columns of the table.
    """

    name: str
    columns: tuple[Column, ...]
    rows: Sequence[Row]
    description: str = ""
    table: TableName | None = None
    is_whole: bool = False

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the columns, in order."""
        return tuple(column.name for column in self.columns)


def iso(value: Cell) -> str | bool | int | float | None:
    """Return a value as JSON and SQLite have it: dates as ISO text, whole numbers as such.

    Examples
    --------
    >>> iso(dt.date(2021, 11, 8)), iso(7935.0), iso(72.4)
    ('2021-11-08', 7935, 72.4)
    """
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer() and abs(value) < 2**53:
        return int(value)
    return value


def plain_row(row: Row, names: Iterable[str]) -> dict[str, str | bool | int | float | None]:
    """Return a row with values as JSON has them."""
    return {name: iso(row[name]) for name in names}
