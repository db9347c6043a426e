"""What excludes what, who says what, and readings over time."""

import datetime as dt

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import migrant_crisis_2021 as mc
from migrant_crisis_2021.accessors.rivals import contradict, relation
from migrant_crisis_2021.dataset import Dataset
from migrant_crisis_2021.dataset.figures import admissible, half_unit
from migrant_crisis_2021.errors import NothingFoundWarning, UnknownValueError

from .few_figures import USUAL, few

__all__ = ["few"]  # a fixture


NO_OTHERS = Dataset.of({})


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
        (figure("nearly", 7700.0, high=7700.0), exact(7600), False),
        (figure("nearly", 7700.0, high=7700.0), exact(7535), True),
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
        (running(417, 16), running(436, 18), [], "agrees"),  # a total may grow
        (running(436, 16), running(417, 18), [], "excludes"),  # but never fall
        (running(417, 16), running(436, 18), [counted(46, 17)], "excludes"),  # too much in a day
        (running(417, 16), running(436, 18), [counted(5, 17)], "agrees"),  # who knows the 18th?
        (running(417, 16), running(436, 17), [counted(5, 17)], "excludes"),  # here each is known
        (running(417, 16), running(436, 17), [counted(19, 17)], "agrees"),
        (running(417, 16), running(436, 17), [counted(5, 17), counted(40, 17)], "agrees"),
        (running(417, 16), running(436, 18), [counted(46, 16), counted(46, 19)], "agrees"),
        (running(417, 16), running(436, 18, asserted_by="latvia"), [], "differs"),
        (running(436, 16), running(417, 18, asserted_by="latvia"), [], "excludes"),
        (running(417, 16), running(436, 16), [], "excludes"),  # the same day
    ],
)
def test_a_running_total_may_grow_as_far_as_the_days_let_it(one, other, days, expected):
    dataset = Dataset.of({"figures": days})
    assert relation(dataset, one, other) == relation(dataset, other, one) == expected


EIGHTH = {"period_start": dt.date(2021, 11, 8), "period_end": dt.date(2021, 11, 8)}
NINTH = {"period_start": dt.date(2021, 11, 9), "period_end": dt.date(2021, 11, 9)}
WITHIN = {
    "period_basis": "within",
    "period_start": dt.date(2021, 11, 1),
    "period_end": dt.date(2021, 11, 30),
}
UNKNOWN = {"period_basis": "unknown", "period_start": None, "period_end": None}
AMOUNT = {"measure_kind": "amount"}


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (EIGHTH, EIGHTH, "excludes"),
        (EIGHTH, NINTH, "agrees"),
        (EIGHTH, WITHIN, "differs"),
        (WITHIN, WITHIN, "differs"),
        (EIGHTH, UNKNOWN, "differs"),
        (UNKNOWN, UNKNOWN, "differs"),
        (UNKNOWN | AMOUNT, UNKNOWN | AMOUNT, "excludes"),  # the length of a fence has no day
        (EIGHTH, EIGHTH | {"place_id": "kuznica"}, "differs"),
        (EIGHTH, EIGHTH | {"reality": "planned"}, "differs"),
    ],
)
def test_levels_exclude_each_other_on_one_day_at_one_place(one, other, expected):
    level = {**USUAL, "measure_kind": "stock", "reality": "occurred"}
    first, second = level | exact(7000) | one, level | exact(12000) | other
    assert relation(NO_OTHERS, first, second) == relation(NO_OTHERS, second, first) == expected


def test_a_part_is_not_larger_than_the_whole():
    day = {**USUAL, "reality": "occurred", **EIGHTH}
    month = day | WITHIN | {"period_basis": "stated"}
    assert relation(NO_OTHERS, day | exact(500), month | exact(400)) == "excludes"
    assert relation(NO_OTHERS, day | exact(300), month | exact(400)) == "differs"
    assert relation(NO_OTHERS, day | more_than(300), month | exact(400)) == "agrees"


def test_conflicts_show_all_members_and_what_each_excludes(few):
    found = few.conflicts().set_index("figure_id")
    assert found.index.tolist() == ["fig-0001", "fig-0002", "fig-0003"]
    assert found.loc["fig-0001", "excludes"] == "fig-0002"
    assert found.loc["fig-0002", "excludes"] == "fig-0001; fig-0003"
    assert found.loc["fig-0001", "asserted_by_name"] == "Poland"


def test_groups_that_can_be_true_together_only_on_request(few):
    assert set(few.conflicts()["comparison_group"]) == {"day"}
    assert set(few.conflicts(all=True)["comparison_group"]) == {"day", "calm"}
    with pytest.warns(NothingFoundWarning):
        assert few.conflicts("deaths").empty


def test_unknown_names():
    with pytest.raises(UnknownValueError, match=r"'crossings'\. Valid: .*vocabulary\('measure'\)"):
        mc.conflicts("crossings")
    with pytest.raises(UnknownValueError, match="nearest first: security"):
        mc.stances("secure")


def test_stances_have_a_row_an_actor_and_claim():
    frame = mc.stances("russian_role")
    assert set(frame["topic"]) == {"russian_role"}
    denied = frame[frame["stance"] == "denies"]
    assert {"Vladimir Putin", "Maria Zakharova"} <= set(denied["actor"])
    assert frame["source_ids"].notna().all()
    assert len(mc.stances()) == len(mc.positions())


def test_the_matrix_puts_both_sides_in_one_row():
    matrix = mc.stances(matrix="side")
    denied = matrix[matrix["Russia"].str.contains("denies")]
    assert (denied["Poland"] == "asserts").any()
    people = mc.stances(matrix=True)
    pd.testing.assert_frame_equal(people, mc.stances(matrix="actor"))
    assert (people.loc[people["Vladimir Putin"] == "denies", "Liz Truss"] == "asserts").any()
    assert not matrix.index.duplicated().any()


def test_a_record_says_how_many_publishers_carry_it():
    """As many as the timeline says, for every record; one wire text counts once."""
    timeline = mc.timeline(scope=None)
    shown = {ident: mc.record(ident).n_publishers for ident in timeline["record_id"]}
    assert shown == dict(zip(timeline["record_id"], timeline["n_publishers"], strict=True))
    supports = mc.table("evidence").query("relation == 'supports'")
    supports = supports.merge(mc.sources(), on="source_id")
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
    assert "<table>" in found._repr_html_()
    assert found.to_dict()["record_id"] == "fig-0001"


def test_a_changed_record_never_spoils_the_next():
    first = mc.record("fig-0001")
    for row in (first.row, *first.documents[0]):
        row.clear()
    assert str(mc.record("fig-0001")) == str(first)
    assert mc.record("fig-0001").documents[0][0]["publisher"]


def test_html_of_a_record_is_escaped(monkeypatch):
    from migrant_crisis_2021.accessors.record import Record

    html = Record("x", "event", {}, (), (("<b>", ("a & <script>",)),))._repr_html_()
    assert "<script>" not in html
    assert "&lt;script&gt;" in html
