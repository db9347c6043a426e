"""What is cited, in which order, and which calls are refused."""

import json
import re
import shutil

import numpy as np
import pytest

from migrant_crisis_2021.errors import InvalidInputError, UnknownValueError
from migrant_crisis_2021.interface import OpenedDataset, opened_shipped
from migrant_crisis_2021.names import STYLES
from tests.datasets import day, small_rows

from .invented_dataset import MANIFEST, SOURCES, invented

DATASET = "migrant_crisis_2021"
DOCUMENTS = [source["source_id"] for source in SOURCES]


def ids(what=None):
    """List what is cited, in order, as the machine-readable styles have it."""
    return [item["id"] for item in json.loads(invented.cite(what, style="csl-json"))]


def first(what):
    return invented.cite(what).split("\n\n")[0]


def test_nothing_given_cites_the_dataset():
    assert ids() == [DATASET]
    text = invented.cite()
    for fact in ("The ferry contributors", "Timeline of the ferry strike", "Version 1.2.0"):
        assert fact in text
    for fact in ("(2026)", "November 24, 2026", "CC-BY-4.0", "[Data set]"):
        assert fact in text


@pytest.mark.parametrize(
    ("record", "documents"),
    [
        ("evt-0001", {"agency-2021-11-10-briefing", "herald-2021-11-15-full"}),
        ("fig-0002", {"quay-undated-prices"}),
        ("pos-0002", {"watch-2021-11-24-stranded"}),
        (
            "clm-0001",
            {
                "ministry-2021-11-19-decree",
                "watch-2021-11-24-stranded",
                "court-2022-01-05-swinkowo",
            },
        ),
    ],
)
def test_a_record_brings_its_documents_and_the_dataset(record, documents):
    assert ids(record)[0] == record
    assert set(ids(record)[1:-1]) == documents
    assert ids(record)[-1] == DATASET


def test_documents_alone_bring_no_records():
    assert ids("herald-undated-strike") == ["herald-undated-strike", DATASET]


def test_several_ids_keep_their_order_and_share_documents():
    mixed = ["quay-undated-prices", "fig-0003", "evt-0002", "fig-0003"]
    both = ["fig-0003", "evt-0002"]
    assert ids(mixed) == [*both, "quay-undated-prices", "copy-2021-11-18-weekly", DATASET]
    assert ids(tuple(mixed)) == ids(mixed) == ids(iter(mixed))


def test_a_figure_names_claimant_publisher_version_and_id():
    assert first("fig-0001") == (
        "Attempts to leave the harbour: 7,935 attempts (called lorries in the source), "
        "2021-01-01 to 2021-11-14. Claimant: Ministry of Ports. Publishers: Example Agency; "
        "The Harbour Herald (carrying Example Agency); The Harbour Herald. "
        "Record fig-0001, version 1.2.0, in Timeline of the ferry strike."
    )


@pytest.mark.parametrize(
    ("record", "words"),
    [
        ("fig-0002", "about 2,000 people. Claimant: none named; the source states it itself."),
        ("fig-0003", "more than 12,000 people, within 2021-01-01 to 2021-11-14, planned."),
        ("fig-0003", "This record is withdrawn."),
        ("evt-0001", "The harbour closes, 2021-11-08. Publisher: The Harbour Herald. Record"),
        ("evt-0002", "Guards break a gate, 2021-11-09 (alleged)."),
        ("evt-0002", "Publisher: Unidentified site (copying Example Weekly)."),
        ("evt-0003", "Ferries stop, about 2021-11."),
        ("evt-0004", "Crews wait, from 2021-11-08 on. Record evt-0004"),
        ("evt-0003", "This record is superseded by evt-0001."),
        (
            "pos-0001",
            "“The harbour is safe.” (asserted, 2021-11-09). Claimant: Ministry of Ports.",
        ),
        ("pos-0002", "“The harbour is safe.” (denied). Claimant: Dockers’ Union."),
        (
            "clm-0001",
            "“The harbour is safe.” (contested). Asserted by Ministry of Ports; Harbour master. "
            "Denied by Dockers’ Union. Publishers:",
        ),
    ],
)
def test_each_kind_of_record_says_what_it_is(record, words):
    assert words in first(record)


def test_quotation_marks_in_a_proposition_become_single():
    assert "“A gate was called ‘open’.” (asserted)" in first("pos-0006")
    assert "“A gate was called ‘open’.” (contested)" in first("clm-0002")


def test_a_withdrawn_position_is_not_behind_its_claim():
    assert "Ferry lines" not in invented.cite("clm-0001")
    assert "institute-2022-02-01-costs" not in ids("clm-0001")
    assert "Claimant: Ferry lines." in invented.cite("pos-0004")


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("record", ["fig-0001", "evt-0001", "pos-0001", "clm-0001"])
def test_every_style_names_version_and_id(style, record):
    text = invented.cite(record, style=style)
    assert f"Record {record}, version 1.2.0" in text
    assert "The Harbour Herald" in text or "Ministry of Ports of Vellmar" in text
    assert text == text.strip("\n")


@pytest.mark.parametrize(
    ("style", "words", "missing"),
    [
        (
            "apa",
            "(n.d.). Timeline of the ferry strike (Version 1.3.0.dev0) [Data set].",
            "Released",
        ),
        ("chicago", "Version 1.3.0.dev0. Data set. n.d. Licence", "2026"),
        ("text", "version 1.3.0.dev0, undated.", "2026"),
        ("bibtex", "year = {n.d.}", "2026"),
        ("ris", "ET  - 1.3.0.dev0", "PY  -"),
        ("csl-json", '"version": "1.3.0.dev0"', "issued"),
    ],
)
def test_a_version_in_preparation_is_cited_without_a_day(style, words, missing):
    facts = {name: value for name, value in MANIFEST.items() if name != "created"}
    dataset = OpenedDataset.of(small_rows(), facts | {"version": "1.3.0.dev0"})
    text = dataset.cite(style=style)
    assert words in text
    assert missing not in text


@pytest.mark.parametrize("style", ["apa", "chicago"])
def test_prose_is_records_then_documents_in_order_then_the_dataset(style):
    *entries, last = invented.cite(["evt-0001", "fig-0001"], style=style).split("\n\n")
    assert entries[0].startswith("The harbour closes")
    assert entries[1].startswith("Attempts to leave")
    assert len(entries) == 2 + 5
    assert last.startswith("The ferry contributors")


@pytest.mark.parametrize("style", STYLES)
def test_the_citation_of_all_documents_has_every_document(style):
    text = invented.cite(DOCUMENTS, style)
    for publisher in {source["publisher"] for source in SOURCES}:
        name = publisher.replace("&", r"\&") if style == "bibtex" else publisher
        assert name.removeprefix("The ") in text
    assert "CC-BY-4.0" in text


def test_all_documents_keep_their_order_before_the_dataset():
    items = json.loads(invented.cite(DOCUMENTS, "csl-json"))
    assert [item["id"] for item in items] == [*DOCUMENTS, DATASET]


@pytest.mark.parametrize("style", ["mla", "APA6", "", None])
@pytest.mark.parametrize("what", [None, DOCUMENTS])
def test_an_unknown_style_is_refused(what, style):
    with pytest.raises(UnknownValueError, match=r"unknown style .* Valid(, nearest first)?: .*apa"):
        invented.cite(what, style)


@pytest.mark.parametrize("ident", ["fig-9999", "fig-x", "FIG-00011", "harbour", ""])
@pytest.mark.parametrize("several", [False, True])
def test_an_unknown_id_is_refused(ident, several):
    with pytest.raises(UnknownValueError, match=rf"unknown id '{ident}'\.") as error:
        invented.cite(["evt-0001", ident] if several else ident)
    assert str(error.value).endswith("Find ids with search() or sources().")


def test_an_id_beyond_the_last_is_answered_with_the_last():
    last = max(row["figure_id"] for row in invented["figures"])
    with pytest.raises(UnknownValueError) as error:
        invented.cite("FIG-9999")
    assert f" The last figure is {last}. Find ids" in str(error.value)
    assert "Nearest" not in str(error.value)
    with pytest.raises(UnknownValueError, match=f"The last figure is {last}"):
        invented.cite(f"fig-{'9' * 5000}")
    with pytest.raises(UnknownValueError) as error:
        invented.cite("fig-0000")
    assert "The last" not in str(error.value)


@pytest.mark.parametrize("spelled", ["FIG-0001", "fig-1", " fig-001 "])
def test_an_id_is_known_in_any_spelling(spelled):
    assert invented.cite(spelled) == invented.cite("fig-0001")


def test_a_style_is_known_in_any_case():
    assert invented.cite(DOCUMENTS, "APA") == invented.cite(DOCUMENTS, "apa")
    assert invented.cite(DOCUMENTS, "CSL JSON") == invented.cite(DOCUMENTS, "csl-json")


def test_the_nearest_id_is_offered():
    with pytest.raises(UnknownValueError, match="Nearest: herald-undated-strike, "):
        invented.cite("herald-undated-strikes")


@pytest.mark.parametrize(
    ("what", "words"),
    [
        ([], "there are no ids"),
        ({}, "cannot cite a dict"),
        ({"fig-0001": 1}, "cannot cite a dict"),
        (1, "cannot cite a int"),
        (b"fig-0001", "cannot cite a bytes"),
        (bytearray(b"fig-0001"), "cannot cite a bytearray"),
        (np.array("fig-0001"), "cannot cite a ndarray"),
        ([1], "a list of ids contains a int, not text"),
        (["fig-0001", None], "a list of ids contains a NoneType, not text"),
        (("fig-0001", ["fig-0002"]), "a tuple of ids contains a list, not text"),
    ],
)
def test_what_cannot_be_cited_is_refused(what, words):
    with pytest.raises(InvalidInputError, match=re.escape(words)) as error:
        invented.cite(what)
    assert "Give an id, several ids, a frame, or nothing to cite the dataset." in str(error.value)


@pytest.fixture(scope="module")
def small():
    """The small dataset, with a figure of two documents of one publisher."""
    rows = small_rows(
        figures={
            0: [
                {
                    "figure_id": "fig-0005",
                    "period_start": None,
                    "period_end": day("2021-11-14"),
                }
            ]
        },
        evidence={
            0: [
                {"record_id": "fig-0005", "source_id": "one"},
                {"record_id": "fig-0005", "source_id": "one-more"},
            ]
        },
        positions={0: [{"position_id": "pos-0002", "actor_id": "guard", "stance": "questions"}]},
        sources={0: [{"source_id": "one-more"}]},
    )
    return OpenedDataset.of(rows, MANIFEST)


def test_a_period_without_a_start_and_a_publisher_of_two_documents(small):
    text = small.cite("fig-0005", style="text")
    assert "Attempts on one day: 200 attempts, to 2021-11-14. Claimant: Guard." in text
    assert " Publisher: Paper one. Record fig-0005" in text


def test_who_questions_a_claim(small):
    assert "Asserted by Speaker. Questioned by Guard." in small.cite("clm-0001", style="text")


def test_a_record_is_a_numbered_entry_and_apa_the_usual_style():
    assert "\nM1  - fig-0001\n" in invented.cite("fig-0001", style="ris")
    for what in ("fig-0001", None):
        apa = invented.cite(what, "apa")
        assert invented.cite(what) == apa != invented.cite(what, "chicago")


def test_two_datasets_are_cited_each_from_its_own_rows(small):
    assert "Timeline of the ferry strike" in small.cite()
    assert small.cite("fig-0001") != invented.cite("fig-0001")
    with pytest.raises(UnknownValueError, match="unknown id 'one-more'"):
        invented.cite("one-more")


def test_the_dataset_is_cited_without_reading_its_tables(tmp_path):
    shutil.copy(opened_shipped().folder / "datapackage.json", tmp_path)
    assert OpenedDataset.in_folder(tmp_path).cite() == opened_shipped().cite()


def test_a_dataset_without_a_manifest_cannot_be_cited():
    with pytest.raises(InvalidInputError, match=r"no manifest, so it has no title or version"):
        OpenedDataset.of(small_rows()).cite("fig-0001")
