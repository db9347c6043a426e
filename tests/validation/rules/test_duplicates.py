"""R38 to R41: full texts without a mark, and what stands twice."""

import pytest

from .small import columns, problems

FULL = {"read_as": "full_text"}
MARK = {"fp_hash": "0" * 31 + "7", "fp_len": 48, "fp_start": 300}


@pytest.mark.parametrize(
    ("source", "evidence", "fault"),
    [
        (FULL, {}, "stream_len is empty"),
        (FULL | {"stream_len": 2000}, {}, "no row of evidence has a fingerprint"),
        (FULL | {"stream_len": 2000}, {1: MARK}, None),
        (FULL, {1: MARK}, "stream_len is empty"),
        ({"read_as": "excerpt"}, {}, None),
    ],
)
def test_a_full_text_has_a_length_and_a_fingerprint(source, evidence, fault):
    reported = problems("R38", sources={1: source}, evidence=evidence)
    assert [problem.key for problem in reported] == (["two"] if fault else [])
    assert all(fault in p.message and "propose --write" in p.message for p in reported)


def test_a_full_text_from_which_nothing_was_coded_needs_no_fingerprint():
    new = {"source_id": "new", "url": None, "title": None, "stream_len": 9}
    assert columns("R38", sources={0: [new]}) == []


@pytest.mark.parametrize(
    ("url", "is_same"),
    [
        ("https://example.org/one", True),
        ("http://example.org/one", True),
        ("https://www.example.org/one/", True),
        ("https://example.org/one?utm_source=news&utm_medium=x", True),
        ("https://example.org/one?fbclid=1", True),
        ("https://example.org/ONE#top", True),
        ("https://exa%6Dple.org/one", True),
        ("https://example.org/one?page=2", False),
        ("https://example.com/one", False),
        (None, False),
    ],
)
def test_one_address_is_one_document(url, is_same):
    new = {"source_id": "new", "title": "Something else", "url": url}
    reported = problems("R39", sources={0: [new]})
    assert [(p.key, p.column) for p in reported] == [("new", "url")] * is_same
    assert all(p.message.startswith("one has this address") for p in reported)


@pytest.mark.parametrize(
    ("cells", "is_same"),
    [
        ({"title": "REPORT"}, True),
        ({"title": "Rëport"}, True),
        ({"title": "Ｒｅｐｏｒｔ"}, True),
        ({"title": "Report", "publisher": "Ｐaper ońe"}, True),
        ({"title": "Report", "publisher": "Paper three"}, False),
        ({"title": "Report", "published_on": None}, False),
        ({"title": None}, False),
    ],
)
def test_one_title_of_one_publisher_and_day_is_one_document(cells, is_same):
    new = {"source_id": "new", "url": None} | cells
    assert columns("R39", sources={0: [new]}) == ["title"] * is_same


@pytest.mark.parametrize("name", ["Guard", "guard ", "GUARD", "Guárd"])
def test_one_name_is_one_actor(name):
    new = {"actor_id": "new", "name": name, "kind": "state_body"}
    assert columns("R40", actors={0: [new]}) == ["name"]
    assert columns("R40", actors={0: [new | {"name": "Coast guard"}]}) == []


def test_places_of_one_name_differ_in_kind_or_country():
    new = {"place_id": "new"}
    assert columns("R40", places={2: [new]}) == ["name"]
    assert columns("R40", places={2: [new | {"kind": "region"}]}) == []
    assert columns("R40", places={2: [new | {"country": "LT"}]}) == []


def test_one_proposition_is_one_claim_while_both_are_active():
    new = {"claim_id": "clm-0009", "proposition": "The border is quiet"}
    assert columns("R40", claims={0: [new]}) == ["proposition"]
    assert columns("R40", claims={0: [new | {"status": "withdrawn"}]}) == []


AGAIN = {"figure_id": "fig-0009", "title": "The same again", "comparison_group": None}


@pytest.mark.parametrize(
    ("cells", "is_same"),
    [
        ({}, True),
        ({"confidence": "low"}, True),
        ({"value": 201.0}, False),
        ({"asserted_by": "speaker"}, False),
        ({"place_id": "town"}, False),
        ({"period_end": None}, False),
        ({"subgroup": "children"}, False),
        ({"status": "withdrawn"}, False),
        ({"reality": "alleged"}, False),
    ],
)
def test_one_number_of_one_asserter_is_one_figure(cells, is_same):
    reported = problems("R41", figures={0: [AGAIN | cells]})
    assert [problem.key for problem in reported] == ["fig-0009"] * is_same


def test_what_an_other_count_counts_is_in_its_title():
    count = {"measure": "other_count", "counted_unit": "items"}
    other = AGAIN | count | {"title": "Tents"}
    assert columns("R41", figures={0: count, 1: [AGAIN | count, other]}) == []
    assert columns("R41", figures={0: count, 1: [other, other | {"figure_id": "x"}]}) == ["value"]
