"""What a rule is, what it reports, and the table of all rules."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal, TypeAlias

import narwhals as nw

from ...dataset.description import Description, description
from ...dataset.table_schema import declaration
from ...names import AUTHORED, TableName

Frame: TypeAlias = "nw.DataFrame[Any]"
Row: TypeAlias = dict[str, Any]
Level = Literal["row", "table", "dataset", "files"]


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that does not hold: which rule, where, which value, and the way out."""

    rule: str
    table: str
    key: str
    column: str
    value: str
    message: str

    def __str__(self) -> str:
        """Put the problem in one line."""
        where = f"{self.table} {self.key}".strip()
        return f"{self.rule} {where}, {self.column} = {self.value}: {self.message}"


@dataclass(frozen=True)
class Context:
    """The tables under validation, the folder that they came from, if any, and what they are."""

    frames: Mapping[str, Frame]
    folder: Path | None = None
    reference: Mapping[str, Frame] = field(default_factory=dict)
    described: Description = field(default_factory=description)

    def vocabulary(self, name: str) -> dict[str, Row]:
        """Return one vocabulary list, the data's own before the shipped one."""
        frame = self.frames.get("vocabulary", self.reference.get("vocabulary"))
        assert frame is not None
        rows = frame.filter(nw.col("list") == name, ~nw.col("value").is_null())
        return {row["value"]: row for row in rows.iter_rows(named=True)}

    def rows(self, table: str) -> list[Row]:
        """Return a table's rows as dicts, the data's own before the shipped one."""
        frame = self.frames.get(table, self.reference.get(table))
        return [] if frame is None else list(frame.iter_rows(named=True))


RowCheck: TypeAlias = Callable[[Context, TableName, Frame], Iterator[Problem]]
DatasetCheck: TypeAlias = Callable[[Context], Iterator[Problem]]


@dataclass(frozen=True)
class Rule:
    """One numbered rule: what it says, what it needs, and the function that checks it."""

    id: str
    level: Level
    title: str
    tables: tuple[TableName, ...]
    check: Callable[..., Iterator[Problem]]

    def run(self, context: Context) -> Iterator[Problem]:
        """Check the rule on the tables at hand."""
        if self.level in ("dataset", "files"):
            yield from self.check(context)
            return
        for table in self.tables:
            if table in context.frames:
                yield from self.check(context, table, context.frames[table])

    def missing(self, context: Context) -> str | None:
        """Say why the rule cannot run on these tables; None if it can."""
        if self.level == "files" and context.folder is None:
            return "needs the files of a built dataset"
        absent = [name for name in self.tables if name not in context.frames]
        if self.level in ("row", "table"):
            return "concerns other tables" if len(absent) == len(self.tables) else None
        return f"needs also: {', '.join(absent)}" if absent else None


RULES: dict[str, Rule] = {}
"""Every rule by its id."""


def row_rule(
    ident: str, title: str, tables: Iterable[TableName], level: Level = "row"
) -> Callable[[RowCheck], RowCheck]:
    """Register a rule that needs one table at a time."""

    def register(check: RowCheck) -> RowCheck:
        RULES[ident] = Rule(ident, level, title, tuple(tables), check)
        return check

    return register


def dataset_rule(
    ident: str, title: str, tables: Iterable[TableName] = AUTHORED, level: Level = "dataset"
) -> Callable[[DatasetCheck], DatasetCheck]:
    """Register a rule that needs several tables together, or the files."""

    def register(check: DatasetCheck) -> DatasetCheck:
        RULES[ident] = Rule(ident, level, title, tuple(tables), check)
        return check

    return register


def among(column: str, values: Iterable[str]) -> nw.Expr:
    """Tell where a column has one of the values; null where it is null."""
    # Arrow takes a list without values for one of nulls, and refuses to compare it with text.
    return nw.col(column).is_in([*values, "\0"])


def failing(
    rule: str, table: TableName, frame: Frame, mask: nw.Expr, column: str, message: str
) -> Iterator[Problem]:
    """Report the rows in which `mask` holds; `message` may name columns in braces."""
    for row in frame.filter(mask.fill_null(False)).iter_rows(named=True):
        yield problem(rule, table, row, column, message.format_map(row))


def problem(rule: str, table: TableName, row: Row, column: str, message: str) -> Problem:
    """Report one row, named by its primary key."""
    key = " + ".join(str(row[name]) for name in declaration(table).primary_key)
    return Problem(rule, table, key, column, shown(row[column]), message)


def shown(value: object) -> str:
    """Show a value in a message."""
    return "null" if value is None else repr(value) if isinstance(value, str) else str(value)
