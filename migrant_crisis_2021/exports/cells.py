"""Plain values of the columns of any frame, and their types."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

from ..errors import InvalidInputError, shown
from .sheets import Cell, CellType

_LARGEST = 2**63


def plain_column(name: str, values: Sequence[Any]) -> list[Cell]:
    """Return the values of a column as text, numbers, dates or None.

    Times of day are left out if all of them are midnight, as pandas has dates.

    Raises
    ------
    InvalidInputError
        If the column holds anything else, or a number or text that no file can hold.
    """
    cells = [_plain(name, value) for value in values]
    if all(_is_midnight(cell) for cell in cells if cell is not None):
        return [cell.date() if isinstance(cell, dt.datetime) else cell for cell in cells]
    return cells


def type_of(cells: Iterable[Cell]) -> CellType | None:
    """Return the type of all cells of a column; None if it has no values.

    Examples
    --------
    >>> type_of([1, None, 2.5]), type_of([1, "one"]), type_of([None])
    ('number', 'any', None)
    """
    found = {_type(cell) for cell in cells if cell is not None}
    if found == {"integer", "number"}:
        return "number"
    if not found:
        return None
    return found.pop() if len(found) == 1 else "any"


def _type(cell: Cell) -> CellType:
    match cell:
        case bool():
            return "boolean"
        case int():
            return "integer"
        case float():
            return "number"
        case dt.datetime():
            return "datetime"
        case dt.date():
            return "date"
        case _:
            return "string"


def _is_midnight(cell: Cell) -> bool:
    return isinstance(cell, dt.datetime) and cell.time() == dt.time() and cell.tzinfo is None


def _plain(name: str, value: Any) -> Cell:
    if value is None or _is_missing(value):
        return None
    if hasattr(value, "to_pydatetime"):  # of pandas, which counts nanoseconds
        value = value.to_pydatetime(warn=False)
    elif hasattr(value, "item") and not getattr(value, "ndim", 1):  # of NumPy
        value = value.item()
    elif isinstance(value, Decimal):
        value = float(value)
    if isinstance(value, str):
        return _text(name, str(value))
    if isinstance(value, float) and not math.isfinite(value):
        raise InvalidInputError(f"the column {name} holds {value}: remove infinite numbers.")
    if isinstance(value, int) and not -_LARGEST <= value < _LARGEST:
        raise InvalidInputError(f"the column {name} holds {shown(value)}: too large a number.")
    if isinstance(value, bool | int | float | dt.date):
        return value
    raise InvalidInputError(
        f"the column {name} holds a {type(value).__name__}, {shown(value)}. Cells of an export "
        "are text, numbers, dates or empty: convert the column, or leave it out."
    )


def _is_missing(value: Any) -> bool:
    """Return whether a value is NaN, NaT or NA, which do not equal themselves."""
    if type(value).__name__ == "NAType":
        return True
    return isinstance(value, float | Decimal | dt.date) and value != value


def _text(name: str, text: str) -> str:
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        raise InvalidInputError(
            f"the column {name} holds {shown(text)}, which is not valid Unicode: correct the text."
        ) from None
    return text
