"""Give new records other ids where another branch has used the same ones."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Collection, Mapping
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from ...dataset import Dataset
from ...dataset.csv_files import Value, cell, csv_text
from ...dataset.kinds import KINDS, Kind
from ...dataset.parquet_files import sort_key
from ...dataset.table_schema import Field, TableSchema, table_schema
from ...errors import BuildError
from ...names import AUTHORED, TABLES, TableName
from ..checkout import DESCRIPTION, Checkout
from ..difference import authored
from ..git import files_that_name, is_merging, merge_base, text_at
from ..write import alone, write_all
from .cells import next_id

_RECORDS = {kind.table for kind in KINDS}
_ID = re.compile(rf"(?<![\w-])({'|'.join(kind.prefix for kind in KINDS)})-[0-9]{{4,}}(?![\w-])")


class Renumbered(NamedTuple):
    """The new id of each record by its old one, and other files of git that name old ones."""

    ids: dict[str, str]
    elsewhere: list[str]


def renumber(checkout: Checkout, ref: str) -> Renumbered:
    """Give the records that are new on this branch other ids than those of another branch.

    A record is new if the commit from which both branches come does not have it. It gets the next
    free id if the other branch has another record with its id. What refers to it follows: columns
    that hold ids, `changes`, ids in texts, and the key figures in the description.

    Parameters
    ----------
    checkout : Checkout
        The folder of the dataset, with this branch checked out.
    ref : str
        The other branch, such as ``origin/main``.

    Raises
    ------
    InvalidInputError
        If git has no such branch.
    BuildError
        If the folder is not in a git repository, a merge is under way, or this branch made a
        release: released ids do not change.
    """
    root = checkout.root
    with alone(root):
        checkout = Checkout(root)
        base = merge_base(root, ref)
        if is_merging(root):
            raise BuildError(
                "a merge is under way: end it with `git merge --abort`, renumber, and merge again."
            )
        dataset = authored(checkout)
        _refuse_released(dataset, _rows_at(root, base, "releases"))
        ids = _new_ids(root, dataset, base, ref)
        if ids:
            write_all(_changed_files(checkout, dataset, ids), checkout.inputs.check)
    return Renumbered(ids, files_that_name(root, list(ids)) if ids else [])


def _refuse_released(dataset: Dataset, base: list[dict[str, str]]) -> None:
    """Raise a BuildError if this branch released a version."""
    known = {row["version"] for row in base}
    own = {row["version"] for row in dataset["releases"]} - known
    if own:
        raise BuildError(
            f"this branch released {', '.join(sorted(own))}, and released ids do not change: "
            "renumber on the other branch."
        )


def _new_ids(root: Path, dataset: Dataset, base: str, ref: str) -> dict[str, str]:
    """Return the next free id for each new record whose id the other branch has given away."""
    used: dict[TableName, set[str]] = {}
    rows: dict[str, tuple[Kind, Mapping[str, Any]]] = {}
    same: set[str] = set()
    for kind in KINDS:
        theirs = {row[kind.key]: row for row in _rows_at(root, ref, kind.table)}
        used[kind.table] = _used(root, ref, kind)
        taken = used[kind.table] - _used(root, base, kind)
        for row in sorted(dataset[kind.table], key=partial(sort_key, kind.table)):
            if (ident := row[kind.key]) in taken:
                rows[ident] = kind, row
                if _is_same(row, theirs.get(ident)):
                    same.add(ident)
    # A row that is the same in both branches is of two records if it names two.
    while differs := {one for one in same if _names(rows[one][1], rows.keys() - same)}:
        same -= differs
    ids: dict[str, str] = {}
    for ident, (kind, _) in rows.items():
        if ident not in same:
            ids[ident] = next_id(dataset, kind.table, [*used[kind.table], *ids.values()])
    return ids


def _names(row: Mapping[str, Any], ids: Collection[str]) -> bool:
    """Return whether a row names one of some records."""
    texts = (value for value in row.values() if isinstance(value, str))
    return any(found[0] in ids for text in texts for found in _ID.finditer(text))


def _used(root: Path, commit: str, kind: Kind) -> set[str]:
    """Return the ids that a commit has, or had before a record was removed."""
    gone = (
        row["record_id"]
        for row in _rows_at(root, commit, "changes")
        if row["table"] == kind.table and row["record_id"]
    )
    return {*(row[kind.key] for row in _rows_at(root, commit, kind.table)), *gone}


def _is_same(row: Mapping[str, Any], other: Mapping[str, str] | None) -> bool:
    """Return whether both branches have a record, as after a cherry-pick."""
    return other is not None and all(
        cell(row[name]) == text for name, text in other.items() if name in row
    )


def _rows_at(root: Path, commit: str, table: TableName) -> list[dict[str, str]]:
    """Read a table of a commit as text; no rows if the commit does not have it."""
    text = text_at(root, commit, f"data/{table}.csv")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def _changed_files(
    checkout: Checkout, dataset: Dataset, ids: Mapping[str, str]
) -> dict[Path, bytes]:
    files: dict[Path, bytes] = {}
    for name in AUTHORED:
        rows = [dict(row) for row in dataset[name]]
        changed = [_renumbered(name, row, ids) for row in rows]
        if changed != rows:
            changed.sort(key=partial(sort_key, name))
            text = csv_text(table_schema(name).columns, changed)
            files[checkout.data / f"{name}.csv"] = text.encode()
    text = checkout.text(DESCRIPTION)
    changed_text = _in_text(text, ids)
    if changed_text != text:
        files[checkout.root / DESCRIPTION] = changed_text.encode()
    return files


def _renumbered(
    table: TableName, row: Mapping[str, Value], ids: Mapping[str, str]
) -> dict[str, Value]:
    schema = table_schema(table)
    changed = {
        field.name: _in_text(value, ids) if isinstance(value, str) else value
        for field in schema.fields
        for value in [row[field.name]]
        if table != "changes" and _may_name_records(schema, field)
    }
    if table == "changes":
        changed = _renumbered_change(row, ids)
    return {**row, **changed}


def _renumbered_change(row: Mapping[str, Value], ids: Mapping[str, str]) -> dict[str, Value]:
    """Change the key of a row in another table, its values if they may name records, the reason."""
    table, key, column = str(row["table"]), str(row["record_id"]), row["field"]
    changed: dict[str, Value] = {"reason": _in_text(str(row["reason"]), ids)}
    if table not in TABLES:  # one that was dropped
        return changed
    schema = table_schema(table)
    names = schema.primary_key
    parts = key.split("/") if len(names) > 1 else [key]
    if len(parts) == len(names):
        changed["record_id"] = "/".join(
            _in_text(part, ids) if _may_name_records(schema, schema.field(name)) else part
            for name, part in zip(names, parts, strict=True)
        )
    if column in schema.columns and _may_name_records(schema, schema.field(str(column))):
        for name in ("old_value", "new_value"):
            value = row[name]
            changed[name] = _in_text(value, ids) if isinstance(value, str) else value
    return changed


def _may_name_records(schema: TableSchema, field: Field) -> bool:
    """Return whether a column holds ids of records, or text in which they can stand."""
    targets = {one.partition(".")[0] for one in field.references}
    targets |= {key.table for key in schema.foreign_keys if key.column == field.name}
    if field.name in schema.primary_key and not targets:
        targets = {schema.name}
    if targets:
        return not targets.isdisjoint(_RECORDS)
    return field.type == "string" and field.format != "uri"


def _in_text(text: str, ids: Mapping[str, str]) -> str:
    return _ID.sub(lambda found: ids.get(found[0], found[0]), text)
