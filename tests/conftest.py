"""Shared: the repository, the small dataset, and a checkout of it."""

import shutil
from pathlib import Path

import pytest
from hypothesis import settings

from migrant_crisis_2021.dataset import Dataset
from migrant_crisis_2021.dataset.description import description
from migrant_crisis_2021.release.build import build
from migrant_crisis_2021.release.checkout import find_checkout
from tests.datasets import small_rows

# No deadline: machines are shared, and no test is timed. `--hypothesis-profile=thorough` is for CI.
settings.register_profile("quick", deadline=None, max_examples=15)
settings.register_profile("thorough", deadline=None, max_examples=100)
settings.load_profile("quick")

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture
def mini():
    """Return a function that makes the small dataset, valid or broken."""
    return lambda broken=None: Dataset.of(small_rows(broken), description())


@pytest.fixture(scope="session")
def _built_once(tmp_path_factory):
    from tests.projects import small_checkout

    checkout = small_checkout(tmp_path_factory.mktemp("built"))
    build(checkout)
    return checkout.root


@pytest.fixture
def built(_built_once, tmp_path):
    """Return a checkout of the small dataset, built: a copy that the test may break."""
    shutil.copytree(_built_once, tmp_path, dirs_exist_ok=True)
    return find_checkout(tmp_path / "data")


@pytest.fixture(scope="session")
def _released_once(tmp_path_factory):
    from tests.projects import released_checkout

    return released_checkout(tmp_path_factory.mktemp("released")).root


@pytest.fixture
def released(_released_once, tmp_path):
    """Return a checkout of the small dataset in git that released 1.0.0 and prepares 1.1.0."""
    shutil.copytree(_released_once, tmp_path, dirs_exist_ok=True)
    return find_checkout(tmp_path / "data")
