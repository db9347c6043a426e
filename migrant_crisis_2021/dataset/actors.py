"""To which state or organisation an actor belongs."""

from __future__ import annotations

from collections.abc import Iterable

from .dataset import Dataset, kept_on_dataset
from .wording import actor_name


@kept_on_dataset
def side_of(dataset: Dataset, actor: str) -> str:
    """Return the last actor that the affiliations lead to; the actor itself if it has none."""
    return _chain(dataset, actor)[-1]


def side_name(dataset: Dataset, actor: str | None) -> str | None:
    """Return the name of an actor's side; None for no actor."""
    return None if actor is None else actor_name(dataset, side_of(dataset, actor))


@kept_on_dataset
def _chain(dataset: Dataset, actor: str) -> tuple[str, ...]:
    """List an actor and those to whom it belongs, from itself to the side."""
    rows, chain = dataset["actors"].by_id, [actor]
    while True:
        row = rows.get(chain[-1])
        above = row["affiliation"] if row else None
        if above is None or above in chain:  # a faulty table may have a circle
            return tuple(chain)
        chain.append(above)


def members_of(dataset: Dataset, actors: Iterable[str]) -> set[str]:
    """Return actors with all their bodies and officials."""
    wanted = set(actors)
    return {
        row["actor_id"]
        for row in dataset["actors"]
        if wanted & set(_chain(dataset, row["actor_id"]))
    }
