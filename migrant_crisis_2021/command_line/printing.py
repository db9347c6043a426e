"""Printing frames and records on a terminal, as CSV and as JSON."""

from __future__ import annotations

import json
import os
import shutil
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import click

from ..dataset.csv_files import cell, index
from ..dataset.wording import amount, label, quantity, span

if TYPE_CHECKING:
    import pandas as pd

Line = dict[str, Any]
View = Callable[[Line], dict[str, str]]
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
"""Columns that give way, so that what happened has the room."""


def show_frame(
    frame: pd.DataFrame, form: str, view: View | None = None, section: str | None = None
) -> None:
    """Print a frame: all columns as CSV or JSON, a view for reading as a table.

    Rows that agree in the column `section` stand together, parted from the others by a line.
    """
    records = [_plain(record) for record in frame.to_dict("records")]
    if form == "json":
        show_json([{k: _json(v) for k, v in record.items()} for record in records])
    elif form == "csv":
        click.echo(_csv(list(frame.columns), records), nl=False)
    elif not records:
        click.echo("Nothing found.")
    else:
        lines = [view(r) if view else {k: cell(v) for k, v in r.items()} for r in records]
        _table(lines, [record.get(section or "") for record in records])


def show_json(value: Any) -> None:
    """Print a value as JSON."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=2))


def _plain(record: dict[Any, Any]) -> Line:
    return {str(name): _value(value) for name, value in record.items()}


def _value(value: Any) -> Any:
    """Turn a pandas cell into what the standard library knows; missing becomes None."""
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


def _csv(columns: list[str], records: list[Line]) -> str:
    import csv
    import io

    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([cell(record[name]) for name in columns] for record in records)
    return out.getvalue()


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


def _number(line: Line) -> str:
    return quantity(line) if line.get("qualifier") else ""


def _unit(line: Line) -> str:
    return label("counted_unit", line["counted_unit"]).lower() if line.get("counted_unit") else ""


def _place(line: Line) -> str:
    return str(index("places")[line["place_id"]]["name"])


def _asserter(line: Line) -> str:
    return str(index("actors")[line["asserted_by"]]["name"]) if line["asserted_by"] else ""


def timeline_view(line: Line) -> dict[str, str]:
    """Show a row of the timeline."""
    number = f" [{amount(line)}]" if line["qualifier"] else ""
    return {
        "when": span(line["date_start"], line["date_end"]),
        "what": f"{line['title']}{number}",
        "where": line["place"],
        "who": line["asserted_by"] or line["actors"] or "",
        "id": line["record_id"],
    }


def events_view(line: Line) -> dict[str, str]:
    """Show an event."""
    return {
        "when": span(line["date_start"], line["date_end"]),
        "kind": label("event_type", line["event_type"]).lower(),
        "what": line["title"],
        "where": _place(line),
        "id": line["event_id"],
    }


def figures_view(line: Line) -> dict[str, str]:
    """Show a figure."""
    return {
        "when": span(line["period_start"], line["period_end"]),
        "number": quantity(line),
        "unit": _unit(line),
        "what": line["title"],
        "asserted by": _asserter(line),
        "id": line["figure_id"],
    }


def sources_view(line: Line) -> dict[str, str]:
    """Show a document."""
    return {
        "day": cell(line["published_on"]) or "undated",
        "publisher": line["publisher"]
        + (f" ({line['wire_origin']})" if line["wire_origin"] else ""),
        "title": line["title"] or f"[{line['description']}]",
        "source": line["source_id"],
    }


def search_view(line: Line) -> dict[str, str]:
    """Show a record that a search found."""
    return {
        "when": span(line["date_start"], line["date_end"]),
        "kind": line["kind"],
        "what": line["text"],
        "id": line["record_id"],
    }


def series_view(line: Line) -> dict[str, str]:
    """Show a reading."""
    return {
        "when": span(line["period_start"], line["period_end"]),
        "number": _number(line),
        "unit": _unit(line),
        "where": _place(line),
        "asserted by": line["asserted_by"] or "",
        "rivals": cell(line["n_rivals"]),
        "id": line["figure_id"],
    }


def conflicts_view(line: Line) -> dict[str, str]:
    """Show a rival figure."""
    printed = f"in {line['publishers']}" if line["publishers"] else ""
    return {
        "what": line["title"],
        "number": _number(line),
        "unit": _unit(line),
        "when": span(line["period_start"], line["period_end"]),
        "who says so": ", ".join(filter(None, (line["asserted_by"], printed))),
        "id": line["figure_id"],
        "excludes": line["excludes"] or "",
        "differs": line["differs_from"] or "",
    }


def stances_view(line: Line) -> dict[str, str]:
    """Show a position."""
    return {
        "claim": line["proposition"],
        "who": line["actor"],
        "stance": line["stance"],
        "when": span(line["date_start"], line["date_end"]) if line["date_start"] else "",
        "id": line["position_id"],
    }
