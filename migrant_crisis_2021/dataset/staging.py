"""Write files completely or not at all: first next to their destination, then in its place."""

from __future__ import annotations

import os
import stat
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ..errors import Advice, InvalidInputError, MigrantCrisisError, check_flag, shown, visible

_FORCE = Advice(
    "Choose another name, or give force=True to replace it.",
    "Choose another name, or give --force to replace it.",
)
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


def destination(path: object) -> Path:
    """Return the file that a caller names; its folder must exist."""
    if not isinstance(path, str | Path) or not str(path) or "\0" in str(path):
        raise InvalidInputError(f"path={shown(path)} is not a path: give the file to write.")
    file = Path(path)
    if not file.parent.is_dir():
        raise InvalidInputError(f"the folder {file.parent} does not exist: make it first.")
    return file


@contextmanager
def new_file(file: Path, force: bool) -> Iterator[Path]:
    """Give an empty file to fill, which then takes the place of `file`, or is removed on failure.

    A link stays, and the file to which it leads is replaced. A file that is replaced keeps its
    mode; a new one has the mode that the system gives new files.

    Raises
    ------
    InvalidInputError
        If `file` exists and is not to be replaced.
    MigrantCrisisError
        If it cannot be written.
    """
    check_flag("force", force)
    _check_free(file, force)
    try:
        target = file.resolve() if file.is_symlink() else file
        kept = stat.S_IMODE(target.stat().st_mode) if target.exists() else None
        with staged(target) as temporary:
            temporary.unlink()
            temporary.touch(0o666 if kept is None else kept | stat.S_IWUSR, exist_ok=False)
            yield temporary
            _check_free(file, force)  # somebody else may have written it meanwhile
            if kept is not None:
                temporary.chmod(kept)
            temporary.replace(target)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise MigrantCrisisError(
            f"{visible(str(file))} cannot be written: {reason}. Choose another folder or name."
        ) from None


def _check_free(file: Path, force: bool) -> None:
    if not os.path.lexists(file):
        return
    if not file.is_file():
        raise InvalidInputError(
            f"{file} is not a file, so it cannot be replaced: choose another name."
        )
    if not force:
        raise InvalidInputError(f"{file} exists already.", _FORCE)


def _beside(file: Path) -> Path:
    handle, name = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name}.", suffix=STAGED)
    os.close(handle)
    temporary = Path(name)
    temporary.chmod(0o644)
    return temporary
