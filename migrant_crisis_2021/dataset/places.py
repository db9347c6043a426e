"""Which places lie in which others."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from .dataset import Dataset, kept_on_dataset
from .row_types import PlaceRow


def places_in(dataset: Dataset, places: Iterable[str]) -> set[str]:
    """Return places and all that lies in them, also through several steps.

    A border contains the places on both of its sides. Every other place contains only what lies
    in its own country or on that country's borders: a village on one side of a border is not part
    of the country on the other side.
    """
    return set().union(*(_inside(dataset, place) for place in places))


def lies_in(dataset: Dataset, part: str, whole: str) -> bool:
    """Return whether a place is another one or lies in it."""
    return part in _inside(dataset, whole)


@kept_on_dataset
def _inside(dataset: Dataset, whole: str) -> frozenset[str]:
    reached = {whole, *_parts_of(dataset, whole)}
    row = dataset["places"].by_id.get(whole)
    if row is None or row["kind"] == "border" or row["country"] is None:
        return frozenset(reached)
    if row["kind"] == "country":
        reached |= set(in_country(dataset, row["country"]))
    rows = dataset["places"].by_id
    return frozenset(
        place
        for place in reached
        if place == whole or (place in rows and row["country"] in _countries(rows[place]))
    )


def in_country(dataset: Dataset, country: str) -> Iterator[str]:
    """Yield the places that lie in a country or on one of its borders."""
    for row in dataset["places"]:
        if country in _countries(row):
            yield row["place_id"]


def _countries(row: PlaceRow) -> tuple[str | None, str | None]:
    return row["country"], row["neighbour"]


def wholes_of(dataset: Dataset, place: str) -> list[str]:
    """List the larger places of which a place is directly part."""
    return [link["whole_id"] for link in dataset["place_parts"].where("part_id", place)]


def leads_back(dataset: Dataset, part: str, whole: str) -> bool:
    """Return whether the links lead from a place to itself through one of them, as by mistake."""
    return part == whole or whole in _parts_of(dataset, part)


def _parts_of(dataset: Dataset, whole: str) -> set[str]:
    """Return all places to which the links lead from a larger place."""
    links = dataset["place_parts"]
    reached: set[str] = set()
    pending = [whole]
    while pending:
        parts = {link["part_id"] for link in links.where("whole_id", pending.pop())} - reached
        pending += parts
        reached |= parts
    return reached
