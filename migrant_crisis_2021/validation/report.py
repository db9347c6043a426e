"""The report of a validation."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

from ..errors import shortened
from ..frames.convert import string_type
from ..printed import Printed, grid, paragraph
from .problems import BUILD_AGAIN, Problem

if TYPE_CHECKING:
    import pandas as pd

_SHOWN = 50
_NAMED = 5


@dataclass(frozen=True, repr=False)
class Report(Printed):
    """The result of a validation, which can be printed, counted and turned into a frame.

    Parameters
    ----------
    problems : tuple of Problem
        Each with ``rule``, ``table``, ``key``, ``column``, ``value`` and ``message``.
    ran : tuple of str
        Ids of the checks and rules that ran.
    not_run : dict of str to str
        Ids of the rules that did not run, with the reason.

    Examples
    --------
    >>> import migrant_crisis_2021 as mc
    >>> report = mc.validate(mc.table("places"), "places")
    >>> report.ok, len(report), report.counts["R18"]
    (True, 0, 0)
    """

    problems: tuple[Problem, ...]
    ran: tuple[str, ...]
    not_run: Mapping[str, str]

    @property
    def ok(self) -> bool:
        """Whether the checks that ran found no problem."""
        return not self.problems

    @property
    def counts(self) -> dict[str, int]:
        """Number of problems by rule, for every rule that ran."""
        found = Counter(problem.rule for problem in self.problems)
        return {rule: found[rule] for rule in self.ran}

    def __len__(self) -> int:
        """Count the problems."""
        return len(self.problems)

    def __bool__(self) -> bool:
        """Raise an error: a report without problems is good, but its length is 0."""
        raise TypeError("a report is neither true nor false: use report.ok or len(report)")

    def __str__(self) -> str:
        """Format the report as lines: the problems, then the checks that ran and did not run."""
        lines = [str(problem) for problem in _parted(self.problems)[0]]
        lines = shortened(lines, _SHOWN, "… and {n} more; to_frame() has them all.")
        return "\n".join([*lines, *self._below()])

    def _below(self) -> list[str]:
        """Say what a build mends, which checks ran, and which did not."""
        lines = list(_stale_files(_parted(self.problems)[1]))
        verdict = "No problems were found." if self.ok else f"{len(self)} problem(s)."
        lines.append(f"{len(self.ran)} checks ran. {verdict}")
        if self.not_run:
            lines.append(self._not_run())
        return lines

    def _not_run(self) -> str:
        """Name the rules that did not run, with the reason, unless they are many."""
        number = len(self.not_run)
        if number > _NAMED:
            return f"{number} rules did not run; `.not_run` says why."
        named = ", ".join(f"{rule} ({reason})" for rule, reason in self.not_run.items())
        return f"{number} {'rule' if number == 1 else 'rules'} did not run: {named}."

    def _repr_html_(self) -> str:
        problems = _parted(self.problems)[0]
        if not problems:
            return super()._repr_html_()
        names = [field.name for field in fields(Problem)]
        rows = [[getattr(problem, name) for name in names] for problem in problems[:_SHOWN]]
        below = "\n".join(str(self).splitlines()[len(rows) :])
        return grid(names, rows) + paragraph(below)

    def to_frame(self) -> pd.DataFrame:
        """Return one row per problem: rule, table, key, column, value, message."""
        import pandas as pd

        columns = [field.name for field in fields(Problem)]
        rows = [[getattr(problem, name) for name in columns] for problem in self.problems]
        return pd.DataFrame(rows, columns=columns).astype(string_type())


def _parted(problems: Sequence[Problem]) -> tuple[list[Problem], list[Problem]]:
    """Part the problems to be told one by one from those that the next build mends.

    One edit of an authored table makes dozens of the latter, which are told together.
    """
    stale = [one for one in problems if one.message.endswith(BUILD_AGAIN)]
    if len(stale) < 2:
        return list(problems), []
    return [one for one in problems if not one.message.endswith(BUILD_AGAIN)], stale


def _stale_files(problems: list[Problem]) -> Iterator[str]:
    if problems:
        rules = sorted({one.rule for one in problems})
        files = {one.key if one.table == "files" else f"{one.table}.csv" for one in problems}
        yield (
            f"{', '.join(rules)}: the last build no longer fits the tables, in {len(files):,} "
            f"file(s) ({len(problems):,} problems): {BUILD_AGAIN}"
        )
