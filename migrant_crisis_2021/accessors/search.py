"""Finding records by words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING

from ..dataset.csv_files import Row, grouped, index, rows
from ..dataset.documents import supporting_documents
from ..dataset.wording import amount
from ..errors import InvalidInputError, shown
from ..frames.results import result_frame
from ..parsing.words import fold

if TYPE_CHECKING:
    import pandas as pd

_COLUMNS = ("record_id", "kind", "date_start", "date_end", "text", "scope")


def search(text: str) -> pd.DataFrame:
    """Find active events, figures and positions whose text holds all the words.

    Parameters
    ----------
    text : str
        One or more words; accents and case do not matter, and each may be the beginning of a
        longer word. Ids, titles, summaries, notes, numbers, claims, and the names of actors, places
        and publishers count.

    Returns
    -------
    pandas.DataFrame
        One row a record of crisis or background: ``record_id``, ``kind``, ``date_start``,
        ``date_end``, ``text`` (the title, or who asserts, denies or questions what) and ``scope``;
        events, then figures, then positions, each by id. Positions have no scope.

    Raises
    ------
    InvalidInputError
        If there is no word in `text`.

    Examples
    --------
    >>> import migrant_crisis_2021 as mc
    >>> set(mc.search("TEAR gas")["kind"]) >= {"event"}
    True
    >>> mc.search("7,935")["record_id"].tolist()
    ['fig-0001']
    """
    return result_frame(list(hits(text)), _COLUMNS)


def hits(text: str) -> Iterator[Row]:
    """Yield the records that `search` finds, as rows."""
    wanted = fold(text).split() if isinstance(text, str) else []
    if not wanted:
        raise InvalidInputError(
            f"{shown(text)} holds no word to search for: give one or more words in one text."
        )
    for row, words in _searchable():
        if all(f" {word}" in words for word in wanted):
            yield row


@cache
def _searchable() -> list[tuple[Row, str]]:
    """List what can be found, each with its folded words, a space before every one."""
    return [(row, f" {fold(words)}") for row, words in _records()]


def _records() -> Iterator[tuple[Row, str]]:
    actors, places = index("actors"), index("places")
    for row in rows("events"):
        words = [row["title"], row["summary"], _names(places[str(row["place_id"])])]
        links = grouped("event_actors", "event_id").get(row["event_id"], ())
        words += [_names(actors[str(link["actor_id"])]) for link in links]
        yield from _active(row, "event_id", "event", row["title"], words, "date")
    for row in rows("figures"):
        words = [row["title"], row["note"], _names(places[str(row["place_id"])]), amount(row)]
        words.append(_names(actors.get(str(row["asserted_by"]), {})))
        yield from _active(row, "figure_id", "figure", row["title"], words, "period")
    claims = index("claims")
    for row in rows("positions"):
        actor = actors[str(row["actor_id"])]
        said = f"{actor['name']} {row['stance']}: {claims[str(row['claim_id'])]['proposition']}"
        yield from _active(row, "position_id", "position", said, [said, _names(actor)], "date")


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
        publishers = (str(source["publisher"]) for source in supporting_documents(str(row[key])))
        yield found, " ".join(str(word) for word in (row[key], *words, *publishers) if word)
