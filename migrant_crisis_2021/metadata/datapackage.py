"""Writing the manifest: a Data Package (version 2) that describes every file of ``data/``."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from ..dataset.manifest import sha256
from ..dataset.parquet_files import content_hash
from ..dataset.table_schema import declaration, table_schema
from ..names import TABLES, FileFormat, TableName

if TYPE_CHECKING:
    import pyarrow as pa

CONTRIBUTORS = "The migrant_crisis_2021 contributors"
TITLE = "Event timeline of the 2021 crisis at the Belarus border with Poland, Lithuania and Latvia"
_PACKAGE = {
    "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
    "name": "migrant_crisis_2021",
    "title": TITLE,
    "description": (
        "Dated events, reported figures and contested statements, each with who says so and the "
        "documents that carry it."
    ),
}
_RIGHTS = {
    "licenses": [
        {
            "name": "CC-BY-4.0",
            "path": "https://creativecommons.org/licenses/by/4.0/",
            "title": "Creative Commons Attribution 4.0 International (data)",
        },
        {
            "name": "MIT",
            "path": "https://opensource.org/license/mit",
            "title": "MIT License (code)",
        },
    ],
    "contributors": [{"title": CONTRIBUTORS, "roles": ["creator"]}],
    "keywords": ["Belarus", "Latvia", "Lithuania", "Poland", "border", "event data", "migration"],
}
_FORMATS: dict[FileFormat, dict[str, str]] = {
    "csv": {"format": "csv", "mediatype": "text/csv", "encoding": "utf-8"},
    "parquet": {"format": "parquet", "mediatype": "application/vnd.apache.parquet"},
}


def manifest_text(
    version: str, released_on: str, files: Mapping[str, bytes], tables: Mapping[TableName, pa.Table]
) -> str:
    """Describe the release: its name, version and date, and each file with bytes and hashes."""
    vocabulary = vocabulary_lists(tables["vocabulary"])
    package = {
        **_PACKAGE,
        "version": version,
        "created": f"{released_on}T00:00:00Z",  # a Data Package asks for a time, too
        **_RIGHTS,
        "resources": list(_resources(files, tables, vocabulary)),
    }
    return json.dumps(package, ensure_ascii=False, indent=2) + "\n"


def _resources(
    files: Mapping[str, bytes],
    tables: Mapping[TableName, pa.Table],
    vocabulary: dict[str, list[str]],
) -> Iterator[dict[str, Any]]:
    content = {name: content_hash(tables[name]) for name in TABLES}
    for suffix in _FORMATS:
        for name in TABLES:
            yield {
                **resource(name, suffix, files[f"{name}.{suffix}"]),
                "contentHash": content[name],
                "rows": tables[name].num_rows,
                "schema": resource_schema(name, vocabulary),
            }


def resource(name: TableName, suffix: FileFormat, file: bytes) -> dict[str, Any]:
    """Describe one file of a table, without what is in it."""
    return {
        "name": name if suffix == "csv" else f"{name}-parquet",
        "path": f"{name}.{suffix}",
        "type": "table",
        "title": declaration(name).title,
        "description": declaration(name).description,
        **_FORMATS[suffix],
        "bytes": len(file),
        "hash": sha256(file),
    }


def resource_schema(name: TableName, vocabulary: dict[str, list[str]]) -> dict[str, Any]:
    """Return a table's Table Schema with the allowed values written out as ``enum``."""
    schema = table_schema(name)
    for column in schema["fields"]:
        if column.get("vocabulary"):
            constraints = column.setdefault("constraints", {})
            constraints["enum"] = vocabulary.get(column["vocabulary"], [])
    return schema


def vocabulary_lists(table: pa.Table) -> dict[str, list[str]]:
    """Return the allowed values of every list of the vocabulary."""
    lists: dict[str, list[str]] = {}
    for row in table.select(["list", "value"]).to_pylist():
        lists.setdefault(row["list"], []).append(row["value"])
    return lists
