"""Why the rows of a file are refused: all that is wrong, entry by entry, in the coder's words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from ...dataset import Dataset
from ...errors import BuildError, shown, visible
from ...validation.problems import Problem
from .entries import Entry, Fault, Form
from .follow_ups import UNSUPPORTED, FollowUps
from .origins import Origins
from .wording import in_words_of_file, key_in_file

_INDENT = "  "
_NO_DOCUMENT = "every event, figure and position needs the document that supports it"


def refusal(
    form: Form,
    file: Path | None,
    origins: Origins,
    dataset: Dataset,
    problems: Sequence[Problem],
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
    dataset : Dataset
        The tables so far.
    problems : sequence of Problem
        The rules that the new rows break.
    """
    report = _Report(form, file, origins, dataset)
    faults = [(entry, fault) for entry in form for fault in entry.faults]
    follow_ups = FollowUps(form, origins, problems)
    causes = [problem for problem in problems if problem not in follow_ups]
    for entry, fault in faults:
        report.add_fault(entry, fault)
    for problem in causes if causes or faults else problems:  # rows that break a rule never pass
        report.add_problem(problem)
    return report.error()


class _Report:
    """What is wrong with each entry, and with older rows under None: columns and sentences."""

    def __init__(self, form: Form, file: Path | None, origins: Origins, dataset: Dataset) -> None:
        self.form, self.file, self.origins, self.dataset = form, file, origins, dataset
        self.found: dict[Entry | None, list[tuple[str, str]]] = {entry: [] for entry in form}
        self.found[None] = []

    def add_fault(self, entry: Entry, fault: Fault) -> None:
        """Add what no rule is needed to see."""
        place, label = self._place(entry, fault.column)
        self.found[place].append((fault.column, f"{label}: {fault.message}"))

    def add_problem(self, problem: Problem) -> None:
        """Add a rule that a row breaks, for each entry from which the row comes."""
        origins = self.origins.of(problem)
        if problem.rule == UNSUPPORTED and not self.form.source:
            _, label = self._place(self.form.whole, "source")
            self.found[self.form.whole].append(("source", f"{label}: {_NO_DOCUMENT}"))
        elif not origins:
            self.found[None].append(("", self.origins.in_words(str(problem), self.file)))
        else:
            for entry, through in origins:
                self._add_to(entry, through, problem)

    def _add_to(self, entry: Entry, through: str, problem: Problem) -> None:
        """Say what `validate` says, but with what the coder gave; of a link, with its key."""
        column = key_in_file(problem, entry)
        is_of_link = through != "" and column not in entry.cells
        key = through if is_of_link else column
        place, label = self._place(entry, key)
        if is_of_link:
            label = f"{label}, {column}"
        is_shown = column == problem.column and not self._is_unseen(problem.value)
        value = problem.value if is_shown else ""
        if column in entry.cells and not is_of_link:
            value = shown(entry.cells[column])
        message = in_words_of_file(problem, entry, self.dataset)
        message = self.origins.in_words(message, self.file)
        cell = f"{label} = {value}" if value else label
        self.found[place].append((key, f"{cell}: {message} ({problem.rule})"))

    def _place(self, entry: Entry, column: str) -> tuple[Entry, str]:
        """Return where a cell stands, and its name there: its key, or its option."""
        if not self.file:
            return entry, f"--{column.replace('_', '-')}"
        if column in entry.usual:
            return self.form.whole, f"defaults, {column}"
        return entry, column

    def _is_unseen(self, value: str) -> bool:
        return value == "null" or self.origins.is_unseen(value)

    def error(self) -> BuildError | None:
        """Make the error: how many problems there are, each in a line, and what to do."""
        lines = [line for entry in self.found for line in self._lines(entry)]
        number = sum(line.startswith(_INDENT) for line in lines)
        if not number:
            return None
        count = "1 problem" if number == 1 else f"{number} problems"
        where = visible(str(self.file)) if self.file else "the new row"
        head = f"{where} has {count}, so nothing was written:"
        tail = f"Correct the {'file' if self.file else 'options'} and run the command again."
        return BuildError("\n".join([head, *lines, tail]))

    def _lines(self, entry: Entry | None) -> Iterator[str]:
        """Yield the name of an entry and its problems, in the order of its cells."""
        order = entry.order if entry else []
        found = sorted(
            self.found[entry],
            key=lambda one: order.index(one[0]) if one[0] in order else len(order),
        )
        if found and self.file:
            yield "rows that are there already" if entry is None else str(entry)
        yield from dict.fromkeys(f"{_INDENT}{text}" for _, text in found)
