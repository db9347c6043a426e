"""One rule alone on the small dataset, with a few cells changed."""

import datetime as dt

import narwhals as nw

from migrant_crisis_2021.dataset.parquet_files import to_arrow
from migrant_crisis_2021.validation.rules import RULES, Context
from tests.conftest import mini_rows


def day(text):
    return dt.date.fromisoformat(text)


def context(**changes):
    """Change rows by their number; a number past the end adds a row like the last, if any."""
    rows = mini_rows()
    for table, changed in changes.items():
        for number, cells in changed.items():
            like = rows[table][min(number, len(rows[table]) - 1)] if rows[table] else {}
            rows[table][number : number + 1] = [like | cells]
    return Context({table: nw.from_native(to_arrow(table, each)) for table, each in rows.items()})


def problems(rule, **changes):
    """Return what one rule reports on the changed dataset."""
    return list(RULES[rule].run(context(**changes)))


def columns(rule, **changes):
    """Return the columns in which one rule finds something."""
    return [problem.column for problem in problems(rule, **changes)]
