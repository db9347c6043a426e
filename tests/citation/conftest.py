"""Let the library read the invented dataset."""

import pytest

from migrant_crisis_2021.citation import items
from migrant_crisis_2021.dataset import csv_files as rows

from .invented_dataset import MANIFEST, TABLES

_CACHED = (rows.index, rows.grouped)


@pytest.fixture(scope="module")
def invented():
    """Put the invented tables and manifest in place of the shipped ones."""
    shipped = rows._shipped
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(rows, "_shipped", lambda name: TABLES.get(name) or shipped(name))
        patch.setattr(items, "manifest", lambda: MANIFEST)
        _forget()
        yield
    _forget()


def _forget():
    for function in _CACHED:
        function.cache_clear()
