"""Keys, references, vocabulary and status: R01, R02, R22, R25."""

from __future__ import annotations

from collections.abc import Iterator

import narwhals as nw

from ...dataset.table_schema import declaration
from ...names import AUTHORED, TABLES, TableName
from .engine import Context, Frame, Problem, among, dataset_rule, failing, problem, row_rule


@row_rule("R01", "Keys are unique.", TABLES, "table")
def keys_unique(_: Context, table: TableName, frame: Frame) -> Iterator[Problem]:
    """Report every row whose key stands more than once."""
    key = declaration(table).primary_key
    for row in _repeated(frame, key).iter_rows(named=True):
        yield problem("R01", table, row, key[0], "the key stands more than once: keep one row")


def _repeated(frame: Frame, key: tuple[str, ...]) -> Frame:
    counts = frame.group_by(*key).agg(nw.len().alias("_rows")).filter(nw.col("_rows") > 1)
    return frame.join(counts, on=list(key), how="semi")


@dataset_rule("R02", "Every reference resolves.")
def references_resolve(context: Context) -> Iterator[Problem]:
    """Report every reference to a row that does not exist."""
    for table in AUTHORED:
        for column, targets in reference_columns(table).items():
            known = {value for target in targets for value in _values(context, *target.split("."))}
            missing = ~among(column, known) & ~nw.col(column).is_null()
            where = " or ".join(targets)
            message = f"no such row in {where}: correct the id or add the row"
            yield from failing("R02", table, context.frames[table], missing, column, message)


def reference_columns(table: str) -> dict[str, tuple[str, ...]]:
    """Map the columns that refer to rows of other tables to their targets."""
    declared = declaration(table)
    single = {key.column: (f"{key.table}.{key.target}",) for key in declared.foreign_keys}
    return single | {field.name: field.references for field in declared.fields if field.references}


def _values(context: Context, table: str, column: str) -> list[str]:
    return [str(value) for value in context.frames[table][column].to_list() if value is not None]


@row_rule("R22", "Closed columns hold only vocabulary, and every list is used.", TABLES)
def closed_columns(context: Context, table: TableName, frame: Frame) -> Iterator[Problem]:
    """Report values outside their list, and lists that no schema names."""
    for field in declaration(table).fields:
        if field.vocabulary:
            allowed = sorted(context.vocabulary(field.vocabulary))
            outside = ~among(field.name, allowed) & ~nw.col(field.name).is_null()
            message = f"not in the list {field.vocabulary}. Valid: {', '.join(allowed)}"
            yield from failing("R22", table, frame, outside, field.name, message)
    if table == "vocabulary":
        unused = ~among("list", _named_lists())
        message = "no schema names this list: name it in schemas/ or remove it"
        yield from failing("R22", table, frame, unused, "list", message)


def _named_lists() -> set[str]:
    fields = [field for table in TABLES for field in declaration(table).fields]
    return {name for f in fields for name in (f.vocabulary, f.known_values) if name}


@row_rule(
    "R25",
    "superseded_by is set exactly where status is superseded.",
    ("events", "figures", "claims", "positions"),
)
def successor_named(_: Context, table: TableName, frame: Frame) -> Iterator[Problem]:
    """Report records that are superseded by nothing, or replaced while in force."""
    superseded = nw.col("status") == "superseded"
    wrong = superseded == nw.col("superseded_by").is_null()
    message = "status is {status}: set both status=superseded and superseded_by, or neither"
    yield from failing("R25", table, frame, wrong, "superseded_by", message)
