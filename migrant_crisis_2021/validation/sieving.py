"""Run the rules: the sieves in the engine, the judges in Python on what they let through."""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

import narwhals as nw

from ..dataset import Dataset
from ..dataset.description import Description
from ..dataset.table_schema import arrow_schema, table_schema
from ..names import TableName
from .engines import failures_of
from .problems import Problem
from .rules import Rule, Subject
from .rules.sieve import ROW_NUMBER, Context, LazyFrame, Tables, any_of, every_row, filtered

if TYPE_CHECKING:
    import pyarrow as pa

WORD_LISTS: tuple[TableName, ...] = ("vocabulary", "loaded_terms")
"""The tables that rules read whole, to know what is allowed."""

_LOG = logging.getLogger(__name__)

Sieved = dict[TableName, "nw.Expr | LazyFrame"]


class Judges:
    """The rules on one set of tables.

    Parameters
    ----------
    tables : Tables
        The tables in their engine.
    rules : iterable of Rule
        The rules with a sieve that can run.
    """

    def __init__(self, tables: Tables, rules: Iterable[Rule]) -> None:
        self.tables = tables
        self._sieved: dict[str, Sieved] = {}
        masks: dict[TableName, dict[str, nw.Expr]] = defaultdict(dict)
        for rule in rules:
            assert rule.sieve is not None
            names = [name for name in rule.tables if name in tables.frames]
            with failures_of(tables.engine):
                sieved: Sieved = {
                    name: (every_row if name in WORD_LISTS else rule.sieve)(tables, name)
                    for name in names
                }
            self._sieved[rule.id] = sieved
            for name, one in sieved.items():
                if isinstance(one, nw.Expr):
                    masks[name][rule.id] = one.fill_null(False)
        self._marked = {name: self._mark(name, by) for name, by in masks.items()}

    def problems(self, rule: Rule) -> Iterator[Problem]:
        """Yield what a rule finds."""
        for table, sieved in self._sieved[rule.id].items():
            rows = self._suspects(rule, table, sieved)
            _LOG.debug("%s judges %s rows of %s", rule.id, rows.num_rows, table)
            if rows.num_rows:
                if isinstance(sieved, nw.Expr):
                    sieved = filtered(self.tables[table], sieved)
                dataset = self._dataset(table, rows, sieved, rule.context(table))
                yield from rule.check(Subject(dataset, (table,), None, True))

    def _suspects(self, rule: Rule, table: TableName, sieved: nw.Expr | LazyFrame) -> pa.Table:
        if not isinstance(sieved, nw.Expr):
            return as_rows(table, self._collected(sieved))
        marked = self._marked[table]
        return as_rows(table, marked.filter(marked[rule.id]))

    def _dataset(
        self, table: TableName, rows: pa.Table, suspects: LazyFrame, context: Iterable[Context]
    ) -> Dataset:
        """Make a dataset of the rows to judge and of what belongs to them."""
        import pyarrow as pa

        words = self.tables.words
        given: dict[TableName, list[pa.Table]] = defaultdict(list)
        given[table].append(rows)
        chosen: dict[TableName, LazyFrame] = {}
        for one in context:
            chosen[one.table] = self._chosen(one, chosen[one.via] if one.via else suspects)
            given[one.table].append(as_rows(one.table, self._collected(chosen[one.table])))
        frames = {name: pa.concat_tables(parts) for name, parts in given.items()}
        lent = {name: words.arrow(name) for name in words.tables if name not in frames}
        dataset = Dataset.of({**lent, **frames}, self.tables.described)
        dataset.home = words.home
        return dataset

    def _mark(self, table: TableName, masks: Mapping[str, nw.Expr]) -> pa.Table:
        """Collect the rows that some mask lets through, with a column for each mask."""
        marked = self.tables[table].with_columns(**masks)
        return self._collected(marked.filter(any_of(*map(nw.col, masks))))

    def _collected(self, frame: LazyFrame) -> pa.Table:
        return collected(frame, self.tables.engine)

    def _chosen(self, one: Context, referring: LazyFrame) -> LazyFrame:
        frame = self.tables[one.table]
        if one.where is not None:
            frame = filtered(frame, one.where)
        if one.to is not None:
            values = referring.select(nw.col(one.to).alias(one.key)).unique()
            frame = frame.join(values, on=one.key, how="semi")
        if one.columns:
            order = [name for name in frame.collect_schema().names() if name == ROW_NUMBER]
            frame = frame.select(*one.columns, *order)
        return frame


def collected(frame: LazyFrame, engine: str | None) -> pa.Table:
    """Collect a frame as Arrow."""
    with failures_of(engine):
        return frame.collect(backend="pyarrow").to_native()


def as_rows(table: TableName, found: pa.Table) -> pa.Table:
    """Give collected rows the declared columns and types, and the order of the table.

    Engines return rows in any order: they are sorted by their number or, without one, by their key.
    """
    import pyarrow as pa

    schema, names = arrow_schema(table), found.column_names
    keys = [name for name in table_schema(table).primary_key if name in names]
    others = [name for name in schema.names if name in names and name not in keys]
    by = [ROW_NUMBER] if ROW_NUMBER in names else [*keys, *others]
    found = found.sort_by([(name, "ascending") for name in by])
    columns = [
        found[field.name].cast(field.type)
        if field.name in names
        else pa.nulls(found.num_rows, field.type)
        for field in schema
    ]
    return pa.table(columns, schema=schema)


def arrow_tables(
    frames: Mapping[TableName, pa.Table], words: Dataset, described: Description | None
) -> Tables:
    """Return Arrow tables with the numbers of their rows."""
    numbered = {
        name: nw.from_native(table, eager_only=True).with_row_index(ROW_NUMBER).lazy()
        for name, table in frames.items()
    }
    return Tables(numbered, words, described, None)


def word_lists(
    words: Dataset, given: Mapping[TableName, pa.Table], described: Description | None
) -> Dataset:
    """Return the word lists alone: those that are given, otherwise those of a dataset."""
    frames = {name: given[name] if name in given else words.arrow(name) for name in WORD_LISTS}
    lists = Dataset.of(frames, described)
    lists.home = words.home
    return lists


class Collecting(Mapping[TableName, "pa.Table"]):
    """Tables of an engine that are collected when a rule asks for them whole."""

    def __init__(self, frames: Mapping[TableName, LazyFrame], engine: str) -> None:
        self._frames, self._engine = frames, engine

    def __getitem__(self, table: TableName) -> pa.Table:
        return as_rows(table, collected(self._frames[table], self._engine))

    def __iter__(self) -> Iterator[TableName]:
        return iter(self._frames)

    def __len__(self) -> int:
        return len(self._frames)
