"""The answer with which the page opens: the best-known figures and the most reported events."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, TypeAlias

from ..accessors.rivals import rivals_of
from ..dataset import Dataset
from ..dataset.days import own_day
from ..dataset.description import period
from ..dataset.documents import origin

Row: TypeAlias = Mapping[str, Any]

KEY_FIGURES = "keyFigures"
"""The property of a dataset's description that lists the ids of its best-known figures."""

_MOST_FIGURES, _MOST_EVENTS = 6, 6
_VAGUE = ("order_of_magnitude",)
_CONFIDENCE = {"high": 0, "medium": 1, "low": 2}


def key_figures(dataset: Dataset) -> tuple[list[Row], bool]:
    """Return the figures to open with, and whether the dataset's description names them.

    Without a list in the description, they are the figure with most independent publishers of each
    of the measures that most publishers report.
    """
    rows = dataset["figures"].by_id
    listed = dataset.manifest.get(KEY_FIGURES)
    ids = listed if isinstance(listed, list) else []
    named = [rows[one] for one in ids if isinstance(one, str) and one in rows]
    chosen: list[Row] = [row for row in named if row["status"] == "active"]
    return (chosen, True) if chosen else (_most_reported_figures(dataset), False)


def _most_reported_figures(dataset: Dataset) -> list[Row]:
    by_measure: dict[str, list[Row]] = {}
    for row in _in_force(dataset["figures"]):
        if row["subgroup"] is None and row["qualifier"] not in _VAGUE:
            by_measure.setdefault(row["measure"], []).append(row)
    reported = {
        measure: sum(n_publishers(dataset, row["figure_id"]) for row in rows)
        for measure, rows in by_measure.items()
    }
    measures = sorted(by_measure, key=lambda measure: (-reported[measure], measure))
    return [
        min(by_measure[measure], key=lambda row: _rank(dataset, row, "figure_id"))
        for measure in measures[:_MOST_FIGURES]
    ]


def most_reported_events(dataset: Dataset) -> list[Row]:
    """Return the events of the dataset's period that most publishers report, in order of time."""
    start, end = period(dataset.manifest)
    dated = [
        row
        for row in _in_force(dataset["events"])
        if row["date_start"]
        and start <= row["date_start"] <= end
        and row["date_precision"] in ("day", "range", "week", "open")
    ]
    first = sorted(dated, key=lambda row: _rank(dataset, row, "event_id"))[:_MOST_EVENTS]
    return sorted(first, key=lambda row: (row["date_start"], row["event_id"]))


def _in_force(rows: Iterable[Row]) -> list[Row]:
    return [row for row in rows if row["status"] == "active" and row["scope"] == "crisis"]


def _rank(dataset: Dataset, row: Row, key: str) -> tuple[int, int, str, str]:
    """Sort by publishers, then confidence, then day."""
    confidence = _CONFIDENCE.get(row["confidence"], 3)
    return -n_publishers(dataset, row[key]), confidence, str(own_day(row)), row[key]


def n_publishers(dataset: Dataset, ident: str) -> int:
    """Return the number of independent publishers that support a record."""
    return len({origin(source) for source in dataset.supporting(ident)})


def n_rivals(dataset: Dataset, figure: str) -> int:
    """Return the number of figures that exclude a figure or differ from it."""
    return sum(relation != "agrees" for _, relation in rivals_of(dataset, figure))
