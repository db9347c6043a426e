"""One rule alone on the small dataset, with a few cells changed."""

import datetime as dt

import narwhals as nw

from migrant_crisis_2021.dataset.parquet_files import to_arrow
from migrant_crisis_2021.validation.rules import RULES, Context
from tests.datasets import small_rows


def day(text):
    return dt.date.fromisoformat(text)


def context(**changes):
    """Return the small dataset with the changes that `small_rows` makes."""
    rows = small_rows(**changes)
    return Context({table: nw.from_native(to_arrow(table, each)) for table, each in rows.items()})


def problems(rule, **changes):
    """Return what one rule reports on the changed dataset."""
    return list(RULES[rule].run(context(**changes)))


def columns(rule, **changes):
    """Return the columns in which one rule finds something."""
    return [problem.column for problem in problems(rule, **changes)]
