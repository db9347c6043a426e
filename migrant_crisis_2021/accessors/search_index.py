"""A full-text index in memory: SQLite's FTS5, with word forms and beginnings of words."""

from __future__ import annotations

import re
import threading
import weakref
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from ..errors import InvalidInputError, MigrantCrisisError, shown
from .search_words import Token, tokens

FUNCTION_WORDS = frozenset(
    ["a", "an", "and", "at", "by", "for", "from", "in", "of", "on", "or", "the", "to", "with"]
)
"""Words that do not narrow a search."""
_WAY_OUT = "Use a Python whose sqlite3 has FTS5, as those from python.org have."
# Nothing is ranked, so no sizes are kept. Stemming twice brings "deployment" to the stem of
# "deployed".
_TABLES = """
CREATE VIRTUAL TABLE words USING fts5(
    text, content='', columnsize=0, tokenize="ascii tokenchars '.-'"
);
CREATE VIRTUAL TABLE known USING fts5vocab(words, row);
CREATE VIRTUAL TABLE placed USING fts5vocab(words, instance);
CREATE VIRTUAL TABLE stems USING fts5(
    text, content='', columnsize=0, tokenize="porter porter ascii tokenchars '.-'"
);
"""
_SHORT = 3  # letters: "UK" is not the beginning of "Ukraine", nor "war" of "Warsaw"
_LONGEST_COMPOUND = 30
_LONGEST_SEARCH = 1_000
_QUOTED = re.compile('"([^"]*)"')


class Term(NamedTuple):
    """What a record must contain: one word or number, or words in this order."""

    words: tuple[str, ...]
    is_phrase: bool


class Index:
    """Find rows by their words.

    A text is read once, however many rows have it: most are names and labels.

    Parameters
    ----------
    rows : iterable of (str, iterable of str)
        The title and the other texts of each row, as written by `indexed`. No phrase extends from
        one text to another.
    """

    def __init__(self, rows: Iterable[tuple[str, Iterable[str]]]) -> None:
        try:
            import sqlite3
        except ImportError as error:
            raise _needs_sqlite(error) from None
        connection = sqlite3.connect(":memory:", check_same_thread=False)
        weakref.finalize(self, connection.close)
        try:
            connection.executescript(_TABLES)
        except sqlite3.OperationalError as error:
            raise _needs_sqlite(error) from None
        titled: dict[str, set[int]] = defaultdict(set)
        having: dict[str, set[int]] = defaultdict(set)
        for row, (title, others) in enumerate(rows):
            titled[title].add(row)
            for text in (title, *others):
                having[text].add(row)
        for table in ("words", "stems"):
            insert = f"INSERT INTO {table}(rowid, text) VALUES (?, ?)"  # noqa: S608
            connection.executemany(insert, enumerate(having))
        self._connection = connection
        self._lock = threading.Lock()
        self._having = list(having.values())
        self._titled = [titled.get(text, set()) for text in having]
        self._all: set[int] = set().union(*self._having)

    def rows(self, terms: Sequence[Term], *, in_title: bool = False) -> set[int]:
        """Return the numbers of the rows that contain all terms, in the title or in any text."""
        found = self._all
        for term in self._joined(terms):
            found = found & self._with(term, in_title)
            if not found:
                break
        return found

    def words(self) -> list[str]:
        """List the words of all rows, without numbers, dates and ids."""
        with self._lock:
            found = self._connection.execute("SELECT term FROM known").fetchall()
        return [word for (word,) in found if word.isalpha()]

    def occurrences(self) -> dict[str, set[int]]:
        """Map every word, number and date to the rows that contain it.

        A word that some rows write as two ("push back", "pushback") is also mapped to these.
        """
        found: dict[str, set[int]] = defaultdict(set)
        with self._lock:
            for word, text in self._connection.execute("SELECT DISTINCT term, doc FROM placed"):
                found[word] |= self._having[text]
        for word, rows in found.items():
            if word.isalpha():
                for left, right in _compounds(word):
                    if left in found and right in found:
                        rows |= self._match("stems", f'"{left} {right}"')
        return dict(found)

    def _joined(self, terms: Sequence[Term]) -> list[Term]:
        """Join neighbouring words that are also known as one: "push back", "pushback"."""
        joined: list[Term] = []
        for term in terms:
            both = [*joined[-1:], term]
            word = "".join(each.words[0] for each in both)
            parts = all(not each.is_phrase and len(each.words[0]) >= _SHORT for each in both)
            if len(both) == 2 and parts and self._match("words", f'"{word}"'):
                joined[-1] = Term((word,), False)
            else:
                joined.append(term)
        return joined

    def _with(self, term: Term, in_title: bool) -> set[int]:
        if term.is_phrase:
            return self._match("stems", f'"{" ".join(term.words)}"', in_title)
        (word,) = term.words
        if not word[0].isalpha() and not any(map(str.isalpha, word)):
            return self._match("words", f'"{word}"', in_title)
        table = "words" if len(word) < _SHORT else "stems"
        found = self._match(table, f'"{word}"', in_title)
        for left, right in _compounds(word):
            found |= self._match("stems", f'"{left} {right}"', in_title)
        if len(word) > _SHORT or not self._match(table, f'"{word}"'):
            found |= self._match("words", f'"{word}" *', in_title)
        return found

    def _match(self, table: str, query: str, in_title: bool = False) -> set[int]:
        """Ask FTS5; the query contains only quoted tokens, so nothing in it is syntax."""
        rows = self._titled if in_title else self._having
        with self._lock:
            texts = self._connection.execute(
                f"SELECT rowid FROM {table} WHERE {table} MATCH ?",  # noqa: S608
                (query,),
            )
            return set().union(*(rows[text] for (text,) in texts))


def _needs_sqlite(error: Exception) -> MigrantCrisisError:
    return MigrantCrisisError(f"Searching needs SQLite ({error}). {_WAY_OUT}")


def _compounds(word: str) -> list[tuple[str, str]]:
    if len(word) > _LONGEST_COMPOUND:
        return []
    return [(word[:at], word[at:]) for at in range(_SHORT, len(word) - _SHORT + 1)]


def terms(text: str) -> list[Term]:
    """Read what a text asks for; words in double quotes are a phrase.

    Raises
    ------
    InvalidInputError
        If the text has no word, or a day that does not exist, or is too long.
    """
    if len(text) > _LONGEST_SEARCH:
        raise InvalidInputError(
            f"{shown(text)} has more than {_LONGEST_SEARCH:,} characters: search for a few words."
        )
    wanted: list[Term] = []
    some = False
    for number, part in enumerate(_QUOTED.split(re.sub("[“”„]", '"', text))):
        found = [_checked(token) for token in tokens(part)]
        some = some or bool(found)
        if number % 2 and len(found) > 1:
            wanted.append(Term(tuple(token.text for token in found), True))
        else:
            wanted += (_term(token) for token in found if token.text not in FUNCTION_WORDS)
    if not some:
        raise InvalidInputError(
            f"{shown(text)} contains no word to search for: give one or more words, a number or a "
            "date in one text."
        )
    return list(dict.fromkeys(wanted))


def _term(token: Token) -> Term:
    # An id, a number or a date is matched as it is, as a phrase of one word.
    return Term((token.text,), token.kind != "word")


def _checked(token: Token) -> Token:
    if token.kind == "no date":
        raise InvalidInputError(f"{shown(token.text)} is not a date: there is no such day.")
    return token
