"""The small dataset, with changed and added rows, in the place of the shipped one."""

import datetime as dt

from migrant_crisis_2021.accessors import resolution
from migrant_crisis_2021.accessors import search as searching
from migrant_crisis_2021.dataset import csv_files as rows
from migrant_crisis_2021.dataset.parquet_files import to_arrow
from migrant_crisis_2021.frames import tables
from migrant_crisis_2021.release.timeline import timeline_rows
from tests.datasets import small_rows

CACHED = (
    rows.index,
    rows.grouped,
    searching._searchable,
    resolution._spellings,
    resolution._countries,
)


def day(text):
    return dt.date.fromisoformat(text)


def lend(patch, **changes):
    """Let the library read it, with the changes that `small_rows` makes."""
    lent = small_rows(**changes)
    lent["timeline"] = timeline_rows(lent)
    patch.setattr(rows, "_shipped", lambda name: tuple(lent[name]))
    patch.setattr(tables, "_arrow", lambda name: to_arrow(name, lent[name]))
    forget()


def forget():
    for function in CACHED:
        function.cache_clear()
