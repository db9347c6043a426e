"""Shared: the repository, the small valid dataset, and its broken relatives."""

from functools import cache
from pathlib import Path

import pytest
from hypothesis import settings

from migrant_crisis_2021.dataset.csv_files import Row, read_csv
from migrant_crisis_2021.dataset.parquet_files import to_arrow
from migrant_crisis_2021.names import AUTHORED

settings.register_profile("untimed", deadline=None)  # machines are shared, and no test is timed
settings.load_profile("untimed")

ROOT = Path(__file__).resolve().parent.parent
BROKEN = ROOT / "tests" / "broken"
LENT = ("vocabulary", "loaded_terms")
"""Tables that the small datasets take from the real one."""


def mini_rows(broken: str | None = None) -> dict[str, list[Row]]:
    """Read the small dataset, with the tables of one broken relative in place of its own."""
    rows = {}
    for table in AUTHORED:
        file = BROKEN / (broken or "valid") / f"{table}.csv"
        if not file.is_file():
            file = (ROOT / "data" if table in LENT else BROKEN / "valid") / f"{table}.csv"
        rows[table] = [dict(row) for row in _read(file, table)]
    return rows


_read = cache(read_csv)


@pytest.fixture
def mini():
    """Return a function that makes Arrow tables of the small dataset, whole or broken."""
    return lambda broken=None: {t: to_arrow(t, rows) for t, rows in mini_rows(broken).items()}
