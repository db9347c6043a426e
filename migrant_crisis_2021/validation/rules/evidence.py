"""Printed numbers and fingerprints in the evidence: R12, R21, R24."""

from __future__ import annotations

import logging
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from itertools import pairwise
from typing import Any, TypeAlias

import narwhals as nw

from ...dataset import Dataset
from ...dataset.dataset import kept_on_dataset
from ...dataset.row_types import EvidenceRow, FigureRow
from ...dataset.table_schema import table_schema
from ...errors import InvalidInputError
from ...fingerprint.fp1 import Window, contains_any, hashes_by_length
from ...fingerprint.windows import clash
from ...names import AUTHORED, TableName
from ...parsing.phrases import PrintedNumbers, is_foreign_words, parse_printed
from .engine import Failure, different, fails, rule
from .sieve import Context, LazyFrame, Tables, any_of, filtered, none_of, one_of
from .unusual import is_ascii

Hashes: TypeAlias = dict[int, set[bytes]]

_LOG = logging.getLogger(__name__)
_HASH = re.compile("[0-9a-f]{32}")
# What a word may multiply a number by; not 10, which is more often a slip.
_UNREAD_SCALES = tuple(10**power for power in range(2, 13))
_BATCH = 10_000
_HAS_HASH = ~nw.col("fp_hash").is_null()


def _printed_otherwise(tables: Tables, table: TableName) -> LazyFrame:
    """Let through printed numbers that are not plainly the digits of the figure's value."""
    value, text = nw.col("value"), nw.col("value_as_printed")
    is_single = none_of(nw.col("qualifier").is_in(["range", "order_of_magnitude"]))
    whole = nw.when((value < 1e15) & (value >= 0) & (value == value.round(0))).then(value.round(0))
    number = nw.when(is_single).then(whole).alias("number")
    numbers = (  # an id that several figures have stands for no number
        tables["figures"]
        .select(nw.col("figure_id").alias("record_id"), number)
        .group_by("record_id")
        .agg(nw.col("number").max(), nw.len().alias("count"))
        .filter(nw.col("count") == 1)
        .select("record_id", nw.col("number").cast(nw.Int64).cast(nw.String).alias("digits"))
    )
    plain = text.str.contains(r"\A(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)\z")
    digits = nw.when(plain).then(text.str.replace_all(",", ""))
    printed = tables[table].filter(~text.is_null()).with_columns(digits.alias("digits"))
    return printed.join(numbers, on=["record_id", "digits"], how="anti")


@rule(
    "R12",
    "The printed number is the figure's number.",
    level="dataset",
    tables=("evidence",),
    needs=("figures", "sources"),
    sieve=_printed_otherwise,
    context=[
        Context("figures", "figure_id", to="record_id"),
        Context("sources", "source_id", to="source_id", columns=("source_id", "language")),
    ],
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
            message = disagreement(text, figure)
            if message and is_foreign_words(text, _language(dataset, row)):
                continue  # nothing here reads them, so the coder's number stands
        if message:
            yield fails(row, "value_as_printed", message)


def _language(dataset: Dataset, row: EvidenceRow) -> str | None:
    documents = dataset["sources"].where("source_id", row["source_id"])
    return next((document["language"] for document in documents), None)


def disagreement(text: str, figure: FigureRow | Mapping[str, Any]) -> str:
    """Say how a printed phrase differs from the number of a figure; nothing if it does not."""
    try:
        printed = parse_printed(text)
    except InvalidInputError as error:
        return (
            f"{error} Give digits or English number words as they are printed, or leave the number "
            "out, with the fingerprint"
        )
    if _says(printed, figure):
        return ""
    given = {
        "value": figure["value"],
        "value_low": figure["value_low"],
        "value_high": figure["value_high"],
        "magnitude": figure["magnitude"],
    }
    recorded = ", ".join(
        f"{name} {number:.15g}" for name, number in given.items() if number is not None
    )
    numbers = ", ".join(f"{number:.15g}" for number in printed.numbers)
    read = numbers or f"magnitude {printed.magnitude}"
    return f"reads as {read}, but the figure has {recorded}: correct one of them"


def _says(printed: PrintedNumbers, figure: FigureRow | Mapping[str, Any]) -> bool:
    if figure["qualifier"] == "order_of_magnitude":
        return bool(printed.magnitude == figure["magnitude"])
    if figure["qualifier"] == "range":
        ends = (figure["value_low"], figure["value_high"])
        return len(printed.numbers) == 2 and all(
            _is_number(end, number, printed)
            for end, number in zip(ends, printed.numbers, strict=True)
        )
    return any(_is_number(figure["value"], number, printed) for number in printed.numbers)


def _is_number(value: float | None, number: float, printed: PrintedNumbers) -> bool:
    """Return whether a value is a printed number, multiplied by the words that are not read."""
    factors = (1, *_UNREAD_SCALES) if printed.unread else (1,)
    # Rounding takes off what multiplication adds: 16.1 * 1000 is not 16100 exactly.
    return value in {round(number * factor, 6) for factor in factors}


def _touches(tables: Tables, table: TableName) -> LazyFrame:
    """Let through windows that the next one of the source touches or repeats."""
    start, length = nw.col("fp_start"), nw.col("fp_len")
    windows = tables[table].filter(~start.is_null(), ~length.is_null())
    if not tables.has_windows:
        return windows
    end = start + length
    order = ["fp_start", "fp_len"]
    before = end.shift(1).over("source_id", order_by=order)
    after = start.shift(-1).over("source_id", order_by=order)
    return filtered(windows, any_of(start <= before, end >= after))


@rule(
    "R21",
    "Windows of one source neither overlap nor touch.",
    level="table",
    tables=("evidence",),
    sieve=_touches,
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


def _with_passages(tables: Tables, table: TableName) -> nw.Expr:
    """Let through what has a passage: no engine takes fingerprints, so long texts are read here.

    The engine gives each distinct text once, without the rest of its row.
    """
    hashes = tables.once("hashes of passages", _hashes_in)
    if not hashes:
        return any_of()
    columns = [tables[table].select(nw.col(name).alias("text")) for name in _texts(table)]
    long = filtered(nw.concat(columns, how="vertical"), _is_long(nw.col("text"), min(hashes)))
    found = long.select("text").unique().collect(backend="pyarrow").to_native()
    _LOG.debug("%s reads %s texts of %s", "R24", found.num_rows, table)
    texts = (text for part in found.to_batches(_BATCH) for text in part["text"].to_pylist())
    passages = [text for text in texts if contains_any(text, hashes)]
    return any_of(*(one_of(nw.col(name), passages) for name in _texts(table)))


def _hashes_in(tables: Tables) -> Hashes:
    windows = tables["evidence"].filter(_HAS_HASH).select("fp_hash", "fp_len").unique()
    return _hashes(windows.collect().iter_rows(named=True))


def _texts(table: TableName) -> list[str]:
    return [field.name for field in table_schema(table).fields if field.type == "string"]


def _is_long(text: nw.Expr, shortest: int) -> nw.Expr:
    """Let through what may have a stream of some length: that of ASCII is no longer than it."""
    return any_of(text.str.len_chars() >= shortest, ~is_ascii(text))


@rule(
    "R24",
    "Our own texts do not contain a fingerprinted passage.",
    level="dataset",
    tables=AUTHORED,
    sieve=_with_passages,
    context=[
        Context("evidence", "record_id", to=None, columns=("fp_hash", "fp_len"), where=_HAS_HASH)
    ],
)
def text_our_own(dataset: Dataset, table: TableName) -> Iterator[Failure]:
    """Report cells in which the verifier finds a passage of a source."""
    is_passage, columns = _passages(dataset), _texts(table)
    if is_passage is None:
        return
    texts = {text for column in columns for text in different(dataset, table, column)}
    passages = set(filter(is_passage, texts))
    for row in dataset[table] if passages else ():
        for column in columns:
            if row[column] in passages:
                message = "contains a passage of a source word for word: put it in our own words"
                yield fails(row, column, message)


@kept_on_dataset
def _passages(dataset: Dataset) -> Callable[[str], bool] | None:
    """Return a function that tells whether a text contains a passage; None if there is none."""
    hashes = _hashes(dataset["evidence"])
    shortest = min(hashes, default=0)

    @cache  # most texts occur several times
    def is_passage(text: str) -> bool:
        # Most texts are ASCII, and then no longer than they look.
        is_short = len(text) < shortest and text.isascii()
        return not is_short and contains_any(text, hashes)

    return is_passage if hashes else None


def _hashes(evidence: Iterable[Mapping[str, Any]]) -> Hashes:
    return hashes_by_length(
        Window(fp_hash, row["fp_len"])
        for row in evidence
        if (fp_hash := row["fp_hash"]) and _HASH.fullmatch(fp_hash) and row["fp_len"]
    )
