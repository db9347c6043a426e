"""The timeline: order, names, spans and what is counted."""

import datetime as dt

import pytest

from migrant_crisis_2021.dataset import Dataset
from migrant_crisis_2021.dataset.documents import origin
from migrant_crisis_2021.dataset.timeline import timeline_rows
from tests.datasets import small_rows


def day(text):
    return dt.date.fromisoformat(text)


def timeline(**changes):
    """Derive the timeline of the small dataset, with rows like the first added to it."""
    rows = small_rows(**{table: {0: added} for table, added in changes.items()})
    return {row["record_id"]: row for row in timeline_rows(Dataset.of(rows))}


def test_active_records_in_order_of_time_then_events_then_by_id():
    found = timeline(
        events=[{"event_id": "evt-0000"}, {"event_id": "evt-0003", "status": "withdrawn"}],
        figures=[
            {"figure_id": "fig-0000", "period_start": None},
            {"figure_id": "fig-0005", "status": "superseded"},
        ],
    )
    assert list(found) == [
        "evt-0000", "evt-0001", "evt-0002", "fig-0000", "fig-0001", "fig-0002", "fig-0003",
        "fig-0004",
    ]  # fmt: skip
    days = [row["date"] for row in found.values()]
    assert days == sorted(days)


def test_an_actor_in_two_roles_is_named_once():
    found = timeline(event_actors=[{"role": "speaker"}, {"actor_id": "speaker"}])
    assert found["evt-0001"]["actors"] == "Guard; Speaker"
    assert found["evt-0001"]["actor_ids"] == "guard; speaker"
    assert (found["fig-0001"]["asserted_by"], found["fig-0001"]["asserted_by_name"]) == (
        "guard",
        "Guard",
    )
    assert found["fig-0002"]["asserted_by"] is found["fig-0002"]["asserted_by_name"] is None


@pytest.mark.parametrize(
    ("known", "expected"),
    [
        (("2021-01-01", "2021-11-10", "2021-11-12"), "2021-11-10"),
        (("2021-01-01", None, "2021-11-12"), "2021-11-12"),
        (("2021-01-01", None, None), "2021-01-01"),
        ((None, None, "2021-11-12"), "2021-11-12"),
        ((None, "2021-11-10", "2021-11-12"), "2021-11-10"),
        ((None, None, None), None),
    ],
)
def test_the_day_of_a_figure_is_the_last_that_it_counts(known, expected):
    columns = ("period_start", "period_end", "reported_on")
    cells = dict(zip(columns, (one and day(one) for one in known), strict=True))
    found = timeline(figures=[{"figure_id": "fig-0005"} | cells])
    assert found["fig-0005"]["date"] == (expected and day(expected))
    if expected is None:
        assert list(found)[-1] == "fig-0005"


def test_documents_that_support_a_record_are_counted_and_a_wire_text_once():
    copy = {"source_id": "copy", "wire_origin": "PAP"}
    links = [
        {"record_id": "evt-0001", "source_id": "copy"},
        {"record_id": "evt-0001", "source_id": "weak", "relation": "context"},
    ]
    row = timeline(sources=[copy], evidence=links)["evt-0001"]
    assert row["source_ids"] == "one; two; copy"
    assert (row["n_sources"], row["n_publishers"]) == (3, 2)
    assert origin({"wire_origin": "PAP", "publisher": "Paper"}) == "PAP"
    assert origin({"wire_origin": None, "publisher": "Paper"}) == "Paper"


@pytest.mark.parametrize(
    ("start", "end", "precision"),
    [
        ("2021-11-08", "2021-11-08", "day"),
        ("2021-11-08", "2021-11-14", "week"),
        ("2021-11-09", "2021-11-15", "range"),
        ("2021-02-01", "2021-02-28", "month"),
        ("2021-02-01", "2021-02-27", "range"),
        ("2021-01-01", "2021-02-28", "range"),
        ("2021-02-01", "2022-02-28", "range"),
        ("2021-01-01", "2021-12-31", "year"),
        ("2020-01-01", "2021-12-31", "range"),
        (None, "2021-12-31", None),
        ("2021-01-01", None, None),
    ],
)
def test_the_span_of_a_figure_is_named(start, end, precision):
    period = {"period_start": start and day(start), "period_end": end and day(end)}
    found = timeline(figures=[{"figure_id": "fig-0005"} | period])
    assert found["fig-0005"]["date_precision"] == precision
