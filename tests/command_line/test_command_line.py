"""The command line says what the library says, and fails without a traceback."""

import csv
import io
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest
from click.testing import CliRunner

import migrant_crisis_2021 as mc
import migrant_crisis_2021.__main__ as start
from migrant_crisis_2021.command_line import commands
from tests.datasets import small_dataset
from tests.runner import runner


def run(*arguments, code=0, dataset=None):
    result = CliRunner().invoke(commands, list(arguments), obj=dataset)
    assert result.exit_code == code, result.output
    return result.output


def shell(*arguments, **environment):
    return subprocess.run(
        [sys.executable, "-m", "migrant_crisis_2021", *arguments],
        capture_output=True,
        env={**os.environ, **environment},
    )


@pytest.mark.parametrize("command", ["timeline", "events", "figures", "sources"])
def test_csv_and_json_hold_the_frame(command):
    frame = getattr(mc, command)()
    rows = list(csv.DictReader(io.StringIO(run(command, "--format", "csv"))))
    records = json.loads(run(command, "--format", "json"))
    assert len(rows) == len(records) == len(frame)
    assert list(rows[0]) == list(records[0]) == list(frame)
    key = frame.columns[0]
    assert [row[key] for row in rows] == frame[key].tolist()


def test_what_did_not_occur_is_marked_in_tables():
    common = {"comparison_group": "dead", "reality": "alleged", "title": "Some dead"}
    figures = [{**common, "figure_id": f"fig-001{n}", "value": n} for n in (1, 2)]
    event = {"event_id": "evt-0011", "title": "He is buried", "reality": "planned"}
    data = small_dataset(events={0: [event]}, figures={0: figures})
    (measure,) = {row["measure"] for row in data["figures"] if row["title"] == "Some dead"}
    (kind,) = {row["measure_kind"] for row in data["figures"] if row["title"] == "Some dead"}

    def line(ident, *arguments):
        printed = run(*arguments, dataset=data).splitlines()
        return next(line for line in printed if ident in line)

    assert "He is buried (planned)" in line("evt-0011", "timeline")
    assert "He is buried (planned)" in line("evt-0011", "events")
    assert "He is buried (planned)" in line("evt-0011", "search", "buried")
    assert "Some dead (alleged)" in line("fig-0011", "search", "dead")
    assert "quiet" in line("pos-0001", "search", "quiet")  # positions are not marked
    assert re.search(r"Some dead \[1 \w+\] \(alleged\)", line("fig-0011", "timeline"))
    for command in (("figures",), ("conflicts",), ("series", measure, "--kind", kind)):
        assert re.search(r"\b1 \w+ \(alleged\)", line("fig-0011", *command)), command
    occurred = {row["event_id"] for row in data["events"] if row["reality"] == "occurred"}
    assert occurred
    assert all("(" not in line(ident, "events") for ident in occurred)


def test_filters_reach_the_library():
    records = json.loads(
        run("figures", "--source", "Anadolu Agency", "--scope", "all", "--format", "json")
    )
    assert {7935, 150, 12000} <= {record["value"] for record in records}
    records = json.loads(
        run(
            "events",
            "--start",
            "2021-11-08",
            "--end",
            "2021-11-08",
            "--event-type",
            "clash",
            "--format",
            "json",
        )
    )
    assert {record["event_type"] for record in records} == {"clash"}
    records = json.loads(run("timeline", "--kind", "figure", "--format", "json"))
    assert {record["kind"] for record in records} == {"figure"}


def test_tables_for_reading():
    assert "tear gas" in run("timeline", "--start", "2021-11-08", "--end", "2021-11-08").replace(
        "\n", " "
    )
    assert "Putin" in run("search", "putin")
    assert "TASS" in run("sources")
    assert "russian" in run("stances", "russian_role").lower() or "Russia" in run(
        "stances", "russian_role"
    )
    assert "Nothing found." in run("search", "nosuchword")
    run("series", "attempted_crossings", "--freq", "Y")
    run("conflicts", "--all")


def test_show_prints_number_claimant_and_sources():
    figure = mc.figures()
    ident = figure.loc[figure["value"] == 7935.0, "figure_id"].iloc[0]
    text = run("show", ident)
    assert "7,935 attempts" in text
    assert "Who says so: European Union" in text
    assert "anadolu-2021-11-16-putin-lukashenko" in text
    assert json.loads(run("show", ident, "--format", "json"))[0]["record"]["value"] == 7935


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["show", "fig-9999"], 2, "unknown id 'fig-9999'"),
        (["timeline", "--start", "2021-12", "--end", "2021-11"], 2, "lies after"),
        (["timeline", "--start", "soon"], 2, "is not a date"),
        (["events", "--actor", "Nobody"], 2, "unknown actor"),
        (["figures", "--measure", "crossing"], 2, "attempted_crossings"),
        (["cite", "fig-0001", "--style", "mla"], 2, "apa"),
        (["cite", "--all", "fig-0001"], 2, "either --all or ids"),
        (["series", "attempted_crossings", "deaths"], 2, "one attempt is not one person"),
        (["verify", ""], 2, "a path is empty"),
        (["verify", "x" * 5000], 2, "cannot be read"),
        (["nothing"], 2, "No such command"),
        (["timeline", "--format", "xml"], 2, "Invalid value"),
    ],
)
def test_wrong_usage_is_explained(arguments, code, words):
    done = runner().invoke(commands, arguments)
    assert (done.exit_code, done.stdout) == (code, "")
    assert words in done.stderr
    assert isinstance(done.exception, SystemExit)


def test_the_command_line_advises_in_its_own_words():
    done = runner().invoke(commands, ["figures", "--measure", "votes", "--place", "minsk"])
    assert (done.exit_code, done.stdout) == (0, "Nothing found.\n")
    advice = done.stderr
    assert advice
    assert "Warning" not in advice
    assert "measure=" not in advice
    assert "search()" not in runner().invoke(commands, ["show", "fig-9999"]).stderr


def test_validate_and_build_check(built):
    assert "No problems were found." in run("validate", str(built.data))
    assert "up to date" in run("build", "--check", "--path", str(built.data))


def test_validate_a_folder_that_does_not_hold(built):
    (built.data / "actors.parquet").write_bytes(b"")
    assert "R23 files actors.parquet" in run("validate", str(built.data), code=1)


def test_validate_a_folder_that_cannot_be_read(tmp_path, _built_once):
    """It is the data that does not hold, not the usage that is wrong: 1, and every file named."""

    def told(folder, code):
        done = runner().invoke(commands, ["validate", str(folder)])
        assert (done.exit_code, done.stdout) == (code, "")
        return done.stderr

    assert "has no tables" in told(tmp_path, 2)
    (tmp_path / "events.csv").write_bytes(b"")
    assert "events.csv has a wrong header" in told(tmp_path, 1)
    assert "figures.csv is missing" in told(tmp_path, 1)
    (tmp_path / "events.csv").unlink()
    shutil.copytree(_built_once / "data", tmp_path / "data")
    (tmp_path / "data" / "places.csv").write_bytes(b"\xff\xfe")
    assert "places.csv is not UTF-8" in told(tmp_path / "data", 1)


def test_build_outside_a_checkout(tmp_path):
    (tmp_path / "data").mkdir()
    done = runner().invoke(commands, ["build", "--path", str(tmp_path / "data")])
    assert (done.exit_code, "is not the folder of a dataset" in done.stderr) == (1, True)


def test_a_plain_terminal_is_enough():
    done = shell("show", "evt-0001", LC_ALL="C", PYTHONIOENCODING="ascii", PYTHONUTF8="0")
    assert done.returncode == 0
    assert b"Traceback" not in done.stderr
    done = shell("timeline", LC_ALL="C", PYTHONIOENCODING="ascii", PYTHONUTF8="0")
    assert done.returncode == 0, done.stderr.decode()


@pytest.mark.parametrize("unbuffered", ["", pytest.param("1", marks=pytest.mark.exhaustive)])
def test_a_reader_that_goes_away_is_no_error(unbuffered, monkeypatch):
    monkeypatch.setenv("PYTHONUNBUFFERED", unbuffered)
    command = f"{sys.executable} -m migrant_crisis_2021 timeline --format json | head -1"
    done = subprocess.run(["bash", "-c", command], capture_output=True)
    assert done.stdout == b"[\n"
    assert b"Traceback" not in done.stderr
    assert b"Exception" not in done.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only where there is a full device")
@pytest.mark.parametrize("unbuffered", ["", pytest.param("1", marks=pytest.mark.exhaustive)])
@pytest.mark.parametrize("arguments", ["timeline --kind event", "show fig-0001", "--version"])
def test_a_full_disk_and_a_closed_output(arguments, unbuffered, monkeypatch):
    monkeypatch.setenv("PYTHONUNBUFFERED", unbuffered)
    command = f"{sys.executable} -m migrant_crisis_2021 {arguments}"
    full = subprocess.run(["bash", "-c", f"{command} >/dev/full"], capture_output=True)
    assert full.returncode == 1
    assert full.stderr.startswith(b"Error: ")
    assert full.stderr.count(b"No space left") == full.stderr.count(b"\n") == 1
    assert b"Traceback" not in full.stderr
    assert b"the output cannot be written" in full.stderr
    both = subprocess.run(["bash", "-c", f"{command} >/dev/full 2>&1"], capture_output=True)
    assert both.returncode == 1
    closed = subprocess.run(["bash", "-c", f"{command} >&-"], capture_output=True)
    assert (closed.returncode, closed.stderr) == (0, b"")


@pytest.mark.parametrize(
    ("arguments", "missing"),
    [
        (["cite"], "datapackage.json"),
        (["show", "fig-0001"], "figures.csv"),
    ],
)
def test_an_empty_folder_is_no_traceback(tmp_path, arguments, missing):
    empty = mc.open(tmp_path)
    assert f"{missing} is missing in" in run(*arguments, code=1, dataset=empty)


def test_version():
    assert run("--version").strip() == mc.__version__


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only where there is a full device")
def test_an_error_that_cannot_be_printed_and_a_closed_input():
    command = f"{sys.executable} -m migrant_crisis_2021"
    full = subprocess.run(["bash", "-c", f"{command} show nosuch 2>/dev/full"], capture_output=True)
    assert full.returncode == 2
    closed = subprocess.run(["bash", "-c", f"{command} verify - <&-"], capture_output=True)
    assert closed.returncode == 2
    assert b"<standard input> contains no text" in closed.stderr


def test_ctrl_c_while_the_commands_load_is_no_traceback(monkeypatch):
    class Interrupted(ModuleType):
        def __getattr__(self, name):
            raise KeyboardInterrupt

    monkeypatch.setitem(sys.modules, "migrant_crisis_2021.command_line", Interrupted("commands"))
    with pytest.raises(SystemExit, match="Aborted!"):
        start.main()
