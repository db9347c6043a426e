"""The command `export`: what it selects, and what it refuses."""

import json
import signal
import subprocess
import sys

import pytest
from click.testing import CliRunner

import migrant_crisis_2021 as mc
from migrant_crisis_2021.command_line import commands
from tests.datasets import small_dataset


def run(*arguments, code=0, dataset=None):
    result = CliRunner().invoke(commands, ["export", *map(str, arguments)], obj=dataset)
    assert result.exit_code == code, result.output
    return result.output


def ids(file):
    return [next(iter(row.values())) for row in json.loads(file.read_text("utf-8"))]


@pytest.fixture
def file(tmp_path):
    return tmp_path / "a.json"


def test_tables_and_ids(file):
    dataset = small_dataset(events={1: {"status": "withdrawn"}})
    assert run(file, "events", dataset=dataset) == f"wrote {file}: 2 rows\n"
    run(file, "FIG-2", "fig-0001", "--force", dataset=dataset)
    assert ids(file) == ["fig-0001", "fig-0002"]
    run(file, "--force", dataset=dataset)
    tables = json.loads(file.read_text("utf-8"))["tables"]
    assert len(tables["events"]) == 2


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["events", "--event-type", "clash", "--start", "2021-11"], "events"),
        (["figures", "--measure", "deaths", "--scope", "all"], "figures"),
        (["--measure", "deaths"], "timeline"),
    ],
)
def test_filters_select_what_the_command_of_that_name_prints(file, arguments, expected):
    run(file, *arguments)
    options = arguments[1:] if arguments[0] == expected else arguments
    printed = CliRunner().invoke(commands, [expected, *options, "--format", "json"]).stdout
    assert ids(file) == [next(iter(row.values())) for row in json.loads(printed)]


def test_an_older_release(file, tmp_path):
    run(file, "figures", "--measure", "deaths", "--as-of", "0.2.0")
    assert ids(file) == mc.figures(measure="deaths", as_of="0.2.0")["figure_id"].tolist()
    run(tmp_path / "a.bib", "fig-0001", "--as-of", "0.2.0")
    assert "version = {0.2.0}" in (tmp_path / "a.bib").read_text("utf-8")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["a.json", "--format", "excel"], "unknown format 'excel'"),
        (["a.txt"], "Use one of the suffixes, or name the format, such as --format csv"),
        (["a.json", "claims", "--start", "2021"], "filters need one WHAT: timeline, events"),
        (["a.json", "events", "figures", "--start", "2021"], "filters need one WHAT"),
        (["a.json", "figures", "--event-type", "clash"], "cannot be filtered by --event-type"),
        (["a.csv"], "holds one table"),
        (["a.json", "evt-9999"], "unknown table or id 'evt-9999'"),
        (["a.json", "events", "--start", "1999", "--end", "1999"], "no rows"),
    ],
)
def test_wrong_usage(tmp_path, monkeypatch, arguments, message):
    monkeypatch.chdir(tmp_path)
    output = run(*arguments, code=2)
    assert message in output
    assert "Traceback" not in output
    assert list(tmp_path.iterdir()) == []


def test_an_existing_file(file):
    file.write_text("mine")
    assert "--force to replace it" in run(file, "claims", code=2)
    assert file.read_text() == "mine"
    run(file, "claims", "--force")
    assert ids(file)[0].startswith("clm-")


@pytest.mark.skipif(not hasattr(signal, "SIGHUP"), reason="only where there are such signals")
@pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP"])
def test_a_process_that_is_told_to_end_leaves_nothing(file, name):
    script = (
        "import os, signal, sys\n"
        "from migrant_crisis_2021.command_line import main\n"
        "from migrant_crisis_2021.exports import job\n"
        "def end(*_):\n"
        "    print(*os.listdir(sys.argv[2].rpartition('/')[0]))\n"
        f"    os.kill(os.getpid(), signal.{name})\n"
        "job.Job.only_sheet = end\n"
        f"signal.signal(signal.{name}, signal.SIG_DFL)\n"  # `nohup` has SIGHUP ignored
        "main()\n"
    )
    command = [sys.executable, "-c", script, "export", str(file.with_suffix(".csv")), "events"]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 128 + getattr(signal, name), done.stderr
    assert done.stdout.startswith(".a.csv.")  # it was staged
    assert done.stderr == ""
    assert list(file.parent.iterdir()) == []
