"""How callers use the library; the type checker reads this file and must be content."""

import datetime as dt
from pathlib import Path

import pandas as pd
import pyarrow as pa

import migrant_crisis_2021 as mc


def usage() -> None:
    """Call it all; never run."""
    frame: pd.DataFrame = mc.events(start="2021-11-08", end=dt.date(2021, 11, 17), actor=["Putin"])
    figures: pd.DataFrame = mc.figures(measure="deaths", country="PL", scope=None)
    arrow: pa.Table = mc.table("events", engine="pyarrow")
    pandas: pd.DataFrame = mc.table("events")
    file: Path = mc.path("events", format="csv")
    text: str = mc.cite(frame, style="bibtex")
    ok: bool = mc.validate().ok
    shown: str = str(mc.record("fig-0001"))
    rivals: pd.DataFrame = mc.conflicts("deaths", all=True)
    readings: pd.DataFrame = mc.series("deaths", freq="M", kind="cumulative")
    matrix: pd.DataFrame = mc.stances(matrix=True)
    code: int = mc.verify(Path("article.html")).exit_code
    version: str = mc.__version__
