"""The files of a built dataset: R23."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ...dataset import Dataset
from ...dataset.folders import read_bytes, way_out
from ...dataset.manifest import MANIFEST, METADATA, files_of, read_manifest
from ...dataset.parquet_files import (
    content_hash,
    file_metadata,
    parquet_metadata,
    read_parquet,
    same_metadata,
)
from ...dataset.table_schema import arrow_schema
from ...errors import DataIntegrityError
from ...metadata.datapackage import (
    described_csv,
    described_metadata,
    described_parquet,
    described_rows,
    vocabulary_lists,
)
from ...names import TABLES, TableName
from ..problems import Problem
from .engine import folder_rule

if TYPE_CHECKING:
    import pyarrow as pa


@folder_rule("R23", "CSV, Parquet, schema and manifest agree.", needs=TABLES)
def files_agree(dataset: Dataset, folder: Path) -> Iterator[Problem]:
    """Report files that are missing, altered, or do not have the same rows."""
    try:
        manifest = read_manifest(folder / MANIFEST)
    except DataIntegrityError as error:
        yield _problem(MANIFEST, "", str(error))
        return
    described = files_of(manifest)
    reported = partial(_described, described, way_out(folder))
    lists = vocabulary_lists(dataset.arrow("vocabulary"))
    for table in TABLES:
        rows = dataset.arrow(table)
        csv, parquet = folder / f"{table}.csv", folder / f"{table}.parquet"
        content = described_rows(table, rows, content_hash(rows), lists)
        yield from reported(csv, partial(described_csv, table), content)
        yield from reported(parquet, partial(described_parquet, table), {})
        metadata = parquet_metadata(manifest, table, manifest["version"], content["contentHash"])
        yield from _twin_agrees(parquet, table, rows, metadata)
    for file in manifest.get(METADATA, ()):
        yield from reported(folder / file["path"], described_metadata, {})
    for path in described:
        yield _problem(MANIFEST, path, "does not belong to the dataset: build again")


def _described(
    described: dict[str, Mapping[str, Any]],
    advice: str,
    file: Path,
    describe: Callable[[bytes], Mapping[str, Any]],
    content: Mapping[str, Any],
) -> Iterator[Problem]:
    found = described.pop(file.name, {})
    if not file.is_file():
        yield _problem(file.name, "", "is missing: build again")
        return
    try:
        expected = {**describe(read_bytes(file, advice)), **content}
    except DataIntegrityError as error:
        yield _problem(file.name, "", str(error))
        return
    wrong = [name for name in expected if found.get(name) != expected[name]]
    if wrong:
        yield _problem(file.name, ", ".join(wrong), f"{MANIFEST} says otherwise: build again")


def _twin_agrees(
    file: Path, table: TableName, rows: pa.Table, metadata: dict[str, str]
) -> Iterator[Problem]:
    if not file.is_file():
        return  # reported already
    try:
        about = file_metadata(file)
        if about.num_rows > rows.num_rows:  # a small file can claim billions of rows
            yield _problem(file.name, "rows", "differ from those of its CSV: build again")
            return
        found = read_parquet(file).replace_schema_metadata(None)
        is_described = same_metadata(about, metadata)
    except (OSError, ValueError) as error:
        yield _problem(file.name, "", f"cannot be compared with its CSV: {error}")
        return
    if not found.schema.equals(arrow_schema(table)):
        yield _problem(file.name, "columns", "differ from its schema: build again")
    elif not found.equals(rows):
        yield _problem(file.name, "rows", "differ from those of its CSV: build again")
    elif not is_described:
        yield _problem(file.name, "metadata", "differ in table, version or content: build again")


def _problem(file: str, column: str, message: str) -> Problem:
    return Problem("R23", "files", file, column or "file", file, message)
