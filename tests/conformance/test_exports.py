"""Exports in the programs for which they are made."""

import functools
import json
import shutil
import subprocess

import openpyxl
import pytest

import migrant_crisis_2021 as mc
from migrant_crisis_2021.exports.timelinejs_page import LIBRARY
from tests.browser import MODULES, chromium
from tests.exports.rows import HOSTILE, hostile, plain

pytestmark = pytest.mark.conformance

MARKERS_IN_VIEW = """() => {
    const bar = document.querySelector('.tl-timenav').getBoundingClientRect()
    return [...document.querySelectorAll('.tl-timemarker-content-container')].filter(marker => {
        const box = marker.getBoundingClientRect()
        return box.width > 0 && box.height > 0 && box.left < innerWidth && box.right > 0
            && box.top >= bar.top && box.bottom <= Math.min(bar.bottom, innerHeight)
    }).length
}"""

# At first they are all at one place, then they move to theirs.
MARKERS_ARE_PLACED = """async () => {
    const lefts = () => [...document.querySelectorAll('.tl-timemarker')].map(
        marker => marker.getBoundingClientRect().left)
    const before = lefts()
    await new Promise(resolve => setTimeout(resolve, 1000))
    return new Set(before).size > 1 && before.join() === lefts().join()
}"""


# --- TimelineJS ---------------------------------------------------------------------------------


@functools.cache
def library():
    """Return the folder of TimelineJS."""
    folder = MODULES / "@knight-lab" / "timelinejs" / "dist"
    if not folder.is_dir():
        pytest.skip("@knight-lab/timelinejs is not installed")
    return folder


@pytest.fixture(scope="module")
def browser():
    library()
    with chromium() as started:
        yield started


@pytest.fixture
def page(browser):
    """A page for which the only address on the network is that of TimelineJS."""
    page = browser.new_page(viewport={"width": 1200, "height": 700})
    page.asked, page.wrong = [], []

    def answer(route):
        address = route.request.url
        page.asked.append(address)
        file = library() / address.removeprefix(LIBRARY).lstrip("/")
        if address.startswith(LIBRARY) and file.is_file():
            route.fulfill(path=file)
        else:
            route.abort()

    page.route(lambda address: address.startswith("http"), answer)
    page.on("pageerror", lambda error: page.wrong.append(str(error)))
    page.on("dialog", lambda dialog: page.wrong.append(dialog.message))
    yield page
    page.close()


def shown(page, file):
    page.goto(file.as_uri())
    page.wait_for_selector(".tl-timemarker-content-container", state="attached", timeout=60_000)
    page.wait_for_function(f"({MARKERS_IN_VIEW})() > 0", timeout=60_000)


def test_the_timeline_shows_markers_inside_the_window(page, tmp_path):
    frame = mc.events(start="2021-11-08", end="2021-11-20")
    shown(page, mc.export(tmp_path / "a.html", frame).path)
    assert page.locator(".tl-timemarker").count() == len(frame) > 50
    assert page.evaluate(MARKERS_IN_VIEW) > 20
    page.click(".tl-slidenav-next")
    first = plain(frame)[0]["title"]
    page.wait_for_function(
        "text => document.querySelector('.tl-timemarker-active')?.innerText.includes(text)",
        arg=first[:10],
    )
    assert page.wrong == []
    assert all(address.startswith(LIBRARY) for address in page.asked)


@pytest.mark.parametrize(
    ("asked", "least"),
    [
        ({"start": "2021-11-08", "end": "2021-11-10", "place": "kuznica"}, 5),
        ({"start": "2021-11-08", "end": "2021-11-28", "place": "kuznica"}, 5),
        ({"start": "2021-10", "end": "2021-12", "event_type": "crossing_attempt"}, 5),
        ({"start": "2021-06", "end": "2022-12", "event_type": "sanction"}, 5),
    ],
    ids=["days", "weeks", "months", "a year and a half"],
)
def test_several_markers_are_in_view_at_the_start(page, tmp_path, asked, least):
    shown(page, mc.export(tmp_path / "a.html", mc.events(**asked)).path)
    page.wait_for_function(MARKERS_ARE_PLACED, timeout=60_000)
    assert page.evaluate(MARKERS_IN_VIEW) >= least


def test_a_slide_can_be_reached_by_the_id_of_its_record(page, tmp_path):
    frame = mc.events(start="2021-11-16", end="2021-11-16")
    ident = frame["event_id"].iloc[-1]
    file = mc.export(tmp_path / "a.html", frame).path
    page.goto(f"{file.as_uri()}#event-{ident}")
    page.wait_for_selector(f"#{ident}-marker.tl-timemarker-active", state="attached")


def test_hostile_texts_are_shown_and_neither_run_nor_asked_for(page, tmp_path):
    dataset = hostile()
    shown(page, dataset.export(tmp_path / "a.html", "timeline").path)
    page.wait_for_selector("text=HYPERLINK", state="attached")
    assert HOSTILE in page.locator("#evt-0001 h2, #evt-0001-marker h2").all_inner_texts()
    assert page.wrong == []
    assert all(address.startswith(LIBRARY) for address in page.asked)


def test_without_the_library_there_is_a_list(page, tmp_path):
    frame = mc.events(start="2021-11-16", end="2021-11-16")
    page.unroute_all()
    page.route(lambda address: address.startswith("http"), lambda route: route.abort())
    page.goto(mc.export(tmp_path / "a.html", frame).path.as_uri())
    assert page.locator("#list li:visible").count() == len(frame)


# --- LibreOffice, shapely, reference managers ---------------------------------------------------


def converted(file, suffix):
    office = shutil.which("soffice") or shutil.which("libreoffice")
    if not office:
        pytest.skip("LibreOffice is not installed")
    profile = f"-env:UserInstallation={(file.parent / 'profile').as_uri()}"
    made = file.parent / "converted"
    command = [office, profile, "--headless", "--convert-to", suffix, "--outdir", made, file]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    return made / f"{file.stem}.{suffix}"


def test_libreoffice_reads_the_workbook_as_it_is(tmp_path):
    frame = mc.figures(measure="deaths")
    file = converted(mc.export(tmp_path / "a.xlsx", frame).path, "ods")
    again = converted(file, "xlsx")
    head, *lines = openpyxl.load_workbook(again)["figures"].iter_rows()
    names = [cell.value for cell in head]
    found = [
        {n: c.value.date() if c.is_date else c.value for n, c in zip(names, line, strict=True)}
        for line in lines
    ]
    assert found == plain(frame)


def test_libreoffice_calculates_nothing_in_csv_for_spreadsheets(tmp_path):
    dataset = hostile()
    file = dataset.export(tmp_path / "a.csv", dataset.events(), "csv-excel").path
    (page,) = openpyxl.load_workbook(converted(file, "xlsx"))
    assert [cell.data_type for row in page.iter_rows() for cell in row].count("f") == 0


def test_shapely_reads_the_points(tmp_path):
    shapely = pytest.importorskip("shapely")
    content = json.loads(mc.export(tmp_path / "a.geojson", "places").path.read_text("utf-8"))
    places = mc.table("places").dropna(subset=["lat"]).set_index("place_id")
    found = {
        feature["id"]: shapely.from_geojson(json.dumps(feature["geometry"]))
        for feature in content["features"]
        if feature["geometry"]
    }
    assert {name: (point.y, point.x) for name, point in found.items()} == {
        name: (row["lat"], row["lon"]) for name, row in places.iterrows()
    }


@pytest.mark.parametrize("suffix", ["bib", "ris"])
def test_reference_managers_read_every_document(tmp_path, suffix):
    done = mc.export(tmp_path / f"all.{suffix}")
    expected = {*mc.table("sources")["source_id"], "migrant_crisis_2021"}
    if suffix == "ris":
        rispy = pytest.importorskip("rispy")
        found = [entry["id"] for entry in rispy.loads(done.path.read_text("utf-8"))]
    else:
        bibtexparser = pytest.importorskip("bibtexparser")
        library = bibtexparser.parse_file(str(done.path))
        assert library.failed_blocks == []
        found = [entry.key for entry in library.entries]
    assert set(found) == expected
    assert len(found) == len(expected) == done.n
