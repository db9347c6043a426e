"""The page holds every record, escaped, and needs nothing else."""

import base64
import hashlib
import re
from html.parser import HTMLParser

import pytest

import migrant_crisis_2021 as mc
from migrant_crisis_2021.dataset import shipped
from migrant_crisis_2021.errors import InvalidInputError
from migrant_crisis_2021.explorer.corrections import corrections
from migrant_crisis_2021.explorer.opening import key_figures, most_reported_events
from migrant_crisis_2021.explorer.outlines import outlines
from migrant_crisis_2021.explorer.payload import payload, record_numbers
from migrant_crisis_2021.explorer.words import words
from migrant_crisis_2021.interface import OpenedDataset
from migrant_crisis_2021.names import STYLES
from migrant_crisis_2021.plot.outlines import countries
from tests.explorer.conftest import HOSTILE
from tests.explorer.parts import citation, data_of, unpacked
from tests.ferry import MANIFEST, TABLES, ferry

LARGEST = 3_000_000
IDS = {"events": "event_id", "figures": "figure_id", "positions": "position_id"}


class Page(HTMLParser):
    """The elements of a page, with the text in each script and style."""

    def __init__(self, html):
        super().__init__()
        self.elements, self.blocks, self._open = [], [], None
        self.feed(html)

    def handle_starttag(self, tag, attributes):
        self.elements.append((tag, dict(attributes)))
        self._open = tag if tag in ("script", "style") else None
        if self._open:
            self.blocks.append([tag, dict(attributes), ""])

    def handle_data(self, data):
        if self._open:
            self.blocks[-1][2] += data

    def handle_endtag(self, tag):
        self._open = None


@pytest.fixture(scope="module", params=["shipped_page", "ferry_page", "hostile_page"])
def html(request):
    return request.getfixturevalue(request.param).read_text(encoding="utf-8")


def test_the_shipped_page_is_small_enough(shipped_page):
    assert 500_000 < shipped_page.stat().st_size < LARGEST


def test_the_policy_allows_what_is_in_the_page_and_nothing_else(html):
    page = Page(html)
    (policy,) = [a["content"] for _, a in page.elements if "http-equiv" in a]
    allowed = dict(part.strip().split(" ", 1) for part in policy.split(";"))
    assert allowed["default-src"] == "'none'"
    assert "unsafe" not in policy
    for tag, attributes, text in page.blocks:
        if "type" not in attributes:
            digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
            assert allowed[f"{tag}-src"] == f"'sha256-{digest}'"


def test_the_page_loads_nothing(html):
    for tag, attributes in Page(html).elements:
        assert tag not in ("link", "img", "iframe", "object", "embed", "base")
        assert not {"src", "srcset", "style"} & set(attributes)
        assert not [name for name in attributes if name.startswith("on")]
        assert attributes.get("href", "#").startswith("#")


def test_texts_of_the_data_stay_text(hostile_page):
    html = hostile_page.read_text(encoding="utf-8")
    scripts = [block for block in Page(html).blocks if block[0] == "script"]
    assert len(scripts) == 5
    assert "<img" not in html
    assert data_of(html)["records"][0]["t"] == HOSTILE["title"]
    assert data_of(html)["records"][0]["x"] == HOSTILE["summary"]


def test_every_record_and_document_is_there():
    dataset = shipped()
    made = payload(dataset)
    ids = [record["i"] for record in made["records"]]
    expected = [
        row[key] for table, key in (*IDS.items(), ("claims", "claim_id")) for row in dataset[table]
    ]
    assert sorted(ids) == sorted(expected)
    assert ids == list(record_numbers(dataset))
    assert [one["i"] for one in made["sources"]] == list(dataset["sources"].by_id)


def test_references_lead_to_what_they_mean():
    dataset = shipped()
    made = payload(dataset)
    records = {record["i"]: record for record in made["records"]}
    for row in dataset["events"]:
        record = records[row["event_id"]]
        assert made["places"][record["p"]][0] == dataset["places"].by_id[row["place_id"]]["name"]
        links = dataset["event_actors"].where("event_id", row["event_id"])
        assert [made["actors"][number][0] for number, _ in record.get("ac", [])] == [
            dataset["actors"].by_id[link["actor_id"]]["name"] for link in links
        ]
    for ident, record in records.items():
        links = dataset["evidence"].where("record_id", ident)
        assert [made["sources"][cells[0]]["i"] for cells in record.get("ev", [])] == [
            link["source_id"] for link in links
        ]


def test_a_figure_has_its_rivals():
    rows = mc.conflicts().set_index("figure_id")
    made = payload(shipped())["records"]
    ident = rows.index[rows["excludes"].notna()][0]
    (record,) = [one for one in made if one["i"] == ident]
    excluded = {made[number]["i"] for number, relation in record["rv"] if relation == "e"}
    assert excluded == set(rows.loc[ident, "excludes"].split("; "))


def test_the_items_of_a_citation_make_what_cite_writes(ferry_page):
    html = ferry_page.read_text(encoding="utf-8")
    data, packed = data_of(html), unpacked(html, "citations")
    for number, record in enumerate(data["records"]):
        for style in STYLES:
            assert citation(packed, data, number, style) == ferry().cite(record["i"], style)
    assert citation(packed, data, -1, "apa") == ferry().cite()


def test_so_do_those_of_the_shipped_dataset(shipped_page):
    html = shipped_page.read_text(encoding="utf-8")
    data, packed = data_of(html), unpacked(html, "citations")
    for number, record in list(enumerate(data["records"]))[::40]:
        for style in STYLES:
            assert citation(packed, data, number, style) == mc.cite(record["i"], style), record["i"]


def test_a_card_has_the_corrections_that_changes_lists(shipped_page):
    html = shipped_page.read_text(encoding="utf-8")
    records, packed = data_of(html)["records"], unpacked(html, "corrections")
    changed, known = mc.changes(), {one["i"] for one in records}
    texts = changed[changed["field"].isin(["title", "note", "summary"])]
    expected = {
        (row.record_id, row.version, row.field, row.reason.replace("_", " "), row.old_value)
        for row in texts.fillna({"old_value": ""}).itertuples()
        if row.record_id in known
    }
    found = {
        (records[int(number)]["i"], *(packed["texts"][at] for at in cell[:3]), cell[3])
        for number, cells in packed["of"].items()
        for cell in cells
    }
    assert {one for one in found if one[2] in ("title", "note", "summary")} == expected
    assert expected


def test_former_values_are_in_words():
    changes = [
        {"record_id": "evt-0001", "field": field, "old_value": old}
        for field, old in (
            *(("event_type", "clash"), ("event_type", "former_word"), ("place_id", "vellmar")),
            *(("place_id", "gone"), ("date_start", "2021-01-01"), ("former_column", "x")),
        )
    ]
    row = {"version": "1.1.0", "table": "events", "new_value": "y", "reason": "new_source"}
    dataset = ferry(changes=[row | change for change in changes])
    packed = corrections(dataset, {"evt-0001": 0})
    assert [cell[3] for cell in packed["of"][0]] == [
        *("Clash", "former word", "Port of Vellmar", "gone")
    ]
    assert packed["texts"] == ["1.1.0", "type", "new source", "place"]


@pytest.mark.parametrize("word", ["7935", "39670", "kuznica", "putin", "pushback", "2021-11-16"])
def test_a_word_has_the_records_that_search_finds(word):
    records = record_numbers(shipped())
    packed = words(shipped(), records)
    found, at = set(), 0
    for step in packed["rows"][packed["words"].index(word)]:
        at += step
        found.add(list(records)[at])
    expected = set(mc.search(word)["record_id"])
    assert found <= expected
    assert not word.isdigit() or found == expected
    assert found


def test_every_choice_of_the_opening_exists(shipped_page):
    chosen, by_description = key_figures(shipped())
    assert by_description
    assert [row["figure_id"] for row in chosen] == shipped().manifest["keyFigures"]
    assert len(most_reported_events(shipped())) == 6
    html = shipped_page.read_text(encoding="utf-8")
    for text in ("7,935 attempts", "about 2,000 people", "more than 12,000", "European Union"):
        assert text in html[: html.index("<noscript>")] or text in html.split('id="records"')[0]


def test_another_dataset_opens_with_its_own_figures(ferry_page):
    html = ferry_page.read_text(encoding="utf-8")
    assert "Event timeline of the ferry strike at Vellmar" in html
    assert "7,935" in html.split('id="records"')[0]
    assert "The harbour of Vellmar is closed" in html.split('id="records"')[0]
    for name in ("Poland", "Kuznica", "migrant_crisis", "Frontex", "CC-BY"):
        page = re.sub(r'"lists":\{.*?\},"actors"', "", html, flags=re.S)  # the ferry's own words
        assert name not in page, name


def test_figures_that_are_not_in_force_are_not_opened_with():
    manifest = MANIFEST | {"keyFigures": ["fig-0002", "fig-0001", "fig-9999"]}
    figures = [row | {} for row in TABLES["figures"]]
    figures[1] |= {"status": "withdrawn"}
    dataset = OpenedDataset.of({**TABLES, "figures": figures}, manifest)
    chosen, by_description = key_figures(dataset)
    assert ([row["figure_id"] for row in chosen], by_description) == (["fig-0001"], True)


@pytest.mark.parametrize("listed", [None, "fig-0001", 7, [], [7, None, {}], ["fig-9999"]])
def test_a_list_that_names_no_figure_is_replaced_by_the_rule(listed):
    dataset = OpenedDataset.of(TABLES, MANIFEST | {"keyFigures": listed})
    chosen, by_description = key_figures(dataset)
    assert ([row["figure_id"] for row in chosen], by_description) == (["fig-0001"], False)


def test_the_outlines_of_countries_are_their_outer_rings():
    found, drawn = dict(outlines(shipped())), countries()
    assert {"PL", "BY", "LT", "LV"} <= found.keys() == drawn.keys()
    for country, rings in found.items():
        polygons = drawn[country]["geometry"]["coordinates"]
        assert [len(ring) for ring in rings] == [len(polygon[0]) for polygon in polygons]
        assert rings[0][0] == pytest.approx(polygons[0][0][0], abs=0.005)


def test_what_concerns_another_crisis_is_left_out(shipped_page, ferry_page):
    attempt = "An attempt is not a person"
    shipped_html, ferry_html = (
        page.read_text(encoding="utf-8") for page in (shipped_page, ferry_page)
    )
    assert attempt in shipped_html
    assert attempt not in ferry_html
    assert data_of(shipped_html)["outlines"]
    assert data_of(ferry_html)["outlines"] == []
    place = TABLES["places"][0]
    assert outlines(ferry(places=[place | {"lon": -5.3, "lat": 35.9}])) == []
    assert outlines(ferry(places=[place | {"lon": 23.6, "lat": 53.5}]))


def test_an_empty_dataset_has_a_page(tmp_path):
    empty = {name: [] for name in TABLES if name != "vocabulary"}
    written = ferry(**empty).explore(tmp_path / "empty.html")
    assert data_of(written.path.read_text(encoding="utf-8"))["records"] == []


def test_a_dataset_without_a_manifest_has_none(tmp_path):
    with pytest.raises(InvalidInputError, match="has no manifest"):
        OpenedDataset.of(TABLES).explore(tmp_path / "page.html")
    assert list(tmp_path.iterdir()) == []
