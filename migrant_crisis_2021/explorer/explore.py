"""Writing the page of a dataset."""

from __future__ import annotations

import os
import tempfile
from dataclasses import dataclass
from pathlib import Path

from ..dataset import Dataset
from ..errors import Advice, InvalidInputError, MigrantCrisisError, check_flag, shown, visible
from ..printed import Printed
from .page import page

_FORCE = Advice(
    "Choose another name, or give force=True to replace it.",
    "Choose another name, or give --force to replace it.",
)


@dataclass(frozen=True, repr=False)
class Explorer(Printed):
    """The page that was written. It can be used as a path.

    Parameters
    ----------
    path : pathlib.Path
        The file.
    n_bytes : int
        Its size.
    """

    path: Path
    n_bytes: int

    def __str__(self) -> str:
        """Return the line that the command prints."""
        return f"wrote {self.path} ({self.n_bytes / 1e6:.1f} MB): open it in a browser."

    def __fspath__(self) -> str:
        return str(self.path)


def explore(dataset: Dataset, path: str | Path, *, force: bool = False) -> Explorer:
    """Write the dataset as one web page: search, charts, rival figures, documents, citations.

    Parameters
    ----------
    path : str or pathlib.Path
        The file to write, in a folder that exists.
    force : bool, default False
        Replace a file that exists.

    Returns
    -------
    Explorer
        The path and size of the page; usable as a path.

    Raises
    ------
    InvalidInputError
        If the file exists, the folder does not, or the dataset has no manifest.

    Notes
    -----
    The page is complete in itself: it opens from a disk and loads nothing from the network. The
    file is complete or not there: it is written next to its place and then moved. If the
    description of the dataset, ``datapackage.json``, has a list of ids of figures ``keyFigures``,
    the page opens with these.

    Examples
    --------
    >>> import tempfile
    >>> import migrant_crisis_2021 as mc
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     written = mc.explore(f"{folder}/crisis.html")
    >>> written.path.name, written.n_bytes > 1_000_000
    ('crisis.html', True)
    """
    file = _destination(path)
    check_flag("force", force)
    _check_free(file, force)
    content = page(dataset).encode("utf-8")
    temporary = None
    try:
        handle, name = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name}.", suffix=".part")
        temporary = Path(name)
        with os.fdopen(handle, "wb") as out:
            out.write(content)
        temporary.chmod(0o644)
        _check_free(file, force)  # somebody else may have written it meanwhile
        temporary.replace(file)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise MigrantCrisisError(
            f"{visible(str(file))} cannot be written: {reason}. Choose another folder or name."
        ) from None
    finally:
        if temporary is not None:
            temporary.unlink(missing_ok=True)
    return Explorer(file, len(content))


def _destination(path: object) -> Path:
    if not isinstance(path, str | Path) or not str(path) or "\0" in str(path):
        raise InvalidInputError(f"path={shown(path)} is not a path: give the file to write.")
    file = Path(path)
    if not file.parent.is_dir():
        raise InvalidInputError(f"the folder {file.parent} does not exist: make it first.")
    return file


def _check_free(file: Path, force: bool) -> None:
    if not os.path.lexists(file):
        return
    if not file.is_file():
        raise InvalidInputError(
            f"{file} is not a file, so it cannot be replaced: choose another name."
        )
    if not force:
        raise InvalidInputError(f"{file} exists already.", _FORCE)
