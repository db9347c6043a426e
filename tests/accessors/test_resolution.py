"""What callers may write for a name, and what is said where nothing is called so."""

import pytest

from migrant_crisis_2021.accessors.resolution import country_code, resolve, with_parts
from migrant_crisis_2021.errors import UnknownValueError
from tests.lent import forget, lend


@pytest.fixture(autouse=True, scope="module")
def small_dataset():
    with pytest.MonkeyPatch.context() as patch:
        lend(
            patch,
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
                    *(
                        {"place_id": f"pier-{n}", "name": f"Pier {n}", "part_of": None}
                        for n in "12"
                    ),
                ]
            },
            sources={0: [{"source_id": "one-more"}]},
        )
        yield
    forget()


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
def test_ids_names_aliases_and_words_of_names(kind, name, idents):
    assert resolve(kind, name) == idents


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
def test_what_one_name_does_not_tell(kind, name, message):
    with pytest.raises(UnknownValueError) as error:
        resolve(kind, name)
    assert message in str(error.value)


def test_only_the_nearest_are_listed():
    with pytest.raises(UnknownValueError, match=r"Nearest: ([\w-]+, ){4}[\w-]+\. All 5 are"):
        resolve("actor", "Nobody")
    with pytest.raises(UnknownValueError, match=r"Nearest: ([\w-]+, ){7}[\w-]+\. All 9 are"):
        resolve("place", "Nowhere")


def test_parts_of_parts_count_and_a_circle_ends():
    assert with_parts({"border"}) == {"border", "town", "minsk", "quarter"}
    assert with_parts({"round"}) == {"round", "about"}


@pytest.mark.parametrize("written", ["PL", "pl", "Poland", "POLAND"])
def test_a_country_is_named_or_coded(written):
    assert country_code(written) == "PL"


def test_a_country_without_a_place_of_its_own_is_known_by_its_code():
    assert country_code("by") == "BY"
    with pytest.raises(UnknownValueError, match="nearest first: Poland"):
        country_code("Belarus")
