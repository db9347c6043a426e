"""The manifest ``datapackage.json``: what was released, and whether a file is part of it."""

from __future__ import annotations

import hashlib
import json
from functools import cache
from pathlib import Path
from typing import Any, cast

from .errors import DataIntegrityError
from .locations import folder

MANIFEST = "datapackage.json"
_WAY_OUT = "Reinstall the package; in a checkout, run `migrant-crisis-2021 build`."


@cache
def _load(path: Path) -> dict[str, Any]:
    try:
        return cast(dict[str, Any], json.loads(path.read_text(encoding="utf-8")))
    except FileNotFoundError:
        raise DataIntegrityError(f"{path.name} is missing in {path.parent}. {_WAY_OUT}") from None
    except ValueError:
        raise DataIntegrityError(f"{path.name} cannot be read as JSON. {_WAY_OUT}") from None


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
    expected = next((r["hash"] for r in resources if r["path"] == path.name), None)
    if expected is None:
        raise DataIntegrityError(f"{path.name} is not in {MANIFEST}. {_WAY_OUT}")
    try:
        found = sha256(path.read_bytes())
    except FileNotFoundError:
        raise DataIntegrityError(f"{path.name} is missing in {path.parent}. {_WAY_OUT}") from None
    if found != expected:
        raise DataIntegrityError(
            f"{path.name} is not the file that {MANIFEST} names: it has {found}, "
            f"expected {expected}. It was altered or comes from another release. {_WAY_OUT}"
        )
