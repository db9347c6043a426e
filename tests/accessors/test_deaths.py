"""deaths(): each reported death, the counts by who counted, and what is not known."""

import json

import pandas as pd
import pytest
from click.testing import CliRunner

import migrant_crisis_2021 as mc
from migrant_crisis_2021.command_line import commands
from migrant_crisis_2021.errors import InvalidInputError, NothingFoundWarning, UnknownValueError
from migrant_crisis_2021.frames.convert import string_type
from tests.datasets import day, small_dataset
from tests.ferry import ferry

DIED = {"event_type": "death", "date_end": day("2021-11-08"), "date_precision": "day"}
COUNT = {
    "measure": "deaths",
    "counted_unit": "people",
    "measure_kind": "cumulative",
    "period_start": day("2021-01-01"),
    "value": 4,
    "value_low": None,
    "qualifier": "exact",
    "comparison_group": None,
}


@pytest.fixture(scope="module")
def small():
    """Deaths and counts of each kind, among records of something else."""
    return small_dataset(
        events={
            0: [
                {**DIED, "event_id": "evt-0011", "title": "A man dies", "place_id": "town"},
                {**DIED, "event_id": "evt-0012", "title": "A body", "reality": "alleged"},
                {**DIED, "event_id": "evt-0013", "title": "A crash", "scope": "background"},
                {**DIED, "event_id": "evt-0014", "title": "Withdrawn", "status": "withdrawn"},
                {**DIED, "event_id": "evt-0015", "title": "A grave", "event_type": "burial"},
            ]
        },
        figures={
            0: [
                {**COUNT, "figure_id": "fig-0010", "value": 240, "reality": "alleged"},
                {**COUNT, "figure_id": "fig-0011", "subgroup": "children", "value": 1},
                {**COUNT, "figure_id": "fig-0012", "comparison_group": "dead"},
                {**COUNT, "figure_id": "fig-0013", "period_end": day("2021-10-01"), "value": 2},
                {**COUNT, "figure_id": "fig-0014", "comparison_group": "dead", "value": 9,
                 "asserted_by": "speaker", "period_end": day("2021-12-01"), "note": "Until then."},
                {**COUNT, "figure_id": "fig-0015", "comparison_group": "dead", "value": 7},
                {**COUNT, "figure_id": "fig-0016", "measure": "people_missing", "value": 22},
                {**COUNT, "figure_id": "fig-0017", "scope": "background"},
                {**COUNT, "figure_id": "fig-0018", "status": "superseded"},
            ]
        },
        event_actors={
            0: [
                {"event_id": "evt-0011", "actor_id": "guard", "role": "affected"},
                {"event_id": "evt-0011", "actor_id": "speaker", "role": "speaker"},
            ]
        },
        evidence={
            1: [
                {"record_id": "evt-0011", "source_id": "two"},
                {"record_id": "evt-0011", "source_id": "one"},
                {"record_id": "evt-0011", "source_id": "weak", "relation": "context"},
            ]
        },
        sources={0: {"wire_origin": "PAP"}},
    )  # fmt: skip


def test_only_active_records_of_deaths_are_told(small):
    found = small.deaths()
    assert found.cases["event_id"].tolist() == ["evt-0011", "evt-0012"]
    assert set(found.totals["figure_id"]) == {f"fig-00{n}" for n in range(10, 16)}
    assert found.missing["figure_id"].tolist() == ["fig-0016"]
    assert found.burials["event_id"].tolist() == ["evt-0015"]
    every = small.deaths(scope=None)
    assert "evt-0013" in set(every.cases["event_id"])
    assert "fig-0017" in set(every.totals["figure_id"])
    assert not {"evt-0014", "fig-0018"} & {*every.cases["event_id"], *every.totals["figure_id"]}


def test_rivals_stand_together_parts_later_and_alleged_counts_last(small):
    totals = small.deaths().totals.set_index("figure_id")
    assert list(totals.index) == [
        "fig-0013", "fig-0012", "fig-0015", "fig-0014", "fig-0011", "fig-0010",
    ]  # fmt: skip
    assert totals.loc["fig-0012", "excludes"] == "fig-0015"
    assert totals.loc["fig-0011", "excludes"] is pd.NA or pd.isna(
        totals.loc["fig-0011", "excludes"]
    )


def test_a_case_says_who_died_who_told_of_it_and_how_many_publishers(small):
    case = small.deaths().cases.set_index("event_id").loc["evt-0011"]
    assert (case["affected_names"], case["speaker_names"]) == ("Guard", "Speaker")
    assert (case["affected"], case["speakers"]) == ("guard", "speaker")
    assert (case["n_sources"], case["n_publishers"]) == (2, 1)  # both have the text of one agency
    assert case["publishers"] == "Paper two; Paper one"
    assert (case["place"], case["geo_precision"]) == ("Town", "town")


def test_the_frames_have_declared_types(small):
    for frame in (small.deaths().cases, small.deaths(place="town").totals):
        assert isinstance(frame.index, pd.RangeIndex)
        types = frame.dtypes.astype(str)
        assert types["date"] == "datetime64[ms]"
        assert (types["n_sources"], types["n_publishers"]) == ("Int32", "Int32")
        assert types["title"] == str(string_type())
        assert "object" not in set(types)


def test_filters_are_those_of_the_other_functions(small):
    town = small.deaths(place="town")
    assert town.cases["event_id"].tolist() == ["evt-0011"]
    assert town.totals.empty
    assert len(small.deaths(country="Belarus").totals) == 6
    late = small.deaths(start="2021-12")
    assert (len(late.cases), late.totals["figure_id"].tolist()) == (0, ["fig-0014"])
    assert len(small.deaths(start="2021-12", match="overlaps").cases) == 0
    names = small.deaths(place=iter(["town"]))
    assert str(names) == str(town)
    with pytest.raises(UnknownValueError, match="unknown place 'twon'"):
        small.deaths(place="twon")
    with pytest.raises(UnknownValueError, match="unknown match"):
        small.deaths(match="inside")
    with pytest.raises(InvalidInputError, match="is not a date"):
        small.deaths(start="soon")


def section(found, beginning):
    (lines,) = [lines for heading, lines in found.sections if heading.startswith(beginning)]
    return "\n".join(lines)


@pytest.mark.parametrize("reality", ["alleged", "announced", "planned"])
def test_only_what_occurred_is_counted_as_such(reality):
    data = small_dataset(
        events={
            0: [
                {**DIED, "event_id": "evt-0011", "title": "A man dies"},
                {**DIED, "event_id": "evt-0012", "title": "A grave", "event_type": "burial"},
                {**DIED, "event_id": "evt-0013", "event_type": "burial", "reality": reality},
            ]
        },
        figures={
            0: [
                {**COUNT, "figure_id": "fig-0011", "reality": reality},
                {**COUNT, "figure_id": "fig-0012", "measure": "people_missing"},
                {**COUNT, "figure_id": "fig-0013", "measure": "people_missing", "reality": reality},
            ]
        },
    )
    found = data.deaths()
    assert f"1 count (1 {reality}) of people who died" in str(found)
    headings = [heading for heading, _ in found.sections]
    assert f"{reality.capitalize()} burials: 1" in headings
    assert f"{reality.capitalize()} counts: 1" in headings
    assert f"{reality.capitalize()} counts of missing people: 1" in headings
    assert "People reported missing: 1" in headings
    assert "evt-0013" not in section(found, "Burials, also of people")


def test_what_holds_for_no_death_is_not_said(small):
    unknown = section(small.deaths(place="town"), "What no document says")
    assert "for 0 of" not in unknown
    assert "one independent publisher only for 1 of 1 record of deaths" in unknown
    assert "The place" not in unknown
    assert "The place: " in section(small.deaths(), "What no document says")


def test_counts_of_a_wider_place_are_named_apart(small):
    found = small.deaths(place="town")
    wider = section(found, "Counts of a wider area")
    assert "2 people  2021-01-01 to 2021-10-01  Border of Poland and Belarus  fig-0013" in wider
    assert "fig-0017" not in wider
    assert "fig-0016" not in wider
    assert "fig-0014" not in str(small.deaths(place="town", end="2021-11"))
    assert "wider area" not in str(small.deaths())


def test_what_is_alleged_or_of_a_part_is_printed_apart(small):
    found = small.deaths()
    assert "evt-0012" in section(found, "Alleged deaths reported one by one: 1")
    assert "evt-0012" not in section(found, "Deaths reported one by one: 1")
    assert section(found, "Counts of some").startswith("1 person (children)")
    assert "240 people" in section(found, "Alleged counts: 1")
    assert "evt-0015" in section(found, "Burials")
    whole = section(found, "Counts, rivals one after another: 4")
    assert "Speaker; no supporting document; confidence" in whole
    assert "Note: Until then." in whole
    assert "Excludes fig-0015" in whole
    assert "22 people" in section(found, "People reported missing: 1")


def test_what_is_not_known_is_said(small):
    text = section(small.deaths(), "What no document says")
    assert "town or district is given for 1 of 2 records" in text
    assert "one independent publisher only for 2 of 2 records" in text
    assert "2 records (1 alleged) of deaths" in section(small.deaths(), "How many people died")
    assert "records of deaths." not in section(small.deaths(start="2021-12"), "What no document")


def test_if_there_is_nothing_a_warning_says_what_is_near(small):
    with pytest.warns(NothingFoundWarning, match="The nearest outside the period") as caught:
        found = small.deaths(end="2020")
    assert caught[0].filename == __file__
    assert (len(found.cases), len(found.totals), len(found.missing)) == (0, 0, 0)
    assert str(found) == "None of the documents that were read reports a death here"
    with pytest.warns(NothingFoundWarning, match="The dataset has none"):
        ferry().deaths()


def test_it_prints_in_consoles_and_notebooks(small):
    found = small.deaths()
    assert repr(found) == str(found)
    assert "pre-wrap" in found._repr_html_()
    assert [line for line in str(found).splitlines() if line != line.rstrip()] == []


def test_the_shipped_answer_has_every_record_of_a_death():
    found = mc.deaths(scope=None)
    events, figures = mc.table("events"), mc.table("figures")
    died = events[(events["event_type"] == "death") & (events["status"] == "active")]
    counted = figures[(figures["measure"] == "deaths") & (figures["status"] == "active")]
    assert set(found.cases["event_id"]) == set(died["event_id"])
    assert set(found.totals["figure_id"]) == set(counted["figure_id"])
    text = str(found)
    for ident in [*died["event_id"], *counted["figure_id"]]:
        assert ident in text
    assert found.cases["date"].is_monotonic_increasing


def test_an_older_release_answers_from_its_own_tables():
    past = mc.deaths(as_of="0.2.0")
    assert set(past.cases["event_id"]) == set(
        mc.events(event_type="death", as_of="0.2.0")["event_id"]
    )
    assert str(past) != str(mc.deaths())


def test_the_command_prints_the_same(small):
    def run(*arguments, columns="400"):
        result = CliRunner(env={"COLUMNS": columns}).invoke(
            commands, ["deaths", *arguments], obj=small
        )
        assert result.exit_code == 0, result.output
        return result.output

    assert run() == str(small.deaths()) + "\n"
    found = json.loads(run("--place", "town", "--format", "json"))
    assert [row["event_id"] for row in found["cases"]] == ["evt-0011"]
    assert (found["totals"], found["missing"], found["burials"]) == ([], [], [])
    assert found["cases"][0]["date"] == "2021-11-08"
    assert max(map(len, run(columns="80").splitlines())) <= 80
