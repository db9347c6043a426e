"""R11, R14 and R35: each condition alone. Rows 2 and 3 of the figures are one running total."""

import pytest

from migrant_crisis_2021.dataset import Dataset
from migrant_crisis_2021.validation.rules import RULES
from migrant_crisis_2021.validation.rules.series import totals_rise
from tests.datasets import small_rows

from .small import columns, day, problems, subject

FALLS = {"value": 4900}


def bounded(qualifier, low=None, high=None, magnitude=None):
    value = low if high is None else high
    return {
        "qualifier": qualifier, "value": None if magnitude else value, "value_low": low,
        "value_high": high, "magnitude": magnitude,
    }  # fmt: skip


@pytest.mark.parametrize(
    "cells",
    [
        {"measure": "detected_crossings"},
        {"counted_unit": "detections"},
        {"place_id": "poland"},
        {"asserted_by": "speaker"},
        {"asserted_by": None},
        {"period_start": day("2021-01-02")},
        {"period_end": day("2021-11-08")},
        {"period_end": None},
        {"measure_kind": "flow"},
        {"status": "withdrawn"},
        {"qualifier": "about"},
    ],
)
def test_what_is_no_reading_of_the_same_total_may_be_lower(cells):
    assert columns("R11", figures={3: FALLS}) == ["value"]
    assert columns("R11", figures={3: FALLS | cells}) == []


@pytest.mark.parametrize("nobody", [{"asserted_by": None}, {"period_start": None}])
def test_totals_of_nobody_or_since_no_day_are_not_one_total(nobody):
    assert columns("R11", figures={2: nobody, 3: FALLS | nobody}) == []


@pytest.mark.parametrize(
    ("earlier", "later", "falls"),
    [
        (bounded("exact", 5000), bounded("exact", 5000), False),
        (bounded("exact", 5000), bounded("at_most", high=4900), True),
        (bounded("exact", 5000), bounded("at_most", high=5000), False),
        (bounded("exact", 5000), bounded("more_than", 4900), False),
        (bounded("exact", 5000), bounded("range", 4000, 4900) | {"value": None}, True),
        (bounded("more_than", 5000), bounded("exact", 4900), True),
        (bounded("at_most", high=5000), bounded("exact", 4900), False),
        (bounded("order_of_magnitude", magnitude=10000), bounded("exact", 4900), True),
        (bounded("order_of_magnitude", magnitude=1000), bounded("exact", 4900), False),
    ],
)
def test_a_total_falls_where_no_number_lets_it_grow(earlier, later, falls):
    assert columns("R11", figures={2: earlier, 3: later}) == ["value"] * falls


def test_the_order_of_the_rows_does_not_matter():
    first, second = {"period_end": day("2021-11-08")}, {"period_end": day("2021-11-10")}
    swapped = {2: FALLS | second, 3: {"value": 5000} | first}
    assert [problem.key for problem in problems("R11", figures=swapped)] == ["fig-0003"]


def test_totals_of_one_comparison_group_may_differ():
    group = {"comparison_group": "total"}
    assert columns("R11", figures={2: group, 3: FALLS | group}) == []
    assert columns("R11", figures={2: group, 3: FALLS | {"comparison_group": "b"}}) == ["value"]


def test_each_reading_that_falls_is_named_once():
    """Pairs would be too many: a long series in the wrong order has nothing else."""
    one = small_rows()["figures"][2] | {"comparison_group": None}
    rows = [
        one | bounded("exact", 5000 - n) | {"figure_id": f"fig-{n}", "period_end": day(ends)}
        for n, ends in enumerate(f"2021-11-{number}" for number in range(10, 15))
    ]

    def found():
        failures = totals_rise(Dataset.of({"figures": rows}), "figures")
        return [(row["figure_id"], message.split()[4]) for row, _, message in failures]

    assert found() == [(f"fig-{n}", "fig-0") for n in range(1, 5)]
    for group, row in zip("ababa", rows, strict=True):
        row["comparison_group"] = group
    assert found() == [
        ("fig-1", "fig-0"),
        ("fig-2", "fig-1"),
        ("fig-3", "fig-0"),
        ("fig-4", "fig-1"),
    ]


def test_a_withdrawn_member_leaves_the_other_alone():
    (problem,) = problems("R14", figures={1: {"status": "withdrawn"}})
    assert (problem.key, "no other active member" in problem.message) == ("fig-0001", True)


def test_everything_that_is_cut_off_is_reported():
    tenth = {"period_start": day("2021-11-10"), "period_end": day("2021-11-10")}
    member = {"comparison_group": "day-8", "measure_kind": "flow"} | tenth
    found = problems("R14", figures={2: member, 3: member})
    assert [problem.key for problem in found if "not linked" in problem.message] == [
        "fig-0003",
        "fig-0004",
    ]


@pytest.mark.parametrize("first", [0, 1])
def test_a_place_may_be_compared_with_all_that_it_is_part_of(first):
    places = {2: [{"place_id": "europe", "country": None, "kind": "region"}]}
    parts = {0: [{"part_id": "poland", "whole_id": "europe"}]}
    figures = {first: {"place_id": "town"}, 1 - first: {"place_id": "europe"}}
    assert columns("R14", figures=figures, places=places, place_parts=parts) == []
    assert set(columns("R14", figures=figures, places=places)) == {"comparison_group"}
    in_poland = {first: {"place_id": "town"}, 1 - first: {"place_id": "poland"}}
    assert columns("R14", figures=in_poland) == []


def test_a_figure_unlike_several_others_is_reported_once():
    unlike = {place: {"comparison_group": "day-8", "subgroup": str(place)} for place in range(3)}
    found = [one for one in problems("R14", figures=unlike) if "split the group" in one.message]
    assert [one.key for one in found if "has " in one.message] == ["fig-0001", "fig-0002"]


def test_members_of_a_group_count_the_same_subgroup():
    (problem,) = problems("R14", figures={1: {"subgroup": "children"}})
    assert problem.message == "fig-0002 of the same group has subgroup children: split the group"
    (problem,) = problems("R14", figures={0: {"subgroup": "children"}})
    assert "has subgroup (none)" in problem.message
    both = {0: {"subgroup": "children"}, 1: {"subgroup": "children"}}
    assert problems("R14", figures=both) == []


def test_a_total_of_a_subgroup_may_be_below_that_of_the_whole():
    assert columns("R11", figures={3: FALLS}) == ["value"]
    assert columns("R11", figures={3: FALLS | {"subgroup": "children"}}) == []


def test_groups_are_compared_only_where_the_places_are_known():
    alone = subject({"figures": small_rows()["figures"]})
    assert RULES["R14"].missing(alone) == "also needs: places, place_parts"


TOWN = {"figure_id": "fig-0005", "place_id": "town", "value": 300.0, "comparison_group": None}


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ({}, ["value"]),
        ({"value": 200.0}, []),
        ({"place_id": "border"}, []),
        ({"place_id": "poland"}, []),  # a border belongs to two countries
        ({"comparison_group": "day-8"}, []),
        ({"counted_unit": "people"}, []),
        ({"subgroup": "children"}, []),
        ({"measure_kind": "stock"}, []),
        ({"measure": "arrivals"}, []),
        ({"reality": "alleged"}, []),
        ({"status": "withdrawn"}, []),
        ({"period_end": day("2021-11-09")}, []),
        ({"period_start": day("2021-11-07")}, []),
        ({"period_start": None}, []),
    ],
)
def test_a_whole_is_compared_with_its_parts(cells, expected):
    assert columns("R35", figures={0: [TOWN | cells]}) == expected


@pytest.mark.parametrize(
    ("measure", "expected"), [("other_count", []), ("prevented_attempts", ["value"])]
)
def test_other_counts_are_not_compared(measure, expected):
    at_the_town = TOWN | {"measure": measure, "value_low": 300.0}
    figures = {0: {"measure": measure}, 1: [at_the_town]}
    assert columns("R35", figures=figures) == expected


def test_a_contradiction_that_a_group_shows_is_reported_once():
    """A whole beside one larger part in a group says that it is below its parts."""
    grouped = TOWN | {"comparison_group": "day-8"}
    other = TOWN | {"figure_id": "fig-0006", "title": "Attempts at the town, as others count"}
    assert columns("R35", figures={0: [grouped, other]}) == []
