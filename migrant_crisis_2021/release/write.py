"""Write all files of a build or none."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

from ..dataset.folders import as_typed, read_bytes
from ..dataset.staging import STAGED, stage
from ..errors import BuildError, DataIntegrityError


def read_if_there(file: Path) -> bytes | None:
    """Return the content of a file; None if it does not exist."""
    is_there = os.path.exists(file)  # noqa: PTH110 (this one never raises)
    return read_bytes(file, "Remove it, and build again.") if is_there else None


@contextlib.contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Wait until no other build works in a folder, where the system has such locks.

    The system takes the lock back from a build that is killed.
    """
    try:
        import fcntl
    except ImportError:  # Windows
        yield
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        with contextlib.suppress(OSError):  # a file system without locks
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def remove_leftovers(files: Iterable[Path]) -> None:
    """Remove what a killed build staged for these files; `alone` keeps those of a running one."""
    for file in files:
        for leftover in file.parent.glob(f".{file.name}.*{STAGED}"):
            with contextlib.suppress(OSError):
                leftover.unlink()


def write_all(files: Mapping[Path, bytes], check: Callable[..., None]) -> None:
    """Write all files or none: first beside their destinations, then move them, in order.

    A reader sees the old or the new file, never a partial one. If a file cannot be moved, those
    moved before it are put back.

    Parameters
    ----------
    files : mapping of pathlib.Path to bytes
        The new contents.
    check : callable
        Raises an error if an input was changed; called without arguments before the first file is
        moved, and with each file immediately before it is replaced.
    """
    staged: dict[Path, Path] = {}
    old: dict[Path, Path | None] = {}
    try:
        for file, content in files.items():
            staged[file] = stage(file, content)
            before = read_if_there(file)
            old[file] = None if before is None else stage(file, before)
        check()
        for file, temporary in staged.items():
            check(file)
            temporary.replace(file)
    except BaseException as error:
        _put_back(files, old)
        if isinstance(error, OSError):
            raise BuildError(
                f"{as_typed(file)} cannot be written: {error.strerror}. Free some space, or get "
                "write permission, and try again."
            ) from None
        raise
    finally:
        for leftover in (*staged.values(), *filter(None, old.values())):
            leftover.unlink(missing_ok=True)


def _put_back(files: Mapping[Path, bytes], old: Mapping[Path, Path | None]) -> None:
    """Restore the old content of each file that was replaced, the last one first."""
    for file, before in reversed(list(old.items())):
        with contextlib.suppress(OSError, DataIntegrityError):  # the build after this one mends it
            if read_if_there(file) != files[file]:
                continue
            if before is None:
                file.unlink()
            else:
                before.replace(file)
