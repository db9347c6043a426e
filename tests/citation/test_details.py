"""Small print of the styles: each mark, tag and order on an item that shows it."""

import pandas as pd
import pytest

from migrant_crisis_2021.citation.cite import apa, bibliography, bibtex, chicago, cite, ris
from migrant_crisis_2021.citation.items import Citation, dataset_item, source_item
from migrant_crisis_2021.citation.typography import stop
from migrant_crisis_2021.dataset.csv_files import rows
from tests.lent import day, forget, lend

from .invented_dataset import INFERRED, MANIFEST, OPENED, document, table

TWO_AUTHORS = MANIFEST | {"contributors": [{"title": "Quay and Rail"}, {"title": "The others"}]}


def made(*rows, facts=MANIFEST):
    items = [source_item(source) for source in table("sources", *rows)]
    return Citation([], items, dataset_item(facts))


def test_several_authors_of_the_dataset():
    assert apa.render(made(facts=TWO_AUTHORS)).startswith("Quay and Rail; The others. (2026).")
    assert "author = {{Quay and Rail} and {The others}}," in bibtex.render(made(facts=TWO_AUTHORS))


def test_every_mark_that_latex_reads_as_its_own_is_escaped():
    title = r"a~b ^c $d &e %f #g _h {i} \j"
    assert (
        r"{{a\textasciitilde{}b \textasciicircum{}c \$d \&e \%f \#g \_h "
        r"\textbraceleft{}i\textbraceright{} \textbackslash{}j}}"
    ) in bibtex.render(made(document("one", "P", "court", title=title)))


def test_bibtex_says_when_a_document_was_opened_and_what_is_data():
    entry, dataset = bibtex.render(made(document("one", "P", "court", **OPENED))).split("\n\n")
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
    assert f"\n{line}" in ris.render(made(document("one", "Port", title="T", **row)))


def test_documents_of_one_author_and_day_are_in_order_of_their_titles():
    of_agency = {"day": "2021-11-01", "wire_origin": "Agency"}
    text = apa.render(
        made(
            document("one", "Alpha", "newspaper", title="Zebra", **of_agency),
            document("two", "Zeta", "newspaper", title="Apple", **of_agency),
        )
    )
    assert text.index("Apple") < text.index("Zebra")


def test_chicago_puts_an_undated_document_before_its_later_version():
    same = {"publisher": "Port", "kind": "court", "title": "T"}
    text = chicago.render(made(document("one", day="2021-11-01", **same), document("two", **same)))
    assert text.index("n.d.") < text.index("November 1, 2021")


def test_chicago_keeps_the_article_of_a_body_and_drops_that_of_a_periodical():
    for kind, shown in (("government", "The Port, n.d."), ("newspaper", "“T.” Port, n.d.")):
        row = document("one", "The Port", kind, title="T", wire_origin="Agency")
        assert shown in chicago.render(made(row))


SIGNING = "court eu_body government igo news_agency ngo think_tank un_body"


@pytest.mark.parametrize(
    "kind", [row["value"] for row in rows("vocabulary") if row["list"] == "publisher_kind"]
)
def test_bodies_sign_what_they_publish_and_media_do_not(kind):
    (item,) = made(document("one", "P", kind)).sources
    assert ("author" in item) == (kind in SIGNING.split())


def test_an_archived_copy_is_the_address_where_there_is_no_other():
    archived = {"archived_url": "https://a.example"}
    (item,) = made(document("one", "P", "court", **archived)).sources
    assert (item["URL"], item.get("annote", item.get("note"))) == ("https://a.example", None)


@pytest.mark.parametrize("text", ["Wait…", "Wait!", "Wait?", "Wait."])
def test_no_stop_after_the_end_of_a_sentence(text):
    assert stop(text) == text


@pytest.fixture
def small_dataset():
    with pytest.MonkeyPatch.context() as patch:
        only_end = {"period_start": None, "period_end": day("2021-11-14")}
        lend(
            patch,
            figures={0: [{"figure_id": "fig-0005"} | only_end]},
            evidence={
                0: [
                    {"record_id": "fig-0005", "source_id": "one"},
                    {"record_id": "fig-0005", "source_id": "one-more"},
                ]
            },
            positions={
                0: [{"position_id": "pos-0002", "actor_id": "guard", "stance": "questions"}]
            },
            sources={0: [{"source_id": "one-more"}]},
        )
        yield
    forget()


@pytest.mark.usefixtures("small_dataset")
def test_a_period_without_a_start_and_a_publisher_of_two_documents():
    text = cite("fig-0005", style="text")
    assert "Attempts on one day: 200 attempts, to 2021-11-14. Claimant: Guard." in text
    assert " Publisher: Paper one. Record fig-0005" in text


@pytest.mark.usefixtures("small_dataset")
def test_a_record_is_a_numbered_entry_and_apa_the_usual_style():
    assert "\nM1  - fig-0001\n" in cite("fig-0001", style="ris")
    assert cite("fig-0001") == cite("fig-0001", "apa") != cite("fig-0001", "chicago")
    assert bibliography() == bibliography("apa") != bibliography("chicago")


@pytest.mark.usefixtures("small_dataset")
def test_who_questions_a_claim():
    assert "Asserted by Speaker. Questioned by Guard." in cite("clm-0001", style="text")


@pytest.mark.usefixtures("small_dataset")
def test_a_suffix_does_not_change_what_a_column_holds():
    rows = pd.DataFrame({"source_id_x": ["one"], "source_id.1": ["two"]})
    assert cite(rows, style="ris").count("TY  - ") == 3


@pytest.mark.usefixtures("small_dataset")
@pytest.mark.parametrize(("column", "n_documents"), [("summary", 2), ("n", 1)])
def test_a_position_brings_its_event_where_the_row_shows_it(column, n_documents):
    row = {"position_id": "pos-0001", "event_id": "evt-0002", column: "text"}
    assert cite(pd.DataFrame([row]), style="ris").count("TY  - ") == n_documents + 1
