"""What is built is what was written: sdist, the wheel made from it, and three ways to run it."""

import json
import os
import re
import shutil
import subprocess
import sys
import tarfile
import tomllib
import venv
import zipfile
from pathlib import Path

import pytest

import migrant_crisis_2021 as mc
from migrant_crisis_2021.dataset.manifest import files_of
from migrant_crisis_2021.names import COMMAND, DISTRIBUTION, TABLES
from migrant_crisis_2021.parsing.versions import is_in_preparation, release_of
from tests.conftest import ROOT

PRINT = (
    "import migrant_crisis_2021 as mc;"
    "print(mc.timeline(scope=None).to_csv(index=False), mc.cite('fig-0001'), mc.__version__)"
)

DATA, SCHEMAS = "migrant_crisis_2021/data/", "migrant_crisis_2021/schemas/"
STRAYS = (
    "data/.events.csv.abc.part",
    "data/events.csv.bak",
    "data/notes.txt",
    "docs/draft.html",
    "migrant_crisis_2021/.settings.json",
    "tests/leak.txt",
)
"""What a killed build, an editor and a person leave in a checkout."""


def run(*command, cwd, **variables):
    done = subprocess.run(
        [str(part) for part in command],
        cwd=cwd,
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, **variables},
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def tracked(*folders):
    listed = run("git", "ls-files", "--", *folders, cwd=ROOT).splitlines()
    return {name for name in listed if not name.endswith((".gitignore", ".gitkeep"))}


def copied(checkout):
    for name in tracked("."):
        (checkout / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, checkout / name)
    return checkout


def build(kind, source, folder, **variables):
    """Build an sdist or a wheel, with one fixed time."""
    command = (sys.executable, "-m", "build", f"--{kind}", "--outdir", folder, source)
    run(*command, cwd=source.parent, SOURCE_DATE_EPOCH="1640995200", **variables)
    (built,) = folder.glob("*.whl" if kind == "wheel" else "*.tar.gz")
    return built


@pytest.fixture(scope="module")
def distributions(tmp_path_factory):
    """Build the sdist, then the wheel from the unpacked sdist, far from the checkout."""
    folder = tmp_path_factory.mktemp("dist")
    checkout = copied(folder / "checkout")
    for stray in STRAYS:
        (checkout / stray).write_text("left behind", encoding="utf-8")
    with tarfile.open(build("sdist", checkout, folder)) as archive:
        archive.extractall(folder / "unpacked", filter="data")
    (source,) = (folder / "unpacked").iterdir()
    return source, build("wheel", source, folder)


@pytest.mark.packaging
def test_two_builds_are_the_same_bytes(distributions, tmp_path):
    """The second is built from the tracked files alone, by somebody with other permissions."""
    _, wheel = distributions
    checkout = copied(tmp_path / "checkout")
    for file in checkout.rglob("*"):
        file.chmod(file.stat().st_mode & 0o700)
    (sdist,) = wheel.parent.glob("*.tar.gz")
    for first, kind in ((sdist, "sdist"), (wheel, "wheel")):
        again = build(kind, checkout, tmp_path, TZ="Asia/Tokyo")
        assert again.name == first.name
        assert again.read_bytes() == first.read_bytes(), kind


@pytest.mark.packaging
def test_the_sdist_holds_what_is_tracked_and_nothing_else(distributions):
    source, wheel = distributions
    (sdist,) = wheel.parent.glob("*.tar.gz")
    with tarfile.open(sdist) as archive:
        files = [member.name for member in archive if member.isfile()]
    packed = {name.removeprefix(f"{source.name}/") for name in files}
    made = {name for name in packed if name.startswith("migrant_crisis_2021.egg-info/")}
    made |= {"PKG-INFO", "setup.cfg", "LICENSE", "LICENSE-DATA"}
    for_a_clone = {name for name in tracked(".") if name.startswith((".", "benchmarks/"))}
    assert packed - made == tracked(".") - for_a_clone - made


@pytest.mark.packaging
def test_the_wheel_holds_data_and_schemas_and_nothing_else(distributions):
    _, wheel = distributions
    names = {n for n in zipfile.ZipFile(wheel).namelist() if ".dist-info/" not in n}
    wanted = {f"migrant_crisis_2021/{name}" for name in tracked("data", "schemas")}
    wanted |= tracked("migrant_crisis_2021")
    assert names == wanted
    data = {name.removeprefix(DATA) for name in names if name.startswith(DATA)}
    manifest = json.loads(zipfile.ZipFile(wheel).read(f"{DATA}datapackage.json"))
    assert data == {*files_of(manifest), "datapackage.json", "__init__.py"}
    schemas = {name.removeprefix(SCHEMAS) for name in names if name.startswith(SCHEMAS)}
    assert schemas == {*(f"{t}.json" for t in TABLES), "datapackage.json", "__init__.py"}


def oldest():
    """Return pip's constraints for the oldest supported version of each library, all together."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    libraries = (re.sub(r"\[.*\]", "", library) for library in project["dependencies"])
    pinned = [f"{library.replace('>=', '==')}.*" for library in libraries]
    return "\n".join([*pinned, "numpy<2.3", ""])  # numpy as old as these pandas and pyarrow know


@pytest.mark.packaging
def test_the_wheel_passes_the_tests_of_the_sdist_on_the_oldest_libraries(distributions, tmp_path):
    """The library comes from the wheel alone: the sdist's own copy of it is taken away."""
    source, wheel = distributions
    venv.create(tmp_path / "environment", with_pip=True)
    python = tmp_path / "environment" / "bin" / "python"
    (tmp_path / "oldest.txt").write_text(oldest(), encoding="utf-8")
    pip = (python, "-m", "pip", "install", "--quiet", "--constraint", tmp_path / "oldest.txt")
    run(*pip, f"{wheel}[test]", cwd=tmp_path)
    elsewhere = shutil.copytree(source, tmp_path / "sdist")
    shutil.rmtree(elsewhere / "migrant_crisis_2021")
    run(python, "-m", "pytest", "--quiet", "--numprocesses=auto", "tests", cwd=elsewhere)


@pytest.mark.packaging
def test_every_way_to_run_it_gives_the_same_timeline(distributions, tmp_path):
    _, wheel = distributions
    home = tmp_path / "environment"
    venv.create(home, with_pip=True)
    python = home / "bin" / "python"
    run(python, "-m", "pip", "install", "--quiet", wheel, cwd=tmp_path)
    from_wheel = run(python, "-c", PRINT, cwd=tmp_path)
    in_checkout = run(python, "-c", PRINT, cwd=ROOT)
    run(python, "-m", "pip", "uninstall", "--quiet", "--yes", "migrant-crisis-2021", cwd=tmp_path)
    uninstalled = run(python, "-c", PRINT, cwd=ROOT)
    run(python, "-m", "pip", "install", "--quiet", "--editable", ROOT, cwd=tmp_path)
    editable = run(python, "-c", PRINT, cwd=tmp_path)
    assert from_wheel.count("\n") > 30
    assert from_wheel == in_checkout == uninstalled == editable
    command = home / "bin" / "migrant-crisis-2021"
    assert "migrant-crisis-2021" in run(command, "--help", cwd=tmp_path)


@pytest.mark.packaging
@pytest.mark.parametrize("version", ["3.11", "3.12", "3.13", "3.14"])
def test_the_wheel_gives_the_same_answers_on_every_python(distributions, tmp_path, version):
    _, wheel = distributions
    home = tmp_path / "environment"
    run(python_of(version), "-m", "venv", home, cwd=tmp_path)
    python = home / "bin" / "python"
    run(python, "-m", "pip", "install", "--quiet", wheel, cwd=tmp_path)
    script = (ROOT / "tests" / "reliability" / "surroundings.py", "plain")
    there = run(python, *script, tmp_path, cwd=tmp_path, PYTHONPATH="")
    assert there == run(sys.executable, *script, ROOT, cwd=tmp_path)


def python_of(version):
    """Find a Python on the path or where pyenv keeps them."""
    kept = sorted(Path.home().glob(f".pyenv/versions/{version}.*/bin/python"))
    found = kept[-1] if kept else shutil.which(f"python{version}")
    if found is None:
        pytest.skip(f"there is no Python {version} on this machine")
    return found


def citation_scalar(name):
    """Read a text of CITATION.cff, which is JSON after the colon."""
    text = (ROOT / "CITATION.cff").read_text(encoding="utf-8")
    (scalar,) = re.findall(rf"^{name}: (.*)$", text, re.MULTILINE)
    return json.loads(scalar)


def test_the_version_is_the_same_everywhere():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert mc.__version__ == project["version"]
    assert citation_scalar("version") == project["version"]
    first = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8").split("\n## ")[1]
    assert first.startswith(f"{release_of(project['version'])} (")


def test_the_release_date_is_the_same_everywhere():
    from migrant_crisis_2021.dataset import shipped
    from migrant_crisis_2021.dataset.manifest import released_on
    from migrant_crisis_2021.release.checkout import Checkout

    released = Checkout(ROOT).released_on
    assert released_on(shipped().manifest) == released
    assert is_in_preparation(mc.__version__) == (released is None)
    cited = "date-released" in (ROOT / "CITATION.cff").read_text(encoding="utf-8")
    assert cited == (released is not None)
    assert not cited or citation_scalar("date-released") == str(released)


def test_the_project_and_the_dataset_say_the_same():
    """pyproject.toml repeats, for package indexes, what the description of the dataset says."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    described = json.loads((ROOT / "schemas/datapackage.json").read_text(encoding="utf-8"))
    assert project["name"] == DISTRIBUTION == described["name"].replace("_", "-")
    assert list(project["scripts"]) == [COMMAND]
    assert described["title"][1:] in project["description"]
    assert project["keywords"] == described["keywords"]
    assert described["keywords"] == sorted(described["keywords"], key=str.casefold)
    names = [person["title"] for person in described["contributors"]]
    assert [author["name"] for author in project["authors"]] == names
    licences = {licence["name"] for licence in described["licenses"]}
    assert set(project["license"].split(" AND ")) == licences


def test_every_extra_that_an_error_names_exists():
    extras = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"][
        "optional-dependencies"
    ]
    named = set()
    for file in Path(mc.__file__).parent.rglob("*.py"):
        named |= set(re.findall(r'MissingExtraError\("\w+", "(\w+)"\)', file.read_text("utf-8")))
    assert named
    assert named <= set(extras)


def test_the_licence_of_every_dependency_is_listed():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = {"always": project["dependencies"], **project["optional-dependencies"]}
    needed = {
        (re.sub("[-_.]+", "-", re.match(r"[\w.-]+", library)[0]).lower(), extra)
        for extra, libraries in extras.items()
        for library in libraries
    }
    page = (ROOT / "docs" / "licences.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| (\S+) \| [\w. -]+ \| .+ \| (.+) \|$", page, re.MULTILINE)[2:]
    listed = {(library, extra) for library, needed in rows for extra in needed.split(", ")}
    assert listed == needed, "run `python docs/licences.py`"


@pytest.mark.packaging
def test_what_the_speed_is_compared_with_is_in_the_extra_for_benchmarks():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extra = {
        re.match(r"\w[\w-]*", name)[0] for name in project["optional-dependencies"]["benchmark"]
    }
    found = subprocess.run(
        [sys.executable, "-c", "import benchmarks.speed as b; print(*{p.needs for p in b.PAIRS})"],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    )
    assert set(found.stdout.split()) - {"None"} <= extra
