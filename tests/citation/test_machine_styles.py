"""BibTeX, RIS and CSL-JSON, read back by parsers that are not ours."""

import json
import re
from urllib.parse import unquote

import jsonschema
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from migrant_crisis_2021.citation.cite import bibliography, cite
from migrant_crisis_2021.citation.items import Citation, dataset_item, source_item
from migrant_crisis_2021.citation.styles import apa, bibtex, chicago, csl_json, ris
from migrant_crisis_2021.citation.styles import text as plain
from tests.conftest import ROOT

from .invented_dataset import MANIFEST, SOURCES, document, table

pytestmark = pytest.mark.usefixtures("invented")

reads_back = pytest.mark.conformance  # needs pybtex or rispy

SCHEMA = json.loads((ROOT / "tests/data/csl-data-1.0.2-schema.json").read_text(encoding="utf-8"))
EVERYTHING = ["fig-0001", "evt-0002", "pos-0001", "clm-0001", *(s["source_id"] for s in SOURCES)]
# What a cell can hold: one line, trimmed, no control characters.
CELL = st.text(st.characters(exclude_categories=["C", "Zl", "Zp"]), min_size=1).map(str.strip)
CELL = CELL.filter(bool)


def parse_bibtex(text):
    pybtex = pytest.importorskip("pybtex.database")
    return pybtex.parse_string(text, "bibtex").entries


def parse_ris(text):
    return pytest.importorskip("rispy").loads(text)


def made(**row):
    (source,) = table("sources", document("one", **row))
    return Citation([], [source_item(source)], dataset_item(MANIFEST))


def unescaped(text):
    """Undo the escapes as LaTeX prints them."""
    words = {
        "textbackslash": "\\",
        "textasciitilde": "~",
        "textasciicircum": "^",
        "textbraceleft": "{",
        "textbraceright": "}",
    }
    return re.sub(
        rf"\\({'|'.join(words)})\{{\}}|\\([&%#_$])", lambda m: words.get(m[1]) or m[2], text
    )


def test_csl_json_is_valid():
    items = json.loads(cite(EVERYTHING, style="csl-json"))
    jsonschema.Draft7Validator(SCHEMA).validate(items)
    assert len(items) == len(EVERYTHING) + 1


@pytest.mark.parametrize(
    ("ident", "kind"),
    [
        ("agency-2021-11-14-talks", "webpage"),
        ("herald-2021-11-15-full", "article-newspaper"),
        ("radio-2021-11-17-storm", "webpage"),
        ("ministry-2021-11-19-decree", "webpage"),
        ("watch-2021-11-24-stranded", "report"),
        ("institute-2022-02-01-costs", "report"),
        ("court-2022-01-05-swinkowo", "webpage"),
        ("fig-0001", "entry"),
    ],
)
def test_types_follow_the_kind_of_publisher(ident, kind):
    assert json.loads(cite(ident, style="csl-json"))[0]["type"] == kind


def test_an_item_has_what_is_known_and_nothing_else():
    item = json.loads(cite("herald-2021-11-16-agency", style="csl-json"))[0]
    assert item == {
        "id": "herald-2021-11-16-agency",
        "type": "article-newspaper",
        "title": "[Ferries wait outside the port]",
        "author": [{"literal": "Example Agency"}],
        "container-title": "The Harbour Herald",
        "issued": {"date-parts": [[2021, 11, 16]]},
        "URL": "https://herald.example/wait",
        "language": "en",
    }


def test_a_body_that_carries_an_agency_is_a_publisher():
    row = {"publisher": "Port", "kind": "government", "wire_origin": "Agency", "title": "T"}
    (item,) = made(**row).sources
    assert item["author"] == [{"literal": "Agency"}]
    assert item["publisher"] == "Port"
    assert "container-title" not in item


def test_an_agency_that_carries_another_is_a_periodical():
    row = {"publisher": "Agency", "kind": "news_agency", "wire_origin": "Bureau", "title": "T"}
    (item,) = made(**row).sources
    assert item["container-title"] == "Agency"


@reads_back
def test_a_home_page_of_the_dataset_is_its_address():
    address = "https://example.org/mc"
    cited = Citation([], [], dataset_item(MANIFEST | {"homepage": address}))
    assert apa.render(cited).endswith(f"Licence: CC-BY-4.0. {address}")
    assert chicago.render(cited).endswith(f"Licence: CC-BY-4.0. {address}.")
    assert plain.render(cited).endswith(f"Licence: CC-BY-4.0. {address}")
    assert parse_bibtex(bibtex.render(cited))["migrant_crisis_2021"].fields["url"] == address
    assert f"UR  - {address}\n" in ris.render(cited)


@reads_back
def test_a_doi_of_the_dataset_is_its_address_before_its_home_page():
    named = {"id": "10.1234/mc.v1", "homepage": "https://example.org/mc"}
    cited = Citation([], [], dataset_item(MANIFEST | named))
    address = "https://doi.org/10.1234/mc.v1"
    assert apa.render(cited).endswith(address)
    assert parse_bibtex(bibtex.render(cited))["migrant_crisis_2021"].fields["url"] == address
    assert f"DO  - 10.1234/mc.v1\nUR  - {address}\n" in ris.render(cited)
    (item,) = json.loads(csl_json.render(cited))
    assert (item["DOI"], item["URL"]) == ("10.1234/mc.v1", address)


@reads_back
def test_bibtex_keys_are_the_ids():
    entries = parse_bibtex(cite(EVERYTHING, style="bibtex"))
    assert list(entries) == [*EVERYTHING, "migrant_crisis_2021"]


@reads_back
def test_bibtex_types_and_fields():
    entries = parse_bibtex(cite(EVERYTHING, style="bibtex"))
    kinds = {key: entry.type for key, entry in entries.items()}
    assert kinds["agency-2021-11-14-talks"] == "online"
    assert kinds["agency-2021-11-10-briefing"] == "misc"  # has no address
    assert kinds["herald-undated-strike"] == "article"
    assert kinds["watch-2021-11-24-stranded"] == "techreport"
    assert kinds["fig-0001"] == kinds["migrant_crisis_2021"] == "misc"
    assert entries["watch-2021-11-24-stranded"].fields["institution"] == "Dockers Watch"
    assert entries["herald-undated-strike"].fields["year"] == "n.d."
    assert entries["herald-2021-11-15-full"].fields["journal"] == "The Harbour Herald"
    assert entries["radio-2021-11-17-storm"].fields["date"] == "2021-11-17~"
    assert entries["migrant_crisis_2021"].fields["version"] == "1.2.0"
    assert entries["migrant_crisis_2021"].fields["month"] == "November"
    assert "Claimant: Ministry of Ports." in entries["fig-0001"].fields["note"]
    address = "https://herald.example/a_b?x=1&y=2#50%25"
    assert entries["herald-2021-11-15-full"].fields["url"] == address


@reads_back
def test_remarks_of_ours_are_not_in_a_field_that_styles_print():
    """Standard styles print a note and leave out an annotation; RIS has notes that none prints."""
    cited = made(title="T", publisher="P", kind="court", weak="yes", note="Partisan, we think.")
    fields = parse_bibtex(bibtex.render(cited))["one"].fields
    assert "note" not in fields
    assert fields["annote"] == "Weak source. Partisan, we think."
    assert parse_ris(ris.render(cited))[0]["notes"] == ["Weak source. Partisan, we think."]
    jsonschema.Draft7Validator(SCHEMA).validate([*cited.sources, cited.dataset])


@reads_back
def test_a_body_is_one_author_in_bibtex():
    (person,) = parse_bibtex(bibliography("bibtex"))["institute-2022-02-01-costs"].persons["author"]
    assert str(person) == "{Institute for Ports and Ferries, Vellmar}"


def test_bibtex_keeps_letters_and_escapes_marks():
    text = bibliography("bibtex")
    assert "Świnkowo przeciw „Żegludze”" in text
    assert r"Prices\_up 5 \% on \textbraceleft{}all\textbraceright{} lines \#1 for \$9" in text
    assert r"Quay \& Rail Monitor" in text


@reads_back
@example(title="{", publisher="}", kind="ngo")
@given(title=CELL, publisher=CELL, kind=st.sampled_from(["ngo", "newspaper", "court"]))
def test_any_text_survives_bibtex(title, publisher, kind):
    cited = made(title=title, publisher=publisher, kind=kind)
    entry = parse_bibtex(bibtex.render(cited))["one"]
    assert unescaped(entry.fields["title"]) == f"{{{_folded(title)}}}"
    if kind != "newspaper":
        (person,) = entry.persons["author"]
        assert unescaped(str(person)) == f"{{{_folded(publisher)}}}"


def _folded(text):
    """Fold white space, as BibTeX does."""
    return re.sub(r"\s+", " ", text)


@reads_back
@example(path="}")
@example(path="{")
@example(path="\\")
@example(path="пограничная-служба?a=1&b=%D0%BF#c_d~e")
@given(path=st.text(st.characters(categories=["L", "N", "P", "S"]), min_size=1))
def test_any_address_leaves_bibtex_readable(path):
    cited = made(title="T", publisher="P", kind="court", url=f"https://p.example/{path}")
    entries = parse_bibtex(bibtex.render(cited))
    assert list(entries) == ["one", "migrant_crisis_2021"]
    address = entries["one"].fields["url"]
    assert address.isascii()
    assert unquote(address) == unquote(f"https://p.example/{path}")


@reads_back
def test_ris_is_read_back():
    text = cite(EVERYTHING, style="ris")
    assert text.count("\nER  - \n") == len(EVERYTHING)
    read = {entry["id"]: entry for entry in parse_ris(text)}
    assert list(read) == [*EVERYTHING, "migrant_crisis_2021"]
    item = read["herald-2021-11-16-agency"]
    assert item["type_of_reference"] == "NEWS"
    assert item["authors"] == ["Example Agency"]
    assert item["secondary_title"] == "The Harbour Herald"
    assert (item["year"], item["date"]) == ("2021", "2021/11/16/")
    assert read["quay-undated-prices"]["access_date"] == "2026/11/20/"
    assert "year" not in read["quay-undated-prices"]
    assert read["migrant_crisis_2021"]["type_of_reference"] == "DATA"
    assert read["migrant_crisis_2021"]["edition"] == "1.2.0"
    assert "Record fig-0001, version 1.2.0." in read["fig-0001"]["notes"][0]


@reads_back
@given(title=CELL)
def test_any_title_survives_ris(title):
    first, _ = parse_ris(ris.render(made(title=title, publisher="P", kind="court")))
    assert first["title"] == title


@pytest.mark.parametrize("style", ["bibtex", "ris", "csl-json"])
def test_keys_do_not_depend_on_what_else_is_cited(style):
    alone = cite("fig-0001", style=style)
    among = cite(["evt-0001", "fig-0001", "clm-0001"], style=style)
    assert alone.split("fig-0001")[1] in among
