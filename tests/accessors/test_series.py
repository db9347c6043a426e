"""Readings over time: nothing is added up, filled or chosen."""

import pandas as pd
import pytest

import migrant_crisis_2021 as mc
from migrant_crisis_2021.errors import InvalidInputError, NothingFoundWarning, UnknownValueError

from .few_figures import few

__all__ = ["few"]  # a fixture


def test_series_takes_spans_of_exactly_one_day_or_month(few):
    days = few.series("attempted_crossings")
    assert set(days["figure_id"]) == {f"fig-000{n}" for n in (1, 2, 3, 4, 5, 9)}
    assert few.series("attempted_crossings", freq="M")["figure_id"].tolist() == ["fig-0006"]
    with pytest.warns(NothingFoundWarning):
        assert few.series("attempted_crossings", freq="Y").empty
    rivals = days.set_index("figure_id")["n_rivals"]
    assert (rivals["fig-0001"], rivals["fig-0002"], rivals["fig-0004"]) == (1, 2, 0)


def test_gaps_are_gaps(few):
    days = few.series("attempted_crossings")["period_start"]
    assert set(days.dt.day) == {14, 20}


def test_running_totals_have_any_span(few):
    found = few.series("attempted_crossings", kind="cumulative")
    assert found["figure_id"].tolist() == ["fig-0010"]


def test_attempts_and_people_at_once_raise(few):
    with pytest.raises(InvalidInputError, match="one attempt is not one person"):
        few.series(["attempted_crossings", "prevented_crossings"])
    with pytest.raises(InvalidInputError, match="one attempt is not one person"):
        few.series(["attempted_crossings", "deaths"])


def test_wide_chooses_none_of_several_and_says_so(few):
    values, left_out = mc.wide(few.series("attempted_crossings"))
    assert set(left_out["figure_id"]) == {f"fig-000{n}" for n in (2, 3, 4, 5, 9)}
    assert values.loc[pd.Timestamp("2021-11-14"), "Poland"] == 118.0
    assert set(left_out["reason"]) == {
        "no single number",
        "several readings by one body for one period that exclude each other",
    }
    with pytest.raises(InvalidInputError, match="not what series"):
        mc.wide(pd.DataFrame({"value": [1]}))


def test_only_the_crisis_unless_asked_for_more():
    of_crisis = mc.series("attempted_crossings", freq="Y")
    everything = mc.series("attempted_crossings", freq="Y", scope=None)
    assert set(of_crisis["period_start"].dt.year) <= {2021, 2022}
    assert 2020 in set(everything["period_start"].dt.year)


def test_a_line_breaks_where_a_day_has_no_reading():
    readings = mc.series("attempted_crossings", place="poland-belarus-border")
    values, left_out = mc.wide(readings)
    assert values.index.freqstr == "D"
    assert values.notna().to_numpy().sum() == len(readings) - len(left_out)
    months = mc.wide(mc.series("attempted_crossings", freq="M"))[0]
    assert months.index.freqstr == "MS"


def test_running_totals_of_different_starts_are_different_lines():
    totals = mc.series("attempted_crossings", kind="cumulative", place="poland-belarus-border")
    values, left_out = mc.wide(totals)
    assert "period_start" in values.columns.names
    dated = totals.dropna(subset=["period_start", "period_end"])
    assert values.columns.get_level_values("period_start").nunique() > 1
    assert len(left_out) >= len(totals) - len(dated)


def test_unknown_names_of_a_series():
    for call in (
        lambda: mc.series("crossings"),
        lambda: mc.series("deaths", freq="W"),
        lambda: mc.series("deaths", kind="sum"),
        lambda: mc.series("deaths", unit="persons"),
        lambda: mc.series("deaths", scope="world"),
    ):
        with pytest.raises(UnknownValueError, match=r"Valid(, nearest first)?: "):
            call()
