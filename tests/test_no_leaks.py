"""Nothing of the shipped dataset shows in another: not in code, files, messages or caches."""

import ast
import re
import zipfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

import migrant_crisis_2021 as mc
from migrant_crisis_2021.command_line import commands
from migrant_crisis_2021.dataset import shipped
from migrant_crisis_2021.errors import BuildError
from migrant_crisis_2021.release.build import build
from migrant_crisis_2021.release.checkout import find_checkout
from migrant_crisis_2021.release.general_vocabulary import general_vocabulary
from migrant_crisis_2021.release.init import init
from tests.conftest import ROOT
from tests.projects import describe, ferry_project

OURS = re.compile(
    r"Belarus|Belarusian|Poland|Polish|Lithuania|Latvia|Kuznica|Frontex|Lukashenk|Putin"
    r"|migrant_crisis_2021 contributors|autumn 2021",
    re.IGNORECASE,
)
DAYS = re.compile(r"(?<!crisis[_-])(?<!iso)(?<!iso-)202[12](?!\d)|7,?935|more than 12,000")
"""Days and numbers of the shipped crisis."""
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


def texts(file):
    """Yield the texts of a file that a program can print: all strings but docstrings."""
    tree = ast.parse(file.read_text("utf-8"))
    unused = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.Constant)
            and isinstance(node.value, str)
            and id(node) not in unused
        ):
            yield node.value


def test_no_message_has_a_day_of_the_shipped_crisis():
    found = [
        (file.relative_to(PACKAGE).as_posix(), text)
        for file in PACKAGE.rglob("*.py")
        for text in texts(file)
        if DAYS.search(text)
    ]
    assert {file for file, _ in found} == {"command_line/help_pages.py"}, found


def test_the_schemas_do_not_name_the_shipped_crisis():
    for file in sorted((ROOT / "schemas").glob("*.json")):
        if file.name != "datapackage.json":
            text = file.read_text("utf-8")
            assert not OURS.search(text), file.name
            assert not DAYS.search(text), file.name


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


@pytest.fixture(scope="module")
def fresh(tmp_path_factory):
    root = tmp_path_factory.mktemp("fresh") / "strike"
    init(root)
    build(find_checkout(root))
    return root


@pytest.fixture(scope="module")
def worked(tmp_path_factory):
    root = tmp_path_factory.mktemp("worked") / "lantern"
    init(root, example=True)
    build(find_checkout(root))
    return root


def command_names(command, path=()):
    """Yield the words that lead to a group, and to each command and group in it."""
    yield path
    if isinstance(command, click.Group):
        ctx = click.Context(command)
        for name in command.list_commands(ctx):
            yield from command_names(command.get_command(ctx, name), (*path, name))


def own_values():
    """Return the ids and values of the shipped dataset that are no words of a language."""
    general = {row["value"] for row in general_vocabulary()}
    lists = {row["value"] for row in shipped()["vocabulary"]} - general
    idents = {ident for table in ("actors", "places") for ident in shipped()[table].by_id}
    return sorted(value for value in (lists | idents) if re.search(r"[_-]", value))


OWN_VALUES = re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, own_values()))})(?![\w-])")


def leaks(text):
    return [found[0] for pattern in (OURS, DAYS, OWN_VALUES) for found in pattern.finditer(text)]


@pytest.mark.parametrize("command", [*command_names(commands)], ids=" ".join)
def test_the_help_of_a_command_does_not_name_the_shipped_crisis(fresh, command):
    asked = ["--data", str(fresh), *command, "--help"]
    help_ = CliRunner(env={"COLUMNS": "200"}).invoke(commands, asked).output
    assert "Usage:" in help_
    assert leaks(help_.replace(str(fresh), "")) == []


def test_the_words_of_the_shipped_dataset_are_found_where_it_is_asked():
    assert "attempted_crossings" in leaks(CliRunner().invoke(commands, ["series", "-h"]).output)
    assert "eu-belarus-border" in leaks("Places: eu-belarus-border.")


@pytest.mark.parametrize("kind", ["fresh", "worked"])
def test_no_file_of_a_new_dataset_has_anything_of_the_shipped_one(request, kind):
    root = request.getfixturevalue(kind)
    for file in root.rglob("*"):
        if file.is_file():
            assert leaks(file.read_bytes().decode("utf-8", "replace")) == [], file
    used = {"worked": ["GB"], "fresh": []}[kind]
    assert [row["country"] for row in mc.open(root)["countries"]] == used


@pytest.mark.parametrize(
    "name", ["a.json", "a.sqlite", "a.xlsx", "a.html", "a.ics", "a.bib", "a.ris", "page.html"]
)
def test_no_export_of_a_new_dataset_has_anything_of_the_shipped_one(worked, tmp_path, name):
    command = "explore" if name == "page.html" else "export"
    file = tmp_path / name
    done = CliRunner().invoke(commands, ["--data", str(worked), command, str(file)])
    assert done.exit_code == 0, done.output
    contents = [file.read_bytes()]
    if zipfile.is_zipfile(file):
        with zipfile.ZipFile(file) as parts:
            contents = [parts.read(part) for part in parts.namelist()]
    for content in contents:
        assert leaks(content.decode("utf-8", "replace")) == []


@pytest.mark.parametrize("form", ["parties", "document"])
def test_no_template_of_a_new_dataset_has_anything_of_the_shipped_one(fresh, form):
    printed = CliRunner().invoke(commands, ["--data", str(fresh), "new", "--template", form])
    assert leaks(printed.output.replace(str(fresh), "")) == []


@pytest.mark.parametrize(
    "asked",
    ["figures --measure attempted", "events --start 9", "events --event-type x", "cite",
     "events --country x", "places --place x", "show x", "search x", "stances x", "new event"],
)  # fmt: skip
def test_no_answer_of_a_new_dataset_has_anything_of_the_shipped_one(worked, asked):
    answer = CliRunner().invoke(commands, ["--data", str(worked), *asked.split()])
    assert answer.output
    assert leaks(answer.output.replace(str(worked), "")) == []


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
