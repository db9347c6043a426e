"""A checkout that several tests build, break and compare."""

import shutil

import pytest

from migrant_crisis_2021.release.build import build
from migrant_crisis_2021.release.checkout import find_checkout
from tests.projects import small_checkout


@pytest.fixture(scope="session")
def _built_once(tmp_path_factory):
    checkout = small_checkout(tmp_path_factory.mktemp("built"))
    build(checkout)
    return checkout.root


@pytest.fixture
def built(_built_once, tmp_path):
    """Return a checkout of the small dataset, built: a copy that the test may break."""
    shutil.copytree(_built_once, tmp_path, dirs_exist_ok=True)
    return find_checkout(tmp_path / "data")
