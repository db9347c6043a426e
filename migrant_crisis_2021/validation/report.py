"""The report of a validation."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

from ..errors import shortened
from ..frames.convert import string_type
from ..printed import Printed, grid, paragraph
from .problems import Problem

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
        problems = [str(problem) for problem in self.problems]
        lines = shortened(problems, _SHOWN, "… and {n} more; to_frame() has them all.")
        verdict = "No problems were found." if self.ok else f"{len(self)} problem(s)."
        lines.append(f"{len(self.ran)} checks ran. {verdict}")
        if self.not_run:
            lines.append(self._not_run())
        return "\n".join(lines)

    def _not_run(self) -> str:
        """Name the rules that did not run, with the reason, unless they are many."""
        number = len(self.not_run)
        if number > _NAMED:
            return f"{number} rules did not run; `.not_run` says why."
        named = ", ".join(f"{rule} ({reason})" for rule, reason in self.not_run.items())
        return f"{number} {'rule' if number == 1 else 'rules'} did not run: {named}."

    def _repr_html_(self) -> str:
        if self.ok:
            return super()._repr_html_()
        names = [field.name for field in fields(Problem)]
        rows = [[getattr(problem, name) for name in names] for problem in self.problems[:_SHOWN]]
        below = "\n".join(str(self).splitlines()[len(rows) :])
        return grid(names, rows) + paragraph(below)

    def to_frame(self) -> pd.DataFrame:
        """Return one row per problem: rule, table, key, column, value, message."""
        import pandas as pd

        columns = [field.name for field in fields(Problem)]
        rows = [[getattr(problem, name) for name in columns] for problem in self.problems]
        return pd.DataFrame(rows, columns=columns).astype(string_type())
