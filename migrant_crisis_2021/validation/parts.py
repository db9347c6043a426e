"""Read tables a part at a time, for rules that have to see every row: R36 and R45."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise

import narwhals as nw

from ..dataset import Dataset
from ..names import TableName
from .engines import failures_of
from .rules.sieve import Context, Keyed, LazyFrame, Tables, all_of, filtered
from .sieving import as_rows, collected, gathered

_LOG = logging.getLogger(__name__)

SIZE = 50_000
"""Rows of a part, without its context; more only if more rows have one key."""


def parts(
    tables: Tables, keyed: Iterable[Keyed], context: Iterable[Context], *, size: int = SIZE
) -> Iterator[Dataset]:
    """Yield the rows of some tables, those with one key together, in the order of keys.

    The engine is asked for a part only when its turn comes; of all other parts, only the last key
    is in memory.
    """
    context = list(context)
    with failures_of(tables.engine):
        frames = {one.table: _with_key(tables[one.table], one) for one in keyed}
        bounds = _bounds(frames.values(), size)
    for low, high in pairwise([None, *bounds, None]):
        with failures_of(tables.engine):
            part = _part(tables, frames, _between(low, high), context)
        yield part


_KEY = nw.col("key of part")


def _with_key(frame: LazyFrame, one: Keyed) -> LazyFrame:
    frame = frame if one.where is None else filtered(frame, one.where)
    return frame.with_columns(one.key.fill_null("None").alias("key of part"))


def _bounds(frames: Iterable[LazyFrame], size: int) -> list[str]:
    """Return the last key of each part but the last one."""
    keys = nw.concat([frame.select(_KEY) for frame in frames], how="vertical")
    numbered = keys.with_row_index("place", order_by="key of part")
    last = numbered.filter(nw.col("place") % size == size - 1).select(_KEY)
    return sorted(set(last.collect(backend="pyarrow")["key of part"].to_list()))


def _between(low: str | None, high: str | None) -> nw.Expr:
    above = [] if low is None else [low < _KEY]
    below = [] if high is None else [high >= _KEY]
    return all_of(~_KEY.is_null(), *above, *below)  # a filter needs a mask


def _part(
    tables: Tables,
    frames: Mapping[TableName, LazyFrame],
    is_in: nw.Expr,
    context: Iterable[Context],
) -> Dataset:
    chosen = {name: frame.filter(is_in).drop("key of part") for name, frame in frames.items()}
    rows = {name: as_rows(name, collected(one, tables.engine)) for name, one in chosen.items()}
    for name, found in rows.items():
        _LOG.debug("%s reads %s rows of %s", "parts", found.num_rows, name)
    return gathered(tables, rows, chosen, context)
