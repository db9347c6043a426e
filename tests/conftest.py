"""Shared: the repository, and the small dataset as Arrow tables."""

from pathlib import Path

import pytest
from hypothesis import settings

from migrant_crisis_2021.dataset.parquet_files import to_arrow
from tests.datasets import small_rows

settings.register_profile("untimed", deadline=None)  # machines are shared, and no test is timed
settings.load_profile("untimed")

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture
def mini():
    """Return a function that makes Arrow tables of the small dataset, valid or broken."""
    return lambda broken=None: {t: to_arrow(t, rows) for t, rows in small_rows(broken).items()}
