"""Tools that know nothing of this library read what it ships."""

import datetime as dt
import json

import pytest

import migrant_crisis_2021 as mc
from migrant_crisis_2021.names import TABLES
from migrant_crisis_2021.parsing.versions import is_in_preparation

DATA = mc.path("events").parent


@pytest.mark.conformance
@pytest.mark.parametrize("table", TABLES)
def test_frictionless_finds_the_csv_valid(table):
    """Bytes, hash, types, patterns, vocabulary and keys."""
    frictionless = pytest.importorskip("frictionless")
    resource = frictionless.Package(str(DATA / "datapackage.json")).get_resource(table)
    report = resource.validate()
    assert report.valid, report.flatten(["rowNumber", "fieldName", "message"])[:5]


@pytest.mark.conformance
@pytest.mark.parametrize("table", TABLES)
def test_polars_and_duckdb_read_the_same_rows(table):
    polars, duckdb = pytest.importorskip("polars"), pytest.importorskip("duckdb")
    path = str(mc.path(table))
    frame = polars.read_parquet(path)
    with duckdb.connect() as connection:
        rows = connection.read_parquet(path).fetchall()
    assert frame.rows() == rows
    assert len(rows) == len(mc.table(table))


@pytest.mark.conformance
def test_the_manifest_is_a_data_package():
    """The required and the dated properties of Data Package, version 2."""
    package = json.loads((DATA / "datapackage.json").read_text(encoding="utf-8"))
    if not is_in_preparation(package["version"]):
        assert dt.datetime.fromisoformat(package["created"]).tzinfo
    assert package["$schema"].endswith("/profiles/2.0/datapackage.json")
    assert [resource["type"] for resource in package["resources"]] == ["table"] * len(TABLES)
