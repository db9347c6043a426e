"""The answers are the same wherever and however the library is run."""

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.conftest import ROOT

pytestmark = pytest.mark.exhaustive

SCRIPT = Path(__file__).parent / "surroundings.py"
CASES = {
    "another time zone": {"TZ": "Pacific/Kiritimati"},
    "a time zone west of Greenwich": {"TZ": "America/New_York"},
    "no locale": {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
    "no docstrings": {"PYTHONOPTIMIZE": "2"},
    "warnings are errors": {"PYTHONWARNINGS": "error"},
    "development mode": {"PYTHONDEVMODE": "1", "PYTHONWARNINGS": "error"},
    "other hashes": {"PYTHONHASHSEED": "7"},
    "checks of pandera are off": {"PANDERA_VALIDATION_ENABLED": "False"},
    "pandera checks no values": {"PANDERA_VALIDATION_DEPTH": "SCHEMA_ONLY"},
    "a cache of pandera": {"PANDERA_CACHE_DATAFRAME": "True"},
    "a cache that pandera keeps": {"PANDERA_KEEP_CACHED_DATAFRAME": "True"},
    "unbuffered": {"PYTHONUNBUFFERED": "1"},
}


@pytest.fixture(scope="module")
def installed(tmp_path_factory):
    """Lay the package out as a wheel does, in a folder that nobody may write to."""
    home = tmp_path_factory.mktemp("installed")
    package = shutil.copytree(
        ROOT / "migrant_crisis_2021",
        home / "migrant_crisis_2021",
        ignore=shutil.ignore_patterns("__pycache__"),
    )
    for name in ("data", "schemas"):
        shutil.copytree(ROOT / name, package / name)
    before = contents(home)
    for path in [home, *home.rglob("*")]:
        path.chmod(0o555 if path.is_dir() else 0o444)
    yield home
    assert contents(home) == before  # the rights do not stop root
    for path in [home, *home.rglob("*")]:
        path.chmod(0o755)


def contents(folder):
    return {file: file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def ask(how, folder, cwd, **variables):
    plain = {name: os.environ[name] for name in ("PATH",) if name in os.environ}
    done = subprocess.run(
        [sys.executable, str(SCRIPT), how, str(folder)],
        cwd=cwd,
        env={"PYTHONDONTWRITEBYTECODE": "1", **plain, **variables},
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    return done.stdout.strip(), done.stderr


@pytest.fixture(scope="module")
def usual(installed):
    digest, errors = ask("plain", installed, ROOT)
    assert len(digest) == 64, errors
    return digest


@pytest.mark.parametrize("case", CASES)
def test_the_answers_are_the_same(installed, usual, tmp_path, case):
    assert ask("plain", installed, tmp_path, **CASES[case]) == (usual, "")


@pytest.mark.parametrize("how", ["threads", "fork", "spawn", "pandas options"])
def test_they_are_the_same_in_other_threads_and_processes(installed, usual, tmp_path, how):
    digest, errors = ask(how, installed, tmp_path)
    assert digest == usual, errors


def test_folders_of_the_same_names_are_not_taken_for_ours(installed, usual, tmp_path):
    for name in ("data", "schemas", "migrant_crisis_2021/data"):
        (tmp_path / name).mkdir(parents=True)
        (tmp_path / name / "events.csv").write_text("event_id\nevt-0001\n", encoding="utf-8")
    assert ask("plain", installed, tmp_path) == (usual, "")


def test_a_zipped_application_is_refused_with_the_way_out(installed, tmp_path):
    archive = tmp_path / "application.zip"
    with zipfile.ZipFile(archive, "w") as packed:
        for file in contents(installed):
            packed.write(file, file.relative_to(installed))
    digest, errors = ask("plain", archive, tmp_path)
    assert digest == ""
    assert "install the package with pip, or unpack the archive" in errors.splitlines()[-1]
