"""Numbers as copies print them in digits."""

import json
import re

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


@given(st.text("79 -‐\u00ad\n\r\u2028\t,", max_size=12))
def test_lines_are_joined_as_the_page_says(printed):
    rule = r"[-‐\u00ad]?\s*[\n\v\f\r\x85\u2028\u2029]\s*"
    assert on_one_line(printed) == " ".join(re.sub(rule, "", printed).split())


def test_many_spaces_are_read_in_a_moment():
    assert read_number("7" + " " * 1_000_000 + "935").digits == "7935"


@pytest.mark.parametrize(
    "printed", ["7,935¹", "7,935②", "64³", "12½", "¹7,935", "7,935,1", "7.935.12"]
)
def test_what_is_raised_or_a_fraction_is_no_part_of_a_number(printed):
    assert read_number(printed) is None
    assert read_numbers("9,300² and 12 km²")[0].digits == "9300"
