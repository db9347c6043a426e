"""The files of a built dataset: R23."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ..declaration import arrow_schema
from ..errors import DataIntegrityError
from ..manifest import MANIFEST, sha256
from ..names import TABLES
from ..rows import read_csv
from ..sealing import content_hash, to_arrow
from ..tables import read_parquet
from .engine import Context, Problem, dataset_rule


@dataset_rule("R23", "CSV, Parquet, schema and manifest agree.", (), "files")
def files_agree(context: Context) -> Iterator[Problem]:
    """Report files that are missing, altered, or do not hold the same rows."""
    assert context.folder is not None
    folder = context.folder
    try:
        resources = _resources(folder)
    except (OSError, ValueError, KeyError):
        yield _problem(MANIFEST, "", "cannot be read: build again")
        return
    for table in TABLES:
        for name in (f"{table}.csv", f"{table}.parquet"):
            yield from _bytes_agree(folder / name, resources.get(name, {}))
        yield from _content_agrees(folder, table, resources)


def _resources(folder: Path) -> dict[str, dict[str, Any]]:
    manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    return {resource["path"]: resource for resource in manifest["resources"]}


def _bytes_agree(file: Path, resource: dict[str, Any]) -> Iterator[Problem]:
    if not file.is_file():
        yield _problem(file.name, "", "is missing: build again")
    elif sha256(file.read_bytes()) != resource.get("hash"):
        yield _problem(file.name, "hash", f"is not the file that {MANIFEST} names: build again")


def _content_agrees(
    folder: Path, table: str, resources: dict[str, dict[str, Any]]
) -> Iterator[Problem]:
    name = f"{table}.parquet"
    try:
        from_csv = to_arrow(table, read_csv(folder / f"{table}.csv", table))
        from_parquet = read_parquet(folder / name).replace_schema_metadata(None)
    except (DataIntegrityError, OSError, ValueError) as error:
        yield _problem(name, "", f"cannot be compared with its CSV: {error}")
        return
    if not from_parquet.schema.equals(arrow_schema(table)):
        yield _problem(name, "schema", "has other columns or types than its schema: build again")
    elif not from_parquet.equals(from_csv):
        yield _problem(name, "rows", "holds other rows than its CSV: build again")
    elif content_hash(from_parquet) != resources.get(name, {}).get("contentHash"):
        yield _problem(name, "content", f"holds other rows than {MANIFEST} says: build again")


def _problem(file: str, column: str, message: str) -> Problem:
    return Problem("R23", "files", file, column or "file", file, message)
