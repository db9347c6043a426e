"""What a consumer sees who runs ``frictionless validate data/datapackage.json``."""

import csv
import shutil
import subprocess
import sys

import pytest

from tests.conftest import ROOT

pytestmark = pytest.mark.conformance


@pytest.fixture
def data(tmp_path):
    """Copy the shipped files; skip where frictionless is not installed."""
    pytest.importorskip("frictionless")
    return shutil.copytree(ROOT / "data", tmp_path / "data")


def validate(data):
    """Run the command in the folder above the data; return its exit code and what it prints."""
    command = [sys.executable, "-m", "frictionless", "validate", "data/datapackage.json"]
    done = subprocess.run(command, cwd=data.parent, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout


def test_the_shipped_descriptor_is_valid(data):
    code, printed = validate(data)
    assert code == 0, printed
    assert "INVALID" not in printed


@pytest.mark.parametrize(
    ("table", "column", "cell"),
    [
        ("events", "date_start", "2021-13-01"),
        ("figures", "value", "many"),
        ("places", "country", "Poland"),
        ("sources", "weak", "perhaps"),
        ("evidence", "source_id", "nobody"),
    ],
)
def test_a_broken_cell_is_invalid(data, table, column, cell):
    file = data / f"{table}.csv"
    with file.open(encoding="utf-8", newline="") as stream:
        header, first, *rest = csv.reader(stream)
    first[header.index(column)] = cell
    with file.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream, lineterminator="\n").writerows([header, first, *rest])
    code, printed = validate(data)
    assert code == 1
    assert f"{table}.csv" in printed
    assert cell in printed
