"""The page in a browser without a network: what a reader sees, clicks, types and copies."""

import re

import pytest

import migrant_crisis_2021 as mc
from tests.browser import chromium, expect, serious_faults
from tests.ferry import TABLES, ferry

pytestmark = pytest.mark.conformance

WIDTHS = (360, 800, 1600)


@pytest.fixture(scope="module")
def browser():
    with chromium() as started:
        yield started


@pytest.fixture(scope="module")
def visit(browser):
    """Open a page; afterwards, it has asked for nothing and complained of nothing."""
    contexts, requests, complaints = [], [], []

    def opened(file, fragment="", width=1200, scheme="light"):
        context = browser.new_context(
            viewport={"width": width, "height": 900},
            color_scheme=scheme,
            permissions=["clipboard-read", "clipboard-write"],
        )
        contexts.append(context)
        context.set_default_timeout(120_000)
        page = context.new_page()
        page.on("request", lambda asked: requests.append(asked.url))
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(f"{file.as_uri()}{fragment}")
        page.wait_for_selector("html[data-ready=all]")
        return page

    yield opened
    for context in contexts:
        context.close()
    assert complaints == []
    assert [url for url in requests if not url.startswith("file:")] == []
    assert len(requests) == len(contexts)


@pytest.fixture(scope="module")
def opened_once(visit, shipped_page):
    return visit(shipped_page)


@pytest.fixture
def go(opened_once):
    """Go to an address within the page of the shipped dataset."""
    # The page's own listener was there first: when this one is told, the page has followed.
    follow = """address => new Promise(followed => {
        const before = location.href;
        addEventListener("hashchange", () => followed(), { once: true });
        location.hash = address;
        if (location.href === before) followed();
    })"""

    def gone(fragment=""):
        opened_once.evaluate(follow, fragment)
        record = fragment.split("?")[0]
        expect(opened_once.locator("#card")).to_have_js_property("open", bool(record))
        if record:
            expect(opened_once).to_have_title(re.compile(rf"\({record}\)"))
        return opened_once

    yield gone
    gone()


def listed(page):
    """Return the ids in the table, all of them."""
    if page.locator("#all-rows").is_visible():
        page.click("#all-rows")
    while page.locator("#more").is_visible():
        page.click("#more")
    links = page.locator("#rows td.what a").evaluate_all(
        "links => links.map(link => link.getAttribute('href'))"
    )
    return [link[1:].split("?")[0] for link in links]


def ids(**filters):
    """Return the ids of the events and figures that the library finds."""
    events = mc.events(**filters)["event_id"].tolist()
    return sorted(events + mc.figures(**filters)["figure_id"].tolist())


def test_all_records_are_shown(go):
    page = go()
    assert page.inner_text("#count") == f"{len(ids()):,} records"
    assert sorted(listed(page)) == ids()
    assert page.locator("#intensity .bar").count() > 50
    assert page.locator("#lanes circle").count() > 1000


@pytest.mark.parametrize(
    "text",
    [
        "tear gas",
        "repatriated",
        "push back",
        "7,935",
        "Kuźnica November",
        "Lukashenka",
        "16 November 2021",
        "drowning in the river",
        "fig-0001",
    ],
)
def test_words_find_what_search_finds(go, text):
    page = go()
    page.fill("#f-q", text)
    found = mc.search(text, kind=["event", "figure"], scope="crisis")["record_id"]
    assert sorted(listed(page)) == sorted(found)
    assert page.locator("#nothing").is_visible() == found.empty


@pytest.mark.parametrize("side", ["Poland", "Belarus", "European Union", "Frontex"])
def test_a_side_has_its_bodies_and_officials(go, side):
    page = go(f"?side={side}")
    assert sorted(listed(page)) == ids(side=side)


@pytest.mark.parametrize("place", ["Poland", "Kuznica", "Border of Lithuania and Belarus"])
def test_a_place_has_all_in_it(go, place):
    page = go(f"?place={place.replace(' ', '+')}")
    assert sorted(listed(page)) == ids(place=place)


def test_a_period_and_a_type(go):
    page = go()
    page.select_option("#f-type", "e:clash")
    page.fill("#f-from", "2021-11-08")
    page.fill("#f-to", "2021-11-30")
    expected = mc.events(event_type="clash", start="2021-11-08", end="2021-11-30")["event_id"]
    assert sorted(listed(page)) == sorted(expected)
    assert page.evaluate("location.hash") == "#?type=e%3Aclash&from=2021-11-08&to=2021-11-30"
    page.click("#clear")
    assert page.evaluate("location.hash") in ("", "#")
    assert sorted(listed(page)) == ids()


def test_filters_in_the_address_survive_a_reload_and_a_card(visit, shipped_page):
    page = visit(shipped_page, "#?q=tear+gas&side=Poland")
    before = listed(page)
    assert page.input_value("#f-q") == "tear gas"
    page.click("#rows td.what a >> nth=0")
    assert page.evaluate("location.hash") == f"#{before[0]}?q=tear+gas&side=Poland"
    page.wait_for_selector("#card[open]")
    page.keyboard.press("Escape")
    expect(page).to_have_url(re.compile(r"html#\?q=tear\+gas&side=Poland$"))
    assert listed(page) == before


def test_a_card_tells_what_was_corrected(go):
    rows = mc.changes(record="fig-0142", table="figures")
    former = rows.loc[rows["field"] == "note", "old_value"].iloc[0]
    page = go("fig-0142")
    page.click("#card details summary")
    assert f"note was “{former}”" in page.inner_text("#card details")
    timeline = mc.timeline()
    go(timeline.loc[timeline["last_changed_version"].isna(), "record_id"].iloc[0])
    assert not page.locator("#card details").is_visible()


def test_a_link_to_a_record_opens_its_card(visit, shipped_page):
    page = visit(shipped_page, "#fig-0001")
    card = page.locator("#card")
    assert card.is_visible()
    assert page.inner_text("#card-title") == mc.record("fig-0001")["title"]
    for said in ("7,935 attempts", "European Union", "Medium", "Anadolu Agency", "Rival figures"):
        assert said in card.inner_text()
    assert "eu-belarus-border" not in card.inner_text()


@pytest.mark.parametrize("ident", ["fig-0001", "evt-0013", "pos-0001", "clm-0063"])
@pytest.mark.parametrize("style", ["apa", "csl-json", "ris"])
def test_the_copied_citation_is_what_cite_writes(go, ident, style):
    page = go(ident)
    page.click(f"#card [data-style={style}]")
    page.wait_for_selector("#card .citation:not([hidden])")
    expect(page.locator("#card .copied")).not_to_be_empty()
    assert page.evaluate("navigator.clipboard.readText()") == mc.cite(ident, style)
    assert page.locator("#card .citation").text_content() == mc.cite(ident, style)


def test_the_dataset_can_be_cited(go):
    page = go()
    page.click("#about [data-style=bibtex]")
    page.wait_for_selector("#about .citation:not([hidden])")
    assert page.locator("#about .citation").text_content() == mc.cite(style="bibtex")


def test_the_keyboard_alone_opens_a_record_and_returns(go):
    page = go("?q=tear+gas")
    page.evaluate("document.getElementById('f-q').blur()")
    for _ in range(80):
        page.keyboard.press("Tab")
        if page.evaluate("Boolean(document.activeElement.closest('#rows'))"):
            break
    focused = page.evaluate("document.activeElement.textContent")
    page.keyboard.press("Enter")
    page.wait_for_selector("#card[open]")
    assert page.evaluate("document.activeElement.id") == "card-title"
    assert page.inner_text("#card-title") == focused
    page.keyboard.press("Escape")
    expect(page.locator(":focus")).to_have_text(focused)


@pytest.mark.parametrize("chart", ["#lanes", "#daily"])
def test_arrow_keys_go_through_the_marks_of_a_chart(go, chart):
    page = go("?type=e:clash" if chart == "#lanes" else "")
    page.focus(f"{chart} svg")
    page.keyboard.press("ArrowRight")
    first = page.inner_text("#tooltip strong")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowLeft")
    assert page.inner_text("#tooltip strong") == first
    expect(page.locator("#announcement")).to_have_text(re.compile(f"^{re.escape(first)}"))
    page.keyboard.press("End")
    assert page.locator(f"{chart} [data-active]").last.evaluate(
        "mark => mark.classList.contains('current')"
    )
    page.keyboard.press("Enter")
    page.wait_for_selector("#card[open]")
    page.keyboard.press("Escape")
    expect(page.locator(f"{chart} > :focus")).to_have_count(1)


def test_a_place_is_chosen_on_the_map_by_keyboard(go):
    page = go("?type=e:clash")
    page.focus("#map svg")
    page.keyboard.press("Home")
    name = page.inner_text("#tooltip strong")
    page.keyboard.press("Enter")
    assert page.input_value("#f-place") == name
    assert page.evaluate("document.activeElement.parentNode.id") == "map"


def test_every_record_has_a_card_without_raw_names(go):
    for table, key in (("events", "event_id"), ("figures", "figure_id"), ("claims", "claim_id")):
        for ident in mc.table(table)[key].iloc[::97]:
            page = go(ident)
            said = page.locator("#card").inner_text()
            for raw in ("undefined", "null", "NaN", "[object", "date_edtf", "period_start"):
                assert raw not in said, (ident, raw)


def test_a_place_on_the_map_filters_by_it(go):
    page = go("?type=e:clash")
    largest = page.locator("#map .spot").first
    name = largest.evaluate(
        """spot => {
        spot.dispatchEvent(new PointerEvent("pointermove", { bubbles: true }));
        return document.querySelector("#tooltip:not([hidden]) strong").textContent;
    }"""
    )
    largest.dispatch_event("click")
    assert page.input_value("#f-place") == name
    assert sorted(listed(page)) == sorted(mc.events(event_type="clash", place=name)["event_id"])


def test_zooming_sets_the_period(go):
    page = go("?from=2021-11-01&to=2021-11-30")
    before = len(listed(page))
    page.click("[data-zoom=in]")
    assert page.input_value("#f-from") > "2021-11-01"
    assert 0 < len(listed(page)) < before
    page.click("[data-zoom=all]")
    assert page.input_value("#f-from") == ""


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("fragment", ["", "#fig-0001"])
def test_nothing_scrolls_sideways(visit, shipped_page, width, fragment):
    page = visit(shipped_page, fragment, width=width)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.evaluate("(c => c.scrollWidth <= c.clientWidth)(document.getElementById('card'))")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("fragment", ["", "#fig-0001", "#evt-0013"])
def test_axe_finds_nothing_serious(visit, shipped_page, scheme, fragment):
    tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
    assert serious_faults(visit(shipped_page, fragment, scheme=scheme), tags) == []


# --- other datasets -----------------------------------------------------------------------------


def test_texts_that_look_like_markup_do_nothing(visit, hostile_page):
    page = visit(hostile_page, "#evt-0001")
    assert "owned" in page.inner_text("#card-title")
    assert page.evaluate("document.querySelectorAll('img').length") == 0
    assert page.evaluate("document.querySelectorAll('[href^=javascript]').length") == 0
    page.keyboard.press("Escape")
    assert page.title() != "owned"
    page.fill("#f-q", "harbour")
    page.hover("#lanes circle >> nth=0")
    assert page.locator("#tooltip").is_visible()


def test_places_without_outlines_stand_among_degrees(visit, tmp_path):
    points = {"quay": (5.1, 60.2), "pier": (5.4, 60.4)}
    places = [
        TABLES["places"][0] | {"place_id": ident, "name": ident, "lon": lon, "lat": lat}
        for ident, (lon, lat) in points.items()
    ]
    events = [
        TABLES["events"][0] | {"event_id": f"evt-000{n}", "title": ident, "place_id": ident}
        for n, ident in enumerate(points, 1)
    ]
    dataset = ferry(places=places, events=events, figures=[], event_figures=[])
    page = visit(dataset.explore(tmp_path / "elsewhere.html").path)
    assert page.locator("#map .spot").count() == 2
    written = page.locator("#map svg text").all_text_contents()
    assert {"60.3° N", "5.2° E", "10 km"} <= set(written)
    assert "degrees of latitude and longitude" in page.inner_text("#map-note")


def test_another_dataset_is_shown_alone(visit, ferry_page):
    page = visit(ferry_page)
    assert sorted(listed(page)) == ["evt-0001", "fig-0001", "fig-0002"]
    said = page.inner_text("body")
    assert "Port of Vellmar" in said
    for name in ("Poland", "Belarus", "Lukashenko"):
        assert name not in said
