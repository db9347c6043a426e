"""No regular expression takes more than linear time on a long text of its own parts."""

import pytest

from tests.reliability import regular_expressions


@pytest.mark.parametrize(
    ("step", "texts"), [(96, 75), pytest.param(24, 300, marks=pytest.mark.exhaustive)]
)
def test_every_expression_finishes_on_long_texts(step, texts):
    result = regular_expressions.slow(step=step)
    assert result["expressions"] > 150
    assert result["texts"] > texts
    assert result["failed"] == []


def test_every_expression_is_known():
    assert regular_expressions.expressions()[1] == []


def test_one_that_backtracks_does_not_finish(monkeypatch):
    import re

    bad = {"a quadratic one": (re.compile(r"\s+$"), {"search"})}
    monkeypatch.setattr(regular_expressions, "expressions", lambda: (bad, []))
    monkeypatch.setattr(regular_expressions, "SECONDS", 0.5)
    assert [place for place, _ in regular_expressions.slow()["failed"]] == ["a quadratic one"]
