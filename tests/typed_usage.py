"""How callers use the library; the type checker reads this file and must be content.

`assert_type` fails where a type is wider or narrower; a plain annotation would let Any pass.
"""

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING, Literal, assert_type

import pandas as pd

import migrant_crisis_2021 as mc
from migrant_crisis_2021.typing import (
    Deaths,
    Exported,
    OpenedDataset,
    Record,
    Report,
    Verification,
    Wide,
)

if TYPE_CHECKING:
    import duckdb
    import polars as pl


def usage() -> None:
    """Call it all; never run."""
    events = mc.events(start="2021-11-08", end=dt.date(2021, 11, 17), actor=["Putin"])
    assert_type(events, pd.DataFrame)
    assert_type(mc.events(start=pd.Timestamp("2021-11-08"), end=2021, match="within"), pd.DataFrame)
    assert_type(mc.figures(measure="deaths", country=("PL", "LT"), scope=None), pd.DataFrame)
    assert_type(mc.timeline(kind="event"), pd.DataFrame)
    assert_type(mc.sources(), pd.DataFrame)
    assert_type(mc.evidence("fig-0001"), pd.DataFrame)
    assert_type(mc.claims(status=None), pd.DataFrame)
    assert_type(mc.positions(claim="clm-0001", actor=events["title"]), pd.DataFrame)
    assert_type(mc.actors(), pd.DataFrame)
    assert_type(mc.places(), pd.DataFrame)
    assert_type(mc.search("tear gas"), pd.DataFrame)
    assert_type(
        mc.events(side="Poland", only_state_affiliated=True, match="overlaps"), pd.DataFrame
    )
    assert_type(mc.vocabulary(["stance"]), pd.DataFrame)
    assert_type(mc.changes(since="0.2.0", record="fig-0001", added=True), pd.DataFrame)
    assert_type(mc.figures(as_of="0.2.0"), pd.DataFrame)
    assert_type(mc.table("events", as_of="0.2.0"), pd.DataFrame)
    assert_type(mc.record("fig-0001", as_of="0.2.0"), Record)
    assert_type(mc.table("events"), pd.DataFrame)
    assert_type(mc.table("events", engine="polars"), pl.DataFrame)
    assert_type(mc.table("events", engine="duckdb"), duckdb.DuckDBPyRelation)
    assert_type(mc.path("events", format="csv"), Path)
    for name in mc.TABLES:
        assert_type(mc.describe(name), pd.DataFrame)
        mc.table(name, engine="pyarrow")
        mc.schema(name)
        mc.schema(name, engine="polars")
    assert_type(mc.conflicts("deaths", all=True), pd.DataFrame)
    assert_type(mc.stances(matrix=True), pd.DataFrame)
    assert_type(mc.deaths(place="Poland", end="2021-12"), Deaths)
    assert_type(mc.deaths().totals, pd.DataFrame)
    readings = mc.series("deaths", freq="M", kind="cumulative")
    assert_type(readings, pd.DataFrame)
    assert_type(mc.wide(readings), Wide)
    assert_type(mc.record("fig-0001"), Record)
    assert_type(mc.cite(events, style="bibtex"), str)
    assert_type(mc.verify(Path("article.html")), Verification)
    assert_type(
        mc.verify("text", source="tass", record="fig-0001").rows[0].near_words,
        Literal["yes", "no"] | None,
    )
    assert_type(mc.validate(events, "events"), Report)
    assert_type(mc.export("kuznica.ics", events, force=True), Exported)
    assert_type(mc.__version__, str)
    other = mc.open("folder")
    assert_type(other, OpenedDataset)
    assert_type(other.events(start="2021-11-08", actor=["Putin"]), pd.DataFrame)
    assert_type(other.table("events", engine="polars"), pl.DataFrame)
    assert_type(other.record("fig-0001"), Record)
    assert_type(other.as_of("0.2.0"), OpenedDataset)
    assert_type(other["events"].by_id["evt-0001"]["title"], str)


def misuse() -> None:
    """Call it wrongly: each line must be an error, or its comment is one."""
    mc.table("event")  # type: ignore[call-overload]
    mc.schema("event")  # type: ignore[call-overload]
    mc.describe("event")  # type: ignore[arg-type]
    mc.path("events", format="xlsx")  # type: ignore[arg-type]
    mc.export("events.csv", format="excel")  # type: ignore[arg-type]
    mc.cite(style="mla")  # type: ignore[arg-type]
    mc.events("2021")  # type: ignore[call-arg]
    mc.events(match="inside")  # type: ignore[arg-type]
    mc.series("deaths", freq="W")  # type: ignore[arg-type]
    mc.events(as_of=2)  # type: ignore[arg-type]
    mc.open("folder").events("2021")  # type: ignore[call-arg]
    mc.open("folder")["events"].by_id["evt-0001"]["titel"]  # type: ignore[typeddict-item]
