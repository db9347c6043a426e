"""CSV: one table, for programs and for spreadsheets."""

from __future__ import annotations

import re
from typing import TypeVar

from ..dataset.csv_files import csv_text
from .job import Job, Written
from .progress import tracked
from .sheets import Cell

_FORMULA_STARTS = re.compile(r"(\A|(?<=[\r\n]))(?=[=+\-@\t＝＋－＠])|\A(?=[\r\n])")
_BYTE_ORDER_MARK = "\ufeff"

C = TypeVar("C", bound=Cell)


def write(job: Job) -> Written:
    """Write UTF-8 with LF line endings; an empty cell is null, and every text is as it is."""
    sheet = job.only_sheet("csv")
    text = csv_text(sheet.names, tracked(sheet.rows, sheet.name))
    job.file.write_bytes(text.encode("utf-8"))
    return Written(len(sheet.rows), "row")


def write_for_excel(job: Job) -> Written:
    """Write the same after a byte order mark, with an apostrophe before what looks like formulas.

    Spreadsheets read UTF-8 only after such a mark, and calculate a text that begins like a formula.
    """
    sheet = job.only_sheet("csv-excel")
    columns = [harmless(name) for name in sheet.names]
    rows = [
        {harmless(name): harmless(cell) for name, cell in row.items()}
        for row in tracked(sheet.rows, sheet.name)
    ]
    job.file.write_bytes((_BYTE_ORDER_MARK + csv_text(columns, rows)).encode("utf-8"))
    return Written(len(sheet.rows), "row")


def harmless(cell: C) -> C | str:
    r"""Put an apostrophe before each line that a spreadsheet would take for a formula.

    Examples
    --------
    >>> harmless("=1+1"), harmless("two\n=lines"), harmless("7,935"), harmless(-5)
    ("'=1+1", "two\n'=lines", '7,935', -5)
    """
    return _FORMULA_STARTS.sub("'", cell) if isinstance(cell, str) else cell
