"""Problems of new rows that only follow from others, so that nobody has to be told of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from ...validation.problems import Problem
from .entries import RECORDS, Entry, Form
from .origins import Origins

_NUMBER = ("value", "value_low", "value_high", "magnitude", "qualifier", "bounds_basis")
_PERIOD = ("period_start", "period_end", "period_basis", "reported_on", "scope")
_DATE = ("date_start", "date_end", "date_precision", "date_basis", "scope")
_COUNTED = ("measure_kind", "counted_unit")
_CHOSEN: Mapping[str, tuple[str, ...]] = {
    "date_edtf": _DATE,
    "kind": ("geo_precision",),
    "label": ("value",),
    "list": ("value", "units", "kinds"),
    "measure": _COUNTED,
    "name": ("actor_id", "place_id"),
    "printed": _NUMBER,
    "published_on": ("published_basis",),
    "title": ("description",),
}
"""Cells that a coder chooses, with those that are wrong or empty only because of them."""
_TOGETHER = (_NUMBER, _PERIOD, _DATE, _COUNTED)
"""Cells on one subject: any of them may be wrong, or empty, only because another is wrong."""
_OWN_END = (("places", "part_id"), ("events", "event_id"), ("figures", "figure_id"))
_ONE_CELL = ("C03", "C04", "C05", "C06", "R02", "R22")
"""Checks that look at a cell alone."""
UNSUPPORTED = "R03"
_UNMARKED = "R38"
_TWICE = ("R33", "R39", "R40", "R41")
"""Rules that records break which stand twice."""


class FollowUps:
    """The problems that follow from others; ``problem in follow_ups`` tells whether one does."""

    def __init__(self, form: Form, origins: Origins, problems: Iterable[Problem]) -> None:
        self.form, self.origins = form, origins
        self.wrong = {
            entry: {fault.column for fault in entry.faults if not fault.is_read} for entry in form
        }
        self.of_entries: set[tuple[str, str]] = set()
        self.malformed: set[tuple[Entry, str]] = set()
        self.is_unsupported = False
        problems = [*problems]
        twice = {(one.table, one.key) for one in problems if one.rule == "R41"}
        self.titles = {
            one.value for one in problems if one.rule == "R33" and (one.table, one.key) in twice
        }
        for problem in problems:
            self.is_unsupported |= problem.rule == UNSUPPORTED
            for entry, _ in origins.of(problem):
                self.of_entries.add((problem.rule, problem.column))
                if problem.rule == "C04":
                    self.malformed.add((entry, problem.column))
                if _is_cause(problem, entry):
                    self.wrong[entry].add(problem.column)

    def __contains__(self, problem: Problem) -> bool:
        """Tell whether a problem follows from others."""
        origins = self.origins.of(problem)
        if self.form.source and self.form.source.is_known and problem.rule in _TWICE:
            return True
        if problem.rule == "R33" and problem.value in self.titles:  # R41 says more
            return True
        if not origins:  # of two rows that are alike, the new one is to be corrected
            return (problem.rule, problem.column) in self.of_entries
        return self._lacks_document(problem) or any(
            self._follows(problem, entry) for entry, _ in origins
        )

    def _lacks_document(self, problem: Problem) -> bool:
        """Tell whether a row lacks only what comes with its document or the copy of it."""
        source, rule = self.form.source, problem.rule
        if rule == _UNMARKED:
            lost = {"passage", "printed", "copy"}
            return self.form.has_suggestions or any(
                fault.column in lost for entry in self.form for fault in entry.faults
            )
        if source is None:
            if not self.form.has_read("source"):
                return rule == UNSUPPORTED or problem.column == "confidence"
            return problem.column == "confidence" and self.is_unsupported
        return (problem.table, problem.column) == ("evidence", "source_id") and bool(source.faults)

    def _follows(self, problem: Problem, entry: Entry) -> bool:
        """Tell whether a cell is wrong only because others of the entry are."""
        column, is_given = problem.column, problem.column in entry.cells
        wrong = self.wrong[entry]
        if problem.rule == UNSUPPORTED:
            return "relation" in wrong
        if (problem.table, column) == ("evidence", "value_as_printed"):
            return not wrong.isdisjoint(("printed", "record_id", *_NUMBER))
        if problem.table != entry.table:  # a link, whose own end is the row of the entry
            return bool(wrong) and (entry.table, column) in _OWN_END
        if problem.rule == "R02" and (entry, column) in self.malformed:
            return True
        if problem.rule == "C03" and self._may_lack_default(column, entry):
            return True
        if problem.rule == "C03" and is_given:  # it is empty because it could not be read
            return True
        if any(fault.column == column for fault in entry.faults):
            return True
        if is_given and problem.rule in _ONE_CELL:
            return False
        return any(column in _following(one) for one in wrong - {column})

    def _may_lack_default(self, column: str, entry: Entry) -> bool:
        """Tell whether all records of a kind lack a cell, and a key of `defaults` was not read."""
        if not self.form.lacks_default or entry.table not in RECORDS:
            return False
        return all(column not in one.cells for one in self.form.entries[entry.table])


def _following(column: str) -> Iterator[str]:
    """List the cells that may be wrong only because that of a column is."""
    yield from _CHOSEN.get(column, ())
    for cells in _TOGETHER:
        if column in cells:
            yield from cells


def _is_cause(problem: Problem, entry: Entry) -> bool:
    """Tell whether a cell is wrong by itself, from which others may follow."""
    is_given = problem.column in (*entry.cells, *_CHOSEN)
    is_own = problem.table == entry.table or problem.column == "relation"
    return is_own and problem.rule in _ONE_CELL and is_given
