"""The vocabulary, and the lists whose values have a meaning in code."""

import pytest

from migrant_crisis_2021.dataset import Dataset, shipped
from migrant_crisis_2021.dataset.wording import amount, quantity
from migrant_crisis_2021.errors import DataIntegrityError
from migrant_crisis_2021.names import CLOSED_LISTS


@pytest.mark.parametrize("name", CLOSED_LISTS)
def test_a_closed_list_has_the_values_that_the_code_knows(name):
    assert set(shipped().lists.values(name)) == set(CLOSED_LISTS[name])


def test_each_value_has_a_label():
    vocabulary = shipped().lists
    assert vocabulary.label("stance", "denies") == "Denies"
    assert vocabulary.agency("PAP") == "Polish Press Agency"
    assert vocabulary.agency("Belsat") == "Belsat"
    assert vocabulary.values("no such list") == []
    with pytest.raises(DataIntegrityError, match="'doubts' is not in the vocabulary list stance"):
        vocabulary.label("stance", "doubts")


def test_a_qualifier_without_a_meaning_is_refused():
    figure = {"qualifier": "hardly", "value": 5.0, "counted_unit": "people"}
    with pytest.raises(DataIntegrityError, match="'hardly' has no meaning in this library"):
        quantity(figure)


@pytest.mark.parametrize(
    ("unit", "value", "words"),
    [
        ("people", 1.0, "1 person"),
        ("countries", 1.0, "1 country"),
        ("countries", 2.0, "2 countries"),
        ("kilometres", 1.0, "1 kilometre"),
        ("boats", 1.0, "1 boats"),  # without a singular the label stays
    ],
)
def test_one_of_a_unit_has_its_singular(unit, value, words):
    rows = [*shipped()["vocabulary"], {"list": "counted_unit", "value": "boats", "label": "Boats"}]
    vocabulary = Dataset.of({"vocabulary": rows}).lists
    figure = {"qualifier": "exact", "value": value, "counted_unit": unit}
    assert amount(figure, vocabulary) == words


def test_every_counted_unit_has_a_singular():
    units = shipped().lists.entries("counted_unit")
    assert [name for name, row in units.items() if not row["singular"]] == []
