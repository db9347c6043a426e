"""Judges of ``data/datapackage.json``: the official JSON Schema of Data Package 2.0, frictionless.

frictionless judges the files too: size, hash, types, patterns, allowed values and keys.
"""

import copy
import csv
import json
import shutil
import subprocess
import sys

import jsonschema
import pytest

from tests.conformance.truth import DATA
from tests.conftest import ROOT

pytestmark = pytest.mark.conformance

SCHEMA = json.loads((ROOT / "tests/data/datapackage-2.0-schema.json").read_text(encoding="utf-8"))
OFFICIAL = jsonschema.Draft7Validator(SCHEMA)
DESCRIPTOR = json.loads((DATA / "datapackage.json").read_text(encoding="utf-8"))


def broken(path, value):
    """Return the descriptor with another value at a path into the first resource."""
    descriptor = copy.deepcopy(DESCRIPTOR)
    *parents, last = path
    owner = descriptor["resources"][0]
    for step in parents:
        owner = owner[step]
    owner[last] = value
    return descriptor


@pytest.fixture
def data(tmp_path):
    """Copy the shipped files; skip where frictionless is not installed."""
    pytest.importorskip("frictionless")
    return shutil.copytree(DATA, tmp_path / "data")


def by_frictionless(data):
    """Run the command in the folder above the data; return its exit code and what it prints."""
    command = [sys.executable, "-m", "frictionless", "validate", "data/datapackage.json"]
    done = subprocess.run(command, cwd=data.parent, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout


def one_by_frictionless(data, table, descriptor=None):
    frictionless = pytest.importorskip("frictionless")
    if descriptor:
        (data / "datapackage.json").write_text(json.dumps(descriptor), encoding="utf-8")
    package = frictionless.Package(str(data / "datapackage.json"))
    report = package.get_resource(table).validate()
    return report.flatten(["type", "rowNumber", "fieldName", "message"])


def test_the_official_schema_finds_the_descriptor_valid():
    assert not [(error.json_path, error.message) for error in OFFICIAL.iter_errors(DESCRIPTOR)]


FIELD = ("schema", "fields", 2)


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (["hash"], "sha256:xyz"),
        ([*FIELD, "type"], "strnig"),
        (["schema", "primaryKey"], 5),
        (["schema", "foreignKeys"], [{"fields": ["place_id"]}]),
        ([*FIELD, "constraints", "enum"], []),
        ([*FIELD, "constraints", "enum"], ["death", "death"]),
        (["path"], "/events.csv"),
    ],
)
def test_the_official_schema_refuses_a_broken_descriptor(path, value):
    assert not OFFICIAL.is_valid(broken(path, value))


def test_the_command_finds_the_package_valid(data):
    code, printed = by_frictionless(data)
    assert code == 0, printed
    assert "INVALID" not in printed


@pytest.mark.parametrize(
    ("path", "value", "error"),
    [
        (["hash"], f"sha256:{'0' * 64}", "hash-count"),
        (["bytes"], 1, "byte-count"),
        (["schema", "fields", 1], {"name": "title", "type": "integer"}, "type-error"),
        (["schema", "primaryKey"], ["event_type"], "primary-key"),
        ([*FIELD, "constraints", "enum"], ["death"], "constraint-error"),
        (["schema", "foreignKeys", 0, "reference", "fields"], ["name"], "foreign-key"),
    ],
)
def test_frictionless_refuses_files_that_are_not_as_described(data, path, value, error):
    errors = one_by_frictionless(data, "events", broken(path, value))
    assert error in {found[0] for found in errors}, errors[:3]


@pytest.mark.parametrize(
    ("table", "column", "cell"),
    [
        ("events", "date_start", "2021-13-01"),
        ("figures", "value", "many"),
        ("places", "country", "Poland"),
        ("sources", "weak", "perhaps"),
        ("evidence", "source_id", "nobody"),
    ],
)
def test_frictionless_refuses_a_broken_cell(data, table, column, cell):
    file = data / f"{table}.csv"
    with file.open(encoding="utf-8", newline="") as stream:
        header, first, *rest = csv.reader(stream)
    first[header.index(column)] = cell
    with file.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream, lineterminator="\n").writerows([header, first, *rest])
    errors = one_by_frictionless(data, table)
    assert any(cell in message for *_, message in errors), errors[:3]
