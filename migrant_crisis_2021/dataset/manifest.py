"""The manifest ``datapackage.json``: what was released, and whether a file is part of it."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, cast

from ..errors import DataIntegrityError
from .folders import read_bytes

MANIFEST = "datapackage.json"
WAY_OUT = "Reinstall the package; in a checkout, run `migrant-crisis-2021 build`."


_TEXTS = ("name", "title", "version", "created")


def read_manifest(path: Path) -> dict[str, Any]:
    """Read a manifest; raise a DataIntegrityError unless it says all that readers rely on."""
    content = read_bytes(path, WAY_OUT)
    try:
        loaded = json.loads(content.decode("utf-8"))
    except (ValueError, RecursionError):
        raise DataIntegrityError(f"{path.name} cannot be read as JSON. {WAY_OUT}") from None
    try:
        _check_content(loaded)
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise DataIntegrityError(
            f"{path.name} is not a complete manifest ({type(error).__name__}: {error}). {WAY_OUT}"
        ) from None
    return cast(dict[str, Any], loaded)


def _check_content(loaded: Any) -> None:
    texts = [loaded[name] for name in _TEXTS]
    texts += [r["path"] for r in loaded["resources"]]
    texts += [person["title"] for person in loaded["contributors"]]
    texts += [licence["name"] for licence in loaded["licenses"]]
    for text in texts:
        if not isinstance(text, str):
            raise TypeError(f"{text!r} is not text")
    dt.datetime.fromisoformat(loaded["created"])


def released_on(facts: Mapping[str, Any]) -> str:
    """Return the release date of a manifest, as ISO text without the time."""
    return str(facts["created"])[:10]


def sha256(content: bytes) -> str:
    """Return the hash of a file's bytes in the form that the manifest uses."""
    return "sha256:" + hashlib.sha256(content).hexdigest()


def check_bytes(path: Path, manifest: Mapping[str, Any]) -> None:
    """Raise a DataIntegrityError unless `path` is, byte for byte, the file that was released."""
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
