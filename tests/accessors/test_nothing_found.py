"""What is said if valid filters find nothing: which days, places and readings are near."""

import pickle
import warnings

import pytest

import migrant_crisis_2021 as mc
from migrant_crisis_2021.errors import Advice, NothingFoundWarning
from tests.datasets import day, small_dataset


def said(call, **filters):
    """Return the one warning of a question that finds nothing."""
    with pytest.warns(NothingFoundWarning) as caught:
        assert call(**filters).empty
    (warning,) = caught
    return warning.message


def test_the_nearest_days_on_both_sides_are_named():
    dataset = small_dataset(
        events={0: [{"event_id": "evt-0003", "date_start": day("2021-11-20"), "date_end": None}]}
    )
    found = said(dataset.events, start="2021-11-16", end="2021-11-18")
    assert str(found) == (
        "nothing found. The nearest outside the period: 2021-11-08 and 2021-11-20 (of 3)."
    )
    assert found.for_command_line in str(found)
    overlapping = said(dataset.events, start="2021-11-10", end="2021-11-11")
    assert 'match="overlaps" matches 1 whose span' in str(overlapping)
    assert overlapping.for_command_line.startswith("--match overlaps matches 1 whose span")


def test_near_places_and_what_other_filters_hide_are_named():
    dataset = small_dataset(figures={0: {"scope": "background"}, 1: {"scope": "background"}})
    town = said(dataset.events, place="Town")
    assert "Other places with records: border (2)." in str(town)
    other = said(dataset.events, event_type="clash")
    assert "Without event_type='clash': 2." in str(other)
    assert "Without --event-type 'clash': 2." in other.for_command_line
    hidden = said(dataset.series, measure="attempted_crossings")
    assert "scope=None finds 2." in str(hidden)
    assert "--scope all finds 2." in hidden.for_command_line
    withdrawn = small_dataset(events={n: {"status": "withdrawn"} for n in (0, 1)})
    assert "status=None finds 2." in str(said(withdrawn.events))


def test_a_series_names_subgroups_and_readings_of_another_kind():
    of_children = {"subgroup": "children"}
    dataset = small_dataset(figures=dict.fromkeys((0, 1), of_children))
    found = said(dataset.series, measure="attempted_crossings")
    assert "All 2 count subgroups, such as children (2): use subgroup=." in str(found)
    assert "use --subgroup." in found.for_command_line
    assert 'kind="cumulative" finds 2.' in str(found)
    assert "--kind cumulative finds 2." in found.for_command_line
    monthly = {"period_start": day("2021-11-01"), "period_end": day("2021-11-30")}
    months = small_dataset(figures=dict.fromkeys((0, 1), monthly))
    assert 'freq="M" finds 2.' in str(said(months.series, measure="attempted_crossings"))


def test_what_is_nowhere_is_said_to_be_nowhere():
    assert str(said(mc.evidence, record="clm-0001")) == "nothing found. The dataset has none."
    empty = said(small_dataset().conflicts)
    assert str(empty) == "nothing found. The dataset has none."


def test_the_warning_is_pickled_whole_and_points_at_the_caller():
    found = said(mc.events, event_type="clash", start="2020", end="2020")
    again = pickle.loads(pickle.dumps(found))
    assert (str(again), again.for_command_line) == (str(found), found.for_command_line)
    bare = NothingFoundWarning(Advice("", ""))
    assert str(pickle.loads(pickle.dumps(bare))) == "nothing found."
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        mc.events(event_type="clash", start="2020", end="2020")
    assert [one.filename for one in caught] == [__file__]


def test_two_filters_that_exclude_everything_together_are_named():
    found = said(mc.figures, measure="deaths", place="Vilnius", asserted_by="Frontex")
    at_the_place = len(mc.figures(place="Vilnius"))
    without = f"Without measure='deaths' and asserted_by='Frontex': {at_the_place}."
    assert str(found).endswith(without)
    assert "Without --measure 'deaths' and --asserted-by 'Frontex':" in found.for_command_line


def test_a_search_names_the_words_that_no_record_contains():
    dataset = small_dataset()
    assert "No record contains 'breifing': it may be briefing." in str(
        said(dataset.search, text="breifing guard")
    )
    assert "No record contains '987654'." in str(said(dataset.search, text=987654))
    apart = said(dataset.search, text="briefing attempts")
    assert "Records contain each of the words, but none contains all of them." in str(apart)


def test_the_warning_points_at_the_caller():
    with pytest.warns(NothingFoundWarning) as caught:
        mc.search("zebra")
    assert caught[0].filename == __file__
