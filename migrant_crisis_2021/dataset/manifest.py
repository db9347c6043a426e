"""The manifest ``datapackage.json``: what was released, and whether a file is part of it."""

from __future__ import annotations

import datetime as dt
import hashlib
from functools import cache
from pathlib import Path
from typing import Any, cast

from ..errors import DataIntegrityError
from ..names import BUILD
from .description import check_description, list_at, text_at
from .folders import folder, read_bytes, read_json

MANIFEST = "datapackage.json"
_WAY_OUT = f"Reinstall the package; in a checkout, run {BUILD}."


@cache
def _load(path: Path) -> dict[str, Any]:
    return read_manifest(path)


def read_manifest(path: Path) -> dict[str, Any]:
    """Read a manifest; raise a DataIntegrityError unless it says all that readers rely on."""
    loaded = read_json(path, path.name, _WAY_OUT)
    try:
        _check_content(loaded)
    except ValueError as error:
        raise DataIntegrityError(f"{path.name} is no whole manifest: {error}. {_WAY_OUT}") from None
    return cast(dict[str, Any], loaded)


def _check_content(loaded: Any) -> None:
    check_description(loaded)
    text_at(loaded, "version")
    dt.datetime.fromisoformat(text_at(loaded, "created"))
    for number, resource in enumerate(list_at(loaded, "resources")):
        text_at(resource, "path", f"resources[{number}]")


def manifest() -> dict[str, Any]:
    """Return the shipped manifest: name, title, version, release date, licences and files."""
    return dict(_load(folder("data") / MANIFEST))


def released_on(facts: dict[str, Any]) -> str:
    """Return the release date of a manifest, as ISO text without the time."""
    return str(facts["created"])[:10]


def sha256(content: bytes) -> str:
    """Return the hash of a file's bytes in the form that the manifest uses."""
    return "sha256:" + hashlib.sha256(content).hexdigest()


def check_bytes(path: Path) -> None:
    """Raise a DataIntegrityError unless `path` is, byte for byte, the file that was released."""
    resources = _load(path.parent / MANIFEST)["resources"]
    expected = next((r.get("hash", "") for r in resources if r["path"] == path.name), None)
    if expected is None:
        raise DataIntegrityError(f"{path.name} is not in {MANIFEST}. {_WAY_OUT}")
    found = sha256(read_bytes(path, _WAY_OUT))
    if found != expected:
        raise DataIntegrityError(
            f"{path.name} is not the file that {MANIFEST} names: it has {found}, "
            f"expected {expected}. It was altered or comes from another release. {_WAY_OUT}"
        )
