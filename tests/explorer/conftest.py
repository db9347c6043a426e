"""Pages that several tests look at."""

import pytest

import migrant_crisis_2021 as mc
from tests.ferry import TABLES, ferry

HOSTILE = {
    "title": "</script><script>document.title = 'owned'</script><img src=x onerror=alert(1)>",
    "summary": "<!-- <script> & \"quotes\" 'single' </title>",
}


@pytest.fixture(scope="session")
def shipped_page(tmp_path_factory):
    """The page of the shipped dataset, as a file."""
    return mc.explore(tmp_path_factory.mktemp("page") / "crisis.html").path


@pytest.fixture(scope="session")
def ferry_page(tmp_path_factory):
    """The page of another dataset."""
    return ferry().explore(tmp_path_factory.mktemp("page") / "ferry.html").path


@pytest.fixture(scope="session")
def hostile_page(tmp_path_factory):
    """The page of a dataset whose texts try to become markup."""
    events = [TABLES["events"][0] | HOSTILE]
    figures = [row | {"title": HOSTILE["title"]} for row in TABLES["figures"]]
    sources = [TABLES["sources"][0] | {"title": HOSTILE["title"], "url": "javascript:alert(1)"}]
    places = [TABLES["places"][0] | {"name": "<img src=y onerror=alert(2)>"}]
    dataset = ferry(events=events, figures=figures, sources=sources, places=places)
    return dataset.explore(tmp_path_factory.mktemp("page") / "hostile.html").path
