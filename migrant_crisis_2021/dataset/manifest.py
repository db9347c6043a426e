"""The manifest ``datapackage.json``: describes a release and identifies its files by hash."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, cast

from ..errors import DataIntegrityError
from ..names import BUILD
from .description import check_description, list_at, text_at
from .folders import read_bytes, read_json

MANIFEST = "datapackage.json"
WAY_OUT = f"Reinstall the package; in a checkout, run {BUILD}."


def read_manifest(path: Path) -> dict[str, Any]:
    """Read a manifest; raise a DataIntegrityError if a required property is missing."""
    loaded = read_json(path, path.name, WAY_OUT)
    try:
        _check_content(loaded)
    except ValueError as error:
        raise DataIntegrityError(
            f"{path.name} is not a complete manifest: {error}. {WAY_OUT}"
        ) from None
    return cast(dict[str, Any], loaded)


def _check_content(loaded: Any) -> None:
    check_description(loaded)
    text_at(loaded, "version")
    dt.datetime.fromisoformat(text_at(loaded, "created"))
    for number, resource in enumerate(list_at(loaded, "resources")):
        text_at(resource, "path", f"resources[{number}]")


def released_on(facts: Mapping[str, Any]) -> str:
    """Return the release date of a manifest, as ISO text without the time."""
    return str(facts["created"])[:10]


def sha256(content: bytes) -> str:
    """Return the hash of a file's bytes in the form that the manifest uses."""
    return "sha256:" + hashlib.sha256(content).hexdigest()


def check_bytes(path: Path, manifest: Mapping[str, Any]) -> None:
    """Raise a DataIntegrityError unless the file is byte for byte the released one."""
    resources = manifest["resources"]
    expected = next((r.get("hash", "") for r in resources if r["path"] == path.name), None)
    if expected is None:
        raise DataIntegrityError(f"{path.name} is not in {MANIFEST}. {WAY_OUT}")
    found = sha256(read_bytes(path, WAY_OUT))
    if found != expected:
        raise DataIntegrityError(
            f"{path.name} is not the file that {MANIFEST} names: it has {found}, "
            f"expected {expected}. It was altered or comes from another release. {WAY_OUT}"
        )
