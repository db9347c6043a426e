"""The EDTF subset and callers' dates."""

import datetime as dt

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from migrant_crisis_2021.errors import InvalidInputError
from migrant_crisis_2021.parsing.dates import bound, bounds, form_of, parse_edtf

DAYS = st.dates(dt.date(2019, 1, 1), dt.date(2024, 12, 31))


@pytest.mark.parametrize(
    ("text", "start", "end", "precision"),
    [
        ("2021-11-08", "2021-11-08", "2021-11-08", "day"),
        ("2021-11", "2021-11-01", "2021-11-30", "month"),
        ("2020-02", "2020-02-01", "2020-02-29", "month"),
        ("2021", "2021-01-01", "2021-12-31", "year"),
        ("2021-11-08~", "2021-11-08", "2021-11-08", "approximate"),
        ("2021-11~", "2021-11-01", "2021-11-30", "approximate"),
        ("2021-11-08/2021-11-14", "2021-11-08", "2021-11-14", "week"),
        ("2021-11-09/2021-11-15", "2021-11-09", "2021-11-15", "range"),
        ("2021-11-08/2021-11-15", "2021-11-08", "2021-11-15", "range"),
        ("2021-08/2021-10", "2021-08-01", "2021-10-31", "range"),
        ("2021-08~/2021-10", "2021-08-01", "2021-10-31", "approximate"),
        ("2021-08/..", "2021-08-01", None, "open"),
    ],
)
def test_bounds_and_precision(text, start, end, precision):
    span = parse_edtf(text)
    assert str(span.start) == start
    assert span.end == (end and dt.date.fromisoformat(end))
    assert span.precision == precision


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2021-13",
        "2021-02-30",
        "2021-21",
        "2021-11-10/2021-11-08",
        "2021-11-08/2021-11-08",
        "../2021",
        "2021/",
        "2021-11-08?",
        "~2021",
        "2021~~",
        "November 2021",
        "2021-11-08\n",
        "２０２１",
    ],
)
def test_other_forms_are_refused(text):
    with pytest.raises(InvalidInputError):
        parse_edtf(text)


@pytest.mark.parametrize(
    ("start", "end", "form"),
    [
        ("2021-11-08", "2021-11-08", "day"),
        ("2021-11-08", "2021-11-14", "week"),
        ("2021-02-01", "2021-02-07", "week"),
        ("2020-02-01", "2020-02-29", "month"),
        ("2020-02-01", "2020-02-28", "range"),
        ("2021-11-01", "2021-12-31", "range"),
        ("2021-11-02", "2021-11-30", "range"),
        ("2021-01-01", "2021-12-31", "year"),
        ("2020-01-01", "2021-12-31", "range"),
    ],
)
def test_the_form_of_a_span(start, end, form):
    assert form_of(dt.date.fromisoformat(start), dt.date.fromisoformat(end)) == form


@given(DAYS, DAYS)
def test_an_interval_has_its_ends(one, other):
    first, last = sorted((one, other))
    text = str(first) if first == last else f"{first}/{last}"
    span = parse_edtf(text)
    assert (span.start, span.end) == (first, last)


@pytest.mark.conformance
@given(DAYS, DAYS)
def test_the_reference_parser_agrees(one, other):
    edtf = pytest.importorskip("edtf")
    first, last = sorted((one, other))
    for text in (str(first), f"{first:%Y-%m}", f"{first:%Y}", f"{first}/{last}"):
        if first == last and "/" in text:
            continue
        span, oracle = parse_edtf(text), edtf.parse_edtf(text)
        assert span.start == dt.date(*oracle.lower_strict()[:3])
        assert span.end == dt.date(*oracle.upper_strict()[:3])


def test_what_callers_may_write():
    import pandas as pd

    assert bound("2021-11", "start") == dt.date(2021, 11, 1)
    assert bound(2021, "end") == dt.date(2021, 12, 31)
    assert bound(pd.Timestamp("2021-11-08 12:00"), "end") == dt.date(2021, 11, 8)
    assert bound(dt.datetime(2021, 11, 8, 12), "end") == dt.date(2021, 11, 8)
    assert bound(None, "end") is None


def test_an_impossible_date_and_a_reversed_period():
    with pytest.raises(InvalidInputError, match=r"start='2021-11-31' is not a date.*YYYY-MM-DD"):
        bounds("2021-11-31", None)
    with pytest.raises(InvalidInputError, match="lies after"):
        bounds("2021-12", "2021-11")


def test_a_missing_day_is_no_day():
    """It would compare false with everything, and silently change what is found."""
    import pandas as pd

    with pytest.raises(InvalidInputError, match="start=NaT is not a date"):
        bound(pd.NaT, "start")


@pytest.mark.parametrize(
    "value",
    [
        *(np.datetime64("2021-11-08", unit) for unit in ("D", "h", "s", "ms", "us", "ns")),
        np.datetime64("2021-11-08T12:30", "ns"),
        np.array("2021-11-08", "datetime64[s]"),
        pd.Series(pd.to_datetime(["2021-11-08"])).to_numpy()[0],
        pa.scalar(dt.date(2021, 11, 8)),
        pa.scalar(dt.datetime(2021, 11, 8, 12)),
        pa.scalar("2021-11-08"),
    ],
    ids=repr,
)
def test_an_element_of_any_frame_is_a_day(value):
    assert bound(value, "start") == bound(value, "end") == dt.date(2021, 11, 8)


def test_months_and_years_of_numpy_and_what_is_no_date_there():
    assert bound(np.datetime64("2021-11"), "end") == dt.date(2021, 11, 30)
    assert bound(np.datetime64("2021"), "end") == dt.date(2021, 12, 31)
    for wrong in (
        np.datetime64("NaT"),
        np.array(["2021-11-08"], "datetime64[s]"),
        np.timedelta64(1),
        pa.scalar(None, pa.date32()),
    ):
        with pytest.raises(InvalidInputError, match="is not a date"):
            bound(wrong, "start")
