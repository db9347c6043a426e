"""Writing the page of a dataset."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from ..dataset import Dataset
from ..dataset.staging import destination, new_file
from ..printed import Printed
from .page import page


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
    file = destination(path)
    with new_file(file, force) as temporary:
        content = page(dataset).encode("utf-8")
        temporary.write_bytes(content)
    return Explorer(file, len(content))
