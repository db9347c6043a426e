"""Find the folders of datasets, shipped or not, and read their files."""

from __future__ import annotations

import json
import os
import shlex
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any, Literal, TypeAlias

from ..errors import DataIntegrityError, InvalidInputError, shown, visible
from ..names import COMMAND, TABLES

PACKAGE = Path(__file__).resolve().parent.parent
MANIFEST = "datapackage.json"
"""The file that describes a dataset: authored in ``schemas/``, with all files in ``data/``."""

LARGEST_FILE = 2**30
"""The size in bytes up to which a file of a dataset is read."""

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
    if not package.is_dir():
        raise DataIntegrityError(
            f"{package} lies in an archive, and other tools need real files: install the package "
            "with pip, or unpack the archive."
        )
    raise DataIntegrityError(
        f"the folder {name}/ is missing: looked in {inside} and {beside}. "
        "Reinstall the package, or run from a complete checkout."
    )


def data_folder(given: Path | str) -> Path:
    """Return the folder with the tables of a dataset: the given one, or ``data`` in it.

    Raises
    ------
    InvalidInputError
        If there is no such folder, or it cannot be read.
    """
    is_path = isinstance(given, str | os.PathLike)
    if not is_path or not str(given).strip() or not _is_folder(Path(given)):
        value = shown(str(given) if is_path else given)
        raise InvalidInputError(
            f"{value} is not a folder: give the folder of a dataset. "
            f"`{COMMAND} init DIR` makes a new one."
        )
    path = Path(given)
    inside = path / "data"
    try:
        return (inside if not has_tables(path) and _is_folder(inside) else path).resolve()
    except OSError as error:
        raise InvalidInputError(
            f"{shown(str(given))} cannot be used: {error.strerror}. Get read permission, or give "
            "another folder."
        ) from None


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except (OSError, ValueError):  # such as a null character in the name
        return False


def has_tables(folder: Path) -> bool:
    """Return whether a folder has a manifest or the CSV file of any table."""
    return any((folder / name).is_file() for name in (MANIFEST, *(f"{t}.csv" for t in TABLES)))


def root_of(data: Path) -> Path:
    """Return the folder of a dataset as a whole: the parent of a folder called ``data``."""
    return data.parent if data.name == "data" else data


def is_shipped(data: Path) -> bool:
    """Return whether a folder is that of the dataset in the package."""
    return data.resolve() == folder("data").resolve()


def as_typed(path: Path) -> str:
    """Write a path for a message as a user would type it: from the working folder, if shorter."""
    try:
        return min(os.path.relpath(path), str(path), key=len)
    except (OSError, ValueError):  # no such folder any more, or on another drive
        return str(path)


def command_for(data: Path | None, words: str) -> str:
    """Write a command for the dataset in a folder, as messages recommend it.

    Examples
    --------
    >>> command_for(None, "build"), command_for(Path("/my crisis/data"), "build")
    ('`migrant-crisis-2021 build`', "`migrant-crisis-2021 --data '/my crisis' build`")
    """
    where = (
        ""
        if data is None or is_shipped(data)
        else f"--data {shlex.quote(as_typed(root_of(data)))} "
    )
    return f"`{COMMAND} {where}{words}`"


def way_out(data: Path) -> str:
    """Say how to mend a built file of the dataset in a folder."""
    build = command_for(data, "build")
    if is_shipped(data):
        return f"Reinstall the package; in a checkout, run {build}."
    if has_tables(data):
        return f"Run {build}, or get the folder again."
    return f"Give the folder of a dataset, or make one with `{COMMAND} init DIR`."


def read_bytes(file: Path, way_out: str) -> bytes:
    """Read a file of the dataset.

    Raises
    ------
    DataIntegrityError
        If it is missing, cannot be read, is too large, or is not a regular file. (Reading a pipe
        would block.)
    """
    try:
        if file.exists() and not file.is_file():
            raise DataIntegrityError(f"{visible(as_typed(file))} is not a file. {way_out}")
        if (size := file.stat().st_size) > LARGEST_FILE:
            raise DataIntegrityError(
                f"{visible(as_typed(file))} has {size:,} bytes, more than {LARGEST_FILE:,}. "
                f"{way_out}"
            )
        return file.read_bytes()
    except FileNotFoundError:
        raise DataIntegrityError(
            f"{file.name} is missing in {as_typed(file.parent)}. {way_out}"
        ) from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise DataIntegrityError(
            f"{visible(as_typed(file))} cannot be read: {reason}. {way_out}"
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
