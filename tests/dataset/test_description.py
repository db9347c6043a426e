"""What is said about a dataset is whole, or the error says what is missing or wrong."""

import datetime as dt
import json

import pytest

from migrant_crisis_2021.dataset.description import (
    data_licence,
    description,
    doi,
    period,
    read_description,
)
from migrant_crisis_2021.errors import DataIntegrityError
from tests.conftest import ROOT

AUTHORED = json.loads((ROOT / "schemas/datapackage.json").read_text(encoding="utf-8"))


def written(folder, content):
    file = folder / "datapackage.json"
    file.write_text(content if isinstance(content, str) else json.dumps(content), "utf-8")
    return file


def test_the_shipped_description_is_the_authored_file():
    assert description() == AUTHORED
    assert period(AUTHORED) == (dt.date(2021, 1, 1), dt.date(2022, 12, 31))
    assert data_licence(AUTHORED) == "CC-BY-4.0"
    assert doi(AUTHORED) is None


def test_a_caller_cannot_change_the_shipped_description():
    description()["name"] = "other"
    assert description()["name"] == AUTHORED["name"]


@pytest.mark.parametrize(
    "name",
    ["name", "title", "description", "licenses", "contributors", "keywords", "temporal"],
)
def test_a_missing_property_is_named(tmp_path, name):
    content = {key: value for key, value in AUTHORED.items() if key != name}
    with pytest.raises(DataIntegrityError, match=f"datapackage.json .*: `{name}` is missing"):
        read_description(written(tmp_path, content))


def test_a_version_has_a_day_if_it_is_released(tmp_path):
    draft = AUTHORED | {"version": "1.0.0.dev0"}
    assert read_description(written(tmp_path, draft)) == draft
    released = AUTHORED | {"version": "1.0.0", "created": "2021-12-31"}
    assert read_description(written(tmp_path, released)) == released
    for wrong in (
        draft | {"created": "2021-12-31"},
        released | {"created": "2021-12-31T00:00:00Z"},
        released | {"created": "2021-02-30"},
    ):
        with pytest.raises(DataIntegrityError, match=r"`(created|version)` is"):
            read_description(written(tmp_path, wrong))


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("name", "Ceuta 2021", "`name` is 'Ceuta 2021': use only a-z"),
        ("title", 1, "`title` is 1, not text"),
        ("title", " ", "`title` is ' ', not text"),
        ("title", "a\u2028b", "`title` is .*remove line breaks"),
        ("title", "a\ud800b", "`title` is .*remove line breaks"),
        ("description", "a\x9fb", "`description` is .*remove line breaks"),
        ("licenses", "MIT", "`licenses` is 'MIT', not a list"),
        ("licenses", [], r"`licenses` is \[\], not a list"),
        ("licenses", [{"name": "MIT"}, {}], r"`licenses\[1\].name` is missing"),
        (
            "licenses",
            [{"name": "CC BY 4.0"}],
            r"`licenses\[0\].name` is 'CC BY 4.0': use the SPDX identifier, such as CC-BY-4.0",
        ),
        ("contributors", ["A"], r"`contributors\[0\]` is 'A', not an object"),
        ("contributors", [{"title": None}], r"`contributors\[0\].title` is None, not text"),
        ("keywords", ["a", 2], r"`keywords\[1\]` is 2, not text"),
        ("keywords", ["a", "a"], "`keywords` lists a keyword twice"),
        ("temporal", "2021", "`temporal` is '2021', not an object"),
        ("temporal", {"start": "2021-01-01"}, "`temporal.end` is missing"),
        ("temporal", {"start": "20210101", "end": "2022-12-31"}, "`temporal.start` is '20210101'"),
        ("temporal", {"start": "2021-01-01", "end": "2022-02-30"}, "`temporal.end` is '2022-02-30"),
        ("temporal", {"start": "2021-01-02", "end": "2021-01-01"}, "starts on 2021-01-02, after"),
        ("homepage", "example.org", r"`homepage` is 'example.org', not an http\(s\) address"),
        ("id", "zenodo.1", "`id` is 'zenodo.1', not a DOI"),
        ("version", "1.0.0", "`version` is 1.0.0: give the day of a release as `created`"),
        ("version", "1.0", "'1.0' is not a version"),
        ("created", "2021-01-01", "`created` is the day of a `version`: give both or neither"),
        ("resources", [], "`resources` is written by the build"),
    ],
)
def test_a_wrong_property_is_named(tmp_path, name, value, words):
    with pytest.raises(DataIntegrityError, match=words):
        read_description(written(tmp_path, AUTHORED | {name: value}))


@pytest.mark.parametrize("text", ["", "null", "[]", "1", "[" * 100_000, "\ufeff{}"])
def test_a_file_that_is_no_description_is_refused(tmp_path, text):
    with pytest.raises(DataIntegrityError, match=r"/datapackage.json (cannot be read|does not)"):
        read_description(written(tmp_path, text))
    with pytest.raises(DataIntegrityError, match=r"datapackage.json is missing"):
        read_description(tmp_path / "none" / "datapackage.json")


@pytest.mark.parametrize("name", ["10.5281/zenodo.1003150", "https://doi.org/10.1594/A.B(1)"])
def test_a_doi_is_read_with_and_without_the_resolver(tmp_path, name):
    read = read_description(written(tmp_path, AUTHORED | {"id": name}))
    assert doi(read) == name.removeprefix("https://doi.org/")
