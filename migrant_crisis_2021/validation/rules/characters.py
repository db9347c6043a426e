"""Characters and forms that no text of a dataset needs: R42, R43, R44."""

from __future__ import annotations

from collections.abc import Iterator

import narwhals as nw

from ...dataset import Dataset
from ...dataset.table_schema import table_schema
from ...names import TABLES, TableName
from .engine import Failure, matching, rule
from .sieve import Tables, any_of
from .text import has_rare

# Everything but letters, marks, numbers, punctuation, symbols and the common space, and controls,
# which R20 reports.
_HIDDEN = r"[^\p{L}\p{M}\p{N}\p{P}\p{S}\p{Cc} ]|  "
_MARKUP = r"</?[A-Za-z!][^<>]*>|\[/?[a-z]+\]"
_FORMULA = r"^[=@+]|^-[^0-9]"
_PLACEHOLDER = r"^(?i:n/?a|n\.a\.|null|nan|todo|tbd|tba|xxx+|\?+|-+|\.\.+)$"
_MIXED = r"\p{Latin}[\p{Cyrillic}\p{Greek}]|[\p{Cyrillic}\p{Greek}]\p{Latin}"
_WIDE = r"[\x{FF10}-\x{FF19}\x{FF21}-\x{FF3A}\x{FF41}-\x{FF5A}]"

_WRITTEN: tuple[TableName, ...] = tuple(name for name in TABLES if name != "changes")
"""Tables of today's text; `changes` keeps what earlier releases had."""


def _texts(table: TableName) -> list[str]:
    fields = table_schema(table).fields
    return [field.name for field in fields if field.type == "string" and not field.vocabulary]


def _perhaps_hidden(tables: Tables, table: TableName) -> nw.Expr:
    texts = map(nw.col, _texts(table))
    return any_of(*(has_rare(text) | text.str.contains("  ") for text in texts))


@rule(
    "R42",
    "Text has no invisible characters, and single spaces.",
    level="row",
    tables=TABLES,
    sieve=_perhaps_hidden,
)
def text_visible(dataset: Dataset, table: TableName) -> Iterator[Failure]:
    """Report characters that cannot be seen or have no meaning, odd spaces, and double spaces."""
    message = (
        "contains a double space, or a character that cannot be seen or is not assigned, such as "
        "a mark for the direction of text: write it anew"
    )
    yield from matching(dataset, table, _texts(table), _HIDDEN, message)


def _perhaps_not_plain(tables: Tables, table: TableName) -> nw.Expr:
    patterns = (_MARKUP, _FORMULA, _PLACEHOLDER)
    return any_of(*(nw.col(text).str.contains(one) for text in _texts(table) for one in patterns))


@rule(
    "R43",
    "Text is neither markup nor a formula nor a placeholder.",
    level="row",
    tables=_WRITTEN,
    sieve=_perhaps_not_plain,
)
def text_plain(dataset: Dataset, table: TableName) -> Iterator[Failure]:
    """Report tags, texts that spreadsheets compute, and words that stand for a missing value."""
    for pattern, message in (
        (_MARKUP, "contains markup: write plain text"),
        (_FORMULA, "begins as a formula of a spreadsheet: begin with a word"),
        (_PLACEHOLDER, "stands for a missing value: leave the cell empty"),
    ):
        yield from matching(dataset, table, _texts(table), pattern, message)


def _perhaps_of_two_alphabets(tables: Tables, table: TableName) -> nw.Expr:
    return any_of(*(nw.col(text).str.contains("[Ͱ-ӿ０-ｚ]") for text in _texts(table)))


@rule(
    "R44",
    "A word is of one alphabet.",
    level="row",
    tables=_WRITTEN,
    sieve=_perhaps_of_two_alphabets,
)
def words_of_one_alphabet(dataset: Dataset, table: TableName) -> Iterator[Failure]:
    """Report words of Latin with Cyrillic or Greek letters, and full-width letters and digits.

    They look like other words, and no search finds them.
    """
    message = "a word has letters of two alphabets, or wide ones, that look alike: type it anew"
    yield from matching(dataset, table, _texts(table), f"{_MIXED}|{_WIDE}", message)
