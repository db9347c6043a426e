"""C01 and C02 on frames that stay in their engine: Polars (lazy), DuckDB and Spark."""

from __future__ import annotations

from typing import Any, NamedTuple

import narwhals as nw

from ..dataset.table_schema import Field, arrow_schema, table_schema
from ..names import TableName
from .casting import wrong_columns
from .problems import Problem
from .rules.sieve import LazyFrame, all_of, any_of

_MONTHS = "(?:0[13578]|1[02])-(?:0[1-9]|[12][0-9]|3[01])|(?:0[469]|11)-(?:0[1-9]|[12][0-9]|30)"
_LEAP = "(?:[0-9]{2}(?:0[48]|[2468][048]|[13579][26])|(?:[02468][048]|[13579][26])00)"
_DAY = rf"\A(?:[0-9]{{4}}-(?:{_MONTHS}|02-(?:0[1-9]|1[0-9]|2[0-8]))|{_LEAP}-02-29)\z"
"""A day that exists, as ISO 8601 writes it: engines disagree in what they do with others."""


_TYPES: dict[str, Any] = {
    "string": nw.String,
    "date": nw.Date,
    "integer": nw.Int32,
    "number": nw.Float64,
}


class _Reading(NamedTuple):
    """How to read a column: its values, and the cells that cannot be read."""

    values: nw.Expr
    wrong: nw.Expr
    reason: str


def as_declared_lazily(name: TableName, frame: LazyFrame) -> tuple[LazyFrame | None, list[Problem]]:
    """Give a lazy frame the declared types, or list the columns that cannot have them."""
    types = frame.collect_schema()
    declared = table_schema(name)
    if tuple(types) == declared.accessor_columns:
        frame = frame.select(*declared.columns)
    elif tuple(types) != declared.columns:
        return None, list(wrong_columns(name, list(types)))
    readings = {field.name: _reading(field, types[field.name]) for field in declared.fields}
    wrong = {
        column: nw.when(one.wrong.fill_null(False)).then(1).otherwise(0).sum()
        for column, one in readings.items()
    }
    counts = frame.select(**wrong).collect(backend="pyarrow").to_dict(as_series=False)
    faults = []
    for column, one in readings.items():
        if counts[column][0]:
            wanted = arrow_schema(name).field(column).type
            message = f"is {types[column]}, not {wanted}: {one.reason}"
            faults.append(Problem("C02", name, "", column, "column", message))
    if faults:
        return None, faults
    return frame.select(**{column: one.values for column, one in readings.items()}), []


def _reading(field: Field, dtype: Any) -> _Reading:
    column = nw.col(field.name)
    is_text = isinstance(dtype, nw.String | nw.Categorical | nw.Enum)
    if is_text:  # empty text is a missing cell, as in the CSV files
        text = column.cast(nw.String)
        column = nw.when(text != "").then(text)
    match field.type:
        case "string" if is_text:
            return _Reading(column, _never(column), "")
        case "date" if is_text:
            is_day = column.str.contains(_DAY)
            day = nw.when(is_day).then(column).str.to_date("%Y-%m-%d")
            return _Reading(day, ~is_day, "it has texts that are not days in the form YYYY-MM-DD")
        case "date" if isinstance(dtype, nw.Datetime):
            parts = (column.dt.hour(), column.dt.minute(), column.dt.second())
            has_time = any_of(*(part != 0 for part in (*parts, column.dt.microsecond())))
            return _Reading(column.cast(nw.Date), has_time, "it has times of day")
        case "date" if isinstance(dtype, nw.Date):
            outside = any_of(column.dt.year() < 1, column.dt.year() > 9999)
            return _Reading(column, outside, "it has days outside the years 1 to 9999")
        case "integer" | "number" if dtype.is_numeric():
            return _number(field, column, dtype)
    values = nw.when(_never(column)).then(column)
    empty = values.cast(_TYPES[field.type])
    return _Reading(empty, ~column.is_null(), f"it has {dtype}, not {field.type}")


def _never(column: nw.Expr) -> nw.Expr:
    return column.is_null() & ~column.is_null()


def _number(field: Field, column: nw.Expr, dtype: Any) -> _Reading:
    endless = ~column.is_finite() if dtype.is_float() else _never(column)
    if field.type == "number":
        reason = "it has NaN or an infinite number; use null for a missing value"
        return _Reading(column.cast(nw.Float64), endless, reason)
    fits = all_of(~endless, column >= -(2**31), column < 2**31)
    if not dtype.is_integer():
        fits = all_of(fits, column == column.round(0))
    values = nw.when(fits).then(column).cast(nw.Int32)
    return _Reading(values, ~column.is_null() & ~fits, "it has numbers that are not int32")
