"""The columns of a record in a printed table."""

from __future__ import annotations

import textwrap
from typing import get_args

import click

from ..dataset.csv_files import cell
from ..dataset.wording import amount, marked, when
from ..interface import OpenedDataset
from ..names import Stance
from .printing import Line
from .terminal import width, wrapped


def _number(dataset: OpenedDataset, line: Line) -> str:
    """Write the number of a figure, marked if it is not of what occurred."""
    return marked(amount(line, dataset.lists), line, dataset.lists) if line["qualifier"] else ""


def _period(line: Line) -> str:
    """Write a period; a whole month or year as such."""
    return when(line["period_start"], line["period_end"], "month")


def timeline(dataset: OpenedDataset, line: Line) -> dict[str, str]:
    """Show a row of the timeline."""
    number = f" [{amount(line, dataset.lists)}]" if line["qualifier"] else ""
    return {
        "when": when(line["date_start"], line["date_end"], line["date_precision"]),
        "what": marked(f"{line['title']}{number}", line, dataset.lists),
        "where": line["place"],
        "who": line["asserted_by_name"] or line["actors"] or "",
        "id": line["record_id"],
    }


def events(dataset: OpenedDataset, line: Line) -> dict[str, str]:
    """Show an event."""
    return {
        "when": when(line["date_start"], line["date_end"], line["date_precision"]),
        "kind": dataset.lists.label("event_type", line["event_type"]).lower(),
        "what": marked(line["title"], line, dataset.lists),
        "where": line["place"],
        "id": line["event_id"],
    }


def figures(dataset: OpenedDataset, line: Line) -> dict[str, str]:
    """Show a figure."""
    return {
        "when": _period(line),
        "number": _number(dataset, line),
        "what": line["title"],
        "asserted by": line["asserted_by_name"] or "",
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


def search(dataset: OpenedDataset, line: Line) -> dict[str, str]:
    """Show a record that a search found."""
    return {
        "when": _day(line),
        "kind": line["kind"],
        "what": marked(line["text"], line, dataset.lists),
        "id": line["record_id"],
    }


def series(dataset: OpenedDataset, line: Line) -> dict[str, str]:
    """Show a reading."""
    return {
        "when": _period(line),
        "number": _number(dataset, line),
        "where": line["place"],
        "asserted by": line["asserted_by_name"] or "",
        "rivals": cell(line["n_rivals"]),
        "id": line["figure_id"],
    }


def conflicts(dataset: OpenedDataset, members: list[Line]) -> str:
    """Show a group of rival figures as a block."""
    titles = {line["title"] for line in members}
    measure = dataset.lists.label("measure", members[0]["measure"])
    places = dict.fromkeys(line["place"] for line in members)
    subject = f"{measure}: {', '.join(places)}"
    heading = wrapped(titles.pop() if len(titles) == 1 else subject)
    numbers = [_number(dataset, line) for line in members]
    periods = [_period(line) for line in members]
    lines = [click.style(heading, bold=True)]
    if not titles:
        lines.append(wrapped(subject))
    for line, number, period in zip(members, numbers, periods, strict=True):
        head = f"{number:<{max(map(len, numbers))}}  {period:<{max(map(len, periods))}}"
        lines.append(_beside(f"  {line['figure_id']}  {head}", _rivals(line)))
        lines += [wrapped(f"    {said}") for said in _said(line, titled=bool(titles))]
    return "\n".join(lines)


def _beside(head: str, rivals: str) -> str:
    """Put the rivals of a figure on its own line, or under it where they do not fit."""
    one_line = f"{head}  {rivals}".rstrip()
    columns = width()
    fits = columns is None or len(one_line) <= columns
    return one_line if fits else f"{head.rstrip()}\n{wrapped(f'    {rivals}')}"


def _rivals(line: Line) -> str:
    found = (("excludes", line["excludes"]), ("differs from", line["differs_from"]))
    return "; ".join(f"{verb} {ids.replace('; ', ', ')}" for verb, ids in found if ids)


def _said(line: Line, *, titled: bool) -> list[str]:
    who, publishers = line["asserted_by_name"], line["publishers"]
    printed = f"in {publishers}" if publishers and publishers != who else ""
    said = ", ".join(filter(None, (who, printed)))
    return [text for text in (line["title"] if titled else "", said) if text]


def stances(_: OpenedDataset, members: list[Line]) -> str:
    """Show a claim with the positions on it as a block."""
    claim = members[0]
    lines = [click.style(wrapped(f"{claim['claim_id']}  {claim['proposition']}"), bold=True)]
    days = [_day(line) for line in members]
    for line, day in zip(members, days, strict=True):
        head = f"{line['position_id']}  {line['stance']:<{_STANCE}}  {day:<{max(map(len, days))}}"
        lines.append(wrapped(f"  {head}  {line['actor']}"))
    return "\n".join(lines)


_STANCE = max(map(len, get_args(Stance)))


def _day(line: Line) -> str:
    return when(line["date_start"], line["date_end"], "month")


def positions(_: OpenedDataset, line: Line) -> dict[str, str]:
    """Show a position."""
    return {
        "claim": line["proposition"],
        "who": line["actor"],
        "stance": line["stance"],
        "when": _day(line),
        "id": line["position_id"],
    }


def claims(dataset: OpenedDataset, line: Line) -> dict[str, str]:
    """Show a claim."""
    return {
        "topic": dataset.lists.label("topic", line["topic"]).lower(),
        "claim": line["proposition"],
        "id": line["claim_id"],
    }


def evidence(_: OpenedDataset, line: Line) -> dict[str, str]:
    """Show the link of a record and a document."""
    return {
        "id": line["record_id"],
        "what": line["record"],
        "relation": line["relation"],
        "source": line["source_id"],
    }


def changes(_: OpenedDataset, line: Line) -> dict[str, str]:
    """Show a change."""
    return {
        "version": line["version"],
        "field": line["field"] or "",
        "what": " → ".join(filter(None, (line["old_value"], line["new_value"]))),
        "reason": line["reason"],
        "table": line["table"],
        "id": line["record_id"],
    }


def diff(_: OpenedDataset, line: Line) -> dict[str, str]:
    """Show a cell or row that differs from a release."""
    old, new = line["old_value"], line["new_value"]
    is_row = line["field"] is None
    return {
        "table": line["table"],
        "id": line["record_id"],
        "field": line["field"] or "",
        "what": new or "" if is_row else f"{old or '(empty)'} → {new or '(empty)'}",
        "recorded": line["recorded"],
    }


def actors(dataset: OpenedDataset, line: Line) -> dict[str, str]:
    """Show an actor."""
    return {
        "name": line["name"],
        "kind": dataset.lists.label("actor_kind", line["kind"]).lower(),
        "side": line["side"],
        "id": line["actor_id"],
    }


def places(dataset: OpenedDataset, line: Line) -> dict[str, str]:
    """Show a place."""
    return {
        "name": line["name"],
        "kind": dataset.lists.label("place_kind", line["kind"]).lower(),
        "country": "/".join(filter(None, (line["country"], line["neighbour"]))),
        "id": line["place_id"],
    }


def vocabulary(_: OpenedDataset, members: list[Line]) -> str:
    """Show a list of the vocabulary: each value with its definition beside it."""
    columns = width() or _READABLE
    indent = 4 + max(len(line["value"]) for line in members)
    is_beside = columns - indent >= _NARROWEST
    blanks = " " * (indent if is_beside else 4)
    lines = [click.style(members[0]["list"], bold=True)]
    for line in members:
        value = f"  {line['value']}"
        first = f"{value:<{indent}}" if is_beside else blanks
        lines += [] if is_beside else [value]
        lines += _filled(line["definition"], columns, first, blanks)
        for column in ("kinds", "units"):
            if line.get(column):
                lines += _filled(f"{column}: {line[column]}", columns, blanks, f"{blanks}  ")
    return "\n".join(lines)


def _filled(text: str, columns: int, first: str, others: str) -> list[str]:
    return textwrap.wrap(
        text,
        columns,
        initial_indent=first,
        subsequent_indent=others,
        break_long_words=False,
        break_on_hyphens=False,
    )


_READABLE, _NARROWEST = 100, 24
"""How wide a list is without a terminal, and how narrow definitions beside their values may be."""
