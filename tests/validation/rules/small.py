"""One rule alone on the small dataset, with a few cells changed."""

import datetime as dt

from migrant_crisis_2021.dataset import Dataset, shipped
from migrant_crisis_2021.validation.rules import RULES, Subject
from tests.datasets import small_rows

DESCRIBED = {"temporal": {"start": "2021-01-01", "end": "2022-12-31"}}


def day(text):
    return dt.date.fromisoformat(text)


def subject(tables, described=DESCRIBED):
    """Return tables as rules get them, with the shipped word lists where they have none."""
    words = {name: shipped().arrow(name) for name in ("vocabulary", "loaded_terms")}
    return Subject(Dataset.of(words | tables, described), tuple(tables), None, bool(described))


def found(rule, tables):
    """Return what one rule reports on tables."""
    return list(RULES[rule].check(subject(tables)))


def problems(rule, **changes):
    """Return what one rule reports on the small dataset, changed by `small_rows`."""
    return found(rule, small_rows(**changes))


def columns(rule, **changes):
    """Return the columns in which one rule finds something."""
    return [problem.column for problem in problems(rule, **changes)]
