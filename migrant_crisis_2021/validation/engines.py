"""The engines that evaluate lazy frames, and what they raise."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import narwhals as nw
from narwhals.dependencies import (
    is_dask_dataframe,
    is_duckdb_relation,
    is_ibis_table,
    is_polars_dataframe,
    is_polars_lazyframe,
    is_pyspark_connect_dataframe,
    is_pyspark_dataframe,
    is_sqlframe_dataframe,
)

from ..errors import EngineError, InvalidInputError, MigrantCrisisError, visible
from ..names import TableName
from .rules.sieve import LazyFrame

if TYPE_CHECKING:
    from narwhals.typing import IntoFrame

_LAZY = (
    is_polars_lazyframe,
    is_duckdb_relation,
    is_pyspark_dataframe,
    is_pyspark_connect_dataframe,
    is_dask_dataframe,
    is_ibis_table,
    is_sqlframe_dataframe,
)
_ENGINES = {
    nw.Implementation.POLARS: "Polars",
    nw.Implementation.DUCKDB: "DuckDB",
    nw.Implementation.PYSPARK: "Spark",
    nw.Implementation.PYSPARK_CONNECT: "Spark",
}


def lazy_frames(frames: Mapping[TableName, IntoFrame]) -> dict[TableName, LazyFrame]:
    """Return the frames as lazy frames of one engine; nothing if all of them are eager.

    Raises
    ------
    InvalidInputError
        If they are frames of several engines, or of one in which rules cannot be evaluated.
    """
    lazy = {name: one for name, frame in frames.items() if (one := lazy_frame(frame)) is not None}
    if not lazy:
        return {}
    first, engine = next((name, engine_of(frame)) for name, frame in lazy.items())
    for name, frame in frames.items():
        if (
            name not in lazy
            and engine == "Polars"
            and is_polars_dataframe(nw.to_native(frame, pass_through=True))
        ):
            lazy[name] = nw.from_native(frame).lazy()
        found = engine_of(lazy[name]) if name in lazy else type(frame).__name__
        if found != engine:
            raise InvalidInputError(
                f"{first} is a frame of {engine}, but {name} is one of {found}: engines do not "
                "join each other's frames. Bring all of them into one engine, or collect them."
            )
    return {name: lazy[name] for name in frames}


def lazy_frame(frame: Any) -> LazyFrame | None:
    """Return a frame that an engine evaluates; None for one in memory and for anything else."""
    native = nw.to_native(frame, pass_through=True)
    return nw.from_native(native) if any(is_lazy(native) for is_lazy in _LAZY) else None


def engine_of(frame: LazyFrame) -> str:
    """Return the name of the engine of a lazy frame.

    Raises
    ------
    InvalidInputError
        If it is one in which rules were never tried.
    """
    if frame.implementation not in _ENGINES:
        raise InvalidInputError(
            f"cannot validate a lazy frame of {frame.implementation.value}: collect it first, or "
            "give a frame of Polars, DuckDB or Spark."
        )
    return _ENGINES[frame.implementation]


@contextmanager
def failures_of(engine: str | None) -> Iterator[None]:
    """Turn what an engine raises into an error of our own; None stands for Arrow in memory.

    Raises
    ------
    EngineError
        If the engine cannot evaluate the frames, because its session has ended, for example.
    """
    try:
        yield
    except (MigrantCrisisError, KeyboardInterrupt, SystemExit, GeneratorExit):
        raise
    except BaseException as error:  # a panic of Polars is no Exception
        if engine is None:
            raise
        first = str(error).strip().partition("\n")[0] or type(error).__name__
        has_session = engine in ("DuckDB", "Spark")
        raise EngineError(
            f"{engine} cannot evaluate the frames: {visible(first).rstrip('.')}.",
            "Its session or connection has to be open, and the same for all frames."
            if has_session
            else "Collect each frame by itself to see which one fails.",
        ) from error


def names_of(frame: LazyFrame) -> list[str]:
    """Return the names of the columns.

    Raises
    ------
    EngineError
        If the engine does not answer.
    """
    with failures_of(engine_of(frame)):
        return frame.collect_schema().names()
