"""The styles of prose, against pages that were compared with the manuals by hand."""

import datetime as dt
from pathlib import Path

import pytest

from migrant_crisis_2021.citation.styles import apa, chicago
from migrant_crisis_2021.citation.typography import month_day, single_quoted, stop

from .invented_dataset import OPENED, SOURCES, cited, document, invented

GOLDEN = Path(__file__).parent / "golden"


@pytest.mark.parametrize("style", ["apa", "chicago", "text"])
def test_the_citation_of_all_documents_is_the_one_that_was_compared(style):
    expected = (GOLDEN / f"{style}.txt").read_text(encoding="utf-8")
    documents = [source["source_id"] for source in SOURCES]
    assert invented.cite(documents, style) + "\n" == expected


@pytest.mark.parametrize("style", ["apa", "chicago", "text"])
def test_every_golden_entry_has_its_rule(style):
    """The page beside the golden files names each document and the rule that it follows."""
    page = (GOLDEN / "README.md").read_text(encoding="utf-8")
    for source in SOURCES:
        assert f"`{source['source_id']}`" in page
    assert f"{style}.txt" in page


def references(*rows):
    """Write the APA entries of documents, without that of the dataset."""
    return apa.render(cited(*rows)).split("\n\n")[:-1]


def one(**row):
    return references(document("one", **row))[0]


def by_agency(ident, *day, **row):
    return document(ident, "Agency", "news_agency", *day, **row)


def test_letters_go_on_after_z():
    rows = [by_agency(f"n-{n}", "2021-11-14", title=f"Item {n:03}") for n in range(54)]
    entries = references(*rows)
    assert entries[0] == "Agency. (2021a, November 14). Item 000."
    assert entries[25].startswith("Agency. (2021z, ")
    assert entries[26].startswith("Agency. (2021aa, ")
    assert entries[53].startswith("Agency. (2021bb, ")


def test_undated_documents_of_one_author_are_lettered():
    entries = references(by_agency("one", title="Tides"), by_agency("two", title="The sea"))
    assert entries == ["Agency. (n.d.-a). The sea.", "Agency. (n.d.-b). Tides."]


def test_letters_follow_the_order_of_time_and_come_after_the_year():
    entries = references(
        by_agency("one", "2021-11-02", title="A"),
        by_agency("two", "2021-11-01", title="B", published_basis="inferred"),
        by_agency("three", "2020-11-01", title="C"),
        by_agency("four", title="D"),
    )
    assert entries == [
        "Agency. (n.d.). D.",
        "Agency. (2020, November 1). C.",
        "Agency. (ca. 2021a, November 1). B.",
        "Agency. (2021b, November 2). A.",
    ]


def test_leading_articles_accents_and_marks_do_not_count_in_filing():
    titles = ["“Zebra”", "The apple", "Świt", "An oar", "snow"]
    rows = [document(f"n-{n}", "P", "newspaper", title=t) for n, t in enumerate(titles)]
    found = [entry.removesuffix(" (n.d.). P.") for entry in references(*rows)]
    assert found == ["The apple.", "An oar.", "snow.", "Świt.", "“Zebra.”"]


def test_filing_is_letter_by_letter():
    titles = ["Euro port", "EU port", "E.U. asks", "Fjord"]
    rows = [document(f"n-{n}", "P", "newspaper", title=t) for n, t in enumerate(titles)]
    found = [entry.split(". (n.d.)")[0] for entry in references(*rows)]
    assert found == ["E.U. asks", "EU port", "Euro port", "Fjord"]


@pytest.mark.parametrize("style", [apa, chicago])
def test_the_order_of_the_rows_does_not_change_the_list(style):
    """Else one document would have letter a in one table and b in the next."""
    rows = [document(f"n-{n}", f"Paper {n % 2}", "newspaper", title="Tides") for n in range(6)]
    assert style.render(cited(*rows)) == style.render(cited(*rows[::-1]))


def test_a_dated_document_has_no_access_date():
    row = {"publisher": "Port", "kind": "government", "title": "T", "url": "https://p.example"}
    assert (
        one(day="2021-11-01", **row, **OPENED) == "Port. (2021, November 1). T. https://p.example"
    )
    assert "Retrieved" not in one(**row)
    assert "Retrieved November 20, 2026, from https://p.example" in one(**row, **OPENED)


def test_the_access_date_needs_an_address():
    assert "Retrieved" not in one(publisher="Port", kind="government", title="T", **OPENED)


def test_an_agency_that_carries_itself_is_named_once():
    row = {"publisher": "Agency", "kind": "news_agency", "wire_origin": "Agency", "title": "T"}
    assert one(**row) == "Agency. (n.d.). T."


def test_an_agency_in_another_agency_is_the_author():
    row = {"publisher": "Agency", "kind": "news_agency", "wire_origin": "Bureau", "title": "T"}
    assert one(**row) == "Bureau. (n.d.). T. Agency."


@pytest.mark.parametrize("weak", ["yes", "no"])
def test_a_reworded_copy_is_not_ascribed_to_its_origin(weak):
    row = {"publisher": "Site", "kind": "news_site", "wire_origin": "Agency", "title": "T"}
    author = one(**row, weak=weak).startswith("Agency.")
    assert author == (weak == "no")


def test_a_note_has_facts_of_publication_and_remarks_are_an_annotation():
    row = document(
        "one",
        "Site",
        "aggregator",
        "2021-11-01",
        published_basis="inferred",
        weak="yes",
        url="https://s.example",
        archived_url="https://a.example",
        note="From a mirror.",
    )
    (item,) = cited(row).sources
    assert item["note"] == "Date inferred. Archived copy: https://a.example"
    assert item["annote"] == "Weak source. From a mirror."
    assert item["issued"] == {"date-parts": [[2021, 11, 1]], "circa": True}


def test_dates_do_not_follow_the_locale():
    assert [month_day(dt.date(2021, month, 1)) for month in (1, 5, 12)] == [
        "January 1",
        "May 1",
        "December 1",
    ]


@pytest.mark.parametrize(
    ("title", "in_apa", "in_chicago"),
    [
        ("Harbour is ‘full’", "Harbour is ‘full.’", "“Harbour is ‘full.’”"),
        ("“Harbour is full”", "“Harbour is full.”", "“‘Harbour is full.’”"),
        (
            "Harbour 'full', says mayor",
            "Harbour 'full', says mayor.",
            "“Harbour ‘full’, says mayor.”",
        ),
        ('Гавань "закрита"', 'Гавань "закрита."', "“Гавань ‘закрита.’”"),
        ("Mayor: is it ‘full’?", "Mayor: is it ‘full’?", "“Mayor: is it ‘full’?”"),
        ("Mayor asks ‘full?’", "Mayor asks ‘full?’", "“Mayor asks ‘full?’”"),
        ("A quay of the dockers’", "A quay of the dockers’.", "“A quay of the dockers’.”"),
        ("A quay of the dockers'", "A quay of the dockers'.", "“A quay of the dockers’.”"),
    ],
)
def test_a_stop_goes_inside_quotation_marks(title, in_apa, in_chicago):
    """APA 6.7 and Chicago 6.9; an apostrophe is no quotation mark."""
    row = {"publisher": "Port", "kind": "government", "title": title}
    assert one(**row) == f"Port. (n.d.). {in_apa}"
    entry = chicago.render(cited(document("one", **row))).split("\n\n")[0]
    assert entry == f"Port. {in_chicago} n.d."


@pytest.mark.parametrize("text", ["Wait…", "Wait!", "Wait?", "Wait."])
def test_no_stop_after_the_end_of_a_sentence(text):
    assert stop(text) == text


def test_documents_of_one_author_and_day_are_in_order_of_their_titles():
    of_agency = {"day": "2021-11-01", "wire_origin": "Agency"}
    first, second = references(
        document("one", "Alpha", "newspaper", title="Zebra", **of_agency),
        document("two", "Zeta", "newspaper", title="Apple", **of_agency),
    )
    assert "Apple" in first
    assert "Zebra" in second


def test_chicago_puts_an_undated_document_before_its_later_version():
    same = {"publisher": "Port", "kind": "court", "title": "T"}
    both = cited(document("one", day="2021-11-01", **same), document("two", **same))
    text = chicago.render(both)
    assert text.index("n.d.") < text.index("November 1, 2021")


def test_chicago_keeps_the_article_of_a_body_and_drops_that_of_a_periodical():
    for kind, shown in (("government", "The Port, n.d."), ("newspaper", "“T.” Port, n.d.")):
        row = document("one", "The Port", kind, title="T", wire_origin="Agency")
        assert shown in chicago.render(cited(row))


def test_chicago_nests_quotation_marks():
    text = invented.cite("herald-2021-11-15-full", style="chicago")
    assert text.startswith("Harbour Herald. “Harbour ‘full’, says mayor.” November 15, 2021.")


@pytest.mark.parametrize("end", "。！？．｡؟۔।։።។‽")
def test_no_full_stop_follows_the_stop_of_another_script(end):
    assert stop(f"a{end}") == f"a{end}"
    assert stop(f"“a{end}”") == f"“a{end}”"
    assert stop(f"「a{end}」") == f"「a{end}」"


def test_a_title_without_a_stop_gets_one_in_every_script():
    assert stop("国境") == "国境."
    assert stop("「国境」") == "「国境」."
    assert stop("الحدود،") == "الحدود،."


@pytest.mark.parametrize(
    ("title", "quoted"),
    [
        ("'15 tents' at the quay", "‘15 tents’ at the quay"),
        ("Harbour ('12,000 left')", "Harbour (‘12,000 left’)"),
        ("'7' and '8'", "‘7’ and ‘8’"),
        ("'€15 a day' for '#1'", "‘€15 a day’ for ‘#1’"),
        ("'…and no'", "‘…and no’"),
        ("“'15 tents', he said”", "‘‘15 tents’, he said’"),
        ("'2021' in review", "‘2021’ in review"),
        ("Back to the '90s", "Back to the ’90s"),
        ("The '90s and the dockers' rights", "The ’90s and the dockers’ rights"),
        ("Autumn '21", "Autumn ’21"),
        ("Autumn '21, dockers' autumn", "Autumn ’21, dockers’ autumn"),
        ("Quay 5's crates", "Quay 5’s crates"),
    ],
)
def test_a_single_quotation_mark_opens_before_digits_and_an_apostrophe_stays(title, quoted):
    assert single_quoted(title) == quoted
