"""Numbers as copies print them in digits."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from migrant_crisis_2021.parsing.numerals import on_one_line, read_number, read_numbers
from tests.conftest import ROOT

VECTORS = json.loads((ROOT / "tests" / "fingerprint" / "vectors.json").read_text("utf-8"))


@pytest.mark.parametrize(("printed", "digits", "decimals"), VECTORS["numbers"])
def test_number_vectors(printed, digits, decimals):
    number = read_number(printed)
    assert (number and number.digits, number and number.decimals) == (digits, decimals)


@given(
    st.integers(0, 10**9), st.sampled_from([",", ".", " ", "\u00a0", "\u202f", "’", "'", "٬", ""])
)
def test_grouped_whole_numbers_read_as_their_digits(value, separator):
    printed = f"{value:,}".replace(",", separator)
    number = read_number(printed)
    assert number.digits == str(value)
    assert number.decimals == 0
    assert read_numbers(f"about {printed} boats") == [number]


@given(st.integers(0, 10**6), st.integers(0, 99))
def test_decimals_are_counted(whole, part):
    for printed in (f"{whole}.{part}", f"{whole},{part}", f"{whole:,}.{part}"):
        number = read_number(printed)
        assert (number.digits, number.decimals) == (f"{whole}{part}", len(str(part)))


def test_several_numbers_of_a_phrase():
    assert [n.digits for n in read_numbers("from 2,000 to 3,000 or 1-2 (2021)")] == [
        "2000", "3000", "1", "2", "2021",
    ]  # fmt: skip
    assert read_numbers("several thousand") == read_numbers("8 2021") == []
    assert read_number("") is None


@pytest.mark.parametrize("end", ["\n", "\v", "\f", "\r\n", "\x85", "\u2028", "\u2029", " \n\n "])
@pytest.mark.parametrize("hyphen", ["", "-", "‐", "\u00ad"])
def test_a_number_goes_on_after_any_end_of_line(hyphen, end):
    assert on_one_line(f"7,9{hyphen}{end}35") == "7,935"
    assert read_number(f"7,9{hyphen}{end}35").digits == "7935"
