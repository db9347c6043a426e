"""The broken examples give the same report on every engine, where only suspects are judged."""

import pytest

import migrant_crisis_2021 as mc
from migrant_crisis_2021.dataset import Dataset, shipped
from migrant_crisis_2021.validation.rules import RULES, Subject
from migrant_crisis_2021.validation.sieving import Judges, arrow_tables, in_key_order, word_lists

from .merged import FOLDERS, found, merged


@pytest.fixture(scope="module")
def expected():
    """What the rules report on all rows."""
    report = mc.validate(merged())
    assert {problem.rule for problem in report.problems} == set(FOLDERS)
    return report


def engine(name):
    """Return a function that brings an Arrow table into an engine."""
    if name == "duckdb":
        duckdb = pytest.importorskip("duckdb")
        return duckdb.connect().from_arrow
    pl = pytest.importorskip("polars")
    return pl.from_arrow if name == "polars" else lambda table: pl.from_arrow(table).lazy()


def test_arrow_with_sieves_reports_the_same(expected):
    frames = {name: in_key_order(name, rows) for name, rows in merged().items()}
    dataset = Dataset.of(frames, shipped().manifest)
    tables = arrow_tables(frames, word_lists(shipped(), {}, dataset.manifest), dataset.manifest)
    subject = Subject(dataset, tuple(frames), None, True)
    rules = [rule for _, rule in sorted(RULES.items()) if rule.sieve and not rule.missing(subject)]
    judges = Judges(tables, rules)
    problems = [problem for rule in rules for problem in judges.problems(rule)]
    assert problems == [p for p in expected.problems if p.rule in RULES]


def test_the_order_of_the_rows_of_a_frame_decides_nothing(expected):
    reversed_rows = {
        name: rows.take(list(reversed(range(len(rows))))) if len(rows) else rows
        for name, rows in merged().items()
    }
    assert found(mc.validate(reversed_rows)) == found(expected)


@pytest.mark.conformance
@pytest.mark.parametrize("name", ["polars", "polars lazy", "duckdb"])
def test_an_engine_reports_the_same(name, expected):
    bring = engine(name)
    report = mc.validate({table: bring(rows) for table, rows in merged().items()})
    assert found(report) == found(expected)
    assert (report.ran, report.not_run) == (expected.ran, expected.not_run)
