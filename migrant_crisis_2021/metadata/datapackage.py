"""Write the manifest: a Data Package (version 2) that describes every file of ``data/``.

Each table is one resource: the CSV file, as the standard has it, with our own property ``parquet``
that gives path, size and hash of the Parquet file with the same rows. (As resources of their own,
the Parquet files would repeat every schema, and frictionless reads their nulls as numbers.) Our
property ``metadataFiles`` lists the files that say the same in the terms of other standards.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from ..dataset.description import BUILT, Description
from ..dataset.manifest import METADATA, sha256
from ..dataset.table_schema import schema_json, table_schema
from ..names import TABLES, TableName
from .croissant import croissant
from .schema_org import schema_org

if TYPE_CHECKING:
    import pyarrow as pa

_HEAD = ("$schema", "name", "id", "title", "description", "homepage")
"""Properties that come before the version in the manifest; the others come after it."""

_CSV = {
    "format": "csv",
    "mediatype": "text/csv",
    "encoding": "utf-8",
    "dialect": {
        "header": True,
        "delimiter": ",",
        "quoteChar": '"',
        "doubleQuote": True,
        "lineTerminator": "\n",
    },
}
_JSON_LD = "application/ld+json"
_PARQUET = {"format": "parquet", "mediatype": "application/vnd.apache.parquet"}


def data_package(
    described: Description,
    version: str,
    released_on: dt.date | None,
    files: Mapping[str, bytes],
    tables: Mapping[TableName, pa.Table],
    contents: Mapping[TableName, str],
) -> dict[str, Any]:
    """Describe the version: the dataset, its release date, and each table's files with hashes.

    `contents` has the hash of the content of each table, which its Parquet file also states.
    """
    vocabulary = vocabulary_lists(tables["vocabulary"])
    return {
        **{name: described[name] for name in _HEAD if name in described},
        "version": version,
        # A Data Package requires a time as well; a version in preparation has no day.
        **({"created": f"{released_on}T00:00:00Z"} if released_on else {}),
        **{name: value for name, value in described.items() if name not in (*_HEAD, *BUILT)},
        "resources": list(_resources(files, tables, contents, vocabulary)),
    }


def metadata_files(package: Mapping[str, Any]) -> dict[str, bytes]:
    """Return the files that say what the data package says in the terms of other standards."""
    return {
        "croissant.json": croissant(package).encode(),
        "schema_org.json": schema_org(package).encode(),
    }


def manifest_text(package: Mapping[str, Any], metadata: Mapping[str, bytes]) -> str:
    """Write ``datapackage.json``, which lists the metadata files as well."""
    repeated = [{"path": name, **described_metadata(file)} for name, file in metadata.items()]
    return json.dumps({**package, METADATA: repeated}, ensure_ascii=False, indent=2) + "\n"


def _resources(
    files: Mapping[str, bytes],
    tables: Mapping[TableName, pa.Table],
    contents: Mapping[TableName, str],
    vocabulary: dict[str, list[str]],
) -> Iterator[dict[str, Any]]:
    for name in TABLES:
        yield {
            **described_csv(name, files[f"{name}.csv"]),
            "parquet": described_parquet(name, files[f"{name}.parquet"]),
            **described_rows(name, tables[name], contents[name], vocabulary),
        }


def described_csv(name: TableName, file: bytes) -> dict[str, Any]:
    """Describe the CSV file of a table."""
    return {
        "name": name,
        "path": f"{name}.csv",
        "type": "table",
        "title": table_schema(name).title,
        "description": table_schema(name).description,
        **_CSV,
        "bytes": len(file),
        "hash": sha256(file),
    }


def described_parquet(name: TableName, file: bytes) -> dict[str, Any]:
    """Describe the Parquet file of a table."""
    return {"path": f"{name}.parquet", **_PARQUET, "bytes": len(file), "hash": sha256(file)}


def described_metadata(file: bytes) -> dict[str, Any]:
    """Describe a file that repeats the manifest in the terms of another standard."""
    return {"mediatype": _JSON_LD, "bytes": len(file), "hash": sha256(file)}


def described_rows(
    name: TableName, table: pa.Table, content: str, vocabulary: dict[str, list[str]]
) -> dict[str, Any]:
    """Describe what both files of a table contain."""
    return {
        "contentHash": content,
        "rows": table.num_rows,
        "schema": resource_schema(name, vocabulary),
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
