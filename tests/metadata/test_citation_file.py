"""CITATION.cff says what the manifest says, and is valid."""

import json
import re

import jsonschema
import pytest

from migrant_crisis_2021.dataset import shipped
from migrant_crisis_2021.metadata.citation_file import SPDX, citation_file
from tests.conftest import ROOT

SCHEMA = json.loads((ROOT / "tests/data/cff-1.2.0-schema.json").read_text(encoding="utf-8"))
TRICKY = ["Dead: 12", "#1", "yes", "1.0", "- a", 'say "so"', "Żegluga", "a: b", "null", "x ", "@a"]


def loaded(text):
    """Read YAML with every scalar as text, as the schema has it."""
    yaml = pytest.importorskip("yaml")
    return yaml.load(text, Loader=yaml.BaseLoader)


def facts(**changed):
    manifest = {
        "title": "Timeline",
        "description": "What happened.",
        "keywords": ["border", "yes"],
        "version": "1.2.0",
        "created": "2026-11-24T00:00:00Z",
        "contributors": [{"title": "The contributors"}],
        "licenses": [{"name": "CC-BY-4.0"}, {"name": "MIT"}],
    }
    return manifest | changed


def test_the_file_is_the_one_that_the_manifest_makes():
    path = ROOT / "CITATION.cff"
    assert path.read_text(encoding="utf-8") == citation_file(shipped().manifest), "build again"


@pytest.mark.conformance
def test_it_is_valid_and_cites_a_dataset():
    content = loaded(citation_file(shipped().manifest))
    jsonschema.Draft7Validator(SCHEMA).validate(content)
    assert content["type"] == "dataset"
    assert not {"description", "maintainers"} & set(content)


@pytest.mark.conformance
def test_the_schema_can_say_no():
    content = loaded(citation_file(shipped().manifest))
    for wrong in ({"maintainers": "x"}, {"type": "data"}, {"date-released": "2026"}):
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.Draft7Validator(SCHEMA).validate(content | wrong)


def test_every_scalar_is_text_in_quotes():
    text = citation_file(facts(homepage="https://example.org", id="10.1234/mc"))
    for line in text.splitlines()[1:]:  # the first is a comment
        scalar = re.sub(r"^ *(?:- )?(?:[a-z-]+:(?: |$))?", "", line)
        assert not scalar or isinstance(json.loads(scalar), str), line


def test_letters_beyond_ascii_stay_readable():
    assert '\ntitle: "Żegluga: stop"\n' in citation_file(facts(title="Żegluga: stop"))


@pytest.mark.parametrize("text", TRICKY)
@pytest.mark.conformance
def test_texts_stay_texts(text):
    yaml = pytest.importorskip("yaml")
    content = yaml.safe_load(citation_file(facts(title=text, version="1.0")))
    assert (content["title"], content["version"]) == (text, "1.0")


@pytest.mark.conformance
def test_what_is_said_about_the_dataset_is_in_the_file():
    named = {"homepage": "https://example.org/mc", "id": "https://doi.org/10.1234/mc.v1"}
    content = loaded(citation_file(facts(**named)))
    jsonschema.Draft7Validator(SCHEMA).validate(content)
    assert (content["url"], content["doi"]) == ("https://example.org/mc", "10.1234/mc.v1")
    assert (content["abstract"], content["keywords"]) == ("What happened.", ["border", "yes"])
    assert not {"url", "doi"} & set(loaded(citation_file(facts())))


PAGE = {"path": "https://example.org/terms"}


@pytest.mark.parametrize(
    ("licences", "expected"),
    [
        ([{"name": "cc-by-4.0"}, {"name": "own-terms"}], {"license": ["CC-BY-4.0"]}),
        ([{"name": "own-terms"}, {"name": "MIT"}], {}),
        ([{"name": "own-terms", "path": "TERMS.md"}], {}),
        ([{"name": "own-terms"} | PAGE, {"name": "MIT"}], {"license-url": PAGE["path"]}),
        ([{"name": "TODO: the licence"}], {}),
    ],
)
@pytest.mark.conformance
def test_a_licence_that_the_format_does_not_know_is_not_named(licences, expected):
    content = loaded(citation_file(facts(licenses=licences)))
    jsonschema.Draft7Validator(SCHEMA).validate(content)
    assert {name: content[name] for name in content if name.startswith("license")} == expected


@pytest.mark.conformance
def test_known_licences_are_those_of_the_format():
    assert {*SPDX.values()} <= {*SCHEMA["definitions"]["license-enum"]["enum"]}
