"""Reading shipped tables: the type of each column, and files that are not there."""

import datetime as dt
import shutil

import numpy as np
import pandas as pd
import pytest

import migrant_crisis_2021 as mc
from migrant_crisis_2021.dataset import manifest
from migrant_crisis_2021.dataset.folders import read_bytes
from migrant_crisis_2021.errors import DataIntegrityError
from migrant_crisis_2021.names import TABLES
from tests.conftest import ROOT
from tests.ferry import ferry


@pytest.fixture
def folder(tmp_path):
    """Copy the shipped dataset, to be damaged."""
    return shutil.copytree(ROOT / "data", tmp_path / "data")


def damage(file, how):
    content = file.read_bytes()
    if how == "missing":
        file.unlink()
    elif how == "another table":
        shutil.copy(file.with_name("uncoded.parquet"), file)
    else:
        middle = len(content) // 2
        flipped = content[:middle] + bytes([content[middle] ^ 4]) + content[middle + 1 :]
        file.write_bytes({"cut": content[:middle], "one bit": flipped}[how])


DAMAGES = ["another table", "one bit", "cut", "missing"]


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
    with pytest.raises(
        DataIntegrityError, match=r"events\.csv is missing in .*\. Give the folder of a dataset"
    ):
        mc.open(tmp_path).path("events", "csv")


@pytest.mark.parametrize("how", DAMAGES)
@pytest.mark.parametrize("name", ["events", "timeline"])
def test_no_connection_to_damaged_files(folder, name, how):
    """DuckDB would serve other rows, or an error of its own in the middle of a query."""
    pytest.importorskip("duckdb")
    damage(folder / f"{name}.parquet", how)
    with pytest.raises(DataIntegrityError, match=rf"{name}\.parquet is") as connecting:
        mc.open(folder).connect()
    with pytest.raises(DataIntegrityError) as reading:
        mc.open(folder).table(name)
    assert str(connecting.value) == str(reading.value)


def test_a_connection_has_the_rows_of_every_table():
    pytest.importorskip("duckdb")
    with mc.connect() as connection:
        for name in TABLES:
            rows = connection.sql(f'from "{name}"').fetchall()
            assert rows == [tuple(row.values()) for row in mc.table(name, "pyarrow").to_pylist()]


@pytest.mark.parametrize("how", DAMAGES)
def test_a_connection_keeps_the_rows_that_were_checked(folder, how):
    """A view of the file itself would serve what stands there now."""
    pytest.importorskip("duckdb")
    with mc.open(folder).connect() as connection:
        damage(folder / "places.parquet", how)
        cursor = connection.cursor()  # as each thread has its own
        places = cursor.sql("select place_id from places").fetchall()
    assert places == [(row["place_id"],) for row in mc.table("places", "pyarrow").to_pylist()]


@pytest.mark.parametrize("engine", ["pandas", "pyarrow", "polars", "duckdb"])
def test_a_table_is_read_from_the_bytes_that_were_checked(folder, engine, monkeypatch):
    """Between the two, the file could change."""
    if engine in ("polars", "duckdb"):
        pytest.importorskip(engine)

    def read_and_damage(file, way_out):
        content = read_bytes(file, way_out)
        if file.parent == folder and file.suffix != ".json":
            damage(file, "cut")
        return content

    n_places, n_actors = len(mc.table("places")), len(mc.actors())
    monkeypatch.setattr(manifest, "read_bytes", read_and_damage)
    opened = mc.open(folder)
    assert len(opened.table("places", engine)) == n_places
    assert len(opened.actors()) == n_actors  # from CSV
    with pytest.raises(DataIntegrityError, match=r"places\.parquet is not the file"):
        opened.table("places", engine)


@pytest.mark.parametrize("how", DAMAGES)
@pytest.mark.parametrize("format_", ["parquet", "csv"])
def test_no_path_to_a_damaged_file(folder, format_, how):
    damage(folder / f"places.{format_}", how)
    with pytest.raises(DataIntegrityError, match=rf"places\.{format_} is"):
        mc.open(folder).path("places", format_)


def test_who_writes_into_a_frame_changes_no_other_frame():
    before = mc.table("events", "pyarrow")["date_start"].to_pylist()
    written = mc.table("events", "pyarrow")
    np.frombuffer(written["date_start"].chunk(0).buffers()[1], "int32")[0] = 0
    assert written["date_start"][0].as_py() == dt.date(1970, 1, 1)
    assert mc.table("events", "pyarrow")["date_start"].to_pylist() == before
    assert mc.table("events")["date_start"].dt.date.tolist() == before


@pytest.mark.parametrize("engine", ["pyarrow", "polars"])
def test_every_call_returns_a_frame_of_its_own(engine):
    if engine == "polars":
        pytest.importorskip("polars")
    assert mc.table("places", engine) is not mc.table("places", engine)
    small = ferry()
    assert small.table("places", engine) is not small.table("places", engine)
