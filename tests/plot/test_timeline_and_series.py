"""Dots per event, points per reading, and lines only where there is no gap."""

import datetime as dt
from collections import Counter
from functools import cache
from itertools import pairwise

import pandas as pd
import pytest

import migrant_crisis_2021 as mc
from migrant_crisis_2021.errors import InvalidInputError
from migrant_crisis_2021.plot.days import DayScale, span
from tests.plot.specs import layers, rows, texts


def day(text):
    return dt.date.fromisoformat(text)


@pytest.fixture(scope="module")
def frame():
    return mc.timeline(start="2021-06", end="2022-06")


@pytest.fixture(scope="module")
def chart(frame):
    return mc.plot.timeline(frame)


def test_each_event_is_one_dot(frame, chart):
    events = frame[frame["kind"] == "event"]
    dots = rows(chart, "circle", "reality")
    assert sorted(dot["id"] for dot in dots) == sorted(events["record_id"])


def test_no_two_dots_lie_on_each_other(chart):
    dots = rows(chart, "circle", "reality")
    assert len({(dot["date"], dot["y"]) for dot in dots}) == len(dots)


def test_bars_count_the_records_of_a_week(frame, chart):
    bars = rows(chart, "rect", "records")
    assert sum(bar["records"] for bar in bars) == len(frame)
    assert {day(bar["from"]).weekday() for bar in bars} == {0}
    for bar in bars:
        assert bar["high"] - bar["low"] == bar["records"]
    assert {bar["what"] for bar in bars} == {"Events", "Figures"}


def test_the_lanes_name_their_type_and_number(frame, chart):
    found = texts(chart)
    counted = Counter(frame["event_type"].dropna())
    assert {"Statement", "Death", str(counted["statement"])} <= set(found)


def test_a_short_period_has_a_bar_a_day():
    chart = mc.plot.timeline(mc.events(start="2021-11-08", end="2021-11-20"))
    bars = rows(chart, "rect", "records")
    assert all(day(bar["to"]) - day(bar["from"]) == dt.timedelta(1) for bar in bars)


def test_records_without_a_day_are_counted_in_a_note():
    every = mc.timeline()
    undated = every[every["date"].isna() | (every["date"] >= "2022-03")]
    assert undated["date"].isna().any()
    note = f"Not drawn: {undated['date'].isna().sum():,} of "
    assert any(text.startswith(note) for text in texts(mc.plot.timeline(undated)))
    with pytest.raises(InvalidInputError, match="no record of the frame has a day"):
        mc.plot.timeline(undated[undated["date"].isna()])


READINGS = [
    pytest.param({"measure": "attempted_crossings"}, id="attempts"),
    pytest.param({"measure": "prevented_crossings"}, id="people"),
    pytest.param({"measure": "attempted_crossings", "freq": "M"}, id="months"),
    pytest.param({"measure": "attempted_crossings", "kind": "cumulative"}, id="totals"),
    pytest.param({"measure": "people_in_country", "kind": "stock"}, id="ranges"),
]


@cache
def drawn(measure, **asked):
    """Return a series and its chart."""
    frame = mc.series(measure, **asked)
    return frame, mc.plot.series(frame)


@pytest.mark.parametrize("asked", READINGS)
def test_each_reading_is_one_point(asked):
    frame, chart = drawn(**asked)
    points = rows(chart, "circle", "series", "at")
    day_of = "period_end" if asked.get("kind") == "cumulative" else "date"
    dated = frame[frame[day_of].notna()]
    ranges = [point["id"] for point in points if point["number"] == "Range"]
    assert Counter(point["id"] for point in points) == Counter(dated["figure_id"]) + Counter(
        set(ranges)  # a range has a point at either end
    )


@pytest.mark.parametrize("asked", READINGS[:2])
def test_no_line_crosses_a_gap(asked):
    frame, chart = drawn(**asked)
    (encoding,) = [encoding for mark, encoding, _ in layers(chart) if mark == "line"]
    assert encoding["detail"]["field"] == "run"
    reported = {(row.asserted_by_name, row.date.date()) for row in frame.itertuples()}
    runs = pd.DataFrame(rows(chart, "line", "run")).groupby("run")
    assert len(runs) > 1
    for _, run in runs:
        days = [day(text) for text in run["date"]]
        assert all(later - former == dt.timedelta(1) for former, later in pairwise(days))
        assert all((run["series"].iloc[0].split(",")[0], one) in reported for one in days)
        assert len(days) > 1


def test_no_line_runs_through_readings_that_exclude_each_other():
    frame, chart = drawn("attempted_crossings")
    rivals = frame[frame["figure_id"].isin(["fig-0017", "fig-0024"])]
    assert len(set(rivals["date"])) == 1
    line = rows(chart, "line", "run")
    assert str(rivals["date"].iloc[0].date()) not in {row["date"] for row in line}


def test_bounds_are_drawn_as_intervals():
    frame = mc.series("people_in_country", kind="stock")
    chart = mc.plot.series(frame, events=mc.events().head(0))
    ranges = frame[(frame["qualifier"] == "range") & frame["date"].notna()]
    assert len(ranges)
    bars = [row for row in rows(chart, "rule", "low") if row["low"] is not None]
    assert {row["id"]: (row["low"], row["high"]) for row in bars} == {
        row.figure_id: (row.value_low, row.value_high) for row in ranges.itertuples()
    }
    more = frame[frame["qualifier"].isin(["more_than", "at_least"]) & frame["date"].notna()]
    arrows = rows(chart, "point", "number", "id")
    assert set(more["figure_id"]) <= {row["id"] for row in arrows}
    assert "That many or more" in texts(chart)


def test_attempts_and_people_never_share_an_axis():
    both = pd.concat([mc.series("attempted_crossings"), mc.series("prevented_crossings")])
    with pytest.raises(InvalidInputError, match="different things: attempts, people"):
        mc.plot.series(both)


def test_events_to_mark_can_be_chosen():
    frame = mc.series("attempted_crossings", start="2021-11", end="2021-11")
    chosen = mc.events(start="2021-11-16", end="2021-11-16").head(2)
    marked = rows(mc.plot.series(frame, events=chosen), "rule", "event")
    assert [row["id"] for row in marked] == chosen["event_id"].tolist()
    assert not rows(mc.plot.series(frame, events=chosen.head(0)), "rule", "event")
    assert 0 < len(rows(mc.plot.series(frame), "rule", "event")) <= 5


def test_the_words_for_periods():
    assert span(day("2021-11-08"), day("2021-11-08")) == "8 Nov 2021"
    assert span(day("2021-10-30"), day("2021-11-08")) == "30 Oct – 8 Nov 2021"
    assert span(day("2021-12-30"), day("2022-01-08")) == "30 Dec 2021 – 8 Jan 2022"


@pytest.mark.parametrize("length", [0, 1, 40, 100, 900, 40_000])
def test_labels_of_days_do_not_touch(length):
    start = day("1990-02-11")
    scale = DayScale([start, start + dt.timedelta(days=length)], 600)
    ticks = [day(text) for text in scale.axis().to_dict()["values"]]
    places = [scale.position(tick) for tick in ticks]
    assert all(later - former >= 30 for former, later in pairwise(places))
    assert all(0 <= place <= 600 for place in places)
