"""The bibliography of the shipped dataset parses, and every record can be cited."""

import json
import re

import jsonschema
import pytest

from migrant_crisis_2021.citation.cite import bibliography, cite
from migrant_crisis_2021.citation.selection import known_ids
from migrant_crisis_2021.dataset.csv_files import index, rows
from migrant_crisis_2021.names import STYLES
from tests.conftest import ROOT


@pytest.mark.parametrize("style", STYLES)
def test_every_id_can_be_cited(style):
    text = cite(known_ids(), style=style)
    assert "None" not in text.split()
    if style in ("apa", "chicago", "text"):
        assert not re.search(r"  | [.,;]|\.\.|,,", re.sub(r"https?://\S+", "", text))


@pytest.mark.conformance
def test_the_bibliography_is_read_by_others():
    documents = [row["source_id"] for row in rows("sources")]
    pybtex = pytest.importorskip("pybtex.database")
    keys = list(pybtex.parse_string(bibliography("bibtex"), "bibtex").entries)
    assert keys == [*documents, "migrant_crisis_2021"]
    rispy = pytest.importorskip("rispy")
    assert [entry["id"] for entry in rispy.loads(bibliography("ris"))] == keys
    schema = json.loads((ROOT / "tests/data/csl-data-1.0.2-schema.json").read_text("utf-8"))
    jsonschema.Draft7Validator(schema).validate(json.loads(bibliography("csl-json")))


def test_every_record_names_claimant_and_publisher():
    for ident, row in index("figures").items():
        first = cite(ident).split("\n\n")[0]
        if row["asserted_by"]:
            name = index("actors")[row["asserted_by"]]["name"]
            assert f"Claimant: {name}." in first
        assert "Publisher" in first
        assert f"Record {ident}, version" in first
