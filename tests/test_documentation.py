"""What the pages promise is what happens."""

import csv
import importlib.util
import inspect
import re
import shutil
from importlib.metadata import version

import altair as alt
import pandas as pd
import pytest

import migrant_crisis_2021 as mc
from migrant_crisis_2021 import plot, typing
from migrant_crisis_2021.dataset.table_schema import table_schema
from migrant_crisis_2021.release.build import build
from migrant_crisis_2021.release.checkout import find_checkout
from migrant_crisis_2021.release.difference import record_differences
from tests.conftest import ROOT

_spec = importlib.util.spec_from_file_location("refresh", ROOT / "docs" / "refresh.py")
refresh = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(refresh)


SLOW = ("charts.md", "explorer.md")
PAGES = [
    pytest.param(page, marks=pytest.mark.exhaustive if page.name in SLOW else ())
    for page in refresh.pages()
]


@pytest.mark.skipif(
    version("pandas").split(".")[0] != "3", reason="the pages show frames as pandas 3 prints them"
)
@pytest.mark.filterwarnings("default")  # the reader of Croissant uses what others deprecate
@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_the_output_on_the_page_is_the_real_one(page):
    text = page.read_text(encoding="utf-8")
    assert refresh.refreshed(text) == text, f"run `python docs/refresh.py` and look at {page.name}"


LINKED = [*refresh.pages(), ROOT / "CONTRIBUTING.md", ROOT / "CHANGELOG.md"]


@pytest.mark.parametrize("page", LINKED, ids=lambda page: page.name)
def test_links_lead_somewhere(page):
    """On a code forge; the site has a test of its own in `tests/documentation`."""
    for target, anchor in re.findall(r"\]\(([^)#]*)#?([^)]*)\)", without_code(page)):
        if not target.startswith("http"):
            file = page.parent / target if target else page
            assert file.exists(), target
            assert not anchor or anchor in anchors(file), f"{target}#{anchor}"


@pytest.mark.parametrize("page", sorted((ROOT / "docs").glob("*.md")), ids=lambda page: page.name)
def test_the_site_has_each_page_that_its_pages_link_to(page):
    """A page in Markdown is looked up on the site; other files can be downloaded."""
    site = (ROOT / "docs" / "conf.py").read_text(encoding="utf-8")
    for target in re.findall(r"\]\(([^)#]+\.md)\b", without_code(page)):
        if not target.startswith("http"):
            inside = (page.parent / target).resolve().is_relative_to(ROOT / "docs")
            assert inside or f'"{target}": ' in site, target


def without_code(page):
    return re.sub(r"^( *)```.*?^\1```$", "", page.read_text(encoding="utf-8"), flags=re.M | re.S)


def anchors(page):
    headings = re.findall(r"^#+ (.+)$", without_code(page), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", heading).lower().replace(" ", "-") for heading in headings}


def test_every_page_is_in_the_contents_of_the_site():
    contents = (ROOT / "docs" / "index.md").read_text(encoding="utf-8")
    listed = " ".join(re.findall(r"```{toctree}\n(.*?)```", contents, re.DOTALL))
    names = set(re.findall(r"[\w/-]+", listed))
    assert {page.stem for page in (ROOT / "docs").glob("*.md")} - {"index"} <= names


def test_the_cells_of_the_quickstart_run():
    text = (ROOT / "docs" / "quickstart.md").read_text(encoding="utf-8")
    cells = re.findall(r"^```{code-cell} python\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
    assert len(cells) > 5
    session = {}
    with pd.option_context("display.max_colwidth", 50), alt.renderers.enable("default"):
        for cell in cells:
            exec(compile(cell, "<cell>", "exec"), session)
    assert set(session["clashes"]["event_type"]) == {"clash"}
    assert set(session["figures"]["counted_unit"]) == {"attempts"}


@pytest.mark.parametrize("module", [mc, plot, typing], ids=lambda module: module.__name__)
def test_the_reference_lists_each_public_name(module):
    folder = ROOT / "docs" / "reference"
    full = [entry for page in folder.glob("*.rst") for entry in entries(page)]
    names = [name for home, name in full if home == module.__name__]
    assert sorted(names) == sorted(set(module.__all__) - {"plot"})


def entries(page):
    """Yield each documented name of a page of the reference, with its module."""
    home = None
    for kind, name in re.findall(r"^\.\. ([\w:]+):: (\S+)$", page.read_text("utf-8"), re.MULTILINE):
        if kind in ("currentmodule", "automodule"):
            home = name
        elif kind in ("autofunction", "autoexception", "autoclass", "autodata", "data"):
            yield home, name


@pytest.mark.parametrize("heading", ["Run it", "Test it"])
def test_each_command_stands_alone_under_its_heading(heading):
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    section = readme.split(f"\n## {heading}\n")[1].split("\n## ")[0]
    assert len(re.findall(r"^```sh$", section, re.MULTILINE)) == 1


def test_every_public_name_is_in_the_readme_or_the_docs():
    text = "".join(page.read_text(encoding="utf-8") for page in refresh.pages())
    for name in mc.__all__:
        if not name.endswith("Error"):
            assert f"mc.{name}" in text or f"`{name}" in text, name


def test_every_public_function_has_an_example():
    for name in mc.__all__:
        function = getattr(mc, name)
        if callable(function) and not isinstance(function, type):
            text = inspect.getdoc(function)
            assert ">>>" in text, name
            assert "Returns\n-------" in text, name


def rows_of_the_guide():
    """Read each block of the contributing guide: a table, then one line per cell."""
    guide = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    rows = []
    for block in re.findall(r"```yaml\n(.*?)```", guide, re.DOTALL):
        table, *cells = (line.strip() for line in block.strip().splitlines())
        rows.append((table.removesuffix(":"), dict(cell.split(": ", 1) for cell in cells)))
    return rows


@pytest.mark.exhaustive  # it builds the whole dataset
def test_the_worked_example_of_the_contributing_guide(tmp_path):
    """Its rows are added, the tables build, and the event is there."""
    for name in ("data", "docs", "schemas"):
        shutil.copytree(ROOT / name, tmp_path / name)
    for name in ("pyproject.toml", "CHANGELOG.md"):
        shutil.copy(ROOT / name, tmp_path)
    rows = rows_of_the_guide()
    assert [table for table, _ in rows] == [
        "sources", "events", "figures", "evidence", "evidence", "event_figures", "event_actors",
    ]  # fmt: skip
    for table, row in rows:
        columns = table_schema(table).columns
        with (tmp_path / "data" / f"{table}.csv").open("a", encoding="utf-8", newline="") as out:
            csv.DictWriter(out, columns, lineterminator="\n").writerow(row)
    checkout = find_checkout(tmp_path / "data")
    assert len(record_differences(checkout).added) == len(rows)
    changed = build(checkout)
    assert "data/timeline.csv" in changed
    assert "evt-9001" in (checkout.data / "timeline.csv").read_text(encoding="utf-8")


@pytest.mark.skipif(
    not (ROOT / "migrant_crisis_2021").is_dir(), reason="the library is installed elsewhere"
)
def test_the_six_tasks_of_the_contributing_guide_lead_to_places_that_exist():
    guide = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    tasks = guide.split("\n## Six common tasks\n")[1].split("\n## ")[0].splitlines()
    rows = [line.split("|")[1:3] for line in tasks if line.startswith("| ")][2:]
    assert len(rows) == 6
    for task, places in rows:
        named = [
            place for place in re.findall(r"`([^`]+)`", places) if "/" in place or "." in place
        ]
        assert len(named) >= 2, task
        for place in named:
            assert (ROOT / place).exists(), f"{task.strip()}: {place}"
