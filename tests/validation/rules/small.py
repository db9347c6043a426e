"""One rule alone on the small dataset, with a few cells changed."""

import datetime as dt

from migrant_crisis_2021.dataset import Dataset, shipped
from migrant_crisis_2021.validation.rules import RULES, Subject
from migrant_crisis_2021.validation.sieving import Judges, arrow_tables, word_lists
from tests.datasets import small_rows

DESCRIBED = {"temporal": {"start": "2021-01-01", "end": "2022-12-31"}}


def day(text):
    return dt.date.fromisoformat(text)


def subject(tables, described=DESCRIBED):
    """Return tables as rules get them, with the shipped word lists where they have none."""
    words = {name: shipped().arrow(name) for name in ("vocabulary", "loaded_terms")}
    return Subject(Dataset.of(words | tables, described), tuple(tables), None, bool(described))


def found(rule, tables):
    """Return what one rule reports on tables: the same on all rows and on those of its sieve."""
    given = subject(tables)
    if RULES[rule].sieve:
        frames = {name: given.dataset.arrow(name) for name in given.tables}
        every = RULES[rule].check(subject(frames, described_by(given)))
        assert list(sieved(rule, given)) == list(every)
    return list(RULES[rule].check(given))


def described_by(given):
    return given.dataset.manifest if given.is_described else None


def sieved(rule, given):
    """Return what one rule reports on the rows of Arrow tables that its sieve lets through."""
    described = described_by(given)
    frames = {name: given.dataset.arrow(name) for name in given.tables}
    tables = arrow_tables(frames, word_lists(given.dataset, {}, described), described)
    return Judges(tables, [RULES[rule]]).problems(RULES[rule])


def problems(rule, **changes):
    """Return what one rule reports on the small dataset, changed by `small_rows`."""
    rows = small_rows(**changes)
    if RULES[rule].level in ("row", "table"):  # it sees each table alone
        rows = {table: rows[table] for table in changes}
    return found(rule, rows)


def columns(rule, **changes):
    """Return the columns in which one rule finds something."""
    return [problem.column for problem in problems(rule, **changes)]
