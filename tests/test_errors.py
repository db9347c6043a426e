"""Errors name the value, the nearest valid ones and the way out, and can be caught as usual."""

import pytest

from migrant_crisis_2021 import errors
from migrant_crisis_2021.errors import near, option, unknown


def test_the_nearest_come_first_whatever_their_case_and_ties_go_by_name():
    assert near("PROTESTS", ["sanction", "protesters", "Protest"]) == ["Protest", "protesters"]
    assert near("x", ["c", "a", "b"]) == near("", ["a"]) == near(7, ["a"]) == []


def test_values_with_a_similar_spelling_come_first_and_only_then_it_is_said():
    valid = ["sanction", "protest"]
    assert "Valid, nearest first: protest, sanction." in str(unknown("kind", "protests", valid))
    assert "Valid: sanction, protest." in str(unknown("kind", "weather", valid))


@pytest.mark.parametrize("spelled", ["csl-json", "CSL JSON", "csl_json", " Csl  -JSON "])
def test_an_option_is_taken_in_any_spelling(spelled):
    assert option("style", spelled, ["apa", "csl-json"]) == "csl-json"


@pytest.mark.parametrize(("number", "end"), [(12, "v11."), (13, "v11 and 1 more.")])
def test_twelve_are_listed_and_the_rest_counted(number, end):
    valid = [f"v{n:02}" for n in range(number)]
    assert str(unknown("kind", "zzz", valid)).endswith(end)
    assert str(unknown("kind", "zzz", valid, "Look there.")).endswith(f"{end} Look there.")
    assert str(unknown("kind", 7, ["a"])) == "unknown kind 7. Valid: a."


@pytest.mark.parametrize(
    ("name", "usual"),
    [
        ("InvalidInputError", ValueError),
        ("UnknownValueError", ValueError),
        ("MissingExtraError", ImportError),
        ("DataIntegrityError", Exception),
        ("BuildError", Exception),
    ],
)
def test_every_error_is_ours_and_of_a_usual_kind(name, usual):
    assert issubclass(getattr(errors, name), usual)
    assert issubclass(getattr(errors, name), errors.MigrantCrisisError)
