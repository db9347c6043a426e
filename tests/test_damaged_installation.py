"""An installation with a damaged file gives an error of our own, whatever is asked of it."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import migrant_crisis_2021 as mc
from migrant_crisis_2021.dataset.folders import folder

ASK = """
import pandas as pd
import migrant_crisis_2021 as mc

for question in (
    lambda: mc.describe("actors"),
    lambda: mc.schema("actors"),
    lambda: mc.table("actors"),
    lambda: mc.path("actors"),
    lambda: mc.record("fig-0001"),
    lambda: mc.search("fence"),
    lambda: mc.validate(pd.DataFrame({"actor_id": ["nobody"]}), "actors"),
):
    try:
        print("answered:", question())
    except mc.DataIntegrityError as error:
        print(error)
"""


@pytest.fixture
def installation(tmp_path):
    """Copy the package with its data and schemas."""
    ignored = shutil.ignore_patterns("__pycache__")
    package = tmp_path / "migrant_crisis_2021"
    shutil.copytree(Path(mc.__file__).parent, package, ignore=ignored, dirs_exist_ok=True)
    for name in ("data", "schemas"):
        shutil.copytree(folder(name), package / name, ignore=ignored, dirs_exist_ok=True)
    return package


def swap(schemas):
    shutil.copy(schemas / "claims.json", schemas / "actors.json")


def misspell_the_key(schemas):
    change(schemas / "actors.json", '"primaryKey": ["actor_id"]', '"primaryKey": ["actoz_id"]')


def flip_a_letter(schemas):
    change(schemas / "actors.json", "Identifier", "Identifies")


def change(file, old, new):
    text = " ".join(file.read_text(encoding="utf-8").split()).replace("[ ", "[").replace(" ]", "]")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


@pytest.mark.parametrize(
    "damage",
    [
        swap,
        pytest.param(misspell_the_key, marks=pytest.mark.exhaustive),
        pytest.param(flip_a_letter, marks=pytest.mark.exhaustive),
    ],
)
def test_no_question_is_answered_by_a_damaged_schema(installation, damage):
    damage(installation / "schemas")
    command = [sys.executable, "-c", ASK]
    done = subprocess.run(
        command, cwd=installation.parent, capture_output=True, text=True, check=False
    )
    lines = done.stdout.splitlines()
    assert (len(lines), done.stderr) == (7, "")
    assert all(line.startswith("schemas/actors.json ") for line in lines), done.stdout
