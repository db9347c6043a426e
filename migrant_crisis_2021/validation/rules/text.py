"""Our own words: R20."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

import narwhals as nw

from ...dataset import Dataset
from ...dataset.row_types import LoadedTermRow
from ...dataset.table_schema import Field, table_schema
from ...names import TABLES, TableName
from ...parsing.words import split_list
from .engine import Failure, fails, rule
from .sieve import Tables, any_of

_QUOTED = re.compile(r'"[^"]*"')
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")

COMMON = " -~¡-¬®-įĲ-žЀ-џ‐-‧‰-‾€№"
"""Ranges of characters that are composed and visible, and match no other letter in any case.

Combining characters, controls, and the letters ı, ſ and K are not among them.
"""


def has_rare(text: nw.Expr) -> nw.Expr:
    """Return a mask of the texts with other characters than the common ones."""
    return text.str.contains(f"[^{COMMON}]")


def is_ascii(text: nw.Expr) -> nw.Expr:
    """Return a mask of the texts of visible ASCII characters alone."""
    return ~text.str.contains("[^ -~]")


def _perhaps_unclean(tables: Tables, table: TableName) -> nw.Expr:
    """Let through texts with rare characters or spaces at an end, and those that name a term."""
    terms = [_term(word) for row in tables.words["loaded_terms"] for word in _words(row)]
    named = f"(?i)(?:{'|'.join(terms)})" if terms else None
    masks = []
    for field in table_schema(table).fields:
        if field.type == "string":
            text = nw.col(field.name)
            masks += [has_rare(text), text.str.contains(r"\A | \z|\A\z")]
            if field.neutral_wording and named:
                masks.append(text.str.contains(named))
    return any_of(*masks)


def _words(row: LoadedTermRow) -> Iterator[str]:
    return split_list(row["pattern"])


def _term(word: str) -> str:
    """Write the beginning of a term; engines differ in letters that are not ASCII."""
    start = r"\b" if re.match("[A-Za-z0-9]", word) else ""
    return start + re.sub(r"[^\x00-\x7f]", ".", re.escape(word.removesuffix("*")))


@rule(
    "R20",
    "Text is clean, and our own words take no side.",
    level="row",
    tables=TABLES,
    sieve=_perhaps_unclean,
)
def text_clean(dataset: Dataset, table: TableName) -> Iterator[Failure]:
    """Report untidy text anywhere, and loaded terms in titles, summaries and notes."""
    terms = [_Term.of(row) for row in dataset["loaded_terms"]]
    fields = [field for field in table_schema(table).fields if field.type == "string"]
    for row in dataset[table]:
        for field in fields:
            text = row[field.name]
            if text is not None:
                for message in _faults(text, field, terms):
                    yield fails(row, field.name, message)


class _Term(NamedTuple):
    """A pattern for a word that takes a side, its exceptions, and the advice to the author."""

    pattern: re.Pattern[str]
    exceptions: re.Pattern[str] | None
    way_out: str

    @classmethod
    def of(cls, row: LoadedTermRow) -> _Term:
        """Read a row of ``loaded_terms``: its words are text, never a regular expression."""
        words = "|".join(map(_written, split_list(row["pattern"])))
        phrases = "|".join(map(re.escape, split_list(row["exceptions"])))
        return cls(
            re.compile(rf"\b(?:{words})(?!\w)", re.IGNORECASE),
            re.compile(phrases, re.IGNORECASE) if phrases else None,
            f"takes a side ({row['reason']}): write {row['replacement']}",
        )


def _written(word: str) -> str:
    return re.escape(word.removesuffix("*")) + (r"\w*" if word.endswith("*") else "")


def _faults(text: str, field: Field, terms: list[_Term]) -> Iterator[str]:
    if not unicodedata.is_normalized("NFC", text):
        yield "is not in Unicode form NFC: normalise it"
    if text != text.strip() or not text:
        yield "begins or ends with a space, or is empty: trim it, or leave the cell null"
    if _CONTROL.search(text):
        yield "contains a control character: remove it"
    if field.neutral_wording:
        yield from _loaded(text, terms)


def _loaded(text: str, terms: list[_Term]) -> Iterator[str]:
    """Find loaded terms outside double quotes; quoted terms belong to a speaker."""
    ours = _QUOTED.sub(" ", text)
    for term in terms:
        allowed = term.exceptions.sub(" ", ours) if term.exceptions else ours
        found = term.pattern.search(allowed)
        if found:
            yield f"{found[0]!r} {term.way_out}"
