"""R03, R16, R17, R19 and R27: each condition alone."""

import pytest

from migrant_crisis_2021.dataset import shipped
from migrant_crisis_2021.dataset.table_schema import table_schema
from migrant_crisis_2021.names import TABLES

from .small import columns, found, problems


@pytest.mark.parametrize(("row", "record"), [(2, "evt-0002"), (5, "fig-0002"), (8, "pos-0001")])
def test_every_kind_of_record_needs_a_document_that_supports_it(row, record):
    bare = problems("R03", evidence={row: {"relation": "context"}})
    assert [problem.key for problem in bare] == [record]


def test_a_withdrawn_record_needs_no_document():
    withdrawn = {"status": "withdrawn"}
    assert columns("R03", evidence={8: {"relation": "context"}}, positions={0: withdrawn}) == []


PARTY = {"kind": "state", "party": "yes", "country": "BY"}
STATE = {"publisher_country": "BY", "state_affiliated": "yes"}


@pytest.mark.parametrize("country", ["BY", "LT", "LV", "PL", "RU"])
def test_one_party_alone_does_not_carry_high_confidence(country):
    publisher = STATE | {"publisher_country": country}
    changes = {"sources": {0: publisher, 1: publisher}, "actors": {0: PARTY | {"country": country}}}
    (problem,) = problems("R16", **changes)
    assert (problem.key, f"from one party ({country})" in problem.message) == ("evt-0001", True)
    assert columns("R16", **changes, events={0: {"confidence": "medium"}}) == []


OTHER = {"party": "yes", "country": "LV"}
NO_PARTY = {"party": "no"}


@pytest.mark.parametrize("kind", ["state", "state_body", "armed_force", "person"])
def test_the_party_countries_are_those_of_states_that_are_parties(kind):
    state = {0: STATE, 1: STATE}
    belarus = {"actor_id": "belarus", "name": "Belarus", "kind": "state", "party": "no"}
    own = PARTY | {"kind": kind, "affiliation": "belarus"}
    actors = {0: own, 1: NO_PARTY, -1: [belarus]}
    assert columns("R16", sources=state, actors=actors) == ["confidence"]
    assert columns("R16", sources=state, actors={0: OTHER, 1: NO_PARTY}) == []


@pytest.mark.parametrize("kind", ["company", "ngo", "group", "armed_group", "person"])
def test_a_party_that_is_no_state_does_not_make_its_state_one(kind):
    actors = {0: PARTY | {"kind": kind, "affiliation": None}, 1: NO_PARTY}
    assert columns("R16", sources={0: STATE, 1: STATE}, actors=actors) == []


UNION = {"actor_id": "union", "name": "Dockers' Union", "kind": "ngo", "party": "yes"}
PAPER = {"actor_id": "paper", "name": "The Docker", "kind": "media", "party": "yes"}


@pytest.mark.parametrize(
    ("one", "other", "affiliation", "is_one_party"),
    [
        ("Dockers' Union", "Dockers' Union", None, True),
        ("Dockers' Union", "The Docker", "union", True),
        ("Dockers' Union", "The Docker", None, False),
        ("Dockers' Union", "Paper two", None, False),
    ],
)
def test_a_publisher_with_the_name_of_a_party_speaks_for_it(one, other, affiliation, is_one_party):
    actors = {0: NO_PARTY, 1: NO_PARTY, -1: [UNION, PAPER | {"affiliation": affiliation}]}
    sources = {0: {"publisher": one}, 1: {"publisher": other}}
    found = problems("R16", sources=sources, actors=actors)
    assert [problem.column for problem in found] == ["confidence"] * is_one_party
    assert all("from one party (Dockers' Union): use medium" in one.message for one in found)


@pytest.mark.parametrize(
    ("publisher", "aliases", "of_another", "is_one_party"),
    [
        ("dockers' UNION", None, None, True),
        ("Związek Dokerów", "ZD; Zwiazek dokerow", None, True),
        ("zd", "ZD; Zwiazek dokerow", None, True),
        ("zd", "ZD", "ZD", False),  # who is meant?
        ("Dockers' Union", None, "Dockers Union", True),
        ("Z", "ZD", None, False),
        (None, "ZD", None, False),
    ],
)
@pytest.mark.parametrize("party", ["yes", "no"])
def test_a_publisher_is_known_by_aliases(publisher, aliases, of_another, is_one_party, party):
    paper = PAPER | {"party": party, "aliases": of_another}
    actors = {0: NO_PARTY, 1: NO_PARTY, -1: [UNION | {"aliases": aliases}, paper]}
    source = {"publisher": publisher}
    found = problems("R16", sources={0: source, 1: source}, actors=actors)
    assert [problem.column for problem in found] == ["confidence"] * is_one_party


def test_a_name_counts_more_than_an_alias_of_another_actor():
    source = {"publisher": "The Docker"}
    for aliases, paper in [("The Docker", "no"), (None, "no"), ("Docker", "yes"), (None, "yes")]:
        both = [UNION | {"aliases": aliases}, PAPER | {"party": paper}]
        actors = {0: NO_PARTY, 1: NO_PARTY, -1: both}
        reported = columns("R16", sources={0: source, 1: source}, actors=actors)
        assert reported == ["confidence"] * (paper == "yes")


def test_a_court_of_a_party_by_name_is_the_same_party_as_its_government():
    court = {"actor_id": "court", "name": "High Court", "kind": "court"} | OTHER
    sources = {
        0: {"publisher": "High Court", "publisher_kind": "court"},
        1: STATE | {"publisher_country": "LV"},
    }
    state = {"actor_id": "latvia", "name": "Latvia", "kind": "state"} | OTHER
    actors = {0: NO_PARTY, 1: NO_PARTY, -1: [court, state]}
    (problem,) = problems("R16", sources=sources, actors=actors)
    assert "(LV)" in problem.message


REGION = {"actor_id": "region", "name": "Regional Council", "kind": "state_body"} | OTHER
TOWN = {"actor_id": "town-hall", "name": "Municipality", "kind": "state_body"} | OTHER
MAYOR = {"actor_id": "mayor", "name": "The Mayor", "kind": "person"} | OTHER
MINISTRY = {"publisher_kind": "government", "publisher_country": "LV"}


@pytest.mark.parametrize(
    ("one", "other", "party"),
    [
        ({"publisher": "Regional Council"}, {"publisher": "Regional Council"}, "Regional Council"),
        ({"publisher": "Regional Council"}, {"publisher": "Municipality"}, None),
        ({"publisher": "Municipality"}, {"publisher": "The Mayor"}, "Municipality"),
        (MINISTRY, MINISTRY, None),
        (MINISTRY, {"publisher": "Regional Council"}, None),
    ],
)
def test_regions_and_towns_are_parties_of_their_own_unless_their_state_is_one(one, other, party):
    bodies = [REGION, TOWN, MAYOR | {"affiliation": "town-hall"}]
    sources = {0: one, 1: other}
    for state, expected in ((NO_PARTY, party), ({"party": "yes"}, "LV")):
        latvia = {"actor_id": "latvia", "name": "Latvia", "kind": "state", "country": "LV"} | state
        actors = {0: NO_PARTY, 1: NO_PARTY, -1: [*bodies, latvia]}
        found = [problem.message for problem in problems("R16", sources=sources, actors=actors)]
        assert found == [
            f"every supporting document is from one party ({expected}): use medium"
        ] * (expected is not None)


@pytest.mark.parametrize(("kind", "is_one_party"), [("state_body", True), ("region", False)])
def test_a_region_with_a_kind_of_its_own_is_a_party_against_its_state(kind, is_one_party):
    latvia = {"actor_id": "latvia", "name": "Latvia", "kind": "state", "country": "LV"} | OTHER
    region = REGION | {"kind": kind}
    office = TOWN | {"affiliation": "region"}
    actors = {0: NO_PARTY, 1: NO_PARTY, -1: [latvia, region, office]}
    for publisher in ("Regional Council", "Municipality"):
        sources = {0: MINISTRY, 1: {"publisher": publisher}}
        reported = columns("R16", sources=sources, actors=actors)
        assert reported == ["confidence"] * is_one_party
    sources = {0: {"publisher": "Municipality"}, 1: {"publisher": "Regional Council"}}
    assert columns("R16", sources=sources, actors=actors) == ["confidence"]


def test_a_government_speaks_for_its_party():
    government = {"publisher_kind": "government", "publisher_country": "BY"}
    sources = {0: government | {"state_affiliated": "unknown"}, 1: STATE}
    assert columns("R16", sources=sources, actors={0: PARTY}) == ["confidence"]


def test_where_no_party_is_named_every_state_counts_as_one():
    sources = {0: STATE | {"publisher_country": "MA"}, 1: STATE | {"publisher_country": "MA"}}
    (problem,) = problems("R16", sources=sources, actors={0: NO_PARTY, 1: NO_PARTY})
    assert "no actor has party = yes, so every state counts as one" in problem.message
    assert columns("R16", sources=sources, actors={0: OTHER, 1: NO_PARTY}) == []
    neutral = {"actor_id": "morocco", "name": "Morocco", "kind": "state", "party": "no"}
    actors = {0: NO_PARTY, 1: NO_PARTY, -1: [neutral | {"country": "MA"}]}
    assert columns("R16", sources=sources, actors=actors) == []


def test_a_state_publisher_without_a_country_may_be_of_the_party():
    unknown = STATE | {"publisher_country": None}
    for other in (STATE, unknown):
        reported = columns("R16", sources={0: unknown, 1: other}, actors={0: PARTY})
        assert reported == ["confidence"]


def test_the_eu_is_a_party_only_where_an_actor_says_so():
    body = {"publisher_kind": "eu_body", "state_affiliated": "no"}
    for kind, party, expected in [("eu", "yes", 1), ("eu", "no", 0), ("igo", "yes", 0)]:
        actors = {0: OTHER, 1: {"kind": kind, "party": party, "country": None}}
        assert len(columns("R16", sources={0: body, 1: body}, actors=actors)) == expected


@pytest.mark.parametrize(
    ("one", "other", "is_one_party"),
    [
        (STATE, STATE | {"publisher_country": "RU"}, False),
        (STATE, {}, False),
        (STATE, {"publisher_country": "BY"}, False),
        (STATE | {"publisher_country": "DE"}, STATE | {"publisher_country": "DE"}, False),
        ({"publisher_kind": "eu_body"}, {"publisher_kind": "eu_body"}, True),
        ({"publisher_kind": "eu_body"}, STATE, False),
    ],
)
def test_who_is_a_party(one, other, is_one_party):
    union = {"actor_id": "union", "kind": "eu", "party": "yes", "country": None}
    states = {0: PARTY, 1: PARTY | {"country": "RU"}, -1: [union]}
    reported = columns("R16", sources={0: one, 1: other}, actors=states)
    assert reported == ["confidence"] * is_one_party


@pytest.mark.parametrize("table", ["events", "figures"])
def test_low_confidence_is_for_weak_documents_alone(table):
    assert columns("R16", **{table: {0: {"confidence": "low"}}}) == ["confidence"]
    assert columns("R16", **{table: {0: {"confidence": "low", "status": "withdrawn"}}}) == []
    weak = {0: {"weak": "yes"}, 1: {"weak": "yes"}}
    assert "confidence" in columns("R16", sources=weak, **{table: {0: {"confidence": "medium"}}})
    assert columns("R16", sources={1: {"weak": "yes"}}, figures={3: {"confidence": "low"}}) == []


def test_only_documents_that_support_a_record_carry_it():
    weak_alone = {"evidence": {1: {"relation": "context"}}, "sources": {0: {"weak": "yes"}}}
    low = {n: {"confidence": "low"} for n in (0, 1, 2)}
    assert columns("R16", events={0: {"confidence": "low"}}, figures=low, **weak_alone) == [
        "confidence"
    ]  # that of fig-0001, which document two supports


def test_an_origin_is_an_agency_or_a_publisher():
    for origin, expected in [("PAP", []), ("Paper one", []), (None, []), ("Paper 1", [1])]:
        assert len(columns("R17", sources={1: {"wire_origin": origin}})) == len(expected)


@pytest.mark.parametrize(
    ("cells", "allowed"),
    [
        ({"wire_origin": None}, None),
        ({"wire_origin": "TASS"}, "yes"),
        ({"wire_origin": "Paper one"}, "no"),
    ],
)
@pytest.mark.parametrize("given", ["yes", "no", "unknown", None])
def test_the_affiliation_of_an_origin_is_that_of_its_name(cells, allowed, given):
    row = cells | {"origin_state_affiliated": given}
    expected = [] if given == allowed else ["origin_state_affiliated"]
    assert columns("R29", sources={1: row}) == expected


ADDRESSES = [
    (table, field.name)
    for table in TABLES
    for field in table_schema(table).fields
    if field.format == "uri"
]


@pytest.mark.parametrize(("table", "column"), ADDRESSES)
@pytest.mark.parametrize(
    ("address", "is_wrong"),
    [
        ("https://example.org", False),
        ("http://example.org/a?b=c#d", False),
        ("ftp://example.org/a", True),
        ("see https://example.org/a", True),
        ("https://example.org/a b", True),
        ("https://localhost/a.html", True),
        ("https:///a.html", True),
        ("example.org", True),
    ],
)
def test_an_address_is_one_that_a_browser_opens(table, column, address, is_wrong):
    row = next(iter(shipped()[table])) | {column: address}
    assert [problem.column for problem in found("R19", {table: [row]})] == [column] * is_wrong


def test_the_columns_of_addresses_are_known():
    assert ADDRESSES == [("sources", "url"), ("sources", "archived_url"), ("uncoded", "url")]


def test_a_document_has_either_a_title_or_a_description():
    untitled = {"title": None, "description": None}
    assert columns("R27", sources={0: untitled}) == ["description"]
    assert columns("R27", sources={0: untitled | {"description": "A briefing"}}) == []
    assert columns("R27", sources={0: {"title": "Report", "description": "A briefing"}}) == [
        "description"
    ]
