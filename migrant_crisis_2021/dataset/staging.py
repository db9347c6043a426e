"""Write files completely or not at all: first next to their destination, then in its place."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

STAGED = ".part"
"""Suffix of files not yet moved into place."""


def stage(file: Path, content: bytes) -> Path:
    """Write a file next to its destination, completely or not at all; make its folder first."""
    file.parent.mkdir(parents=True, exist_ok=True)
    temporary = _beside(file)
    try:
        temporary.write_bytes(content)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    return temporary


@contextmanager
def staged(file: Path) -> Iterator[Path]:
    """Give an empty file next to `file`, which the block fills and moves; what is left is removed.

    Examples
    --------
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     file = Path(folder) / "one.txt"
    ...     with staged(file) as temporary:
    ...         _ = temporary.write_text("all of it")
    ...         _ = temporary.replace(file)
    ...     print([one.name for one in Path(folder).iterdir()])
    ['one.txt']
    """
    temporary = _beside(file)
    try:
        yield temporary
    finally:
        temporary.unlink(missing_ok=True)


def _beside(file: Path) -> Path:
    handle, name = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name}.", suffix=STAGED)
    os.close(handle)
    temporary = Path(name)
    temporary.chmod(0o644)
    return temporary
