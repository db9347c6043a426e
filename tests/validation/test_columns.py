"""C03 to C06 at their limits, and the pandera schemas that anybody may use."""

import pandas as pd
import pandera.errors
import pytest

import migrant_crisis_2021 as mc
from migrant_crisis_2021.errors import UnknownValueError


def found(table, **cells):
    """Return what the column checks find in a table whose first row has other cells."""
    frame = mc.table(table)
    for column, value in cells.items():
        frame.loc[0, column] = value
    problems = mc.validate(frame, table).problems
    return [(p.rule, p.column, p.message) for p in problems if p.rule.startswith("C")]


@pytest.mark.parametrize(
    ("table", "column", "value", "rule"),
    [
        ("events", "title", "x" * 120, None),
        ("events", "title", "x" * 121, "C05"),
        ("events", "event_id", "evt-00010", None),
        ("events", "event_id", "evt-0001 and more", "C04"),
        ("events", "event_id", "the evt-0001", "C04"),
        ("events", "event_id", "evt-0001\n", "C04"),
        ("events", "title", None, "C03"),
        ("events", "superseded_by", None, None),
        ("places", "lat", 90.0, None),
        ("places", "lat", 90.5, "C06"),
        ("places", "lon", -180.0, None),
        ("places", "lon", -180.5, "C06"),
        ("figures", "value", 0.0, None),
        ("figures", "value", -1.0, "C06"),
        ("evidence", "fp_start", 0, None),
        ("evidence", "fp_len", 47, "C06"),
        ("evidence", "fp_len", 48, None),
    ],
)
def test_limits_are_inside(table, column, value, rule):
    expected = [(rule, column)] if rule else []
    assert [problem[:2] for problem in found(table, **{column: value})] == expected


def test_messages_name_the_limits_and_every_fault_is_found():
    faults = found("places", lat=-90.5, west=200.0)
    assert [message for *_, message in faults] == [
        "must be at least -90 and at most 90",
        "must be at least -180 and at most 180",
    ]
    assert found("events", reality=None)[0][2] == (
        "must not be empty: fill it in. Valid: alleged, announced, occurred, planned"
    )
    assert found("events", title=None)[0][2] == "must not be empty: fill it in"
    assert found("figures", value=-1.0)[0][2] == "must be at least 0"
    assert found("events", title="x" * 121)[0][2].startswith("must have at most 120 characters")
    assert found("events", event_id="1")[0][2].startswith("must match evt-[0-9]{4,}, such as evt-")


def test_the_value_and_the_key_of_a_fault_are_shown():
    events = mc.table("events").iloc[5:8]
    events.loc[6, "title"] = None
    (problem,) = mc.validate(events, "events").problems
    assert (problem.rule, problem.key, problem.value) == ("C03", events.loc[6, "event_id"], "null")


@pytest.mark.parametrize(
    "spoil",
    [
        lambda frame: frame.assign(colour="red"),
        lambda frame: frame.iloc[:, ::-1],
        lambda frame: frame.drop(columns="name"),
        lambda frame: pd.concat([frame, frame.head(1)], ignore_index=True),
        lambda frame: frame.assign(name=None).astype({"name": frame["name"].dtype}),
        lambda frame: frame.assign(actor_id=frame["actor_id"] + " and more"),
        lambda frame: frame.assign(kind="robot"),
    ],
)
def test_a_schema_is_strict_ordered_and_knows_keys_nulls_and_words(spoil):
    schema = mc.schema("actors")
    schema.validate(mc.table("actors"))
    with pytest.raises((pandera.errors.SchemaError, pandera.errors.SchemaErrors)):
        schema.validate(spoil(mc.table("actors")))


def test_another_library_has_no_schema():
    with pytest.raises(UnknownValueError, match="unknown engine 'dask'"):
        mc.schema("actors", engine="dask")


@pytest.mark.conformance
@pytest.mark.parametrize("added", [" and more", "\n"])
def test_polars_schemas_match_whole_texts(added):
    pl = pytest.importorskip("polars")
    schema, frame = mc.schema("actors", "polars"), mc.table("actors", "polars")
    schema.validate(frame)
    with pytest.raises(pandera.errors.SchemaError, match="C04"):
        schema.validate(frame.with_columns(actor_id=pl.col("actor_id") + added))
