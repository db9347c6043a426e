"""The hierarchy of places."""

from __future__ import annotations

from collections.abc import Iterator, Mapping


def ancestors(place: str, parents: Mapping[str, str | None]) -> Iterator[str]:
    """Yield a place and all places that contain it, from the smallest to the largest.

    Examples
    --------
    >>> list(ancestors("pier", {"pier": "harbour", "harbour": None}))
    ['pier', 'harbour']
    """
    step: str | None = place
    for _ in range(len(parents) + 1):  # at most one step per place, so a cycle terminates
        if step is None:
            return
        yield step
        step = parents.get(step)
