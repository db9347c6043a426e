"""Versions are compared as numbers; one in preparation stands where its release will."""

import pytest

from migrant_crisis_2021.errors import InvalidInputError
from migrant_crisis_2021.parsing.versions import (
    is_in_preparation,
    release_of,
    version_key,
    version_order,
)


def test_versions_are_sorted_as_numbers():
    versions = ["0.10.0", "0.9.10", "1.0.0", "0.9.9"]
    assert sorted(versions, key=version_key) == ["0.9.9", "0.9.10", "0.10.0", "1.0.0"]


def test_a_version_in_preparation():
    assert (release_of("1.2.0.dev3"), is_in_preparation("1.2.0.dev3")) == ("1.2.0", True)
    assert (release_of("1.2.0"), is_in_preparation("1.2.0")) == ("1.2.0", False)


@pytest.mark.parametrize("wrong", ["1.2", "1.2.0rc1", "v1.2.0", "1.2.0.dev", "", None, 2, "١.٢.٠"])
def test_what_is_no_version(wrong):
    with pytest.raises(InvalidInputError, match="is not a version: write it as"):
        version_key(wrong)
    assert version_order(wrong) < version_order("0.0.0")
