"""The broken examples give the same report on Spark, in an environment of its own.

If pyspark is installed, pandera imports it, and it warns of pandas 3. CI makes the environment, and
names its Python or leaves it in build/.
"""

import json
import os
import shutil
import subprocess
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

import migrant_crisis_2021 as mc
from tests.conftest import ROOT

from .merged import found, merged

pytestmark = pytest.mark.conformance

PYTHON = Path(os.environ.get("CLIENTS_PYTHON", ROOT / "build" / "clients" / "bin" / "python"))
NEEDED = ("pyspark", "narwhals", "pandas", "pyarrow")


@pytest.fixture(scope="module")
def printed(tmp_path_factory):
    """What the script prints: the problems, and the errors of faulty calls."""
    check = f"import importlib.util as u; assert all(map(u.find_spec, {NEEDED!r}))"
    if not PYTHON.exists() or subprocess.run([PYTHON, "-c", check], check=False).returncode:
        pytest.skip(f"{' or '.join(NEEDED)} is not installed for {PYTHON}")
    if not shutil.which("java"):
        pytest.skip("java is not installed")
    folder = tmp_path_factory.mktemp("merged")
    for name, table in merged().items():  # Spark enforces required columns
        pq.write_table(
            pa.table(table.columns, names=table.column_names), folder / f"{name}.parquet"
        )
    done = subprocess.run(
        [PYTHON, Path(__file__).with_name("validate_with_spark.py"), folder],
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
    assert printed["line feed"] == ["C04", "R19", "R20"]


def test_faulty_calls_have_errors_of_our_own(printed):
    assert "places is one of DataFrame: engines do not join" in printed["faults"]["mixed"]
    assert printed["faults"]["stopped"].startswith("Spark cannot evaluate the frames: ")
