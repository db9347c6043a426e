"""What callers may write for a name, and what is said where nothing is called so."""

import numpy as np
import pytest

import migrant_crisis_2021 as mc
from migrant_crisis_2021.accessors.resolution import country_code, resolve
from migrant_crisis_2021.dataset import Dataset, shipped
from migrant_crisis_2021.dataset.places import lies_in, places_in
from migrant_crisis_2021.errors import UnknownValueError, spelling
from migrant_crisis_2021.parsing.words import split_list
from tests.datasets import small_dataset


@pytest.fixture(scope="module")
def small():
    return small_dataset(
        actors={
            1: [
                {"actor_id": "anna-berg", "name": "Anna Berg", "aliases": "A. Berg; Bergowa"},
                {"actor_id": "berg-otto", "name": "Otto Berg"},
                {"actor_id": "quay-guard", "name": "Guard of the quay"},
            ]
        },
        places={
            2: [
                {"place_id": "minsk", "name": "Minsk", "name_local": "Мінск", "country": "BY"},
                {"place_id": "quarter", "name": "Quarter"},
                {"place_id": "round", "name": "Round"},
                {"place_id": "about", "name": "About"},
                *({"place_id": f"pier-{n}", "name": f"Pier {n}"} for n in "12"),
            ]
        },
        place_parts={
            1: [
                {"part_id": "minsk", "whole_id": "border"},
                {"part_id": "quarter", "whole_id": "town"},
                {"part_id": "round", "whole_id": "about"},
                {"part_id": "about", "whole_id": "round"},
            ]
        },
        sources={0: [{"source_id": "one-more"}]},
    )


@pytest.mark.parametrize(
    ("kind", "name", "idents"),
    [
        ("actor", "anna-berg", {"anna-berg"}),
        ("actor", "BERGOWA", {"anna-berg"}),
        ("actor", "guard", {"guard"}),  # the name of one goes before a part of another
        ("actor", ["Otto Berg", "guard"], {"berg-otto", "guard"}),
        ("actor", [], set()),
        ("place", "мінск", {"minsk"}),
        ("source", "Paper one", {"one", "one-more"}),
        ("source", "COPY", {"weak"}),
    ],
)
def test_ids_names_aliases_and_words_of_names(small, kind, name, idents):
    assert resolve(small, kind, name) == idents


@pytest.mark.parametrize(
    ("kind", "name", "message"),
    [
        ("actor", "Berg", "ambiguous: it could be anna-berg, berg-otto. Use the id."),
        ("actor", "Anna Nobody", "unknown actor 'Anna Nobody'. actors() lists all 5."),
        ("actor", "Ottto Berg", "unknown actor 'Ottto Berg'. Nearest: berg-otto"),
        ("actor", "…", "unknown actor '…'. actors() lists all 5."),
        ("place", "Minks", "unknown place 'Minks'. Nearest: minsk"),
        ("actor", "Otto", "unknown actor 'Otto'. Nearest: berg-otto"),
        ("place", "Anna Berg", "unknown place 'Anna Berg'. It is an actor: use actor='Anna Berg'."),
        ("actor", "Minsk", "unknown actor 'Minsk'. It is a place: use place='Minsk'."),
        ("actor", "Paper one", "It is a source: use source='Paper one'."),
        ("source", "Paper", "unknown source 'Paper'. Nearest: one, one-more, two"),
    ],
)
def test_what_one_name_does_not_tell(small, kind, name, message):
    with pytest.raises(UnknownValueError) as error:
        resolve(small, kind, name)
    assert message in str(error.value)


def test_only_the_nearest_are_listed(small):
    many = small_dataset(
        places={2: [{"place_id": f"pier-{n}", "name": f"Pier {n}"} for n in range(12)]}
    )
    with pytest.raises(UnknownValueError, match=r"Nearest: (pier-\d+, ){7}pier-\d+ and 4 more\. "):
        resolve(many, "place", "Pier")
    with pytest.raises(UnknownValueError, match=r"'Nowhere'\. places\(\) lists all 15\."):
        resolve(many, "place", "Nowhere")


def test_parts_of_parts_count_and_a_circle_ends(small):
    assert places_in(small, {"border"}) == {"border", "town", "minsk", "quarter"}
    assert places_in(small, {"round"}) == {"round", "about"}
    assert places_in(small, {"round", "minsk"}) == {"round", "about", "minsk"}
    assert lies_in(small, "quarter", "border")
    assert not lies_in(small, "border", "quarter")


def test_a_country_has_its_borders_but_not_what_lies_on_the_other_side(small):
    inside = places_in(small, {"poland"})
    assert {"poland", "border", "town", "quarter"} <= inside
    assert {"pier-1", "pier-2"} <= inside  # by their country alone, without a link
    assert "minsk" not in inside


def test_a_place_of_two_larger_ones_lies_in_both():
    links = [
        {"part_id": "crossing", "whole_id": "town"},
        {"part_id": "crossing", "whole_id": "hrodna"},
    ]
    dataset = small_dataset(
        places={
            2: [
                {"place_id": "hrodna", "name": "Hrodna", "country": "BY"},
                {"place_id": "crossing", "name": "Crossing", "neighbour": "BY"},
                {"place_id": "market", "name": "Market", "country": "BY"},
            ]
        },
        place_parts={0: [*links, {"part_id": "market", "whole_id": "crossing"}]},
    )
    assert places_in(dataset, {"hrodna"}) == {"hrodna", "crossing", "market"}
    assert places_in(dataset, {"town"}) == {"town", "crossing"}  # the market is in Belarus


@pytest.mark.parametrize("written", ["PL", "pl", "POL", "pol", "Poland", "POLAND"])
def test_a_country_is_named_or_coded(small, written):
    assert country_code(small, written) == "PL"


def test_a_country_without_a_place_of_its_own_is_known_by_its_code(small):
    assert country_code(small, "by") == "BY"
    assert country_code(small, "BLR") == country_code(small, "belarus") == "BY"
    with pytest.raises(UnknownValueError, match="nearest first: Poland"):
        country_code(small, "Polland")


def test_values_are_also_found_by_their_aliases_and_in_singular_and_plural():
    every = mc.events(event_type="repatriation")
    for word in ("evacuation", "Evacuations", "return flights", "repatriations"):
        assert mc.events(event_type=word).equals(every)
    assert mc.figures(measure="fatality").equals(mc.figures(measure="deaths"))
    assert set(every["event_id"]) <= set(mc.search("evacuation")["record_id"])


def test_no_two_values_of_a_list_share_an_alias():
    for name in shipped().lists.lists():
        owners: dict[str, set[str]] = {}
        for value, entry in shipped().lists.entries(name).items():
            for word in (value, entry["label"], *split_list(entry["aliases"])):
                owners.setdefault(spelling(word), set()).add(value)
        assert [word for word, values in owners.items() if len(values) > 1] == []


AUSTRIA = {"iso_numeric": 40, "gw_number": 305, "cow_number": 305}
CUBA = {"iso_numeric": 192, "gw_number": 40, "cow_number": 40}
VATICAN = {"iso_numeric": 336, "gw_number": None, "cow_number": None}


@pytest.fixture(scope="module")
def numbered():
    countries = [("AT", "AUT", AUSTRIA), ("CU", "CUB", CUBA), ("VA", "VAT", VATICAN)]
    rows = [
        {"country": code, "iso3": iso3, "name": iso3.title(), **numbers}
        for code, iso3, numbers in countries
    ]
    return Dataset.of({"countries": rows, "places": []})


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ("iso 040", "AT"),
        ("iso 40", "AT"),
        ("ISO:40", "AT"),
        ("gw 305", "AT"),
        ("Cow 305", "AT"),
        ("gw:040", "CU"),
        ("COW: 40", "CU"),
        ("iso 336", "VA"),
        ("at", "AT"),
        ("AUT", "AT"),
        ("aut", "AT"),
    ],
)
def test_a_country_by_its_number_or_code(numbered, value, code):
    assert country_code(numbered, value) == code


@pytest.mark.parametrize("value", [40, "40", "040", " 40 ", 40.0, np.int32(40), 305, "305"])
def test_a_number_must_say_its_list(numbered, value):
    number = "305" if "305" in str(value) else "40"
    ways = rf"'iso {number}' \(ISO .*'gw {number}' \(Gled.*'cow {number}' \(Corr.* a name or an ISO"
    with pytest.raises(UnknownValueError, match=f"does not say which list.*{ways}"):
        country_code(numbered, value)


@pytest.mark.parametrize("value", ["cow 255", "gw 336", True, None, "iso AT", "gw", "un 40", "iso"])
def test_no_other_number_is_a_country(numbered, value):
    with pytest.raises(UnknownValueError, match="unknown country"):
        country_code(numbered, value)


def test_a_filter_takes_a_number_with_its_list():
    assert mc.events(country="iso 616").equals(mc.events(country="Poland"))
    assert mc.sources(country=["gw 290", "cow 368"]).equals(mc.sources(country=["PL", "LT"]))
    with pytest.raises(UnknownValueError, match="which list"):
        mc.figures(country="616")
