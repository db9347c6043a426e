"""R30 to R36: each condition alone. Figures 3 and 4 of the small dataset are running totals."""

import pytest

from .small import columns, day


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Attempts since January 2021", []),
        ("Attempts since January 2020", ["title"]),
        ("Attempts to 2022", ["title"]),
        ("Attempts of 12,021 and 2,022 people", []),
        ("Section 20210 of the border", []),
    ],
)
def test_a_year_in_a_title_lies_in_the_period(title, expected):
    assert columns("R30", figures={2: {"title": title}}) == expected


def test_a_ratio_may_name_the_year_with_which_it_compares():
    cells = {"title": "As a multiple of 2020", "measure": "share"}
    assert columns("R30", figures={2: cells}) == []


def test_a_title_may_name_the_year_of_the_report():
    cells = {"title": "Attempts in 2021, as given in January 2022"}
    assert columns("R30", figures={2: cells}) == ["title"]
    assert columns("R30", figures={2: cells | {"reported_on": day("2022-01-03")}}) == []


def test_without_a_period_every_year_is_possible():
    cells = {"title": "In 2019", "period_start": None, "period_end": None}
    assert columns("R30", figures={2: cells}) == []


@pytest.mark.parametrize(
    ("reality", "confidence", "expected"),
    [
        ("alleged", "high", ["confidence"]),
        ("alleged", "medium", []),
        ("occurred", "high", []),
    ],
)
def test_what_is_alleged_is_not_sure(reality, confidence, expected):
    cells = {"reality": reality, "confidence": confidence}
    assert columns("R31", events={1: cells}, figures={0: {"confidence": "low"}}) == expected


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ({"reality": "planned", "date_end": None}, ["date_end"]),
        ({"reality": "announced", "date_end": None}, ["date_end"]),
        ({"reality": "planned"}, []),
        ({"reality": "occurred", "date_end": None}, []),
        ({"reality": "planned", "date_end": None, "status": "superseded"}, []),
    ],
)
def test_only_what_happened_can_go_on(cells, expected):
    assert columns("R32", events={1: cells}) == expected


def test_titles_are_compared_within_a_table_and_among_active_records():
    same = {"title": "Attempts on one day"}
    assert columns("R33", figures={1: same}) == ["title", "title"]
    assert columns("R33", figures={1: same | {"status": "withdrawn"}}) == []
    assert columns("R33", events={0: same}) == []


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
    assert columns("R34", figures={0: [TOWN | cells]}) == expected


@pytest.mark.parametrize(
    ("measure", "expected"), [("other_count", []), ("prevented_attempts", ["value"])]
)
def test_other_counts_are_not_compared(measure, expected):
    at_the_town = TOWN | {"measure": measure, "value_low": 300.0}
    figures = {0: {"measure": measure}, 1: [at_the_town]}
    assert columns("R34", figures=figures) == expected


def test_a_contradiction_that_a_group_shows_is_reported_once():
    """A whole beside one larger part in a group says that it is below its parts."""
    grouped = TOWN | {"comparison_group": "day-8"}
    other = TOWN | {"figure_id": "fig-0006", "title": "Attempts at the town, as others count"}
    assert columns("R34", figures={0: [grouped, other]}) == []


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ({"reported_on": day("2021-11-12")}, []),  # the day of the document
        ({"reported_on": day("2021-11-08")}, ["reported_on"]),
        ({"reported_on": None}, []),
        ({"reported_on": day("2021-11-08"), "period_basis": "stated"}, []),
    ],
)
def test_a_total_to_its_report_has_the_day_of_a_document(cells, expected):
    assert columns("R35", figures={2: cells}) == expected


@pytest.mark.parametrize(
    ("codes", "expected"),
    [
        (None, []),
        ("PL", []),
        ("BY; PL", []),
        ("PL; BY", ["about_country"]),
        ("PL; PL", ["about_country"]),
        ("DE", ["about_country"]),
        ("DE; XX", ["about_country", "about_country"]),
    ],
)
def test_the_countries_of_an_event_exist_and_are_in_order(codes, expected):
    assert columns("R36", events={0: {"about_country": codes}}) == expected
