"""Printing frames and records on a terminal, as CSV and as JSON."""

from __future__ import annotations

import json
import os
import shutil
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeAlias

import click

from ..dataset.csv_files import cell, csv_text
from .options import dataset

if TYPE_CHECKING:
    import pandas as pd

    from ..interface import OpenedDataset

Line = dict[str, Any]
View: TypeAlias = "Callable[[OpenedDataset, Line], dict[str, str]]"
_PIPE_WIDTH = 120
_WHOLE = ("id", "day", "number", "stance")
_WIDEST = {
    "when": 13,
    "where": 22,
    "who": 24,
    "asserted by": 24,
    "who says so": 26,
    "excludes": 9,
    "differs": 9,
}
"""Maximum column widths, which leave most of the space to the title."""


def show_frame(
    frame: pd.DataFrame, form: str, view: View | None = None, section: str | None = None
) -> None:
    """Print a frame: all columns as CSV or JSON, or selected columns as a table.

    Lines separate groups of rows with different values in the column `section`.
    """
    records = [_plain(record) for record in frame.to_dict("records")]
    if form == "json":
        show_json([{k: _json(v) for k, v in record.items()} for record in records])
    elif form == "csv":
        click.echo(csv_text(list(frame.columns), records), nl=False)
    elif not records:
        click.echo("Nothing found.")
    else:
        lines = [
            view(dataset(), r) if view else {k: cell(v) for k, v in r.items()} for r in records
        ]
        _table(lines, [record.get(section or "") for record in records])


def show_json(value: Any) -> None:
    """Print a value as JSON."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=2))


def _plain(record: dict[Any, Any]) -> Line:
    return {str(name): _value(value) for name, value in record.items()}


def _value(value: Any) -> Any:
    """Turn a pandas cell into a standard Python value; missing becomes None."""
    import pandas as pd

    if pd.isna(value):
        return None
    if isinstance(value, pd.Timestamp):
        return value.date()
    return value.item() if hasattr(value, "item") else value


def _json(value: Any) -> Any:
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value if value is None or isinstance(value, int | float | str) else str(value)


def _table(lines: list[dict[str, str]], sections: list[Any]) -> None:
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False)
    for name in lines[0]:
        table.add_column(
            name,
            overflow="fold",
            no_wrap=name in _WHOLE,
            max_width=_WIDEST.get(name),
            justify="right" if name == "number" else "left",
        )
    for line, section, following in zip(lines, sections, [*sections[1:], None], strict=True):
        row = (Text(value) for value in line.values())
        table.add_row(*row, end_section=following not in (section, None))
    Console(file=sys.stdout, width=_width(), highlight=False).print(table)


def _width() -> int:
    if sys.stdout.isatty() or "COLUMNS" in os.environ:
        return max(60, shutil.get_terminal_size().columns)
    return _PIPE_WIDTH
