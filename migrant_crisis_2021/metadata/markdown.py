"""Tables of the generated pages, as Markdown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator


def grid(head: Iterable[str], rows: Iterable[Iterable[str | None]]) -> Iterator[str]:
    """Write a table, one line per row, and an empty line after it."""
    names = list(head)
    yield f"| {' | '.join(names)} |"
    yield f"| {' | '.join('---' for _ in names)} |"
    for row in rows:
        yield f"| {' | '.join((cell or '').replace('|', chr(92) + '|') for cell in row)} |"
    yield ""
