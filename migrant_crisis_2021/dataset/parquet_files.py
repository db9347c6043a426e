"""Parquet files: their bytes, their metadata, and a hash of their content."""

from __future__ import annotations

import hashlib
import io
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .csv_files import Columns
from .description import Description, data_licence
from .lines import lines_of
from .table_schema import arrow_schema, table_schema

if TYPE_CHECKING:
    import pyarrow as pa
    import pyarrow.parquet as pq
    from narwhals.typing import IntoDataFrame


def to_arrow(table: str, values: Sequence[Mapping[str, Any]]) -> pa.Table:
    """Make a typed Arrow table from rows."""
    columns = table_schema(table).columns
    return columns_to_arrow(table, {name: [row.get(name) for row in values] for name in columns})


def columns_to_arrow(table: str, columns: Mapping[str, Sequence[Any]]) -> pa.Table:
    """Make a typed Arrow table from columns."""
    import pyarrow as pa

    schema = arrow_schema(table)
    return pa.table([pa.array(columns[field.name], field.type) for field in schema], schema=schema)


def columns_of(table: pa.Table) -> Columns:
    """Return the columns of an Arrow table as Python values."""
    return {name: table[name].to_pylist() for name in table.column_names}


def frame_to_arrow(table: str, frame: IntoDataFrame) -> pa.Table:
    """Convert a frame with the columns of a table to its declared Arrow types."""
    import narwhals as nw
    import pyarrow as pa

    schema = arrow_schema(table)
    if isinstance(frame, pa.Table) and frame.schema.equals(schema):
        return frame
    arrow = nw.from_native(frame, eager_only=True).to_arrow().select(schema.names)
    # A cast would refuse nulls in required columns; the validation reports them.
    return arrow if arrow.schema.equals(schema) else arrow.cast(schema)


def read_parquet(file: Path | bytes) -> pa.Table:
    """Read a Parquet file by its path, or its bytes, without threads.

    Open file objects and the thread pool have been seen to abort the process at exit; and
    ``pyarrow.parquet.read_table`` would load pandas.

    Raises
    ------
    OSError, ValueError
        If the file cannot be read, or has something that the running pyarrow does not know.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        with pq.ParquetFile(pa.BufferReader(file) if isinstance(file, bytes) else file) as opened:
            return opened.read(use_threads=False)
    except pa.ArrowException as error:  # some are neither an OSError nor a ValueError
        if isinstance(error, OSError | ValueError):
            raise
        raise ValueError(str(error)) from error


def content_hash(table: pa.Table) -> str:
    """Hash the rows: the same content has the same hash, whichever program wrote the file.

    The canonical form is one JSON array per row, in file order, values in column order, dates as
    ISO text, whole numbers without a fraction, no spaces, each line ended by a line feed, UTF-8.
    """
    return hash_of_lines([lines_of(table, _written, ("[", ",", "]\n"))])


def hash_of_lines(lines: Iterable[bytes | memoryview]) -> str:
    """Hash rows in their canonical form."""
    digest = hashlib.sha256()
    for line in lines:
        digest.update(line)
    return "sha256:" + digest.hexdigest()


def canonical_lines(rows: Iterable[Iterable[object]]) -> Iterator[bytes]:
    """Write rows in their canonical form."""
    written = _Written()
    for values in rows:
        yield f"[{','.join([written[value] for value in values])}]\n".encode()


class _Written(dict[object, str]):
    """Values in their canonical form; most occur many times, and equal numbers have one form."""

    def __missing__(self, value: object) -> str:
        if len(self) == _REMEMBERED:
            self.clear()
        self[value] = text = _written(value)
        return text


_REMEMBERED = 100_000


def _written(value: object) -> str:
    return _encode(_canonical(value))


_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
_AS_THEY_ARE = frozenset((str, int, type(None)))


def _canonical(value: object) -> object:
    if type(value) in _AS_THEY_ARE:
        return value
    if isinstance(value, float):
        return int(value) if value.is_integer() else value
    return str(value)


def parquet_bytes(table: pa.Table, metadata: dict[str, str]) -> bytes:
    """Write a table; the same rows, metadata and pyarrow version give the same bytes."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    out = io.BytesIO()
    with pq.ParquetWriter(
        pa.PythonFile(out, mode="w"),
        table.schema,
        version="2.6",
        data_page_version="1.0",
        compression="snappy",
        store_schema=False,
    ) as writer:
        writer.write_table(table.combine_chunks(), row_group_size=max(1, table.num_rows))
        writer.add_key_value_metadata(dict(sorted(metadata.items())))
    return out.getvalue()


def parquet_metadata(
    described: Description, table: str, version: str, content: str
) -> dict[str, str]:
    """Return the key-value metadata of a table's Parquet file, without time, host or path."""
    return {
        "content_hash": content,
        "dataset": described["name"],
        "licence": data_licence(described),
        "table": table,
        "version": version,
    }


def same_content(file: Path, table: pa.Table, metadata: dict[str, str]) -> bool:
    """Return whether a file, by any pyarrow version, has these rows, types and metadata."""
    if not file.is_file():
        return False
    try:
        about = file_metadata(file)
        if about.num_rows != table.num_rows:  # a small file can claim billions of rows
            return False
        found = read_parquet(file)
        return (
            same_metadata(about, metadata)
            and found.schema.remove_metadata().equals(table.schema)
            and found.replace_schema_metadata(None).equals(table)
        )
    except (OSError, ValueError):  # not a Parquet file
        return False


def same_metadata(found: pq.FileMetaData, metadata: dict[str, str]) -> bool:
    """Return whether a Parquet file, by any pyarrow version, has this key-value metadata."""
    stored = found.metadata or {}
    kept = {key: value for key, value in stored.items() if key != b"ARROW:schema"}
    return kept == {key.encode(): value.encode() for key, value in metadata.items()}


def file_metadata(file: Path) -> pq.FileMetaData:
    """Read what a Parquet file says of itself, such as its number of rows, but no rows.

    Raises
    ------
    OSError, ValueError
        If the file cannot be read.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    if not file.is_file():  # reading a pipe would wait for ever
        raise FileNotFoundError(f"{file} is not a file")
    try:
        return pq.read_metadata(str(file))
    except pa.ArrowException as error:
        raise ValueError(str(error)) from error


def written_by_running_pyarrow(file: Path) -> bool:
    """Return whether the running pyarrow wrote a Parquet file."""
    import pyarrow as pa

    try:
        creator = str(file_metadata(file).created_by)
    except (OSError, ValueError):
        return False
    return creator == f"parquet-cpp-arrow version {pa.__version__}"


def sort_key(table: str, row: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the sort key of an authored row: its primary key."""
    return tuple(str(row[name]) for name in table_schema(table).primary_key)


def sorted_by_key(table: str, rows: pa.Table) -> pa.Table:
    """Sort an authored table as `sort_key` sorts its rows."""
    import pyarrow as pa
    import pyarrow.compute as pc

    names = table_schema(table).primary_key
    keys = {name: pc.fill_null(rows[name].cast(pa.string()), str(None)) for name in names}
    order = pc.sort_indices(pa.table(keys), sort_keys=[(name, "ascending") for name in names])
    return rows.take(order)
