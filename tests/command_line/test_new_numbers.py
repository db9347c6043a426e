"""What `new` makes of a number as it is printed, of a number beside it, and of the words around."""

import pytest

from tests.command_line.test_new_rows import COURIER, LORRIES, added, figure
from tests.projects import ferry_project


@pytest.fixture
def root(tmp_path):
    return ferry_project(tmp_path)


@pytest.mark.parametrize(
    ("printed", "value"),
    [("Eleven", 11), ("1 250", 1250), ("Nine people", 9), ("one hundred and fifty men", 150)],
)
def test_a_number_without_a_qualifying_word_is_exact(root, printed, value):
    result = added(root, LORRIES | {"printed": printed})
    assert result.exit_code == 0, result.output
    assert (figure(root)["value"], figure(root)["qualifier"]) == (value, "exact")


@pytest.mark.parametrize("printed", ["about 64", "64 or so", "64+", "64 more lorries", "the 64"])
def test_the_qualifier_of_another_number_is_asked_for_with_its_values(root, printed):
    result = added(root, LORRIES | {"printed": printed})
    assert result.exit_code == 1
    assert (
        "  qualifier: must not be empty: fill it in. Valid: about, at_least, at_most, exact"
        in result.stderr
    )


def test_a_value_alone_is_exact(root):
    given = {name: cell for name, cell in LORRIES.items() if name != "printed"}
    result = added(root, given | {"value": "64"})
    assert result.exit_code == 0, result.output
    assert (figure(root)["value"], figure(root)["qualifier"]) == (64, "exact")
    refused = added(root, given | {"value": "64", "value_low": "60"}, source="courier")
    assert "  qualifier: must not be empty" in refused.stderr


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ({"printed": "1 250", "value": "1250"}, "exact"),
        ({"printed": "100 to 200", "value_low": "100", "value_high": "200"}, "range"),
        ({"printed": "dozens", "magnitude": "10"}, "order_of_magnitude"),
        ({"printed": "64 of 70 lorries", "value": "64"}, "exact"),
        ({"printed": "about 64", "value": "64"}, None),
        ({"printed": "64 elfu", "value": "64000"}, None),
    ],
)
def test_a_number_that_is_given_as_it_is_printed_has_the_qualifier_of_the_words(
    root, cells, expected
):
    result = added(root, LORRIES | cells)
    if expected:
        assert result.exit_code == 0, result.output
        assert figure(root)["qualifier"] == expected
    else:
        assert "has 1 problem" in result.stderr
        assert "  qualifier: must not be empty: fill it in. Valid: about," in result.stderr


@pytest.mark.parametrize(
    "cells", [{"printed": "65"}, {"printed": "about 65"}, {"printed": "65", "value_low": "70"}]
)
def test_a_number_that_differs_from_the_printed_one_is_the_only_problem(root, cells):
    result = added(root, LORRIES | {"value": "64"} | cells)
    assert "has 1 problem" in result.stderr
    assert "reads as 65, but the figure has value 64" in result.stderr


def test_a_word_that_may_multiply_the_number_is_left_out(root):
    result = added(root, LORRIES | {"printed": "about 20 000 Bottles"})
    assert "'bottles' is not read, and may multiply the number before it" in result.stderr
    assert "give the number alone, `printed: about 20 000`; if it does, give `value`" in (
        result.stderr
    )


def test_words_that_are_not_read_need_a_qualifier(root):
    spanish = COURIER | {"language": "es"}
    cells = LORRIES | {"printed": "quince mil", "value": "15000"}
    result = added(root, cells, source=spanish)
    assert "has 1 problem" in result.stderr
    message = "printed: 'quince mil' is not read: give `qualifier`, too. Valid: about, at_least"
    assert message in result.stderr
    assert added(root, cells | {"qualifier": "exact"}, source=spanish).exit_code == 0
