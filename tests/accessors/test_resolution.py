"""What callers may write for a name, and what is said where nothing is called so."""

import pytest

from migrant_crisis_2021.accessors.resolution import country_code, resolve, with_parts
from migrant_crisis_2021.errors import UnknownValueError
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
                {"place_id": "quarter", "name": "Quarter", "part_of": "town"},
                {"place_id": "round", "name": "Round", "part_of": "about"},
                {"place_id": "about", "name": "About", "part_of": "round"},
                *({"place_id": f"pier-{n}", "name": f"Pier {n}", "part_of": None} for n in "12"),
            ]
        },
        sources={0: [{"source_id": "one-more"}]},
    )


@pytest.mark.parametrize(
    ("kind", "name", "idents"),
    [
        ("actor", "anna-berg", {"anna-berg"}),
        ("actor", "BERGOWA", {"anna-berg"}),
        ("actor", "Berg Anna", {"anna-berg"}),
        ("actor", "Otto", {"berg-otto"}),
        ("actor", "guard", {"guard"}),  # the whole name of one goes before a word of another
        ("actor", ["Otto", "guard"], {"berg-otto", "guard"}),
        ("actor", [], set()),
        ("place", "мінск", {"minsk"}),
        ("source", "Paper one", {"one", "one-more"}),
        ("source", "copy", {"weak"}),
    ],
)
def test_ids_names_aliases_and_words_of_names(small, kind, name, idents):
    assert resolve(small, kind, name) == idents


@pytest.mark.parametrize(
    ("kind", "name", "message"),
    [
        ("actor", "Berg", "ambiguous: it could be anna-berg, berg-otto. Use the id."),
        ("actor", "Anna Nobody", "unknown actor 'Anna Nobody'. Nearest: anna-berg, "),
        ("actor", "Ottto Berg", "unknown actor 'Ottto Berg'. Nearest: berg-otto, "),
        ("actor", "…", "unknown actor '…'"),
        ("place", "Minks", "unknown place 'Minks'. Nearest: minsk, "),
        ("source", "Paper", "ambiguous: it could be one, one-more, two"),
    ],
)
def test_what_one_name_does_not_tell(small, kind, name, message):
    with pytest.raises(UnknownValueError) as error:
        resolve(small, kind, name)
    assert message in str(error.value)


def test_only_the_nearest_are_listed(small):
    with pytest.raises(UnknownValueError, match=r"Nearest: ([\w-]+, ){4}[\w-]+\. All 5 are"):
        resolve(small, "actor", "Nobody")
    with pytest.raises(UnknownValueError, match=r"Nearest: ([\w-]+, ){7}[\w-]+\. All 9 are"):
        resolve(small, "place", "Nowhere")


def test_parts_of_parts_count_and_a_circle_ends(small):
    assert with_parts(small, {"border"}) == {"border", "town", "minsk", "quarter"}
    assert with_parts(small, {"round"}) == {"round", "about"}


@pytest.mark.parametrize("written", ["PL", "pl", "Poland", "POLAND"])
def test_a_country_is_named_or_coded(small, written):
    assert country_code(small, written) == "PL"


def test_a_country_without_a_place_of_its_own_is_known_by_its_code(small):
    assert country_code(small, "by") == "BY"
    with pytest.raises(UnknownValueError, match="nearest first: Poland"):
        country_code(small, "Belarus")
