"""What a user meets whose engine is missing, is not supported, or fails."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

import migrant_crisis_2021 as mc
from migrant_crisis_2021.errors import EngineError, InvalidInputError, MissingExtraError
from tests.conformance.own_environments import python_with
from tests.conftest import ROOT

COLUMNS = list(mc.table("claims").columns)


@pytest.mark.parametrize(
    ("call", "library"),
    [
        (lambda: mc.table("claims", "polars"), "polars"),
        (lambda: mc.table("claims", "duckdb"), "duckdb"),
        (mc.connect, "duckdb"),
    ],
)
def test_an_engine_that_is_not_installed_is_named_with_the_command(monkeypatch, call, library):
    monkeypatch.setitem(sys.modules, library, None)  # what imports of it then find
    with pytest.raises(
        MissingExtraError,
        match=rf'^{library} is not installed.*: pip install "migrant-crisis-2021\[{library}\]"$',
    ):
        call()


class Talkative:
    """A frame whose every attribute is a column, as in sqlframe, and whose columns never end."""

    columns = COLUMNS

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return Talkative()

    def __getitem__(self, key):
        return Talkative()

    def __call__(self, *_, **__):
        return Talkative()


def test_what_only_looks_like_a_frame_is_refused_at_once(tmp_path):
    for call in (
        lambda: mc.validate(Talkative()),
        lambda: mc.validate(Talkative(), "claims"),
        lambda: mc.validate({"claims": Talkative()}),
        lambda: mc.cite(Talkative()),
        lambda: mc.export(tmp_path / "a.csv", Talkative()),
    ):
        with pytest.raises(InvalidInputError, match=r"Talkative (is not|as) a frame"):
            call()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.conformance
def test_frames_of_other_engines_are_refused():
    """dask, ibis and sqlframe, which narwhals can read."""
    python = python_with("dask", "ibis", "sqlframe", "narwhals", "pandas", "pyarrow")
    script = Path(__file__).with_name("refuse_frames.py")
    done = subprocess.run(
        [python, script],
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    errors = json.loads(done.stdout.splitlines()[-1])
    assert set(errors) == {"dask", "ibis", "sqlframe"}
    for name, (*validated, cited) in errors.items():
        way_out = f"cannot validate a lazy frame of {name}: collect it first, or give a frame of"
        assert all(message.startswith(way_out) for message in validated)
        assert "If it is lazy, collect it first" in cited


def fail(_):
    raise ZeroDivisionError("a fault of the user's own function")


def panic(_):
    import polars

    raise polars.exceptions.PanicException("a fault inside Polars")


def on_polars(function):
    pl = pytest.importorskip("polars")
    topic = pl.col("topic").map_batches(function, return_dtype=pl.String)
    return pl.from_arrow(mc.table("claims", "pyarrow")).lazy().with_columns(topic)


def missing_file():
    return pytest.importorskip("polars").scan_parquet("/nowhere/claims.parquet")


def failing_cast():
    connection = pytest.importorskip("duckdb").connect()
    connection.register("claims", mc.table("claims", "pyarrow"))
    topic = "cast(cast('x' || topic as integer) as varchar) as topic"
    return connection.sql(f"select * replace ({topic}) from claims")


def dropped_table():
    connection = pytest.importorskip("duckdb").connect()
    connection.register("shipped", mc.table("claims", "pyarrow"))
    connection.execute("create table claims as from shipped")
    relation = connection.table("claims")
    connection.execute("drop table claims")
    return relation


def closed():
    connection = pytest.importorskip("duckdb").connect()
    relation = connection.from_arrow(mc.table("claims", "pyarrow"))
    connection.close()
    return relation


@pytest.mark.conformance
@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda: on_polars(fail), "Polars .*own function.* Collect each frame by itself"),
        (lambda: on_polars(panic), "Polars .*inside Polars.* Collect each frame by itself"),
        (missing_file, "Polars .*No such file"),
        (failing_cast, "DuckDB .*Could not convert"),
        (dropped_table, "DuckDB .*does not exist"),
        (closed, "DuckDB .*closed.* connection has to be open"),
    ],
)
def test_a_frame_that_fails_when_it_is_evaluated_is_an_error_of_our_own(make, words):
    frame = make()
    for call in (lambda: mc.validate(frame, "claims"), lambda: mc.validate({"claims": frame})):
        with pytest.raises(EngineError, match=f"^{words}") as error:
            call()
        assert "\n" not in str(error.value)
        assert error.value.__cause__ is not None


@pytest.mark.conformance
def test_an_interruption_is_not_taken_for_a_fault_of_the_engine():
    def interrupt(_):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        mc.validate(on_polars(interrupt), "claims")
