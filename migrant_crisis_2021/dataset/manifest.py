"""The manifest ``datapackage.json``: describes a release and identifies its files by hash."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, cast

from ..errors import DataIntegrityError, shown
from ..names import TABLES
from .description import BUILT, check_description, list_at, text_at
from .folders import MANIFEST as MANIFEST
from .folders import folder, is_shipped, parsed_json, read_bytes, read_json, way_out
from .released import MANIFEST_HASH

METADATA = "metadataFiles"
"""Our property of the manifest that lists the files which describe the dataset in other terms."""
_FILE_NAME = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]*")


def read_manifest(path: Path) -> dict[str, Any]:
    """Read a manifest, and compare that of the shipped dataset with its hash in the library.

    Raises
    ------
    DataIntegrityError
        If it is missing, lacks a required property, lists a table or file twice, or is not the
        released one.
    """
    out = way_out(path.parent)
    content = read_bytes(path, out)
    if is_shipped(path.parent) and sha256(content) != MANIFEST_HASH:
        raise DataIntegrityError(
            f"{path.name} is not the one that this version of the library was released with: it "
            f"was altered or comes from another release. {out}"
        )
    loaded = parsed_json(content, path.name, out)
    try:
        _check_content(loaded)
    except ValueError as error:
        raise DataIntegrityError(f"{path.name} is not a valid manifest: {error}. {out}") from None
    return cast(dict[str, Any], loaded)


def _check_content(loaded: Any) -> None:
    check_description(loaded)
    text_at(loaded, "version")
    if "created" in loaded:  # a version in preparation has no day
        dt.datetime.fromisoformat(text_at(loaded, "created"))
    names, paths = {}, {}
    for number, resource in enumerate(list_at(loaded, "resources")):
        place = f"resources[{number}]"
        names[f"{place}.name"] = text_at(resource, "name", place)
        paths[f"{place}.path"] = text_at(resource, "path", place)
        if "parquet" in resource:
            place = f"{place}.parquet"
            paths[f"{place}.path"] = text_at(resource["parquet"], "path", place)
    for number, file in enumerate(list_at(loaded, METADATA)) if METADATA in loaded else ():
        place = f"{METADATA}[{number}]"
        paths[f"{place}.path"] = text_at(file, "path", place)
    for place, path in paths.items():
        if not _FILE_NAME.fullmatch(path):
            raise ValueError(f"`{place}` is {shown(path)}: it must name a file in the folder")
    _check_unique(names)
    _check_unique(paths)


def _check_unique(values: Mapping[str, str]) -> None:
    """Raise a ValueError if a table or a file is listed twice: either entry could be the right one.

    The values are by the place at which they stand.
    """
    first: dict[str, str] = {}
    for place, value in values.items():
        if value in first:
            raise ValueError(f"`{place}` is {shown(value)} again, as `{first[value]}` is")
        first[value] = place


def released_on(facts: Mapping[str, Any]) -> dt.date | None:
    """Return the day of the release that a manifest describes; None if it is in preparation."""
    return dt.date.fromisoformat(facts["created"][:10]) if "created" in facts else None


def sha256(content: bytes) -> str:
    """Return the hash of a file's bytes in the form that the manifest uses."""
    return "sha256:" + hashlib.sha256(content).hexdigest()


def files_of(manifest: Mapping[str, Any]) -> dict[str, Mapping[str, Any]]:
    """Return what a manifest says about each file, by its path: tables and further metadata."""
    described = {}
    for resource in manifest["resources"]:
        described[resource["path"]] = resource
        if "parquet" in resource:
            described[resource["parquet"]["path"]] = resource["parquet"]
    described |= {file["path"]: file for file in manifest.get(METADATA, ())}
    return described


def checked_bytes(path: Path, manifest: Mapping[str, Any]) -> bytes:
    """Return the bytes of a file; raise a DataIntegrityError unless they are the released ones."""
    described = files_of(manifest).get(path.name)
    if described is None:
        raise DataIntegrityError(f"{path.name} is not in {MANIFEST}. {way_out(path.parent)}")
    content = read_bytes(path, way_out(path.parent))
    found, expected = sha256(content), described.get("hash")
    if found != expected:
        raise DataIntegrityError(
            f"{path.name} is not the file that {MANIFEST} names: it has {found}, "
            f"expected {expected}. It was altered or comes from another release. "
            f"{way_out(path.parent)}"
        )
    return content


@cache
def check_installed_schemas() -> None:
    """Raise a DataIntegrityError if a file of ``schemas/`` is not the released one."""
    check_schemas(folder("schemas"), read_manifest(folder("data") / MANIFEST))


def check_schemas(schemas: Path, manifest: Mapping[str, Any]) -> None:
    """Compare the files of ``schemas/`` with what the manifest says of tables and dataset.

    Raises
    ------
    DataIntegrityError
        If a file is missing, was altered, or belongs to another release.
    """
    described = files_of(manifest)
    out = way_out(folder("data"))
    released = {
        MANIFEST: {name: value for name, value in manifest.items() if name not in BUILT},
        **{f"{table}.json": _authored(described, f"{table}.csv") for table in TABLES},
    }
    for file, expected in released.items():
        if read_json(schemas / file, f"schemas/{file}", out) != expected:
            raise DataIntegrityError(
                f"schemas/{file} does not agree with {MANIFEST}: it was altered or comes from "
                f"another release. {out}"
            )


def _authored(described: Mapping[str, Mapping[str, Any]], path: str) -> Any:
    """Return the Table Schema in the manifest without what the build adds to it."""
    schema = described.get(path, {}).get("schema")
    if not isinstance(schema, dict):
        return None
    fields = [_without_enum(field) for field in schema.get("fields", ())]
    return {**schema, "fields": fields}


def _without_enum(field: Any) -> Any:
    if not isinstance(field, dict) or "vocabulary" not in field:
        return field
    constraints = {k: v for k, v in field.get("constraints", {}).items() if k != "enum"}
    rest = {name: value for name, value in field.items() if name != "constraints"}
    return {**rest, "constraints": constraints} if constraints else rest
