"""Characters and forms that no text of a dataset needs: R42, R43, R44."""

from __future__ import annotations

from collections.abc import Iterator

from ...dataset import Dataset
from ...dataset.table_schema import table_schema
from ...names import TABLES, TableName
from .engine import Failure, matching, rule
from .unusual import FORMULA, MARKUP, PLACEHOLDER, unusual_texts

# Everything but letters, marks, numbers, punctuation, symbols and the common space, and controls,
# which R20 reports.
_HIDDEN = r"[^\p{L}\p{M}\p{N}\p{P}\p{S}\p{Cc} ]|  "
_MIXED = r"\p{Latin}[\p{Cyrillic}\p{Greek}]|[\p{Cyrillic}\p{Greek}]\p{Latin}"
_WIDE = r"[\x{FF10}-\x{FF19}\x{FF21}-\x{FF3A}\x{FF41}-\x{FF5A}]"

_WRITTEN: tuple[TableName, ...] = tuple(name for name in TABLES if name != "changes")
"""Tables of today's text; `changes` keeps what earlier releases had."""


def _texts(table: TableName) -> list[str]:
    fields = table_schema(table).fields
    return [field.name for field in fields if field.type == "string" and not field.vocabulary]


@rule(
    "R42",
    "Text has no invisible characters, and single spaces.",
    level="row",
    tables=TABLES,
    sieve=unusual_texts,
)
def text_visible(dataset: Dataset, table: TableName) -> Iterator[Failure]:
    """Report characters that cannot be seen or have no meaning, odd spaces, and double spaces."""
    message = (
        "contains a double space, or a character that cannot be seen or is not assigned, such as "
        "a mark for the direction of text: write it anew"
    )
    yield from matching(dataset, table, _texts(table), _HIDDEN, message)


@rule(
    "R43",
    "Text is neither markup nor a formula nor a placeholder.",
    level="row",
    tables=_WRITTEN,
    sieve=unusual_texts,
)
def text_plain(dataset: Dataset, table: TableName) -> Iterator[Failure]:
    """Report tags, texts that spreadsheets compute, and words that stand for a missing value."""
    for pattern, message in (
        (MARKUP, "contains markup: write plain text"),
        (FORMULA, "begins as a formula of a spreadsheet: begin with a word"),
        (PLACEHOLDER, "stands for a missing value: leave the cell empty"),
    ):
        yield from matching(dataset, table, _texts(table), pattern, message)


@rule(
    "R44",
    "A word is of one alphabet.",
    level="row",
    tables=_WRITTEN,
    sieve=unusual_texts,
)
def words_of_one_alphabet(dataset: Dataset, table: TableName) -> Iterator[Failure]:
    """Report words of Latin with Cyrillic or Greek letters, and full-width letters and digits.

    They look like other words, and no search finds them.
    """
    message = "a word has letters of two alphabets, or wide ones, that look alike: type it anew"
    yield from matching(dataset, table, _texts(table), f"{_MIXED}|{_WIDE}", message)
