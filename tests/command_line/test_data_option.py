"""`--data` chooses the dataset of every command; broken and hostile folders are refused."""

import json
import shutil

import pytest
from click.shell_completion import BashComplete

import migrant_crisis_2021 as mc
from migrant_crisis_2021.command_line import commands
from migrant_crisis_2021.dataset.folders import as_typed
from migrant_crisis_2021.errors import DataIntegrityError, InvalidInputError
from tests.articles import ARTICLE
from tests.projects import ferry_project
from tests.runner import runner

OWN_FOLDER = {"init"}
"""Commands that name their folder themselves."""
ARGUMENTS = {
    "search": ["harbour"],
    "show": ["evt-0001"],
    "series": ["other_count", "--kind", "stock"],
    "verify": ["herald.txt", "--record", "fig-0001"],
    "build": ["--check"],
}
"""What the commands need to find something in the ferry strike."""
OWN_WORDS = {
    "deaths": "None of the documents that were read reports a death here",
    "actors": "Harbour office",
    "build": "up to date",
    "changes": "Nothing found.",
    "claims": "The port can be reopened.",
    "diff": "Nothing found.",
    "evidence": "vellmar-herald",
    "positions": "The port can be reopened.",
    "stances": "The port can be reopened.",
    "validate": "No problems were found.",
    "verify": "match: the copy has the passage",
    "vocabulary": "crossing",
}
"""What each command prints about the ferry strike; the others print the name of the port."""


@pytest.fixture(scope="module")
def ferry(tmp_path_factory):
    root = ferry_project(tmp_path_factory.mktemp("ferry"))
    (root / "herald.txt").write_text(ARTICLE, encoding="utf-8")
    assert run("--data", root, "build").exit_code == 0
    return root


def run(*arguments, **environment):
    result = runner().invoke(commands, [*map(str, arguments)], env=environment)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.output
    return result


WRITING = {"new", "propose", "explore", "export", "plot", "release", "renumber"}
READING = sorted(set(commands.commands) - OWN_FOLDER - WRITING)


@pytest.mark.parametrize("command", READING)
def test_every_command_answers_from_the_folder(ferry, command):
    arguments = [
        str(ferry / one) if one.endswith(".txt") else one for one in ARGUMENTS.get(command, [])
    ]
    found = run("--data", ferry, command, *arguments)
    assert found.exit_code == 0, found.output
    assert OWN_WORDS.get(command, "ellmar") in found.stdout
    assert run(command, *arguments, MIGRANT_CRISIS_DATA=str(ferry / "data")).stdout == found.stdout


@pytest.mark.parametrize("arguments", [["explore", "page.html"], ["export", "all.json"]])
def test_what_is_written_is_of_the_folder(ferry, tmp_path, arguments):
    command, name = arguments
    assert run("--data", ferry, command, tmp_path / name).exit_code == 0
    assert "ellmar" in (tmp_path / name).read_text("utf-8")


def test_the_option_wins_over_the_environment(ferry):
    found = run("--data", ferry, "cite", MIGRANT_CRISIS_DATA="/nowhere")
    assert found.stdout.startswith("Vellmar Port Archive.")
    assert run("cite", MIGRANT_CRISIS_DATA="").stdout.startswith("The migrant_crisis_2021")


@pytest.mark.parametrize("given", ["/nowhere", "", "\0", "pyproject.toml"])
@pytest.mark.parametrize("command", ["events", "build", "validate", "diff"])
def test_what_is_no_folder_is_refused(given, command):
    result = run("--data", given, command)
    assert result.exit_code == 2, result.output
    assert "is not a folder" in result.stderr
    assert ("init DIR" in result.stderr) == ("\0" not in given)


@pytest.mark.parametrize("command", ["events", "build", "validate", "cite"])
def test_a_folder_without_tables_is_refused(tmp_path, command):
    result = run("--data", tmp_path, command)
    assert result.exit_code in (1, 2)
    assert "init DIR" in result.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_was_not_built_says_how_to_build_it(tmp_path):
    result = run("--data", ferry_project(tmp_path), "events")
    assert result.exit_code == 1
    assert f"Run `migrant-crisis-2021 --data {as_typed(tmp_path)} build`" in result.stderr


@pytest.mark.parametrize(
    "path", ["../events.csv", "/etc/passwd", "a/../b.csv", "..", "data\\events.csv", "http://a/b"]
)
@pytest.mark.parametrize("of", ["csv", "parquet"])
def test_a_path_that_leaves_the_folder_is_refused(ferry, tmp_path, path, of):
    root = shutil.copytree(ferry, tmp_path / "copy")
    file = root / "data" / "datapackage.json"
    manifest = json.loads(file.read_text("utf-8"))
    resource = manifest["resources"][0]
    (resource if of == "csv" else resource["parquet"])["path"] = path
    file.write_text(json.dumps(manifest), "utf-8")
    with pytest.raises(DataIntegrityError, match="must name a file in the folder"):
        mc.open(root).events()
    assert run("--data", root, "events").exit_code == 1


@pytest.mark.parametrize("content", ["", "[]", "{", '{"name": 1}', "[" * 100_000])
def test_a_broken_manifest_is_refused(ferry, tmp_path, content):
    root = ferry_project(tmp_path)
    (root / "data" / "datapackage.json").write_text(content, "utf-8")
    result = run("--data", root, "cite")
    assert result.exit_code == 1
    assert "datapackage.json" in result.stderr
    assert f"--data {as_typed(root)} build" in result.stderr


def test_the_older_ways_to_name_a_folder_still_work(ferry):
    assert run("validate", ferry / "data").exit_code == 0
    assert "up to date" in run("build", "--check", "--path", ferry / "data").stdout
    for twice in (["build", "--check", "--path", ferry], ["validate", ferry]):
        result = run("--data", ferry, *twice)
        assert result.exit_code == 2
        assert "name the folder once" in result.stderr


def test_the_shell_completes_values_of_the_folder(ferry):
    completion = BashComplete(commands, {}, "migrant-crisis-2021", "_COMPLETE")
    found = completion.get_completions(["--data", str(ferry), "events", "--place"], "v")
    assert [item.value for item in found] == ["vellmar"]
    assert completion.get_completions(["--data", "/nowhere", "events", "--place"], "v") == []


def test_the_difference_to_a_release_needs_no_folder_that_can_be_built(ferry, tmp_path):
    copy = shutil.copytree(ferry / "data", tmp_path / "copy")
    assert run("--data", copy, "diff").exit_code == 0


def test_how_to_check_a_record_names_the_folder(ferry):
    assert (
        f"--data {as_typed(ferry)} verify YOUR_COPY"
        in run("--data", ferry, "show", "fig-0001").stdout
    )


def test_examples_of_the_shipped_dataset_are_not_shown_for_another(ferry):
    assert "Examples:" in run("events", "--help").output
    assert "Examples:" not in run("--data", ferry, "events", "--help").output


def test_in_python_the_folder_or_the_one_that_contains_it_is_opened(ferry):
    assert mc.open(ferry).folder == mc.open(ferry / "data").folder == ferry / "data"
    with pytest.raises(InvalidInputError, match="is not a folder"):
        mc.open("")
