"""Reading a shipped table, whole and as shipped, in the frame library of the caller's choice."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, get_args, overload

from ..dataset.folders import folder
from ..dataset.manifest import check_bytes
from ..dataset.table_schema import check_table
from ..errors import DataIntegrityError, MissingExtraError, check_option
from ..names import TABLES, Engine, FileFormat, TableName

if TYPE_CHECKING:
    import duckdb
    import pandas as pd
    import polars as pl
    import pyarrow as pa


@overload
def table(name: TableName, engine: Literal["pandas"] = "pandas") -> pd.DataFrame: ...
@overload
def table(name: TableName, engine: Literal["pyarrow"]) -> pa.Table: ...
@overload
def table(name: TableName, engine: Literal["polars"]) -> pl.DataFrame: ...


def table(name: TableName, engine: Engine = "pandas") -> Any:
    """Read one shipped table, whole: every status, every scope, every column.

    Parameters
    ----------
    name : str
        One of `TABLES`.
    engine : {"pandas", "pyarrow", "polars"}, default "pandas"
        What to return. Polars comes with the extra ``polars``.

    Returns
    -------
    pandas.DataFrame, pyarrow.Table or polars.DataFrame
        A fresh frame. In pandas: text as pandas' string type, dates as ``datetime64``, whole
        numbers as ``Int32``, other numbers as ``float64``, and a RangeIndex.

    Raises
    ------
    UnknownValueError
        If there is no such table or engine.
    DataIntegrityError
        If the file is missing or is not the one that the manifest names.
    MissingExtraError
        If polars is asked for and not installed.

    Examples
    --------
    >>> import migrant_crisis_2021 as mc
    >>> mc.table("event_figures").columns.tolist()
    ['event_id', 'figure_id']
    """
    check_option("engine", engine, get_args(Engine))
    arrow = _arrow(check_table(name))
    if engine == "pandas":
        return to_pandas(arrow)
    if engine == "polars":
        return _polars().from_arrow(arrow)
    return arrow


def path(name: TableName, format: FileFormat = "parquet") -> Path:  # noqa: A002
    """Return where a shipped table lies, for any other tool.

    Parameters
    ----------
    name : str
        One of `TABLES`.
    format : {"parquet", "csv"}, default "parquet"
        Which of the two files.

    Returns
    -------
    pathlib.Path
        A real path on this machine.

    Raises
    ------
    UnknownValueError
        If there is no such table or format.
    DataIntegrityError
        If the file is missing.

    Examples
    --------
    >>> import migrant_crisis_2021 as mc
    >>> mc.path("events").name
    'events.parquet'
    """
    check_option("format", format, get_args(FileFormat))
    file = folder("data") / f"{check_table(name)}.{format}"
    if not file.is_file():
        raise DataIntegrityError(f"{file.name} is missing in {file.parent}: reinstall the package.")
    return file


def connect() -> duckdb.DuckDBPyConnection:
    """Open a DuckDB connection in memory with one view a table.

    Returns
    -------
    duckdb.DuckDBPyConnection
        Every table of `TABLES` is a view that reads the shipped Parquet file.

    Raises
    ------
    MissingExtraError
        If duckdb is not installed; it comes with the extra ``duckdb``.
    DataIntegrityError
        If a file is missing.

    Examples
    --------
    >>> import migrant_crisis_2021 as mc
    >>> with mc.connect() as connection:
    ...     connection.sql("select event_id from events order by event_id limit 1").fetchall()
    [('evt-0001',)]
    """
    try:
        import duckdb
    except ImportError:
        raise MissingExtraError("duckdb", "duckdb") from None
    connection = duckdb.connect()
    for name in TABLES:
        connection.read_parquet(str(path(name))).create_view(name)
    return connection


@cache
def _arrow(name: TableName) -> pa.Table:
    file = folder("data") / f"{name}.parquet"
    check_bytes(file)
    return read_parquet(file)


def read_parquet(file: Path) -> pa.Table:
    """Read a Parquet file by its real path and without threads.

    Open file objects and the thread pool have been seen to abort the process at exit.
    """
    import pyarrow.parquet as pq

    return pq.read_table(str(file), use_threads=False)


def to_pandas(arrow: pa.Table) -> pd.DataFrame:
    """Convert a table of ours so that nothing arrives as ``object``, under pandas 2 and 3."""
    import pandas as pd
    import pyarrow as pa

    types = {pa.int32(): pd.Int32Dtype(), pa.string(): string_type()}
    frame: pd.DataFrame = arrow.to_pandas(types_mapper=types.get, date_as_object=False)
    return frame


def string_type() -> Any:
    """Return pandas' own string type: ``str`` since pandas 3, ``string`` before."""
    import pandas as pd

    if int(pd.__version__.split(".", maxsplit=1)[0]) >= 3:
        return pd.StringDtype(na_value=float("nan"))
    return pd.StringDtype("pyarrow")


def _polars() -> Any:
    try:
        import polars
    except ImportError:
        raise MissingExtraError("polars", "polars") from None
    return polars
