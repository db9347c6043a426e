"""Small datasets, read from ``tests/broken`` and changed as a test needs; see the README there."""

import csv
import datetime as dt
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from migrant_crisis_2021.dataset import Dataset
from migrant_crisis_2021.dataset.csv_files import PARSERS, Row, read_csv
from migrant_crisis_2021.dataset.table_schema import table_schema
from migrant_crisis_2021.dataset.timeline import timeline_rows
from migrant_crisis_2021.interface import OpenedDataset
from migrant_crisis_2021.names import AUTHORED, TableName

BROKEN = Path(__file__).resolve().parent / "broken"
DATA = BROKEN.parent.parent / "data"
REAL = ("vocabulary", "loaded_terms")
"""Tables that the small datasets take from ``data/``."""
CHANGE, REMOVED, NEW, LIKE = "change", "removed", "new", "like "
"""The column that says how a line differs, and its values; the README explains them."""

Changes = dict[int, Row | list[Row]]
"""Row number → other cells of that row, or a list with other cells of further rows like it."""


def small_rows(broken: str | None = None, **changes: Changes) -> dict[TableName, list[Row]]:
    """Return the rows of the small dataset by table, changed.

    Parameters
    ----------
    broken : str, optional
        A folder of ``tests/broken`` whose differences are merged first.
    **changes : dict
        For each table, row numbers (from 0) and what differs. Cells change the row; a list of
        cells leaves the row as it is and adds further rows like it to the end of the table. In a
        table without rows, the number is 0 and the other cells of the added rows are null.

    Returns
    -------
    dict
        New rows with every declared column, which the test may modify.

    Examples
    --------
    >>> rows = small_rows(actors={0: {"country": "LV"}, 1: [{"actor_id": "deputy"}]})["actors"]
    >>> [(row["actor_id"], row["country"]) for row in rows]
    [('guard', 'LV'), ('speaker', 'BY'), ('deputy', 'BY')]
    """
    rows = {table: [dict(row) for row in _valid(table)] for table in AUTHORED}
    for table, differences in _differences(broken).items() if broken else ():
        rows[table] = merged(table, rows[table], differences)
    for name, changed in changes.items():
        table = table_schema(name).name
        rows[table] = _changed(table, rows[table], changed)
    return rows


def _changed(table: TableName, rows: list[Row], changes: Changes) -> list[Row]:
    changed, added = list(rows), []
    for number, cells in changes.items():
        for each in cells if isinstance(cells, list) else [cells]:
            check_columns(table, each)
        if isinstance(cells, dict):
            changed[number] = rows[number] | cells
        else:
            like = rows[number] if rows else dict.fromkeys(table_schema(table).columns)
            added += [like | each for each in cells]
    return changed + added


def check_columns(table: str, names: Iterable[str]) -> None:
    """Raise an error if a table has no column of one of these names."""
    for name in names:
        table_schema(table).field(name)


@cache
def _valid(table: TableName) -> list[Row]:
    if table in REAL:
        return read_csv(DATA / f"{table}.csv", table)
    file = BROKEN / "valid" / f"{table}.csv"
    header, lines = read_lines(file)
    check_columns(table, header)
    fields = table_schema(table).fields
    missing = [field.name for field in fields if field.required and field.name not in header]
    if missing:
        raise ValueError(f"{file} lacks required columns: {missing}")
    return [{field.name: None for field in fields} | parsed(table, line) for line in lines]


@cache
def _differences(broken: str) -> dict[TableName, list[dict[str, str]]]:
    files = sorted((BROKEN / broken).glob("*.csv"))
    if not files:
        raise ValueError(f"{BROKEN / broken} has no CSV file")
    return {table_schema(file.stem).name: read_lines(file)[1] for file in files}


def read_lines(file: Path) -> tuple[list[str], list[dict[str, str]]]:
    """Read the header of a CSV file and its lines as text; all must have the same columns."""
    with file.open(encoding="utf-8", newline="") as text:
        header, *lines = csv.reader(text, strict=True)
    if len(set(header)) < len(header):
        raise ValueError(f"{file} repeats a column")
    return header, [dict(zip(header, line, strict=True)) for line in lines]


def parsed(table: str, line: dict[str, str]) -> Row:
    """Give each cell the type of its column; an empty cell is null."""
    types = {field.name: field.type for field in table_schema(table).fields}
    return {name: PARSERS[types[name]](cell) if cell else None for name, cell in line.items()}


def merged(table: TableName, rows: list[Row], differences: list[dict[str, str]]) -> list[Row]:
    """Merge the lines of a broken example, by key, onto the rows of the valid table."""
    by_key = {key_of(table, row): row for row in rows}
    if len(by_key) < len(rows):
        raise ValueError(f"the valid {table} repeat a key")
    added: list[Row] = []
    for line in differences:
        cells = parsed(table, {name: cell for name, cell in line.items() if name != CHANGE})
        key, change = key_of(table, cells), line.get(CHANGE, "")
        other = change.removeprefix(LIKE) if change.startswith(LIKE) else key
        if other not in by_key and change != NEW:
            raise ValueError(f"the valid {table} have no row {other}")
        if change == NEW:
            added.append(dict.fromkeys(table_schema(table).columns) | cells)
        elif change.startswith(LIKE):
            added.append(by_key[other] | cells)
        elif change == REMOVED:
            del by_key[key]
        elif not change:
            by_key[key] = by_key[key] | cells
        else:
            raise ValueError(f"unknown change {change!r}: write {REMOVED}, {NEW} or {LIKE}KEY")
    return [*by_key.values(), *added]


def key_of(table: TableName, row: Row) -> str:
    """Return the key of a row as reports print it, with its parts joined by ``+``."""
    return " + ".join(str(row[column]) for column in table_schema(table).primary_key)


def small_dataset(broken: str | None = None, **changes: Changes) -> OpenedDataset:
    """Return the small dataset, changed as by `small_rows`, with its timeline."""
    rows = small_rows(broken, **changes)
    return OpenedDataset.of({**rows, "timeline": timeline_rows(Dataset.of(rows))})


def day(text: str) -> dt.date:
    """Return a day."""
    return dt.date.fromisoformat(text)
