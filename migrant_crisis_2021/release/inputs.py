"""The files that a build reads, kept to see whether somebody saves one of them meanwhile."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from ..dataset.folders import as_typed, read_bytes
from ..errors import BuildError, DataIntegrityError


class Inputs:
    """The bytes of every file that a build read.

    Parameters
    ----------
    renewed : mapping of pathlib.Path to bytes, optional
        What is about to be written: these files are read as if it were there already.
    """

    def __init__(self, renewed: Mapping[Path, bytes] | None = None) -> None:
        self._read: dict[Path, bytes] = {}
        self._renewed = renewed or {}

    def read(self, file: Path, way_out: str) -> bytes:
        """Read a file once; later calls return the same bytes."""
        if file not in self._read:
            self._read[file] = read_bytes(file, way_out)
        return self._renewed.get(file, self._read[file])

    def renewed(self, files: Mapping[Path, bytes]) -> Inputs:
        """Return the same inputs, with new contents of some files."""
        inputs = Inputs(files)
        inputs._read = dict(self._read)
        return inputs

    def keep(self, file: Path, content: bytes) -> None:
        """Add a file that was read elsewhere."""
        self._read[file] = content

    def check(self, *files: Path) -> None:
        """Raise a BuildError if one of these files, by default any input, is not as it was read.

        Files that are no inputs are skipped.
        """
        for file in files or self._read:
            if file in self._read and _found(file) != self._read[file]:
                raise BuildError(
                    f"{as_typed(file)} was changed while the build ran. The change is kept and "
                    "nothing was written: run the command again."
                )


def _found(file: Path) -> bytes | None:
    try:
        return read_bytes(file, "")
    except DataIntegrityError:  # removed, or no longer a file
        return None
