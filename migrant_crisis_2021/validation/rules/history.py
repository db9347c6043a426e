"""Corrections: R36."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from difflib import SequenceMatcher
from itertools import chain
from typing import Any, cast

import narwhals as nw

from ...dataset import Dataset
from ...dataset.csv_files import Row
from ...dataset.folders import command_for
from ...dataset.history import Contradiction, Fingerprint, row_key, split_hashes, undo
from ...dataset.past import last_release, releases_of
from ...dataset.row_types import ChangeRow, ReleaseRow
from ...dataset.table_schema import table_schema
from ...names import RECORDED, TABLES, TableName
from ...parsing.versions import version_order
from ...parsing.words import split_list
from ..problems import Problem, problem_in_row
from .engine import Subject, dataset_rule
from .sieve import Keyed


@dataset_rule(
    "R36",
    "Undoing the changes since the last release gives the tables of that release.",
    needs=(*RECORDED, "changes", "releases"),
)
def corrections_recorded(subject: Subject) -> Iterator[Problem]:
    """Report rows and cells that differ from the last release without a row in `changes`."""
    release = last_release(subject.dataset)
    if release is None:  # a dataset without releases has no history
        return
    tables = releases_of(subject.dataset)[release]
    yield from _of_other_tables(subject, release, tables)
    for name in RECORDED:
        if name in tables:
            yield from _of_table(_Past(subject, name, tables[name]))


def _of_other_tables(
    subject: Subject, release: str, tables: Container[TableName]
) -> Iterator[Problem]:
    others = [name for name in TABLES if name not in tables]  # R22 reports any further name
    message = f"{release} has no such table, so its rows are not listed: remove this row"
    changes = Keyed("changes", nw.col("record_id"), nw.col("table").is_in(others))
    for part in subject.read(changes):
        concerned = (change for change in part["changes"] if change["table"] in others)
        for change in _later(concerned, release):
            yield problem_in_row("R36", "changes", change, "table", message)


def _later(changes: Iterable[ChangeRow], release: str) -> list[ChangeRow]:
    since = version_order(release)
    return [change for change in changes if version_order(change["version"]) > since]


class _Past:
    """The rows of a table as they stood at its last release, read anew whenever they are asked for.

    A row and its changes are in one part, which the beginning of their key decides.
    """

    def __init__(self, subject: Subject, table: TableName, released: ReleaseRow) -> None:
        self.table = table
        self.released = released
        self.columns = list(split_list(released["columns"]))
        self.out = _way_out(subject.dataset)
        self.contradictions: list[Contradiction] = []
        self._subject = subject

    def __iter__(self) -> Iterator[Row]:
        self.contradictions = []
        key = nw.col(table_schema(self.table).primary_key[0])
        changed = nw.col("record_id").str.replace_all("/.*$", "")
        own = Keyed("changes", changed, nw.col("table") == self.table)
        for part in self._subject.read(Keyed(self.table, key), own):
            changes = _later(part["changes"].where("table", self.table), self.released["version"])
            rows, contradictions = undo(self.table, cast("Any", part[self.table]), changes)
            self.contradictions += contradictions
            yield from rows


def _of_table(past: _Past) -> Iterator[Problem]:
    content = Fingerprint(past, past.columns).content
    contradictions = past.contradictions
    for change, fault in contradictions:
        message = f"{fault}: correct this row, or the table; {past.out}"
        yield problem_in_row("R36", "changes", change, "new_value", message)
    if content != past.released["content_hash"]:
        problems = list(_unrecorded(past))
        # One cause has one problem, unless the contradictions do not account for the difference.
        explained = {change["record_id"] for change, _ in contradictions}
        yield from (one for one in problems if one.key.replace(" + ", "/") not in explained)
        if not problems:
            message = f"does not belong to the other hashes of {past.table}: restore this row"
            yield problem_in_row("R36", "releases", past.released, "content_hash", message)


def _unrecorded(past: _Past) -> Iterator[Problem]:
    """Name the rows that differ from the release; if none of its rows is gone, also the columns."""
    name, released = past.table, past.released
    version, hashes = released["version"], Fingerprint(past, past.columns).rows
    kept = split_hashes(released["row_hashes"])
    key = table_schema(name).primary_key[0]
    blocks = SequenceMatcher(None, kept, hashes, autojunk=False).get_opcodes()
    paired = [range(start, end) for _, first, last, start, end in blocks if first < last]
    altered = _altered_columns(past, paired) if sum(map(len, paired)) == len(kept) else []
    differing = [block for block in blocks if block[0] != "equal"]
    rows = dict(_at(past, [range(max(0, start - 1), end) for *_, start, end in differing]))
    for _, first, last, start, end in differing:
        for row in map(rows.__getitem__, range(start, end)):
            column = key
            if first == last:
                what = f"the row is not in {version}"
            elif altered:
                column, what = altered[0], f"{' or '.join(altered)} differs from {version}"
            else:
                what = f"the row differs from {version} or is not in it"
            message = f"{what}, without a row in `changes`: {past.out}"
            yield problem_in_row("R36", name, {column: None, **row}, column, message)
        gone = (last - first) - (end - start)
        if gone > 0:
            message = f"{gone} row(s) of {version} are gone, without rows in `changes`"
            where = f"after {row_key(name, rows[start - 1])}" if start else "at the beginning"
            yield Problem("R36", name, where, key, "null", f"{message}: {past.out}")


def _at(past: Iterable[Row], spans: Iterable[range]) -> Iterator[tuple[int, Row]]:
    """Yield the rows in some spans, with their places."""
    places = set(chain.from_iterable(spans))
    return ((place, row) for place, row in enumerate(past) if place in places)


def _way_out(dataset: Dataset) -> str:
    tool = command_for(dataset.home, "diff")
    return f"{tool} shows what changed; with --write, it adds what `changes` lacks"


def _altered_columns(past: _Past, paired: list[range]) -> list[str]:
    """Name the columns that differ, from the rows that stand for those of the release."""
    rows = (row for _, row in _at(past, paired))
    now = Fingerprint(rows, past.columns).columns
    then = split_hashes(past.released["column_hashes"])
    return [name for name, one, was in zip(past.columns, now, then, strict=False) if one != was]
