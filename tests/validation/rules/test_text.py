"""R20: what is untidy in any text, and what takes a side in our own words."""

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from migrant_crisis_2021.dataset import shipped
from migrant_crisis_2021.dataset.table_schema import table_schema
from migrant_crisis_2021.names import TABLES

from .small import columns, found, problems

TEXTS = [
    (table, f.name) for table in TABLES for f in table_schema(table).fields if f.type == "string"
]
OUR_WORDS = [
    (table, f.name) for table in TABLES for f in table_schema(table).fields if f.neutral_wording
]


def alone(table, cells):
    row = next(iter(shipped()[table])) | cells
    return [problem.column for problem in found("R20", {table: [row]})]


@pytest.mark.parametrize(("table", "column"), TEXTS)
def test_every_text_is_looked_at(table, column):
    assert alone(table, {column: "untrimmed "}) == [column]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Gdan\u0301sk", "not in Unicode form NFC"),
        (" text", "begins or ends with a space"),
        ("text ", "begins or ends with a space"),
        ("text\u00a0", "begins or ends with a space"),
        ("", "is empty"),
        ("a\nb", "a control character"),
        ("a\x1fb", "a control character"),
        ("a\x7fb", "a control character"),
        ("a\x85b", "a control character"),
        ("a\x9fb", "a control character"),
        ("Gda\u0144sk, ½ km²", None),
    ],
)
def test_what_is_untidy(text, words):
    messages = [problem.message for problem in problems("R20", actors={0: {"role": text}})]
    assert len(messages) == bool(words)
    assert all(words in message for message in messages)


@pytest.mark.parametrize(("table", "column"), OUR_WORDS)
def test_all_our_own_words_take_no_side(table, column):
    assert alone(table, {column: "The regime spoke."}) == [column]


def test_our_own_words_are_known():
    assert len(OUR_WORDS) == 8
    assert alone("claims", {"proposition": "The regime spoke."}) == []


@pytest.mark.parametrize(
    ("text", "is_loaded"),
    [
        ("A Regime spoke.", True),
        ("A regimental band played.", False),
        ("An antiregime song.", False),
        ('He spoke of a "regime".', False),
        ('He said "no" to the regime and "yes" to talks.', True),
        ("The visa-free regime ends.", False),
        ("The Visa-Free Regime ends.", False),
        ("The visa-free regime ends, says the regime.", True),
    ],
)
def test_a_loaded_term_belongs_to_a_speaker_or_is_a_term_of_law(text, is_loaded):
    assert columns("R20", events={0: {"summary": text}}) == ["summary"] * is_loaded


TERMS = {
    "regime*": "visa-free regime; old regime",
    "fake migrant; wave": "heat; radio waves",
    "é-liste; item; kind; isle": None,
}
PIECES = (
    *["fake", "migrant", "Regime", "regimes", "visa-free", "radio", "waves", "wave", "heat"],
    *["É-Liste", "item", "İtem", "ıtem", "Kind", "Kind", "isle", "iſle", "ź", "-"],
    *' " ',
)


def takes_side(text, words, exceptions):
    """Look for the words of one term as the codebook describes them."""
    ours = re.sub('"[^"]*"', " ", text)
    for phrase in [exceptions.replace("; ", "|")] if exceptions else []:
        ours = re.sub(phrase, " ", ours, flags=re.IGNORECASE)
    patterns = [re.escape(word).replace(r"\*", r"\w*") for word in words.split("; ")]
    return any(re.search(rf"\b{one}(?!\w)", ours, re.IGNORECASE) for one in patterns)


@example(text="heatwave")
@example(text='fake"x"migrant')
@example(text="iſle")
@example(text="ıtem")
@given(text=st.lists(st.sampled_from(PIECES), min_size=1, max_size=6).map("".join))
def test_a_term_is_found_in_any_case_outside_quotes_and_exceptions(text):
    terms = [
        {"pattern": words, "reason": words, "replacement": "x", "exceptions": exceptions}
        for words, exceptions in TERMS.items()
    ]
    event = next(iter(shipped()["events"])) | {"summary": text}
    messages = [one.message for one in found("R20", {"events": [event], "loaded_terms": terms})]
    for words, exceptions in TERMS.items():
        named = any(f"({words})" in message for message in messages)
        assert named == takes_side(text, words, exceptions), words
