"""Why something changed: reasons from a file, and those that go without saying."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import TypeAlias

from ..dataset.history import ADDED, Change
from ..dataset.table_schema import table_schema
from ..errors import InvalidInputError, shown, unknown, visible
from ..names import RECORDED
from ..verification.limits import read_file

Cell: TypeAlias = tuple[str, str, str | None]
"""A table, the key of a row, and a column; no column for the whole row."""
Reasons: TypeAlias = dict[Cell, str]

NOT_RECORDED = "not recorded"
"""The reason of a change for which nobody gave one."""
_COLUMNS = ["table", "record_key", "field", "reason"]


def usual_reasons(changes: list[Change]) -> dict[Change, str]:
    """Return the reasons that go without saying: of new values, records and links."""
    new = {change.key for change in changes if change.new == ADDED and change.field is None}
    return {change: _usual_reason(change, new) for change in changes}


def _usual_reason(change: Change, new: set[str]) -> str:
    if change.field and change.field not in table_schema(change.table).columns:
        return "schema"
    if change.field or change.new != ADDED:
        return NOT_RECORDED
    if change.table in ("vocabulary", "loaded_terms"):
        return "schema"
    return "new_source" if new.intersection(change.key.split("/")) else NOT_RECORDED


def read_reasons(file: Path) -> Reasons:
    """Read a CSV file of reasons, with the columns ``table,record_key,field,reason``.

    ``record_key`` is the key of a row as ``changes.record_id`` writes it; ``+``, ``|`` or ``;`` may
    stand between key columns. An empty ``field``, or ``record``, stands for the whole row, and for
    those of its cells that have no line.

    Raises
    ------
    InvalidInputError
        If the file is not such a file, or a line has no reason or names no table.
    """
    try:
        text = read_file(file, way_out="give the reasons in several files").decode("utf-8-sig")
        reader = csv.DictReader(io.StringIO(text, newline=""), restkey="more")
        if reader.fieldnames == _COLUMNS:
            return dict(_reason_lines(file, reader))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise InvalidInputError(f"{visible(str(file))} cannot be read: {error}.") from None
    raise InvalidInputError(
        f"{visible(str(file))} has the columns {shown(reader.fieldnames)}: it must have "
        f"{','.join(_COLUMNS)}."
    )


def _reason_lines(file: Path, reader: csv.DictReader[str]) -> Iterator[tuple[Cell, str]]:
    for line in reader:
        where = f"{file}, line {reader.line_num}"
        if "more" in line or None in line.values():
            raise InvalidInputError(
                f"{where}: it must have {len(_COLUMNS)} cells; quote a cell that contains a comma."
            )
        table, key, field, reason = (_tidy(line[name]) for name in _COLUMNS)
        if table not in RECORDED:
            raise InvalidInputError(f"{where}: {unknown('table', table, RECORDED)}")
        if not key or not reason:
            raise InvalidInputError(f"{where}: record_key and reason must not be empty.")
        if len(table_schema(table).primary_key) > 1:
            key = re.sub(r" ?[+|;] ?", "/", key)  # as reports print it
        yield (table, key, None if field in ("", "record") else field), reason


def _tidy(text: str) -> str:
    return unicodedata.normalize("NFC", " ".join(text.split()))
