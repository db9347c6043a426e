"""Keys, references, vocabulary and status: R01, R02, R22, R25."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

import narwhals as nw

from ...dataset import Dataset
from ...dataset.table_schema import table_schema
from ...errors import near
from ...names import AUTHORED, CLOSED_LISTS, TABLES, TableName
from ...parsing.words import split_list
from .engine import Failure, Mask, among, failing, fails, mask_rule, rule
from .sieve import (
    Context,
    LazyFrame,
    Tables,
    any_of,
    every_row,
    filtered,
    marked,
    one_of,
    repeated,
)


def _shares_key(tables: Tables, table: TableName) -> nw.Expr | LazyFrame:
    return repeated(tables, table, *table_schema(table).primary_key)


@rule("R01", "Keys are unique.", level="table", tables=TABLES, sieve=_shares_key)
def keys_unique(dataset: Dataset, table: TableName) -> Iterator[Failure]:
    """Report every row whose key occurs more than once; C03 reports nulls that must not be."""
    declared = table_schema(table)
    columns = declared.primary_key
    required = [number for number, name in enumerate(columns) if declared.field(name).required]
    keys = [tuple(row[name] for name in columns) for row in dataset[table]]
    counts = Counter(keys)
    for row, key in zip(dataset[table], keys, strict=True) if len(counts) < len(keys) else ():
        if counts[key] > 1 and all(key[number] is not None for number in required):
            yield fails(row, columns[0], "the key occurs more than once: keep one row")


def _unresolved(tables: Tables, table: TableName) -> LazyFrame:
    frame, wrong = tables[table], []
    for column, targets in reference_columns(table).items():
        known = _targets(tables, targets)
        frame = marked(frame, column, known, "value", f"{column} is known")
        missing = ~nw.col(column).is_null() & nw.col(f"{column} is known").is_null()
        if holds_lists(table, column):
            ids = known.collect().get_column("value").drop_nulls().to_list()
            listed = "|".join(map(re.escape, map(str, ids)))
            missing = missing & ~nw.col(column).str.contains(
                rf"\A(?:{listed})(?:; (?:{listed}))*\z"
            )
        wrong.append(missing)
    return filtered(frame, any_of(*wrong))


def _targets(tables: Tables, targets: tuple[str, ...]) -> LazyFrame:
    """Return the values of the columns to which another refers, as the column `value`."""
    parts = [target.split(".") for target in targets]
    values = [
        tables[table_schema(table).name].select(nw.col(column).alias("value"))
        for table, column in parts
    ]
    return nw.concat(values, how="vertical").unique()


def holds_lists(table: str, column: str) -> bool:
    """Return whether a cell of a column can refer to several rows."""
    return "; " in (table_schema(table).field(column).pattern or "")


def _referred(table: TableName) -> Iterator[Context]:
    """Read the keys to which the rows refer; for a list, all keys."""
    for column, targets in reference_columns(table).items():
        for target in targets:
            other, key = target.split(".")
            to = None if holds_lists(table, column) else column
            yield Context(table_schema(other).name, key, to, columns=(key,))


@rule(
    "R02",
    "Every reference resolves.",
    level="dataset",
    tables=AUTHORED,
    sieve=_unresolved,
    context=_referred,
)
def references_resolve(dataset: Dataset, table: TableName) -> Iterator[Failure]:
    """Report every reference to a row that does not exist."""
    for column, targets in reference_columns(table).items():
        known = {value for target in targets for value in _values(dataset, *target.split("."))}
        message = f"no such row in {' or '.join(targets)}: correct the id or add the row"
        for row in dataset[table]:
            cell = row[column]
            if cell is not None and cell not in known and not _all_known(cell, known):
                yield fails(row, column, message)


def _all_known(cell: object, known: set[str]) -> bool:
    """Return whether a cell contains a list of several values, all of them known."""
    return len(listed := list(split_list(cell))) > 1 and known.issuperset(listed)


def reference_columns(table: str) -> dict[str, tuple[str, ...]]:
    """Map each column that refers to another table to its targets."""
    declared = table_schema(table)
    single = {key.column: (f"{key.table}.{key.target}",) for key in declared.foreign_keys}
    return single | {field.name: field.references for field in declared.fields if field.references}


def _values(dataset: Dataset, table: str, column: str) -> list[str]:
    return [str(row[column]) for row in dataset[table] if row[column] is not None]


def _outside_lists(tables: Tables, table: TableName) -> nw.Expr:
    if table == "vocabulary":
        return every_row(tables, table)
    lists = tables.words.lists
    return any_of(
        *(
            ~one_of(nw.col(field.name), lists.values(field.vocabulary))
            for field in table_schema(table).fields
            if field.vocabulary
        )
    )


@rule(
    "R22",
    "Closed columns contain only vocabulary values, and every list is used.",
    level="row",
    tables=TABLES,
    sieve=_outside_lists,
)
def closed_columns(dataset: Dataset, table: TableName) -> Iterator[Failure]:
    """Report values outside their list, lists that no schema names, and altered closed lists."""
    for field in table_schema(table).fields:
        if field.vocabulary:
            allowed = sorted(dataset.lists.values(field.vocabulary))
            listed = {None, *allowed}
            for row in dataset[table]:
                cell = row[field.name]
                if cell not in listed:
                    yield fails(row, field.name, _not_listed(field.vocabulary, cell, allowed))
    if table == "vocabulary":
        unused = ~among("list", named_lists())
        message = "no schema names this list: name it in schemas/ or remove it"
        yield from failing(dataset, table, unused, "list", message)
        yield from _altered_closed_lists(dataset)


def _not_listed(name: str, value: object, allowed: list[str]) -> str:
    """List the valid values, those with a similar spelling first."""
    if not allowed:
        return f"the list {name} is empty: add the value with `new vocabulary`"
    similar = near(value, allowed)
    ordered = [*similar, *(one for one in allowed if one not in similar)]
    first = ", nearest first" if similar else ""
    message = f"not in the list {name}. Valid{first}: {', '.join(ordered)}"
    return message if name in CLOSED_LISTS else f"{message}; `new vocabulary` adds others"


def _altered_closed_lists(dataset: Dataset) -> Iterator[Failure]:
    """Report closed lists of the vocabulary whose values differ from those in the code."""
    reason = "the code gives these values a meaning; extend the library first"
    for name, known in CLOSED_LISTS.items():
        rows = dataset["vocabulary"].where("list", name)
        for row in rows:
            if row["value"] is not None and row["value"] not in known:
                yield fails(row, "value", f"the list {name} is closed: {reason}")
        absent = [value for value in known if value not in {row["value"] for row in rows}]
        if rows and absent:
            yield fails(rows[0], "list", f"the list lacks {', '.join(absent)}: {reason}")


def named_lists() -> set[str]:
    """Return the lists that a column takes its values from."""
    fields = [field for table in TABLES for field in table_schema(table).fields]
    return {name for f in fields for name in (f.vocabulary, f.known_values) if name}


@mask_rule(
    "R25",
    "superseded_by is set exactly where status is superseded.",
    level="row",
    tables=("events", "figures", "claims", "positions"),
)
def successor_named(dataset: Dataset, table: TableName) -> Iterator[Mask]:
    """Report superseded records without a successor, and other records with one."""
    superseded = nw.col("status") == "superseded"
    wrong = superseded == nw.col("superseded_by").is_null()
    message = "status is {status}: set both status=superseded and superseded_by, or neither"
    yield Mask(wrong, "superseded_by", message)
