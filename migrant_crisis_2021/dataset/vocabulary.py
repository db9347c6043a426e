"""The allowed values of a dataset, with their labels."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from ..errors import DataIntegrityError, shown

if TYPE_CHECKING:
    from .row_types import VocabularyRow


class Vocabulary:
    """The lists of allowed values of one dataset.

    Parameters
    ----------
    rows : iterable of dict
        The rows of the table ``vocabulary``.
    """

    def __init__(self, rows: Iterable[VocabularyRow]) -> None:
        self._lists: dict[str, dict[str, VocabularyRow]] = defaultdict(dict)
        for row in rows:
            if row["value"] is not None:  # a faulty table that is being validated
                self._lists[row["list"]][row["value"]] = row

    def entries(self, name: str) -> Mapping[str, VocabularyRow]:
        """Map the values of one list to their rows; empty if there is no such list."""
        return self._lists.get(name, {})

    def values(self, name: str) -> list[str]:
        """List the allowed values of one list."""
        return list(self.entries(name))

    def lists(self) -> dict[str, list[str]]:
        """Map the name of every list to its allowed values."""
        return {name: list(entries) for name, entries in self._lists.items()}

    def label(self, name: str, value: object) -> str:
        """Return the label of a value in plain English.

        Raises
        ------
        DataIntegrityError
            If the list does not contain the value.
        """
        entry = self.entries(name).get(str(value))
        if entry is None:
            raise DataIntegrityError(
                f"{shown(value)} is not in the vocabulary list {name}: add it to vocabulary.csv "
                "with its label and definition, or correct the cell."
            )
        return entry["label"]

    def agency(self, origin: str) -> str:
        """Return the full name of an agency; a publisher that is not an agency keeps its name."""
        entry = self.entries("agency").get(origin)
        return origin if entry is None else entry["label"]
