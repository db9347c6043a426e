"""The daily series of a dataset: readings of one body, of one measure, at one place."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from ..dataset import Dataset
from ..dataset.wording import actor_name, place_name

_FEWEST = 5
"""A series with fewer readings is better read as a list."""
_SERIES = ("measure", "counted_unit", "measure_kind", "place_id", "asserted_by")


def daily_series(dataset: Dataset, numbers: Mapping[str, int]) -> list[dict[str, Any]]:
    """List the series of readings that cover exactly one day, those with most readings first.

    Parameters
    ----------
    dataset : Dataset
        The dataset.
    numbers : mapping of str to int
        The position of each record in the payload.

    Returns
    -------
    list of dict
        The label of each series, what it counts, and its readings in order of time.
    """
    found: dict[tuple[Any, ...], list[Mapping[str, Any]]] = defaultdict(list)
    for row in dataset["figures"]:
        if _is_daily(row):
            found[tuple(row[name] for name in _SERIES)].append(row)  # type: ignore[literal-required]
    made = [
        {
            "t": dataset.lists.label("measure", measure),
            "u": dataset.lists.label("counted_unit", unit).lower(),
            "p": place_name(dataset, place),
            "a": actor_name(dataset, who) or "no body named",
            "r": [
                numbers[row["figure_id"]]
                for row in sorted(rows, key=lambda row: (row["period_start"], row["figure_id"]))
            ],
        }
        for (measure, unit, _, place, who), rows in found.items()
        if len({row["period_start"] for row in rows}) >= _FEWEST
    ]
    return sorted(made, key=lambda one: (-len(one["r"]), one["t"], one["p"], one["a"]))


def _is_daily(row: Mapping[str, Any]) -> bool:
    return (
        row["status"] == "active"
        and row["scope"] == "crisis"
        and row["reality"] == "occurred"
        and row["subgroup"] is None
        and row["measure_kind"] in ("flow", "stock")
        and row["period_start"] is not None
        and row["period_start"] == row["period_end"]
    )
