"""Shared: the repository, and the small dataset."""

from pathlib import Path

import pytest
from hypothesis import settings

from migrant_crisis_2021.dataset import Dataset
from migrant_crisis_2021.dataset.description import description
from tests.datasets import small_rows

settings.register_profile("untimed", deadline=None)  # machines are shared, and no test is timed
settings.load_profile("untimed")

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture
def mini():
    """Return a function that makes the small dataset, valid or broken."""
    return lambda broken=None: Dataset.of(small_rows(broken), description())
