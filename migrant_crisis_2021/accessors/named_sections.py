"""The printed form of a document, an actor and a place, with the records that refer to them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal

from ..dataset import Dataset
from ..dataset.actors import side_of
from ..dataset.days import own_day
from ..dataset.documents import title_of
from ..dataset.kinds import kind_of
from ..dataset.places import places_in, wholes_of
from ..dataset.row_types import ActorRow, PlaceRow, SourceRow
from ..dataset.wording import actor_name, place_name, position_text, record_title
from ..errors import shortened
from .record_sections import Section

NamedKind = Literal["document", "actor", "place"]
_LISTED = 25


def named_sections(dataset: Dataset, ident: str, kind: NamedKind) -> tuple[Section, ...]:
    """Arrange everything about a document, an actor or a place in sections without empty ones."""
    match kind:
        case "document":
            source = dataset["sources"].by_id[ident]
            heading, facts = title_of(source), _document(dataset, source)
            related = [("Records that rest on it", _resting_on(dataset, ident))]
        case "actor":
            actor = dataset["actors"].by_id[ident]
            heading, facts = actor["name"], _actor(dataset, actor)
            related = [
                ("Events", _events_of(dataset, ident)),
                ("Figures that it reports", _figures_where(dataset, "asserted_by", [ident])),
                ("Positions", _positions_of(dataset, ident)),
            ]
        case "place":
            place = dataset["places"].by_id[ident]
            inside = places_in(dataset, [ident])
            heading, facts = place["name"], _place(dataset, place)
            related = [
                ("Events here", _events_at(dataset, inside)),
                ("Figures for it", _figures_where(dataset, "place_id", inside)),
            ]
    sections = [
        (f"{ident}  {heading}", tuple(facts)),
        *(
            (name, tuple(shortened(sorted(lines), _LISTED, "… and {n} more")))
            for name, lines in related
        ),
    ]
    return tuple(section for section in sections if section[1])


def _document(dataset: Dataset, row: SourceRow) -> Iterator[str]:
    label = dataset.lists.label
    country = f", {row['publisher_country']}" if row["publisher_country"] else ""
    kind = label("publisher_kind", row["publisher_kind"]).lower()
    yield f"Publisher: {row['publisher']} ({kind}{country})"
    yield f"State-affiliated publisher: {row['state_affiliated']}"
    if row["wire_origin"]:
        origin = row["origin_state_affiliated"] or "unknown"
        yield f"Text of: {row['wire_origin']} (state-affiliated: {origin})"
    yield f"Published: {row['published_on'] or 'undated'} ({row['published_basis']})"
    yield f"Language: {row['language']}"
    yield f"Address: {row['url'] or 'none on record'}"
    yield f"Read as: {label('read_as', row['read_as']).lower()}"
    if row["weak"] == "yes":
        yield "A weak source"
    if row["note"]:
        yield f"Note: {row['note']}"


def _actor(dataset: Dataset, row: ActorRow) -> Iterator[str]:
    country = f", {row['country']}" if row["country"] else ""
    yield f"Kind: {dataset.lists.label('actor_kind', row['kind']).lower()}{country}"
    if row["role"]:
        yield f"Role: {row['role']}"
    if row["affiliation"]:
        side = actor_name(dataset, side_of(dataset, row["actor_id"]))
        yield f"Belongs to: {actor_name(dataset, row['affiliation'])} (side: {side})"
    yield f"Party to the crisis, or an organ of one: {row['party']}"
    if row["aliases"]:
        yield f"Also called: {row['aliases']}"


def _place(dataset: Dataset, row: PlaceRow) -> Iterator[str]:
    codes = "/".join(code for code in (row["country"], row["neighbour"]) if code)
    yield f"Kind: {dataset.lists.label('place_kind', row['kind']).lower()}"
    if codes:
        yield f"Country: {codes}"
    wholes = [place_name(dataset, one) for one in wholes_of(dataset, row["place_id"])]
    if wholes:
        yield f"Part of: {'; '.join(wholes)}"
    if row["lat"] is not None:
        yield f"Coordinates: {row['lat']}, {row['lon']} ({row['coordinates_from']})"
    names = "; ".join(filter(None, (row["name_local"], row["aliases"])))
    if names:
        yield f"Also called: {names}"


def _line(day: object, ident: str, title: str) -> str:
    return f"{day or 'undated'}  {ident}  {title}"


def _resting_on(dataset: Dataset, source: str) -> Iterator[str]:
    for link in dataset["evidence"].where("source_id", source):
        kind = kind_of(link["record_id"])
        if kind is None:
            continue
        row = dataset[kind.table].by_id[link["record_id"]]
        title = record_title(dataset, link["record_id"])
        remark = " (context only)" if link["relation"] == "context" else ""
        yield _line(own_day(row), link["record_id"], f"{title}{remark}")


def _events_of(dataset: Dataset, actor: str) -> Iterator[str]:
    for link in dataset["event_actors"].where("actor_id", actor):
        row = dataset["events"].by_id[link["event_id"]]
        if row["status"] == "active":
            yield _line(own_day(row), row["event_id"], f"{row['title']} ({link['role']})")


def _events_at(dataset: Dataset, places: Iterable[str]) -> Iterator[str]:
    for place in places:
        for row in dataset["events"].where("place_id", place):
            if row["status"] == "active":
                yield _line(own_day(row), row["event_id"], row["title"])


def _figures_where(dataset: Dataset, column: str, values: Iterable[str]) -> Iterator[str]:
    for value in values:
        for row in dataset["figures"].where(column, value):
            if row["status"] == "active":
                yield _line(own_day(row), row["figure_id"], row["title"])


def _positions_of(dataset: Dataset, actor: str) -> Iterator[str]:
    for row in dataset["positions"].where("actor_id", actor):
        if row["status"] == "active":
            yield _line(own_day(row), row["position_id"], position_text(dataset, row))
