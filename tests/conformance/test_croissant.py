"""mlcroissant reads ``data/croissant.json`` and loads every row by it."""

import copy
import json
import shutil

import pytest

from migrant_crisis_2021.dataset import shipped
from migrant_crisis_2021.metadata.croissant import croissant
from tests.conformance.truth import DATA, RESOURCES, TABLES, columns, compare

pytestmark = [
    pytest.mark.conformance,
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),  # of rdflib, which it uses
]

CROISSANT = json.loads((DATA / "croissant.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def opened(tmp_path_factory):
    """Return a function that opens a description beside copies of the files."""
    mlcroissant = pytest.importorskip("mlcroissant")
    folder = shutil.copytree(DATA, tmp_path_factory.mktemp("croissant") / "data")

    def opened(described):
        file = folder / "croissant.json"
        file.write_text(json.dumps(described), encoding="utf-8")
        return mlcroissant.Dataset(file)

    return opened


@pytest.fixture(scope="module")
def as_shipped(opened):
    return opened(CROISSANT)


def load(dataset, table):
    return [
        tuple(record[f"{table}/{column}"] for column in columns(table))
        for record in dataset.records(table)
    ]


def test_it_is_valid_and_warns_of_nothing_but_the_release(opened, as_shipped):
    """Only a version in preparation lacks a release date and a version of three numbers."""
    assert not as_shipped.metadata.ctx.issues.errors
    released = {**shipped().manifest, "version": "1.2.3", "created": "2026-11-24T00:00:00Z"}
    issues = opened(json.loads(croissant(released))).metadata.ctx.issues
    assert not issues.errors | issues.warnings


@pytest.mark.parametrize("table", TABLES)
def test_every_row_is_loaded(as_shipped, table):
    """A description that mlcroissant accepts can still load the wrong rows, without an error."""
    compare(table, load(as_shipped, table))


def test_record_sets_have_the_tables_columns_and_keys():
    for record_set in CROISSANT["recordSet"]:
        schema = RESOURCES[record_set["@id"]]["schema"]
        fields = [field["@id"].split("/") for field in record_set["field"]]
        assert fields == [[record_set["@id"], name] for name in columns(record_set["@id"])]
        keys = record_set.get("key", [])
        keys = [key["@id"] for key in (keys if isinstance(keys, list) else [keys])]
        assert keys == [f"{record_set['@id']}/{name}" for name in schema.get("primaryKey", ())]
    assert [record_set["@id"] for record_set in CROISSANT["recordSet"]] == list(TABLES)


def broken(path, value):
    described = copy.deepcopy(CROISSANT)
    *parents, last = path
    owner = described
    for step in parents:
        owner = owner[step]
    owner[last] = value
    return described


FIELD = ("recordSet", 0, "field", 1)


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (["distribution", 0, "sha256"], "0" * 64),
        ([*FIELD, "dataType"], "sc:Txt"),
        ([*FIELD, "dataType"], "sc:Integer"),
        ([*FIELD, "source", "fileObject"], {"@id": "nobody.parquet"}),
        ([*FIELD, "source", "extract", "column"], "nothing"),
        (["recordSet", 1, "@id"], "events"),
        (["recordSet", 0, "@type"], "cr:Table"),
        (["conformsTo"], "http://mlcommons.org/croissant/7.0"),
    ],
)
def test_mlcroissant_refuses_a_broken_description(opened, path, value):
    from mlcroissant import GenerationError, ValidationError

    with pytest.raises((ValidationError, GenerationError)):
        load(opened(broken(path, value)), "events")


def test_a_wrong_file_is_noticed_in_the_rows(opened):
    """What mlcroissant accepts, the comparison of rows refuses."""
    described = broken([*FIELD, "source", "extract", "column"], "event_id")
    with pytest.raises(AssertionError, match="cells differ"):
        compare("events", load(opened(described), "events"))
