"""Numbers as documents print them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from migrant_crisis_2021.errors import InvalidInputError
from migrant_crisis_2021.parsing.phrases import parse_printed
from migrant_crisis_2021.verification.digits import printed_in
from migrant_crisis_2021.verification.text import CopyText


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
        ("1.5 millions", (1_500_000,)),
        ("4 thousands", (4000,)),
        ("two billions", (2_000_000_000,)),
        ("5 dozens", (60,)),
        ("twelve-million", (12_000_000,)),
        ("PLN 366 mln", (366_000_000,)),
        ("1,6 mld zł", (1_600_000_000,)),
        ("9 tys.", (9000,)),
        ("9 tūkst.", (9000,)),
        ("9 тыс. человек", (9000,)),
        ("9 milijonų", (9_000_000,)),
        ("€1.6bn", (1_600_000_000,)),
        ("2 to 3 thousand", (2000, 3000)),
        ("between 2 and 3 million", (2_000_000, 3_000_000)),
        ("two or three hundred", (200, 300)),
        ("20–30 thousand", (20_000, 30_000)),
        ("from 20 to over 30 thousand", (20_000, 30_000)),
        ("500 to 2 thousand", (500, 2000)),
        ("2 thousand to 3 thousand", (2000, 3000)),
        ("between one hundred and one thousand", (100, 1000)),
        ("20 boats and 30 thousand crates", (20, 30_000)),
        ("150. Thousands more came", (150,)),
        ("more than a thousand, 27 of them crew", (27,)),
        ("9 miles", (9,)),
        ("27 millionaires", (27,)),
        ("the fifth ferry with 150 people", (150,)),
        ("9 km²", (9,)),
        ("zero", (0,)),
        ("nineteen bridges", (19,)),
        ("Twenty-three houses", (23,)),
        ("twenty‑three", (23,)),
        ("at least forty", (40,)),
        ("one hundred and fifty", (150,)),
        ("a hundred and six", (106,)),
        ("a thousand two hundred", (1200,)),
        ("three thousand four hundred", (3400,)),
        ("one million two thousand", (1_002_000,)),
        ("half a million", (500_000,)),
        ("two and a half million", (2_500_000,)),
        ("a million and a half", (1_500_000,)),
        ("a dozen", (12,)),
        ("twenty to thirty thousand", (20_000, 30_000)),
        ("two to two and a half thousand", (2000, 2500)),
        ("between ninety and one hundred and ten", (90, 110)),
        ("between one hundred and two hundred", (100, 200)),
        ("150 to one hundred and sixty", (150, 160)),
        ("nineteen of a hundred and fifty", (19, 150)),
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
    "text",
    [
        "2 000 3 000",
        "3 thousand 400",
        "3 million and 4 thousand",
        "20 and 30 thousand",
        "20, 30 thousand",
        "3 thousand to 400",
        "30 thousand to 40",
        "5 to 5 thousand",
        "dozens or hundreds",
        "hundreds and hundreds",
        "150 to several hundred",
        "12 hundreds of thousands",
        "2 million thousand",
        "10s of thousands",
        "20k",
        "€5m",
        "5 mn",
        "2 trillion",
        "2 biliony",
        "3 lakh",
        "1,615 mln",
        "1.615 tys.",
        "два тысячи",
        "9 (thousand)",
        "2½ million",
        "¼ million",
        "9,300¹",
        "9³",
        "⑨",
        "3 point 5 million",
        "2/3 of a million",
        "2⁄3",
        "2 1/2 million",
        "three quarters",
        "two fifths",
        "one fifth",
        "10^6",
        "2 × 10",
        "3e6",
        "2 x 10",
        "nine-tenths",
        "5 tens",
        "twenty-first",
        "twenty twenty-one",
        "hundred and fifty",
        "two to three thousand four hundred",
        "between one hundred and one hundred and fifty",
        "two million and a half thousand",
        "5 twenty",
        "1:30",
        "1∶30 people",
    ],
)
def test_what_is_not_understood_whole_is_refused(text):
    """Half of it would be another number, with which a wrong figure agrees."""
    with pytest.raises(InvalidInputError, match=r"cannot be read"):
        parse_printed(text)


@given(st.integers(0, 10**9), st.sampled_from([",", " ", "\u00a0", "\u2009", "’"]))
def test_separators_do_not_matter(number, separator):
    assert parse_printed(f"{number:,}".replace(",", separator)).numbers == (float(number),)


_THOUSANDS = """5 mille, 5 milliers de personnes, 5 mila, 5 migliaia, 5 bin kişi, 5 χιλιάδες,
5 χιλ., 5 آلاف, ٥ آلاف, 5 ألف, 5 ألفاً, 5 ათასი, 5 тисяч, 5 тис. осіб, 5 тысячы, 5 tūkstančių,
5 tūkstoši, 5 tuhat, 5 tuhandet, 5 duizend, 5 mii, 5 tisíc, 5 tis. osob, 5 Tsd."""
_MILLIONS = """5 milioni, 5 millions, 5 millones, 5 millón, 5 milhões, 5 milyon, 5 εκατομμύρια,
5 εκατ., 5 مليون, 5 ملايين, 5 მილიონი, 5 мільйонів, 5 мільёнаў, 5 milijonai, 5 miljoni, 5 milj.,
5 miljonit, 5 miljoen, 5 milioane, 5 milionů"""
_BILLIONS = """5 milliards, 5 miliardi, 5 milyar, 5 δισεκατομμύρια, 5 δισ., 5 مليار, 5 მილიარდი,
5 мільярдів, 5 мільярдаў, 5 milijardų, 5 miljardi, 5 miljardit, 5 miljard, 5 miliarde, 5 miliard"""


@pytest.mark.parametrize(
    ("texts", "number"), [(_THOUSANDS, 5e3), (_MILLIONS, 5e6), (_BILLIONS, 5e9)]
)
def test_scales_of_other_languages(texts, number):
    for text in texts.replace("\n", " ").split(", "):
        assert (text, parse_printed(text).numbers) == (text, (number,))
        (found,) = printed_in(CopyText.of(text))
        assert (text, found.values) == (text, (number,))


@pytest.mark.parametrize(
    ("text", "unread"),
    [
        ("5 elfu", ("elfu",)),
        ("about 5-elfu people", ("elfu",)),
        ("5 (ezer)", ("ezer",)),
        ("5\u200belfu", ("elfu",)),
        ("5万人", ("万人",)),
        ("8 mil millones", ("mil",)),
        ("5-ти тысяч", ("ти",)),
        ("10 à 15 mille", ("à",)),
        ("6 ezer to 7 ezer", ("ezer", "ezer")),
        ("six cents", ("cents",)),
        ("7 935 osób", ()),
        ("5 people", ()),
        ("between 200 and 300 migrants", ()),
        ("9 tys. zatrzymanych", ()),
        ("5 % szans", ()),
    ],
)
def test_a_word_that_may_multiply_a_number(text, unread):
    assert parse_printed(text).unread == unread
