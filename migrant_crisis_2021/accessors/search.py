"""Find records by words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, TypeAlias

from ..dataset import Dataset
from ..dataset.dataset import kept_on_dataset
from ..dataset.kinds import KINDS, KindName
from ..dataset.wording import amount, proposition
from ..errors import InvalidInputError, shown
from ..frames.convert import result_frame
from ..parsing.words import fold

if TYPE_CHECKING:
    import pandas as pd

Hit: TypeAlias = dict[str, Any]
_COLUMNS = ("record_id", "kind", "date_start", "date_end", "text", "scope")


def search(dataset: Dataset, text: str) -> pd.DataFrame:
    """Find active events, figures and positions whose text contains all the words.

    Parameters
    ----------
    text : str
        One or more words. Accents and case are ignored, and each word may be the beginning of a
        longer one. The search covers ids, titles, summaries, notes, numbers, claims, and the
        names of actors, places and publishers.

    Returns
    -------
    pandas.DataFrame
        One row per record, including background records: ``record_id``, ``kind``, ``date_start``,
        ``date_end``, ``text`` (the title; for a position, the actor, stance and claim) and
        ``scope`` (null for positions). Events come first, then figures, then positions, each
        sorted by id.

    Raises
    ------
    InvalidInputError
        If `text` contains no word.

    Examples
    --------
    >>> import migrant_crisis_2021 as mc
    >>> set(mc.search("TEAR gas")["kind"]) >= {"event"}
    True
    >>> mc.search("7,935")["record_id"].tolist()
    ['fig-0001']
    """
    return result_frame(list(hits(dataset, text)), _COLUMNS)


def hits(dataset: Dataset, text: str) -> Iterator[Hit]:
    """Yield the records that `search` finds, as rows."""
    wanted = fold(text).split() if isinstance(text, str) else []
    if not wanted:
        raise InvalidInputError(
            f"{shown(text)} contains no word to search for: give one or more words in one text."
        )
    for found, words in _searchable(dataset):
        if all(f" {word}" in words for word in wanted):
            yield found


@kept_on_dataset
def _searchable(dataset: Dataset) -> list[tuple[Hit, str]]:
    """List the searchable records, each with its folded words, a space before each word."""
    return [(found, f" {fold(words)}") for found, words in _records(dataset)]


def _records(dataset: Dataset) -> Iterator[tuple[Hit, str]]:
    places, actors = dataset["places"].by_id, dataset["actors"].by_id
    for event in dataset["events"]:
        involved = dataset["event_actors"].where("event_id", event["event_id"])
        words = [event["title"], event["summary"], _names(places[event["place_id"]])]
        words += (_names(actors[link["actor_id"]]) for link in involved)
        yield from _active(dataset, "event", event, event["title"], words)
    for figure in dataset["figures"]:
        words = [figure["title"], figure["note"] or "", _names(places[figure["place_id"]])]
        words += [
            amount(figure, dataset.lists),
            _names(actors.get(figure["asserted_by"] or "")),
        ]
        yield from _active(dataset, "figure", figure, figure["title"], words)
    for position in dataset["positions"]:
        actor = actors[position["actor_id"]]
        claim = proposition(dataset, position["claim_id"])
        said = f"{actor['name']} {position['stance']}: {claim}"
        yield from _active(dataset, "position", position, said, [said, _names(actor)])


def _names(row: Mapping[str, object] | None) -> str:
    if row is None:
        return ""
    return " ".join(str(row[c]) for c in ("name", "name_local", "aliases") if row.get(c))


def _active(
    dataset: Dataset, kind: KindName, row: Mapping[str, Any], text: str, words: list[str]
) -> Iterator[tuple[Hit, str]]:
    if row["status"] == "active":
        _, _, _, key, dates, _ = next(one for one in KINDS if one.name == kind)
        found = {
            "record_id": row[key],
            "kind": kind,
            "date_start": row[f"{dates}_start"],
            "date_end": row[f"{dates}_end"],
            "text": text,
            "scope": row.get("scope"),
        }
        publishers = (source["publisher"] for source in dataset.supporting(row[key]))
        yield found, " ".join((row[key], *words, *publishers))
