"""Refusals: independent problems come out in one run, and what only follows is not named."""

import re

import pytest

from migrant_crisis_2021.names import CLOSED_LISTS, OPEN_LISTS
from migrant_crisis_2021.release.coding.template import _HINTS
from tests.articles import ARTICLE
from tests.release.coding.test_document_file import (
    DOCUMENT,
    EVENT,
    FIGURE,
    PLACE,
    SOURCE,
    add,
    cells,
    changed,
    refused,
)

SHORT = ARTICLE + "\n\nIt is due soon."


def columns(lines):
    return [line.strip() for line in cells(lines) if line.startswith("  ")]


def test_an_unknown_record_hides_nothing_else_of_its_evidence(root):
    (root / "herald.txt").write_text(SHORT, encoding="utf-8")
    entry = {"record_id": "evt-0099", "relation": "suports", "passage": "due soon"}
    lines = refused(root, {"copy": "herald.txt", "source": SOURCE, "evidence": [entry]})
    assert columns(lines) == ["record_id", "relation", "passage"]
    entry = {"record_id": "fig-0099", "printed": "64"}
    lines = refused(root, {"copy": "herald.txt", "source": SOURCE, "evidence": [entry]})
    assert columns(lines) == ["record_id"]


@pytest.mark.parametrize(("kind", "expected"), [("nog", ["kind", "party"]), ("grup", ["kind"])])
def test_an_unknown_kind_hides_a_missing_party_only_of_a_group(root, kind, expected):
    lines = refused(root, {"actors": [{"name": "Choir", "kind": kind}]})
    assert columns(lines) == expected


def test_an_actor_that_is_given_twice_is_named_beside_an_unknown_one(root):
    actors = {"initiator": ["harbour-office", "harbour-office"], "speaker": "harbor"}
    lines = refused(root, changed("events", actors=actors))
    assert columns(lines) == ["actors", "actors, actor_id"]
    assert lines[1] == "  actors: harbour-office is given twice: keep one"


def test_a_record_or_place_that_is_given_twice_is_named(root):
    document = DOCUMENT | {
        "figures": [FIGURE | {"ref": "hall"}],
        "events": [EVENT | {"figures": ["hall", "hall"]}],
        "places": [PLACE | {"within": ["vellmar", "vellmar"]}],
    }
    text = "\n".join(refused(root, document))
    name = 'figures, entry 1 (`ref: hall`, "Drivers in the school hall")'
    assert f"  figures: {name} is given twice: keep one" in text
    assert "  within: vellmar is given twice: keep one" in text
    assert "(R01)" not in text


def test_a_link_that_both_records_name_is_made_once(root):
    document = DOCUMENT | {
        "figures": [FIGURE | {"ref": "hall", "events": ["opening"]}],
        "events": [EVENT | {"ref": "opening", "figures": ["hall"]}],
    }
    assert [added.table for added in add(root, document)].count("event_figures") == 1


def test_a_number_that_is_not_in_the_text_needs_its_qualifier_all_the_same(root):
    lines = refused(root, changed("figures", printed="about 46"))
    assert columns(lines) == ["printed", "qualifier"]


def test_a_key_of_defaults_that_is_no_cell_may_be_what_all_records_lack(root):
    event = {name: cell for name, cell in EVENT.items() if name != "place_id"}
    document = DOCUMENT | {"defaults": {"town": "vellmar"}, "events": [event]}
    assert columns(refused(root, document)) == ["town"]
    other = EVENT | {"title": "Another hall"}
    document["events"] = [event, {k: v for k, v in other.items() if k != "summary"}]
    assert columns(refused(root, document)) == ["town", "place_id", "summary"]


def test_figures_that_are_the_same_are_not_told_of_their_titles_as_well(root):
    lines = refused(root, DOCUMENT | {"figures": [FIGURE, FIGURE]})
    assert columns(lines) == ["value"]
    lines = refused(root, DOCUMENT | {"figures": [FIGURE, FIGURE | {"subgroup": "children"}]})
    assert columns(lines) == ["title", "title"]


def told(root, document):
    """Return the lines of a refusal that are about cells."""
    return [line.strip() for line in refused(root, document) if line.startswith("  ")]


def test_rivals_whose_periods_are_apart_are_told_of_at_the_key_that_joins_them(root):
    bare = {name: cell for name, cell in FIGURE.items() if name != "printed"} | {"value": "64"}
    late = {"title": "Late", "value": "70", "rival_of": "hall", "period_start": "2023-03-01"}
    document = {"source": SOURCE, "figures": [bare | {"ref": "hall"}, bare | late]}
    (line,) = told(root, document)
    assert line.startswith("rival_of, comparison_group: figures, entry 1 (`ref: hall`, ")
    assert line.endswith("split the group (R14)")


def test_a_copy_without_a_passage_says_what_a_file_can_do_about_it(root):
    event = {name: cell for name, cell in EVENT.items() if name != "passage"}
    (line,) = told(root, {"copy": "herald.txt", "source": SOURCE, "events": [event]})
    assert line == (
        "copy: no entry has a passage: give `printed` or `passage` in at least one, or leave "
        "`copy` out (R38)"
    )
    stated = {"source": SOURCE | {"read_as": "full_text"}, "events": [event]}
    assert "read_as = 'full_text': stream_len is empty" in told(root, stated)[0]


@pytest.mark.parametrize(
    ("document", "line"),
    [
        (
            {"source": "vellmar-herald", "evidence": [{"record_id": "clm-0001"}]},
            "record_id: 'clm-0001' is a claim, not any event, figure or position",
        ),
        (
            changed("positions", event_id="fig-0001"),
            "event_id: 'fig-0001' is a figure, not any event",
        ),
        (
            changed("positions", claim_id="evt-0001"),
            "claim_id: 'evt-0001' is an event, not any claim",
        ),
        (
            {"source": SOURCE, "evidence": [{"record_id": "evt-0001"}, {"record_id": "evt-0001"}]},
            "record_id = 'evt-0001': given twice: keep one (R01)",
        ),
        (
            changed("figures", value_low="65", value="64", qualifier="about"),
            "value = '64': is below value_low, 65.0: correct one of them (R07)",
        ),
        (
            changed("figures", printed=None, value_low="9", value_high="8", qualifier="range"),
            "value_low = '9': is not below value_high, 8.0: correct one of them (R07)",
        ),
        (
            changed("figures", measure="other_count", measure_kind="flow",
                    period_end="2023-03-07"),
            "counted_unit: must not be empty: fill it in. other_count allows: aircraft; "
            "applications; cases;",
        ),
        (
            {"vocabulary": [{"list": "event", "label": "Go slow", "definition": "Slow work."}]},
            "list: unknown list 'event'. Valid: event_type, measure, topic, counted_unit, role, "
            "actor_kind, place_kind, agency",
        ),
        (
            {"countries": [{"country": "Eire", "iso3": "IRL", "name": "Ireland"}]},
            "country = 'Eire': must match [A-Z]{2}, such as ES (C04)",
        ),
        (
            {"places": [PLACE | {"country": "Norwey"}]},
            "country = 'Norwey': no such country in ISO 3166-1: give a code such as ES (nearest: "
            "NO (Norway)), or add one of your own with `new country` or in the section `countries` "
            "(C04)",
        ),
        (
            {"places": [PLACE | {"neighbour": "NW"}]},
            "neighbour = 'NW': no such country in ISO 3166-1: give a code such as ES (nearest: "
            "NC (New Caledonia), NO (Norway), NZ (New Zealand)), or add one of your own with `new "
            "country` or in the section `countries` (R02)",
        ),
    ],
)  # fmt: skip
def test_a_message_gives_the_way_out_that_a_file_has(root, document, line):
    assert any(one.startswith(line) for one in told(root, document))


def test_a_new_unit_can_come_before_a_measure_that_needs_it(root):
    measure = {"list": "measure", "label": "Wells lost", "definition": "Wells that fell dry.",
               "units": "wells", "kinds": "flow"}  # fmt: skip
    (line,) = told(root, {"vocabulary": [measure]})
    assert line.endswith("; or add one to the list counted_unit in the section `vocabulary` (R15)")


@pytest.mark.parametrize(
    ("document", "is_open"),
    [
        (changed("events", event_type="picnic"), True),
        ({"actors": [{"name": "Choir", "kind": "choir", "party": "no"}]}, True),
        ({"actors": [{"name": "Choir", "kind": "ngo", "party": "maybe"}]}, False),
        ({"places": [PLACE | {"geo_precision": "near"}]}, False),
        (changed("events", relation="proves"), False),
        (changed("events", date_basis="guessed"), False),
    ],
)
def test_new_values_are_advised_only_for_lists_that_coders_extend(root, document, is_open):
    (line,) = told(root, document)
    assert ("`new vocabulary` adds others" in line) is is_open


def test_the_template_names_the_lists_that_coders_extend():
    named = set(re.findall(r"[a-z_]+", _HINTS["list"]))
    assert set(OPEN_LISTS) <= named
    assert not named & set(CLOSED_LISTS)
    assert not set(OPEN_LISTS) & set(CLOSED_LISTS)
