"""Files that are added for the second time, and entries whose rows are there already."""

import pytest

from tests.release.coding.test_document_file import (
    DOCUMENT,
    EVENT,
    PLACE,
    SOURCE,
    add,
    cells,
    refused,
)

PARTIES = {
    "vocabulary": [{"list": "event_type", "label": "Go slow", "definition": "Work is slow."}],
    "countries": [{"country": "SE", "iso3": "SWE", "name": "Sweden"}],
    "actors": [{"name": "Choir", "kind": "group"}],
    "places": [PLACE],
}


@pytest.mark.parametrize(
    "cell", [{}, {"source_id": "courier-again", "publisher": "vellmar courier"}]
)
def test_a_document_that_was_added_before_is_the_only_problem(root, cell):
    add(root, DOCUMENT)
    ident = "vellmar-courier-2023-03-08-rail-line"
    (_, line) = refused(root, DOCUMENT | {"source": SOURCE | cell})
    assert line == (
        f"  title: the document is in the dataset already, as {ident}. To add more records to it, "
        f"give `source: {ident}`, and only the new entries"
    )
    faulty = EVENT | {"title": "A choir sings", "event_type": "picnic"}
    lines = refused(root, DOCUMENT | {"events": [EVENT, faulty]})
    assert cells(lines)[1::2] == ["  title", "  event_type"]


def test_a_row_with_an_id_of_another_document_is_not_taken_for_it(root):
    add(root, DOCUMENT)
    lines = refused(root, {"source": SOURCE | {"title": "Rail line open again"}})
    assert "give the new row another source_id; if it is the same document" in lines[1]


def test_a_file_of_parties_that_was_added_before_is_said_to_be_so_once(root):
    add(root, PARTIES)
    assert refused(root, PARTIES) == [
        "the file",
        "  entries: 4 of 4 are in the dataset already, so the file was added before: leave them "
        "out (event_type go_slow, SE, choir, pier)",
    ]


def test_entries_of_parties_that_are_known_are_to_be_left_out(root):
    add(root, PARTIES)
    more = [{"name": f"Crew {one}", "kind": "group"} for one in "abcde"]
    lines = refused(root, PARTIES | {"actors": [*PARTIES["actors"], *more]})
    assert [line for line in lines if line.startswith("  ")] == [
        "  value: vocabulary has event_type go_slow already: leave the entry out",
        "  country: countries has SE already: leave the entry out",
        "  actor_id: actors has choir already: leave the entry out, or give another actor_id if it "
        "is not the same",
        "  place_id: places has pier already: leave the entry out, or give another place_id if it "
        "is not the same",
    ]


def test_of_a_single_row_another_id_is_asked_for(root):
    add(root, PARTIES)
    (line,) = refused(root, {"places": [PLACE]}, is_file=False)
    assert (
        line == "  --place-id: places has pier already: give another place_id if it is not the same"
    )
    (line,) = refused(root, {"countries": PARTIES["countries"]}, is_file=False)
    assert line == "  --country: countries has SE already"


def test_entries_of_one_file_that_are_the_same_are_no_rows_of_the_dataset(root):
    (_, line) = refused(root, {"places": [PLACE, PLACE]})
    assert (
        line == "  place_id: another entry has pier: keep one of them, or give one another place_id"
    )
