"""Excel workbooks: a sheet for each table, after one that explains them."""

from __future__ import annotations

import datetime as dt
import io
import math
from typing import Any

from ..dataset.csv_files import GREATEST
from ..dataset.manifest import released_on
from ..errors import Advice, InvalidInputError, MissingExtraError, shown
from .entries import documents_of
from .job import Job, Written, facts_of
from .progress import tracked
from .sheets import Cell, Sheet
from .xlsx_about import Looks, write_about

_LONGEST = 32_767
_MOST_ROWS = 1_048_575
_MOST_COLUMNS = 16_384
_FIRST_DAY = dt.date(1900, 3, 1)
"""Excel knows no day before 1900 and counts the days before this one wrongly."""
_WIDEST = 60
_NARROWEST = 8
_LINE = 15
"""The height of a line of text, in points; other programs than Excel do not fit rows to texts."""
_MOST_LINES = 10


def write(job: Job) -> Written:
    """Write a workbook in which dates are dates, and no text is a formula or a link."""
    try:
        import xlsxwriter
    except ImportError:
        raise MissingExtraError("xlsxwriter", "export") from None
    sheets = [*job.sheets, *documents_of(job)]
    for sheet in sheets:
        _check_size(sheet)
    content = io.BytesIO()  # xlsxwriter has an error of its own for a full disk
    options = {"strings_to_urls": False, "in_memory": True}
    with xlsxwriter.Workbook(content, options) as book:
        book.set_properties(_properties(job))
        looks = _formats(book)
        write_about(book.add_worksheet("About"), job, sheets, looks)
        for sheet in sheets:
            _write_sheet(book.add_worksheet(sheet.name), sheet, looks)
    job.file.write_bytes(content.getvalue())
    return Written(sum(len(sheet.rows) for sheet in job.sheets), "row")


def _formats(book: Any) -> Looks:
    top = {"valign": "top"}
    return Looks(
        head=book.add_format({"bold": True, "bg_color": "#E7ECF1", "bottom": 1, **top}),
        title=book.add_format({"bold": True, "font_size": 14, **top}),
        bold=book.add_format({"bold": True, **top}),
        text=book.add_format({"text_wrap": True, **top}),
        plain=book.add_format(top),
        date=book.add_format({"num_format": "yyyy-mm-dd", "align": "left", **top}),
        time=book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss", "align": "left", **top}),
    )


def _properties(job: Job) -> dict[str, Any]:
    facts = facts_of(job.dataset)
    found: dict[str, Any] = {"title": facts.get("title", ""), "comments": facts.get("citation", "")}
    released = released_on(job.dataset.manifest) if facts else None
    if released:  # the same file whenever it is written
        found["created"] = dt.datetime.combine(released, dt.time())
    return found


def _check_size(sheet: Sheet) -> None:
    if len(sheet.rows) > _MOST_ROWS or len(sheet.names) > _MOST_COLUMNS:
        raise InvalidInputError(
            f"{sheet.name} has {len(sheet.rows):,} rows and {len(sheet.names):,} columns; a sheet "
            f"holds {_MOST_ROWS:,} and {_MOST_COLUMNS:,}. Select fewer, or export csv or json."
        )


def _write_sheet(page: Any, sheet: Sheet, looks: Looks) -> None:
    widths = [len(name) + 3 for name in sheet.names]  # with the button of the filter
    for place, name in enumerate(sheet.names):
        _write_text(page, 0, place, name, looks.head, "the header")
    for number, row in enumerate(tracked(sheet.rows, sheet.name), 1):
        for place, name in enumerate(sheet.names):
            cell = row[name]
            if cell is not None:
                _write_cell(page, number, place, cell, looks, f"{sheet.name}.{name}")
                widths[place] = max(widths[place], len(str(cell)) + 1)
        longest = max(len(str(cell)) for cell in row.values())
        page.set_row(number, _LINE * min(math.ceil(longest / _WIDEST), _MOST_LINES))
    for place, width in enumerate(widths):
        page.set_column(place, place, min(max(width, _NARROWEST), _WIDEST))
    page.set_landscape()
    page.repeat_rows(0)
    page.freeze_panes(1, 1)
    page.autofilter(0, 0, max(len(sheet.rows), 1), len(sheet.names) - 1)


def _write_cell(page: Any, row: int, column: int, cell: Cell, looks: Looks, where: str) -> None:
    match cell:
        case bool():
            page.write_boolean(row, column, cell, looks.plain)
        case float():
            page.write_number(row, column, cell, looks.plain)
        case int() if abs(cell) <= GREATEST:
            page.write_number(row, column, cell, looks.plain)
        case dt.datetime() if cell.tzinfo is None and cell.date() >= _FIRST_DAY:
            page.write_datetime(row, column, cell, looks.time)
        case dt.date() if not isinstance(cell, dt.datetime) and cell >= _FIRST_DAY:
            page.write_datetime(row, column, cell, looks.date)
        case _:
            _write_text(page, row, column, str(cell), _look_of(str(cell), looks), where)


def _look_of(text: str, looks: Looks) -> Any:
    return looks.text if len(text) > _WIDEST else looks.plain


def _write_text(page: Any, row: int, column: int, text: str, look: Any, where: str) -> None:
    """Write a text as a text; Excel counts its characters in UTF-16."""
    length = len(text.encode("utf-16-le")) // 2
    if length > _LONGEST or page.write_string(row, column, text, look) != 0:
        raise InvalidInputError(
            f"{where} has a text of {length:,} characters, {shown(text)}; a cell of Excel holds "
            f"{_LONGEST:,}.",
            Advice(
                "Leave out the column, or export csv, json or sqlite.",
                "Export csv, json or sqlite.",
            ),
        )
