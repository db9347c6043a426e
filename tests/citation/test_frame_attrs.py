"""Each pandas frame that a question returns says its version and how to cite it."""

import json

import pandas as pd
import pytest

import migrant_crisis_2021 as mc
from migrant_crisis_2021.errors import InvalidInputError
from migrant_crisis_2021.interface import QUESTIONS, opened_shipped
from tests.datasets import small_dataset
from tests.ferry import ferry

ASKED = {
    "changes": {},
    "conflicts": {"measure": "deaths"},
    "search": {"text": "tear gas"},
    "series": {"measure": "attempted_crossings"},
    "stances": {"topic": "russian_role"},
    "table": {"name": "countries"},
}
OTHERS = [
    "cite",
    "connect",
    "deaths",
    "export",
    "explore",
    "path",
    "record",
    "schema",
    "validate",
    "verify",
]
"""Functions that return no frame, or frames inside a result."""

ATTRS = {"version": mc.__version__, "citation": str(mc.cite())}


@pytest.fixture(scope="module")
def events():
    return mc.events(event_type="clash")


@pytest.mark.parametrize("name", sorted(set(QUESTIONS) - set(OTHERS)))
def test_every_frame_has_them(name):
    assert getattr(mc, name)(**ASKED.get(name, {})).attrs == ATTRS


def test_frames_within_a_result_have_them():
    found = mc.deaths()
    assert found.cases.attrs == found.totals.attrs == ATTRS
    values, left_out = mc.wide(mc.series("attempted_crossings"))
    assert values.attrs == left_out.attrs == ATTRS


def test_they_are_those_of_the_dataset_and_release_that_was_asked():
    past = mc.figures(measure="deaths", as_of="0.2.0").attrs
    assert past["version"] == "0.2.0"
    assert past["citation"] == opened_shipped().as_of("0.2.0").cite()
    other = ferry()
    assert other.events().attrs["citation"] == other.cite() != ATTRS["citation"]


def test_rows_of_another_dataset_or_release_do_not_pass_for_those_of_this_one(tmp_path):
    other, past = ferry().events(), mc.figures(measure="deaths", as_of="0.2.0")
    for frame in (other, past):
        with pytest.raises(InvalidInputError, match="another dataset or release"):
            mc.cite(frame)
        with pytest.raises(InvalidInputError, match="another dataset or release"):
            mc.export(tmp_path / "a.csv", data=frame)
    assert not list(tmp_path.iterdir())
    assert "Ferr" in ferry().cite(other)
    assert ferry().export(tmp_path / "a.csv", other).n == len(other)
    assert "Version 0.2.0" in opened_shipped().as_of("0.2.0").cite(past)


def test_tables_in_memory_without_a_manifest_have_none():
    assert small_dataset().events().attrs == {}


def test_changing_them_never_spoils_the_next(events):
    mine = events.copy()
    mine.attrs["version"] = "mine"
    assert events.attrs == mc.events().attrs == ATTRS


def test_what_pandas_does_with_frames_does_not_trip_over_them(events, tmp_path):
    figures = mc.figures(measure="deaths")
    assert events.query("confidence == 'high'")[["event_id", "title"]].attrs == ATTRS
    assert pd.concat([events, figures]).attrs == ATTRS
    assert len(pd.concat([events, figures.copy().set_index("figure_id"), pd.DataFrame()]))
    assert len(events.merge(mc.places(), on="place_id"))
    assert events.groupby("event_type").size().item() == len(events)
    for form in ("parquet", "feather", "pickle"):
        file = tmp_path / form
        getattr(events, f"to_{form}")(file)
        assert len(getattr(pd, f"read_{form}")(file)) == len(events)
    assert pd.read_parquet(tmp_path / "parquet").attrs == json.loads(json.dumps(ATTRS))
