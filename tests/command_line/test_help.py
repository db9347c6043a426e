"""The help: commands by purpose, nothing cut, and examples that work."""

import json
import shlex
import shutil

import pytest
from click.testing import CliRunner

from migrant_crisis_2021.command_line import commands
from migrant_crisis_2021.command_line.help_pages import EXAMPLES
from migrant_crisis_2021.interface import OpenedDataset
from tests.articles import ARTICLE, EVIDENCE, SOURCES, as_page
from tests.ferry import TABLES, ferry
from tests.projects import commit, ferry_project, git

NAMES = sorted(commands.commands)
SLOW = "plot conflicts deaths"  # tests/plot draws fewer of them
LINES = [
    pytest.param(line, marks=pytest.mark.exhaustive if line.startswith(SLOW) else (), id=line)
    for lines in EXAMPLES.values()
    for line in lines
]


def page(*arguments):
    result = CliRunner(env={"COLUMNS": "80"}).invoke(commands, [*arguments])
    assert result.exit_code == 0, result.output
    return result.output


def test_every_command_stands_once_on_one_line_under_a_heading():
    text = page("-h")
    headings = [text.index(f"\n{name}:\n") for name in commands.sections]
    assert headings == sorted(headings)
    assert list(commands.sections)[-1] == "Maintain"
    assert sorted(name for names in commands.sections.values() for name in names) == NAMES
    lines = [line.split(maxsplit=1) for line in text.splitlines() if line.startswith("  ")]
    helps = {words[0]: words[1] for words in lines if words[0] in NAMES}
    for name, command in commands.commands.items():
        assert helps[name] == command.get_short_help_str(limit=1000)
        assert helps[name].endswith(".")
        assert "..." not in helps[name]


@pytest.mark.parametrize("name", NAMES)
def test_the_help_of_a_command_ends_with_examples_on_one_line_each(name):
    text = page(name, "-h")
    assert text == page(name, "--help")
    shown = text.rstrip().split("Examples:\n")[1].splitlines()
    assert [line.split(maxsplit=1)[1] for line in shown] == list(EXAMPLES[name])
    assert max(map(len, text.splitlines())) <= 80


def prepare_ceuta(folder):
    """Make what the examples for coders need: a dataset, a document file and an article."""
    document = {"source_id": "courier-beach", "publisher": "Courier", "publisher_kind": "newspaper"}
    source = TABLES["sources"][0] | document | {"url": None, "title": "A beach"}
    source |= {"read_as": "excerpt", "stream_len": None}
    ferry_project(folder / "ceuta", sources=[source, TABLES["sources"][0]])
    (folder / "article.txt").write_text(ARTICLE, encoding="utf-8")
    # JSON is YAML as well.
    entry = {"source": "vellmar-herald", "actors": [{"name": "A", "kind": "group", "party": "no"}]}
    (folder / "article.yaml").write_text(json.dumps(entry), encoding="utf-8")


@pytest.mark.parametrize("line", LINES)
def test_examples_work(line, tmp_path, monkeypatch, _built_once):
    arguments = shlex.split(line)
    name = next(word for word in arguments if word in NAMES)
    asked = None
    if name in ("build", "validate"):
        monkeypatch.setenv("MIGRANT_CRISIS_DATA", "" if "--data" in arguments else str(_built_once))
    if name == "verify":
        tables = {"evidence": EVIDENCE, "sources": [{"source_id": one} for one in SOURCES]}
        asked = OpenedDataset.of(tables)
        for copy in ("article.html", "folder-of-articles/one.html"):
            (tmp_path / copy).parent.mkdir(exist_ok=True)
            (tmp_path / copy).write_text(as_page(ARTICLE), encoding="utf-8")
    if name == "explore" or line == "export crisis.xlsx":
        asked = ferry()
    if "folder-of-a-dataset" in arguments:
        shutil.copytree(_built_once / "data", tmp_path / "folder-of-a-dataset")
    if "ceuta" in arguments and name != "init":
        prepare_ceuta(tmp_path)
    if name == "renumber":
        git(tmp_path, "init", "-q", "-b", "main")
        commit(tmp_path, "Code")
    monkeypatch.chdir(_built_once if name == "build" else tmp_path)
    result = CliRunner().invoke(commands, arguments, obj=asked)
    assert result.exit_code == 0, result.output
    assert "Nothing found." not in result.output
    assert result.output.strip()
