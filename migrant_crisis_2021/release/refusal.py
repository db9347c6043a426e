"""Why the rows of a file are refused: all that is wrong, entry by entry, in the coder's words."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence, Set
from pathlib import Path
from typing import NamedTuple

from ..errors import BuildError, shown, visible
from ..names import TableName
from ..validation.problems import Problem
from .entries import Entry, Form

_NUMBER = ("value", "value_low", "value_high", "magnitude", "qualifier", "bounds_basis")
_PERIOD = ("period_start", "period_end", "period_basis", "reported_on", "scope")
_DATE = ("date_start", "date_end", "date_precision", "date_basis", "scope")
_SAME_SUBJECT: Mapping[str, tuple[str, ...]] = {
    **dict.fromkeys(("printed", *_NUMBER), _NUMBER),
    **dict.fromkeys(_PERIOD, _PERIOD),
    **dict.fromkeys(("date_edtf", *_DATE), _DATE),
    **dict.fromkeys(("measure", "measure_kind", "counted_unit"), ("measure_kind", "counted_unit")),
    "name": ("actor_id", "place_id"),
    "kind": ("party", "geo_precision"),
    "label": ("value",),
    "list": ("value", "units", "kinds"),
    "published_on": ("published_basis",),
}
"""Cells that may be wrong, or empty, only because the one named first is wrong."""
_INDENT = "  "
_UNSUPPORTED = "R03"
_NO_DOCUMENT = "every event, figure and position needs the document that supports it"
_ONE_CELL = ("C03", "C04", "C05", "C06", "R02", "R22")
"""Checks that look at a cell alone."""
_CHOSEN = ("date_edtf", "kind", "label", "list", "measure", "name", "published_on")
"""Cells from which others follow: if they are missing, so are those."""
_SPELT: Mapping[tuple[str, str], str] = {("evidence", "value_as_printed"): "printed"}


class _Origin(NamedTuple):
    """The entry that a row comes from, and the key of the entry that made it, if it is a link."""

    entry: Entry
    through: str


class Origins:
    """Which entries the new rows come from, and which ids the coder has not seen."""

    def __init__(self) -> None:
        self._rows: dict[tuple[str, str], list[_Origin]] = defaultdict(list)
        self._called: dict[str, Entry] = {}

    def add(self, table: TableName, key: str, entry: Entry, through: str = "") -> None:
        """Note where a row comes from."""
        self._rows[table, key].append(_Origin(entry, through))

    def call(self, ident: str, entry: Entry) -> None:
        """Note the entry for which an id stands that its coder did not give."""
        self._called[ident] = entry

    def of(self, problem: Problem) -> list[_Origin]:
        """Return the origins of the row that breaks a rule."""
        return self._rows.get((problem.table, problem.key), [])

    def in_words(self, text: str, file: Path | None) -> str:
        """Replace ids that were never written by the names of their entries."""
        if not self._called:
            return text
        ids = "|".join(map(re.escape, sorted(self._called, key=len, reverse=True)))
        return re.sub(
            rf"(?<![\w-])(['\"]?)({ids})\1(?![\w-])",
            lambda found: str(self._called[found[2]]) if file else "the new row",
            text,
        )


def refusal(
    form: Form, file: Path | None, origins: Origins, problems: Sequence[Problem]
) -> BuildError | None:
    """Make the error that names everything that is wrong, or return None.

    Parameters
    ----------
    form : Form
        The entries, with their faults.
    file : pathlib.Path or None
        The file; None if the content was given as options of a command.
    origins : Origins
        Where the new rows come from.
    problems : sequence of Problem
        The rules that the new rows break.
    """
    found: dict[Entry | None, list[tuple[str, str]]] = {entry: [] for entry in form} | {None: []}
    for entry in form:
        for fault in entry.faults:
            found[form.whole if fault.column in entry.usual else entry].append(
                (fault.column, f"{_label(fault.column, file)}{fault.message}")
            )
    for problem in _causes(form, origins, problems):
        for place, column in _places(form, origins, problem):
            text = _sentence(problem, place, column, file)
            found[place].append((column, origins.in_words(text, file)))
    lines = [line for entry in found for line in _lines(entry, found[entry], file)]
    number = sum(line.startswith(_INDENT) for line in lines)
    if not number:
        return None
    where, what = (visible(str(file)), "file") if file else ("the new row", "options")
    count = "1 problem" if number == 1 else f"{number} problems"
    head = f"{where} has {count}, so nothing was written:"
    tail = f"Correct the {what} and run the command again."
    return BuildError("\n".join([head, *lines, tail]))


def _lines(entry: Entry | None, found: list[tuple[str, str]], file: Path | None) -> Iterator[str]:
    """Yield the name of an entry and its problems, in the order of its cells."""
    if not found:
        return
    if file:
        yield "rows that are there already" if entry is None else str(entry)
    order = entry.order if entry else []
    places = {name: place for place, name in enumerate(order)}
    found.sort(key=lambda one: places.get(one[0], len(places)))
    yield from dict.fromkeys(f"{_INDENT}{text}" for _, text in found)


def _label(column: str, file: Path | None) -> str:
    """Return what the coder calls a cell: its key in the file, or its option."""
    name = column if file else f"--{column.replace('_', '-')}"
    return f"{name}: " if column else ""


def _sentence(problem: Problem, entry: Entry | None, column: str, file: Path | None) -> str:
    """Say which rule a row breaks, as `validate` does, but with what the coder gave."""
    if entry is None:
        return str(problem)
    if problem.rule == _UNSUPPORTED:
        return f"{_label('source', file)}{_NO_DOCUMENT} ({problem.rule})"
    label = _label(column, file)[:-2]
    is_own = problem.table == entry.table or column == problem.column
    given = entry.cells.get(column) if is_own else None
    what = "" if is_own else f", {problem.column}"
    value = "" if problem.value == "null" else f" = {problem.value}"
    if given is not None:
        value = f" = {shown(given)}"
    return f"{label}{what}{value}: {problem.message} ({problem.rule})"


def _places(form: Form, origins: Origins, problem: Problem) -> Iterator[tuple[Entry | None, str]]:
    """Yield the entries that a problem is in, with the column; None if it is in an older row."""
    if problem.rule == _UNSUPPORTED and not form.source:
        yield form.whole, "source"
        return
    column = _SPELT.get((problem.table, problem.column), problem.column)
    found = origins.of(problem)
    for entry, through in found:
        place = form.whole if column in entry.usual else entry
        yield place, through if through and column not in entry.cells else column
    if not found:
        yield None, ""


def _causes(form: Form, origins: Origins, problems: Sequence[Problem]) -> Iterator[Problem]:
    """Leave out problems that only follow from others."""
    wrong = {entry: {fault.column for fault in entry.faults} for entry in form}
    for problem in problems:
        for entry, _ in origins.of(problem):
            is_given = problem.column in (*entry.cells, *_CHOSEN)
            if problem.table == entry.table and problem.rule in _ONE_CELL and is_given:
                wrong[entry].add(problem.column)
    of_document = wrong.get(form.source, set()) if form.source else set()
    of_entries = {(one.rule, one.column) for one in problems if origins.of(one)}
    has_lost_passages = any(wrong[entry] & {"passage", "printed", "copy"} for entry in form)
    for problem in problems:
        if problem.rule == "R38" and has_lost_passages:
            continue
        if problem.rule == _UNSUPPORTED and not form.has_read("source"):
            continue
        if (problem.rule, problem.column) in of_entries and not origins.of(problem):
            continue  # of two rows that are alike, the new one is to be corrected
        if (problem.table, problem.column) == ("evidence", "source_id") and of_document:
            continue
        if not any(
            _follows(problem, entry, wrong[entry], of_document) for entry, _ in origins.of(problem)
        ):
            yield problem


def _follows(problem: Problem, entry: Entry, wrong: Set[str], of_document: Set[str]) -> bool:
    """Tell whether a cell is wrong only because another one of the entry is, or of the document."""
    column, is_given = problem.column, problem.column in entry.cells
    if (problem.table, column) == ("evidence", "value_as_printed"):
        return not wrong.isdisjoint(("printed", *_NUMBER))
    if problem.table != entry.table:
        return False
    if any(fault.column == column for fault in entry.faults):
        return True
    if is_given and problem.rule in _ONE_CELL:
        return False
    if "published_on" in of_document and column in _PERIOD and not is_given:
        return True
    return any(column in _SAME_SUBJECT.get(one, ()) for one in wrong - {column})
