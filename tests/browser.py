"""A browser and axe-core, for the tests of pages; a test without them is skipped."""

import os
import shutil
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.conftest import ROOT

MODULES = Path(os.environ.get("CITATION_JS", ROOT / "build" / "node" / "node_modules"))


def expect(shown):
    """Return playwright's assertions about a page or an element; each waits until it holds.

    They ask from outside the page, since the policy of some pages forbids `eval`.
    """
    sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    sync_api.expect.set_options(timeout=120_000)
    return sync_api.expect(shown)


@contextmanager
def chromium():
    """Start Debian's Chromium."""
    sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    command = next(filter(None, map(shutil.which, ("chromium", "chromium-browser"))), None)
    if command is None:
        pytest.skip("chromium is not installed")
    with sync_api.sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=command, args=["--no-sandbox"])
        yield started
        started.close()


def serious_faults(page, tags=None):
    """Return what axe-core finds serious or critical on a page: rule and first element."""
    script = MODULES / "axe-core" / "axe.min.js"
    if not script.is_file():
        pytest.skip(f"axe-core is not in {MODULES}")
    page.evaluate(script.read_text(encoding="utf-8"))
    options = {"runOnly": {"type": "tag", "values": tags}} if tags else {}
    found = page.evaluate("options => axe.run(options)", options)
    assert len(found["passes"]) > 20
    return [
        (one["id"], one["nodes"][0]["html"][:200])
        for one in found["violations"]
        if one["impact"] in ("serious", "critical")
    ]
