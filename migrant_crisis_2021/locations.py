"""Where the shipped folders are: inside the installed package, or beside it in a checkout."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Literal

from .errors import DataIntegrityError


@cache
def folder(name: Literal["data", "schemas"]) -> Path:
    """Find a shipped folder.

    Parameters
    ----------
    name : {"data", "schemas"}
        The folder.

    Returns
    -------
    pathlib.Path
        A real path, so that readers can map the file instead of streaming it.

    Raises
    ------
    DataIntegrityError
        If the folder is neither in the installation nor beside the package.
    """
    beside = Path(__file__).resolve().parent.parent / name
    try:
        found = Path(str(files(f"{__package__}.{name}")))
    except ModuleNotFoundError:  # a checkout that is not installed, or is the working directory
        found = beside
    if not found.is_dir():
        raise DataIntegrityError(
            f"the folder {name}/ is missing: looked in {found}. "
            "Reinstall the package, or run from a complete checkout."
        )
    return found
