"""Corrections: R36."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import Any, cast

from ...dataset import Dataset
from ...dataset.csv_files import Row
from ...dataset.folders import command_for
from ...dataset.history import Fingerprint, row_key, split_hashes, undo
from ...dataset.past import last_release, releases_of
from ...dataset.row_types import ChangeRow, ReleaseRow
from ...dataset.table_schema import table_schema
from ...names import RECORDED, TableName
from ...parsing.versions import version_order
from ...parsing.words import split_list
from ..problems import Problem, problem_in_row
from .engine import dataset_rule


@dataset_rule(
    "R36",
    "Undoing the changes since the last release gives the tables of that release.",
    needs=(*RECORDED, "changes", "releases"),
)
def corrections_recorded(dataset: Dataset) -> Iterator[Problem]:
    """Report rows and cells that differ from the last release without a row in `changes`."""
    release = last_release(dataset)
    if release is None:  # a dataset without releases has no history
        return
    tables = releases_of(dataset)[release]
    since = version_order(release)
    later = [change for change in dataset["changes"] if version_order(change["version"]) > since]
    for change in later:
        if change["table"] not in tables:
            message = f"{release} has no such table, so its rows are not listed: remove this row"
            yield problem_in_row("R36", "changes", change, "table", message)
    for name in RECORDED:
        if name in tables:
            changes = [change for change in later if change["table"] == name]
            yield from _of_table(dataset, name, tables[name], changes)


def _of_table(
    dataset: Dataset, name: TableName, released: ReleaseRow, changes: list[ChangeRow]
) -> Iterator[Problem]:
    rows, contradictions = undo(name, cast("Any", dataset[name]), changes)
    for change, fault in contradictions:
        message = f"{fault}: correct this row, or the table; {_way_out(dataset)}"
        yield problem_in_row("R36", "changes", change, "new_value", message)
    columns = list(split_list(released["columns"]))
    found = Fingerprint(rows, columns)
    if found.content != released["content_hash"]:
        problems = list(_unrecorded(name, rows, found, released, _way_out(dataset)))
        # One cause has one problem, unless the contradictions do not account for the difference.
        explained = {change["record_id"] for change, _ in contradictions}
        yield from (one for one in problems if one.key.replace(" + ", "/") not in explained)
        if not problems:
            message = f"does not belong to the other hashes of {name}: restore this row"
            yield problem_in_row("R36", "releases", released, "content_hash", message)


def _unrecorded(
    name: TableName, rows: Sequence[Row], found: Fingerprint, released: ReleaseRow, out: str
) -> Iterator[Problem]:
    """Name the rows that differ from the release; if none of its rows is gone, also the columns."""
    version, hashes = released["version"], found.rows
    kept = split_hashes(released["row_hashes"])
    key = table_schema(name).primary_key[0]
    blocks = SequenceMatcher(None, kept, hashes, autojunk=False).get_opcodes()
    paired = [
        row for _, first, last, start, end in blocks if first < last for row in rows[start:end]
    ]
    altered = _altered_columns(paired, released) if len(paired) == len(kept) else []
    for kind, first, last, start, end in blocks:
        if kind == "equal":
            continue
        for row in rows[start:end]:
            column = key
            if first == last:
                what = f"the row is not in {version}"
            elif altered:
                column, what = altered[0], f"{' or '.join(altered)} differs from {version}"
            else:
                what = f"the row differs from {version} or is not in it"
            message = f"{what}, without a row in `changes`: {out}"
            yield problem_in_row("R36", name, {column: None, **row}, column, message)
        gone = (last - first) - (end - start)
        if gone > 0:
            message = f"{gone} row(s) of {version} are gone, without rows in `changes`"
            where = f"after {row_key(name, rows[start - 1])}" if start else "at the beginning"
            yield Problem("R36", name, where, key, "null", f"{message}: {out}")


def _way_out(dataset: Dataset) -> str:
    tool = command_for(dataset.home, "diff")
    return f"{tool} shows what changed; with --write, it adds what `changes` lacks"


def _altered_columns(rows: Sequence[Row], released: ReleaseRow) -> list[str]:
    """Name the columns that differ, from rows in the order of those of the release."""
    columns = list(split_list(released["columns"]))
    now, then = Fingerprint(rows, columns).columns, split_hashes(released["column_hashes"])
    return [name for name, one, was in zip(columns, now, then, strict=False) if one != was]
