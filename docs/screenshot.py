"""Take the picture of the explorer page that the README shows: python docs/screenshot.py.

It needs `playwright` and Debian's Chromium. `docs/refresh.py` draws all other pictures.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

import migrant_crisis_2021 as mc

PICTURE = Path(__file__).parent / "pictures" / "explorer.png"
_SIZE = {"width": 1000, "height": 760}


def main() -> None:
    """Write the page, open it, and take a picture of what it opens with."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as tools:
        page = mc.explore(Path(folder) / "crisis.html").path
        browser = tools.chromium.launch(executable_path="/usr/bin/chromium")
        tab = browser.new_page(viewport=_SIZE)
        tab.goto(page.as_uri())
        tab.wait_for_load_state("networkidle")
        tab.screenshot(path=PICTURE)
        browser.close()
    print(f"docs/pictures/{PICTURE.name}: {PICTURE.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
