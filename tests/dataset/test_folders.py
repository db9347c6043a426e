"""The data is that of the code that runs."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from migrant_crisis_2021.dataset.folders import (
    LARGEST_FILE,
    PACKAGE,
    as_typed,
    folder_of,
    read_bytes,
)
from migrant_crisis_2021.dataset.manifest import MANIFEST
from migrant_crisis_2021.errors import DataIntegrityError
from migrant_crisis_2021.metadata.released import released_module
from tests.conftest import ROOT


@pytest.fixture
def other_checkout(tmp_path):
    """Copy code and data, and mark the data of the copy by its version."""
    shutil.copytree(PACKAGE, tmp_path / "migrant_crisis_2021")
    for name in ("data", "schemas"):
        inside = tmp_path / "migrant_crisis_2021" / name
        if inside.is_dir():
            shutil.rmtree(inside)
        shutil.copytree(ROOT / name, tmp_path / name)
    file = tmp_path / "data" / MANIFEST
    manifest = json.loads(file.read_text(encoding="utf-8"))
    file.write_text(json.dumps(manifest | {"version": "9.9.9"}), encoding="utf-8")
    module = tmp_path / "migrant_crisis_2021" / "dataset" / "released.py"
    module.write_text(released_module(file.read_bytes()), encoding="utf-8")
    return tmp_path


def test_a_checkout_as_working_directory_reads_its_own_data(other_checkout):
    """Also where the environment has this checkout, or a wheel, installed."""
    command = [sys.executable, "-m", "migrant_crisis_2021", "--version"]
    done = subprocess.run(command, cwd=other_checkout, capture_output=True, text=True, check=True)
    assert done.stdout == "9.9.9\n"


def test_a_missing_folder_is_named_with_both_places(tmp_path):
    (tmp_path / "package").mkdir()
    with pytest.raises(DataIntegrityError, match=r"data/ is missing: looked in .*package.data and"):
        folder_of(tmp_path / "package", "data")


def test_a_package_in_an_archive_says_that_it_must_be_installed(tmp_path):
    with pytest.raises(DataIntegrityError, match=r"lies in an archive.* install the package"):
        folder_of(tmp_path / "application.zip" / "migrant_crisis_2021", "data")


def test_a_file_that_is_too_large_is_refused_before_it_is_read(tmp_path):
    file = tmp_path / "events.csv"
    with file.open("wb") as huge:
        huge.truncate(LARGEST_FILE + 1)  # sparse: it takes no room
    with pytest.raises(DataIntegrityError, match=r"has 1,073,741,825 bytes, more than 1,073,741,8"):
        read_bytes(file, "Way out.")


def test_paths_are_written_from_the_working_folder_where_that_is_shorter(tmp_path, monkeypatch):
    work = tmp_path / "a" / "b"
    work.mkdir(parents=True)
    monkeypatch.chdir(work)
    assert as_typed(work) == "."
    assert as_typed(work / "data") == "data"
    assert as_typed(tmp_path / "ceuta") == str(Path("..", "..", "ceuta"))
    assert as_typed(Path(work.anchor) / "x") == str(Path(work.anchor) / "x")
