"""The page on quality: each number is computed from the tables, and means what it says."""

import sys

import pytest

from migrant_crisis_2021.dataset import Dataset, shipped
from migrant_crisis_2021.errors import MissingExtraError
from migrant_crisis_2021.release.quality.agreement import agreements
from migrant_crisis_2021.release.quality.content import records_by_month
from migrant_crisis_2021.release.quality.documents import affiliation
from migrant_crisis_2021.release.quality.numbers import DailySeries, daily_series, rivalries
from migrant_crisis_2021.release.quality.page import quality_page
from tests.conftest import ROOT
from tests.datasets import day, small_dataset


def table(page, heading, head):
    """Return the rows of the table of a section whose first column has this name."""
    section = page.split(f"\n## {heading}\n")[1].split("\n## ")[0]
    rows = section.split(f"\n| {head} |")[1].split("\n\n")[0].splitlines()[2:]
    return {cells[0]: cells[1:] for cells in (row.strip("| ").split(" | ") for row in rows)}


def codings(*coded):
    """Return rows of codings: record, field, first value, second value."""
    return [
        {"record_id": record, "field": field, "coder": coder, "value": value}
        for record, field, *values in coded
        for coder, value in zip(("first", "second"), values, strict=True)
    ]


def coded(*rows):
    return Dataset.of({"codings": codings(*rows)})


def test_the_shipped_page_is_the_computed_one():
    page = (ROOT / "docs" / "quality.md").read_text(encoding="utf-8")
    assert quality_page(shipped()) == page
    assert (
        quality_page(Dataset.of({name: list(shipped()[name]) for name in shipped().tables})) == page
    )


def test_agreement_counts_equal_values_and_takes_chance_away():
    found = agreements(
        coded(
            ("evt-0001", "event_type", "clash", "clash"),
            ("evt-0002", "event_type", "clash", "threat"),
            ("evt-0003", "event_type", "threat", "threat"),
            ("evt-0004", "event_type", "death", "death"),
        )
    )
    (one,) = found
    assert one[:4] == ("events", "event_type", 4, 3)
    # Coincidences: 3 clash, 3 threat, 2 death among 8 values; 2 of 8 disagree, 42 of 56 expected.
    assert one.alpha == pytest.approx(1 - (2 / 8) / (42 / 56))


@pytest.mark.parametrize(
    ("field", "first", "second", "same"),
    [
        ("value", "13", "13.0", 1),
        ("value", "13", "14", 0),
        ("value", None, None, 1),
        ("value", None, "0", 0),
        ("value", "many", "many", 1),
        ("period_end", "2021-11-08", "2021-11-09", 0),
        ("title", "A; B", "B; A", 1),
    ],
)
def test_values_are_compared_as_what_they_mean(field, first, second, same):
    (one,) = agreements(coded(("fig-0001", field, first, second)))
    assert one.same == same


def test_there_is_no_alpha_where_nothing_varies():
    rows = [(f"pos-000{n}", "stance", "denies", "denies") for n in range(3)]
    (one,) = agreements(coded(*rows))
    assert (one.n, one.same, one.alpha) == (3, 3, None)
    page = quality_page(small_dataset(codings={0: {"value": "deployment"}}))
    assert table(page, "Agreement of two coders", "table")["events"] == [
        "`event_type`", "1", "100 %", "–",
    ]  # fmt: skip


def test_only_codings_need_the_library_and_the_error_says_which(monkeypatch):
    monkeypatch.setitem(sys.modules, "krippendorff", None)
    with pytest.raises(MissingExtraError, match=r'pip install "migrant-crisis-2021\[quality\]"'):
        agreements(coded(("evt-0001", "event_type", "clash", "clash")))
    assert agreements(coded()) == []
    rows = {name: list(shipped()[name]) for name in shipped().tables}
    page = quality_page(Dataset.of({**rows, "codings": []}))
    assert "No records have been coded twice." in page
    assert "filled in alike" not in page


def test_months_between_the_first_and_the_last_event_are_counted():
    dataset = small_dataset(
        events={0: [{"event_id": "evt-0003", "date_start": day("2022-01-02")}]},
        figures={0: {"period_end": day("2023-01-01")}, 3: {"period_end": None}},
    )
    counts = {(month, table): n for month, table, n in records_by_month(dataset)}
    assert counts["2021-11", "events"] == 2
    assert (counts["2021-12", "events"], counts["2022-01", "events"]) == (0, 1)
    assert counts["later", "figures"] == 1
    assert ("earlier", "figures") in counts  # a running total without an end begins in January
    assert sum(counts.values()) == 3 + 4 + len(list(dataset["positions"]))


def test_text_of_one_agency_is_one_publisher():
    alone = table(quality_page(small_dataset()), "Independent publishers", "table")
    wired = small_dataset(sources={0: {"wire_origin": "PAP", "origin_state_affiliated": "yes"}})
    together = table(quality_page(wired), "Independent publishers", "table")
    assert alone["events"] == ["2", "1 (50 %)", "1 (50 %)", "0 (0 %)"]
    assert together["events"] == ["2", "2 (100 %)", "0 (0 %)", "0 (0 %)"]


def test_what_rests_on_one_side_alone_is_counted():
    state = {"state_affiliated": "yes", "publisher_country": "BY"}
    belarus = {0: [{"actor_id": "belarus", "kind": "state", "country": "BY", "party": "yes"}]}
    page = quality_page(small_dataset(sources={0: state, 2: state}, actors=belarus))
    found = table(page, "One-sided records", "resting on")
    assert found["state-affiliated publishers or agencies alone"][0] == "2 (100 %)"
    assert found["weak sources alone"][0] == "1 (50 %)"
    assert found["publishers of one party alone: Belarus"][0] == "1 (50 %)"


@pytest.mark.parametrize(
    ("publisher", "origin", "expected"),
    [
        ("yes", None, "state-affiliated publisher"),
        ("no", "yes", "state-affiliated agency text"),
        ("unknown", "yes", "state-affiliated agency text"),
        ("unknown", "no", "unknown"),
        ("no", "unknown", "unknown"),
        ("no", None, "not state-affiliated"),
    ],
)
def test_the_origin_of_the_text_counts_too(publisher, origin, expected):
    source = {"state_affiliated": publisher, "origin_state_affiliated": origin}
    assert affiliation(source) == expected


def test_groups_of_rivals_are_counted_by_measure():
    assert rivalries(small_dataset()) == {"attempted_crossings": (1, 0, 0)}
    rival = small_dataset(figures={1: {"qualifier": "exact", "value_low": None}})
    assert rivalries(rival) == {"attempted_crossings": (1, 1, 0)}


def test_a_gap_is_the_days_in_a_row_without_a_reading():
    days = tuple(day(f"2021-11-{n:02}") for n in (1, 2, 6, 9))
    one = DailySeries("Attempts", "Border", "Guard", days)
    assert (one.span, one.longest_gap) == (9, 3)
    assert DailySeries("Attempts", "Border", "Guard", days[:1]).longest_gap == 0


def test_a_daily_series_is_one_body_counting_one_thing_at_one_place():
    ninth = {"period_start": day("2021-11-09"), "period_end": day("2021-11-09")}
    dataset = small_dataset(
        figures={
            0: [
                {**ninth, "figure_id": "fig-0011"},
                {**ninth, "figure_id": "fig-0012", "subgroup": "children"},
                {**ninth, "figure_id": "fig-0013", "status": "withdrawn"},
                {**ninth, "figure_id": "fig-0014", "place_id": "town"},
            ]
        }
    )
    found = {(one.place, one.asserted_by): len(one.days) for one in daily_series(dataset)}
    assert found == {
        ("Border of Poland and Belarus", "Guard"): 2,
        ("Border of Poland and Belarus", "no one named"): 1,
        ("Town", "Guard"): 1,
    }


def test_what_is_missing_is_counted():
    dataset = small_dataset(
        events={0: {"date_basis": "inferred"}},
        figures={0: {"reported_on": day("2021-11-09")}, 1: {"period_basis": "unknown"}},
        sources={0: {"published_on": None}},
    )
    found = table(quality_page(dataset), "What is missing", "what")
    assert found["events without a stated day"] == ["2", "2", "100 %"]
    assert found["figures without the day of the report"] == ["3", "4", "75 %"]
    assert found["figures without a known period"] == ["1", "4", "25 %"]
    assert found["figures without a body that counted"] == ["1", "4", "25 %"]
    assert found["sources without a day"] == ["1", "3", "33 %"]
