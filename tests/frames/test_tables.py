"""Reading shipped tables: the type of each column, and files that are not there."""

import datetime as dt

import pandas as pd
import pytest

import migrant_crisis_2021 as mc
from migrant_crisis_2021.errors import DataIntegrityError


def test_text_has_the_type_that_pandas_gives_it():
    title = mc.table("events")["title"].dtype
    usual = pd.Series(["text"]).dtype
    assert title == (usual if str(usual) == "str" else pd.StringDtype("pyarrow"))


def test_dates_and_numbers_have_the_types_that_are_promised():
    figures, evidence = mc.table("figures"), mc.table("evidence")
    assert str(figures["period_start"].dtype).startswith("datetime64")
    assert str(figures["value"].dtype) == "float64"
    assert {str(evidence[name].dtype) for name in ("fp_len", "fp_start")} == {"Int32"}


def test_pandas_is_the_usual_library_and_parquet_the_usual_file():
    assert isinstance(mc.table("events"), pd.DataFrame)
    assert mc.path("events").suffix == ".parquet"
    assert mc.path("events", "csv").read_text(encoding="utf-8").startswith("event_id,")
    (start,) = mc.table("events", "pyarrow").slice(0, 1)["date_start"].to_pylist()
    assert isinstance(start, dt.date)


def test_a_file_that_is_not_there_is_named(tmp_path):
    with pytest.raises(DataIntegrityError, match=r"events\.csv is missing in .*\. Reinstall"):
        mc.open(tmp_path).path("events", "csv")
