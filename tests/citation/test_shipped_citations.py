"""Every record and document of the shipped dataset can be cited, and others can read it."""

import json
import re

import jsonschema
import pytest

from migrant_crisis_2021.citation.cite import cite
from migrant_crisis_2021.citation.ids import known_ids
from migrant_crisis_2021.dataset import shipped
from migrant_crisis_2021.names import STYLES
from tests.conftest import ROOT


@pytest.mark.parametrize("style", STYLES)
def test_every_id_can_be_cited(style):
    text = cite(shipped(), known_ids(shipped()), style=style)
    assert "None" not in text.split()
    if style in ("apa", "chicago", "text"):
        assert not re.search(r"  | [.,;]|\.\.|,,", re.sub(r"https?://\S+", "", text))


@pytest.mark.conformance
def test_the_citation_of_all_documents_is_read_by_others():
    documents = list(shipped()["sources"].by_id)
    pybtex = pytest.importorskip("pybtex.database")
    keys = list(pybtex.parse_string(cite(shipped(), documents, "bibtex"), "bibtex").entries)
    assert keys == [*documents, "migrant_crisis_2021"]
    rispy = pytest.importorskip("rispy")
    assert [entry["id"] for entry in rispy.loads(cite(shipped(), documents, "ris"))] == keys
    schema = json.loads((ROOT / "tests/data/csl-data-1.0.2-schema.json").read_text("utf-8"))
    jsonschema.Draft7Validator(schema).validate(json.loads(cite(shipped(), documents, "csl-json")))


def test_every_record_names_claimant_and_publisher():
    for ident, row in shipped()["figures"].by_id.items():
        first = cite(shipped(), ident).split("\n\n")[0]
        if row["asserted_by"]:
            name = shipped()["actors"].by_id[row["asserted_by"]]["name"]
            assert f"Claimant: {name}." in first
        assert "Publisher" in first
        assert f"Record {ident}, version" in first
