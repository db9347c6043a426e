"""Which document a copy is taken for, and how the number in it is shown."""

from migrant_crisis_2021.verification.verify import verify
from tests.articles import ARTICLE, EVIDENCE, SOURCE, on_record


def rows(source, *records):
    return [
        row | {"source_id": source}
        for record in records
        for row in EVIDENCE
        if (row["record_id"], row["source_id"]) == (record, SOURCE)
    ]


def sources(copy, *evidence):
    """Return the sources that a copy is taken for."""
    return verify(on_record(evidence, ["a", "b"]), copy).sources


def test_of_two_that_are_found_alike_the_first_by_name_is_taken():
    found = rows("b", "fig-0001", "fig-0002"), rows("a", "fig-0001", "fig-0002")
    assert sources(ARTICLE, *found[0], *found[1]) == ["a"]


def test_a_window_that_records_share_counts_once():
    shared = [row | {"record_id": f"fig-000{n}"} for row in rows("a", "fig-0001") for n in range(3)]
    assert sources(ARTICLE, *shared, *rows("b", "fig-0002", "fig-0003")) == ["b"]


def test_sources_are_listed_by_name():
    one, other = ARTICLE.split("\n\n")[1:3]
    evidence = [*rows("b", "fig-0001"), *rows("a", "fig-0002")]
    for copies in ([one, other], [other, one]):
        assert sources(copies, *evidence) == ["a", "b"]


def test_a_number_that_is_broken_over_lines_is_shown_whole():
    dataset = on_record(rows("a", "fig-0001"), ["a"])
    (check,) = verify(dataset, ARTICLE.replace("7,935", "7,9-\n35")).rows
    assert (check.state, check.value_found) == ("match", "7,935")
    (check,) = verify(dataset, ARTICLE.replace("7,935", "8,10-\n0")).rows
    assert (check.state, check.value_found) == ("value_mismatch", "8,100")
