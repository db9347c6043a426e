"""The small dataset, with changed and added rows, in the place of the shipped one."""

import datetime as dt

from migrant_crisis_2021.accessors import resolution
from migrant_crisis_2021.accessors import search as searching
from migrant_crisis_2021.dataset import csv_files as rows
from migrant_crisis_2021.dataset.parquet_files import to_arrow
from migrant_crisis_2021.frames import tables
from migrant_crisis_2021.release.timeline import timeline_rows
from tests.conftest import mini_rows

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
    """Let the library read it; each change is the number of a row like it, and other cells."""
    lent = mini_rows()
    for table, changed in changes.items():
        like = list(lent[table])
        lent[table] += [like[number] | cells for number, cells in changed]
    lent["timeline"] = timeline_rows(lent)
    patch.setattr(rows, "_shipped", lambda name: tuple(lent[name]))
    patch.setattr(tables, "_arrow", lambda name: to_arrow(name, lent[name]))
    forget()


def forget():
    for function in CACHED:
        function.cache_clear()
