"""Arrow tables as text with a line for each row.

Most cells repeat the text of another. So Python writes each distinct value of a column once, and
Arrow joins them into lines: no Python object is made for each cell.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from .csv_files import csv_text, quoted

if TYPE_CHECKING:
    import pyarrow as pa


def csv_bytes(table: pa.Table) -> bytes:
    """Write a table as CSV, as `csv_text` writes its rows."""
    header = csv_text(table.column_names, ()).encode()
    return header + lines_of(table, quoted, ("", ",", "\n"))


def lines_of(
    table: pa.Table, write: Callable[[Any], str], marks: tuple[str, str, str]
) -> memoryview:
    """Write a table in UTF-8.

    Parameters
    ----------
    table : pyarrow.Table
        The table.
    write : callable
        Writes a value, also null.
    marks : tuple of str
        What stands before the first cell of a line, between its cells, and after the last one.
    """
    import pyarrow as pa
    import pyarrow.compute as pc

    if not table.num_rows:
        return memoryview(b"")
    before, between, after, nothing = (pa.scalar(mark, pa.large_string()) for mark in (*marks, ""))
    line = [before]
    for column in table.columns:
        line += (_written(column, write), between)
    line[-1] = after
    return memoryview(pc.binary_join_element_wise(*line, nothing).buffers()[2])


def _written(column: pa.ChunkedArray, write: Callable[[Any], str]) -> pa.LargeStringArray:
    """Write the cells of a column."""
    import pyarrow as pa

    codes = column.combine_chunks().dictionary_encode(null_encoding="encode")
    texts = list(map(write, codes.dictionary.to_pylist()))
    return pa.array(texts, pa.large_string()).take(codes.indices)
