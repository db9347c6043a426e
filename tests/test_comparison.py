"""What excludes what, who says what, and readings over time."""

import datetime as dt

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import migrant_crisis_2021 as mc
from migrant_crisis_2021 import rows
from migrant_crisis_2021.errors import InvalidInputError, UnknownValueError
from migrant_crisis_2021.rival import admissible, contradict, exclude, half_unit


def figure(qualifier, value=None, low=None, high=None, magnitude=None):
    return {
        "qualifier": qualifier,
        "value": value,
        "value_low": low,
        "value_high": high,
        "magnitude": magnitude,
    }


def exact(value):
    return figure("exact", float(value))


def about(value):
    return figure("about", float(value))


def more_than(value):
    return figure("more_than", float(value), low=float(value))


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (more_than(39000), exact(39670), False),
        (more_than(40000), exact(39670), True),
        (more_than(200), exact(200), True),
        (figure("at_least", 200.0, low=200.0), exact(200), False),
        (about(2000), exact(2400), False),
        (about(2000), exact(2600), True),
        (about(180), exact(180), False),
        (about(180), exact(247), True),
        (exact(118), exact(17), True),
        (exact(118), exact(118), False),
        (figure("at_most", 10000.0, high=10000.0), exact(12000), True),
        (figure("nearly", 8000.0, high=8000.0), exact(8000), True),
        (figure("nearly", 8000.0, high=8000.0), exact(7935), False),
        (figure("fewer_than", 8000.0, high=8000.0), more_than(8000), True),
        (figure("range", low=12000.0, high=15000.0), exact(12000), False),
        (figure("range", low=12000.0, high=15000.0), exact(16000), True),
        (figure("order_of_magnitude", magnitude=1000), exact(900), True),
        (figure("order_of_magnitude", magnitude=1000), exact(7000), False),
    ],
)
def test_two_figures_conflict_when_no_number_satisfies_both(one, other, expected):
    assert contradict(one, other) is expected
    assert contradict(other, one) is expected


@given(st.integers(1, 10**7), st.integers(1, 10**7))
def test_exclusion_agrees_with_the_intervals(a, b):
    low, high, _, _ = admissible(about(a))
    assert contradict(about(a), exact(b)) == (not low <= b <= high)
    assert not contradict(about(a), exact(a))


def test_half_a_unit_of_the_last_non_zero_place():
    assert [half_unit(float(n)) for n in (2000, 2500, 12, 430, 0)] == [500, 50, 0.5, 5, 0.5]
    assert half_unit(186.25) == pytest.approx(0.005)


FIGURES = [
    {"figure_id": "fig-0001", "value": 118.0, "comparison_group": "day", "asserted_by": "poland"},
    {"figure_id": "fig-0002", "value": 17.0, "comparison_group": "day", "asserted_by": None},
    {"figure_id": "fig-0003", "value": 118.0, "qualifier": "about", "comparison_group": "day"},
    {"figure_id": "fig-0004", "value": 500.0, "comparison_group": "calm"},
    {"figure_id": "fig-0005", "value": 499.0, "qualifier": "more_than", "value_low": 499.0,
     "comparison_group": "calm"},
    {"figure_id": "fig-0006", "value": 70.0, "period_start": dt.date(2021, 11, 1),
     "period_end": dt.date(2021, 11, 30)},
    {"figure_id": "fig-0007", "value": 30.0, "period_start": dt.date(2021, 11, 2),
     "period_end": dt.date(2021, 11, 2), "measure": "prevented_crossings",
     "counted_unit": "people"},
    {"figure_id": "fig-0008", "value": 9.0, "period_start": dt.date(2021, 11, 9),
     "period_end": dt.date(2021, 11, 9), "status": "withdrawn"},
    {"figure_id": "fig-0009", "value": None, "qualifier": "range", "value_low": 1.0,
     "value_high": 5.0, "period_start": dt.date(2021, 11, 20),
     "period_end": dt.date(2021, 11, 20), "asserted_by": "poland"},
    {"figure_id": "fig-0010", "value": 4000.0, "measure_kind": "cumulative",
     "period_start": dt.date(2021, 1, 1), "period_end": dt.date(2021, 11, 20)},
    {"figure_id": "fig-0011", "value": 33.0, "period_basis": "within",
     "period_start": dt.date(2021, 11, 1), "period_end": dt.date(2021, 11, 30)},
]  # fmt: skip
USUAL = {
    "title": "t", "measure": "attempted_crossings", "measure_kind": "flow",
    "counted_unit": "attempts", "value_low": None, "value_high": None, "magnitude": None,
    "qualifier": "exact", "reported_on": None, "period_start": dt.date(2021, 11, 14),
    "period_end": dt.date(2021, 11, 14), "period_basis": "stated", "place_id": "poland",
    "status": "active", "comparison_group": None, "asserted_by": None,
}  # fmt: skip


@pytest.fixture
def put(monkeypatch):
    """Return a function that puts invented figures, without evidence, in place of the shipped."""
    shipped = rows._shipped

    def forget():
        rows.index.cache_clear()
        rows.grouped.cache_clear()

    def put(figures):
        tables = {"figures": tuple(figures), "evidence": ()}
        monkeypatch.setattr(rows, "_shipped", lambda name: tables.get(name, shipped(name)))
        forget()

    yield put
    monkeypatch.undo()
    forget()


@pytest.fixture
def invented(put):
    put({**USUAL, **row} for row in FIGURES)


def running(value, last, **changed):
    first = dt.date(2021, 8, 10)
    span = {"period_start": first, "period_end": dt.date(2021, 8, last)}
    kind = {"measure_kind": "cumulative", "asserted_by": "poland"}
    return {**USUAL, **exact(value), **kind, **span, **changed}


def counted(value, day):
    return running(value, day, measure_kind="flow", period_start=dt.date(2021, 8, day))


@pytest.mark.parametrize(
    ("one", "other", "days", "expected"),
    [
        (running(417, 16), running(436, 18), [], False),  # a total may grow
        (running(436, 16), running(417, 18), [], True),  # but never fall
        (running(417, 16), running(436, 18), [counted(46, 17)], True),  # 46 in one day is too much
        (running(417, 16), running(436, 18), [counted(5, 17)], False),  # the 18th is not known
        (running(417, 16), running(436, 17), [counted(5, 17)], True),  # and here every day is
        (running(417, 16), running(436, 17), [counted(19, 17)], False),
        (running(417, 16), running(436, 17), [counted(5, 17), counted(40, 17)], False),  # rivals
        (running(417, 16), running(436, 18), [counted(46, 16), counted(46, 19)], False),
        (running(417, 16), running(436, 18, asserted_by="latvia"), [], True),  # another body
        (running(417, 16), running(436, 16), [], True),  # the same day
    ],
)
def test_a_running_total_may_grow_as_far_as_the_days_let_it(one, other, days, expected, put):
    put({"figure_id": f"fig-{number}", **day} for number, day in enumerate(days))
    assert exclude(one, other) is expected
    assert exclude(other, one) is expected


def test_levels_of_different_days_do_not_conflict():
    eighth, ninth = ({"period_start": dt.date(2021, 11, d)} for d in (8, 9))
    eighth["period_end"], ninth["period_end"] = eighth["period_start"], ninth["period_start"]
    one, other = ({**USUAL, **exact(value), "measure_kind": "stock"} for value in (7000, 12000))
    assert not exclude(one | eighth, other | ninth)
    assert exclude(one | eighth, other | eighth)
    assert exclude(one | eighth, other | {"period_start": None, "period_end": None})


def test_conflicts_show_all_members_and_what_each_excludes(invented):
    found = mc.conflicts().set_index("figure_id")
    assert found.index.tolist() == ["fig-0001", "fig-0002", "fig-0003"]
    assert found.loc["fig-0001", "excludes"] == "fig-0002"
    assert found.loc["fig-0002", "excludes"] == "fig-0001; fig-0003"
    assert found.loc["fig-0001", "asserted_by"] == "Poland"


def test_groups_that_can_be_true_together_only_on_request(invented):
    assert set(mc.conflicts()["comparison_group"]) == {"day"}
    assert set(mc.conflicts(all=True)["comparison_group"]) == {"day", "calm"}
    assert mc.conflicts("deaths").empty


def test_series_takes_spans_of_exactly_one_day_or_month(invented):
    days = mc.series("attempted_crossings")
    assert set(days["figure_id"]) == {f"fig-000{n}" for n in (1, 2, 3, 4, 5, 9)}
    assert mc.series("attempted_crossings", freq="M")["figure_id"].tolist() == ["fig-0006"]
    assert mc.series("attempted_crossings", freq="Y").empty
    rivals = days.set_index("figure_id")["n_rivals"]
    assert (rivals["fig-0001"], rivals["fig-0002"], rivals["fig-0004"]) == (1, 2, 0)


def test_gaps_are_gaps(invented):
    days = mc.series("attempted_crossings")["period_start"]
    assert set(days.dt.day) == {14, 20}


def test_running_totals_have_any_span(invented):
    found = mc.series("attempted_crossings", kind="cumulative")
    assert found["figure_id"].tolist() == ["fig-0010"]


def test_attempts_and_people_at_once_raise(invented):
    with pytest.raises(InvalidInputError, match="one attempt is not one person"):
        mc.series(["attempted_crossings", "prevented_crossings"])
    with pytest.raises(InvalidInputError, match="one attempt is not one person"):
        mc.series(["attempted_crossings", "deaths"])


def test_wide_chooses_none_of_several_and_says_so(invented):
    values, left_out = mc.wide(mc.series("attempted_crossings"))
    assert set(left_out["figure_id"]) == {f"fig-000{n}" for n in (2, 3, 4, 5, 9)}
    assert values.loc[pd.Timestamp("2021-11-14"), "Poland"] == 118.0
    assert set(left_out["reason"]) == {
        "no single number",
        "several readings by one body for one period",
    }
    with pytest.raises(InvalidInputError, match="not what series"):
        mc.wide(pd.DataFrame({"value": [1]}))


def test_wide_has_the_first_day_of_a_month_and_the_last_of_a_running_total(invented):
    """However many bodies give readings for one month."""
    for readings in (months := mc.series("attempted_crossings", freq="M"), months.head(1)):
        twice = pd.concat([readings, readings.assign(asserted_by="Poland")])
        assert mc.wide(twice).values.index.tolist() == [pd.Timestamp("2021-11-01")]
    total = mc.series("attempted_crossings", kind="cumulative")
    assert mc.wide(total).values.index.tolist() == [pd.Timestamp("2021-11-20")]
    values, left_out = mc.wide(total.assign(period_end=pd.NaT))
    assert values.empty
    assert left_out["reason"].tolist() == ["no last day"]


@pytest.mark.parametrize("kind", ["flow", "stock", "cumulative"])
@pytest.mark.parametrize("freq", ["D", "M", "Y"])
def test_wide_loses_no_reading(kind, freq):
    for measure in ("deaths", "people_returned", "attempted_crossings", "people_in_camp"):
        readings = mc.series(measure, kind=kind, freq=freq)
        values, left_out = mc.wide(readings)
        assert values.count().sum() + len(left_out) == len(readings)
        assert values.index.notna().all()


def test_unknown_names():
    for call in (
        lambda: mc.series("crossings"),
        lambda: mc.series("deaths", freq="W"),
        lambda: mc.series("deaths", kind="sum"),
        lambda: mc.series("deaths", unit="persons"),
        lambda: mc.conflicts("crossings"),
        lambda: mc.stances("weather"),
    ):
        with pytest.raises(UnknownValueError, match="nearest first"):
            call()


def test_stances_have_a_row_an_actor_and_claim():
    frame = mc.stances("russian_role")
    assert set(frame["topic"]) == {"russian_role"}
    denied = frame[frame["stance"] == "denies"]
    assert {"Vladimir Putin", "Maria Zakharova"} <= set(denied["actor"])
    assert frame["source_ids"].notna().all()
    assert len(mc.stances()) == len(mc.positions())


def test_the_matrix_puts_both_sides_in_one_row():
    matrix = mc.stances(matrix=True)
    sides = matrix[matrix["Vladimir Putin"] == "denies"]
    assert (sides["Liz Truss"] == "asserts").any()
    assert not matrix.index.duplicated().any()


def test_a_record_says_how_many_publishers_carry_it():
    """As many as the timeline says, for every record; one wire text counts once."""
    timeline = mc.timeline(scope=None)
    shown = {ident: mc.record(ident).n_publishers for ident in timeline["record_id"]}
    assert shown == dict(zip(timeline["record_id"], timeline["n_publishers"], strict=True))
    supports = mc.evidence().query("relation == 'supports'").merge(mc.sources(), on="source_id")
    by_wire = supports.dropna(subset="wire_origin").groupby(["record_id", "wire_origin"])
    shared = by_wire["publisher"].nunique()
    record, wire = shared[shared > 1].index[0]
    origins = supports.loc[supports["record_id"] == record]
    origins = origins["wire_origin"].fillna(origins["publisher"])
    assert wire in set(origins)
    assert mc.record(record).n_publishers == origins.nunique() < len(origins)


def test_a_record_prints_and_escapes():
    found = mc.record("fig-0001")
    text = str(found)
    for words in ("Number:", "Who says so:", "Period:", "Sources", "How to check it"):
        assert words in text
    assert "<h4>" in found._repr_html_()
    assert found.to_dict()["record_id"] == "fig-0001"


def test_a_changed_record_never_spoils_the_next():
    first = mc.record("fig-0001")
    for row in (first.row, *first.documents[0]):
        row.clear()
    assert str(mc.record("fig-0001")) == str(first)
    assert mc.record("fig-0001").documents[0][0]["publisher"]


def test_html_of_a_record_is_escaped(monkeypatch):
    from migrant_crisis_2021.records import Record

    html = Record("x", "event", {}, (), (("<b>", ("a & <script>",)),))._repr_html_()
    assert "<script>" not in html
    assert "&lt;script&gt;" in html
