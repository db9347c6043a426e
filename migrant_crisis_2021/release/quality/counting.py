"""Sections of the page, shares, and the records that it counts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple, TypeAlias

from ...dataset import Dataset
from ...dataset.kinds import DOCUMENTED, Kind

Cells: TypeAlias = "tuple[str, ...]"


class Table(NamedTuple):
    """A table with the sentences that say what it means, and what not."""

    text: str
    head: Cells
    rows: list[Cells]


class Section(NamedTuple):
    """A heading of the page with its text, chart and tables."""

    heading: str
    text: str
    tables: list[Table]
    chart: str | None = None


def share(part: int, whole: int) -> str:
    """Write a share in whole percent; ``–`` if there is nothing to share.

    Examples
    --------
    >>> share(1, 3), share(1, 1000), share(0, 0)
    ('33 %', '< 1 %', '–')
    """
    if not whole:
        return "–"
    return "< 1 %" if 0 < part / whole < 0.005 else f"{100 * part / whole:.0f} %"


def tally(values: Iterable[str | None], labels: Mapping[str, str] | None = None) -> list[Cells]:
    """Count values, the most frequent first: label, number and share."""
    counts = Counter(values)
    total = sum(counts.values())
    ordered = sorted(counts.items(), key=lambda one: (one[0] is None, -one[1], str(one[0])))
    return [
        (_label(value, labels), f"{number:,}", share(number, total)) for value, number in ordered
    ]


def _label(value: str | None, labels: Mapping[str, str] | None) -> str:
    return "not known" if value is None else (labels or {}).get(value, value)


def labels(dataset: Dataset, name: str) -> dict[str, str]:
    """Map the values of a vocabulary list to their labels."""
    return {value: entry["label"] for value, entry in dataset.lists.entries(name).items()}


def records(dataset: Dataset, kind: Kind) -> list[Mapping[str, Any]]:
    """List the active records of a kind; positions have no scope, others are of the crisis."""
    return [
        row
        for row in dataset[kind.table]
        if row["status"] == "active" and row.get("scope", "crisis") == "crisis"
    ]


def by_kind(dataset: Dataset) -> dict[str, list[Mapping[str, Any]]]:
    """Map each table of records that rest on documents to its counted records."""
    return {kind.table: records(dataset, kind) for kind in DOCUMENTED}
