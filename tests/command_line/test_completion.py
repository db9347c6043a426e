"""The shell completes values of the dataset."""

import subprocess
import sys

import click
import pytest
from click.shell_completion import BashComplete, FishComplete, ZshComplete

import migrant_crisis_2021 as mc
from migrant_crisis_2021.command_line import commands
from migrant_crisis_2021.command_line.completion import CompletedText
from migrant_crisis_2021.names import STYLES

DOCUMENT = "anadolu-2021-11-16-putin-lukashenko"


def offered(*typed, shell=BashComplete):
    *before, incomplete = typed
    completion = shell(commands, {}, "migrant-crisis-2021", "_COMPLETE")
    return completion.get_completions(before, incomplete)


def values(*typed):
    return [item.value for item in offered(*typed)]


@pytest.mark.parametrize(
    ("typed", "candidates"),
    [
        (["figures", "--measure", "att"], ["attempted_crossings"]),
        (["cite", "--style", "a"], ["apa"]),
        (["cite", "--style", ""], list(STYLES)),
        (["cite", "--style", "APA"], ["apa"]),
        (["series", "attempted_crossings", "--freq", ""], ["D", "M", "Y"]),
        (["series", "attempted_crossings", "--kind", "cum"], ["cumulative"]),
        (["series", "attempted_cro"], ["attempted_crossings"]),
        (["timeline", "--kind", ""], ["event", "figure"]),
        (["events", "--event-type", "sanc"], ["sanction"]),
        (["events", "--country", "pl"], ["PL"]),
        (["show", "alexander-luk"], ["alexander-lukashenko"]),
        (["timeline", "--scope", ""], ["background", "crisis", "all"]),
        (["vocabulary", "measure_"], ["measure_kind"]),
        (["places", "--kind", "cro"], ["crossing_point"]),
        (["stances", "russian_"], ["russian_role"]),
        (["events", "--place", "poland-belarus-bor"], ["poland-belarus-border"]),
        (["events", "--source", "anadolu-2021-11-16-putin"], [DOCUMENT]),
        (["cite", "anadolu-2021-11-16-putin"], [DOCUMENT]),
        (["show", "fig-000"], [f"fig-000{number}" for number in range(1, 10)]),
        (["show", "nothing"], []),
        (["sho"], ["show"]),
        (["figures", "--format", "j"], ["json"]),
    ],
)  # fmt: skip
def test_candidates(typed, candidates):
    assert values(*typed) == candidates


@pytest.mark.parametrize(("name", "prefix"), [("actor", "pol"), ("place", "b")])
def test_ids_with_their_names(name, prefix):
    table = mc.table(f"{name}s")
    begun = table[table[f"{name}_id"].str.startswith(prefix)]
    for shell in (ZshComplete, FishComplete):
        found = offered("events", f"--{name}", prefix, shell=shell)
        assert [(item.value, item.help) for item in found] == list(
            zip(begun[f"{name}_id"], begun["name"], strict=True)
        )
    assert len(begun) > 1


def test_records_of_every_kind():
    for kind in ("evt", "fig", "clm", "pos"):
        found = offered("show", f"{kind}-00")
        assert found
        assert all(item.value.startswith(f"{kind}-00") for item in found)
    assert {item.help for item in offered("show", "clm-0001")} == {
        mc.record("clm-0001").row["proposition"]
    }


FREE = {
    *("branch", "start", "end", "since", "subgroup", "words", "phrases"),
    *("title", "description", "creators", "licence"),
}
"""Parameters for which there is nothing to offer."""


def test_every_text_parameter_is_completed():
    for command in commands.commands.values():
        for parameter in command.params:
            if parameter.name not in FREE and isinstance(
                parameter.type, click.types.StringParamType
            ):
                assert isinstance(parameter.type, CompletedText), (command.name, parameter.name)


def test_a_dataset_that_cannot_be_read_gives_no_candidates(tmp_path):
    completion = BashComplete(commands, {"obj": mc.open(tmp_path)}, "m", "_M")
    assert completion.get_completions(["events", "--actor"], "p") == []


def test_pressing_tab_loads_no_frames_and_prints_no_text():
    script = (
        "import sys; from migrant_crisis_2021.command_line import main\n"
        "try: main()\n"
        "finally: print({'pandas', 'pyarrow', 'rich'} & set(sys.modules), file=sys.stderr)"
    )
    environment = {
        "_MIGRANT_CRISIS_2021_COMPLETE": "bash_complete",
        "COMP_WORDS": "migrant-crisis-2021 events --actor polish-border",
        "COMP_CWORD": "3",
    }
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, env=environment
    )
    assert (done.stdout, done.stderr) == ("plain,polish-border-guard\n", "set()\n")
