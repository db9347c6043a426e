"""What a natural question must find: days, places, sides, spellings, and what is near nothing."""

import inspect
import itertools

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import migrant_crisis_2021 as mc
from migrant_crisis_2021.accessors.series import Frequency
from migrant_crisis_2021.dataset import shipped
from migrant_crisis_2021.dataset.table_schema import table_schema
from migrant_crisis_2021.errors import (
    DataIntegrityError,
    InvalidInputError,
    NothingFoundWarning,
    UnknownValueError,
)
from migrant_crisis_2021.interface import QUESTIONS
from migrant_crisis_2021.names import STYLES, TABLES, Match
from tests.datasets import day, small_dataset

FRAMES = {
    "events": mc.events,
    "figures": mc.figures,
    "timeline": mc.timeline,
    "positions": mc.positions,
    "sources": mc.sources,
    "actors": mc.actors,
    "places": mc.places,
    "evidence": mc.evidence,
    "claims": mc.claims,
}
ignore_nothing = pytest.mark.filterwarnings(
    "ignore::migrant_crisis_2021.errors.NothingFoundWarning"
)

# --- days ---------------------------------------------------------------------------------------

DAYS = st.dates(day("2021-06-01"), day("2022-03-31"))


@settings(max_examples=20)
@given(st.tuples(DAYS, DAYS).map(sorted))
@ignore_nothing
def test_no_row_lies_outside_the_period_and_overlaps_has_all_that_lie_within(period):
    start, end = period
    for name in ("events", "figures", "timeline", "positions"):
        call, key = FRAMES[name], table_schema(name).columns[0]
        found = call(start=start, end=end)
        assert found["date"].between(pd.Timestamp(start), pd.Timestamp(end)).all()
        overlapping = call(start=start, end=end, match="overlaps")
        within = call(start=start, end=end, match="within")
        assert set(within[key]) <= set(overlapping[key])


@pytest.mark.parametrize("name", ["events", "figures", "timeline"])
def test_frames_are_sorted_by_their_own_day(name):
    days = FRAMES[name](scope=None)["date"]
    assert days.dropna().is_monotonic_increasing
    assert not days.isna()[: days.notna().sum()].any()  # undated records come last


def test_each_kind_has_its_own_day():
    events, positions, figures = mc.events(scope=None), mc.positions(), mc.figures(scope=None)
    assert events["date"].equals(events["date_start"])
    assert positions["date"].equals(positions["date_start"])
    last = figures["period_end"].fillna(figures["reported_on"]).fillna(figures["period_start"])
    assert figures["date"].equals(last)
    by_record = mc.timeline(scope=None).set_index("record_id")["date"]
    for frame in (events, figures):
        assert by_record[frame.iloc[:, 0].tolist()].tolist() == frame["date"].tolist()


def test_a_running_total_belongs_to_the_day_on_which_it_ends():
    day_of_it = mc.figures(start="2021-11-16", end="2021-11-16")
    assert "fig-0001" in set(day_of_it["figure_id"])
    before = mc.figures(start="2021-11-08", end="2021-11-08", measure="attempted_crossings")
    assert "fig-0001" not in set(before["figure_id"])


# --- places -------------------------------------------------------------------------------------

COUNTRIES = sorted(row["country"] for row in shipped()["places"] if row["kind"] == "country")


@pytest.mark.parametrize("code", COUNTRIES)
@pytest.mark.parametrize("call", [mc.events, mc.figures])
@ignore_nothing
def test_a_country_as_a_place_is_the_country(call, code):
    (place,) = [
        row["place_id"]
        for row in shipped()["places"]
        if row["kind"] == "country" and row["country"] == code
    ]
    of_place, of_country = call(place=place, scope=None), call(country=code, scope=None)
    every = call(scope=None)
    rows = shipped()["places"].by_id
    located = [code in (rows[one]["country"], rows[one]["neighbour"]) for one in every["place_id"]]
    assert set(of_place.iloc[:, 0]) == set(every[located].iloc[:, 0])
    if "about_country" in every:  # an event elsewhere can concern the country
        about = every["about_country"].fillna("")
        located = [at or code in codes for at, codes in zip(located, about, strict=True)]
    assert set(of_country.iloc[:, 0]) == set(every[located].iloc[:, 0])


def test_a_statement_made_elsewhere_is_found_by_the_country_that_it_concerns():
    town = {"place_id": "minsk", "name": "Minsk", "country": "BY", "neighbour": None}
    dataset = small_dataset(
        places={2: [town]},
        events={
            0: {"place_id": "minsk", "about_country": "BY; PL"},
            1: {"place_id": "minsk", "about_country": "BY"},
        },
    )
    first, second = (row["event_id"] for row in dataset["events"])
    for found in (dataset.events(country="PL"), dataset.timeline(country="Poland", kind="event")):
        assert found.iloc[:, 0].tolist() == [first]
    assert set(dataset.events(country="Belarus")["event_id"]) == {first, second}
    assert second not in set(dataset.timeline(country="POL")["record_id"])


def test_a_reference_that_does_not_resolve_is_an_error_that_names_it():
    dataset = small_dataset(events={0: {"place_id": "nowhere"}})
    with pytest.raises(DataIntegrityError, match="no row with place_id 'nowhere'"):
        dataset.events()


def test_the_village_has_what_happened_at_its_crossing():
    for village in ("Kuznica", "Kuźnica", "Bruzgi"):
        found = mc.events(place=village, start="2021-11-16", end="2021-11-16")
        assert "clash" in set(found["event_type"])
        assert "kuznica-bruzgi-crossing" in set(found["place_id"])


@pytest.mark.parametrize(
    ("region", "inside", "outside"),
    [
        ("Podlaskie", {"kuznica", "kuznica-bruzgi-crossing"}, {"bruzgi"}),
        ("Grodno region", {"bruzgi", "kuznica-bruzgi-crossing"}, {"kuznica"}),
        ("Poland", {"kuznica", "kuznica-bruzgi-crossing", "poland-belarus-border"}, {"bruzgi"}),
        ("Belarus", {"bruzgi", "poland-belarus-border"}, {"kuznica"}),
        ("eu-belarus-border", {"kuznica", "bruzgi", "poland-belarus-border"}, {"minsk"}),
    ],
)
def test_a_place_has_what_lies_in_it_but_not_the_other_side(region, inside, outside):
    found = set(mc.places(place=region)["place_id"])
    assert inside <= found
    assert not outside & found


# --- sides and documents ------------------------------------------------------------------------


@pytest.fixture(scope="module")
def small():
    """A guard of Poland whose officer reports a figure, and two actors in a circle."""
    return small_dataset(
        actors={
            0: {"affiliation": "poland"},
            1: [
                {"actor_id": "poland", "name": "Poland", "kind": "state"},
                {"actor_id": "officer", "name": "Officer", "affiliation": "guard"},
                {"actor_id": "one", "name": "One", "affiliation": "other"},
                {"actor_id": "other", "name": "Other", "affiliation": "one"},
            ],
        },
        figures={
            0: {"subgroup": "children"},
            1: {"asserted_by": "officer", "subgroup": "children"},
        },
        positions={0: {"actor_id": "officer"}},
        sources={0: {"state_affiliated": "yes"}},
    )


def test_a_side_is_the_actor_with_all_bodies_and_officials(small):
    assert set(small.actors(side="Poland")["actor_id"]) == {"poland", "guard", "officer"}
    assert set(small.actors(side="Guard")["actor_id"]) == {"guard", "officer"}
    assert small.events(side="Poland")["event_id"].tolist() == ["evt-0001"]
    assert small.figures(side="Poland")["figure_id"].nunique() == 4
    assert small.figures(asserted_by="Guard")["figure_id"].nunique() == 3
    assert small.positions(side="Poland")["side"].tolist() == ["Poland"]
    assert small.stances(side="Poland")["side"].tolist() == ["Poland"]
    with pytest.warns(NothingFoundWarning):
        assert small.events(actor="Poland").empty  # this actor alone


def test_affiliations_in_a_circle_end(small):
    assert set(small.actors(side="One")["actor_id"]) == {"one", "other"}
    sides = small.actors().set_index("actor_id")["side"]
    assert (sides["one"], sides["officer"], sides["speaker"]) == ("Other", "Poland", "Speaker")


def test_sides_of_the_shipped_actors():
    poland = set(mc.actors(side="Poland")["actor_id"])
    assert {"poland", "polish-border-guard"} <= poland
    assert "belarus" not in poland
    assert set(mc.positions(side="Poland")["side"]) == {"Poland"}
    readings = mc.series("attempted_crossings", side="Poland")
    assert set(readings["side"]) == {"Poland"}
    assert set(mc.events(actor="Poland")["event_id"]) < set(mc.events(side="Poland")["event_id"])


def test_only_state_affiliated_keeps_what_no_other_document_supports(small):
    assert set(small.figures(only_state_affiliated=True)["figure_id"]) == {
        "fig-0001",
        "fig-0002",
        "fig-0003",
        "fig-0004",
    }  # document one is a state's, and the text of two comes from an agency of a state
    assert small.events(only_state_affiliated=True)["event_id"].tolist() == ["evt-0001"]
    independent = small_dataset(
        sources={0: {"state_affiliated": "yes"}, 1: {"origin_state_affiliated": None}}
    )
    with pytest.warns(NothingFoundWarning):
        assert independent.events(only_state_affiliated=True).empty
    with pytest.raises(InvalidInputError, match="must be True or False"):
        small.events(only_state_affiliated="yes")


# --- values in any spelling ---------------------------------------------------------------------

LISTS = {
    (mc.actors, "kind"): "actor_kind",
    (mc.places, "kind"): "place_kind",
    (mc.sources, "kind"): "publisher_kind",
    (mc.timeline, "kind"): "record_kind",
    (mc.series, "kind"): "measure_kind",
    (mc.series, "unit"): "counted_unit",
    (mc.actors, "party"): "yes_no",
    (mc.sources, "weak"): "yes_no",
    (mc.sources, "state_affiliated"): "state_affiliated",
    (mc.sources, "origin_state_affiliated"): "state_affiliated",
}
BEFORE = {mc.series: {"measure": "attempted_crossings"}, mc.search: {"text": "border"}}
ARGUMENTS = [
    (getattr(mc, name), argument)
    for name in QUESTIONS
    for argument in inspect.signature(getattr(mc, name)).parameters
]


def closed_list(call, argument):
    """Name the vocabulary list of an argument; None if it takes other values."""
    name = LISTS.get((call, argument), argument)
    return name if shipped().lists.values(name) else None


CLOSED = [(call, arg, closed_list(call, arg)) for call, arg in ARGUMENTS if closed_list(call, arg)]


def test_closed_arguments_are_known():
    found = {(call.__name__, argument) for call, argument, _ in CLOSED}
    assert {("events", "event_type"), ("figures", "measure"), ("stances", "stance")} <= found
    assert {(call.__name__, argument) for call, argument in LISTS} <= found


def spellings(value, label):
    words = value.replace("_", " ")
    return {label, label.upper(), words, words.title(), value.replace("_", "-"), value.upper()}


@pytest.mark.parametrize(
    ("call", "argument", "name"), CLOSED, ids=lambda one: getattr(one, "__name__", one)
)
@ignore_nothing
def test_a_value_is_taken_in_any_spelling(call, argument, name):
    before = BEFORE.get(call, {}) if argument != "measure" else {}
    for value, entry in itertools.islice(shipped().lists.entries(name).items(), 4):
        expected = call(**before, **{argument: value})
        for spelled in spellings(value, entry["label"]):
            found = call(**before, **{argument: spelled})
            is_frame = isinstance(expected, pd.DataFrame)
            assert found.equals(expected) if is_frame else str(found) == str(expected), spelled
    with pytest.raises(UnknownValueError, match=f"unknown {argument} 'no such value'"):
        call(**before, **{argument: "no such value"})


@pytest.mark.parametrize("spelled", ["FREQ", "m", " M "])
def test_a_frequency_and_a_match_are_taken_in_any_case(spelled):
    if spelled == "FREQ":
        assert mc.series("attempted_crossings", freq="d").equals(mc.series("attempted_crossings"))
    else:
        monthly = mc.series("attempted_crossings", freq="M")
        assert mc.series("attempted_crossings", freq=spelled).equals(monthly)
    for match in Match.__args__:
        expected = mc.events(start="2021-11-08", end="2021-11-08", match=match)
        upper = mc.events(start="2021-11-08", end="2021-11-08", match=match.upper())
        assert upper.equals(expected)
    assert Frequency.__args__ == ("D", "M", "Y")


@pytest.mark.parametrize("call", [c for c, a in ARGUMENTS if a == "match"])
def test_a_wrong_match_is_refused_even_without_a_period(call):
    with pytest.raises(UnknownValueError, match="unknown match 'inside'"):
        call(**BEFORE.get(call, {}), match="inside")


@pytest.mark.parametrize("spelled", ["FIG-1", "fig-1", "Fig-0001", " FIG-001 "])
def test_an_id_is_taken_in_any_spelling(spelled):
    assert str(mc.record(spelled)) == str(mc.record("fig-0001"))
    assert mc.cite(spelled) == mc.cite("fig-0001")
    assert mc.evidence(spelled).equals(mc.evidence("fig-0001"))


def test_styles_and_countries_are_taken_in_any_spelling():
    for style in STYLES:
        spelled = style.upper().replace("-", " ")
        assert mc.cite("fig-0001", spelled) == mc.cite("fig-0001", style)
    for country in ("pl", "POL", "pol", "poland", "Polska"):
        assert mc.events(country=country).equals(mc.events(country="PL"))


def test_an_unknown_name_of_another_kind_is_sent_there():
    for wrong, words in [
        ({"actor": "Kuznica"}, "It is a place: use place='Kuznica'."),
        ({"place": "Lukashenka"}, "use actor='Lukashenka'."),
        ({"actor": "Anadolu Agency"}, "It is a source: use source='Anadolu Agency'."),
        ({"actor": "Nobody"}, f"actors() lists all {len(mc.actors())}."),
    ]:
        with pytest.raises(UnknownValueError) as error:
            mc.events(**wrong)
        assert words in str(error.value)


# --- lists and changes --------------------------------------------------------------------------


def test_the_vocabulary_lists_all_values():
    whole = mc.vocabulary()
    assert len(whole) == len(mc.table("vocabulary"))
    two = mc.vocabulary(["stance", "Event type"])
    assert set(two["list"]) == {"stance", "event_type"}
    assert isinstance(two.index, pd.RangeIndex)
    assert two[["list", "value", "label", "definition"]].notna().all(axis=None)
    assert mc.vocabulary("measure")["units"].notna().any()
    assert "units" not in mc.vocabulary("stance")  # columns that the list does not use
    with pytest.raises(UnknownValueError, match="nearest first: stance"):
        mc.vocabulary("stances")


def test_changes_of_later_versions_and_of_a_record():
    whole = mc.changes(added=True)
    assert whole.equals(mc.table("changes"))
    later = mc.changes(since="0.2.0")
    assert set(later["version"]) == set(whole["version"]) - {"0.1.0", "0.2.0"}
    assert isinstance(later.index, pd.RangeIndex)
    assert mc.changes(since="99.0.0").empty
    own = whole[(whole["record_id"] == "fig-0625") & whole["field"].notna()]
    assert (own["version"] == "0.3.0").sum() == 5
    assert mc.changes(record="FIG-625", table="figures").equals(own.reset_index(drop=True))
    both = mc.changes(record=["fig-0625", "fig-0001"], since="0.2.0")["record_id"]
    assert {key.split("/")[0] for key in both} == {"fig-0625", "fig-0001"}
    for wrong in ("0.2", "two", 2, "0.2.0rc1"):
        with pytest.raises(InvalidInputError, match="is not a version: write it as"):
            mc.changes(since=wrong)
    with pytest.raises(UnknownValueError, match="unknown record 'evt-99999'"):
        mc.changes(record="evt-99999")


def test_added_rows_do_not_drown_the_corrections():
    added = mc.changes(added=True)
    added = added[added["field"].isna() & (added["new_value"] == "added")]
    assert len(added) > len(mc.changes())
    assert len(mc.changes()) + len(added) == len(mc.table("changes"))
    with pytest.raises(InvalidInputError, match="added='no' must be True or False"):
        mc.changes(added="no")


def test_changes_of_links_and_of_what_was_removed():
    gone = mc.changes(record="lithuanian-army", table="actors")
    assert gone["new_value"].iloc[0] == "removed"
    kept = gone.set_index("field")["old_value"]
    assert kept["actor_id"] == "lithuanian-army"
    linked = mc.changes(record="evt-0044", added=True)
    assert {"events", "evidence", "event_actors"} <= set(linked["table"])
    assert mc.changes(table=["claims", "Actors"])["table"].unique().tolist() == ["actors", "claims"]
    with pytest.raises(UnknownValueError, match=r"unknown table 'timeline'\."):
        mc.changes(table="timeline")


def test_a_record_lists_its_changes():
    found = mc.record("fig-0625")
    assert [row["field"] for row in found.changes if row["version"] == "0.3.0"] == [
        "counted_unit", "measure", "note", "period_basis", "title",
    ]  # fmt: skip
    assert found.changes[0]["new_value"] == "added"
    assert "measure: attempted_crossings → prevented_crossings (correction)" in str(found)
    assert found.to_dict()["changes"] == [dict(row) for row in found.changes]
    found.changes[0].clear()
    assert mc.record("fig-0625").changes[0]
    place, actor = mc.record("belarus", "place").changes, mc.record("belarus", "actor").changes
    assert {row["table"] for row in place} <= {"places", "place_parts"}
    assert {row["table"] for row in actor} <= {"actors", "event_actors"}


def test_versions_are_compared_as_numbers():
    rows = [
        {
            "version": version,
            "table": "events",
            "record_id": "evt-0001",
            "field": "title",
            "reason": "correction",
        }
        for version in ("0.9.0", "0.10.0")
    ]
    dataset = small_dataset(changes={0: rows})
    assert dataset.changes(since="0.9.0")["version"].tolist() == ["0.10.0"]


# --- columns ------------------------------------------------------------------------------------

NAME_BESIDE = {"asserted_by": "asserted_by_name", "actor_ids": "actors"}
UNNAMED = {"superseded_by", "affiliation"}


@pytest.mark.parametrize("name", FRAMES)
def test_the_frame_has_the_declared_columns_and_is_valid(name):
    frame = FRAMES[name]()
    assert tuple(frame.columns) == table_schema(name).accessor_columns
    report = mc.validate(frame)
    assert report.ok, str(report)
    assert mc.validate(frame, name).ok
    assert mc.describe(name)["column"].tolist() == list(frame.columns)


@pytest.mark.parametrize("name", [*FRAMES, "series", "conflicts", "stances"])
def test_a_name_stands_beside_each_id(name):
    frame = (
        mc.series("attempted_crossings")
        if name == "series"
        else {**FRAMES, "conflicts": mc.conflicts, "stances": mc.stances}[name]()
    )
    columns = list(frame.columns)
    own = columns[0] if name in FRAMES else None
    for column in columns:
        if column == own or not (column.endswith("_id") or column in NAME_BESIDE):
            continue
        named = NAME_BESIDE.get(column, column.removesuffix("_id"))
        if column in ("figure_id", "claim_id", "position_id"):
            continue  # the row is about it, and its text stands in another column
        assert named in columns, column
        assert frame[column].isna().equals(frame[named].isna()), column


def test_names_are_those_of_the_ids():
    names = mc.table("actors").set_index("actor_id")["name"]
    figures = mc.figures(scope=None).dropna(subset="asserted_by")
    assert figures["asserted_by_name"].tolist() == names[figures["asserted_by"]].tolist()
    places = mc.table("places").set_index("place_id")["name"]
    for frame in (figures, mc.events(), mc.timeline()):
        assert frame["place"].tolist() == places[frame["place_id"]].tolist()


def test_accessor_columns_are_declared_for_these_tables_alone():
    added = {name for name in TABLES if table_schema(name).accessor_fields}
    assert added < set(FRAMES)
    for name in added:
        for column in table_schema(name).accessor_fields:
            assert column.description.endswith(".")
            assert column.name not in table_schema(name).columns
