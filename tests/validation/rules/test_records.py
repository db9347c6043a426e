"""R30 to R34: each condition alone. Figures 3 and 4 of the small dataset are running totals."""

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
    assert columns("R34", figures={2: cells}) == expected
