"""Keys, references, vocabulary and status: R01, R02, R22, R25."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from typing import TYPE_CHECKING

import narwhals as nw

from ...dataset import Dataset
from ...dataset.kinds import nearest_ids
from ...dataset.table_schema import table_schema
from ...errors import listed, near
from ...names import AUTHORED, CLOSED_LISTS, OPEN_LISTS, TABLES, TableName
from ...parsing.words import split_list
from .engine import Failure, Mask, among, failing, fails, frame_of, mask_rule, rule
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

if TYPE_CHECKING:
    import pyarrow as pa


COUNTRY = "countries.country"
"""What a column refers to whose cells are codes of countries."""


def _shares_key(tables: Tables, table: TableName) -> nw.Expr | LazyFrame:
    return repeated(tables, table, *table_schema(table).primary_key)


@rule("R01", "Keys are unique.", level="table", tables=TABLES, sieve=_shares_key)
def keys_unique(dataset: Dataset, table: TableName) -> Iterator[Failure]:
    """Report every row whose key occurs more than once; C03 reports nulls that must not be."""
    declared = table_schema(table)
    columns = declared.primary_key
    required = [number for number, name in enumerate(columns) if declared.field(name).required]
    if _all_differ(dataset.arrow(table).select(columns)):
        return
    keys = [tuple(row[name] for name in columns) for row in dataset[table]]
    counts = Counter(keys)
    for row, key in zip(dataset[table], keys, strict=True):
        if counts[key] > 1 and all(key[number] is not None for number in required):
            yield fails(row, columns[0], "the key occurs more than once: keep one row")


def _all_differ(cells: pa.Table) -> bool:
    """Tell whether no two rows are the same, much sooner than by making objects of them."""
    import pyarrow as pa
    import pyarrow.compute as pc

    texts = [column.cast(pa.string()) for column in cells.columns]
    rows = pc.binary_join_element_wise(*texts, "\x1f", null_handling="replace")
    return len(rows.unique()) == len(rows)


def _unresolved(tables: Tables, table: TableName) -> LazyFrame:
    frame, wrong = tables[table], []
    for column, targets in reference_columns(table).items():
        known = _targets(tables, targets)
        frame = marked(frame, column, known, "value", f"{column} is known")
        missing = ~nw.col(column).is_null() & nw.col(f"{column} is known").is_null()
        if holds_lists(table, column):
            ids = known.collect().get_column("value").drop_nulls().to_list()
            one_id = "|".join(map(re.escape, map(str, ids)))
            missing = missing & ~nw.col(column).str.contains(
                rf"\A(?:{one_id})(?:; (?:{one_id}))*\z"
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
    """Read all ids to which the rows can refer: those nearest to an unknown one are named."""
    for target in sorted({one for to in reference_columns(table).values() for one in to}):
        other, key = target.split(".")
        yield Context(table_schema(other).name, key, to=None, columns=(key,))


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
        known = {value for target in targets for value in _cells(dataset, *target.split("."))}
        unknown = [cell for cell in _cells(dataset, table, column) if not _resolves(cell, known)]
        compared = _compared(unknown, known)
        way_out = " with `new country`" if COUNTRY in targets else ""
        messages = {
            cell: f"no such row in {' or '.join(targets)}: correct the id"
            f"{_nearest(cell, known) if cell in compared else ''} or add the row{way_out}"
            for cell in unknown
        }
        yield from _with_cells(dataset, table, column, messages)


def _resolves(cell: str, known: set[str]) -> bool:
    """Return whether a cell contains an id, or a list of several, that is known."""
    return cell in known or (len(ids := list(split_list(cell))) > 1 and known.issuperset(ids))


def _nearest(cell: str, known: set[str]) -> str:
    """Name the ids that are spelled like the one that a cell should not contain."""
    unknown = next((one for one in split_list(cell) if one not in known), cell)
    nearest = nearest_ids(unknown, sorted(known))
    return f" ({nearest})" if nearest else ""


_COMPARED = 100_000
"""How many pairs of spellings are compared for one column, which takes about a second."""


def _compared(unknown: list[str], valid: Collection[str]) -> set[str]:
    """Return the unknown cells whose nearest valid values are named, the same on every engine."""
    return set(unknown[: _COMPARED // max(len(valid), 1)])


def _cells(dataset: Dataset, table: str, column: str) -> list[str]:
    """List the different cells of a column, sorted, without null."""
    cells = dataset.arrow(table_schema(table).name)[column].unique().to_pylist()
    return sorted(str(cell) for cell in cells if cell is not None)


def _with_cells(
    dataset: Dataset, table: TableName, column: str, messages: Mapping[str, str]
) -> Iterator[Failure]:
    """Report the rows with certain cells in a column, each cell with its own message."""
    if not messages:  # as mostly: no need to look at the rows
        return
    for row in frame_of(dataset, table).filter(among(column, messages)).iter_rows(named=True):
        yield fails(row, column, messages[row[column]])


def reference_columns(table: str) -> dict[str, tuple[str, ...]]:
    """Map each column that refers to another table to its targets."""
    declared = table_schema(table)
    single = {key.column: (f"{key.table}.{key.target}",) for key in declared.foreign_keys}
    return single | {field.name: field.references for field in declared.fields if field.references}


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
            cells = _cells(dataset, table, field.name)
            unknown = [cell for cell in cells if cell not in allowed]
            compared = _compared(unknown, allowed)
            messages = {
                cell: _not_listed(
                    field.vocabulary, allowed, near(cell, allowed) if cell in compared else []
                )
                for cell in unknown
            }
            yield from _with_cells(dataset, table, field.name, messages)
    if table == "vocabulary":
        unused = ~among("list", named_lists())
        message = "no schema names this list: name it in schemas/ or remove it"
        yield from failing(dataset, table, unused, "list", message)
        yield from _altered_closed_lists(dataset)


def _not_listed(name: str, allowed: list[str], similar: list[str]) -> str:
    """List the valid values, those with a similar spelling first."""
    if not allowed:
        return f"the list {name} is empty: add the value with `new vocabulary`"
    ordered = [*similar, *(one for one in allowed if one not in similar)]
    first = ", nearest first" if similar else ""
    some = listed(ordered)
    ways = [] if some == ", ".join(ordered) else [f"`vocabulary {name}` lists all"]
    ways += ["`new vocabulary` adds others"] if name in OPEN_LISTS else []
    return f"not in the list {name}. Valid{first}: {'; '.join([some, *ways])}"


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
