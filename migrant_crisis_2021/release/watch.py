"""Check the authored tables again whenever one of them is saved."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from ..errors import BuildError, DataIntegrityError, InvalidInputError
from ..names import AUTHORED
from ..validation.validate import validate_dataset
from .checkout import DESCRIPTION, Checkout
from .difference import authored

Stamp = tuple[tuple[int, int] | None, ...]


class News(NamedTuple):
    """What a check found that the one before did not, and the reverse."""

    new: list[str]
    mended: list[str]
    n_problems: int


def watch(checkout: Checkout, pause: Callable[[], None]) -> Iterator[News]:
    """Yield what a check of the authored tables finds: at once, and whenever a file is saved.

    Nothing is written. A file that is being written is left alone until it stays the same for the
    time of a pause. While the tables cannot be read, rules that were broken before count as broken.

    Parameters
    ----------
    checkout : Checkout
        The folder of the dataset.
    pause : callable
        Waits until it is time to look again.
    """
    unreadable: Counter[str] = Counter()
    broken: Counter[str] = Counter()
    checked = None
    while True:
        stamp = _stamp(checkout.root)
        if stamp != checked:
            if checked is not None:
                stamp = _settled(checkout.root, stamp, pause)
            checked = stamp
            before = unreadable + broken
            unreadable, found = _problems(Checkout(checkout.root))
            broken = broken if found is None else found
            after = unreadable + broken
            yield News(
                list((after - before).elements()),
                list((before - after).elements()),
                after.total(),
            )
        pause()


def _problems(checkout: Checkout) -> tuple[Counter[str], Counter[str] | None]:
    """Return why the tables cannot be read, and which rules are broken if they can."""
    try:
        report = validate_dataset(authored(checkout), described=checkout.description)
    except (BuildError, DataIntegrityError, InvalidInputError) as error:
        return Counter(str(error).splitlines()), None
    return Counter(), Counter(map(str, report.problems))


def _settled(root: Path, stamp: Stamp, pause: Callable[[], None]) -> Stamp:
    """Wait until no file changes any more."""
    while True:
        pause()
        before, stamp = stamp, _stamp(root)
        if before == stamp:
            return stamp


def _stamp(root: Path) -> Stamp:
    files = [root / DESCRIPTION, *(root / "data" / f"{name}.csv" for name in AUTHORED)]
    return tuple(map(_state, files))


def _state(file: Path) -> tuple[int, int] | None:
    """Return the time and size of a file; None if it is not there, as while an editor saves it."""
    try:
        found = file.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size
