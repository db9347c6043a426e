"""Refusals: independent problems come out in one run, and what only follows is not named."""

import pytest

from tests.articles import ARTICLE
from tests.projects import ferry_project
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


@pytest.fixture
def root(tmp_path):
    ferry_project(tmp_path)
    (tmp_path / "herald.txt").write_text(ARTICLE, encoding="utf-8")
    return tmp_path


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
