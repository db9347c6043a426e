"""Read complete tables as frames of any supported library."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, cast, get_args, overload

from ..dataset.dataset import Dataset
from ..dataset.parquet_files import read_parquet
from ..dataset.past import dataset_at
from ..dataset.table_schema import check_table
from ..errors import MissingExtraError, option
from ..names import Engine, FileFormat, TableName
from .convert import to_pandas

if TYPE_CHECKING:
    import duckdb
    import pandas as pd
    import polars as pl
    import pyarrow as pa


@overload
def table(
    dataset: Dataset,
    name: TableName,
    engine: Literal["pandas"] = "pandas",
    *,
    as_of: str | None = None,
) -> pd.DataFrame: ...
@overload
def table(
    dataset: Dataset, name: TableName, engine: Literal["pyarrow"], *, as_of: str | None = None
) -> pa.Table: ...
@overload
def table(
    dataset: Dataset, name: TableName, engine: Literal["polars"], *, as_of: str | None = None
) -> pl.DataFrame: ...
@overload
def table(
    dataset: Dataset, name: TableName, engine: Literal["duckdb"], *, as_of: str | None = None
) -> duckdb.DuckDBPyRelation: ...


def table(
    dataset: Dataset,
    name: TableName,
    engine: Engine = "pandas",
    *,
    as_of: str | None = None,
) -> Any:
    """Read one table completely: every status, every scope, every column.

    Parameters
    ----------
    name : str
        One of `TABLES`.
    engine : {"pandas", "pyarrow", "polars", "duckdb"}, default "pandas"
        The library of the returned frame. Polars comes with the extra ``polars``, DuckDB with the
        extra ``duckdb``; its relation has a connection of its own.
    as_of : str, optional
        A released version, such as ``"0.2.0"``: the table as it stood then, in the columns of
        today. Columns that it did not have are null, and a table that the release did not have is
        empty (but see `OpenedDataset.as_of`). Columns that were dropped since are in `changes`.

    Returns
    -------
    pandas.DataFrame, pyarrow.Table, polars.DataFrame or duckdb.DuckDBPyRelation
        A new frame that shares no memory with others. A pandas frame has a RangeIndex, text as
        pandas' string type, dates as ``datetime64``, whole numbers as ``Int32`` and other numbers
        as ``float64``.

    Raises
    ------
    UnknownValueError
        If there is no such table, engine or release.
    DataIntegrityError
        If a file is missing or is not the one that the manifest names.
    MissingExtraError
        If polars or duckdb is asked for and not installed.

    Examples
    --------
    >>> import migrant_crisis_2021 as mc
    >>> mc.table("event_figures").columns.tolist()
    ['event_id', 'figure_id']
    >>> len(mc.table("figures", as_of="0.2.0"))
    737
    """
    library = option("engine", engine, get_args(Engine))
    then, known = dataset_at(dataset, as_of), check_table(name)
    if library == "polars" and then.folder is not None:
        return _polars().read_parquet(then.content(known, "parquet"))
    arrow = _unshared(then, known)
    if library == "pandas":
        return to_pandas(arrow)
    if library == "polars":
        return _polars().from_arrow(arrow)
    if library == "duckdb":
        return _duckdb().connect().from_arrow(arrow)
    return arrow


def path(dataset: Dataset, name: TableName, format: FileFormat = "parquet") -> Path:  # noqa: A002
    """Return the path of a shipped table, for use in other tools.

    Parameters
    ----------
    name : str
        One of `TABLES`.
    format : {"parquet", "csv"}, default "parquet"
        The file format.

    Returns
    -------
    pathlib.Path
        A real path on this machine.

    Raises
    ------
    UnknownValueError
        If there is no such table or format.
    DataIntegrityError
        If the file is missing or is not the one that the manifest names.

    Examples
    --------
    >>> import migrant_crisis_2021 as mc
    >>> mc.path("events").name
    'events.parquet'
    """
    suffix = cast(FileFormat, option("format", format, get_args(FileFormat)))
    return dataset.file(check_table(name), suffix)


def connect(dataset: Dataset) -> duckdb.DuckDBPyConnection:
    """Open a DuckDB connection in memory with one view per table.

    Returns
    -------
    duckdb.DuckDBPyConnection
        Every table of `TABLES` is a view. Its rows are in memory: they are read from files that
        agree with the manifest, and stay as they are if a file changes later.

    Raises
    ------
    MissingExtraError
        If duckdb is not installed; it comes with the extra ``duckdb``.
    DataIntegrityError
        If a file is missing or is not the one that the manifest names.

    Examples
    --------
    >>> import migrant_crisis_2021 as mc
    >>> with mc.connect() as connection:
    ...     connection.sql("select event_id from events order by event_id limit 1").fetchall()
    [('evt-0001',)]
    """
    library = _duckdb()
    tables = {name: dataset.arrow(name) for name in dataset.tables}
    connection: duckdb.DuckDBPyConnection = library.connect()
    for name, table in tables.items():
        connection.from_arrow(table).create_view(name)  # cursors see it: `register` hides it
    return connection


def _unshared(dataset: Dataset, name: TableName) -> pa.Table:
    """Return a table whose buffers can be written: the dataset keeps its own."""
    if dataset.folder is not None:
        return read_parquet(dataset.content(name, "parquet"))
    import numpy as np

    table = dataset.arrow(name)
    return table.take(np.arange(table.num_rows))


def _polars() -> Any:
    try:
        import polars
    except ImportError:
        raise MissingExtraError("polars", "polars") from None
    return polars


def _duckdb() -> Any:
    try:
        import duckdb
    except ImportError:
        raise MissingExtraError("duckdb", "duckdb") from None
    return duckdb
