"""One problem of a report."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ..dataset.table_schema import table_schema
from ..errors import visible
from ..names import TableName

BUILD_AGAIN = "build again"
"""How the message of a problem ends that the next build mends."""


@dataclass(frozen=True, slots=True)
class Problem:
    """A cell, column or file that breaks a rule: the rule, place, value and correction."""

    rule: str
    table: str
    key: str
    column: str
    value: str
    message: str

    def __str__(self) -> str:
        """Format the problem as one line."""
        where = visible(f"{self.table} {self.key}".strip())
        return f"{self.rule} {where}, {self.column} = {visible(self.value)}: {self.message}"


def problem_in_row(
    rule: str, table: TableName, row: Mapping[str, object], column: str, message: str
) -> Problem:
    """Make a problem for a cell; the primary key names its row."""
    return Problem(rule, table, key_of(table, row), column, _cell(row[column]), message)


def key_of(table: TableName, row: Mapping[str, object]) -> str:
    """Name a row by its primary key."""
    return " + ".join(str(row[name]) for name in table_schema(table).primary_key)


def _cell(value: object) -> str:
    return "null" if value is None else repr(value) if isinstance(value, str) else str(value)
