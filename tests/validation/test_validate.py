"""validate() takes what users hold, and cannot be switched off."""

import json
import os
import shutil
import subprocess
import sys

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.csv as pc
import pytest

import migrant_crisis_2021 as mc
from migrant_crisis_2021.dataset import Dataset
from migrant_crisis_2021.dataset.table_schema import table_schema
from migrant_crisis_2021.errors import InvalidInputError, UnknownValueError
from migrant_crisis_2021.validation.columns import COLUMN_CHECKS
from migrant_crisis_2021.validation.rules import RULES
from migrant_crisis_2021.validation.validate import rule_facts, validate, validate_dataset
from tests.conftest import ROOT

HOUR = pd.Timedelta("1h")


def test_the_shipped_data_keeps_every_rule():
    report = mc.validate()
    assert report.ok, str(report)
    assert not report.not_run
    assert set(RULES) <= set(report.ran)


def test_a_dataset_in_memory_is_checked_against_itself(mini):
    dataset = Dataset.of({table: list(mini()[table]) for table in mini().tables})
    report = validate(dataset)
    assert report.ok, str(report)
    assert report.not_run == {
        "R06": "needs a manifest with the period of the dataset",
        "R23": "needs the files of a built dataset",
        "R45": "also needs: timeline",
    }
    words = [*dataset["vocabulary"], {"list": "event_type", "value": "picnic", "label": "Picnic"}]
    own = Dataset.of({"vocabulary": words})
    event = dict(next(iter(dataset["events"]))) | {"event_type": "picnic"}
    frame = Dataset.of({"events": [event]}).arrow("events")
    assert validate(own, frame, "events").counts["R22"] == 0
    assert validate(dataset, frame, "events").counts["R22"] == 1


def test_the_period_is_that_of_the_manifest(mini):
    dataset = mini()
    tables = {table: dataset.arrow(table) for table in dataset.tables}
    later = Dataset.of(tables, {"temporal": {"start": "1990-01-01", "end": "1990-12-31"}})
    assert {problem.rule for problem in validate(later).problems} == {"R06"}
    assert validate_dataset(later).problems == validate(later).problems
    assert validate_dataset(
        later, described={"temporal": {"start": "2021-01-01", "end": "2021-12-31"}}
    ).ok


def test_all_checks_and_rules_are_listed_with_their_level():
    facts = rule_facts()
    assert [fact.id for fact in facts] == sorted({*COLUMN_CHECKS, *RULES})
    levels = {fact.id: fact.level for fact in facts}
    assert (levels["C01"], levels["R18"], levels["R23"]) == ("row", "table", "files")


def test_a_report_prints_counts_and_becomes_a_frame():
    events = mc.table("events")
    events.loc[0, "reality"] = "rumoured"
    report = mc.validate(events, "events")
    assert len(report) == 1
    assert report.counts["R22"] == 1
    assert report.counts["R04"] == 0
    assert "evt-0001, reality = 'rumoured'" in str(report)
    frame = report.to_frame()
    assert frame.loc[0, "key"] == "evt-0001"
    assert list(frame) == ["rule", "table", "key", "column", "value", "message"]
    page = report._repr_html_()
    assert ">&#x27;rumoured&#x27;</td>" in page
    assert page.count("<tr>") == 1 + len(report)
    assert "1 problem(s)." in page
    assert "<table>" not in mc.validate(mc.table("places"), "places")._repr_html_()
    with pytest.raises(TypeError, match=r"report\.ok"):
        bool(report)


def test_a_lone_frame_says_what_was_not_run():
    report = mc.validate(mc.table("events"))
    assert report.ok
    assert "also needs" in report.not_run["R03"]
    assert "R23" in report.not_run
    assert "R04" in report.ran


def test_a_frame_without_a_column():
    report = mc.validate(mc.table("events").drop(columns="title"), "events")
    assert [(p.rule, p.column) for p in report.problems] == [("C01", "title")]
    report = mc.validate(mc.table("events").assign(colour="red"), "events")
    assert [(p.rule, p.column) for p in report.problems] == [("C01", "colour")]
    report = mc.validate(mc.table("events")[list(reversed(mc.table("events").columns))], "events")
    assert "another order" in report.problems[0].message


def test_a_frame_with_another_type():
    frame = mc.table("events")
    report = mc.validate(frame.assign(date_start=frame["date_start"].astype(str) + "?"), "events")
    assert [(p.rule, p.column) for p in report.problems] == [("C02", "date_start")]


@pytest.mark.parametrize(
    ("table", "column", "wrong"),
    [
        ("events", "date_start", lambda dates: dates.astype("datetime64[ns]") + HOUR),
        ("events", "date_start", lambda dates: dates.dt.year),
        ("events", "title", lambda titles: titles.str.len()),
        ("events", "title", lambda titles: [1, *titles[1:]]),
        ("events", "title", lambda titles: titles.str.len() > 40),
        ("figures", "value", lambda values: values.astype(str)),
        ("sources", "stream_len", lambda lengths: lengths.astype("float64") + 0.5),
    ],
)
def test_nothing_is_cast_that_loses_or_guesses(table, column, wrong):
    frame = mc.table(table)
    frame = frame.assign(**{column: wrong(frame[column])})
    assert [(p.rule, p.column) for p in mc.validate(frame, table).problems] == [("C02", column)]


@pytest.mark.parametrize("table", ["events", "figures", "sources", "evidence", "timeline"])
def test_what_plain_readers_give_is_accepted(table):
    """Nothing is lost where they give dates as objects or text, and whole numbers as float."""
    assert mc.validate(pd.read_parquet(mc.path(table)), table).ok
    assert mc.validate(pd.read_csv(mc.path(table, format="csv")), table).ok
    categories = {c: "category" for c in table_schema(table).columns if c.endswith("_id")}
    assert mc.validate(mc.table(table).astype(categories), table).ok


@pytest.mark.parametrize("table", mc.TABLES)
def test_empty_text_is_a_missing_cell(table):
    """Some readers of CSV files keep empty cells as empty text."""
    file = mc.path(table, format="csv")
    has_empty_numbers = any(
        field.type in ("integer", "number") and mc.table(table)[field.name].isna().any()
        for field in table_schema(table).fields
    )
    digits = {"external_id": str} if table == "external_ids" else None  # look like numbers
    kept = mc.validate(pd.read_csv(file, keep_default_na=False, dtype=digits), table)
    assert [p.rule for p in kept.problems] == ["C02"] * has_empty_numbers
    assert all("are empty text, not null: read" in p.message for p in kept.problems)
    types = pc.ConvertOptions(column_types={"external_id": pa.string()} if digits else None)
    assert mc.validate(pc.read_csv(file, convert_options=types), table).ok


def test_an_empty_text_in_a_required_column_is_reported():
    frame = mc.table("events")
    frame.loc[0, "title"] = ""
    (problem,) = mc.validate(frame, "events").problems
    assert (problem.key, problem.column) == ("evt-0001", "title")
    frame.loc[0, "title"] = " "
    assert not mc.validate(frame, "events").ok
    optional = mc.table("events")["superseded_by"].fillna("")
    frame = mc.table("events").assign(title="", superseded_by=optional)
    assert {p.column for p in mc.validate(frame, "events").problems} == {"title"}


@pytest.mark.conformance
def test_polars_and_arrow_frames_report_the_same():
    pl = pytest.importorskip("polars")
    frame = mc.table("figures", engine="polars").with_columns(value_low=pl.lit(1e12))
    by_polars = mc.validate(frame, "figures")
    assert mc.validate(frame.to_arrow(), "figures") == by_polars
    assert mc.validate(frame.to_pandas(), "figures") == by_polars
    assert "R07" in by_polars.counts


def test_neither_the_index_nor_the_order_of_a_frame_matters():
    events = mc.table("events").assign(reality="rumoured")
    report = mc.validate(events, "events")
    assert report.problems[0].key == events.iloc[0]["event_id"]
    assert mc.validate(events.iloc[::-1], "events") == report
    assert mc.validate(events.set_axis(events.index[::-1]), "events") == report


def test_several_frames_are_checked_together(mini):
    broken = mini("R02")
    frames = {table: broken.arrow(table) for table in broken.tables}
    assert mc.validate(frames).counts["R02"] == 1
    assert mc.validate({"events": frames["events"]}).ok


def test_what_is_no_frame():
    with pytest.raises(InvalidInputError, match="list is not a frame"):
        mc.validate([1, 2])
    with pytest.raises(InvalidInputError, match="no table has exactly the columns"):
        mc.validate(mc.table("events")[["event_id"]])
    with pytest.raises(UnknownValueError, match="unknown table"):
        mc.validate({"event": mc.table("events")})
    twice = pd.concat([mc.table("events"), mc.table("events")[["title"]]], axis=1)
    with pytest.raises(InvalidInputError, match="a column more than once: title"):
        mc.validate(twice, "events")


def test_nothing_to_check_does_not_hold():
    with pytest.raises(InvalidInputError, match="no frames"):
        mc.validate({})
    for data in (None, {"events": mc.table("events")}, mc.path("events").parent):
        with pytest.raises(InvalidInputError, match="a single frame"):
            mc.validate(data, "events")


SPOILT = """
import migrant_crisis_2021 as mc
from tests.datasets import small_dataset

places = small_dataset(places={0: {"lat": 90.5}}).table("places", engine="pyarrow")
try:
    print([problem.rule for problem in mc.validate(places, "places").problems])
except mc.MigrantCrisisError as error:
    print(error)
"""


def report_with(setting):
    """Validate a faulty table with an environment variable for pandera."""
    name, value = setting.split("=")
    command, environment = [sys.executable, "-c", SPOILT], {**os.environ, name: value}
    done = subprocess.run(
        command, capture_output=True, text=True, env=environment, check=True, cwd=ROOT
    )
    return done.stdout


@pytest.mark.parametrize(
    "setting",
    [
        "PANDERA_VALIDATION_ENABLED=False",
        pytest.param("PANDERA_VALIDATION_DEPTH=SCHEMA_ONLY", marks=pytest.mark.exhaustive),
    ],
)
def test_the_environment_cannot_switch_it_off(setting):
    assert report_with(setting).startswith("['C06'")


@pytest.mark.parametrize(
    "setting",
    [
        "PANDERA_VALIDATION_DEPTH=nonsense",
        pytest.param("PANDERA_USE_NARWHALS_BACKEND=True", marks=pytest.mark.exhaustive),
    ],
)
def test_an_unusable_setting_is_named(setting):
    if setting.startswith("PANDERA_USE_NARWHALS_BACKEND"):
        config = pytest.importorskip("pandera.config")
        if not hasattr(config.CONFIG, "use_narwhals_backend"):
            pytest.skip("this pandera has no such backend")
    told = report_with(setting)
    assert "Unset the environment variable(s): " in told
    assert setting.split("=")[0] in told


@pytest.mark.parametrize(
    ("table", "column", "cells"),
    [
        ("events", "title", lambda n: pd.Series(["\ud800"] * n, dtype=object)),
        ("events", "date_end", lambda n: np.full(n, np.datetime64("0000-01-01", "s"))),
        ("events", "date_end", lambda n: np.full(n, np.datetime64("20000-01-01", "s"))),
        ("figures", "value", lambda n: [float("inf")] * n),
        ("figures", "value", lambda n: [2**70] * n),
        ("figures", "magnitude", lambda n: [2**70] * n),
    ],
)
def test_cells_that_nobody_can_hold_are_a_fault_of_their_column(table, column, cells):
    frame = mc.table(table)
    report = mc.validate(frame.assign(**{column: cells(len(frame))}), table)
    assert [(p.rule, p.column) for p in report.problems] == [("C02", column)]


def test_repeated_columns_of_arrow_are_named():
    claims = mc.table("claims", engine="pyarrow")
    with pytest.raises(InvalidInputError, match=r"more than once: status\."):
        mc.validate(claims.append_column("status", claims["status"]), "claims")


@pytest.mark.parametrize("layout", ["string", "large_string", "string_view"])
def test_text_of_any_layout_is_text(layout):
    import pyarrow as pa

    claims = mc.table("claims", engine="pyarrow")
    column = pa.array(claims["proposition"].to_pylist(), getattr(pa, layout)())
    try:
        column.cast(pa.string())
    except pa.ArrowNotImplementedError:
        pytest.skip(f"this pyarrow does not cast {layout}")
    assert mc.validate(claims.set_column(1, "proposition", column), "claims").ok


def test_a_folder_is_checked_against_its_own_period(built, tmp_path):
    folder = shutil.copytree(built.data, tmp_path / "alone" / "data")
    file = folder / "datapackage.json"
    described = json.loads(file.read_text(encoding="utf-8"))
    described["temporal"] = {"start": "2021-01-01", "end": "2021-06-30"}
    file.write_text(json.dumps(described), encoding="utf-8")
    for report in (mc.validate(folder), mc.open(folder).validate()):
        assert report.counts["R06"] > 3
