"""Where search() looks: every text and name that belongs to a record, of active records alone."""

import pytest

from migrant_crisis_2021.errors import InvalidInputError
from tests.datasets import small_dataset


@pytest.fixture(scope="module")
def small():
    return small_dataset(
        places={0: [{"place_id": "quay", "name": "Quay", "name_local": "Nabrzeże"}]},
        actors={0: [{"actor_id": "crew", "name": "Crew", "aliases": "Sailors; Dockers"}]},
        events={
            0: [
                {"event_id": "evt-0003", "place_id": "quay"},
                {"event_id": "evt-0004", "title": "Rope", "status": "withdrawn"},
            ]
        },
        event_actors={0: [{"event_id": "evt-0002", "actor_id": "crew"}]},
        figures={
            0: [
                {"figure_id": "fig-0005", "place_id": "quay", "note": "Of lanterns."},
                {"figure_id": "fig-0006", "asserted_by": "crew"},
                {"figure_id": "fig-0007", "title": "Rope", "status": "superseded"},
            ]
        },
        positions={
            0: [
                {"position_id": "pos-0002", "actor_id": "crew"},
                {"position_id": "pos-0003", "actor_id": "crew", "status": "withdrawn"},
            ]
        },
    )


@pytest.mark.parametrize(
    ("words", "records"),
    [
        ("briefing held", ["evt-0002"]),
        ("answers questions", ["evt-0002"]),
        ("nabrzeze", ["evt-0003", "fig-0005"]),
        ("QUAY", ["evt-0003", "fig-0005"]),
        ("lanterns", ["fig-0005"]),
        ("crew", ["evt-0002", "fig-0006", "pos-0002"]),
        ("dock", ["evt-0002", "fig-0006", "pos-0002"]),
        ("crew attempts", ["fig-0006"]),
        ("quiet", ["pos-0001", "pos-0002"]),
        ("crew quiet", ["pos-0002"]),
        ("ockers", []),
        ("rope", []),
    ],
)
def test_all_words_begin_a_word_of_the_record(small, words, records):
    assert small.search(words)["record_id"].tolist() == records


def test_what_is_found_is_shown_with_its_dates_and_scope(small):
    found = small.search("crew").astype(str).to_dict("records")
    assert found[0] | {"kind": "event", "text": "A briefing is held"} == found[0]
    assert (found[0]["date_start"], found[0]["date_end"]) == ("2021-11-08", "2021-11-14")
    assert [row["scope"] for row in found[:2]] == ["crisis", "crisis"]
    assert found[2]["text"] == "Crew asserts: The border is quiet."
    assert {str(small.search(words)["date_end"].dtype) for words in ("crew", "rope")} == {
        "datetime64[ms]"
    }


@pytest.mark.parametrize("text", ["", " ", "…", "_"])
def test_a_search_without_a_word(small, text):
    with pytest.raises(InvalidInputError, match="no word to search for"):
        small.search(text)
