"""Every option of the command line reaches the library, and every form prints the same records."""

import json
import subprocess
import sys

import pytest
from click.testing import CliRunner

import migrant_crisis_2021 as mc
from migrant_crisis_2021.command_line import commands
from migrant_crisis_2021.names import GENERATED
from tests.datasets import day, small_dataset


def run(*arguments, code=0, columns=None, dataset=None):
    environment = {"COLUMNS": columns}
    result = CliRunner(env=environment).invoke(commands, list(arguments), obj=dataset)
    assert result.exit_code == code, result.output
    return result.output


def records_in(output):
    """Read the JSON; a hint that nothing was found may stand around it."""
    return json.JSONDecoder().raw_decode(output[output.index("[") :])[0]


@pytest.fixture(scope="module")
def small():
    tenth = {"period_start": day("2021-11-10"), "period_end": None}
    thousands = {"qualifier": "order_of_magnitude", "value": None, "magnitude": 1000}
    return small_dataset(
        events={
            0: [
                {"event_id": "evt-0003", "place_id": "town", "title": "[b]Ł[/b] :boat:"},
                {"event_id": "evt-0004", "scope": "background", "event_type": "clash"},
            ]
        },
        figures={
            0: [
                {"figure_id": "fig-0005", "place_id": "town", "value": 12.5} | tenth,
                {"figure_id": "fig-0006", "comparison_group": "x"} | thousands,
                {"figure_id": "fig-0007", "comparison_group": "x", "value": 9},
                {"figure_id": "fig-0008", "counted_unit": "cases", "asserted_by": "speaker"},
            ]
        },
        positions={
            0: [
                {"position_id": "pos-0002", "actor_id": "guard", "date_start": None},
                {"position_id": "pos-0003", "claim_id": "clm-0002"},
            ]
        },
        claims={0: [{"claim_id": "clm-0002", "topic": "access"}]},
        sources={
            0: [
                {
                    "source_id": "bare",
                    "title": None,
                    "description": "A log",
                    "published_on": None,
                }
            ]
        },
    )


ALIKE = [
    (["events", "--start", "2021-11-09"], lambda d: d.events(start="2021-11-09")),
    (["events", "--end", "2021-11-08", "--match", "within"],
     lambda d: d.events(end="2021-11-08", match="within")),
    (["events", "--event-type", "statement"], lambda d: d.events(event_type="statement")),
    (["events", "--actor", "guard", "--actor", "speaker"],
     lambda d: d.events(actor=["guard", "speaker"])),
    (["events", "--actor", "speaker"], lambda d: d.events(actor="speaker")),
    (["events", "--place", "town"], lambda d: d.events(place="town")),
    (["events", "--country", "PL"], lambda d: d.events(country="PL")),
    (["events", "--source", "weak"], lambda d: d.events(source="weak")),
    (["events", "--scope", "all"], lambda d: d.events(scope=None)),
    (["figures", "--start", "2021-11-09", "--match", "within"],
     lambda d: d.figures(start="2021-11-09", match="within")),
    (["figures", "--measure", "deaths"], lambda d: d.figures(measure="deaths")),
    (["figures", "--place", "town"], lambda d: d.figures(place="town")),
    (["figures", "--asserted-by", "speaker"], lambda d: d.figures(asserted_by="speaker")),
    (["figures", "--source", "two"], lambda d: d.figures(source="two")),
    (["timeline", "--kind", "event", "--match", "within", "--start", "2021-11-08"],
     lambda d: d.timeline(kind="event", match="within", start="2021-11-08")),
    (["timeline", "--scope", "all"], lambda d: d.timeline(scope=None)),
    (["search", "troops", "poland"], lambda d: d.search("troops poland")),
    (["series", "attempted_crossings", "--unit", "attempts", "--asserted-by", "guard"],
     lambda d: d.series("attempted_crossings", unit="attempts", asserted_by="guard")),
    (["series", "attempted_crossings", "--kind", "cumulative", "--place", "border"],
     lambda d: d.series("attempted_crossings", kind="cumulative", place="border")),
    (["conflicts"], lambda d: d.conflicts()),
    (["conflicts", "--all"], lambda d: d.conflicts(all=True)),
    (["conflicts", "deaths"], lambda d: d.conflicts("deaths")),
    (["stances", "access"], lambda d: d.stances("access")),
    (["stances", "--actor", "guard"], lambda d: d.stances(actor="guard")),
]  # fmt: skip


@pytest.mark.filterwarnings("ignore::migrant_crisis_2021.NothingFoundWarning")
@pytest.mark.parametrize(("arguments", "call"), ALIKE)
def test_options_reach_the_library(small, arguments, call):
    records = records_in(run(*arguments, "--format", "json", dataset=small))
    frame = call(small)
    keys = [name for name in frame if name in ("record_id", "event_id", "figure_id", "position_id")]
    assert [[r[k] for k in keys] for r in records] == frame[keys].astype(object).values.tolist()


def test_csv_and_json_hold_plain_values(small):
    text = run("figures", "--place", "town", "--format", "csv", dataset=small)
    head, line = text.split("\n")[:-1]
    cells = dict(zip(head.split(","), line.split(","), strict=True))
    assert (cells["value"], cells["period_start"], cells["period_end"]) == (
        "12.5",
        "2021-11-10",
        "",
    )
    assert "\r" not in text
    (record,) = json.loads(run("figures", "--place", "town", "--format", "json", dataset=small))
    assert (record["value"], record["period_start"], record["period_end"]) == (
        12.5, "2021-11-10", None,
    )  # fmt: skip
    lines = run("figures", "--format", "csv", dataset=small).splitlines()
    assert lines[1].startswith("fig-0003,")
    assert ",5000,," in lines[1]
    assert "Ł" in run("events", "--place", "town", "--format", "json", dataset=small)


def test_what_a_table_shows_is_what_is_written(small):
    events = run("events", "--place", "town", columns="200", dataset=small)
    assert "[b]Ł[/b] :boat:" in events
    assert "2021-11-08" in events
    timeline = run("timeline", columns="200", dataset=small)
    assert "a newspaper counts [more than 190 attempts]" in timeline
    assert "[12.5 attempts]" in timeline
    assert "[thousands of attempts]" in timeline
    sources = run("sources", columns="200", dataset=small)
    assert "undated" in sources
    assert "[A log]" in sources
    assert "Paper two (PAP)" in sources
    assert run("conflicts", columns="200", dataset=small).count("thousands of attempts") == 1
    assert "undated" not in run("stances", columns="200", dataset=small)


def test_verify_takes_the_source_and_tells_by_the_exit_code(tmp_path):
    (tmp_path / "copy.txt").write_text("A text of another kind.", encoding="utf-8")
    copy, source = str(tmp_path / "copy.txt"), "tass-2021-11-17-zakharova"
    assert "no document was recognised" in run("verify", copy, code=1)
    assert f"Checked: {source}." in run("verify", copy, "--source", source, code=1)
    checks = json.loads(run("verify", copy, "--source", source, "--format", "json", code=1))
    assert {check["state"] for check in checks} == {"not_found"}


def test_what_is_not_installed_is_wrong_usage(tmp_path):
    (tmp_path / "copy.pdf").write_bytes(b"%PDF-1.4")
    script = (
        "import sys; sys.modules['pypdf'] = None;"
        "from migrant_crisis_2021.command_line import main; main()"
    )
    command = [sys.executable, "-c", script, "verify", str(tmp_path / "copy.pdf")]
    done = subprocess.run(command, capture_output=True, text=True)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("Error: pypdf is not installed.")


def test_build_says_what_it_wrote_and_check_fails_where_there_is_something_to_write(built):
    path = ["--path", str(built.data)]
    (built.root / "docs" / "codebook.md").write_text(f"<!-- {GENERATED} -->", encoding="utf-8")
    assert "out of date:\ndocs/codebook.md does not follow" in run(
        "build", "--check", *path, code=1
    )
    assert "docs/codebook.md" in run("build", *path)
    assert run("build", *path) == "nothing to do.\n"


def test_validate_prints_problems_as_data(built):
    folder = built.data
    (folder / "actors.parquet").unlink()
    (first, *_) = json.loads(run("validate", str(folder), "--format", "json", code=1))
    assert (first["rule"], first["key"]) == ("R23", "actors.parquet")
    assert run("validate", str(folder), "--format", "csv", code=1).startswith("rule,table,key,")


def test_the_bibliography_or_some_ids():
    assert run("cite", "fig-0001", "--style", "text").startswith("fig-0001: ")
    assert not run("cite", "--style", "bibtex").endswith("\n\n")
    assert run("cite", "--all", "--style", "ris").count("TY  - ") == len(mc.sources()) + 1
