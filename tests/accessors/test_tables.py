"""Filters select what they say, refuse what does not exist, and return fresh typed frames."""

import datetime as dt

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import migrant_crisis_2021 as mc
from migrant_crisis_2021.dataset.table_schema import table_schema
from migrant_crisis_2021.errors import (
    InvalidInputError,
    MigrantCrisisError,
    NothingFoundWarning,
    UnknownValueError,
)
from migrant_crisis_2021.names import TABLES

DAYS = st.dates(dt.date(2020, 12, 1), dt.date(2023, 1, 31))
PERIODS = st.tuples(DAYS, DAYS).map(sorted)


def test_the_best_known_figures():
    figures = mc.figures()

    def only(**wanted):
        frame = figures
        for column, value in wanted.items():
            frame = frame[frame[column] == value]
        return frame

    crossings = only(measure="attempted_crossings", value=7935.0).iloc[0]
    assert crossings["counted_unit"] == "attempts"
    assert crossings["unit_as_printed"] == "people"
    assert crossings["asserted_by"] == "european-union"
    assert crossings["measure_kind"] == "cumulative"
    assert crossings["period_start"] == pd.Timestamp("2021-01-01")
    assert crossings["period_basis"] == "to_report"
    assert "more than once" in crossings["note"]
    camp = only(figure_id="fig-0002").iloc[0]
    assert (camp["measure"], camp["value"], camp["qualifier"]) == ("people_in_camp", 2000, "about")
    assert pd.isna(camp["value_low"])
    troops = only(figure_id="fig-0003").iloc[0]
    assert (troops["measure"], troops["qualifier"]) == ("personnel_deployed", "more_than")
    assert troops["value_low"] == 12000.0


@pytest.mark.parametrize("table", TABLES)
def test_types_are_pandas_own(table):
    frame = mc.table(table)
    assert not [c for c in frame if frame[c].dtype == object]
    assert isinstance(frame.index, pd.RangeIndex)


@settings(max_examples=25)
@given(PERIODS, st.sampled_from([mc.events, mc.figures, mc.timeline]))
@pytest.mark.filterwarnings("ignore::migrant_crisis_2021.errors.NothingFoundWarning")
def test_a_period_keeps_own_days_and_on_request_what_overlaps_or_lies_inside(period, call):
    start, end = map(pd.Timestamp, period)

    def found(**match):
        return call(start=period[0], end=period[1], scope=None, **match)

    whole = call(scope=None)
    key = whole.columns[0]
    span = "period" if "period_end" in whole else "date"
    first, last = f"{span}_start", f"{span}_end"
    of_the_days = whole[(whole["date"] >= start) & (whole["date"] <= end)]
    assert found()[key].tolist() == of_the_days[key].tolist()
    goes_on = whole[key].str.startswith("evt-")
    ends = whole[last].fillna(whole[first].mask(goes_on, pd.Timestamp("2999-12-31")))
    overlap = whole[(whole[first] <= end) & (ends >= start)]
    assert found(match="overlaps")[key].tolist() == overlap[key].tolist()
    inside = found(match="within")
    assert set(inside[key]) <= set(overlap[key])
    assert (inside[first] >= start).all()
    assert (inside[last] <= end).all()


@settings(max_examples=25)
@given(
    st.sets(
        st.sampled_from(["statement", "diplomacy", "sanction", "deployment", "clash"]), min_size=1
    )
)
def test_a_list_is_the_union_of_its_values(types):
    parts = [set(mc.events(event_type=one)["event_id"]) for one in types]
    assert set(mc.events(event_type=sorted(types))["event_id"]) == set().union(*parts)


def test_defaults_are_active_records_of_the_crisis():
    assert set(mc.events()["scope"]) == {"crisis"}
    assert set(mc.events(scope=None)["scope"]) == {"crisis", "background"}
    assert len(mc.events(scope=["crisis", "background"])) == len(mc.events(scope=None))
    assert len(mc.table("events")) >= len(mc.events(scope=None))


def test_names_aliases_and_ids_mean_the_same():
    by_id = mc.positions(actor="alexander-lukashenko")
    for name in ("Lukashenka", "ALEXANDER LUKASHENKO", "lukashenko"):
        assert mc.positions(actor=name).equals(by_id)
    assert mc.events(actor=["Makei", "Borrell"]).shape[0] >= 1


def test_a_place_stands_for_its_parts():
    whole = set(mc.events(place="eu-belarus-border")["event_id"])
    assert set(mc.events(place="poland-belarus-border")["event_id"]) < whole


def test_a_country_matches_either_side():
    assert mc.events(country="PL").equals(mc.events(country="Poland"))
    events = mc.events()
    border = events.loc[events["place_id"] == "poland-belarus-border", "event_id"]
    assert len(border)
    for country in ("PL", "Belarus"):
        assert set(border) <= set(mc.events(country=country)["event_id"])


def test_undated_figures_go_as_soon_as_a_period_is_asked_for():
    assert mc.figures(scope=None)["date"].isna().any()
    assert mc.figures(start="1900", scope=None)["date"].notna().all()


def test_a_source_is_named_by_its_publisher():
    assert set(mc.figures(source="Anadolu Agency", scope=None)["value"]) >= {7935.0, 150.0, 12000.0}


def test_search_ignores_accents_and_case():
    assert len(mc.search("KUŹNICA")) == len(mc.search("kuznica"))
    assert "event" in set(mc.search("tear gas")["kind"])
    with pytest.warns(NothingFoundWarning):
        assert mc.search("nosuchword").empty
    with pytest.raises(InvalidInputError, match="no word"):
        mc.search(" . ")


@pytest.mark.parametrize("given", [{}, {"scope": None, "status": None}, {"start": "2021-11"}])
def test_a_changed_frame_never_spoils_the_next(given):
    first, before = mc.figures(**given), mc.figures(**given)
    first.loc[:, "title"] = "changed"
    first.loc[:, "value"] = -1
    first.loc[:, "period_end"] = pd.NaT
    pd.testing.assert_frame_equal(mc.figures(**given), before)
    pd.testing.assert_frame_equal(mc.figures(), mc.open(mc.path("figures").parent).figures())


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: mc.events(event_type="protezt"), "nearest first: protest"),
        (lambda: mc.events(actor="Nobody"), "unknown actor 'Nobody'. actors() lists all "),
        (lambda: mc.events(actor="Vladimir"), "vladimir-makei, vladimir-putin"),
        (lambda: mc.events(place="Atlantis"), "unknown place"),
        (lambda: mc.events(country="Prussia"), "unknown country"),
        (lambda: mc.events(source="Tazz"), "unknown source"),
        (lambda: mc.figures(measure="crossings"), "attempted_crossings"),
        (lambda: mc.figures(asserted_by="Nobody"), "unknown actor"),
        (lambda: mc.figures(status="deleted"), "withdrawn"),
        (lambda: mc.timeline(kind="claim"), "event"),
        (lambda: mc.timeline(match="inside"), "within"),
        (lambda: mc.evidence("evt-9999"), "unknown record"),
        (lambda: mc.positions(claim="clm-9999"), "unknown claim"),
        (lambda: mc.table("events", engine="dask"), "pandas"),
        (lambda: mc.table("timelines"), "nearest first: timeline"),
        (lambda: mc.path("events", format="xlsx"), "parquet"),
        (lambda: mc.record("fig-9999"), "unknown id 'fig-9999'"),
        (lambda: mc.record("7935"), "unknown id '7935'"),
    ],
)
def test_what_does_not_exist_is_named_with_what_does(call, words):
    with pytest.raises(UnknownValueError) as error:
        call()
    assert words in str(error.value)
    assert isinstance(error.value, MigrantCrisisError)


@pytest.mark.parametrize(
    "call",
    [
        lambda: mc.events(event_type=5),
        lambda: mc.events(actor=5),
        lambda: mc.events(country=5),
        lambda: mc.timeline(kind=5),
        lambda: mc.evidence(5),
        lambda: mc.series(None),
        lambda: mc.search(None),
        lambda: mc.search(b"5"),
        lambda: mc.record(5),
        lambda: mc.record(None),
        lambda: mc.describe(["events"]),
        lambda: mc.schema(["events"]),
        lambda: mc.table(["events"]),
    ],
)
def test_what_is_no_text_is_an_error_of_ours(call):
    with pytest.raises(MigrantCrisisError):
        call()


def test_text_is_of_one_type_everywhere():
    of_events = mc.events()["title"].dtype
    empty_report = mc.validate(mc.table("places")).to_frame()
    for frame in (mc.describe("events"), mc.stances(), mc.search("putin"), empty_report):
        assert set(frame.select_dtypes(exclude=["number", "datetime"]).dtypes) == {of_events}


@pytest.mark.parametrize("call", [mc.events, mc.figures, mc.timeline])
def test_bad_periods(call):
    with pytest.raises(InvalidInputError, match="lies after"):
        call(start="2021-12", end="2021-11")
    with pytest.raises(InvalidInputError, match="is not a date"):
        call(start="yesterday")


@pytest.mark.conformance
@pytest.mark.parametrize("table", TABLES)
def test_engines_hold_the_same_rows(table):
    pytest.importorskip("polars")
    arrow = mc.table(table, engine="pyarrow")
    assert mc.table(table, engine="polars").to_arrow().to_pylist() == arrow.to_pylist()


@pytest.mark.conformance
def test_duckdb_has_a_view_a_table():
    pytest.importorskip("duckdb")
    with mc.connect() as connection:
        for table in TABLES:
            counted = connection.sql(f"select count(*) from {table}").fetchall()[0][0]
            assert counted == len(mc.table(table))


@pytest.mark.parametrize("table", mc.TABLES)
def test_duckdb_has_the_same_rows_and_the_declared_types(table):
    pytest.importorskip("duckdb")
    relation = mc.table(table, engine="duckdb")
    types = {"string": "VARCHAR", "date": "DATE", "integer": "INTEGER", "number": "DOUBLE"}
    declared = [(field.name, types[field.type]) for field in table_schema(table).fields]
    assert list(zip(relation.columns, map(str, relation.types), strict=True)) == declared
    arrow = mc.table(table, engine="pyarrow")
    assert relation.fetchall() == [tuple(row.values()) for row in arrow.to_pylist()]
