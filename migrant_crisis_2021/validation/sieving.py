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
from .rules.sieve import (
    ROW_NUMBER,
    Context,
    LazyFrame,
    Sieve,
    Tables,
    any_of,
    every_row,
    filtered,
    kept,
)

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
        self._sieves: dict[Sieve, str] = {}
        """The name of the column of each mask: rules on text have one sieve."""
        self._sieved: dict[str, Sieved] = {}
        masks: dict[TableName, dict[str, nw.Expr]] = defaultdict(dict)
        for rule in rules:
            assert rule.sieve is not None
            column = self._sieves.setdefault(rule.sieve, rule.id)
            names = [name for name in rule.tables if name in tables.frames]
            with failures_of(tables.engine):
                sieved: Sieved = {
                    name: (every_row if name in WORD_LISTS else rule.sieve)(tables, name)
                    for name in names
                }
            self._sieved[rule.id] = sieved
            for name, one in sieved.items():
                if isinstance(one, nw.Expr):
                    masks[name][column] = one.fill_null(False)
        self._marked = {name: self._mark(name, by) for name, by in masks.items()}

    def problems(self, rule: Rule) -> Iterator[Problem]:
        """Yield what a rule finds."""
        for table, sieved in self._sieved[rule.id].items():
            rows = self._suspects(rule, table, sieved)
            _LOG.debug("%s judges %s rows of %s", rule.id, rows.num_rows, table)
            if rows.num_rows:
                frames = {table: self._referring(table, rows, sieved)}
                dataset = gathered(self.tables, {table: rows}, frames, rule.context(table))
                yield from rule.check(Subject(dataset, (table,), None, True))

    def _suspects(self, rule: Rule, table: TableName, sieved: nw.Expr | LazyFrame) -> pa.Table:
        if not isinstance(sieved, nw.Expr):
            return as_rows(table, collected(sieved, self.tables.engine))
        marked = self._marked[table]
        assert rule.sieve is not None
        return as_rows(table, marked.filter(marked[self._sieves[rule.sieve]]))

    def _referring(
        self, table: TableName, rows: pa.Table, sieved: nw.Expr | LazyFrame
    ) -> LazyFrame:
        """Return the rows to judge where the tables are, to be joined with them."""
        if self.tables.engine is None:
            frame: LazyFrame = nw.from_native(rows, eager_only=True).lazy()
            return frame
        return filtered(self.tables[table], sieved) if isinstance(sieved, nw.Expr) else sieved

    def _mark(self, table: TableName, masks: Mapping[str, nw.Expr]) -> pa.Table:
        """Collect the rows that some mask lets through, with a column for each mask."""
        marked = self.tables[table].with_columns(**masks)
        return collected(marked.filter(any_of(*map(nw.col, masks))), self.tables.engine)


def gathered(
    tables: Tables,
    rows: Mapping[TableName, pa.Table],
    frames: Mapping[TableName, LazyFrame],
    context: Iterable[Context],
) -> Dataset:
    """Make a dataset of rows to judge, which are those of `frames`, and what belongs to them."""
    import pyarrow as pa

    judged, chosen = next(iter(frames.values())), dict(frames)
    given = defaultdict(list, {name: [table] for name, table in rows.items()})
    for one in context:
        chosen[one.table] = _chosen(tables[one.table], one, chosen[one.via] if one.via else judged)
        given[one.table].append(as_rows(one.table, collected(chosen[one.table], tables.engine)))
    known = {name: pa.concat_tables(parts) for name, parts in given.items()}
    words = tables.words
    lent = {name: words.arrow(name) for name in words.tables if name not in known}
    dataset = Dataset.of({**lent, **known}, tables.described)
    dataset.home = words.home
    return dataset


def _chosen(frame: LazyFrame, one: Context, referring: LazyFrame) -> LazyFrame:
    if one.where is not None:
        frame = filtered(frame, one.where)
    if one.to is not None:
        values = referring.select(nw.col(one.to).alias(one.key)).unique()
        frame = frame.join(values, on=one.key, how="semi")
    return frame.select(*kept(frame, *one.columns)) if one.columns else frame


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


def in_key_order(table: TableName, rows: pa.Table) -> pa.Table:
    """Sort rows by key, unless they are: of rows that are alike, judges report all but the first.

    Sorted rows are recognised by comparing each key with the next one, much sooner than by sorting.
    """
    import pyarrow.compute as pc

    before, after = rows.slice(0, max(len(rows) - 1, 0)), rows.slice(1)
    rises = None
    for name in reversed(table_schema(table).primary_key):
        less = pc.less(before[name], after[name])
        same = pc.equal(before[name], after[name])
        rises = less if rises is None else pc.or_(less, pc.and_(same, rises))
    is_sorted = pc.all(rises, skip_nulls=False).as_py()
    return rows if is_sorted else as_rows(table, rows)


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
