"""Finding records by words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from .errors import InvalidInputError, shown
from .rows import Row, index, rows
from .words import fold, holds_words

if TYPE_CHECKING:
    import pandas as pd

_COLUMNS = ("record_id", "kind", "date_start", "date_end", "text", "scope")


def search(text: str) -> pd.DataFrame:
    """Find active events, figures and positions whose text holds all the words.

    Parameters
    ----------
    text : str
        One or more words; accents and case do not matter, and each may be the beginning of a
        longer word. Titles, summaries, notes, claims, and the names of actors and places count.

    Returns
    -------
    pandas.DataFrame
        One row a record of crisis or background: ``record_id``, ``kind``, ``date_start``,
        ``date_end``, ``text`` (title or proposition) and ``scope``; events, then figures, then
        positions, each by id. Positions have no scope.

    Raises
    ------
    InvalidInputError
        If there is no word in `text`.

    Examples
    --------
    >>> import migrant_crisis_2021 as mc
    >>> set(mc.search("TEAR gas")["kind"]) >= {"event"}
    True
    """
    import pandas as pd

    from .tables import string_type

    found = pd.DataFrame(list(hits(text)), columns=list(_COLUMNS))
    dates = ("date_start", "date_end")
    types = {c: "datetime64[ms]" if c in dates else string_type() for c in _COLUMNS}
    return found.astype(types)


def hits(text: str) -> Iterator[Row]:
    """Yield the records that `search` finds, as rows."""
    wanted = fold(text).split() if isinstance(text, str) else []
    if not wanted:
        raise InvalidInputError(
            f"{shown(text)} holds no word to search for: give one or more words in one text."
        )
    for row, words in _searchable():
        if holds_words(words, wanted):
            yield row


def _searchable() -> Iterator[tuple[Row, str]]:
    actors, places = index("actors"), index("places")
    involved: dict[object, list[str]] = {}
    for link in rows("event_actors"):
        involved.setdefault(link["event_id"], []).append(_names(actors[str(link["actor_id"])]))
    for row in rows("events"):
        words = [row["title"], row["summary"], _names(places[str(row["place_id"])])]
        words += involved.get(row["event_id"], [])
        yield from _active(row, "event_id", "event", row["title"], words, "date")
    for row in rows("figures"):
        words = [row["title"], row["note"], _names(places[str(row["place_id"])])]
        words.append(_names(actors.get(str(row["asserted_by"]), {})))
        yield from _active(row, "figure_id", "figure", row["title"], words, "period")
    claims = index("claims")
    for row in rows("positions"):
        claim = claims[str(row["claim_id"])]["proposition"]
        words = [claim, _names(actors[str(row["actor_id"])])]
        yield from _active(row, "position_id", "position", claim, words, "date")


def _names(row: Row) -> str:
    return " ".join(str(row[c]) for c in ("name", "name_local", "aliases") if row.get(c))


def _active(
    row: Row, key: str, kind: str, text: object, words: Sequence[object], dates: str
) -> Iterator[tuple[Row, str]]:
    if row["status"] == "active":
        found: Row = {
            "record_id": row[key],
            "kind": kind,
            "date_start": row[f"{dates}_start"],
            "date_end": row[f"{dates}_end"],
            "text": str(text),
            "scope": row.get("scope"),
        }
        yield found, " ".join(str(word) for word in words if word)
