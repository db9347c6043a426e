"""SQLite: a strict table for each table, with the keys that the schemas declare."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing

from ..dataset.table_schema import ForeignKey, table_schema
from ..errors import DataIntegrityError, InvalidInputError
from .job import Job, Written, facts_of
from .progress import tracked
from .sheets import CellType, Sheet, iso

_TYPES: dict[CellType, str] = {
    "string": "TEXT",
    "date": "TEXT",
    "datetime": "TEXT",
    "integer": "INTEGER",
    "number": "REAL",
    "boolean": "INTEGER",
    "any": "ANY",
}


def write(job: Job) -> Written:
    """Write the tables, and two more that describe them: ``about`` and ``columns``.

    Whole tables have their primary and foreign keys. Selected rows have no foreign keys, since the
    rows to which they refer may be missing.
    """
    try:
        # In memory: on a full disk, SQLite would leave a journal and blame the rows.
        with closing(sqlite3.connect(":memory:")) as database:
            with database:
                _fill(database, job)
            content = database.serialize()
    except sqlite3.Error as error:
        raise InvalidInputError(f"cannot write these rows as a SQLite table: {error}.") from None
    job.file.write_bytes(content)
    return Written(sum(len(sheet.rows) for sheet in job.sheets), "row")


def _fill(database: sqlite3.Connection, job: Job) -> None:
    whole = {sheet.name for sheet in job.sheets if sheet.is_whole}
    for sheet in job.sheets:
        database.execute(_declaration(sheet, whole))
        rows = tracked(sheet.rows, sheet.name)
        cells = ([iso(row[name]) for name in sheet.names] for row in rows)
        database.executemany(_insertion(sheet.name, len(sheet.names)), cells)
        for key in _foreign_keys(sheet, whole):
            index = _quoted(f"{sheet.name}_{key.column}")
            database.execute(
                f"CREATE INDEX {index} ON {_quoted(sheet.name)} ({_quoted(key.column)})"
            )
    _describe(database, job)
    dangling = database.execute("PRAGMA foreign_key_check").fetchone()
    if dangling:
        raise DataIntegrityError(
            f"a row of {dangling[0]} refers to a row of {dangling[2]} that does not exist. Correct "
            "the reference: validate() lists all of them."
        )


def _declaration(sheet: Sheet, whole: set[str]) -> str:
    parts = [f"{_quoted(column.name)} {_TYPES[column.type]}" for column in sheet.columns]
    if sheet.is_whole and sheet.table:
        required = {one.name for one in table_schema(sheet.table).fields if one.required}
        parts = [
            f"{part} NOT NULL" if name in required else part
            for part, name in zip(parts, sheet.names, strict=True)
        ]
    parts += _key(sheet)
    parts += [
        f"FOREIGN KEY ({_quoted(one.column)}) REFERENCES {_quoted(one.table)} "
        f"({_quoted(one.target)}) DEFERRABLE INITIALLY DEFERRED"
        for one in _foreign_keys(sheet, whole)
    ]
    body = ",\n  ".join(parts)
    return f"CREATE TABLE {_quoted(sheet.name)} (\n  {body}\n) STRICT"


def _key(sheet: Sheet) -> Iterator[str]:
    """Declare the key of a whole table, or of selected rows in which it is one."""
    columns = table_schema(sheet.table).primary_key if sheet.table else ()
    keys = [tuple(row[name] for name in columns) for row in sheet.rows]
    is_null = any(None in key for key in keys)
    if sheet.is_whole or (columns and not is_null and len(set(keys)) == len(keys)):
        yield f"{'UNIQUE' if is_null else 'PRIMARY KEY'} ({', '.join(map(_quoted, columns))})"


def _foreign_keys(sheet: Sheet, whole: set[str]) -> Iterator[ForeignKey]:
    """Yield the keys of a whole table whose target is in the file."""
    if sheet.is_whole and sheet.table:
        yield from (key for key in table_schema(sheet.table).foreign_keys if key.table in whole)


def _describe(database: sqlite3.Connection, job: Job) -> None:
    about = _quoted("about")
    database.execute(f"CREATE TABLE {about} (property TEXT PRIMARY KEY, value TEXT) STRICT")
    database.executemany(_insertion("about", 2), facts_of(job.dataset).items())
    names = ("table", "column", "type", "unit", "vocabulary", "description")
    parts = ", ".join(f"{_quoted(name)} TEXT" for name in names)
    database.execute(f'CREATE TABLE "columns" ({parts}, PRIMARY KEY ("table", "column")) STRICT')
    database.executemany(
        _insertion("columns", len(names)),
        (
            (sheet.name, one.name, one.type, one.unit or None, one.values or None, one.description)
            for sheet in job.sheets
            for one in sheet.columns
        ),
    )


def _insertion(table: str, n_columns: int) -> str:
    places = ", ".join("?" * n_columns)
    return f"INSERT INTO {_quoted(table)} VALUES ({places})"  # noqa: S608


def _quoted(name: str) -> str:
    escaped = name.replace('"', '""')
    return f'"{escaped}"'
