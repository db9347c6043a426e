"""R20: what is untidy in any text, and what takes a side in our own words."""

import pytest

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
