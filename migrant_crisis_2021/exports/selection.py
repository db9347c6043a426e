"""Turn the argument of `export` into tables of plain values."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from ..accessors.frames import cell_of
from ..citation.ids import is_record, known_ids
from ..citation.selection import given_names
from ..dataset import Dataset
from ..dataset.kinds import KINDS, record_id
from ..dataset.table_schema import table_schema
from ..errors import InvalidInputError, listed, spelling, unknown
from ..frames.reading import read_frame
from ..metadata.codebook import columns_of
from ..names import TABLES, TableName
from ..parsing.words import is_frame
from .cells import plain_column, type_of
from .sheets import SELECTION, Cell, CellType, Column, Sheet

if TYPE_CHECKING:
    from narwhals.typing import IntoDataFrame

WANTED = (
    "Give a frame, names of tables, ids of records or documents, or nothing to export the whole "
    "dataset."
)
_TABLES = {spelling(name): name for name in TABLES}


def select(dataset: Dataset, data: str | Iterable[str] | IntoDataFrame | None) -> list[Sheet]:
    """Return the tables that are exported.

    Raises
    ------
    UnknownValueError
        If a name is neither that of a table nor an id.
    InvalidInputError
        If `data` is nothing that can be exported, or has no rows.
    """
    if data is None:
        return [whole_table(dataset, name) for name in dataset.tables]
    if is_frame(data):
        return [_of_frame(data)]
    names = given_names(data, "export", WANTED)
    tables = [_TABLES[spelling(name)] for name in names if spelling(name) in _TABLES]
    if len(tables) == len(names):
        return [whole_table(dataset, name) for name in dict.fromkeys(tables)]
    if tables:
        raise InvalidInputError(f"give names of tables or ids, not both: {listed(names)}.")
    return _of_ids(dataset, names)


def whole_table(dataset: Dataset, name: TableName) -> Sheet:
    """Return a table of the dataset: every row and column."""
    declared = table_schema(name)
    columns = tuple(described(name)[field.name] for field in declared.fields)
    return Sheet(name, columns, list(dataset[name]), declared.description, name, is_whole=True)


def _of_frame(frame: IntoDataFrame) -> Sheet:
    read = read_frame(frame)
    values = {name: level for name, level in read.levels.items() if name not in read.columns}
    values |= read.columns
    if not values:
        raise InvalidInputError("the frame has no columns, so there is nothing to export.")
    if not len(next(iter(values.values()))):
        raise InvalidInputError(
            "the frame has no rows, so there is nothing to export. Widen the filter."
        )
    table = _table_of(values)
    is_of_table = table is not None and set(values) <= set(table_schema(table).accessor_columns)
    return _sheet(str(table) if is_of_table else SELECTION, values, table)


def _table_of(names: Iterable[str]) -> TableName | None:
    """Return the table that has most of the columns, among those whose key is there."""
    given = set(names)
    found = {
        name: len(given & set(table_schema(name).accessor_columns))
        for name in TABLES
        if given >= set(table_schema(name).primary_key)
    }
    return max(found, key=lambda name: found[name], default=None)


def _of_ids(dataset: Dataset, names: list[str]) -> list[Sheet]:
    """Return the rows with these ids as the accessors show them, a table for each kind."""
    documents = dataset["sources"].by_id
    ids = [one if one in documents else record_id(one) for one in names]
    for one in ids:
        if one not in documents and not is_record(dataset, one):
            raise unknown("table or id", one, [*TABLES, *known_ids(dataset)])
    wanted = set(ids)
    tables: dict[TableName, str] = {kind.table: kind.key for kind in KINDS}
    tables["sources"] = "source_id"
    sheets = []
    for table, key in tables.items():
        found = [row for row in dataset[table] if row[key] in wanted]
        if found:
            columns = table_schema(table).accessor_columns
            cells = {name: list(map(cell_of(dataset, table, name), found)) for name in columns}
            sheets.append(_sheet(table, cells, table))
    return sheets


def _sheet(name: str, values: Mapping[str, Sequence[Any]], table: TableName | None) -> Sheet:
    cells = {column: plain_column(column, given) for column, given in values.items()}
    declared = described(table) if table else {}
    columns = tuple(
        _column(column, type_of(given), declared.get(column)) for column, given in cells.items()
    )
    rows: list[dict[str, Cell]] = [
        dict(zip(cells, row, strict=True)) for row in zip(*cells.values(), strict=True)
    ]
    meaning = f" {table_schema(table).description}" if table else ""
    return Sheet(name, columns, rows, f"Selected rows.{meaning}", table)


def _column(name: str, found: CellType | None, declared: Column | None) -> Column:
    """Describe a column; its declared type holds as far as its values have it."""
    if declared is None:
        return Column(name, found or "string")
    fits = found in (None, declared.type) or (found, declared.type) == ("integer", "number")
    return declared if fits else Column(name, found or "string", declared.description)


def described(table: TableName) -> dict[str, Column]:
    """Return the declared columns of a table, with those that accessors add."""
    return {
        str(row["column"]): Column(
            str(row["column"]),
            _TYPES[str(row["type"])],
            row["description"] or "",
            row["unit"] or "",
            row["vocabulary"] or "",
        )
        for row in columns_of(table)
    }


_TYPES: dict[str, CellType] = {
    "string": "string",
    "date": "date",
    "integer": "integer",
    "number": "number",
}
