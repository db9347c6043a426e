"""Printed numbers and fingerprints in the evidence: R12, R21, R24."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise

from ...dataset import Dataset
from ...dataset.dataset import kept_on_dataset
from ...dataset.row_types import EvidenceRow, FigureRow
from ...dataset.table_schema import table_schema
from ...errors import InvalidInputError
from ...fingerprint.fp1 import Window, find_windows, stream
from ...fingerprint.windows import clash
from ...names import AUTHORED, TableName
from ...parsing.phrases import PrintedNumbers, parse_printed
from .engine import Failure, fails, rule

_HASH = re.compile("[0-9a-f]{32}")


@rule(
    "R12",
    "The printed number is the figure's number.",
    level="dataset",
    tables=("evidence",),
    needs=("figures",),
)
def printed_agrees(dataset: Dataset, table: TableName) -> Iterator[Failure]:
    """Report printed phrases that do not give the value, the bounds or the magnitude."""
    figures = dataset["figures"].by_id
    for row in dataset[table]:
        text, figure = row["value_as_printed"], figures.get(row["record_id"])
        if text is None:
            continue
        if figure is None:
            message = "only figures have a printed number: leave it empty"
        else:
            message = _disagreement(text, figure)
        if message:
            yield fails(row, "value_as_printed", message)


def _disagreement(text: str, figure: FigureRow) -> str:
    try:
        printed = parse_printed(text)
    except InvalidInputError as error:
        return str(error)
    if _says(printed, figure):
        return ""
    given = {
        "value": figure["value"],
        "value_low": figure["value_low"],
        "value_high": figure["value_high"],
        "magnitude": figure["magnitude"],
    }
    recorded = ", ".join(
        f"{name} {number:g}" for name, number in given.items() if number is not None
    )
    read = (
        ", ".join(f"{number:g}" for number in printed.numbers) or f"magnitude {printed.magnitude}"
    )
    return f"reads as {read}, but the figure has {recorded}: correct one of them"


def _says(printed: PrintedNumbers, figure: FigureRow) -> bool:
    if figure["qualifier"] == "order_of_magnitude":
        return bool(printed.magnitude == figure["magnitude"])
    if figure["qualifier"] == "range":
        return printed.numbers == (figure["value_low"], figure["value_high"])
    return bool(figure["value"] in printed.numbers)


@rule(
    "R21",
    "Windows of one source neither overlap nor touch.",
    level="table",
    tables=("evidence",),
)
def windows_apart(dataset: Dataset, table: TableName) -> Iterator[Failure]:
    """Report windows that together would allow text to be rebuilt."""
    windows: dict[str, dict[tuple[int, int], EvidenceRow]] = defaultdict(dict)
    for row in dataset[table]:
        if row["fp_start"] is not None and row["fp_len"] is not None:
            windows[row["source_id"]].setdefault((row["fp_start"], row["fp_len"]), row)
    for spans in windows.values():
        for before, after in pairwise(sorted(spans)):
            if clash(before, after):
                message = (
                    f"the window begins at {after[0]}; the one before it ends at {sum(before)}: "
                    "choose another"
                )
                yield fails(spans[after], "fp_start", message)


@rule(
    "R24", "Our own texts do not contain a fingerprinted passage.", level="dataset", tables=AUTHORED
)
def text_our_own(dataset: Dataset, table: TableName) -> Iterator[Failure]:
    """Report cells in which the verifier finds a passage of a source."""
    windows = _windows(dataset)
    shortest = min((window.fp_len for window in windows), default=0)
    columns = [f.name for f in table_schema(table).fields if f.type == "string"]
    cells = [(row, c) for row in dataset[table] for c in columns if row[c]]
    cells = [(row, c) for row, c in cells if len(stream(row[c])) >= shortest]
    # One search of all cells is quick, and nearly always finds nothing.
    if find_windows("\n".join(row[column] for row, column in cells), windows):
        for row, column in cells:
            if find_windows(row[column], windows):
                message = "contains a passage of a source word for word: put it in our own words"
                yield fails(row, column, message)


@kept_on_dataset
def _windows(dataset: Dataset) -> set[Window]:
    return {
        Window(fp_hash, row["fp_len"])
        for row in dataset["evidence"]
        if (fp_hash := row["fp_hash"]) and _HASH.fullmatch(fp_hash) and row["fp_len"]
    }
