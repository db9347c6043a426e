"""What a record prints about itself, line by line, and as data."""

import datetime as dt
import json
import re
from html import escape

import pytest

from migrant_crisis_2021.accessors.record_sections import change_lines
from migrant_crisis_2021.errors import UnknownValueError
from tests.datasets import day, small_dataset


@pytest.fixture(scope="module")
def small():
    stated = {"qualifier": "about", "value_low": 5, "value_high": 9, "bounds_basis": "stated"}
    planned = {"reality": "planned", "scope": "background", "unit_as_printed": "tries"}
    replaced = {"status": "superseded", "superseded_by": "fig-0001"}
    return small_dataset(
        figures={
            0: [
                {"figure_id": "fig-0005", "value": 7, "note": "In the log."} | stated | planned,
                {"figure_id": "fig-0006"} | replaced,
            ]
        },
        events={0: [{"event_id": "evt-0003", "title": "A <b> & c", "status": "withdrawn"}]},
        positions={
            0: [
                {"position_id": "pos-0002", "actor_id": "guard", "stance": "denies"},
                {"position_id": "pos-0003", "actor_id": "guard", "status": "withdrawn"},
                {"position_id": "pos-0004", "event_id": None, "date_edtf": None},
            ]
        },
        evidence={
            0: [
                {"record_id": "fig-0005", "source_id": "two", "relation": "context"},
                {"record_id": "evt-0003", "source_id": "weak", "fp_hash": None},
            ]
        },
    )


@pytest.mark.parametrize(
    ("record", "lines"),
    [
        ("evt-0001", ["Where: Border of Poland and Belarus (PL/BY)", "Who: Guard (initiator)"]),
        ("evt-0001", ["fig-0001  200 attempts: Attempts on one day", "Confidence: high"]),
        ("evt-0001", ["2 supporting documents, 2 independent publishers"]),
        ("evt-0001", ["two: Paper two, text of PAP, Report (2021-11-12)  https://example.org/two"]),
        ("evt-0001", ["migrant-crisis-2021 verify YOUR_COPY --source one   looks for evt-0001"]),
        ("evt-0002", ["weak: Copy, Report (2021-11-12, weak source)  https://example.org/weak"]),
        ("evt-0002", ["pos-0001  Speaker asserts: The border is quiet. (2021-11-08)"]),
        (
            "evt-0002",
            ["No full text was read: open the addresses above and look for the statement."],
        ),
        ("evt-0003", ["Status: withdrawn"]),
        ("fig-0001", ["Who says so: Guard", 'one: Paper one, Report (2021-11-12), prints "200"']),
        (
            "fig-0001",
            ["fig-0005  about 7 attempts (planned), Guard, 2021-11-08; differs: days, place"],
        ),
        ("fig-0002", ["Who says so: the document itself"]),
        ("fig-0005", ["Bounds: 5 to 9 (stated)", "The document calls the unit: tries"]),
        ("fig-0005", ["Scope: background to the crisis", "Reality: planned", "Note: In the log."]),
        ("fig-0005", ["two: Paper two, text of PAP, Report (2021-11-12, context only)"]),
        ("fig-0006", ["Status: superseded, replaced by fig-0001"]),
        ("clm-0001", ["Topic: security", "pos-0002  Guard denies (2021-11-08)"]),
        ("pos-0001", ["Who: Speaker asserts it", "When: 2021-11-08 (stated)", "Claim: clm-0001"]),
        ("pos-0001", ["Occasion: A briefing is held (evt-0002)", "pos-0002  Guard denies"]),
    ],
)
def test_a_record_says(small, record, lines):
    text = str(small.record(record))
    for line in lines:
        assert f"\n  {line}" in text, text


def test_figures_that_can_be_true_together_stand_apart_from_rivals(small):
    rivals, agreeing = str(small.record("fig-0001")).split("\nFigures that can be true together")
    assert "fig-0005" in rivals.split("\nRival figures\n")[1]
    line = "\n  fig-0002  more than 190 attempts, no one named, 2021-11-08\n"
    assert line in agreeing
    assert line not in rivals


@pytest.mark.parametrize(
    ("record", "words"),
    [
        ("evt-0001", ["Scope", "Reality", "Status", "No full text", "Positions taken", "context"]),
        ("evt-0003", ["replaced by", "looks for"]),
        ("fig-0001", ["Bounds", "Note", "The document calls", "weak source", "fig-0006"]),
        ("fig-0005", ["supporting document"]),
        ("fig-0006", ["Sources", "How to check it"]),
        ("clm-0001", ["pos-0003", "Sources"]),
        ("pos-0004", ["When:", "Occasion:", "Sources", "How to check it"]),
    ],
)
def test_a_record_does_not_say_what_does_not_apply(small, record, words):
    text = str(small.record(record))
    assert [word for word in words if word in text] == []


def test_publishers_are_those_that_support_it(small):
    assert small.record("evt-0001").n_publishers == 2
    assert small.record("fig-0005").n_publishers == 0


def test_a_record_as_data_can_be_written_as_json(small):
    data = small.record("evt-0001").to_dict()
    assert json.loads(json.dumps(data)) == data
    assert (data["kind"], data["n_publishers"]) == ("event", 2)
    assert (data["record"]["date_start"], data["record"]["superseded_by"]) == ("2021-11-08", None)
    assert data["sources"][0]["relation"] == "supports"
    assert data["sources"][0]["published_on"] == "2021-11-12"
    assert small.record("fig-0001").to_dict()["record"]["value"] == 200


def test_a_changed_row_never_spoils_the_next(small):
    small.record("evt-0001").row["title"] = "changed"
    assert small.record("evt-0001").row["title"] == "Troops move to the border"
    assert small.record("evt-0001").row["date_start"] == day("2021-11-08") == dt.date(2021, 11, 8)


def test_headings_and_lines_are_escaped_in_html(small):
    page = small.record("evt-0003")._repr_html_()
    assert ">evt-0003  A &lt;b&gt; &amp; c</th>" in page
    assert "<b>" not in page


def test_a_notebook_shows_labels_in_one_column_and_the_rest_in_the_other(small):
    record = small.record("evt-0001")
    rows = re.findall(r"<tr><th[^>]*>([^<]*)</th><td[^>]*>(.*?)</td></tr>", record._repr_html_())
    labelled = dict(rows)
    assert labelled[""] == escape(record["summary"])
    assert labelled["When"].startswith("2021-11-08")
    assert labelled["Sources"].count("<br>") == len(record.documents)


def test_a_column_of_a_record_is_an_item(small):
    record = small.record("fig-0001")
    assert record["value"] == record.row["value"] == 200
    with pytest.raises(UnknownValueError, match=r"unknown column 'valeu'.*nearest first: value"):
        record["valeu"]


def test_a_place_may_have_an_id_in_the_form_of_a_figure():
    named = small_dataset(places={0: [{"place_id": "fig-0001", "name": "Figure eight"}]})
    with pytest.raises(UnknownValueError, match="is the id of 2 things: figure and place"):
        named.record("fig-0001")
    assert named.record("fig-0001", "place")["name"] == "Figure eight"
    assert named.record("FIG-1", "figure").kind == "figure"


def test_an_actor_with_several_roles_is_named_once():
    again = {"event_id": "evt-0001", "actor_id": "guard", "role": "addressee"}
    text = str(small_dataset(event_actors={0: [again]}).record("evt-0001"))
    assert re.search(r"Who: Guard \((initiator, addressee|addressee, initiator)\)\n", text)


@pytest.mark.parametrize(
    ("old", "new", "shown"),
    [
        ("at the gate", "at the quay", "at the gate → at the quay"),
        (None, "quay", "none → quay"),
        (f"{'word ' * 20}at the gate", f"{'word ' * 20}at the quay", "… gate → … quay"),
        (f"{'word ' * 20}at", f"{'word ' * 20}at the quay", "… at → … at the quay"),
    ],
)
def test_long_texts_that_changed_are_shown_where_they_differ(old, new, shown):
    change = {
        "version": "0.2.0",
        "table": "events",
        "record_id": "evt-0001",
        "field": "summary",
        "old_value": old,
        "new_value": new,
        "reason": "correction",
    }
    assert list(change_lines([change])) == [f"0.2.0  summary: {shown} (correction)"]
