"""Our own words: R20."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache
from typing import NamedTuple

import narwhals as nw

from ...dataset import Dataset
from ...dataset.row_types import LoadedTermRow
from ...dataset.table_schema import table_schema
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


_RARE = re.compile(f"[^{COMMON}]")
_NOTHING = "(?!)"


def has_rare(text: nw.Expr) -> nw.Expr:
    """Return a mask of the texts with other characters than the common ones."""
    return text.str.contains(f"[^{COMMON}]")


def is_ascii(text: nw.Expr) -> nw.Expr:
    """Return a mask of the texts of visible ASCII characters alone."""
    return ~text.str.contains("[^ -~]")


def _perhaps_unclean(tables: Tables, table: TableName) -> nw.Expr:
    """Let through texts with rare characters or spaces at an end, and those that name a term."""
    rows = list(tables.words["loaded_terms"])
    terms = [_term(word) for row in rows for word in _words(row)]
    terms += [_plain(phrase) for row in rows for phrase in _exceptions(row)]
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


def _exceptions(row: LoadedTermRow) -> Iterator[str]:
    return split_list(row["exceptions"])


def _term(word: str) -> str:
    """Write the beginning of a term; what stands in quotes counts as a space."""
    start = r"\b" if re.match("[A-Za-z0-9]", word) else ""
    return start + _plain(word).replace(r"\ ", r"""(?: |"[^"]*")""")


def _plain(word: str) -> str:
    """Write a term without letters that are not ASCII: what is the same in any case differs."""
    return re.sub(r"[^\x00-\x7f]", ".", re.escape(word.removesuffix("*")))


@rule(
    "R20",
    "Text is clean, and our own words take no side.",
    level="row",
    tables=TABLES,
    sieve=_perhaps_unclean,
)
def text_clean(dataset: Dataset, table: TableName) -> Iterator[Failure]:
    """Report untidy text anywhere, and loaded terms in titles, summaries and notes."""
    terms = _Terms.of(dataset["loaded_terms"])
    fields = [field for field in table_schema(table).fields if field.type == "string"]

    @cache  # most texts occur several times
    def faults(text: str, is_ours: bool) -> list[str]:
        return [*_untidy(text), *(terms.faults(text) if is_ours else ())]

    for row in dataset[table]:
        for field in fields:
            text = row[field.name]
            if text is not None:
                for message in faults(text, field.neutral_wording):
                    yield fails(row, field.name, message)


def _untidy(text: str) -> Iterator[str]:
    if not unicodedata.is_normalized("NFC", text):
        yield "is not in Unicode form NFC: normalise it"
    if text != text.strip() or not text:
        yield "begins or ends with a space, or is empty: trim it, or leave the cell null"
    if _CONTROL.search(text):
        yield "contains a control character: remove it"


class _Term(NamedTuple):
    """A pattern for a word that takes a side, its exceptions, and the advice to the author."""

    pattern: re.Pattern[str]
    exceptions: re.Pattern[str] | None
    way_out: str

    @classmethod
    def of(cls, row: LoadedTermRow) -> _Term:
        """Read a row of ``loaded_terms``: its words are text, never a regular expression."""
        words = "|".join(map(_written, _words(row)))
        phrases = "|".join(map(re.escape, _exceptions(row)))
        return cls(
            re.compile(rf"\b(?:{words})(?!\w)", re.IGNORECASE),
            re.compile(phrases, re.IGNORECASE) if phrases else None,
            f"takes a side ({row['reason']}): write {row['replacement']}, or remove the row from "
            "loaded_terms if the word is plain in this crisis",
        )


def _written(word: str) -> str:
    return re.escape(word.removesuffix("*")) + (r"\w*" if word.endswith("*") else "")


class _Terms(NamedTuple):
    """All terms, and how they and their exceptions begin in a text in lower case."""

    terms: list[_Term]
    beginnings: re.Pattern[str]
    exceptions: re.Pattern[str]

    @classmethod
    def of(cls, rows: Iterable[LoadedTermRow]) -> _Terms:
        """Read ``loaded_terms``."""
        rows = list(rows)
        words = "|".join(_plain(word.lower()) for row in rows for word in _words(row))
        phrases = "|".join(_plain(text.lower()) for row in rows for text in _exceptions(row))
        return cls(
            [_Term.of(row) for row in rows],
            re.compile(rf"\b(?:{words or _NOTHING})"),
            re.compile(phrases or _NOTHING),
        )

    def faults(self, text: str) -> Iterator[str]:
        """Find loaded terms outside double quotes; quoted terms belong to a speaker."""
        ours = _QUOTED.sub(" ", text)
        if not self._may_have_one(ours):
            return
        for term in self.terms:
            allowed = term.exceptions.sub(" ", ours) if term.exceptions else ours
            found = term.pattern.search(allowed)
            if found:
                yield f"{found[0]!r} {term.way_out}"

    def _may_have_one(self, text: str) -> bool:
        """Search for all terms at once, which is much quicker than for each."""
        lower = text.lower()
        return (
            self.beginnings.search(lower) is not None
            or self.exceptions.search(lower) is not None
            or _RARE.search(text) is not None
        )
