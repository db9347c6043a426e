"""What is read from the copy of an article: its figures, each as `new` reads it, and its title."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from migrant_crisis_2021.dataset import shipped
from migrant_crisis_2021.errors import InvalidInputError
from migrant_crisis_2021.fingerprint.windows import places
from migrant_crisis_2021.names import CLOSED_LISTS
from migrant_crisis_2021.release.coding.cells import read_printed
from migrant_crisis_2021.release.coding.passages import Phrase, evidence_rows
from migrant_crisis_2021.release.coding.suggestions import MOST, suggestions, suggestions_of
from migrant_crisis_2021.release.general_vocabulary import general_vocabulary
from migrant_crisis_2021.verification.copies import Copy

AROUND = "The guards at the old quay of the town said that {}, as they had been told before."
"""A sentence that leaves room for a passage and is plainly English."""


def found(text):
    return suggestions_of(shipped(), Copy("a.txt", text), "a.txt")


def printed(*words):
    """Return the numbers that are suggested for words in a sentence, with their qualifiers."""
    text = "\n\n".join(AROUND.format(each) for each in words)
    return [(one.printed, one.qualifier) for one in found(text).figures]


@pytest.mark.parametrize(
    ("words", "number", "qualifier"),
    [
        ("about 5,000 people came", "about 5,000", "about"),
        ("more than 6,000 came", "more than 6,000", "more_than"),
        ("well over 6,000 came", "over 6,000", "more_than"),
        ("no fewer than 300 came", "no fewer than 300", "at_least"),
        ("at least ten died", "at least ten", "at_least"),
        ("close to 400 came", "close to 400", "nearly"),
        ("up to 80 officers came", "up to 80", "at_most"),
        ("80 at most came", "80 at most", "at_most"),
        ("two hundred came", "two hundred", "exact"),
        ("two people died", "two", "exact"),
        ("one soldier died", "one", "exact"),
        ("dozens came", "dozens", "order_of_magnitude"),
        ("more than a hundred came", "more than a hundred", "order_of_magnitude"),
        ("nearly $5 million was lost", "nearly $5 million", "nearly"),
        ("it cost $5 million", "5 million", "exact"),
        ("3.5 per cent left", "3.5", "exact"),
        ("12\u202f500 came", "12 500", "exact"),
        ("12.500 came", "12.500", "exact"),
        ("about\n7,935 attempts were made", "about 7,935", "about"),
        ("some 2000 came", "some 2000", "about"),
        ("2000 migrants came", "2000", "exact"),
        # what the words leave open
        ("no more than 300 came", "no more than 300", ""),
        ("not about 300 came", "not about 300", ""),
        ("300 or so came", "300 or so", ""),
        ("300+ came", "300+", ""),
        ("about 300 or more came", "about 300 or more", ""),
        ("as many as 70 came", "as many as 70", ""),
        ("an estimated 90 came", "estimated 90", ""),
        ("perhaps 90 came", "perhaps 90", ""),
        ("over two weeks it went on", "over two", ""),
        # words that qualify nothing when they stand alone
        ("they came at 30 places", "30", "exact"),
        # ranges
        ("5,000 to 6,000 came", "5,000 to 6,000", "range"),
        ("2,000-3,000 came", "2,000-3,000", "range"),
        ("2,000–3,000 came", "2,000–3,000", "range"),
        ("between 20 and 30 came", "between 20 and 30", "range"),
        ("five or six came", "five or six", "range"),
        ("5 to 6 thousand came", "5 to 6 thousand", "range"),
    ],
)
def test_a_number_has_the_words_that_qualify_it(words, number, qualifier):
    assert printed(words) == [(number, qualifier)]


@pytest.mark.parametrize(
    ("words", "numbers"),
    [
        ("it rose from 20 to 30", ["20", "30"]),
        ("20 and 30 came", ["20", "30"]),
        ("20 to 9,000 came", ["20", "9,000"]),
        ("20 to 3 came", ["20", "3"]),
    ],
)
def test_two_numbers_that_are_no_range(words, numbers):
    assert [number for number, _ in printed(words)] == numbers


@pytest.mark.parametrize(
    "words",
    [
        "in 2021 nobody came",
        "they came on 17 May and on May 18",
        "they came on 17 and 18 May 2021",
        "they came at 5 p.m. and at 10:30",
        "they came at six o'clock",
        "a 34-year-old came",
        "a man aged 34 came",
        "Ana, 34, came",
        "said Ana, 34",
        "children three years old came",
        "a two-day visit began",
        "in the past 24 hours nobody came",
        "the twenty-first came, and the 3rd",
        "one of them came, and no one else",
        "the one on the left came",
        "the phone number 555-1234 rang",
        "nobody came",
    ],
)
def test_numbers_that_are_plainly_no_figures_are_left_out(words):
    assert printed(words) == []


def test_number_words_and_qualifiers_of_other_languages_are_not_guessed():
    text = (
        "Nach Angaben der Polizei kamen rund 5.000 Menschen, ten dann 12,5 Mio. Euro und im Tal "
        "7 935 Versuche; zwei Menschen starben in dieser Nacht an der langen Grenze."
    )
    assert [(one.printed, one.qualifier) for one in found(text).figures] == [
        ("5.000", ""),
        ("12,5 Mio.", ""),
        ("7 935", ""),
    ]


def test_a_number_that_stands_several_times_has_the_fewest_words_that_tell_it_apart():
    text = AROUND.format("5 boats came with 15 people, and 5 trucks with 5 boxes")
    assert [(one.printed, one.passage) for one in found(text).figures] == [
        ("5", "5 boats"),
        ("15", ""),
        ("5", "5 trucks"),
        ("5", "5 boxes"),
    ]


def test_what_new_would_refuse_is_named_apart():
    sentence = AROUND.format("about 64 came, and 5m euros was lost")
    suggested = found(f"Just 12 rooms for 64\n\n{sentence}")
    assert [one.printed for one in suggested.figures] == ["about 64"]
    assert suggested.others == ["12", "5m"]


def test_a_long_text_has_so_many_suggestions_and_no_more():
    names = ["".join(pair) * 5 for pair in product("abcdefgh", repeat=2)]
    lines = [AROUND.format(f"{n} boats came to {name}") for n, name in enumerate(names, 101)]
    suggested = found("\n\n".join(lines))
    assert len(suggested.figures) == MOST
    assert suggested.further == 2 * MOST + 1
    assert found("\n\n".join(lines[:MOST])).further == 0


def test_a_text_without_numbers_has_no_figures():
    assert found(AROUND.format("nobody came"))[3:] == ([], [], 0)


BODY = f"\n\n{AROUND.format('40 came')}\n"


@pytest.mark.parametrize(
    ("name", "text", "title"),
    [
        ("a.txt", f"Guards: 40 came{BODY}", "Guards: 40 came"),
        ("a.txt", f"\ufeff\n Guards  count\t40 {BODY}", "Guards count 40"),
        ("a.txt", f"Forty came.{BODY}", ""),
        ("a.txt", f"{'Guards count ' * 20}{BODY}", ""),
        ("a.txt", "Forty people came to the quay of the town", ""),
        ("a.html", f"<p>Menu</p><h1>Guards <b>count</b> 40</h1><p>{BODY}</p>", "Guards count 40"),
        ("a.html", f"<h1>Courier</h1><h1>Guards count 40</h1><p>{BODY}</p>", ""),
        ("a.html", f"<p>Menu</p><p>{BODY}</p>", ""),
        ("a.json", '["Guards count 40", "They came."]', ""),
    ],
)
def test_the_title_is_the_headline_of_the_copy(tmp_path, name, text, title):
    (tmp_path / name).write_text(text, encoding="utf-8")
    assert suggestions(shipped(), tmp_path / name).title == title


def test_the_address_is_that_which_a_page_declares(tmp_path):
    page = '<link rel="canonical" href="https://example.org/a?b=1&amp;c=2"><p>Text of the page.</p>'
    (tmp_path / "a.html").write_text(page, encoding="utf-8")
    assert suggestions(shipped(), tmp_path / "a.html").url == "https://example.org/a?b=1&c=2"


def test_a_copy_that_cannot_be_read_is_refused(tmp_path):
    (tmp_path / "empty.txt").write_text(" \n", encoding="utf-8")
    for name, message in (("no.txt", "does not exist"), ("empty.txt", "contains no text")):
        with pytest.raises(InvalidInputError, match=message):
            suggestions(shipped(), tmp_path / name)
    with pytest.raises(InvalidInputError, match="is a folder: give the file of one article"):
        suggestions(shipped(), tmp_path)


def test_every_dataset_says_in_the_same_words_what_qualifies_a_number():
    words = {row["value"]: row["definition"] for row in general_vocabulary()
             if row["list"] == "qualifier"}  # fmt: skip
    assert words.keys() == {*CLOSED_LISTS["qualifier"]}
    assert words["at_least"] == "At least, no fewer than."
    entries = shipped().lists.entries("qualifier")
    assert words == {value: row["definition"] for value, row in entries.items()}


WORDS = """about over more than no at least up to between and from the a of or so people boats € $ %
5 5,000 5,000 6,000 6.000 7 935 12.5 2021 2000 1 5m two hundred thousand million one half dozen
dozens several hundreds tys. mln Mio. - – -year-old , . ; : ( ) May 17 p.m. guards came ７ ٣"""
PIECES = st.sampled_from([*WORDS.split(), "\u00ad", "e\u0301", "\u200b"])
GAPS = st.sampled_from([" ", "", "\n", "\u00a0", "\r\n"])


@given(st.lists(st.lists(st.tuples(PIECES, GAPS), max_size=30), min_size=1, max_size=4))
def test_new_reads_every_suggestion_and_finds_it_in_the_copy(paragraphs):
    lines = ["".join(piece + gap for piece, gap in pieces) for pieces in paragraphs]
    text = "\n\n".join([*lines, AROUND.format("40 came")])
    figures = found(text).figures
    for one in figures:
        cells = read_printed(one.printed)
        assert one.qualifier in ("", *CLOSED_LISTS["qualifier"])
        if cells["qualifier"] not in (None, "exact"):
            assert one.qualifier == cells["qualifier"]
        if one.passage:
            assert len(places(one.passage, one.printed)) == 1
        assert len(places(text, one.passage or one.printed)) == 1
    phrases = [
        Phrase(str(number), one.printed, is_value=True, passage=one.passage or None)
        for number, one in enumerate(figures)
    ]
    _, unmarked = evidence_rows(shipped(), "", Copy("a.txt", text), phrases)
    assert not unmarked
