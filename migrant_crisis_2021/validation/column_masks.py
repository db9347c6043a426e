"""C03 to C06 as masks, for frames that stay in their engine."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import narwhals as nw

from ..dataset import Dataset
from ..dataset.table_schema import Field, table_schema
from ..names import TABLES, TableName
from .columns import COLUMN_CHECKS, message_of
from .rules.engine import Mask, Masks, masked
from .rules.sieve import any_of


def _without_nulls(field: Field) -> nw.Expr | None:
    return nw.col(field.name).is_null() if field.required else None


def _of_pattern(field: Field) -> nw.Expr | None:
    whole = rf"\A(?:{field.pattern})\z"  # in Java, $ lets a line feed pass
    return ~nw.col(field.name).str.contains(whole) if field.pattern else None


def _short(field: Field) -> nw.Expr | None:
    if field.max_length is None:
        return None
    return nw.col(field.name).str.len_chars() > field.max_length


def _in_range(field: Field) -> nw.Expr | None:
    number, outside = nw.col(field.name), []
    if field.minimum is not None:
        outside.append(number < field.minimum)
    if field.maximum is not None:
        outside.append(number > field.maximum)
    return any_of(*outside) if outside else None


def _masks_of(ident: str, wrong: Callable[[Field], nw.Expr | None]) -> Masks:
    def masks(dataset: Dataset, table: TableName) -> Iterator[Mask]:
        for field in table_schema(table).fields:
            mask = wrong(field)
            if mask is not None:
                message = message_of(ident, field, dataset.lists)
                yield Mask(mask, field.name, message.replace("{", "{{").replace("}", "}}"))

    return masks


COLUMN_RULES = [
    masked(ident, COLUMN_CHECKS[ident], _masks_of(ident, wrong), level="row", tables=TABLES)
    for ident, wrong in (
        ("C03", _without_nulls),
        ("C04", _of_pattern),
        ("C05", _short),
        ("C06", _in_range),
    )
]
"""The column checks in the form of rules."""
