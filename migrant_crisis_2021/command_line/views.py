"""The columns of a record in a printed table."""

from __future__ import annotations

from ..dataset.csv_files import cell
from ..dataset.wording import actor_name, amount, place_name, quantity, span, when
from ..interface import OpenedDataset
from .printing import Line


def _number(line: Line) -> str:
    return quantity(line) if line.get("qualifier") else ""


def _unit(dataset: OpenedDataset, line: Line) -> str:
    unit = line.get("counted_unit")
    return dataset.lists.label("counted_unit", unit).lower() if unit else ""


def timeline(dataset: OpenedDataset, line: Line) -> dict[str, str]:
    """Show a row of the timeline."""
    number = f" [{amount(line, dataset.lists)}]" if line["qualifier"] else ""
    return {
        "when": when(line["date_start"], line["date_end"], line["date_precision"]),
        "what": f"{line['title']}{number}",
        "where": line["place"],
        "who": line["asserted_by"] or line["actors"] or "",
        "id": line["record_id"],
    }


def events(dataset: OpenedDataset, line: Line) -> dict[str, str]:
    """Show an event."""
    return {
        "when": when(line["date_start"], line["date_end"], line["date_precision"]),
        "kind": dataset.lists.label("event_type", line["event_type"]).lower(),
        "what": line["title"],
        "where": place_name(dataset, line["place_id"]),
        "id": line["event_id"],
    }


def figures(dataset: OpenedDataset, line: Line) -> dict[str, str]:
    """Show a figure."""
    return {
        "when": span(line["period_start"], line["period_end"]),
        "number": quantity(line),
        "unit": _unit(dataset, line),
        "what": line["title"],
        "asserted by": actor_name(dataset, line["asserted_by"]) or "",
        "id": line["figure_id"],
    }


def sources(_: OpenedDataset, line: Line) -> dict[str, str]:
    """Show a document."""
    return {
        "day": cell(line["published_on"]) or "undated",
        "publisher": line["publisher"]
        + (f" ({line['wire_origin']})" if line["wire_origin"] else ""),
        "title": line["title"] or f"[{line['description']}]",
        "source": line["source_id"],
    }


def search(_: OpenedDataset, line: Line) -> dict[str, str]:
    """Show a record that a search found."""
    return {
        "when": span(line["date_start"], line["date_end"]),
        "kind": line["kind"],
        "what": line["text"],
        "id": line["record_id"],
    }


def series(dataset: OpenedDataset, line: Line) -> dict[str, str]:
    """Show a reading."""
    return {
        "when": span(line["period_start"], line["period_end"]),
        "number": _number(line),
        "unit": _unit(dataset, line),
        "where": place_name(dataset, line["place_id"]),
        "asserted by": line["asserted_by"] or "",
        "rivals": cell(line["n_rivals"]),
        "id": line["figure_id"],
    }


def conflicts(dataset: OpenedDataset, line: Line) -> dict[str, str]:
    """Show a rival figure."""
    printed = f"in {line['publishers']}" if line["publishers"] else ""
    return {
        "what": line["title"],
        "number": _number(line),
        "unit": _unit(dataset, line),
        "when": span(line["period_start"], line["period_end"]),
        "who says so": ", ".join(filter(None, (line["asserted_by"], printed))),
        "id": line["figure_id"],
        "excludes": line["excludes"] or "",
        "differs": line["differs_from"] or "",
    }


def stances(_: OpenedDataset, line: Line) -> dict[str, str]:
    """Show a position."""
    return {
        "claim": line["proposition"],
        "who": line["actor"],
        "stance": line["stance"],
        "when": span(line["date_start"], line["date_end"]) if line["date_start"] else "",
        "id": line["position_id"],
    }
