"""Every rule has a broken example that fails by its id, and by no other."""

import datetime as dt

import pytest

from migrant_crisis_2021.dataset import Dataset
from migrant_crisis_2021.dataset.description import description
from migrant_crisis_2021.validation.columns import COLUMN_CHECKS
from migrant_crisis_2021.validation.rules import RULES, Subject
from migrant_crisis_2021.validation.validate import validate_dataset
from tests.datasets import BROKEN, small_rows

NINTH = dt.date(2021, 11, 9)

FOLDERS = sorted(f.name for f in BROKEN.iterdir() if f.is_dir() and f.name != "valid")
ELSEWHERE = {
    "C01": "test_validate: a frame without a column",
    "C02": "test_validate: a frame with another type",
    "R23": "test_build: altered files",
    "R24": "test_evidence: a cell that contains a passage",
    "R45": "test_consistency: the small dataset with another timeline",
}


def with_figures(changes):
    """Return the small dataset with changed figures."""
    return Dataset.of(small_rows(figures=changes))


def test_the_small_dataset_keeps_every_rule(mini):
    report = validate_dataset(mini())
    assert report.ok, str(report)
    assert set(report.not_run) == {"R23", "R45"}  # it has no files, and no timeline


@pytest.mark.parametrize("rule", FOLDERS)
def test_broken_example_fails_by_its_rule_alone(rule):
    """The message says where, what, and the way out; and it is the rule itself that reports."""
    dataset = Dataset.of(small_rows(rule), description())
    report = validate_dataset(dataset)
    assert {problem.rule for problem in report.problems} == {rule}
    expected = (BROKEN / rule / "message.txt").read_text(encoding="utf-8")
    assert "\n".join(map(str, report.problems)) + "\n" == expected
    if rule in RULES:
        subject = Subject(dataset, dataset.tables, None, True)
        assert sorted(RULES[rule].check(subject), key=str) == sorted(report.problems, key=str)


def test_every_rule_has_a_broken_example():
    assert set(FOLDERS) | set(ELSEWHERE) == set(RULES) | set(COLUMN_CHECKS)


RESERVED = {"R37"}
"""Ids of rules that are being added; they may be there already."""


def test_no_rule_id_is_left_out():
    known = sorted(RULES.keys() | RESERVED)
    assert known == [f"R{number:02}" for number in range(1, len(known) + 1)]


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"counted_unit": "people"}, "has counted_unit people"),
        ({"measure": "detected_crossings"}, "has measure detected_crossings"),
        ({"measure_kind": "cumulative"}, "has measure_kind cumulative"),
        ({"place_id": "elsewhere"}, "is about another place, elsewhere"),
        ({"period_start": NINTH, "period_end": NINTH}, "is not linked"),
    ],
)
def test_members_of_a_group_differ_in_the_number_alone(change, reason):
    places = {0: [{"place_id": "elsewhere"}]}
    report = validate_dataset(Dataset.of(small_rows(figures={1: change}, places=places)))
    messages = [problem.message for problem in report.problems if problem.rule == "R14"]
    assert any(reason in message for message in messages)


def test_days_are_compared_through_the_month_that_contains_both():
    month = {"period_start": NINTH.replace(day=1), "period_end": NINTH.replace(day=30)}
    ninth = {"period_start": NINTH, "period_end": NINTH}
    tables = with_figures({1: ninth, 0: [{"figure_id": "fig-9003", **month}]})
    assert "R14" not in {problem.rule for problem in validate_dataset(tables).problems}
