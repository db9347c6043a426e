"""When two figures are rivals: bounds on both sides, and what is one running total."""

import datetime as dt

import pytest

from migrant_crisis_2021.accessors.rivals import contradict, relation, rivals_of
from tests.datasets import day, small_dataset


def figure(qualifier, value=None, low=None, high=None, magnitude=None):
    numbers = {"value": value, "value_low": low, "value_high": high, "magnitude": magnitude}
    return {"qualifier": qualifier} | numbers


@pytest.mark.parametrize(
    ("bounded", "inside", "outside"),
    [
        (figure("more_than", 5, 5, 9), 9, 10),
        (figure("at_least", 5, 5, 9), 5, 10),
        (figure("fewer_than", 9, 5, 9), 5, 4),
        (figure("at_most", 9, 5, 9), 9, 4),
        (figure("order_of_magnitude", magnitude=1000), 99_000, 999),
    ],
)
def test_stated_bounds_count_on_both_sides(bounded, inside, outside):
    assert not contradict(bounded, figure("exact", inside))
    assert contradict(bounded, figure("exact", outside))


FIRST = dt.date(2021, 8, 1)
SERIES = {
    "measure": "attempted_crossings", "counted_unit": "attempts", "place_id": "border",
    "asserted_by": "guard", "measure_kind": "cumulative", "status": "active",
    "subgroup": None,
    "period_start": FIRST, "period_basis": "to_report", "reality": "occurred",
}  # fmt: skip
EARLIER = SERIES | figure("exact", 400) | {"period_end": dt.date(2021, 8, 16)}
LATER = SERIES | figure("exact", 430) | {"period_end": dt.date(2021, 8, 18)}


def are_rivals(dataset, one, other):
    return relation(dataset, one, other) != "agrees"


@pytest.fixture(scope="module")
def single_days():
    """Two counts of the 17th and 18th that leave no room for the growth, and what is none."""
    on_17, on_18 = (
        {"period_start": day(f"2021-08-{n}"), "period_end": day(f"2021-08-{n}"), "value": n}
        for n in (17, 18)
    )
    counts = [
        {"figure_id": "fig-0005"} | on_17,
        {"figure_id": "fig-0006"} | on_18 | {"value": 10},
        {"figure_id": "fig-0007"} | on_17 | {"status": "withdrawn", "value": 20},
        {"figure_id": "fig-0008"} | on_17 | {"measure_kind": "stock", "value": 20},
        {"figure_id": "fig-0009"} | on_17 | {"place_id": "town", "value": 20},
        {"figure_id": "fig-0010", "comparison_group": None},
        {"figure_id": "fig-0011", "status": "withdrawn"},
    ]
    return small_dataset(figures={0: counts})


def test_only_active_counts_of_the_same_thing_limit_the_growth(single_days):
    assert are_rivals(single_days, EARLIER, LATER)  # 17 and 10 are too few for 30
    assert not are_rivals(single_days, EARLIER, LATER | {"value": 427})


@pytest.mark.parametrize(
    "other",
    [
        {"measure": "detected_crossings"},
        {"counted_unit": "people"},
        {"place_id": "town"},
        {"asserted_by": "speaker"},
        {"period_start": dt.date(2021, 8, 2)},
        {"measure_kind": "flow"},
        {"period_end": None},
    ],
)
def test_what_is_not_one_running_total_may_not_grow(single_days, other):
    grown = LATER | {"value": 427}
    assert not are_rivals(single_days, EARLIER, grown)
    assert are_rivals(single_days, EARLIER, grown | other)
    assert are_rivals(single_days, EARLIER | other, grown)


def test_a_total_of_nobody_may_not_grow(single_days):
    nobody = {"asserted_by": None}
    assert are_rivals(single_days, EARLIER | nobody, LATER | nobody | {"value": 427})


def test_rivals_are_the_other_active_members_of_the_group(single_days):
    rivals = [row["figure_id"] for row, _ in rivals_of(single_days, "fig-0002")]
    assert rivals == ["fig-0001", "fig-0005", "fig-0006", "fig-0008", "fig-0009"]
    assert (
        list(rivals_of(single_days, "fig-0010")) == list(rivals_of(single_days, "fig-0011")) == []
    )
