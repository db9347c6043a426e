"""The manifest carries what is said about the dataset, whoever says it."""

import datetime as dt
import json

import pytest

from migrant_crisis_2021.dataset import shipped
from migrant_crisis_2021.dataset.csv_files import csv_text
from migrant_crisis_2021.dataset.description import description
from migrant_crisis_2021.dataset.manifest import released_on
from migrant_crisis_2021.dataset.parquet_files import (
    content_hash,
    parquet_bytes,
    parquet_metadata,
    to_arrow,
)
from migrant_crisis_2021.dataset.table_schema import table_schema
from migrant_crisis_2021.metadata.datapackage import data_package, manifest_text, metadata_files
from migrant_crisis_2021.names import TABLES
from tests.datasets import small_dataset, small_rows

OTHER = {
    "name": "ferry-strike",
    "title": "Timeline of the ferry strike",
    "homepage": "https://ferry.example",
    "id": "10.1234/ferry.1",
    "licenses": [{"name": "CC0-1.0"}],
    "temporal": {"start": "2020-05-01", "end": "2020-05-31"},
    "image": "ferry.png",
}


@pytest.fixture(scope="module")
def other():
    """Describe the small dataset with the description of somebody else."""
    dataset = small_dataset()
    rows = {name: list(dataset[name]) for name in TABLES}
    tables = {name: to_arrow(name, rows[name]) for name in TABLES}
    files = {
        f"{name}.csv": csv_text(table_schema(name).columns, rows[name]).encode() for name in TABLES
    }
    files |= {f"{name}.parquet": b"" for name in TABLES}
    contents = {name: content_hash(table) for name, table in tables.items()}
    day = dt.date(2026, 11, 24)
    package = data_package(description() | OTHER, "2.0.0", day, files, tables, contents)
    return json.loads(manifest_text(package, metadata_files(package)))


def test_the_shipped_manifest_says_what_the_description_says():
    manifest = shipped().manifest
    described = description()
    assert {name: manifest[name] for name in described} == described
    built = {"version", "resources", "metadataFiles"} | (
        {"created"} if released_on(manifest) else set()
    )
    assert set(manifest) - set(described) == built


def test_another_description_goes_into_the_manifest_whole(other):
    assert {name: other[name] for name in OTHER} == OTHER
    assert (other["version"], other["created"]) == ("2.0.0", "2026-11-24T00:00:00Z")


def test_what_names_the_dataset_comes_first_and_the_files_last(other):
    assert list(other) == [
        *("$schema", "name", "id", "title", "description", "homepage", "version", "created"),
        *("licenses", "contributors", "keyFigures", "keywords", "temporal", "image", "resources"),
        "metadataFiles",
    ]


def test_parquet_files_name_the_dataset_and_the_licence_of_its_data():
    import pyarrow as pa
    import pyarrow.parquet as pq

    table = to_arrow("claims", small_rows()["claims"])
    metadata = parquet_metadata(OTHER, "claims", "2.0.0", content_hash(table))
    stored = pq.read_metadata(pa.BufferReader(parquet_bytes(table, metadata))).metadata
    assert (stored[b"dataset"], stored[b"licence"]) == (b"ferry-strike", b"CC0-1.0")
