"""What rules say of new rows, in the words of whoever fills in a file."""

from __future__ import annotations

from collections.abc import Iterator

from ...dataset import Dataset
from ...errors import listed, near
from ...parsing.words import split_list
from ...validation.problems import Problem
from ...validation.rules.keys import COUNTRY, reference_columns
from .countries import all_countries
from .entries import Entry

_OF_MEASURE = ("counted_unit", "measure_kind")
"""Cells of a figure that its measure limits."""
_NO_PASSAGE = (
    "no entry has a passage: give `printed` or `passage` in at least one, or leave `copy` out"
)


def key_in_file(problem: Problem, entry: Entry) -> str:
    """Return the key of a file that makes a cell."""
    if (problem.table, problem.column) == ("evidence", "value_as_printed"):
        return "printed"
    if problem.rule == "R38" and problem.column not in entry.cells:
        return "copy"
    return problem.column


def in_words_of_file(problem: Problem, entry: Entry, dataset: Dataset) -> str:
    """Return the message of a problem, with the way out that a file has."""
    rule, column, message = problem.rule, problem.column, problem.message
    if rule == "R01":
        return "given twice: keep one"
    if rule == "R14" and column not in entry.cells:  # it comes from `rival_of`
        return f"{problem.key}: {message}"
    if rule == "R38" and column not in entry.cells:
        return _NO_PASSAGE
    if rule == "R15" and column == "units":
        return f"{message}; or add one to the list counted_unit in the section `vocabulary`"
    if rule == "C03" and problem.table == "figures" and column in _OF_MEASURE:
        return _allowed_by_measure(dataset, entry, column) or message
    if rule in ("C04", "R02") and COUNTRY in _targets(problem):
        nearest = [*dict.fromkeys(_countries(dataset, str(entry.cells.get(column, ""))))]
        hint = f" (nearest: {listed(nearest)})" if nearest else ""
        return (
            f"no such country in ISO 3166-1: give a code such as ES{hint}, or add one of your own "
            "with `new country` or in the section `countries`"
        )
    return message


def _allowed_by_measure(dataset: Dataset, entry: Entry, column: str) -> str:
    """List the units or kinds of the measure of a figure, if there is such a measure."""
    name = str(entry.cells.get("measure"))
    measure = dataset.lists.entries("measure").get(name)
    allowed = measure["units" if column == "counted_unit" else "kinds"] if measure else None
    return f"must not be empty: fill it in. {name} allows: {allowed}" if allowed else ""


def _targets(problem: Problem) -> tuple[str, ...]:
    return reference_columns(problem.table).get(problem.column, ())


def _countries(dataset: Dataset, cell: str) -> Iterator[str]:
    """Yield countries whose code or name is near, or whose name has the letters of a code."""
    rows = {**all_countries(), **dataset["countries"].by_id}
    for given in split_list(cell):
        if given in rows:
            continue
        for row in rows.values():
            name = str(row["name"])
            is_near = near(given, (str(row["country"]), str(row["iso3"]), name))
            if is_near or (len(given) == 2 and _abbreviates(given, name)):
                yield f"{row['country']} ({name})"


def _abbreviates(code: str, name: str) -> bool:
    """Tell whether a name begins with the first letter of a code and has the second after it."""
    letters, name = code.casefold(), name.casefold()
    return name.startswith(letters[0]) and letters[1] in name[1:]
