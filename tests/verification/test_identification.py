"""Which document a copy is taken for, and how the number in it is shown."""

import pytest

from migrant_crisis_2021.verification import verify as verification
from migrant_crisis_2021.verification.verify import verify
from tests.articles import ARTICLE, EVIDENCE, SOURCE, SOURCES


def rows(source, *records):
    return [
        row | {"source_id": source}
        for record in records
        for row in EVIDENCE
        if (row["record_id"], row["source_id"]) == (record, SOURCE)
    ]


@pytest.fixture
def on_record(monkeypatch):
    def put(*recorded):
        monkeypatch.setattr(verification, "on_record", lambda: (recorded, [*SOURCES, "a", "b"]))

    return put


def test_of_two_that_are_found_alike_the_first_by_name_is_taken(on_record):
    on_record(*rows("b", "fig-0001", "fig-0002"), *rows("a", "fig-0001", "fig-0002"))
    assert verify(ARTICLE).sources == ["a"]


def test_a_window_that_records_share_counts_once(on_record):
    shared = [row | {"record_id": f"fig-000{n}"} for row in rows("a", "fig-0001") for n in range(3)]
    on_record(*shared, *rows("b", "fig-0002", "fig-0003"))
    assert verify(ARTICLE).sources == ["b"]


def test_sources_are_listed_by_name(on_record):
    one, other = ARTICLE.split("\n\n")[1:3]
    on_record(*rows("b", "fig-0001"), *rows("a", "fig-0002"))
    for copies in ([one, other], [other, one]):
        assert verify(copies).sources == ["a", "b"]


def test_a_number_that_is_broken_over_lines_is_shown_whole(on_record):
    on_record(*rows("a", "fig-0001"))
    (check,) = verify(ARTICLE.replace("7,935", "7,9-\n35")).rows
    assert (check.state, check.value_found) == ("match", "7,935")
    (check,) = verify(ARTICLE.replace("7,935", "8,10-\n0")).rows
    assert (check.state, check.value_found) == ("value_mismatch", "8,100")
