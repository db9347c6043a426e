"""Sieves: what a rule leaves to its judge, as expressions that every engine evaluates.

A *sieve* lets through every row that could break its rule, and few others. The *judge* is the
function of the rule: it looks at those rows alone, in Python, whatever the engine, so that engines
cannot disagree. A sieve may let through too much, never too little.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import reduce
from operator import and_, or_
from typing import Any, NamedTuple, TypeAlias, TypeVar, cast

import narwhals as nw

from ...dataset import Dataset
from ...dataset.description import Description
from ...names import TableName

T = TypeVar("T")
LazyFrame: TypeAlias = "nw.LazyFrame[Any]"


@dataclass(frozen=True)
class Tables:
    """The tables under check, in their engine.

    Parameters
    ----------
    frames : mapping of str to narwhals.LazyFrame
        The tables with the declared columns and types.
    words : Dataset
        The word lists, with the description as manifest.
    described : mapping or None
        The description of the dataset.
    engine : str or None
        The name of the engine; None for Arrow tables in memory.
    """

    frames: Mapping[TableName, LazyFrame]
    words: Dataset
    described: Description | None
    engine: str | None
    _found: dict[str, Any] = field(default_factory=dict)

    def once(self, what: str, find: Callable[[Tables], T]) -> T:
        """Find something in the tables that several sieves need, only once."""
        if what not in self._found:
            self._found[what] = find(self)
        return cast(T, self._found[what])

    @property
    def has_windows(self) -> bool:
        """Whether `over` works: Arrow has no sorted windows, and loses the order of many rows."""
        return self.engine is not None

    def __getitem__(self, table: TableName) -> LazyFrame:
        return self.frames[table]


Sieve: TypeAlias = "Callable[[Tables, TableName], nw.Expr | nw.LazyFrame[Any]]"
"""Returns a mask of the rows to judge, or a frame of them if other tables decide which."""


class Context(NamedTuple):
    """Rows of another table (or of the same) that the judge reads beside the rows to judge.

    Parameters
    ----------
    table : str
        The table.
    key : str
        The column by which its rows are chosen.
    to : str or None
        The column of the rows to judge whose values are chosen; None for all rows.
    via : str or None
        Another table of the context, if `to` is one of its columns.
    columns : tuple of str
        The columns that are read; the others are null. By default, all.
    where : narwhals.Expr or None
        Which of these rows are read.
    """

    table: TableName
    key: str
    to: str | None
    via: TableName | None = None
    columns: tuple[str, ...] = ()
    where: nw.Expr | None = None


ContextOf: TypeAlias = Callable[[TableName], Iterable[Context]]
"""Returns the context of the rows of one table."""


class Keyed(NamedTuple):
    """A table that is read in parts.

    Parameters
    ----------
    table : str
        The table.
    key : narwhals.Expr
        The text that says to which part a row belongs; a null counts as the text ``None``,
        as it does where keys are sorted.
    where : narwhals.Expr or None
        Which rows are read.
    """

    table: TableName
    key: nw.Expr
    where: nw.Expr | None = None


Parts: TypeAlias = "Callable[[Iterable[Keyed], Iterable[Context]], Iterator[Dataset]]"
"""Reads several tables a part at a time, each part with its context."""


def every_row(tables: Tables, table: TableName) -> nw.Expr:
    """Let every row through: for tables that are small by nature."""
    return nw.lit(True)


def columns_alone(*columns: str, where: nw.Expr | None = None) -> Sieve:
    """Declare that a rule has no sieve: it reads these columns of every row."""

    def sieve(tables: Tables, table: TableName) -> LazyFrame:
        frame = tables[table] if where is None else tables[table].filter(where)
        return frame.select(*kept(frame, *columns))

    return sieve


ROW_NUMBER = "row number"
"""The column that keeps the order of a frame that has one."""


def kept(frame: LazyFrame, *columns: str) -> list[str]:
    """Add the number of the row, where there is one, to the columns that are selected."""
    names = frame.collect_schema().names()
    return [*columns, *(name for name in (ROW_NUMBER,) if name in names)]


def filtered(frame: LazyFrame, mask: nw.Expr) -> LazyFrame:
    """Keep the rows of a mask, which may have windows: SQL has none in its WHERE."""
    return frame.with_columns(mask.fill_null(False).alias("is kept")).filter(nw.col("is kept"))


def all_of(*masks: nw.Expr) -> nw.Expr:
    """Combine masks; a null counts as false."""
    return reduce(and_, (mask.fill_null(False) for mask in masks))


def any_of(*masks: nw.Expr) -> nw.Expr:
    """Combine masks; a null counts as false."""
    return reduce(or_, (mask.fill_null(False) for mask in masks), nw.lit(False))


def none_of(*masks: nw.Expr) -> nw.Expr:
    """Return a mask of the rows in which every mask is false or null."""
    return ~any_of(*masks)


def repeated(tables: Tables, table: TableName, *columns: str) -> nw.Expr | LazyFrame:
    """Let through the rows that have the same values, nulls included, as another row."""
    if tables.has_windows:
        return nw.len().over(*columns) > 1
    texts = [nw.col(name).cast(nw.String).fill_null("") for name in columns]
    identity = nw.concat_str(texts, separator="\x1f").alias("identity")
    frame = tables[table].with_columns(identity)
    counts = frame.group_by("identity").agg(nw.len().alias("count")).filter(nw.col("count") > 1)
    return frame.join(counts, on="identity", how="semi")


def joined(*columns: str) -> nw.Expr:
    """Join the text of several columns, to compare them at once; a null reads as no text."""
    texts = [nw.col(name).fill_null("") for name in columns]
    return nw.concat_str(texts, separator="\x1f")


def one_of(text: nw.Expr, values: Iterable[str]) -> nw.Expr:
    """Return a mask of the texts among some values, which may be none."""
    known = list(values)
    # Arrow reads an empty list as a list of nulls and refuses to compare it with text.
    return text.is_in(known) if known else text != text


def marked(frame: LazyFrame, column: str, others: LazyFrame, other: str, name: str) -> LazyFrame:
    """Add a column that is true where `column` has a value that `others` has, null elsewhere."""
    known = others.select(nw.col(other).alias(f"{name} value")).unique()
    known = known.with_columns(nw.lit(True).alias(name))
    return frame.join(known, left_on=column, right_on=f"{name} value", how="left")
