"""Write the manifest: a Data Package (version 2) that describes every file of ``data/``."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from ..dataset.description import Description
from ..dataset.manifest import sha256
from ..dataset.parquet_files import content_hash
from ..dataset.table_schema import schema_json, table_schema
from ..names import TABLES, FileFormat, TableName

if TYPE_CHECKING:
    import pyarrow as pa

_HEAD = ("$schema", "name", "id", "title", "description", "homepage")
"""Properties that come before the version in the manifest; the others come after it."""

_FORMATS: dict[FileFormat, dict[str, str]] = {
    "csv": {"format": "csv", "mediatype": "text/csv", "encoding": "utf-8"},
    "parquet": {"format": "parquet", "mediatype": "application/vnd.apache.parquet"},
}


def manifest_text(
    described: Description,
    version: str,
    released_on: str,
    files: Mapping[str, bytes],
    tables: Mapping[TableName, pa.Table],
) -> str:
    """Describe the release: the dataset, its version and date, and each file with its hashes."""
    vocabulary = vocabulary_lists(tables["vocabulary"])
    package = {
        **{name: described[name] for name in _HEAD if name in described},
        "version": version,
        "created": f"{released_on}T00:00:00Z",  # a Data Package requires a time as well
        **{name: value for name, value in described.items() if name not in _HEAD},
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
    """Describe one file of a table, without its rows and schema."""
    return {
        "name": name if suffix == "csv" else f"{name}-parquet",
        "path": f"{name}.{suffix}",
        "type": "table",
        "title": table_schema(name).title,
        "description": table_schema(name).description,
        **_FORMATS[suffix],
        "bytes": len(file),
        "hash": sha256(file),
    }


def resource_schema(name: TableName, vocabulary: dict[str, list[str]]) -> dict[str, Any]:
    """Return a table's Table Schema with the allowed values written out as ``enum``."""
    schema = schema_json(name)
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
