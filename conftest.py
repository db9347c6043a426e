"""Examples that need an optional library are skipped where it is not installed."""

from importlib.util import find_spec

import pytest

NEEDS = {"migrant_crisis_2021.frames.tables.connect": "duckdb"}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip the doctests of functions whose extra is missing."""
    for item in items:
        library = NEEDS.get(item.name)
        if library and not find_spec(library):
            item.add_marker(pytest.mark.skip(reason=f"{library} is not installed"))
