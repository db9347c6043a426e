"""Checks of our own data before a release; a user's data need not pass them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from difflib import SequenceMatcher
from itertools import combinations

from migrant_crisis_2021.dataset import shipped
from migrant_crisis_2021.dataset.csv_files import Row
from migrant_crisis_2021.dataset.documents import origin
from migrant_crisis_2021.dataset.places import wholes_of
from migrant_crisis_2021.parsing.words import fold, split_list
from migrant_crisis_2021.validation.rules.sources import only_party

SIMILAR = 0.6
"""Share of a title's letters that two near-duplicates have in common, in order."""
MEDIA = {"news_agency", "newspaper", "broadcaster", "news_site", "aggregator"}


def unused(table: str, key: str, used: set[object]) -> list[str]:
    return sorted(str(row[key]) for row in shipped()[table] if row[key] not in used)


def used_sources() -> set[object]:
    return {row["source_id"] for row in shipped()["evidence"]}


def used_actors() -> set[object]:
    """List actors that take part, assert or take a position, and the bodies they belong to."""
    used: set[object] = {
        row["actor_id"] for row in (*shipped()["event_actors"], *shipped()["positions"])
    }
    used |= {row["asserted_by"] for row in shipped()["figures"]}
    affiliation = {row["actor_id"]: row["affiliation"] for row in shipped()["actors"]}
    return _with_parents(used, affiliation)


def used_places() -> set[object]:
    """List places of records, what they are part of, and their countries."""
    used: set[object] = {row["place_id"] for row in (*shipped()["events"], *shipped()["figures"])}
    for place in list(used):
        used |= _wholes(str(place))
    codes = {row["country"] for row in shipped()["places"] if row["place_id"] in used}
    countries = {
        row["place_id"]
        for row in shipped()["places"]
        if row["kind"] == "country" and row["country"] in codes
    }
    return used | countries


def _wholes(place: str) -> set[object]:
    """List all larger places that contain a place, through any number of steps."""
    reached: set[object] = set()
    pending = [place]
    while pending:
        above = set(wholes_of(shipped(), pending.pop())) - reached
        pending += above
        reached |= above
    return reached


def _with_parents(used: set[object], parents: dict[object, object]) -> set[object]:
    reached = set(used)
    while used:
        used = {parents.get(one) for one in used} - reached - {None}
        reached |= used
    return reached


def near_duplicates() -> Iterator[tuple[str, str]]:
    """Yield pairs of events of one type that share time, place, an actor and most of a title."""
    actors: dict[object, set[object]] = defaultdict(set)
    for link in shipped()["event_actors"]:
        actors[link["event_id"]].add(link["actor_id"])
    active = [row for row in shipped()["events"] if row["status"] == "active"]
    for one, other in combinations(active, 2):
        if (
            one["event_type"] == other["event_type"]
            and one["place_id"] == other["place_id"]
            and actors[one["event_id"]] & actors[other["event_id"]]
            and _overlap(one, other)
            and _alike(one, other)
        ):
            yield str(one["event_id"]), str(other["event_id"])


def _overlap(one: Row, other: Row) -> bool:
    def span(row: Row) -> tuple[str, str]:
        return str(row["date_start"]), str(row["date_end"] or "9999")

    (start, end), (other_start, other_end) = span(one), span(other)
    return start <= other_end and other_start <= end


def _alike(one: Row, other: Row) -> bool:
    titles = fold(str(one["title"])), fold(str(other["title"]))
    return SequenceMatcher(None, *titles).ratio() >= SIMILAR


def confidence_of(record: Row) -> str:
    """Tell how sure a record is by the documents that support it.

    High takes two publishers of texts of their own, or the body's own publication; and, of an
    event, more than one party. What is only alleged is never high. Weak documents alone make it
    low.
    """
    ident = str(record.get("event_id") or record.get("figure_id"))
    documents = shipped().supporting(ident)
    sound = [row for row in documents if row["weak"] == "no"]
    if not sound:
        return "low"
    publishers, origins = {row["publisher"] for row in sound}, {origin(row) for row in sound}
    independent = min(len(publishers), len(origins)) >= 2
    one_sided = "event_id" in record and only_party(shipped(), documents) is not None
    own = any(_is_own(row, _speaking(record)) for row in sound)
    sure = (independent or own) and not one_sided and record["reality"] != "alleged"
    return "high" if sure else "medium"


def _speaking(record: Row) -> set[object]:
    """List who speaks or acts in a record, with the bodies they belong to."""
    if "figure_id" in record:
        return {record["asserted_by"]} - {None}
    links = (row for row in shipped()["event_actors"] if row["event_id"] == record["event_id"])
    acting = {row["actor_id"] for row in links if row["role"] in ("initiator", "speaker")}
    return acting | {shipped()["actors"].by_id[str(one)]["affiliation"] for one in acting} - {None}


def _is_own(source: Row, speaking: set[object]) -> bool:
    """Tell whether a body that is no medium publishes what it says or does itself."""
    return (
        source["publisher_kind"] not in MEDIA
        and source["wire_origin"] is None
        and any(fold(str(source["publisher"])) in _names(str(one)) for one in speaking)
    )


def _names(actor: str) -> set[str]:
    row = shipped()["actors"].by_id[actor]
    return {fold(name) for name in (str(row["name"]), *split_list(row["aliases"]))}
