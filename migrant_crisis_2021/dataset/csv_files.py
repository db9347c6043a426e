"""Read and write CSV files strictly, with only the standard library."""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from operator import itemgetter
from pathlib import Path
from types import SimpleNamespace
from typing import TypeAlias

from ..errors import DataIntegrityError, InvalidInputError, listed, shortened, shown
from ..names import TableName
from .folders import Read, read_bytes
from .table_schema import TableSchema, table_schema

Value: TypeAlias = str | int | float | dt.date | None
Row: TypeAlias = dict[str, Value]
Columns: TypeAlias = dict[str, list[Value]]

_SHOWN = 20
_MOST_WRONG = 1_000  # rows, after which no more are read
_CONFLICT = ("<<<<<<< ", "||||||| ", "=======", ">>>>>>> ")
_SPREADSHEETS = (
    "Excel writes such files. LibreOffice can write what is needed: choose UTF-8 and the comma "
    "when it saves as CSV; a text editor sets the ends of lines to LF."
)
GREATEST = 2**53
"""Up to here, a number of a table has exactly the digits that it is written with."""
_GREATEST_INTEGER = 2**31 - 1
_WRITTEN = {
    "date": "write YYYY-MM-DD",
    "number": f"write digits alone, such as 4000000 or 12.5 but not 12.0, up to {GREATEST}",
    "integer": f"write digits alone, without decimals, such as 12, up to {_GREATEST_INTEGER}",
}
_NUMBER = re.compile(r"-?\d+(\.\d+)?", re.ASCII)
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


def read_tables(
    folder: Path, tables: Iterable[TableName], read: Read = read_bytes
) -> dict[TableName, Columns]:
    """Read CSV files of a folder and report the errors in all of them at once.

    Raises
    ------
    DataIntegrityError
        If a file is missing or cannot be read.
    """
    found: dict[TableName, Columns] = {}
    faults = []
    for name in tables:
        try:
            found[name] = read_columns(folder / f"{name}.csv", name, read)
        except (InvalidInputError, DataIntegrityError) as error:
            faults.append(str(error))
    if faults:
        raise DataIntegrityError("\n".join(["the tables cannot be read:", *faults]))
    return found


def read_csv(path: Path, table: str, read: Read = read_bytes) -> list[Row]:
    """Read the rows of one authored CSV strictly, as `read_columns` does."""
    return rows_of(read_columns(path, table, read))


def rows_of(columns: Columns) -> list[Row]:
    """Make rows of columns."""
    names = tuple(columns)
    return [dict(zip(names, row, strict=True)) for row in zip(*columns.values(), strict=True)]


def read_columns(path: Path, table: str, read: Read = read_bytes) -> Columns:
    """Read the columns of one authored CSV strictly.

    Raises
    ------
    DataIntegrityError
        If the file is missing.
    InvalidInputError
        If the file is not UTF-8, has a wrong header, a row with too few or too many cells, or a
        cell of the wrong type; the message lists each problem with its line.
    """
    declared = table_schema(table)
    cells, lines, problems = _cells(path, declared, read)
    columns: Columns = {}
    for place, field in enumerate(declared.fields):
        texts = cells[place :: len(declared.fields)]
        columns[field.name], wrong = _parsed(texts, field.type)
        if wrong:
            problems += (
                (line, f", column {field.name}: {shown(text)} {not_of(field.type)}")
                for line, text in zip(lines, texts, strict=True)
                if text in wrong
            )
    if problems:
        problems.sort(key=itemgetter(0))
        faults = [f"{path.name}, line {line}{what}" for line, what in problems]
        least = "at least " if len(faults) >= _MOST_WRONG else ""
        raise InvalidInputError("\n".join(shortened(faults, _SHOWN, f"… and {least}{{n}} more")))
    return columns


def _cells(
    path: Path, declared: TableSchema, read: Read
) -> tuple[list[str], list[int], list[tuple[int, str]]]:
    """Return the cells of all rows in one list, the line of each row, and what is wrong where.

    The garbage collector would visit a list for each row.
    """
    reader = csv.reader(io.StringIO(_text(path, read), newline=""), strict=True)
    found: list[str] = []
    lines: list[int] = []
    problems: list[tuple[int, str]] = []
    width, start = len(declared.fields), 1
    try:
        _check_header(next(reader, []), declared, path)
        start = reader.line_num + 1
        for cells in reader:
            if len(cells) == width:
                found += cells
                lines.append(start)
            else:
                problems.append((start, _wrong_length(cells, width)))
                if len(problems) == _MOST_WRONG:
                    break
            start = reader.line_num + 1
    except csv.Error as error:
        problems.append((start, f": {_csv_fault(error)}"))
    return found, lines, problems


def _parsed(texts: list[str], type_: str) -> tuple[list[Value], set[str]]:
    """Return the values of a column, and the texts that are not of its type."""
    if type_ == "string":
        return [text or None for text in texts], set()
    parse, values, wrong = PARSERS[type_], dict[str, Value](), set[str]()
    for text in set(texts):
        try:
            values[text] = parse(text) if text else None
        except ValueError:
            wrong.add(text)
    return list(map(values.get, texts)), wrong


def _csv_fault(error: csv.Error) -> str:
    if "field limit" in str(error):
        return (
            f"a cell has more than {csv.field_size_limit():,} characters: shorten it, or close "
            "the quotes of the cell in which it begins"
        )
    fault = str(error)
    if "unexpected end" in fault:
        fault = "quotes open and never close"
    elif "expected after" in fault:
        fault = "text follows the quote that closes a cell"
    return (
        f"in the row that begins here, {fault}: put quotes around the whole cell, and double those "
        'inside it, as in "a ""wall"" of sand"'
    )


def _text(path: Path, read: Read) -> str:
    content = read(path, "Restore it.")
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        line, column = _place(content, error.start)
        raise InvalidInputError(
            f"{path.name} is not UTF-8 (line {line}, character {column}, byte "
            f"0x{content[error.start]:02x}): save it as UTF-8."
        ) from None
    faults = []
    if text.startswith("\ufeff"):
        faults.append("begins with a byte order mark: save it as plain UTF-8")
    if "\r" in text:
        faults.append("has carriage returns: end lines with LF alone")
    if faults:
        raise InvalidInputError(f"{path.name} {', and '.join(faults)}. {_SPREADSHEETS}")
    return text


def _place(content: bytes, offset: int) -> tuple[int, int]:
    """Return the line and the character of a byte, after which the content is not UTF-8."""
    before = content[:offset].decode("utf-8")
    return before.count("\n") + 1, len(before) - before.rfind("\n")


def _check_header(header: list[str], declared: TableSchema, path: Path) -> None:
    if tuple(header) == declared.columns:
        return
    if len(header) == 1 and tuple(header[0].split(";")) == declared.columns:
        raise InvalidInputError(
            f"{path.name} separates cells by semicolons: separate them by commas. {_SPREADSHEETS}"
        )
    given = set(header)
    missing = [name for name in declared.columns if name not in given]
    extra = [shown(name) for name in header if name not in declared.columns]
    parts = [
        f"missing: {', '.join(missing)}" if missing else "",
        f"not declared: {listed(extra)}" if extra else "",
    ]
    detail = "; ".join(filter(None, parts)) or "wrong order, or a column twice"
    raise InvalidInputError(
        f"{path.name} has a wrong header ({detail}). It must be: {','.join(declared.columns)}"
    )


def _wrong_length(cells: list[str], expected: int) -> str:
    if cells and cells[0].startswith(_CONFLICT):
        return (
            " is a mark of a conflict of git: between such marks stand the rows of both branches. "
            "Keep those that belong in the table, and remove the marks"
        )
    if not cells:
        return " is empty: remove it"
    return f": {len(cells)} cells instead of {expected}; quote a cell that contains a comma"


def _number(cell: str) -> float:
    if not _NUMBER.fullmatch(cell) or (cell.endswith(".0")):
        raise ValueError(cell)
    if abs(int(cell.partition(".")[0])) > GREATEST:  # a float rounds it
        raise ValueError(cell)
    return float(cell)


def _integer(cell: str) -> int:
    if not _NUMBER.fullmatch(cell) or "." in cell:
        raise ValueError(cell)
    number = int(cell)
    if not -(2**31) <= number <= _GREATEST_INTEGER:
        raise ValueError(cell)
    return number


def _date(cell: str) -> dt.date:
    # fromisoformat also accepts weeks, and times after a day without hyphens.
    if not _DAY.fullmatch(cell):
        raise ValueError(cell)
    return dt.date.fromisoformat(cell)


PARSERS: dict[str, Callable[[str], Value]] = {
    "string": str,
    "date": _date,
    "integer": _integer,
    "number": _number,
}


def not_of(type_: str) -> str:
    """Say that a cell is not of a type, and how one is written.

    Examples
    --------
    >>> not_of("date")
    'is not a date: write YYYY-MM-DD'
    """
    return f"is not a {'whole number' if type_ == 'integer' else type_}: {_WRITTEN[type_]}"


def cell(value: Value) -> str:
    """Write one value as its CSV cell: empty for null, no ``.0`` on whole numbers."""
    if value is None:
        return ""
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else repr(value)
    return str(value)


def quoted(value: Value) -> str:
    """Write one value as its CSV cell in a line: in quotes if it needs them.

    Examples
    --------
    >>> quoted(7935.0), quoted("Kuznica, at the border")
    ('7935', '"Kuznica, at the border"')
    """
    text = cell(value)
    needs_quotes = "," in text or '"' in text or "\n" in text or "\r" in text
    return '"' + text.replace('"', '""') + '"' if needs_quotes else text


def csv_text(columns: Sequence[str], rows: Iterable[Mapping[str, Value]]) -> str:
    """Write rows as CSV with a header: LF line endings, quotes only where needed."""
    lines: list[str] = []
    # A writer quotes what ends its lines. Readers take a lone CR for an end as well.
    writer = csv.writer(SimpleNamespace(write=lines.append), lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows([cell(row[name]) for name in columns] for row in rows)
    return "".join(line.removesuffix("\r\n") + "\n" for line in lines)
