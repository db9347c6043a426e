"""Printing rows, records and reports on a terminal, as CSV and as JSON."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, Any, TypeAlias

from ..dataset.csv_files import cell, csv_text
from .layout import Cells, table
from .options import dataset
from .terminal import emit, wrapped

if TYPE_CHECKING:
    import pandas as pd

    from ..accessors.answers import Answer
    from ..interface import OpenedDataset

Line = dict[str, Any]
View: TypeAlias = "Callable[[OpenedDataset, Line], Cells]"
GroupView: TypeAlias = "Callable[[OpenedDataset, list[Line]], str]"


def show_answer(answer: Answer, form: str, view: View | None = None) -> None:
    """Print rows: all columns as CSV or JSON, or the columns of a view as a table."""
    show_lines(answer.columns, answer.rows(), form, view)


def show_lines(
    names: Sequence[str], lines: list[Line], form: str, view: View | None = None
) -> None:
    """Print rows with the columns that are named, like `show_answer`."""
    if form != "table" or not lines:
        _show_all(names, lines, form)
    elif view:
        emit(table([view(dataset(), line) for line in lines]))
    else:
        emit(table([{k: cell(v) for k, v in line.items()} for line in lines]))


def show_groups(
    answer: Answer,
    form: str,
    view: GroupView,
    column: str,
    comes_last: Callable[[Any], bool] = lambda _: False,
) -> None:
    """Print rows like `show_answer`, but as one block for each value of a column."""
    lines = answer.rows()
    if form != "table" or not lines:
        _show_all(answer.columns, lines, form)
    else:
        lines.sort(key=lambda line: comes_last(line[column]))
        groups = groupby(lines, key=lambda line: line[column])
        emit("\n\n".join(view(dataset(), list(members)) for _, members in groups))


def show_text(text: str) -> None:
    """Print a text, wrapped at the width of the terminal."""
    emit(wrapped(text))


def show_json(value: Any) -> None:
    """Print a value as JSON; whole numbers have no decimals."""
    emit(json.dumps(_json(value), ensure_ascii=False, indent=2), for_programs=True)


def _show_all(names: Sequence[str], lines: list[Line], form: str) -> None:
    if form == "json":
        show_json(lines)
    elif form == "csv":
        emit(csv_text(names, lines).removesuffix("\n"), for_programs=True)
    else:
        emit("Nothing found.")


def lines_of(frame: pd.DataFrame) -> list[Line]:
    """Return the rows of a frame as plain Python values; missing becomes None."""
    return [
        {str(name): _value(value) for name, value in record.items()}
        for record in frame.to_dict("records")
    ]


def _value(value: Any) -> Any:
    """Turn a pandas cell into a standard Python value; missing becomes None."""
    import pandas as pd

    if pd.isna(value):
        return None
    if isinstance(value, pd.Timestamp):
        return value.date()
    return value.item() if hasattr(value, "item") else value


def _json(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _json(inner) for name, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_json(inner) for inner in value]
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value if value is None or isinstance(value, int | float | str) else str(value)
