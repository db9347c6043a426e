"""Subgroups stay out of the series and rivals of the whole; the most exact reading is shown."""

import itertools

import pytest

import migrant_crisis_2021 as mc
from migrant_crisis_2021.accessors.rivals import contradict, relation
from migrant_crisis_2021.dataset import Dataset
from migrant_crisis_2021.errors import UnknownValueError
from tests.datasets import day, small_dataset

from .few_figures import USUAL

EIGHTH = {"period_start": day("2021-11-08"), "period_end": day("2021-11-08")}


def reading(ident, value, **cells):
    return {"figure_id": ident, "value": value, "comparison_group": None} | EIGHTH | cells


@pytest.fixture(scope="module")
def small():
    return small_dataset(
        figures={
            0: [
                reading("fig-0005", 2.0, subgroup="Iraqis"),
                reading("fig-0006", 3.0, subgroup="children"),
            ]
        }
    )


def ids(frame):
    return [int(one.split("-")[1]) for one in frame["figure_id"]]


def test_a_series_is_of_the_whole_unless_a_subgroup_is_asked_for(small):
    assert ids(small.series("attempted_crossings")) == [1, 2]
    assert ids(small.series("attempted_crossings", subgroup="IRAQIS")) == [5]
    both = small.series("attempted_crossings", subgroup=["children", "Iraqis"])
    assert ids(both) == [5, 6]
    assert both["subgroup"].tolist() == ["Iraqis", "children"]
    assert set(mc.wide(both).values.columns.get_level_values("subgroup")) == {"Iraqis", "children"}
    with pytest.raises(UnknownValueError, match="Valid: Iraqis, children"):
        small.series("attempted_crossings", subgroup="weather")


def test_all_subgroups_are_among_the_figures(small):
    assert {5, 6} <= set(ids(small.figures()))


def test_figures_of_different_subgroups_are_no_rivals():
    whole = USUAL | {"value": 100.0}
    part = USUAL | {"value": 2.0, "subgroup": "Iraqis"}
    none = Dataset.of({})
    assert relation(none, whole, part) == relation(none, part, whole) == "agrees"
    assert relation(none, part, part | {"value": 3.0}) == "excludes"
    assert relation(none, whole, whole | {"value": 3.0}) == "excludes"


def wide_of(*readings):
    dataset = small_dataset(figures={0: list(readings), 1: {"status": "withdrawn"}})
    own = dataset.series("attempted_crossings")
    return mc.wide(own[own["figure_id"].isin([one["figure_id"] for one in readings])])


@pytest.mark.parametrize("order", list(itertools.permutations(range(3))))
def test_of_readings_that_agree_the_most_exact_stays(order):
    readings = [
        reading("fig-0005", 118.0),
        reading("fig-0006", 120.0, qualifier="about"),
        reading("fig-0007", 100.0, qualifier="more_than", value_low=100.0),
    ]
    values, left_out = wide_of(*(readings[n] for n in order))
    assert values["Guard"].tolist() == [118.0]
    assert set(ids(left_out)) == {6, 7}
    assert set(left_out["reason"]) == {"a more exact reading by the same body is shown"}


def test_readings_that_exclude_each_other_are_all_left_out():
    values, left_out = wide_of(reading("fig-0005", 118.0), reading("fig-0006", 17.0))
    assert values.empty
    assert ids(left_out) == [5, 6]
    assert all("exclude each other" in reason for reason in left_out["reason"])


def test_a_range_can_exclude_but_not_be_shown():
    limits = {"value": None, "qualifier": "range", "value_low": 1.0, "value_high": 5.0}
    span = reading("fig-0006", None) | limits
    values, left_out = wide_of(reading("fig-0005", 118.0), span)
    assert values.empty
    assert set(ids(left_out)) == {5, 6}
    values, left_out = wide_of(reading("fig-0005", 3.0), span)
    assert values["Guard"].tolist() == [3.0]
    assert left_out["reason"].tolist() == ["no single number"]


def test_no_day_of_the_polish_series_is_lost_except_where_readings_exclude_each_other():
    readings = mc.series("attempted_crossings", place="poland-belarus-border", side="Poland")
    values, left_out = mc.wide(readings)
    shown = {
        (when, body)
        for when, row in values.groupby(level=0).first().iterrows()
        for body in row.dropna().index.get_level_values(0)
    }
    assert len(shown) > 50
    places = readings.groupby(["period_start", "asserted_by_name", "place_id"])
    lost = 0
    for (when, body, _), slot in places:
        known = slot.dropna(subset="value")
        if (when, body) in shown or known.empty:
            continue
        lost += 1
        rows = slot.astype(object).where(slot.notna(), None).to_dict("records")
        assert any(contradict(one, other) for one, other in itertools.combinations(rows, 2))
    reasons = left_out["reason"].str.contains("exclude each other")
    assert (lost > 0) == reasons.any()
