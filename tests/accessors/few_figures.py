"""A few figures among the other tables of the shipped dataset."""

import datetime as dt

import pytest

from migrant_crisis_2021.dataset import shipped
from migrant_crisis_2021.interface import OpenedDataset
from migrant_crisis_2021.names import AUTHORED

FIGURES = [
    {"figure_id": "fig-0001", "value": 118.0, "comparison_group": "day", "asserted_by": "poland"},
    {"figure_id": "fig-0002", "value": 17.0, "comparison_group": "day", "asserted_by": None},
    {"figure_id": "fig-0003", "value": 118.0, "qualifier": "about", "comparison_group": "day"},
    {"figure_id": "fig-0004", "value": 500.0, "comparison_group": "calm"},
    {"figure_id": "fig-0005", "value": 499.0, "qualifier": "more_than", "value_low": 499.0,
     "comparison_group": "calm"},
    {"figure_id": "fig-0006", "value": 70.0, "period_start": dt.date(2021, 11, 1),
     "period_end": dt.date(2021, 11, 30)},
    {"figure_id": "fig-0007", "value": 30.0, "period_start": dt.date(2021, 11, 2),
     "period_end": dt.date(2021, 11, 2), "measure": "prevented_crossings",
     "counted_unit": "people"},
    {"figure_id": "fig-0008", "value": 9.0, "period_start": dt.date(2021, 11, 9),
     "period_end": dt.date(2021, 11, 9), "status": "withdrawn"},
    {"figure_id": "fig-0009", "value": None, "qualifier": "range", "value_low": 1.0,
     "value_high": 5.0, "period_start": dt.date(2021, 11, 20),
     "period_end": dt.date(2021, 11, 20), "asserted_by": "poland"},
    {"figure_id": "fig-0010", "value": 4000.0, "measure_kind": "cumulative",
     "period_start": dt.date(2021, 1, 1), "period_end": dt.date(2021, 11, 20)},
    {"figure_id": "fig-0011", "value": 33.0, "period_basis": "within",
     "period_start": dt.date(2021, 11, 1), "period_end": dt.date(2021, 11, 30)},
]  # fmt: skip
USUAL = {
    "title": "t", "measure": "attempted_crossings", "measure_kind": "flow",
    "counted_unit": "attempts", "value_low": None, "value_high": None, "magnitude": None,
    "qualifier": "exact", "reported_on": None, "period_start": dt.date(2021, 11, 14),
    "period_end": dt.date(2021, 11, 14), "period_basis": "stated", "place_id": "poland",
    "reality": "occurred", "scope": "crisis", "status": "active",
    "comparison_group": None, "asserted_by": None, "subgroup": None,
}  # fmt: skip


@pytest.fixture(scope="module")
def few():
    """A dataset with these figures, and no documents behind them."""
    others = {name: list(shipped()[name]) for name in AUTHORED}
    return OpenedDataset.of(others | {"figures": [USUAL | row for row in FIGURES], "evidence": []})
