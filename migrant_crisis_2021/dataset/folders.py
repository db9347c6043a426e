"""Find and read shipped files, inside the installed package or beside it in a checkout."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any, Literal, TypeAlias

from ..errors import DataIntegrityError, shown

PACKAGE = Path(__file__).resolve().parent.parent

Read: TypeAlias = Callable[[Path, str], bytes]
"""A function that reads a file; its second argument is the way out that an error names."""


@cache
def folder(name: Literal["data", "schemas"]) -> Path:
    """Find a shipped folder.

    The search starts from the running code, not from the import system. If another checkout is
    installed as editable, the import system would find the data of that checkout.

    Parameters
    ----------
    name : {"data", "schemas"}
        The folder.

    Returns
    -------
    pathlib.Path
        A real path: readers can map the file instead of streaming it.

    Raises
    ------
    DataIntegrityError
        If the folder is neither in the installation nor beside the package.

    Examples
    --------
    >>> folder("schemas").name
    'schemas'
    """
    return folder_of(PACKAGE, name)


def folder_of(package: Path, name: str) -> Path:
    """Find a folder inside a package, as it is installed, or beside it, as in a checkout."""
    inside, beside = package / name, package.parent / name
    for found in (inside, beside):
        if found.is_dir():
            return found
    raise DataIntegrityError(
        f"the folder {name}/ is missing: looked in {inside} and {beside}. "
        "Reinstall the package, or run from a complete checkout."
    )


def read_bytes(file: Path, way_out: str) -> bytes:
    """Read a file of the dataset.

    Raises
    ------
    DataIntegrityError
        If it is missing, cannot be read, or is not a regular file. (Reading a pipe would block.)
    """
    try:
        if file.exists() and not file.is_file():
            raise DataIntegrityError(f"{file} is not a file. {way_out}")
        return file.read_bytes()
    except FileNotFoundError:
        raise DataIntegrityError(f"{file.name} is missing in {file.parent}. {way_out}") from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise DataIntegrityError(
            f"{shown(str(file))} cannot be read: {reason}. {way_out}"
        ) from None


def read_json(file: Path, name: str, way_out: str, read: Read = read_bytes) -> Any:
    """Read a JSON file of the dataset; messages call it `name`.

    Raises
    ------
    DataIntegrityError
        If it is missing, or not JSON in UTF-8.
    """
    return parsed_json(read(file, way_out), name, way_out)


def parsed_json(content: bytes, name: str, way_out: str) -> Any:
    """Parse the content of a JSON file of the dataset; messages call it `name`.

    Raises
    ------
    DataIntegrityError
        If it is not JSON in UTF-8.
    """
    try:
        return json.loads(content.decode("utf-8"))
    except (ValueError, RecursionError) as error:
        raise DataIntegrityError(f"{name} cannot be read as JSON ({error}). {way_out}") from None
