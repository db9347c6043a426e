"""How numbers, periods and dates are written."""

import datetime as dt

import pytest

from migrant_crisis_2021.dataset import shipped
from migrant_crisis_2021.dataset.wording import amount, number, quantity, span, when


def figure(qualifier, value=None, unit="people", **more):
    return {"qualifier": qualifier, "value": value, "counted_unit": unit} | {
        "value_low": None,
        "value_high": None,
        "magnitude": None,
        **more,
    }


@pytest.mark.parametrize(
    ("given", "written"),
    [
        (figure("exact", 7935.0), "7,935 people"),
        (figure("exact", 1.0), "1 person"),
        (figure("exact", 1.0, "attempts"), "1 attempt"),
        (figure("about", 1.0, "eur"), "about 1 euro"),
        (figure("exact", 1234.5, "kilometres"), "1,234.5 kilometres"),
        (figure("about", 2000.0), "about 2,000 people"),
        (figure("exact", 23.0, "items"), "23"),
        (figure("order_of_magnitude", None, "items", magnitude=10), "dozens"),
        (figure("more_than", 2.0), "more than 2 people"),
        (figure("at_least", 2.0), "at least 2 people"),
        (figure("fewer_than", 2.0), "fewer than 2 people"),
        (figure("at_most", 2.0), "at most 2 people"),
        (figure("nearly", 2.0), "nearly 2 people"),
        (figure("range", value_low=2.0, value_high=3000.0), "2 to 3,000 people"),
        (figure("order_of_magnitude", magnitude=10), "dozens of people"),
        (figure("order_of_magnitude", magnitude=1000), "thousands of people"),
        (figure("order_of_magnitude", magnitude=10**6), "the order of 1,000,000 of people"),
    ],
)
def test_numbers_are_written_with_their_qualifier_and_unit(given, written):
    assert amount(given, shipped().lists) == written
    assert written.startswith(quantity(given))


def test_what_is_no_number_is_not_written():
    assert number(None) == ""


DAY, NEXT = dt.date(2021, 11, 8), dt.date(2021, 11, 9)


@pytest.mark.parametrize(
    ("start", "end", "written"),
    [
        (DAY, DAY, "2021-11-08"),
        (DAY, NEXT, "2021-11-08 to 2021-11-09"),
        (DAY, None, "from 2021-11-08 on"),
        (None, NEXT, "to 2021-11-09"),
        (None, None, "undated"),
    ],
)
def test_periods_are_written_as_they_are_known(start, end, written):
    assert span(start, end) == written


@pytest.mark.parametrize(
    ("start", "end", "precision", "written"),
    [
        (DAY, DAY, "day", "2021-11-08"),
        (dt.date(2021, 10, 1), dt.date(2021, 10, 31), "month", "2021-10"),
        (dt.date(2021, 1, 1), dt.date(2021, 12, 31), "year", "2021"),
        (dt.date(2021, 10, 1), dt.date(2021, 10, 31), "range", "2021-10-01 to 2021-10-31"),
        (dt.date(2021, 11, 1), dt.date(2021, 11, 30), "approximate", "about 2021-11"),
        (DAY, DAY, "approximate", "about 2021-11-08"),
        (DAY, None, "open", "from 2021-11-08 on"),
        (None, None, None, "undated"),
    ],
)
def test_a_date_is_written_as_precisely_as_it_is_known(start, end, precision, written):
    assert when(start, end, precision) == written
