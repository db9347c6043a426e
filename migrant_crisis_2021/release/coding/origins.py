"""Which entries of a file new rows come from."""

from __future__ import annotations

import re
from collections import defaultdict
from pathlib import Path
from typing import NamedTuple

from ...names import TableName
from ...validation.problems import Problem
from .entries import Entry

_QUOTED = r"(?<![\w-])(['\"]?)({})\1(?![\w-])"


class Origin(NamedTuple):
    """The entry that a row comes from, and the key of the entry that made it, if it is a link."""

    entry: Entry
    through: str


class Origins:
    """Which entries the new rows come from, and which ids the coder has not seen.

    Attributes
    ----------
    groups : dict of str to Entry
        The comparison groups that `rival_of` of an entry made.
    """

    def __init__(self) -> None:
        self._rows: dict[tuple[str, str], list[Origin]] = defaultdict(list)
        self._called: dict[str, Entry] = {}
        self.groups: dict[str, Entry] = {}

    def add(self, table: TableName, key: str, entry: Entry, through: str = "") -> None:
        """Note where a row comes from."""
        self._rows[table, key].append(Origin(entry, through))

    def call(self, ident: str, entry: Entry) -> None:
        """Note the entry for which an id stands that its coder did not give."""
        self._called[ident] = entry

    def of(self, problem: Problem) -> list[Origin]:
        """Return the origins of the row that breaks a rule; of a group, the entry that made it."""
        for group, entry in self.groups.items():
            if problem.rule == "R14" and problem.value == repr(group):
                return [Origin(entry, "rival_of")]
        return self.of_row(problem.table, problem.key)

    def of_row(self, table: str, key: str) -> list[Origin]:
        """Return the origins of a row."""
        return self._rows.get((table, key), [])

    def is_unseen(self, value: str) -> bool:
        """Tell whether a value has an id in it that the coder has not seen."""
        return any(ident in value for ident in self._called)

    def in_words(self, text: str, file: Path | None) -> str:
        """Replace ids that were never written by the names of their entries."""
        if not self._called:
            return text
        ids = "|".join(map(re.escape, sorted(self._called, key=len, reverse=True)))
        return re.sub(
            _QUOTED.format(ids),
            lambda found: str(self._called[found[2]]) if file else "the new row",
            text,
        )
