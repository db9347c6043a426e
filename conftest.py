"""Examples that need an optional library are skipped where it is not installed.

Tests that run in parallel stay together by file, since those of a file share what they prepared.
"""

from importlib.util import find_spec
from typing import Any

import pytest

NEEDS = {"migrant_crisis_2021.frames.tables.connect": "duckdb"}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip the doctests of functions whose extra is missing."""
    for item in items:
        library = NEEDS.get(item.name)
        if library and not find_spec(library):
            item.add_marker(pytest.mark.skip(reason=f"{library} is not installed"))


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """Give each process whole files, unless another distribution was asked for."""
    from xdist.scheduler import LoadFileScheduling

    return LoadFileScheduling(config, log) if config.getoption("dist") == "load" else None
