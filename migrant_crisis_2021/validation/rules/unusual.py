"""What is unusual in a text: the sieve of the rules on text, R20 and R42 to R44.

They have one sieve, since searching for all patterns at once takes no longer than for one of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import narwhals as nw

from ...dataset.row_types import LoadedTermRow
from ...dataset.table_schema import table_schema
from ...names import TableName
from ...parsing.words import split_list
from .sieve import Tables, any_of

COMMON = " -~¡-¬®-įĲ-žЀ-џ‐-‧‰-‾€№"
"""Ranges of characters that are composed and visible, and match no other letter in any case.

Combining characters, controls, and the letters ı, ſ and K are not among them.
"""

MARKUP = r"</?[A-Za-z!][^<>]*>|\[/?[a-z]+\]"
FORMULA = r"^[=@+]|^-[^0-9]"
PLACEHOLDER = r"^(?i:n/?a|n\.a\.|null|nan|todo|tbd|tba|xxx+|\?+|-+|\.\.+)$"

_UNUSUAL = "|".join(
    (f"[^{COMMON}]", r"\A | \z|\A\z|  ", MARKUP, FORMULA, PLACEHOLDER, "[Ͱ-ӿ０-ｚ]")
)


def is_ascii(text: nw.Expr) -> nw.Expr:
    """Return a mask of the texts of visible ASCII characters alone."""
    return ~text.str.contains("[^ -~]")


def unusual_texts(tables: Tables, table: TableName) -> nw.Expr:
    """Let through texts with unusual characters or forms, and our own texts that name a term."""
    terms = tables.once("loaded terms", _named)
    masks = []
    for field in table_schema(table).fields:
        if field.type == "string":
            pattern = f"{_UNUSUAL}|{terms}" if field.neutral_wording and terms else _UNUSUAL
            masks.append(nw.col(field.name).str.contains(pattern))
    return any_of(*masks)


def _named(tables: Tables) -> str:
    rows = list(tables.words["loaded_terms"])
    terms = [_term(word) for row in rows for word in words_of(row)]
    terms += [plain(phrase) for row in rows for phrase in exceptions_of(row)]
    return f"(?i:{'|'.join(terms)})" if terms else ""


def words_of(row: LoadedTermRow) -> Iterator[str]:
    """Return the words that a row of ``loaded_terms`` lists."""
    return split_list(row["pattern"])


def exceptions_of(row: LoadedTermRow) -> Iterator[str]:
    """Return the phrases in which these words are not loaded terms."""
    return split_list(row["exceptions"])


def _term(word: str) -> str:
    """Write the beginning of a term; what stands in quotes counts as a space."""
    start = r"\b" if re.match("[A-Za-z0-9]", word) else ""
    return start + plain(word).replace(r"\ ", r"""(?: |"[^"]*")""")


def plain(word: str) -> str:
    """Write a term without letters that are not ASCII: what is the same in any case differs."""
    return re.sub(r"[^\x00-\x7f]", ".", re.escape(word.removesuffix("*")))
