"""C01 and C02: convert frames of any library to Arrow tables with the declared types."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING, Any

import narwhals as nw

from ..dataset.table_schema import arrow_schema, table_schema
from ..errors import InvalidInputError, listed, unknown
from ..names import TABLES, TableName
from .engines import lazy_frame, names_of
from .problems import Problem

if TYPE_CHECKING:
    import pyarrow as pa
    from narwhals.typing import IntoFrame

_EPOCH = dt.date(1970, 1, 1)
_FIRST_DAY, _LAST_DAY = (dt.date.min - _EPOCH).days, (dt.date.max - _EPOCH).days


def table_with_columns_of(frame: IntoFrame) -> TableName:
    """Return the table that has exactly the columns of a frame.

    Raises
    ------
    InvalidInputError
        If no table has these columns.
    """
    lazy = lazy_frame(frame)
    columns = tuple(_native(frame).columns if lazy is None else names_of(lazy))
    for name in TABLES:
        declared = table_schema(name)
        if columns in (declared.columns, declared.accessor_columns):
            return name
    raise InvalidInputError(
        f"no table has exactly the columns {list(columns)}: say which table it is, "
        f"as in validate(frame, table={TABLES[0]!r}). Tables: {', '.join(TABLES)}."
    )


def _native(frame: IntoFrame) -> nw.DataFrame[Any]:
    native = nw.to_native(frame, pass_through=True)
    try:
        return nw.from_native(native, eager_only=True)
    except TypeError:
        raise InvalidInputError(
            f"{type(frame).__name__} is not a frame: give a frame of pandas, Polars, pyarrow, "
            "DuckDB or Spark, a mapping from table names to frames, or a Path."
        ) from None
    except nw.exceptions.DuplicateError:
        named = native.column_names if hasattr(native, "column_names") else native.columns
        names = list(map(str, named))
        twice = ", ".join(sorted({name for name in names if names.count(name) > 1}))
        raise InvalidInputError(f"the frame has a column more than once: {twice}.") from None


def as_declared(name: TableName, frame: IntoFrame) -> tuple[pa.Table | None, list[Problem]]:
    """Convert a frame to the declared Arrow types, or list the columns that cannot be converted."""
    import pyarrow as pa

    if hasattr(frame, "reset_index"):
        frame = frame.reset_index(drop=True)
    native = _native(frame)
    declared = table_schema(name).columns
    if tuple(native.columns) == table_schema(name).accessor_columns:
        native = native.select(declared)
    if tuple(native.columns) != declared:
        return None, list(wrong_columns(name, native.columns))
    faults: list[Problem] = []
    columns = []
    unread = []
    for field in arrow_schema(name):
        try:
            given = _cells(native, field.name)
            values = _without_empty_text(given)
            if (
                values is not given
                and _kind_of_type(field.type) == "numbers"
                and (values.null_count < len(values))
            ):
                unread.append(field.name)
                continue
            columns.append(_cast(values, field.type))
        except (pa.ArrowException, ValueError, TypeError, OverflowError) as error:
            message = f"is {native.schema[field.name]}, not {field.type}: {error}"
            faults.append(Problem("C02", name, "", field.name, "column", message))
    if unread:
        message = (
            f"the missing cells of {listed(unread)} are empty text, not null: read the file with "
            "null for missing cells, as in pandas.read_csv(file) or polars.read_csv(file)"
        )
        faults.insert(0, Problem("C02", name, "", unread[0], "column", message))
    if faults:
        return None, faults
    return pa.table(columns, schema=arrow_schema(name)), []


def _cells(frame: nw.DataFrame[Any], column: str) -> pa.Array | pa.ChunkedArray:
    """Return a column as Arrow, without detours where it is Arrow already."""
    native = frame.to_native()
    return native[column] if frame.implementation.is_pyarrow() else frame[column].to_arrow()


def _without_empty_text(values: pa.Array | pa.ChunkedArray) -> pa.Array | pa.ChunkedArray:
    """Read empty text as missing, as it is in the CSV files; return other columns themselves."""
    import pyarrow as pa
    import pyarrow.compute as pc

    if pa.types.is_dictionary(values.type):
        values = values.cast(values.type.value_type)
    if _kind_of_type(values.type) != "text":
        return values
    empty = pc.equal(values.cast(pa.large_string()), "")
    if not pc.any(empty).as_py():
        return values
    return pc.if_else(pc.fill_null(empty, False), pa.scalar(None, values.type), values)


def _cast(values: pa.Array | pa.ChunkedArray, type_: pa.DataType) -> pa.Array | pa.ChunkedArray:
    """Cast a column if this loses no information and needs no guessing.

    File readers return nulls of any type, codes for text, whole numbers as floats if some are
    null, and dates as text or as midnight timestamps. The cast accepts all of these.
    """
    import pyarrow as pa

    if pa.types.is_dictionary(values.type):
        values = values.cast(values.type.value_type)
    if values.null_count == len(values):
        return pa.nulls(len(values), type_)
    given, wanted = _kind_of_type(values.type), _kind_of_type(type_)
    if given != wanted and (given, wanted) != ("text", "dates"):
        raise pa.ArrowInvalid(f"it has {given}, not {wanted}")
    cast = values.cast(type_)
    if pa.types.is_timestamp(values.type) and not cast.cast(values.type).equals(values):
        raise pa.ArrowInvalid("it has times of day")
    _check_values(cast)
    return cast


def _check_values(values: pa.Array | pa.ChunkedArray) -> None:
    """Refuse values that Arrow can represent, but Python or CSV cannot."""
    import pyarrow as pa
    import pyarrow.compute as pc

    values.validate(full=True)
    if pa.types.is_floating(values.type) and pc.any(pc.invert(pc.is_finite(values))).as_py():
        raise pa.ArrowInvalid("it has NaN or an infinite number; use null for a missing value")
    if pa.types.is_date(values.type):
        days = pc.min_max(values.cast(pa.int32())).as_py().values()
        if any(not _FIRST_DAY <= day <= _LAST_DAY for day in days):
            raise pa.ArrowInvalid("it has days outside the years 1 to 9999")


@cache
def _kind_of_type(type_: pa.DataType) -> str:
    import pyarrow as pa

    kinds = {
        "text": (pa.types.is_string, pa.types.is_large_string, pa.types.is_string_view),
        "numbers": (pa.types.is_integer, pa.types.is_floating),
        "dates": (pa.types.is_date, pa.types.is_timestamp),
    }
    return next((name for name, tests in kinds.items() if any(t(type_) for t in tests)), str(type_))


def wrong_columns(name: TableName, columns: list[str]) -> Iterator[Problem]:
    """Report columns that are missing, undeclared or in another order (C01)."""
    declared = table_schema(name).columns
    for column in declared:
        if column not in columns:
            yield Problem("C01", name, "", column, "column", "is missing: add it")
    for column in columns:
        if column not in declared:
            valid = unknown("column", column, declared)
            yield Problem("C01", name, "", column, "column", f"is not declared: {valid}")
    if set(columns) == set(declared):
        message = f"the columns are in another order: use {', '.join(declared)}"
        yield Problem("C01", name, "", columns[0], "columns", message)
