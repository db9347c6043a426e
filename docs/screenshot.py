"""Take the picture of the explorer page in docs/pictures: python docs/screenshot.py.

It needs Playwright (extra ``conformance``) and Chromium. ``docs/refresh.py`` makes all other
pictures.
"""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

import migrant_crisis_2021 as mc

PICTURE = Path(__file__).parent / "pictures" / "explorer.png"
_WIDTH, _HEIGHT = 1200, 575  # what the page opens with, below its title


def main() -> None:
    """Write the page, open it, and take a picture of the section "In short"."""
    browser_path = shutil.which("chromium") or shutil.which("chromium-browser")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        page = mc.explore(Path(folder) / "crisis.html").path
        browser = playwright.chromium.launch(executable_path=browser_path, args=["--no-sandbox"])
        tab = browser.new_page(viewport={"width": _WIDTH, "height": 2 * _HEIGHT})
        tab.goto(page.as_uri())
        tab.wait_for_selector("#intensity svg")
        top = tab.locator("#answer").bounding_box()["y"]
        clip = {"x": 0, "y": top - 12, "width": _WIDTH, "height": _HEIGHT}
        tab.screenshot(path=PICTURE, clip=clip)
        browser.close()
    print(f"docs/pictures/{PICTURE.name}: {PICTURE.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
