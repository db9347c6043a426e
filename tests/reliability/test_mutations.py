"""Of changes to valid tables, nearly all of most kinds are named: a small sample of each kind."""

import pytest

from tests.datasets import small_dataset
from tests.reliability import mutations

ALWAYS = {
    *("empty", "space at the end", "double space", "line feed", "control character"),
    *("escape sequence", "direction mark", "zero-width space", "soft hyphen", "line separator"),
    *("private use", "unassigned", "NFD", "tag", "formula", "formula @", "full-width digit"),
    *("placeholder n/a", "placeholder TODO", "look-alike letter", "no allowed value"),
}
"""Kinds of which no change passes, in any column."""


@pytest.mark.parametrize(
    ("share", "least"), [(0.002, 5), pytest.param(0.004, 10, marks=pytest.mark.exhaustive)]
)
def test_a_sample_of_changes_is_named(share, least):
    tried, found, passed = mutations.run(small_dataset(), share=share, seed=5)
    assert tried.total() >= least
    assert {kind: passed[kind] for kind in ALWAYS if passed[kind]} == {}
    assert found.total() / tried.total() > 0.7
