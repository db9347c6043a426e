"""Nothing of the shipped dataset shows in another: not in code, files, messages or caches."""

import ast
import re
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from click.testing import CliRunner

import migrant_crisis_2021 as mc
from migrant_crisis_2021.command_line import commands
from migrant_crisis_2021.errors import BuildError
from migrant_crisis_2021.release.build import build
from migrant_crisis_2021.release.checkout import find_checkout
from migrant_crisis_2021.release.general_vocabulary import general_vocabulary
from tests.conftest import ROOT
from tests.projects import describe, ferry_project

OURS = re.compile(
    r"Belarus|Belarusian|Poland|Polish|Lithuania|Latvia|Kuznica|Frontex|Lukashenk|Putin"
    r"|migrant_crisis_2021 contributors|autumn 2021",
    re.IGNORECASE,
)
PACKAGE = Path(mc.__file__).parent
ALLOWED = {
    "__init__.py": "the package is called after the dataset that it ships, and says so",
    "command_line/help_pages.py": "examples to type; not shown with another dataset",
    "plot/map.py": "the map is of this region, and refuses another",
    "verification/near_words.py": "names of countries in the languages of documents",
}


def code_without_examples(file):
    """Return a file without the examples of its docstrings: from ``>>>`` to an empty line."""
    text = re.sub(r"^ *>>> .*?(?=^\s*$|^ *\"\"\")", "", file.read_text("utf-8"), flags=re.M | re.S)
    ast.parse(text)
    return text


def test_the_code_does_not_name_the_shipped_crisis():
    found = {
        file.relative_to(PACKAGE).as_posix(): OURS.findall(code_without_examples(file))
        for file in PACKAGE.rglob("*.py")
    }
    named = {file: words for file, words in found.items() if words}
    assert {f: w for f, w in named.items() if f not in ALLOWED} == {}
    assert named.keys() == ALLOWED.keys()  # an entry that is not needed any more is removed


def test_the_schemas_do_not_name_the_shipped_crisis():
    for file in sorted((ROOT / "schemas").glob("*.json")):
        if file.name != "datapackage.json":
            assert not OURS.search(file.read_text("utf-8")), file.name


@pytest.mark.parametrize("borders", [False, True])
def test_the_general_vocabulary_does_not_name_the_shipped_crisis(borders):
    for row in general_vocabulary(borders=borders):
        text = f"{row['value']} {row['label']} {row['definition']} {row['units']}"
        assert not re.search(rf"{OURS.pattern}|Russia|2021|2022|\bpln\b|Zloty", text), row


@pytest.fixture(scope="module")
def ferry(tmp_path_factory):
    root = ferry_project(tmp_path_factory.mktemp("ferry"))
    build(find_checkout(root))
    return root


def test_no_built_file_names_the_shipped_crisis(ferry):
    for file in ferry.rglob("*"):
        if file.suffix in (".json", ".cff", ".parquet"):
            content = file.read_bytes().decode("utf-8", "replace")
            where = content if file.name != "vocabulary.parquet" else ""
            # The ferry strike has the whole vocabulary of the shipped dataset.
            assert "migrant_crisis_2021" not in where, file.name
            assert "CC-BY-4.0" not in where, file.name
    codebook = (ferry / "docs" / "codebook.md").read_text("utf-8").partition("## Vocabulary")[0]
    assert not OURS.search(codebook)


@pytest.mark.parametrize("command", sorted(commands.commands))
def test_the_help_of_a_command_does_not_name_the_shipped_crisis(ferry, command):
    help_ = CliRunner().invoke(commands, ["--data", str(ferry), command, "--help"]).output
    assert "Usage:" in help_
    assert not OURS.search(help_)


@pytest.mark.parametrize("page", ["CITATION.cff", "docs/codebook.md"])
def test_a_page_by_somebody_else_is_not_overwritten(tmp_path, page):
    root = ferry_project(tmp_path)
    (root / page).parent.mkdir(exist_ok=True)
    (root / page).write_text("cff-version: 1.2.0\ntitle: Mine\n", "utf-8")
    before = sorted(root.rglob("*"))
    with pytest.raises(BuildError, match=f"{page} was not written by the build"):
        build(find_checkout(root))
    assert sorted(root.rglob("*")) == before
    (root / page).unlink()
    build(find_checkout(root))
    describe(root, title="Another title of the ferry strike")
    assert "CITATION.cff" in build(find_checkout(root))  # it replaces its own page


def test_without_its_own_description_a_folder_gets_no_other(tmp_path):
    root = ferry_project(tmp_path)
    (root / "schemas" / "datapackage.json").unlink()
    (root / "pyproject.toml").write_text('[project]\nversion = "1.0.0"\n', "utf-8")
    (root / "CHANGELOG.md").write_text("## 1.0.0 (2024-01-01)\n", "utf-8")
    with pytest.raises(BuildError, match="is not the folder of a dataset that can be built"):
        find_checkout(root / "data")


def test_two_datasets_side_by_side_in_threads(ferry):
    other, rounds = mc.open(ferry), 17

    def ask(number):
        one = other if number % 2 else mc.open(mc.path("events").parent) if number == 8 else mc
        return (
            one.record("evt-0001").row["title"],
            one.cite(style="text"),
            sorted(one.vocabulary("topic")["value"]),
            len(one.events(status=None, scope=None)),
            one.figures(status=None, scope=None)["figure_id"].tolist(),
            len(one.search("closed")),
        )

    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(ask, range(rounds)))
    assert found[1] != found[0]
    for number, answer in enumerate(found):
        assert answer == found[number % 2]
