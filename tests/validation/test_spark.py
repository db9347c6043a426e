"""The broken examples give the same report on Spark, in an environment of its own.

If pyspark is installed beside pandera, that imports it, and it warns of pandas 3.
"""

import json
import os
import subprocess
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

import migrant_crisis_2021 as mc
from tests.conformance.own_environments import program, python_with
from tests.conftest import ROOT

from .merged import found, merged

pytestmark = pytest.mark.conformance


@pytest.fixture(scope="module")
def printed(tmp_path_factory):
    """What the script prints: the problems, and the errors of faulty calls."""
    python = python_with("pyspark", "narwhals", "pandas", "pyarrow")
    program("java")
    folder = tmp_path_factory.mktemp("merged")
    for name, table in merged().items():  # Spark enforces required columns
        pq.write_table(
            pa.table(table.columns, names=table.column_names), folder / f"{name}.parquet"
        )
    done = subprocess.run(
        [python, Path(__file__).with_name("validate_with_spark.py"), folder],
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return json.loads(done.stdout.splitlines()[-1])


def test_spark_reports_the_same(printed):
    assert [tuple(problem) for problem in printed["problems"]] == found(mc.validate(merged()))


def test_a_line_feed_at_the_end_of_a_text_is_seen(printed):
    """In Java, $ also stands before a line feed at the end."""
    assert {"C04", "R19", "R20"} <= set(printed["line feed"])


def test_faulty_calls_have_errors_of_our_own(printed):
    assert "places is one of DataFrame: engines do not join" in printed["faults"]["mixed"]
    for ended in ("stopped", "killed"):
        assert printed["faults"][ended].startswith("Spark cannot evaluate the frames: ")
        assert "session or connection has to be open" in printed["faults"][ended]
