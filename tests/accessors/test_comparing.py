"""conflicts(), stances(), series() and wide() on a dataset with something on both sides."""

import pandas as pd
import pytest

import migrant_crisis_2021 as mc
from migrant_crisis_2021.errors import InvalidInputError, NothingFoundWarning
from tests.datasets import day, small_dataset

PUSHED = {"measure": "pushbacks", "comparison_group": None}
ALONE = {"comparison_group": None}
WITHIN = {"period_basis": "within"}  # at one moment, not over the whole span
DEATHS = {"measure": "deaths", "counted_unit": "people", "comparison_group": "a-first"}


def on(first, last=None):
    return {"period_start": day(first), "period_end": day(last or first)}


def position(ident, **cells):
    return {"position_id": ident} | cells


@pytest.fixture(scope="module")
def small():
    return small_dataset(
        figures={
            0: [
                {"figure_id": "fig-0000", "value": 150, "asserted_by": "speaker"},
                {"figure_id": "fig-0005", "value": 10, "asserted_by": "speaker"},
                {"figure_id": "fig-0006", "value": 1, "status": "withdrawn"},
                {"figure_id": "fig-0007", "value": 3} | DEATHS,
                {"figure_id": "fig-0008", "value": 4, "place_id": "town"} | DEATHS,
                ALONE | WITHIN | {"figure_id": "fig-0009"} | on("2021-10-20"),
                ALONE | {"figure_id": "fig-0010"} | on("2021-10-01", "2021-10-31"),
                ALONE | {"figure_id": "fig-0011"} | on("2021-10-02", "2021-10-31"),
                ALONE | {"figure_id": "fig-0012"} | on("2021-10-01", "2021-10-30"),
                ALONE | WITHIN | {"figure_id": "fig-0017"} | on("2021-10-01", "2021-10-31"),
                PUSHED | {"figure_id": "fig-0015", "counted_unit": "people"},
                PUSHED | {"figure_id": "fig-0016", "counted_unit": "pushbacks"},
            ],
            2: [
                {"figure_id": "fig-0013"} | on("2020-01-01", "2021-11-09"),
                {"figure_id": "fig-0014", "place_id": "town"} | on("2021-01-01", "2021-11-08"),
            ],
        },
        sources={0: [{"source_id": "early", "published_on": day("2021-11-09")}]},
        evidence={
            0: [
                {"record_id": "fig-0005", "source_id": "one"},
                {"record_id": "fig-0005", "source_id": "early"},
                {"record_id": "fig-0005", "source_id": "weak", "relation": "context"},
            ]
        },
        claims={0: [{"claim_id": "clm-0002", "proposition": "Zones are open.", "topic": "access"}]},
        positions={
            0: [
                position(
                    "pos-0002", actor_id="guard", stance="denies", date_start=day("2021-11-07")
                ),
                position("pos-0003", stance="denies", date_start=day("2021-11-10")),
                position("pos-0004", date_start=day("2021-11-09")),
                position("pos-0005", stance="questions", status="withdrawn"),
                position("pos-0006", claim_id="clm-0002", actor_id="guard"),
            ]
        },
    )


def ids(frame, column="figure_id"):
    return [int(ident.split("-")[1]) for ident in frame[column]]


def test_members_of_each_group_stand_together_with_all_that_they_exclude(small):
    found = small.conflicts()
    assert found["comparison_group"].tolist() == ["a-first"] * 2 + ["day-8"] * 4
    assert ids(found) == [7, 8, 1, 2, 0, 5]
    excludes = found.set_index("figure_id")["excludes"]
    assert excludes["fig-0001"] == excludes["fig-0002"] == "fig-0000; fig-0005"
    assert excludes["fig-0005"] == "fig-0000; fig-0001; fig-0002"
    assert ids(small.conflicts("deaths")) == [7, 8]


def test_a_rival_has_its_publishers_once_and_its_first_day(small):
    rival = small.conflicts().set_index("figure_id").loc["fig-0005"]
    assert (rival["publishers"], rival["asserted_by"]) == ("Paper one", "speaker")
    assert rival["asserted_by_name"] == "Speaker"
    assert rival["published_on"] == pd.Timestamp("2021-11-09")
    types = small.conflicts().dtypes.astype(str)
    assert {types[name] for name in ("period_end", "published_on")} == {"datetime64[ms]"}
    assert (types["magnitude"], types["value_low"]) == ("Int32", "float64")


def test_stances_are_in_order_of_topic_claim_and_time(small):
    assert ids(small.stances(), "position_id") == [6, 2, 1, 4, 3]
    assert ids(small.stances(actor="Guard"), "position_id") == [6, 2]
    assert ids(small.stances("security", actor="Guard"), "position_id") == [2]


def test_the_matrix_has_each_stance_once_and_nothing_where_there_is_none(small):
    matrix = small.stances(matrix=True)
    assert list(matrix.index) == ["Zones are open.", "The border is quiet."]
    assert matrix.to_dict("index") == {
        "Zones are open.": {"Guard": "asserts", "Speaker": ""},
        "The border is quiet.": {"Guard": "denies", "Speaker": "asserts; denies"},
    }


def test_a_changed_cell_of_the_matrix_changes_no_other(small):
    matrix, before = small.stances(matrix=True), small.stances(matrix=True)
    matrix.iloc[0, 0] = "changed"
    assert (matrix != before).to_numpy().sum() == 1
    pd.testing.assert_frame_equal(small.stances(matrix=True), before)


@pytest.mark.parametrize(
    ("limits", "found"),
    [
        ({}, [9, 0, 1, 2, 5]),
        ({"freq": "M"}, [10]),
        ({"kind": "cumulative"}, [3, 14, 13, 4]),
        ({"kind": "cumulative", "place": "town"}, [14]),
        ({"kind": "cumulative", "place": "border"}, [3, 14, 13, 4]),
        ({"asserted_by": "speaker"}, [0, 5]),
    ],
)
def test_readings_are_limited_and_in_order_of_their_last_day(small, limits, found):
    assert ids(small.series("attempted_crossings", **limits)) == found


@pytest.mark.parametrize("limits", [{"freq": "Y"}, {"unit": "people"}])
def test_no_reading_is_said(small, limits):
    with pytest.warns(NothingFoundWarning):
        assert ids(small.series("attempted_crossings", **limits)) == []


def test_units_that_differ_are_asked_for(small):
    with pytest.raises(InvalidInputError, match="count different things: people, pushbacks"):
        small.series("pushbacks")
    assert ids(small.series("pushbacks", unit="people")) == [15]
    assert ids(small.series(["pushbacks", "deaths"], unit="people")) == [7, 8, 15]
    assert ids(small.series(["deaths", "injuries"])) == [7, 8]
    attempts = ["attempted_crossings", "deaths"]
    with pytest.raises(InvalidInputError, match="one attempt is not one person"):
        small.series(attempts)
    assert 7 in ids(small.series(attempts, unit="people"))


def test_wide_puts_running_totals_at_their_last_days_and_places_apart(small):
    values, left_out = mc.wide(small.series("attempted_crossings", kind="cumulative"))
    assert [str(when.date()) for when in values.index] == ["2021-11-08", "2021-11-09", "2021-11-10"]
    assert values.columns.names == ["body", "place", "period_start"]
    assert set(values.columns.get_level_values("place")) == {
        "Border of Poland and Belarus",
        "Town",
    }
    assert values.xs("Town", axis=1, level="place").notna().sum().sum() == 1
    assert left_out.empty


def test_wide_has_a_column_for_what_nobody_named_asserts(small):
    readings = small.series("attempted_crossings").sort_values("figure_id")
    values, left_out = mc.wide(readings)
    assert values.columns.tolist() == ["(no one named)", "Guard"]
    assert values.index.is_monotonic_increasing
    assert ids(left_out) == [0, 5]


def test_rivals_without_a_number_are_left_out_for_that_reason(small):
    readings = small.series("attempted_crossings", asserted_by="speaker").assign(value=float("nan"))
    assert set(mc.wide(readings).left_out["reason"]) == {"no single number"}
