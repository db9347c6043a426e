"""The schemas are complete, and everything that derives from them agrees."""

import json

import pytest

import migrant_crisis_2021 as mc
from migrant_crisis_2021.dataset import shipped
from migrant_crisis_2021.dataset.table_schema import (
    Field,
    arrow_schema,
    declared_schema,
    schema_json,
    table_schema,
)
from migrant_crisis_2021.errors import DataIntegrityError, UnknownValueError
from migrant_crisis_2021.names import TABLES
from tests.conftest import ROOT


def test_every_schema_is_a_table_and_every_table_has_a_schema():
    files = {file.stem for file in (ROOT / "schemas").glob("*.json")}
    assert files - {"datapackage"} == set(TABLES)


@pytest.mark.parametrize("table", TABLES)
def test_every_column_is_described(table):
    for field in table_schema(table).fields:
        assert field.description.endswith("."), field.name
        assert len(field.description) >= 10, field.name


@pytest.mark.parametrize("table", TABLES)
def test_every_number_has_a_unit(table):
    codes = ("iso_numeric", "gw_number", "cow_number")
    for field in table_schema(table).fields:
        if field.name in codes:  # count nothing
            continue
        assert (field.unit is not None) == (field.type in ("integer", "number")), field.name


@pytest.mark.parametrize("table", TABLES)
def test_keys_are_required_columns(table):
    declared = table_schema(table)
    assert declared.primary_key
    if "primaryKey" in schema_json(table):  # only a unique key may contain nulls
        assert all(declared.field(name).required for name in declared.primary_key)
    for key in declared.foreign_keys:
        assert key.column in declared.columns
        assert table_schema(key.table).primary_key == (key.target,)
    for field in declared.fields:
        for reference in field.references:
            target, column = reference.split(".")
            assert table_schema(target).primary_key == (column,)


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("name", "claims", "its name is 'claims'"),
        ("primaryKey", ["actoz_id"], "actoz_id"),
        ("primaryKey", [], "no primary key"),
        ("primaryKey", "actor_id", "unknown column"),
        ("foreignKeys", [{"fields": ["owner"], "reference": {}}], "KeyError"),
        ("title", None, "KeyError"),
        ("fields", {}, "no column|unknown column"),
        ("fields", [{"name": "actor_id", "type": "text", "description": "x"}], "unknown type"),
    ],
)
def test_what_is_no_schema_of_the_table_is_refused(name, value, words):
    changed = {**schema_json("actors"), name: value}
    schema = {name: value for name, value in changed.items() if value is not None}
    with pytest.raises(DataIntegrityError, match=rf"schemas/actors\.json is not .*({words})"):
        declared_schema("actors", schema)


def test_a_schema_without_damage_is_read():
    assert declared_schema("actors", schema_json("actors")) == table_schema("actors")


def test_an_undeclared_property_is_refused():
    with pytest.raises(TypeError):
        Field.from_json({"name": "a", "type": "string", "description": "b", "titel": "c"})
    with pytest.raises(UnknownValueError, match="integer"):
        Field.from_json({"name": "a", "type": "int", "description": "b"})


@pytest.mark.parametrize("table", TABLES)
def test_arrow_pandera_codebook_and_manifest_have_the_same_columns(table):
    columns = list(table_schema(table).columns)
    assert arrow_schema(table).names == columns
    assert list(mc.schema(table).columns) == columns
    assert mc.describe(table)["column"].tolist() == list(table_schema(table).accessor_columns)
    manifest = json.loads((ROOT / "data" / "datapackage.json").read_text(encoding="utf-8"))
    resource = next(r for r in manifest["resources"] if r["name"] == table)
    assert [field["name"] for field in resource["schema"]["fields"]] == columns


def test_manifest_writes_out_the_vocabulary():
    manifest = json.loads((ROOT / "data" / "datapackage.json").read_text(encoding="utf-8"))
    events = next(r for r in manifest["resources"] if r["name"] == "events")
    column = next(f for f in events["schema"]["fields"] if f["name"] == "event_type")
    allowed = sorted(r["value"] for r in shipped()["vocabulary"] if r["list"] == "event_type")
    assert column["constraints"]["enum"] == allowed


@pytest.mark.parametrize("table", TABLES)
def test_pandera_accepts_the_shipped_table(table):
    mc.schema(table).validate(mc.table(table))


def test_pandera_refuses_what_is_outside_the_vocabulary():
    import pandera.errors

    events = mc.table("events")
    events.loc[0, "event_type"] = "rumour"
    with pytest.raises(pandera.errors.SchemaError, match="R22"):
        mc.schema("events").validate(events)


def test_pandera_refuses_a_trailing_line_feed():
    import pandera.errors

    events = mc.table("events")
    events.loc[0, "event_id"] = "evt-0001\n"
    with pytest.raises(pandera.errors.SchemaError):
        mc.schema("events").validate(events)


def test_unknown_table_names_the_nearest_first():
    with pytest.raises(UnknownValueError, match="nearest first: events"):
        mc.table("event")


def test_measures_never_allow_attempts_beside_people():
    for row in shipped()["vocabulary"]:
        if row["list"] == "measure":
            assert not {"attempts", "people"} <= set(str(row["units"]).split("; "))
