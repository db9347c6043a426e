"""Clients that do not run in Python, or not beside our own tools, read every cell of every file."""

import csv
import datetime as dt
import json
import os
import re
import subprocess

import pytest

from tests.conformance.own_environments import NODE_MODULES, node_with, program, python_with
from tests.conformance.test_recipes import source
from tests.conformance.truth import DATA, TABLES, compare, parsed, types
from tests.conftest import ROOT

pytestmark = pytest.mark.conformance

HERE = ROOT / "tests" / "conformance"


def printed(*command, **environment):
    """Run a program that prints one line of JSON per table."""
    done = subprocess.run(
        [str(part) for part in command],
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, "LC_ALL": "C.UTF-8", **environment},
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return [json.loads(line) for line in done.stdout.splitlines()]


def compare_printed(found, is_text=False):
    """Compare tables that arrived as JSON, which has one type of number and none of dates."""
    assert len(found) == len(TABLES)
    for table, one in zip(TABLES, found, strict=True):
        numbers = {"integer", "number"}
        for row in one["rows"]:
            for cell, kind in zip(row, types(table).values(), strict=True):
                is_number = isinstance(cell, int | float) and not isinstance(cell, bool)
                assert cell is None or is_number == (kind in numbers and not is_text), (table, cell)
        compare(table, parsed(table, one["rows"]), one["columns"])


@pytest.mark.parametrize(
    ("section", "packages"),
    [("hyparquet", ["hyparquet"]), ("parquet-wasm", ["parquet-wasm", "apache-arrow"])],
)
def test_javascript(section, packages, tmp_path):
    node = node_with(*packages)
    (tmp_path / "node_modules").symlink_to(NODE_MODULES)
    (tmp_path / "data").symlink_to(DATA)
    show = "{ columns: Object.keys(rows[0]), rows: rows.map(Object.values) }"
    for table in TABLES:
        code = source(section, "js").replace("timeline", table)
        script = f"{code}\nconsole.log(JSON.stringify({show}))\n"
        (tmp_path / f"{table}.mjs").write_text(script, encoding="utf-8")
    every = "".join(f'await import("./{table}.mjs")\n' for table in TABLES)
    change = f"process.chdir({json.dumps(str(tmp_path))})\n"
    (tmp_path / "every.mjs").write_text(change + every, encoding="utf-8")
    found = printed(node, tmp_path / "every.mjs")
    for table, one in zip(TABLES, found, strict=True):
        dates = [kind == "date" for kind in types(table).values()]
        one["rows"] = [
            [day(cell) if is_date else cell for cell, is_date in zip(row, dates, strict=True)]
            for row in one["rows"]
        ]
    compare_printed(found)


def day(cell):
    """Return the day of a Date or of milliseconds since 1970, as JSON has them."""
    if isinstance(cell, int):
        return (dt.date(1970, 1, 1) + dt.timedelta(milliseconds=cell)).isoformat()
    return cell and cell.removesuffix("T00:00:00.000Z")


@pytest.fixture
def recipe(tmp_path):
    """Return a function that writes the code of recipes into a file."""

    def written(language, *sections):
        file = tmp_path / "recipe"
        file.write_text("\n".join(source(one, language) for one in sections), encoding="utf-8")
        return file

    return written


def test_spark(recipe):
    program("java")
    python = python_with("pyspark")
    code = recipe("python", "The declared types", "Spark")
    found = printed(python, HERE / "read_with_spark.py", code, DATA, *TABLES)
    compare_printed(found[: len(TABLES)])
    compare_printed(found[len(TABLES) :])


@pytest.mark.parametrize("section", ["R", "R without packages"])
def test_r(section, recipe):
    script = HERE / "read_with_r.R"
    found = printed(program("Rscript"), "--vanilla", script, recipe("r", section), DATA, *TABLES)
    compare_printed(found, is_text=section == "R without packages")


def test_libreoffice(tmp_path):
    """With the options of the page, no letter, date or code is altered."""
    office = program("soffice", "libreoffice")
    text = "/".join(f"{column}/2" for column in range(1, 60))  # 2: text
    utf8 = "44,34,76,1"
    command = [
        *(office, "--headless", f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"),
        *(f"--infilter=Text - txt - csv (StarCalc):{utf8},{text}", "--convert-to"),
        *(f"csv:Text - txt - csv (StarCalc):{utf8}", "--outdir", str(tmp_path / "saved")),
        *(str(DATA / f"{table}.csv") for table in TABLES),
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    for table in TABLES:
        with (tmp_path / "saved" / f"{table}.csv").open(encoding="utf-8", newline="") as file:
            header, *lines = csv.reader(file)
        compare(table, parsed(table, lines), header)


@pytest.mark.skipif(not (ROOT / ".ci/run").is_file(), reason="an sdist has no .ci/run")
def test_the_programs_are_named_where_they_are_installed():
    """CI installs all of these, so that no test is skipped there; see .ci/run."""
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    for name in ("default-jre-headless", "r-base-core", "libreoffice-calc-nogui", "hyparquet"):
        assert re.search(rf"\b{re.escape(name)}\b", script), name
