"""The authored description of a dataset: name, title, rights and period.

It is the top level of a Data Package (version 2). The build adds the files and, where a checkout of
a Python project states them elsewhere, the version and the day of the release.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, TypeAlias, cast

from ..errors import DataIntegrityError, shown
from ..parsing.versions import is_in_preparation, release_of
from .folders import MANIFEST, Read, folder, read_bytes, read_json

Description: TypeAlias = Mapping[str, Any]
"""The description of a dataset; its manifest contains the same properties."""

BUILT = ("version", "created", "resources", "metadataFiles")
"""Properties of the manifest that the build adds to the description of the shipped dataset."""

TODO = "TODO"
"""How a text begins that is still to be filled in; a release must not have any."""

_WAY_OUT = "Correct the file; in an installed package, reinstall the package."
_CORRECT = "Correct the file."
_NAME = re.compile(r"[a-z0-9._-]+")
# The form of a licence name in a Data Package.
_LICENCE = re.compile(r"[-a-zA-Z0-9._]+")
_ADDRESS = re.compile(r"https?://\S+")
# The characters that the Citation File Format allows in a DOI.
_DOI = re.compile(r"(?:https://doi\.org/)?(10\.\d{4,9}(?:\.\d+)?/[A-Za-z0-9:/_;\-.()\[\]\\]+)")
# Control characters, line separators and characters that UTF-8 cannot encode.
_CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]")


def description() -> dict[str, Any]:
    """Return the description of the shipped dataset.

    Raises
    ------
    DataIntegrityError
        If the file is missing, or a property is missing or wrong.

    Examples
    --------
    >>> description()["name"]
    'migrant_crisis_2021'
    """
    return dict(_shipped(folder("schemas") / MANIFEST))


@cache
def _shipped(file: Path) -> dict[str, Any]:
    return read_description(file)


def read_description(file: Path, read: Read = read_bytes) -> dict[str, Any]:
    """Read the authored description of a dataset.

    Raises
    ------
    DataIntegrityError
        If the file is missing, lacks a property, or has one that is wrong or written by the build.
    """
    is_shipped = file == folder("schemas") / MANIFEST
    name = f"schemas/{file.name}" if is_shipped else str(file)
    out = _WAY_OUT if is_shipped else _CORRECT
    loaded = read_json(file, name, out, read)
    try:
        check_description(loaded)
        if "resources" in loaded:
            raise ValueError("`resources` is written by the build: remove it")
        _check_version(loaded)
    except ValueError as error:
        raise DataIntegrityError(f"{name} does not describe a dataset: {error}. {out}") from None
    return cast(dict[str, Any], loaded)


def period(described: Description) -> tuple[dt.date, dt.date]:
    """Return the first and the last day of the period that a dataset covers.

    Examples
    --------
    >>> period({"temporal": {"start": "2021-01-01", "end": "2022-12-31"}})
    (datetime.date(2021, 1, 1), datetime.date(2022, 12, 31))
    """
    start, end = (dt.date.fromisoformat(described["temporal"][name]) for name in ("start", "end"))
    return start, end


def data_licence(described: Description) -> str:
    """Return the licence of the data: the first one; any others apply to the code."""
    return str(described["licenses"][0]["name"])


def doi(described: Description) -> str | None:
    """Return the DOI of a dataset without the address of the resolver; None without a DOI.

    Examples
    --------
    >>> doi({"id": "https://doi.org/10.5281/zenodo.1003150"})
    '10.5281/zenodo.1003150'
    """
    found = _DOI.fullmatch(described.get("id", ""))
    return found[1] if found else None


def check_description(loaded: Any) -> None:
    """Raise a ValueError that names the first property that is missing or wrong."""
    if not _NAME.fullmatch(name := text_at(loaded, "name")):
        raise ValueError(f"`name` is {shown(name)}: use only a-z, 0-9, `.`, `_` and `-`")
    text_at(loaded, "title")
    text_at(loaded, "description")
    for number, licence in enumerate(list_at(loaded, "licenses")):
        _check_licence(licence, f"licenses[{number}]")
    for number, person in enumerate(list_at(loaded, "contributors")):
        text_at(person, "title", f"contributors[{number}]")
    _check_keywords(loaded)
    _check_period(loaded)
    _check_addresses(loaded)


def _check_licence(licence: Any, path: str) -> None:
    name = text_at(licence, "name", path)
    if not _LICENCE.fullmatch(name) and not name.startswith(TODO):
        raise ValueError(
            f"`{path}.name` is {shown(name)}: use the SPDX identifier, such as CC-BY-4.0, or for "
            "another licence a name of letters, digits, `.`, `_` and `-`, with its own words as "
            "`title` and its address as `path`"
        )


def text_at(owner: Any, name: str, path: str = "") -> str:
    """Return a property that must be text; raise a ValueError that shows any other value."""
    value, place = _at(owner, name, path)
    if not isinstance(value, str) or not value.strip():
        raise ValueError(f"`{place}` is {shown(value)}, not text")
    if _CONTROLS.search(value):
        raise ValueError(f"`{place}` is {shown(value)}: remove line breaks and control characters")
    return value


def list_at(owner: Any, name: str) -> list[Any]:
    """Return a property that must be a list; raise a ValueError if it is empty or not a list."""
    value, place = _at(owner, name)
    if not isinstance(value, list) or not value:
        raise ValueError(f"`{place}` is {shown(value)}, not a list of one or more items")
    return value


def _at(owner: Any, name: str, path: str = "") -> tuple[Any, str]:
    place = f"{path}.{name}" if path else name
    if not isinstance(owner, dict):
        where = f"`{path}`" if path else "the content"
        raise ValueError(f"{where} is {shown(owner)}, not an object")
    if name not in owner:
        raise ValueError(f"`{place}` is missing")
    return owner[name], place


def _check_version(loaded: dict[str, Any]) -> None:
    """Check the version of a dataset, and that it has a day if, and only if, it is released."""
    if "version" not in loaded:
        if "created" in loaded:
            raise ValueError("`created` is the day of a `version`: give both or neither")
        return
    version = text_at(loaded, "version")
    release_of(version)  # raises an InvalidInputError, which is a ValueError
    if is_in_preparation(version) == ("created" in loaded):
        raise ValueError(
            f"`version` is {version}: give the day of a release as `created`, YYYY-MM-DD, "
            "and leave it out while the version ends with .dev0"
        )
    if "created" in loaded and not _is_day(day := text_at(loaded, "created")):
        raise ValueError(f"`created` is {shown(day)}, not a day: write YYYY-MM-DD")


def _check_keywords(loaded: dict[str, Any]) -> None:
    keywords = list_at(loaded, "keywords")
    texts = [text_at({name: word}, name) for name, word in _numbered("keywords", keywords)]
    if len(set(texts)) < len(texts):
        raise ValueError("`keywords` lists a keyword twice")


def _numbered(name: str, values: list[Any]) -> list[tuple[str, Any]]:
    return [(f"{name}[{number}]", value) for number, value in enumerate(values)]


def _check_period(loaded: dict[str, Any]) -> None:
    days = _at(loaded, "temporal")[0]
    for name in ("start", "end"):
        text = text_at(days, name, "temporal")
        if not _is_day(text):
            raise ValueError(f"`temporal.{name}` is {shown(text)}, not a day: write YYYY-MM-DD")
    start, end = period(loaded)
    if start > end:
        raise ValueError(f"`temporal` starts on {start}, after its end {end}")


def _is_day(text: str) -> bool:
    try:
        return dt.date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _check_addresses(loaded: dict[str, Any]) -> None:
    if "homepage" in loaded and not _ADDRESS.fullmatch(home := text_at(loaded, "homepage")):
        raise ValueError(f"`homepage` is {shown(home)}, not an http(s) address")
    if "id" in loaded and not _DOI.fullmatch(ident := text_at(loaded, "id")):
        raise ValueError(f"`id` is {shown(ident)}, not a DOI such as 10.5281/zenodo.1003150")
