"""The first sheet of a workbook: the dataset, the sheets, their columns and values."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from ..dataset import Dataset
from .job import Job, facts_of
from .sheets import Sheet

_WIDTHS = (16, 22, 12, 12, 18, 88)
_LINE = 15  # points
_FACTS = {
    "description": "Contents",
    "version": "Version",
    "released": "Released",
    "licence": "Licence",
    "citation": "Cite as",
}


class Looks(NamedTuple):
    """The looks of cells."""

    head: Any
    title: Any
    bold: Any
    text: Any
    plain: Any
    date: Any
    time: Any


def write_about(page: Any, job: Job, sheets: Sequence[Sheet], looks: Looks) -> None:
    """Explain the dataset and how to cite it, then the sheets, their columns and their values."""
    page.hide_gridlines(2)
    page.set_landscape()
    page.fit_to_pages(1, 0)
    for place, width in enumerate(_WIDTHS):
        page.set_column(place, place, width)
    facts = facts_of(job.dataset)
    page.write_string(0, 0, facts.get("title", "Exported tables"), looks.title)
    page.set_row(0, 24)
    line = 2
    for name, label in _FACTS.items():
        if name in facts:
            page.write_string(line, 0, label, looks.bold)
            _write_wide(page, line, 1, facts[name], looks.text)
            line += 1
    for head, rows in _blocks(job.dataset, sheets):
        line += 1
        for place, name in enumerate(head):
            page.write_string(line, place, name, looks.head)
        for place in range(len(head), len(_WIDTHS)):
            page.write_blank(line, place, None, looks.head)
        for row in rows:
            line += 1
            for place, text in enumerate(row[:-1]):
                page.write_string(line, place, text, looks.plain)
            _write_wide(page, line, len(row) - 1, row[-1], looks.text)
        line += 1


def _write_wide(page: Any, line: int, first: int, text: str, look: Any) -> None:
    """Write a text across the remaining columns, in a row that is high enough for it."""
    last = len(_WIDTHS) - 1
    if first < last:
        page.merge_range(line, first, line, last, "", look)
    page.write_string(line, first, text, look)
    page.set_row(line, _LINE * max(1, math.ceil(len(text) / (0.95 * sum(_WIDTHS[first:])))))


def _blocks(
    dataset: Dataset, sheets: Sequence[Sheet]
) -> Iterator[tuple[tuple[str, ...], Iterable[Sequence[str]]]]:
    """Yield the heading and the rows of each list; the last cell of a row is the longest."""
    yield (
        ("Sheet", "Rows", "What a row is"),
        [(sheet.name, f"{len(sheet.rows):,}", sheet.description) for sheet in sheets],
    )
    yield (
        ("Sheet", "Column", "Type", "Unit", "Values", "Meaning"),
        [
            (sheet.name, one.name, one.type, one.unit, one.values, one.description)
            for sheet in sheets
            for one in sheet.columns
        ],
    )
    if not any(sheet.name == "vocabulary" for sheet in sheets):
        values = list(_values(dataset, sheets))
        if values:
            yield ("Values", "Value", "Meaning"), values


def _values(dataset: Dataset, sheets: Sequence[Sheet]) -> Iterator[tuple[str, str, str]]:
    """Yield the meaning of the values of closed lists that occur."""
    found: dict[tuple[str, str], None] = {}
    for sheet in sheets:
        for column in sheet.columns:
            if column.values:
                cells = {str(row[column.name]) for row in sheet.rows}
                found |= dict.fromkeys((column.values, cell) for cell in sorted(cells))
    for name, value in found:
        entry = dataset.lists.entries(name).get(value)
        if entry is not None:
            yield name, value, f"{entry['label']}. {entry['definition']}"
