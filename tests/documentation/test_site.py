"""The documentation site builds without a warning, and no link inside it is dead.

Run with ``pytest -m documentation``; needs the extra ``docs``.
"""

import os
import re
import subprocess
import sys
from html.parser import HTMLParser
from urllib.parse import unquote, urlsplit

import pytest

import migrant_crisis_2021 as mc
from migrant_crisis_2021 import plot, typing
from tests.browser import chromium, serious_faults
from tests.conftest import ROOT

pytestmark = pytest.mark.documentation


class Page(HTMLParser):
    """The anchors of a page, what it links to, and what it loads."""

    def __init__(self, file):
        super().__init__()
        self.file, self.anchors, self.links, self.loads = file, {"", "top"}, [], []
        self.feed(file.read_text(encoding="utf-8"))

    def handle_starttag(self, tag, attrs):
        of = dict(attrs)
        self.anchors |= {of[name] for name in ("id", "name") if of.get(name)}
        if tag == "a" and of.get("href"):
            self.links.append(of["href"])
        elif tag == "link" and of.get("rel") not in {"canonical", "prev", "next"}:
            self.loads.append(of["href"])
        elif of.get("src"):
            self.loads.append(of["src"])


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """Build the site as the guide says, in another folder."""
    folder = tmp_path_factory.mktemp("site")
    command = ["-m", "sphinx", "-W", "--keep-going", "--nitpicky", "--quiet", "docs"]
    done = subprocess.run(
        [sys.executable, *command, str(folder / "html"), "-d", str(folder / "doctrees")],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return folder / "html"


@pytest.fixture(scope="module")
def pages(site):
    """Read every page but the explorer, which has tests of its own."""
    files = [file for file in site.rglob("*.html") if file.name != "crisis.html"]
    return {file: Page(file) for file in files}


def test_no_link_inside_the_site_is_dead(pages):
    dead, followed = [], 0
    for page in pages.values():
        for link in [*page.links, *page.loads]:
            parts = urlsplit(link)
            if parts.scheme:
                continue
            followed += 1
            path = unquote(parts.path)
            target = (page.file.parent / path).resolve() if path else page.file
            anchors = pages[target].anchors if target in pages else {""}
            if not target.is_file() or unquote(parts.fragment) not in anchors:
                dead.append(f"{page.file.name}: {link}")
    assert dead == []
    assert followed > 1000


def test_nothing_is_loaded_from_elsewhere(site, pages):
    loaded = {link for page in pages.values() for link in page.loads}
    assert loaded
    assert {link for link in loaded if re.match(r"(\w+:)?//", link)} == set()
    for sheet in site.rglob("*.css"):
        text = sheet.read_text(encoding="utf-8")
        assert not re.search(r"@import|url\(['\"]?(https?:)?//", text), sheet.name


def test_the_front_page_leads_to_the_explorer(site, pages):
    assert "crisis.html" in pages[site / "index.html"].links
    assert "Content-Security-Policy" in (site / "crisis.html").read_text(encoding="utf-8")


def test_the_notebook_was_executed(site):
    _, *cells = (site / "quickstart.html").read_text(encoding="utf-8").split('<div class="cell ')
    outputs = [cell.split("cell_output")[1] for cell in cells if "cell_output" in cell]
    assert len(cells) == 9
    assert len(outputs) == 7
    assert sum("_images/" in output for output in outputs) == 1
    assert sum('<a href="https://' in output for output in outputs) >= 3


def test_the_reference_has_each_public_name_and_no_other(pages):
    anchors = set().union(*(page.anchors for page in pages.values()))
    start = "migrant_crisis_2021."
    entries = {name.removeprefix(start) for name in anchors if name.startswith(start)}
    assert "module-migrant_crisis_2021.plot" in anchors
    assert {name for name in entries if "." not in name} == set(mc.__all__) - {"plot"}
    for module, names in (("plot.", plot.__all__), ("typing.", typing.__all__)):
        found = {name.removeprefix(module) for name in entries if name.startswith(module)}
        assert {name for name in found if "." not in name} == set(names)


@pytest.fixture(scope="module")
def browser():
    with chromium() as started:
        yield started


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_serious(browser, site, scheme):
    page, found = browser.new_page(color_scheme=scheme), {}
    for name in ("index", "quickstart", "charts", "deaths", "quality", "codebook", "explorer"):
        page.goto((site / f"{name}.html").as_uri())
        found[name] = serious_faults(page)
    assert not any(found.values()), found
