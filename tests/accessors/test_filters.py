"""Each filter and default on a dataset that has something on both sides of it."""

import warnings

import pytest

from migrant_crisis_2021.errors import NothingFoundWarning
from tests.datasets import day, small_dataset

WITHDRAWN, BACKGROUND = {"status": "withdrawn"}, {"scope": "background"}


def dated(first, last=None):
    return {"date_start": day(first), "date_end": last and day(last)}


def period(first, last=None):
    return {"period_start": first and day(first), "period_end": last and day(last)}


@pytest.fixture(scope="module")
def small():
    return small_dataset(
        events={
            0: [
                {"event_id": "evt-0003"} | WITHDRAWN,
                {"event_id": "evt-0004"} | BACKGROUND,
                {"event_id": "evt-0005", "place_id": "poland"} | dated("2021-11-01"),
            ]
        },
        figures={
            0: [
                {"figure_id": "fig-0005"} | WITHDRAWN,
                {"figure_id": "fig-0006"} | BACKGROUND | period("2021-01-01", "2021-02-01"),
            ],
            2: [
                {"figure_id": "fig-0007"} | period("2021-11-01"),
                {"figure_id": "fig-0008"} | period(None, "2021-11-08"),
            ],
        },
        claims={0: [{"claim_id": "clm-0002"} | WITHDRAWN]},
        positions={
            0: [
                {"position_id": "pos-0002", "actor_id": "guard"},
                {"position_id": "pos-0003"} | WITHDRAWN,
                {"position_id": "pos-0004", "claim_id": "clm-0002"},
            ]
        },
        evidence={0: [{"record_id": "fig-0007", "relation": "context"}]},
        sources={0: [{"source_id": "one-more"}]},
        places={2: [{"place_id": "minsk", "name": "Minsk", "country": "BY"}]},
    )


def asked(question, expected, **limits):
    """Ask, and see that a warning comes if and only if nothing is found."""
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        found = question(**limits)
    assert [one.category for one in caught] == [NothingFoundWarning] * (not expected)
    return found


def ids(frame):
    return [int(ident.split("-")[1]) for ident in frame.iloc[:, 0]]


@pytest.mark.parametrize(
    ("question", "usual", "every"),
    [
        ("events", [5, 1, 2], [5, 1, 3, 4, 2]),
        ("figures", [7, 3, 1, 2, 8, 4], [6, 7, 3, 1, 2, 5, 8, 4]),
        ("claims", [1], [1, 2]),
        ("positions", [1, 2, 4], [1, 2, 3, 4]),
    ],
)
def test_records_in_force_of_the_crisis_unless_all_are_asked_for(small, question, usual, every):
    call = getattr(small, question)
    assert ids(call()) == usual
    limits = {"status": None} | ({"scope": None} if question in ("events", "figures") else {})
    assert ids(call(**limits)) == every
    assert call(**limits).index.tolist() == list(range(len(every)))


def test_the_timeline_has_active_records_of_the_crisis_and_the_background_on_request(small):
    assert set(small.timeline()["scope"]) == {"crisis"}
    everything = set(small.timeline(scope=None)["record_id"])
    assert everything - set(small.timeline()["record_id"]) == {"evt-0004", "fig-0006"}
    assert not everything & {"evt-0003", "fig-0005"}


@pytest.mark.parametrize(
    ("start", "end", "on", "overlapping", "within"),
    [
        ("2021-11-08", "2021-11-08", [1, 2], [5, 1, 2], [1]),
        ("2021-11-08", "2021-11-14", [1, 2], [5, 1, 2], [1, 2]),
        ("2021-11-08", "2021-11-13", [1, 2], [5, 1, 2], [1]),
        ("2021-11-09", "2021-11-14", [], [5, 2], []),
        ("2021-11-14", None, [], [5, 2], []),
        ("2021-11-15", None, [], [5], []),
        ("2021-11-01", None, [5, 1, 2], [5, 1, 2], [5, 1, 2]),
        (None, "2021-11-01", [5], [5], []),
        (None, "2021-11-08", [5, 1, 2], [5, 1, 2], [1]),
        (None, "2021-10-31", [], [], []),
    ],
)
def test_both_ends_of_a_period_count_and_an_open_event_goes_on(
    small, start, end, on, overlapping, within
):
    period = {"start": start, "end": end}
    for match, expected in (("date", on), ("overlaps", overlapping), ("within", within)):
        for question, limits in ((small.events, {}), (small.timeline, {"kind": "event"})):
            found = asked(question, expected, **period, match=match, **limits)
            assert ids(found) == expected
            assert found.index.tolist() == list(range(len(expected)))
    assert ids(asked(small.events, on, **period)) == on


@pytest.mark.parametrize(
    ("start", "end", "on", "overlapping", "within"),
    [
        ("2021-11-08", "2021-11-08", [3, 1, 2, 8], [3, 1, 2, 4], [1, 2]),
        ("2021-11-01", "2021-11-01", [7], [7, 3, 4], []),
        ("2021-11-02", "2021-11-07", [], [3, 4], []),
        ("2021-11-10", None, [4], [4], []),
        (None, "2021-01-01", [], [3, 4], []),
        (None, "2021-11-08", [7, 3, 1, 2, 8], [7, 3, 1, 2, 4], [3, 1, 2]),
    ],
)
def test_a_figure_counts_by_its_last_day_or_else_by_its_first(
    small, start, end, on, overlapping, within
):
    period = {"start": start, "end": end}
    for match, expected in (("date", on), ("overlaps", overlapping), ("within", within)):
        assert ids(asked(small.figures, expected, **period, match=match)) == expected
        of_timeline = asked(small.timeline, expected, **period, match=match, kind="figure")
        assert set(ids(of_timeline)) == set(expected)
    assert ids(asked(small.figures, on, **period)) == on


def test_a_source_is_one_that_supports_the_record(small):
    assert ids(small.figures(source="one", scope=None)) == [3, 1, 2]
    assert ids(small.events(source="one")) == [1]
    assert ids(small.events(source="Paper one")) == [1]  # which published two of the documents


def test_places_and_countries(small):
    assert ids(small.events(place="poland")) == [5, 1, 2]  # its border is part of it
    assert ids(small.events(country="PL")) == ids(small.events(place="poland"))
    assert ids(small.events(place="border")) == [1, 2]
    assert ids(asked(small.events, [], place="Town")) == []
    assert ids(small.events(country="BY")) == [1, 2]
    assert ids(small.events(country=["poland", "by"])) == [5, 1, 2]


def test_what_is_filtered_is_numbered_anew(small):
    for frame, expected in [
        (small.positions(actor="speaker"), [1, 4]),
        (small.positions(claim="clm-0002"), [4]),
        (small.claims(status="withdrawn"), [2]),
        (small.evidence("pos-0001"), [1]),
        (small.evidence(["fig-0007", "evt-0002"]), [2, 7]),
    ]:
        assert ids(frame) == expected
        assert frame.index.tolist() == list(range(len(expected)))
