"""The recipes of docs/recipes.md read every table as it is, cell by cell."""

import contextlib
import doctest
import io
import re

import pytest

import migrant_crisis_2021 as mc
from migrant_crisis_2021.names import TABLES
from tests.conftest import ROOT

PAGE = (ROOT / "docs" / "recipes.md").read_text(encoding="utf-8")
SECTIONS = dict(re.findall(r"^## (.*?)$(.*?)(?=^## |\Z)", PAGE, re.MULTILINE | re.DOTALL))
READERS = {
    "pandas": None,
    "pyarrow": None,
    "Polars": "polars",
    "DuckDB": "duckdb",
    "DataFusion": "datafusion",
    "SQLite": None,
}
ELSEWHERE = {"Spark", "R", "R without packages", "hyparquet", "parquet-wasm"}
"""Recipes that `test_clients_elsewhere` runs."""
NOT_RUN = {
    "The declared types",
    "ClickHouse",
    "Tools for data packages",
    "Joining with other datasets",
    "Excel and LibreOffice",
}


def source(section, language="python"):
    (block,) = re.findall(rf"^```{language}\n(.*?)^```$", SECTIONS[section], re.M | re.S)
    if language != "python":
        return block
    return "".join(example.source for example in doctest.DocTestParser().get_examples(block))


def read(section, table):
    """Run a recipe for another table than the one that the page reads."""
    session = {}
    with contextlib.chdir(ROOT), contextlib.redirect_stdout(io.StringIO()):
        exec(source("The declared types"), session)
        if section == "DataFusion":  # it reuses the types of Arrow
            exec(source("pyarrow"), session)
        exec(source(section).replace("timeline", table), session)
        return rows(session["frame"])


def rows(frame):
    """Return rows as tuples of plain values; every null is None."""
    if isinstance(frame, list):
        return frame
    if hasattr(frame, "fetchall"):
        return frame.fetchall()
    if hasattr(frame, "to_pylist"):
        return [tuple(row.values()) for row in frame.to_pylist()]
    if hasattr(frame, "itertuples"):
        cells = frame.astype(object).where(frame.notna(), None).itertuples(index=False, name=None)
        return [tuple(getattr(v, "date", lambda v=v: v)() for v in row) for row in cells]
    return frame.rows()


def test_every_recipe_is_tested_or_listed_as_not_run():
    assert set(SECTIONS) == {*READERS, *ELSEWHERE, *NOT_RUN}


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize(
    "section",
    [pytest.param(s, marks=pytest.mark.conformance if n else ()) for s, n in READERS.items()],
)
def test_a_recipe_reads_every_cell(section, table):
    if library := READERS[section]:
        pytest.importorskip(library)
    expected = [tuple(row.values()) for row in mc.table(table, "pyarrow").to_pylist()]
    if section == "SQLite":
        expected = [
            tuple(v.isoformat() if hasattr(v, "isoformat") else v for v in r) for r in expected
        ]
    found = read(section, table)
    assert found == expected
    assert [tuple(map(type, row)) for row in found] == [tuple(map(type, row)) for row in expected]


@pytest.mark.conformance
@pytest.mark.parametrize("table", TABLES)
def test_without_boolean_duckdb_guesses_right(table):
    duckdb = pytest.importorskip("duckdb")
    query = source("DuckDB", "sql").replace("sources", table)
    expected = [tuple(row.values()) for row in mc.table(table, "pyarrow").to_pylist()]
    if table == "external_ids":  # the page says so
        number = mc.table(table).columns.get_loc("external_id")
        expected = [(*row[:number], int(row[number]), *row[number + 1 :]) for row in expected]
    with contextlib.chdir(ROOT):
        assert duckdb.sql(query).fetchall() == expected


@pytest.mark.conformance
def test_the_page_says_truly_what_goes_wrong_without_a_recipe():
    duckdb = pytest.importorskip("duckdb")
    weak = duckdb.read_csv(str(mc.path("sources", "csv"))).select("weak").types
    assert [str(kind) for kind in weak] == ["BOOLEAN"]
