"""Write all files of a build or none."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Mapping
from pathlib import Path

from ..dataset.folders import read_bytes
from ..errors import BuildError

STAGED = ".part"
"""Suffix of files not yet moved into place."""


def read_if_there(file: Path) -> bytes | None:
    """Return the content of a file; None if it does not exist."""
    is_there = os.path.exists(file)  # noqa: PTH110 (this one never raises)
    return read_bytes(file, "Remove it, and build again.") if is_there else None


def write_all(files: Mapping[Path, bytes]) -> None:
    """Write all files or none: first beside their destinations, then move them, in order.

    A reader sees the old or the new file, never a partial one.
    """
    staged: dict[Path, Path] = {}
    try:
        for file, content in files.items():
            staged[_stage(file, content)] = file
        for temporary, file in staged.items():
            temporary.replace(file)
    except OSError as error:
        raise BuildError(
            f"{file} cannot be written: {error.strerror}. Free some space, or get write "
            "permission, and build again."
        ) from None
    finally:
        for temporary in staged:
            temporary.unlink(missing_ok=True)


def _stage(file: Path, content: bytes) -> Path:
    """Write a file next to its destination, completely or not at all."""
    file.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name}.", suffix=STAGED)
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as out:
            out.write(content)
        temporary.chmod(0o644)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    return temporary
