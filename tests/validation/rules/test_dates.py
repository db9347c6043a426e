"""R04, R05, R06 and R13: each condition alone."""

import pytest

from migrant_crisis_2021.validation.rules import RULES
from tests.datasets import small_rows

from .small import columns, day, problems, subject

NO_DATE = {"date_edtf": None, "date_start": None, "date_end": None}


@pytest.mark.parametrize(
    ("table", "cells", "expected"),
    [
        ("events", {"date_start": day("2021-11-07")}, ["date_start"]),
        ("positions", {"date_start": day("2021-11-07")}, ["date_start"]),
        ("positions", {"date_end": day("2021-11-09")}, ["date_end"]),
        ("events", {"date_end": None}, ["date_end"]),
        ("events", {"date_edtf": "2021-11-08/.."}, ["date_end"]),
        ("events", {"date_edtf": "2021-11-08/..", "date_end": None}, []),
        ("events", {"date_edtf": "2021-13"}, ["date_edtf"]),
        ("positions", NO_DATE, []),
        ("positions", NO_DATE | {"date_start": day("2021-11-08")}, ["date_start"]),
        ("positions", NO_DATE | {"date_end": day("2021-11-08")}, ["date_start"]),
    ],
)
def test_bounds_are_those_of_the_edtf_string(table, cells, expected):
    assert columns("R04", **{table: {0: cells}}) == expected


@pytest.mark.parametrize(
    ("table", "cells", "expected"),
    [
        ("events", {"date_precision": "month"}, ["date_precision"]),
        ("positions", {"date_precision": "month"}, ["date_precision"]),
        ("positions", {"date_precision": None}, ["date_precision"]),
        ("positions", {"date_edtf": None}, ["date_precision"]),
        ("positions", {"date_edtf": None, "date_precision": None}, []),
        ("events", {"date_edtf": "2021-13"}, []),  # R04 reports it
    ],
)
def test_the_precision_is_that_of_the_edtf_string(table, cells, expected):
    assert columns("R05", **{table: {0: cells}}) == expected


@pytest.mark.parametrize(
    ("start", "end", "is_outside"),
    [
        ("2022-12-31", "2023-01-31", False),
        ("2023-01-01", "2023-01-31", True),
        ("2020-12-01", "2021-01-01", False),
        ("2020-12-01", "2020-12-31", True),
        ("2019-01-01", "2024-12-31", False),
        ("2023-01-01", None, True),
        (None, "2020-12-31", True),
        (None, None, False),
    ],
)
def test_the_crisis_is_two_whole_years(start, end, is_outside):
    first, last = start and day(start), end and day(end)
    figure = {"period_start": first, "period_end": last}
    assert columns("R06", figures={0: figure}) == ["scope"] * is_outside
    assert columns("R06", figures={0: figure | {"scope": "background"}}) == []
    if start:
        event = {"date_start": first, "date_end": last}
        assert columns("R06", events={0: event}) == ["scope"] * is_outside


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        ("2021-01-01", "2022-12-31", "lies outside 2021-2022:"),
        ("2021-01-01", "2021-12-31", "lies outside 2021:"),
        ("2021-05-17", "2021-12-31", "lies outside 2021-05-17 to 2021-12-31:"),
        ("2021-01-01", "2021-05-19", "lies outside 2021-01-01 to 2021-05-19:"),
    ],
)
def test_the_period_is_that_of_the_dataset(first, last, words):
    later = {"date_start": day("2023-01-01"), "date_end": day("2023-01-01")}
    described = {"temporal": {"start": first, "end": last}}
    changed = subject(small_rows(events={0: later}), described)
    messages = {p.key: p.message for p in RULES["R06"].check(changed)}
    assert words in messages["evt-0001"]


@pytest.mark.parametrize(("on", "is_outside"), [("1990-01-01", False), ("1990-01-02", True)])
def test_a_record_on_the_only_day_of_a_dataset_belongs_to_it(on, is_outside):
    described = {"temporal": {"start": "1990-01-01", "end": "1990-01-01"}}
    event = {"date_start": day(on), "date_end": day(on)}
    changed = subject(small_rows(events={0: event}), described)
    assert ("evt-0001" in {p.key for p in RULES["R06"].check(changed)}) == is_outside


def test_a_dataset_that_does_not_say_its_period_is_not_checked_for_it():
    reason = RULES["R06"].missing(subject(small_rows(), described=None))
    assert reason == "needs a manifest with the period of the dataset"


@pytest.mark.parametrize(
    ("reality", "reported"),
    [("occurred", True), ("alleged", True), ("planned", False), ("announced", False)],
)
def test_only_what_is_to_come_may_be_told_in_advance(reality, reported):
    later = {"date_start": day("2021-11-13"), "reality": reality}
    keys = [problem.key for problem in problems("R13", events={0: later})]
    assert keys == ["evt-0001 + one", "evt-0001 + two"] * reported


def test_a_document_of_the_same_day_or_for_context_may_support_a_record():
    same_day = {"date_start": day("2021-11-12")}
    assert columns("R13", events={0: same_day}) == []
    later = {"date_start": day("2021-11-13")}
    context = {0: {"relation": "context"}, 1: {"relation": "context"}}
    assert columns("R13", events={0: later}, evidence=context) == []


@pytest.mark.parametrize(
    ("table", "start"),
    [("events", "date_start"), ("figures", "period_start"), ("positions", "date_start")],
)
def test_every_kind_of_record_begins_before_it_is_reported(table, start):
    assert "source_id" in columns("R13", **{table: {0: {start: day("2021-11-13")}}})
