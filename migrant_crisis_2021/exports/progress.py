"""A progress bar on the terminal for exports that take long."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from typing import TypeVar

T = TypeVar("T")

_LONG = 2_000  # rows that are written in a moment need no bar


def tracked(items: Sequence[T], what: str) -> Iterable[T]:
    """Iterate over items, with a bar on standard error if it is a terminal and they are many."""
    if len(items) < _LONG or not sys.stderr or not sys.stderr.isatty():
        return items
    return _with_bar(items, what)


def _with_bar(items: Sequence[T], what: str) -> Iterator[T]:
    from rich.console import Console
    from rich.progress import track

    yield from track(items, what, console=Console(stderr=True), transient=True)
