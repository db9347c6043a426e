"""Our own words: R20."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from ...dataset import Dataset
from ...dataset.dataset import kept_on_dataset
from ...dataset.row_types import LoadedTermRow
from ...dataset.table_schema import table_schema
from ...names import TABLES, TableName
from .engine import Failure, different, fails, rule
from .unusual import COMMON, exceptions_of, plain, unusual_texts, words_of

_QUOTED = re.compile(r'"[^"]*"')
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")

_RARE = re.compile(f"[^{COMMON}]")
_NOTHING = "(?!)"


@rule(
    "R20",
    "Text is clean, and our own words take no side.",
    level="row",
    tables=TABLES,
    sieve=unusual_texts,
)
def text_clean(dataset: Dataset, table: TableName) -> Iterator[Failure]:
    """Report untidy text anywhere, and loaded terms in titles, summaries and notes."""
    terms = _terms(dataset)
    fields = [field for field in table_schema(table).fields if field.type == "string"]
    faults = {
        (field.name, text): found
        for field in fields
        for text in different(dataset, table, field.name)
        if (found := [*_untidy(text), *(terms.faults(text) if field.neutral_wording else ())])
    }
    for row in dataset[table] if faults else ():
        for field in fields:
            for message in faults.get((field.name, row[field.name]), ()):
                yield fails(row, field.name, message)


@kept_on_dataset
def _terms(dataset: Dataset) -> _Terms:
    return _Terms.of(dataset["loaded_terms"])


def _untidy(text: str) -> Iterator[str]:
    if not unicodedata.is_normalized("NFC", text):
        yield "is not in Unicode form NFC: normalise it"
    if text != text.strip() or not text:
        yield "begins or ends with a space, or is empty: trim it, or leave the cell null"
    if not text.isprintable() and _CONTROL.search(text):  # the first is quick
        yield "contains a control character: remove it"


class _Term(NamedTuple):
    """A pattern for a word that takes a side, its exceptions, and the advice to the author."""

    pattern: re.Pattern[str]
    exceptions: re.Pattern[str] | None
    way_out: str

    @classmethod
    def of(cls, row: LoadedTermRow) -> _Term:
        """Read a row of ``loaded_terms``: its words are text, never a regular expression."""
        words = "|".join(map(_written, words_of(row)))
        phrases = "|".join(map(re.escape, exceptions_of(row)))
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
        words = "|".join(plain(word.lower()) for row in rows for word in words_of(row))
        phrases = "|".join(plain(text.lower()) for row in rows for text in exceptions_of(row))
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
