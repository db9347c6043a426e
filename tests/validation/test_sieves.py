"""Sieves let through every row that its judge reports, whatever the cells contain."""

import datetime as dt
import re
import unicodedata

import narwhals as nw
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from migrant_crisis_2021.dataset import Dataset, shipped
from migrant_crisis_2021.dataset.table_schema import table_schema
from migrant_crisis_2021.validation.rules import RULES, Subject
from migrant_crisis_2021.validation.rules.unusual import COMMON
from migrant_crisis_2021.validation.sieving import Judges, Tables, arrow_tables, as_rows, word_lists
from tests.datasets import BROKEN, REAL, small_rows

DESCRIBED = {"temporal": {"start": "2021-01-01", "end": "2022-12-31"}}
SIEVED = sorted(rule.id for rule in RULES.values() if rule.sieve)
OTHERS = {
    "string": (None, "zzz", "2021", "evt-0001", "Kuźnica 2020", " a", "e\u0301", "a regime", "7,5"),
    "number": (None, -1.0, 0.0, 0.5, 200.0, 1e16),
    "integer": (None, 0, 48, 100),
    "date": (None, dt.date(2020, 12, 31), dt.date(2021, 11, 8), dt.date(2021, 11, 14)),
}
SPELLINGS = (
    str,
    str,
    str.upper,
    lambda text: unicodedata.normalize("NFD", text),
    lambda text: text.translate({ord("e"): "é", ord("p"): "\uff50"}),
    lambda text: f"{text.removeprefix('https://')}/#p",
    lambda text: text.replace("p", "%70"),
)
"""Ways to write what some rule takes for the same text."""


def broken_by(rule):
    return rule if (BROKEN / rule).is_dir() else None


@st.composite
def spoilt(draw, rule):
    """Draw the tables of the example of a rule, or one that it can check alone, and alter cells."""
    rows = small_rows(broken_by(rule))
    if RULES[rule].level in ("row", "table"):
        alone = draw(st.sampled_from([t for t in RULES[rule].tables if rows.get(t)]))
        rows = {alone: rows[alone]}
    return altered(draw, rows, (*RULES[rule].tables, *RULES[rule].needs))


def altered(draw, rows, tables):
    """Draw other cells for some tables."""
    tables = [table for table in tables if rows.get(table) and table not in REAL]
    for _ in range(draw(st.integers(0, 4)) if tables else 0):
        table = draw(st.sampled_from(tables))
        field = draw(st.sampled_from(table_schema(table).fields))
        same = [row[field.name] for row in rows[table]]
        value = draw(st.sampled_from([*same, *OTHERS[field.type]]))
        if isinstance(value, str):
            value = draw(st.sampled_from(SPELLINGS))(value)
        place = draw(st.integers(0, len(rows[table]) - 1))
        rows[table][place] = rows[table][place] | {field.name: value}
    return rows


def engines(frames, lists):
    yield arrow_tables(frames, lists, DESCRIBED)
    try:
        import polars as pl
    except ImportError:
        return
    lazy = {name: nw.from_native(pl.from_arrow(table).lazy()) for name, table in frames.items()}
    yield Tables(lazy, lists, DESCRIBED, "Polars")


@pytest.mark.parametrize("rule", SIEVED)
@settings(max_examples=settings().max_examples // 5, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_the_judge_reports_the_same_of_what_the_sieve_lets_through(rule, data):
    dataset = Dataset.of(data.draw(spoilt(rule)), DESCRIBED)
    frames = {name: as_rows(name, dataset.arrow(name)) for name in dataset.tables}
    lists = word_lists(shipped(), {}, DESCRIBED)
    words = {name: lists.arrow(name) for name in lists.tables}
    whole = Subject(Dataset.of(words | frames, DESCRIBED), tuple(frames), None, True)
    expected = sorted(map(str, RULES[rule].check(whole)))
    for tables in engines(frames, lists):
        found = Judges(tables, [RULES[rule]]).problems(RULES[rule])
        assert sorted(map(str, found)) == expected


def test_common_characters_are_clean_and_have_one_form():
    """The sieve for text passes over them, so nothing that the rule reports is among them."""
    common = [chr(code) for code in range(0x3000) if re.match(f"[{COMMON}]", chr(code))]
    assert "ź" in common
    assert "Ж" in common
    for character in common:
        assert unicodedata.is_normalized("NFC", f"e{character}")
        assert character == " " or not character.isspace()
        assert unicodedata.category(character)[0] not in "CM"
        assert unicodedata.category(character) != "Pc" or character == "_"
        if not character.isascii():
            assert not re.match("[ -~]", character, re.IGNORECASE)


def test_a_rule_without_a_sieve_reads_whole_tables_only_if_there_was_a_release():
    assert {rule.id for rule in RULES.values() if not rule.sieve} == {"R23", "R36", "R45"}
