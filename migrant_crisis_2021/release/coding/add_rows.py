"""Add rows to the authored tables: all of them, checked, or none."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any, NamedTuple, TypeAlias

from ...dataset import Dataset
from ...dataset.csv_files import csv_text
from ...dataset.parquet_files import sort_key
from ...dataset.table_schema import table_schema
from ...errors import BuildError
from ...names import AUTHORED, TableName
from ...validation.problems import Problem
from ...validation.validate import validate_dataset
from ..checkout import Checkout
from ..difference import authored
from ..write import alone, remove_leftovers, write_all

NewRows: TypeAlias = dict[TableName, list[dict[str, Any]]]


class Added(NamedTuple):
    """One row that was written, and whether it took the place of one with the same key."""

    table: TableName
    row: dict[str, Any]
    is_change: bool


_LATER = "R36"  # `diff --write` records what was added


def _refusal(problems: Sequence[Problem]) -> BuildError | None:
    if not problems:
        return None
    lines = "\n".join(map(str, problems))
    return BuildError(f"the new rows break rules, so nothing was written:\n{lines}")


def add_rows(
    checkout: Checkout,
    make: Callable[[Dataset, Mapping[str, Any]], NewRows],
    refusal: Callable[[Sequence[Problem]], BuildError | None] = _refusal,
) -> list[Added]:
    """Add rows to the tables of a dataset, unless this breaks a rule that held before.

    A new row takes the place of one with the same key.

    Parameters
    ----------
    checkout : Checkout
        The folder of the dataset.
    make : callable
        Makes the rows from the tables as they are and the description of the dataset.
    refusal : callable, optional
        Makes the error for the rules that the rows break, also if they are none: the rows can have
        other faults.

    Returns
    -------
    list of Added
        The rows, in the order in which they were made.

    Raises
    ------
    BuildError
        If the rows break a rule, or somebody saves a table meanwhile. In this case no file is
        changed.
    """
    with alone(checkout.root):
        checkout = Checkout(checkout.root)
        checkout.keep_schemas()
        before = authored(checkout)
        new = {name: rows for name, rows in make(before, checkout.description).items() if rows}
        tables = {name: [dict(row) for row in before[name]] for name in AUTHORED}
        for name, rows in new.items():
            tables[name] = _merged(name, tables[name], rows)
        if error := refusal(_fresh(checkout, before, Dataset.of(tables))):
            raise error
        files = {
            checkout.data / f"{name}.csv": csv_text(table_schema(name).columns, tables[name])
            for name in new
        }
        remove_leftovers(checkout.data / f"{name}.csv" for name in AUTHORED)
        write_all({file: text.encode() for file, text in files.items()}, checkout.inputs.check)
        return [
            Added(name, row, _key(name, row) in keys)
            for name, rows in new.items()
            for keys in [{_key(name, known) for known in before[name]}]
            for row in rows
        ]


def _key(name: TableName, row: Mapping[str, Any]) -> tuple[Any, ...]:
    return tuple(row[column] for column in table_schema(name).primary_key)


def _merged(
    name: TableName, rows: list[dict[str, Any]], new: list[dict[str, Any]]
) -> list[dict[str, Any]]:
    gone = {_key(name, row) for row in new}
    rows = [row for row in rows if _key(name, row) not in gone]
    return sorted([*rows, *new], key=partial(sort_key, name))


def _fresh(checkout: Checkout, before: Dataset, after: Dataset) -> list[Problem]:
    """Return the problems that there were not before."""
    found = _problems(checkout, after)
    old = set(_problems(checkout, before)) if found else ()
    return [problem for problem in found if problem not in old]


def _problems(checkout: Checkout, dataset: Dataset) -> list[Problem]:
    dataset.home = checkout.data
    report = validate_dataset(dataset, described=checkout.description)
    return [problem for problem in report.problems if problem.rule != _LATER]
