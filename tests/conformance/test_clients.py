"""Tools that know nothing of this library read every cell of every file as it is.

Parquet needs no option. CSV needs those of docs/recipes.md; ``test_recipes`` runs them.
"""

import pytest

from tests.conformance.truth import DATA, TABLES, compare, types

pytestmark = pytest.mark.conformance


def parquet(table):
    return str(DATA / f"{table}.parquet")


def arrow_rows(table):
    """Return the rows of an Arrow table or of a list of record batches."""
    import pyarrow as pa

    table = pa.Table.from_batches(table) if isinstance(table, list) else table
    return zip(*(column.to_pylist() for column in table.columns), strict=True)


def by_duckdb(table):
    duckdb = pytest.importorskip("duckdb")
    with duckdb.connect() as connection:
        found = connection.read_parquet(parquet(table))
        return found.fetchall(), found.columns


def by_polars(table):
    frame = pytest.importorskip("polars").read_parquet(parquet(table))
    return frame.rows(), frame.columns


def by_polars_lazily(table):
    frame = pytest.importorskip("polars").scan_parquet(parquet(table)).collect()
    return frame.rows(), frame.columns


def by_pyarrow(table):
    from pyarrow import parquet as pq

    found = pq.ParquetFile(parquet(table)).read(use_threads=False)
    return arrow_rows(found), found.column_names


def pandas_rows(frame, table):
    """Turn a frame into rows; pandas has no int with nulls, so numbers get their type back."""
    kinds = types(table)
    integers = [n for n, name in enumerate(frame.columns) if kinds[name] == "integer"]
    for row in frame.itertuples(index=False, name=None):
        yield tuple(
            int(cell) if number in integers and isinstance(cell, float) and cell == cell else cell
            for number, cell in enumerate(row)
        )


def by_pandas(table):
    import pandas as pd

    frame = pd.read_parquet(parquet(table))
    return pandas_rows(frame, table), frame.columns


def by_pandas_with_arrow_types(table):
    import pandas as pd

    frame = pd.read_parquet(parquet(table), dtype_backend="pyarrow")
    rows = frame.astype(object).where(frame.notna(), None)
    return rows.itertuples(index=False, name=None), frame.columns


def by_fastparquet(table):
    fastparquet = pytest.importorskip("fastparquet")
    frame = fastparquet.ParquetFile(parquet(table)).to_pandas()
    return pandas_rows(frame, table), frame.columns


def by_datafusion(table):
    datafusion = pytest.importorskip("datafusion")
    found = datafusion.SessionContext().read_parquet(parquet(table)).collect()
    return arrow_rows(found), found[0].schema.names


READERS = (
    by_datafusion,
    by_duckdb,
    by_fastparquet,
    by_pandas,
    by_pandas_with_arrow_types,
    by_polars,
    by_polars_lazily,
    by_pyarrow,
)


# fastparquet leaves files open.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::FutureWarning")
@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("read", READERS)
def test_every_cell_of_a_parquet_file(read, table):
    rows, names = read(table)
    compare(table, rows, names)


@pytest.mark.parametrize(
    ("table", "change"),
    [
        ("event_figures", lambda rows: rows[:-1]),
        ("event_figures", lambda rows: [*rows[:-1], (rows[-1][0], None)]),
        ("countries", lambda rows: [(*row[:2], row[2].upper(), *row[3:]) for row in rows]),
    ],
)
def test_the_comparison_notices_a_single_cell(table, change):
    rows, names = by_pyarrow(table)
    with pytest.raises(AssertionError):
        compare(table, change(list(rows)), names)
