"""Nobody's work is lost: a build stops if an input is saved while it runs."""

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

import migrant_crisis_2021 as mc
from migrant_crisis_2021.command_line import commands
from migrant_crisis_2021.dataset.folders import folder
from migrant_crisis_2021.errors import BuildError
from migrant_crisis_2021.release.build import build, out_of_date
from tests.datasets import small_rows
from tests.projects import small_checkout, write_table


@pytest.fixture
def checkout(tmp_path):
    """Make a checkout of the small dataset in which every authored table has to be sorted."""
    checkout = small_checkout(tmp_path)
    for table, rows in small_rows().items():
        write_table(tmp_path, table, reversed(rows))
    return checkout


def contents(checkout):
    return {file: file.read_bytes() for file in checkout.root.rglob("*") if file.is_file()}


def save(file):
    """Do what an editor does; the added line is no valid row."""
    file.write_bytes(file.read_bytes() + b"saved meanwhile\n")


def while_staged(monkeypatch, checkout, name):
    """Save a file when the build stages its first file."""
    make, saved = tempfile.mkstemp, []

    def stage(**options):
        if not saved:
            saved.append(save(checkout.root / name))
        return make(**options)

    monkeypatch.setattr(tempfile, "mkstemp", stage)


def while_replaced(monkeypatch, checkout, name):
    """Save a file when the build moves its first file into place."""
    replace, saved = Path.replace, []

    def move(self, target):
        if not saved:
            saved.append(save(checkout.root / name))
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", move)


@pytest.mark.parametrize(
    ("moment", "name"),
    [
        (while_staged, "data/events.csv"),
        (while_staged, "data/uncoded.csv"),  # has no rows, so the build does not replace it
        (while_replaced, "data/events.csv"),
        (while_replaced, "data/vocabulary.csv"),
    ],
)
def test_a_table_saved_meanwhile_is_kept(checkout, monkeypatch, name, moment):
    before = contents(checkout)
    moment(monkeypatch, checkout, name)
    with pytest.raises(BuildError, match=rf"{name} was changed while .* the command again"):
        build(checkout)
    saved = checkout.root / name
    assert saved.read_bytes() == before[saved] + b"saved meanwhile\n"
    assert contents(checkout) == {**before, saved: saved.read_bytes()}


@pytest.mark.parametrize("name", ["CHANGELOG.md", "pyproject.toml"])
def test_another_input_saved_meanwhile_is_named(checkout, monkeypatch, name):
    before = contents(checkout)
    while_staged(monkeypatch, checkout, name)
    with pytest.raises(BuildError, match=rf"{name} was changed while .* the command again"):
        build(checkout)
    saved = checkout.root / name
    assert contents(checkout) == {**before, saved: saved.read_bytes()}


def test_a_table_removed_meanwhile_stays_removed(checkout, monkeypatch):
    before = contents(checkout)
    gone = checkout.data / "claims.csv"
    make = tempfile.mkstemp

    def stage(**options):
        gone.unlink(missing_ok=True)
        return make(**options)

    monkeypatch.setattr(tempfile, "mkstemp", stage)
    with pytest.raises(BuildError, match=r"claims\.csv was changed"):
        build(checkout)
    del before[gone]
    assert contents(checkout) == before


def test_the_command_fails_with_exit_code_1(checkout, monkeypatch, capsys):
    while_staged(monkeypatch, checkout, "data/events.csv")
    with pytest.raises(SystemExit) as ended:
        commands(["build", "--path", str(checkout.data)])
    assert ended.value.code == 1
    assert "events.csv was changed while the build ran" in capsys.readouterr().err


def test_the_next_build_takes_the_saved_table(checkout, monkeypatch):
    with monkeypatch.context() as patched:
        while_staged(patched, checkout, "CHANGELOG.md")
        with pytest.raises(BuildError):
            build(checkout)
    assert "data/events.csv" in build(checkout)
    assert out_of_date(checkout) == build(checkout) == []


def test_a_file_that_cannot_be_moved_leaves_all_as_it_was(checkout, monkeypatch):
    before = contents(checkout)
    replace = Path.replace

    def move(self, target):
        if target.name == "datapackage.json":
            raise OSError(5, "Input/output error")
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", move)
    with pytest.raises(BuildError, match=r"datapackage\.json cannot be written: Input/output"):
        build(checkout)
    assert contents(checkout) == before


def test_what_is_saved_after_it_was_replaced_is_not_put_back(checkout, monkeypatch):
    saved = checkout.data / "events.csv"
    replace = Path.replace

    def move(self, target):
        if target.name == "datapackage.json":
            save(saved)
            raise OSError(5, "Input/output error")
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", move)
    with pytest.raises(BuildError, match="cannot be written"):
        build(checkout)
    assert saved.read_bytes().endswith(b"saved meanwhile\n")


def test_the_next_build_removes_what_a_killed_one_left(checkout):
    build(checkout)
    leftovers = [
        checkout.data / ".events.csv.abc.part",
        checkout.data / ".datapackage.json.x_1.part",
        checkout.root / ".CITATION.cff.abc.part",
        checkout.root / "docs" / ".codebook.md.abc.part",
    ]
    for file in leftovers:
        file.write_bytes(b"half")
    mine = checkout.root / "docs" / "film.part"
    mine.write_bytes(b"not of a build")
    assert build(checkout) == []
    assert not any(file.exists() for file in leftovers)
    assert mine.exists()


SCHEMA_SAVED = """
import tempfile
from pathlib import Path
from migrant_crisis_2021.errors import BuildError
from migrant_crisis_2021.names import GENERATED
from migrant_crisis_2021.release.build import build
from migrant_crisis_2021.release.checkout import find_checkout

root, make = Path.cwd(), tempfile.mkstemp
file = root / "schemas" / "SCHEMA"

def stage(**options):
    file.write_bytes(file.read_bytes() + b" ")
    return make(**options)

(root / "CITATION.cff").write_text(f"# {GENERATED} old")
tempfile.mkstemp = stage
try:
    print(build(find_checkout(root / "data")))
except BuildError as error:
    print(error, (root / "CITATION.cff").read_text())
"""


@pytest.mark.parametrize(
    "schema",
    [
        "timeline.json",
        pytest.param("datapackage.json", marks=pytest.mark.exhaustive),
    ],
)
def test_a_schema_saved_meanwhile_is_named(checkout, schema):
    ignored = shutil.ignore_patterns("__pycache__", "data", "schemas")
    package = Path(mc.__file__).parent
    shutil.copytree(package, checkout.root / "migrant_crisis_2021", ignore=ignored)
    shutil.copytree(folder("schemas"), checkout.root / "schemas", dirs_exist_ok=True)
    command = [sys.executable, "-c", SCHEMA_SAVED.replace("SCHEMA", schema)]
    done = subprocess.run(command, cwd=checkout.root, capture_output=True, text=True, check=False)
    assert f"{schema} was changed while the build ran" in done.stdout, done.stderr
    assert done.stdout.endswith(" old\n")
