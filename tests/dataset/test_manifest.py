"""The manifest is a Data Package that independent tools take, and says what the files are."""

import datetime as dt
import json

import pytest

from migrant_crisis_2021.dataset.manifest import MANIFEST
from migrant_crisis_2021.names import TABLES
from tests.conftest import ROOT

PACKAGE = json.loads((ROOT / "data" / MANIFEST).read_text(encoding="utf-8"))


def test_it_was_created_at_a_moment():
    """The profile of Data Package 2 asks for a date-time; a bare date is refused by readers."""
    assert dt.datetime.fromisoformat(PACKAGE["created"]).tzinfo is not None


def test_every_table_is_there_as_csv_and_as_parquet():
    paths = [resource["path"] for resource in PACKAGE["resources"]]
    assert sorted(paths) == sorted(f"{t}.{suffix}" for t in TABLES for suffix in ("csv", "parquet"))


@pytest.mark.conformance
def test_frictionless_takes_the_package_and_every_csv():
    """It compares bytes, hash, rows, types, constraints, keys and references.

    Parquet is left out: frictionless 5 reads its nulls as numbers and counts no bytes of it.
    """
    frictionless = pytest.importorskip("frictionless")
    tables = [resource for resource in PACKAGE["resources"] if resource["format"] == "csv"]
    package = frictionless.Package.from_descriptor(
        {**PACKAGE, "resources": tables}, basepath=str(ROOT / "data")
    )
    report = package.validate()
    assert report.valid, report.flatten(["name", "rowNumber", "fieldName", "message"])
    assert len(report.tasks) == len(TABLES)


@pytest.mark.conformance
def test_frictionless_can_say_no():
    frictionless = pytest.importorskip("frictionless")
    broken = {**PACKAGE, "created": "2026-11-24"}
    with pytest.raises(frictionless.FrictionlessException):
        frictionless.Package.from_descriptor(broken, basepath=str(ROOT / "data"))
    resource = next(r for r in PACKAGE["resources"] if r["path"] == "places.csv")
    package = frictionless.Package.from_descriptor(
        {**PACKAGE, "resources": [{**resource, "rows": 1}]}, basepath=str(ROOT / "data")
    )
    assert not package.validate().valid
