"""Errors name the value, the nearest valid ones and the way out, and can be caught as usual."""

import copy
import multiprocessing
import pickle

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
        ("EngineError", Exception),
    ],
)
def test_every_error_is_ours_and_of_a_usual_kind(name, usual):
    assert issubclass(getattr(errors, name), usual)
    assert issubclass(getattr(errors, name), errors.MigrantCrisisError)


def _examples():
    """Make an error of each class of the module, whatever arguments it needs."""
    arguments = {errors.MissingExtraError: ("polars", "polars")}
    classes = [each for each in vars(errors).values() if isinstance(each, type)]
    return [
        each(*arguments.get(each, ("a message",)))
        for each in classes
        if issubclass(each, errors.MigrantCrisisError)
    ]


@pytest.mark.parametrize("error", _examples(), ids=lambda error: type(error).__name__)
def test_every_error_survives_pickling_and_copying(error):
    for again in (pickle.loads(pickle.dumps(error)), copy.copy(error), copy.deepcopy(error)):
        assert (type(again), str(again), again.args) == (type(error), str(error), error.args)
        assert vars(again) == vars(error)


def _raise_missing_extra(module):
    raise errors.MissingExtraError(module, "polars")


def test_an_error_in_another_process_arrives():
    with multiprocessing.get_context("fork").Pool(1) as pool:
        result = pool.map_async(_raise_missing_extra, ["polars"])
        with pytest.raises(errors.MissingExtraError, match="extra `polars`"):
            result.get(timeout=60)


@pytest.mark.parametrize(
    ("text", "end"),
    [
        ("a\x1b[2J\n", r"a\x1b[2J\n"),
        ("\x9b\u202e", r"\x9b\u202e"),
        ("\udcff", r"\udcff"),
        ("żó", "żó"),
    ],
)
def test_text_from_outside_cannot_control_a_terminal(text, end):
    assert errors.visible(text) == end
    assert errors.visible(text * 100_000).isprintable()
    assert len(errors.visible(text * 100_000)) < 1_000
    assert errors.shown(text).isprintable()


def test_a_value_of_many_lines_and_spaces_is_shown_on_one_line():
    class Value:
        def __repr__(self):
            return "a" + " " * 500_000 + "\nb"

    assert errors.shown(Value()).isprintable()
    assert errors.shown(Value()).endswith("(of 500,003 characters)")
