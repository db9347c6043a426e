"""R07 to R10, R15 and R52: each condition alone."""

import pytest

from .small import columns, day, problems

EMPTY = {"value": None, "value_low": None, "value_high": None, "magnitude": None}


def numbers(value=None, low=None, high=None, magnitude=None):
    return {"value": value, "value_low": low, "value_high": high, "magnitude": magnitude}


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (numbers(5, 4, 6), []),
        (numbers(5, 5, 6), []),
        (numbers(5, 4, 5), []),
        (numbers(5, 6), ["value"]),
        (numbers(5, high=4), ["value"]),
        (numbers(5, 6, 4), ["value"]),
        (numbers(7, 6, 5), ["value"]),
        (numbers(low=5, high=4), ["value_low"]),
        (numbers(low=5, high=5), ["value_low"]),
        (numbers(5, 5, 5), ["value_low"]),
    ],
)
def test_bounds_enclose_the_value(given, expected):
    assert columns("R07", figures={0: given}) == expected


FORMS = {
    "exact": [numbers(5)],
    "about": [numbers(5)],
    "more_than": [numbers(5, 5)],
    "at_least": [numbers(5, 5)],
    "fewer_than": [numbers(5, high=5)],
    "at_most": [numbers(5, high=5)],
    "nearly": [numbers(5, high=5)],
    "range": [numbers(low=5, high=6)],
    "order_of_magnitude": [numbers(magnitude=10)],
}
NOT_OF_THE_FORM = {
    "exact": [EMPTY, numbers(5, magnitude=10)],
    "about": [EMPTY, numbers(5, magnitude=10)],
    "more_than": [EMPTY, numbers(5), numbers(5, 4), numbers(5, high=5), numbers(5, 5, None, 10)],
    "at_least": [EMPTY, numbers(5), numbers(5, 4), numbers(5, high=5), numbers(5, 5, None, 10)],
    "fewer_than": [EMPTY, numbers(5), numbers(5, high=6), numbers(5, 5), numbers(5, None, 5, 10)],
    "at_most": [EMPTY, numbers(5), numbers(5, high=6), numbers(5, 5), numbers(5, None, 5, 10)],
    "nearly": [EMPTY, numbers(5), numbers(5, high=6), numbers(5, 5), numbers(5, None, 5, 10)],
    "range": [numbers(low=5), numbers(high=6), numbers(5, 5, 6), numbers(None, 5, 6, 10)],
    "order_of_magnitude": [
        EMPTY,
        numbers(5, magnitude=10),
        numbers(low=5, magnitude=10),
        numbers(high=5, magnitude=10),
    ],
}


@pytest.mark.parametrize("qualifier", FORMS)
def test_each_qualifier_has_its_numbers_and_no_others(qualifier):
    for given in FORMS[qualifier]:
        assert "qualifier" not in columns("R08", figures={0: {"qualifier": qualifier, **given}})
    for given in NOT_OF_THE_FORM[qualifier]:
        figure = {"qualifier": qualifier, **given}
        assert columns("R08", figures={0: figure}) == ["qualifier"], given


@pytest.mark.parametrize(
    ("qualifier", "given", "basis"),
    [
        ("exact", numbers(5), "none"),
        ("exact", numbers(5, 4), "stated"),
        ("exact", numbers(5, high=6), "stated"),
        ("about", numbers(5, 4), "stated"),
        ("range", numbers(low=4, high=6), "stated"),
        ("more_than", numbers(5, 5), "implied_by_qualifier"),
        ("more_than", numbers(5, 5, 6), "stated"),
        ("at_most", numbers(5, high=5), "implied_by_qualifier"),
        ("at_most", numbers(5, 4, 5), "stated"),
        ("order_of_magnitude", numbers(magnitude=10), "none"),
    ],
)
def test_the_basis_of_the_bounds_is_the_one_that_fits(qualifier, given, basis):
    for other in ("none", "stated", "implied_by_qualifier"):
        figure = {"qualifier": qualifier, "bounds_basis": other, **given}
        assert columns("R08", figures={0: figure}) == ["bounds_basis"] * (other != basis)


@pytest.mark.parametrize("column", ["value", "value_low", "value_high"])
@pytest.mark.parametrize(
    ("number", "unit", "is_wrong"),
    [
        (0.0, "people", False),
        (-0.5, "people", True),
        (-1.0, "kilometres", True),
        (1.4, "people", True),
        (1.6, "people", True),
        (1.5, "kilometres", False),
    ],
)
def test_counts_are_whole_and_nothing_is_negative(column, number, unit, is_wrong):
    assert (
        columns("R09", figures={0: {column: number, "counted_unit": unit}}) == [column] * is_wrong
    )


EIGHTH, NINTH = day("2021-11-08"), day("2021-11-09")


@pytest.mark.parametrize(
    ("kind", "start", "end", "basis", "expected"),
    [
        ("stock", EIGHTH, EIGHTH, "stated", []),
        ("stock", EIGHTH, NINTH, "stated", ["period_end"]),
        ("stock", EIGHTH, NINTH, "within", []),
        ("flow", EIGHTH, NINTH, "stated", []),
        ("flow", None, NINTH, "stated", ["period_start"]),
        ("rate", None, NINTH, "stated", ["period_start"]),
        ("cumulative", None, NINTH, "to_report", ["period_start"]),
        ("cumulative", EIGHTH, NINTH, "stated", []),
        ("cumulative", EIGHTH, None, "to_report", []),
        ("cumulative", EIGHTH, None, "stated", ["period_end"]),
        ("flow", EIGHTH, None, "stated", []),
        ("amount", None, NINTH, "stated", []),
        ("flow", None, None, "unknown", []),
        ("flow", EIGHTH, None, "unknown", ["period_basis"]),
        ("flow", None, NINTH, "unknown", ["period_basis"]),
        ("flow", NINTH, EIGHTH, "stated", ["period_start"]),
        ("flow", EIGHTH, EIGHTH, "stated", []),
    ],
)
def test_the_period_fits_the_kind_of_measure(kind, start, end, basis, expected):
    period = {"period_start": start, "period_end": end, "period_basis": basis}
    assert columns("R10", figures={0: {"measure_kind": kind, **period}}) == expected


def test_unit_and_kind_are_those_that_the_measure_allows():
    assert columns("R15", figures={0: {"counted_unit": "people"}}) == ["counted_unit"]
    assert columns("R15", figures={0: {"measure_kind": "stock"}}) == ["measure_kind"]
    assert columns("R15", figures={0: {"measure": "no such measure"}}) == []  # R22 reports it


def test_no_measure_mixes_attempts_and_people():
    measure = {"list": "measure", "value": "anything", "kinds": "flow"}
    for units, expected in [
        ("attempts; people", ["units"]),
        ("attempts; cases", []),
        ("cases; people", []),
    ]:
        assert columns("R15", vocabulary={0: measure | {"units": units}}) == expected


def test_a_measure_has_units_and_kinds_of_their_lists():
    measure = {"list": "measure", "value": "anything", "kinds": "flow", "units": "people"}
    assert columns("R15", vocabulary={0: measure}) == []
    assert columns("R15", vocabulary={0: measure | {"units": None}}) == ["units"]
    (problem,) = problems("R15", vocabulary={0: measure | {"kinds": "flow; ebb"}})
    assert problem.message.startswith("ebb is not in the list measure_kind: amount, ")


def test_a_wrong_combination_is_answered_with_the_measures_that_fit():
    gathered = {"measure": "people_gathered", "counted_unit": "people", "measure_kind": "flow"}
    (problem,) = problems("R15", figures={0: gathered})
    assert problem.column == "measure_kind"
    assert "allows only: stock. Do not force the number into it" in problem.message
    assert "measures with people and flow: arrivals" in problem.message


@pytest.mark.parametrize(
    ("unit", "printed", "is_wrong"),
    [
        ("people", "people", True),
        ("people", "Persons", True),
        ("attempts", "attempt", True),
        ("countries", "country", True),
        ("per_cent", "per cent", True),
        ("usd", "US dollars", True),
        ("attempts", "people", False),
        ("people", "people detained", False),
        ("people", None, False),
        (None, "people", False),
    ],
)
def test_the_printed_unit_is_another_than_the_counted_one(unit, printed, is_wrong):
    cells = {"counted_unit": unit, "unit_as_printed": printed}
    assert columns("R52", figures={0: cells}) == ["unit_as_printed"] * is_wrong
