"""What the evidence says and shows: R12, R21, R24."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise

from ...dataset.table_schema import declaration
from ...errors import InvalidInputError
from ...fingerprint.fp1 import Window, find_windows, stream
from ...names import AUTHORED, TableName
from ...parsing.phrases import Printed, parse_printed
from .engine import Context, Frame, Problem, Row, dataset_rule, problem, row_rule

_HASH = re.compile("[0-9a-f]{32}")


@dataset_rule("R12", "The printed number is the figure's number.", ("evidence", "figures"))
def printed_agrees(context: Context) -> Iterator[Problem]:
    """Report printed phrases that do not give the value, the bounds or the magnitude."""
    figures = {row["figure_id"]: row for row in context.rows("figures")}
    for row in context.rows("evidence"):
        text, figure = row["value_as_printed"], figures.get(row["record_id"])
        if text is None:
            continue
        if figure is None:
            message = "only figures have a printed number: leave it empty"
            yield problem("R12", "evidence", row, "value_as_printed", message)
            continue
        message = _disagreement(text, figure)
        if message:
            yield problem("R12", "evidence", row, "value_as_printed", message)


def _disagreement(text: str, figure: Row) -> str:
    try:
        printed = parse_printed(text)
    except InvalidInputError as error:
        return str(error)
    if _says(printed, figure):
        return ""
    given = {name: figure[name] for name in ("value", "value_low", "value_high", "magnitude")}
    held = ", ".join(f"{name} {number:g}" for name, number in given.items() if number is not None)
    read = (
        ", ".join(f"{number:g}" for number in printed.numbers) or f"magnitude {printed.magnitude}"
    )
    return f"reads as {read}, but the figure has {held}: correct one"


def _says(printed: Printed, figure: Row) -> bool:
    if figure["qualifier"] == "order_of_magnitude":
        return bool(printed.magnitude == figure["magnitude"])
    if figure["qualifier"] == "range":
        return printed.numbers == (figure["value_low"], figure["value_high"])
    return bool(figure["value"] in printed.numbers)


@row_rule("R21", "Windows of one source neither overlap nor abut.", ("evidence",), "table")
def windows_apart(_: Context, table: TableName, frame: Frame) -> Iterator[Problem]:
    """Report windows from which, together, text could be rebuilt."""
    windows: dict[str, dict[tuple[int, int], Row]] = defaultdict(dict)
    for row in frame.iter_rows(named=True):
        if row["fp_start"] is not None and row["fp_len"] is not None:
            span = (row["fp_start"], row["fp_start"] + row["fp_len"])
            windows[row["source_id"]].setdefault(span, row)
    for spans in windows.values():
        for (_start, end), (start, other_end) in pairwise(sorted(spans)):
            if start <= end:
                row = spans[start, other_end]
                message = (
                    f"the window begins at {start}, the one before ends at {end}: choose another"
                )
                yield problem("R21", table, row, "fp_start", message)


@dataset_rule("R24", "No text of ours holds a fingerprinted passage.")
def text_our_own(context: Context) -> Iterator[Problem]:
    """Report cells in which the verifier finds a passage of a source."""
    windows = {
        Window(row["fp_hash"], row["fp_len"])
        for row in context.rows("evidence")
        if _HASH.fullmatch(row["fp_hash"] or "") and row["fp_len"]
    }
    shortest = min((window.fp_len for window in windows), default=0)
    for table in AUTHORED:
        columns = [f.name for f in declaration(table).fields if f.type == "string"]
        cells = [(row, c) for row in context.rows(table) for c in columns if row[c]]
        cells = [(row, c) for row, c in cells if len(stream(row[c])) >= shortest]
        # One search of them all is quick, and nearly always the last.
        if find_windows("\n".join(row[column] for row, column in cells), windows):
            for row, column in cells:
                if find_windows(row[column], windows):
                    message = "holds a passage of a source word for word: put it in our own words"
                    yield problem("R24", table, row, column, message)
