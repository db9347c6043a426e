"""The words by which records are found, for a search in the page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from ..accessors.search import searchable
from ..dataset import Dataset


def words(dataset: Dataset, records: Mapping[str, int]) -> dict[str, Any]:
    """Return every word, number and date with the records that contain it.

    Parameters
    ----------
    dataset : Dataset
        The dataset.
    records : mapping of str to int
        The positions of records in the payload.

    Returns
    -------
    dict
        ``words``: all words in order. ``rows``: for each word, the positions of its records, each
        as the difference from the one before. Ids are left out: the page knows them.
    """
    hits, index = searchable(dataset)
    numbers = [records[hit["record_id"]] for hit in hits]
    found = {
        word: sorted(numbers[row] for row in rows)
        for word, rows in sorted(index.occurrences().items())
        if not word.startswith(".")  # an id, or the end of a text
    }
    return {"words": list(found), "rows": [_steps(rows) for rows in found.values()]}


def _steps(rows: Iterable[int]) -> list[int]:
    steps, before = [], 0
    for row in rows:
        steps.append(row - before)
        before = row
    return steps
