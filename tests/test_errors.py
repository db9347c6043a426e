"""Errors name the value, the nearest valid ones and the way out, and can be caught as usual."""

import pytest

from migrant_crisis_2021 import errors
from migrant_crisis_2021.errors import nearest, unknown


def test_the_nearest_come_first_whatever_their_case_and_ties_go_by_name():
    assert nearest("PROTESTS", ["sanction", "Protest", "protesters"]) == [
        "Protest",
        "protesters",
        "sanction",
    ]
    assert nearest("x", ["c", "a", "b"]) == ["a", "b", "c"]


@pytest.mark.parametrize(("number", "end"), [(12, "v11."), (13, "v11 and 1 more.")])
def test_twelve_are_listed_and_the_rest_counted(number, end):
    valid = [f"v{n:02}" for n in range(number)]
    assert str(unknown("kind", "zzz", valid)).endswith(end)
    assert str(unknown("kind", "zzz", valid, "Look there.")).endswith(f"{end} Look there.")
    assert str(unknown("kind", 7, ["a"])) == "unknown kind 7. Valid, nearest first: a."


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
