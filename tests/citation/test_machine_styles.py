"""BibTeX, RIS and CSL-JSON, read back by parsers that are not ours."""

import json
import re
from typing import get_args
from urllib.parse import unquote

import jsonschema
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from migrant_crisis_2021.citation.item import ItemType
from migrant_crisis_2021.citation.styles import apa, bibtex, chicago, csl_json, ris
from migrant_crisis_2021.citation.styles import text as plain
from tests.conftest import ROOT

from .invented_dataset import INFERRED, MANIFEST, OPENED, SOURCES, cited, document, invented

reads_back = pytest.mark.conformance  # needs pybtex or rispy

SCHEMA = json.loads((ROOT / "tests/data/csl-data-1.0.2-schema.json").read_text(encoding="utf-8"))
DOCUMENTS = [source["source_id"] for source in SOURCES]
EVERYTHING = ["fig-0001", "evt-0002", "pos-0001", "clm-0001", *DOCUMENTS]
# What a cell can contain: one line, trimmed, no control characters.
CELL = st.text(st.characters(exclude_categories=["C", "Zl", "Zp"]), min_size=1).map(str.strip)
CELL = CELL.filter(bool)


def parse_bibtex(text):
    pybtex = pytest.importorskip("pybtex.database")
    return pybtex.parse_string(text, "bibtex").entries


def parse_ris(text):
    return pytest.importorskip("rispy").loads(text)


def made(**row):
    return cited(document("one", **row))


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
    items = json.loads(invented.cite(EVERYTHING, style="csl-json"))
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
        ("fig-0001", "dataset"),
    ],
)
def test_types_follow_the_kind_of_publisher(ident, kind):
    assert json.loads(invented.cite(ident, style="csl-json"))[0]["type"] == kind


def test_an_item_has_what_is_known_and_nothing_else():
    item = json.loads(invented.cite("herald-2021-11-16-agency", style="csl-json"))[0]
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
    whole = cited(manifest=MANIFEST | {"homepage": address})
    assert apa.render(whole).endswith(f"Licence: CC-BY-4.0. {address}")
    assert chicago.render(whole).endswith(f"Licence: CC-BY-4.0. {address}.")
    assert plain.render(whole).endswith(f"Licence: CC-BY-4.0. {address}")
    assert parse_bibtex(bibtex.render(whole))["migrant_crisis_2021"].fields["url"] == address
    assert f"UR  - {address}\n" in ris.render(whole)


@reads_back
def test_a_doi_of_the_dataset_is_its_address_before_its_home_page():
    named = {"id": "10.1234/mc.v1", "homepage": "https://example.org/mc"}
    whole = cited(manifest=MANIFEST | named)
    address = "https://doi.org/10.1234/mc.v1"
    assert apa.render(whole).endswith(address)
    assert parse_bibtex(bibtex.render(whole))["migrant_crisis_2021"].fields["url"] == address
    assert f"DO  - 10.1234/mc.v1\nUR  - {address}\n" in ris.render(whole)
    (item,) = json.loads(csl_json.render(whole))
    assert (item["DOI"], item["URL"]) == ("10.1234/mc.v1", address)


@reads_back
def test_bibtex_keys_are_the_ids():
    entries = parse_bibtex(invented.cite(EVERYTHING, style="bibtex"))
    assert list(entries) == [*EVERYTHING, "migrant_crisis_2021"]


def test_bibtex_has_only_types_that_every_program_reads():
    """Some leave out others, such as ``dataset``; RIS and CSL-JSON keep the kind."""
    kinds = re.findall(r"^@(\w+)", invented.cite(EVERYTHING, style="bibtex"), re.MULTILINE)
    assert set(kinds) == {"article", "misc", "online", "techreport"}
    assert invented.cite("fig-0001", style="ris").startswith("TY  - DATA\n")


@reads_back
def test_bibtex_types_and_fields():
    entries = parse_bibtex(invented.cite(EVERYTHING, style="bibtex"))
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
    one = made(title="T", publisher="P", kind="court", weak="yes", note="Partisan, we think.")
    fields = parse_bibtex(bibtex.render(one))["one"].fields
    assert "note" not in fields
    assert fields["annote"] == "Weak source. Partisan, we think."
    assert parse_ris(ris.render(one))[0]["notes"] == ["Weak source. Partisan, we think."]
    jsonschema.Draft7Validator(SCHEMA).validate([*one.items])


@reads_back
def test_a_body_is_one_author_in_bibtex():
    (person,) = parse_bibtex(invented.cite(DOCUMENTS, "bibtex"))[
        "institute-2022-02-01-costs"
    ].persons["author"]
    assert str(person) == "{Institute for Ports and Ferries, Vellmar}"


def test_bibtex_keeps_letters_and_escapes_marks():
    text = invented.cite(DOCUMENTS, "bibtex")
    assert "Świnkowo przeciw „Żegludze”" in text
    assert r"Prices\_up 5 \% on \textbraceleft{}all\textbraceright{} lines \#1 for \$9" in text
    assert r"Quay \& Rail Monitor" in text


@reads_back
@example(title="{", publisher="}", kind="ngo")
@given(title=CELL, publisher=CELL, kind=st.sampled_from(["ngo", "newspaper", "court"]))
def test_any_text_survives_bibtex(title, publisher, kind):
    one = made(title=title, publisher=publisher, kind=kind)
    entry = parse_bibtex(bibtex.render(one))["one"]
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
    one = made(title="T", publisher="P", kind="court", url=f"https://p.example/{path}")
    entries = parse_bibtex(bibtex.render(one))
    assert list(entries) == ["one", "migrant_crisis_2021"]
    address = entries["one"].fields["url"]
    assert address.isascii()
    assert unquote(address) == unquote(f"https://p.example/{path}")


@reads_back
def test_ris_is_read_back():
    text = invented.cite(EVERYTHING, style="ris")
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


TWO_AUTHORS = MANIFEST | {"contributors": [{"title": "Quay and Rail"}, {"title": "The others"}]}


def test_several_authors_of_the_dataset():
    whole = cited(manifest=TWO_AUTHORS)
    assert apa.render(whole).startswith("Quay and Rail; The others. (2026).")
    assert "author = {{Quay and Rail} and {The others}}," in bibtex.render(whole)


def test_every_mark_that_latex_reads_as_its_own_is_escaped():
    title = r"a~b ^c $d &e %f #g _h {i} \j"
    assert (
        r"{{a\textasciitilde{}b \textasciicircum{}c \$d \&e \%f \#g \_h "
        r"\textbraceleft{}i\textbraceright{} \textbackslash{}j}}"
    ) in bibtex.render(made(publisher="P", kind="court", title=title))


def test_bibtex_says_when_a_document_was_opened_and_what_is_data():
    entry, dataset = bibtex.render(made(publisher="P", kind="court", **OPENED)).split("\n\n")
    assert "\n  urldate = {2026-11-20}," in entry
    assert "\n  year = {n.d.}," in entry
    assert "note = {Data set. Licence: CC-BY-4.0.}" in dataset


@pytest.mark.parametrize(
    ("row", "line"),
    [
        ({"kind": "government", "wire_origin": "Agency"}, "PB  - Port"),
        ({"kind": "newspaper"}, "T2  - Port"),
        ({"kind": "newspaper", "wire_origin": "W", "weak": "yes"}, "M3  - Third-party copy of a"),
        ({"kind": "newspaper"}, "LA  - en"),
        ({"kind": "newspaper", "day": "2021-11-02"}, "DA  - 2021/11/02/"),
        ({"kind": "newspaper", **OPENED}, "Y2  - 2026/11/20/"),
        ({"kind": "newspaper", "day": "2021-11-02", **INFERRED}, "N1  - Date inferred."),
    ],
)
def test_ris_has_a_tag_for_each_fact(row, line):
    assert f"\n{line}" in ris.render(made(publisher="Port", title="T", **row))


@pytest.mark.parametrize("style", [bibtex, ris])
def test_every_type_of_item_has_a_type_of_entry(style):
    assert set(style.TYPES) == set(get_args(ItemType))


@pytest.mark.parametrize("style", ["bibtex", "ris", "csl-json"])
def test_keys_do_not_depend_on_what_else_is_cited(style):
    alone = invented.cite("fig-0001", style=style)
    among = invented.cite(["evt-0001", "fig-0001", "clm-0001"], style=style)
    assert alone.split("fig-0001")[1] in among
