"""The charts of the page on quality show the numbers of its tables."""

import json
import subprocess
import sys
from collections import Counter

import pytest

import migrant_crisis_2021 as mc
from migrant_crisis_2021.dataset import shipped
from migrant_crisis_2021.errors import MissingExtraError
from migrant_crisis_2021.plot import theme
from tests.conftest import ROOT
from tests.release.test_quality import table
from tests.test_documentation import refresh

CHARTS = ("records-by-month", "sources-by-country", "daily-coverage")


def specification(name):
    return json.loads((refresh.CHARTS / f"{name}.vl.json").read_text(encoding="utf-8"))


def values(spec):
    """Return the rows of data in a specification, wherever they stand."""
    if isinstance(spec, dict):
        if isinstance(spec.get("values"), list) and spec["values"]:
            yield from spec["values"]
        for inner in spec.values():
            yield from values(inner)
    elif isinstance(spec, list):
        for inner in spec:
            yield from values(inner)


def page():
    return (ROOT / "docs" / "quality.md").read_text(encoding="utf-8")


def number(cell):
    return int(cell.split()[0].replace(",", ""))


def test_the_months_are_those_of_the_table():
    rows = table(page(), "Records by month", "month")
    drawn = {}
    for row in values(specification("records-by-month")):
        drawn.setdefault(row["month"][:7], {})[row["table"]] = row["records"]
    assert drawn == {
        month: dict(zip(("events", "figures", "positions"), map(number, cells), strict=False))
        for month, cells in rows.items()
        if month.startswith("20")
    }


def test_the_countries_and_affiliations_are_those_of_the_tables():
    drawn = list(values(specification("sources-by-country")))
    countries, kinds = Counter(), Counter()
    for row in drawn:
        countries[row["country"]] += row["documents"]
        kinds[row["affiliation"]] += row["documents"]
    listed = {name: number(cells[0]) for name, cells in table(page(), "Sources", "country").items()}
    others = countries.pop("other countries")
    assert countries.items() <= listed.items()
    assert len(countries) == 13
    assert others == sum(listed.values()) - countries.total()
    affiliations = table(page(), "Sources", "affiliation")
    assert kinds == {name: number(cells[0]) for name, cells in affiliations.items()}


def test_the_strips_have_as_many_days_as_the_table_says():
    rows = table(page(), "Coverage of daily series", "series")
    days = Counter(row["series"] for row in values(specification("daily-coverage")))
    assert days == {name: number(cells[3]) for name, cells in rows.items()}


@pytest.mark.parametrize("name", CHARTS)
def test_the_drawn_chart_is_that_of_the_data(name):
    pytest.importorskip("altair")
    fresh = refresh.charts(shipped())[name].to_dict()
    kept = specification(name)
    assert list(values(fresh)) == list(values(kept)), "run `python docs/refresh.py`"
    assert fresh["title"] == kept["title"]
    assert mc.__version__ in kept["title"]["text"]
    assert kept["title"]["text"] in (refresh.CHARTS / f"{name}.svg").read_text(encoding="utf-8")
    assert f"](charts/{name}.svg)" in page()


def test_altair_is_loaded_for_charts_alone():
    script = (
        "import sys, migrant_crisis_2021 as mc, migrant_crisis_2021.plot.quality; mc.events();"
        "assert 'altair' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", script], check=True, cwd=ROOT)


def test_without_altair_the_error_names_the_extra(monkeypatch):
    monkeypatch.setitem(sys.modules, "altair", None)
    with pytest.raises(MissingExtraError, match=r'pip install "migrant-crisis-2021\[plot\]"'):
        theme.altair()
