"""The manifest is a Data Package that independent tools take, and says what the files are."""

import copy
import datetime as dt
import json
import shutil

import pytest

import migrant_crisis_2021 as mc
from migrant_crisis_2021.dataset import shipped
from migrant_crisis_2021.dataset.manifest import MANIFEST, check_schemas, files_of, sha256
from migrant_crisis_2021.dataset.past import dataset_at
from migrant_crisis_2021.errors import DataIntegrityError
from migrant_crisis_2021.names import TABLES
from migrant_crisis_2021.parsing.versions import is_in_preparation
from tests.conftest import ROOT

PACKAGE = json.loads((ROOT / "data" / MANIFEST).read_text(encoding="utf-8"))


def test_it_was_created_at_a_moment():
    """The profile of Data Package 2 asks for a date-time; a bare date is refused by readers."""
    assert is_in_preparation(PACKAGE["version"]) == ("created" not in PACKAGE)
    past = dataset_at(shipped(), "0.3.0").manifest
    for manifest in (past, PACKAGE) if "created" in PACKAGE else (past,):
        assert dt.datetime.fromisoformat(manifest["created"]).tzinfo is not None


def test_every_table_is_one_resource_and_has_a_parquet_twin():
    assert [resource["path"] for resource in PACKAGE["resources"]] == [f"{t}.csv" for t in TABLES]
    paths = [f"{table}.{suffix}" for table in TABLES for suffix in ("csv", "parquet")]
    assert list(files_of(PACKAGE)) == [*paths, "croissant.json", "schema_org.json"]


def test_size_and_hash_of_every_file_are_the_real_ones():
    for path, described in files_of(PACKAGE).items():
        content = (ROOT / "data" / path).read_bytes()
        assert (described["bytes"], described["hash"]) == (len(content), sha256(content)), path


def test_the_dialect_is_how_the_files_are_written():
    for resource in PACKAGE["resources"]:
        dialect = resource["dialect"]
        header, rest = (
            (ROOT / "data" / resource["path"])
            .read_text("utf-8")
            .split(dialect["lineTerminator"], maxsplit=1)
        )
        columns = [field["name"] for field in resource["schema"]["fields"]]
        assert header.split(dialect["delimiter"]) == columns
        assert "\r" not in rest


@pytest.mark.parametrize(
    ("place", "fault"),
    [
        ({"name": "figures"}, "`resources[20].name` is 'figures' again, as `resources[1].name` is"),
        ({"path": "figures.csv"}, "`resources[20].path` is 'figures.csv' again, as `resources[1]"),
        ({"path": "croissant.json"}, "`metadataFiles[0].path` is 'croissant.json' again, as `res"),
        ({"parquet": {"path": "figures.parquet"}}, "`resources[20].parquet.path` is 'figures.par"),
        ({"name": None}, "`resources[20].name` is None, not text"),
        ({}, "`resources[20].name` is missing"),
    ],
)
def test_a_manifest_that_lists_a_table_or_file_twice_is_refused(tmp_path, place, fault):
    """Otherwise the hash of one entry would be compared, and that of the other never."""
    added = {"name": "more", "path": "more.csv", **place} if place else {"path": "more.csv"}
    changed = {**PACKAGE, "resources": [*PACKAGE["resources"], added]}
    folder = shutil.copytree(ROOT / "data", tmp_path / "data")
    (folder / MANIFEST).write_text(json.dumps(changed), encoding="utf-8")
    for ask in (mc.open(folder).events, mc.open(folder).cite):
        with pytest.raises(DataIntegrityError) as refused:
            ask()
        assert f"{MANIFEST} is not a valid manifest: {fault}" in str(refused.value)
        assert "build" in str(refused.value)


def spoilt(path, manifest=PACKAGE, **changes):
    """Return the manifest with other properties of one column: ``events.event_id`` or so."""
    table, column = path.split(".")
    changed = copy.deepcopy(manifest)
    resource = next(r for r in changed["resources"] if r["name"] == table)
    field = next(f for f in resource["schema"]["fields"] if f["name"] == column)
    field.update(changes)
    return changed


def test_the_schemas_are_those_in_the_manifest():
    check_schemas(ROOT / "schemas", PACKAGE)


@pytest.mark.parametrize(
    ("path", "changes"),
    [
        ("claims.topic", {"vocabulary": "scope"}),
        ("events.title", {"constraints": {}}),
        ("evidence.fp_len", {"description": "Another length."}),
        ("timeline.value", {"type": "integer"}),
    ],
)
def test_a_column_that_the_manifest_declares_otherwise_is_named(path, changes):
    with pytest.raises(DataIntegrityError, match=rf"schemas/{path.split('.')[0]}\.json does not"):
        check_schemas(ROOT / "schemas", spoilt(path, **changes))


def test_a_manifest_without_schemas_is_refused():
    for resources in ([], [{"path": f"{t}.csv", "schema": None} for t in TABLES]):
        with pytest.raises(DataIntegrityError, match=r"schemas/events\.json does not agree"):
            check_schemas(ROOT / "schemas", {**PACKAGE, "resources": resources})


@pytest.mark.parametrize("name", [MANIFEST, "actors.json", "vocabulary.json", "timeline.json"])
@pytest.mark.parametrize("how", ["swapped", "one byte", "cut", "missing", "emptied"])
def test_a_schema_that_is_not_the_released_one_is_named(tmp_path, name, how):
    schemas = shutil.copytree(ROOT / "schemas", tmp_path / "schemas")
    file = schemas / name
    content = file.read_bytes()
    if how == "swapped":
        shutil.copy(schemas / "claims.json", file)
    elif how == "one byte":
        at = content.index(b"description") + len(b"description") + 5
        file.write_bytes(content[:at] + bytes([content[at] ^ 1]) + content[at + 1 :])
    elif how == "cut":
        file.write_bytes(content[: len(content) // 2])
    elif how == "missing":
        file.unlink()
    else:
        file.write_text("{}")
    with pytest.raises(DataIntegrityError, match=name.replace(".", r"\.")):
        check_schemas(schemas, PACKAGE)


@pytest.mark.conformance
def test_frictionless_takes_the_package():
    """It compares bytes, hash, rows, types, constraints, keys and references."""
    frictionless = pytest.importorskip("frictionless")
    report = frictionless.Package(str(ROOT / "data" / MANIFEST)).validate()
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
