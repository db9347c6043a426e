"""Croissant and schema.org say what the manifest says; tests/conformance has their judges."""

import json

import pytest

from migrant_crisis_2021.dataset import shipped
from migrant_crisis_2021.metadata.croissant import croissant
from migrant_crisis_2021.metadata.schema_org import schema_org
from migrant_crisis_2021.names import TABLES

RELEASE = {
    "version": "1.2.3",
    "created": "2026-11-24T00:00:00Z",
    "homepage": "https://ferry.example",
    "id": "10.1234/ferry.1",
}


def described(write, **changes):
    return json.loads(write({**shipped().manifest, **changes}))


@pytest.mark.parametrize("write", [croissant, schema_org])
def test_a_release_has_its_day_address_and_identifier(write):
    found = described(write, **RELEASE)
    assert (found["version"], found["datePublished"]) == ("1.2.3", "2026-11-24")
    assert (found["url"], found["identifier"]) == (
        "https://ferry.example",
        "https://doi.org/10.1234/ferry.1",
    )


@pytest.mark.parametrize("write", [croissant, schema_org])
def test_what_is_not_known_is_left_out(write):
    manifest = {
        name: value
        for name, value in shipped().manifest.items()
        if name not in ("created", "homepage", "id")
    }
    assert not {"datePublished", "url", "identifier"} & set(json.loads(write(manifest)))


def test_the_licence_is_that_of_the_data():
    licences = [{"name": "CC0-1.0"}, {"name": "MIT", "path": "https://opensource.org/license/mit"}]
    assert described(schema_org, licenses=licences)["license"] == "CC0-1.0"
    assert described(schema_org)["license"].endswith("/by/4.0/")


def test_croissant_reads_the_parquet_files_and_has_no_references():
    found = described(croissant)
    assert [file["@id"] for file in found["distribution"]] == [f"{t}.parquet" for t in TABLES]
    fields = [field for record_set in found["recordSet"] for field in record_set["field"]]
    assert not [field["@id"] for field in fields if "references" in field]


def test_schema_org_lists_every_file_with_its_hash():
    found = {file["contentUrl"]: file["sha256"] for file in described(schema_org)["distribution"]}
    for resource in shipped().manifest["resources"]:
        for file in (resource, resource["parquet"]):
            assert f"sha256:{found.pop(file['path'])}" == file["hash"]
    assert not found
