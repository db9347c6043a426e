"""Numbers as documents print them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from migrant_crisis_2021.errors import InvalidInputError
from migrant_crisis_2021.parsing.phrases import parse_printed


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("7,935", (7935,)),
        ("7 935 people", (7935,)),
        ("7\u00a0935", (7935,)),
        ("12.000", (12000,)),
        ("1'250", (1250,)),
        ("1.234.567 million", (1_234_567_000_000,)),
        ("12 boats and a thousand crates", (12,)),
        ("Twelve", (12,)),
        ("more than 12,000", (12000,)),
        ("just 150", (150,)),
        ("1.6 billion", (1_600_000_000,)),
        ("1.615 billion", (1_615_000_000,)),
        ("12 thousand", (12000,)),
        ("186.25 km", (186.25,)),
        ("1,234,567.5", (1234567.5,)),
        ("between 200 and 300", (200, 300)),
        ("twelve", (12,)),
        ("two thousand", (2000,)),
        ("27-year", (27,)),
        ("12,5 km", (12.5,)),
        ("1,6 billion", (1_600_000_000,)),
        ("1.234,5", (1234.5,)),
        ("12,000 million", (12_000_000_000,)),
        ("one hundred", (100,)),
        ("two hundred thousand", (200_000,)),
        ("two dozen", (24,)),
        ("three of several thousand", (3,)),
    ],
)
def test_numbers(text, numbers):
    assert parse_printed(text).numbers == numbers


@pytest.mark.parametrize(
    ("text", "magnitude"),
    [
        ("dozens", 10),
        ("hundreds", 100),
        ("a hundred", 100),
        ("Tens of MILLIONS", 10_000_000),
        ("Several thousand", 1000),
        ("thousands", 1000),
        ("tens of thousands", 10000),
        ("hundreds of thousands", 100000),
    ],
)
def test_magnitudes(text, magnitude):
    printed = parse_printed(text)
    assert (printed.numbers, printed.magnitude) == ((), magnitude)


@pytest.mark.parametrize("text", ["", "many", "a large group"])
def test_no_number(text):
    with pytest.raises(InvalidInputError, match="no number"):
        parse_printed(text)


@pytest.mark.parametrize(
    "text", ["one hundred and fifty", "half a million", "twenty", "2 000 3 000"]
)
def test_what_is_not_understood_whole_is_refused(text):
    """Half of it would be another number, with which a wrong figure agrees."""
    with pytest.raises(InvalidInputError, match=r"cannot be read"):
        parse_printed(text)


@given(st.integers(0, 10**9), st.sampled_from([",", " ", "\u00a0", "\u2009", "’"]))
def test_separators_do_not_matter(number, separator):
    assert parse_printed(f"{number:,}".replace(",", separator)).numbers == (float(number),)
