"""Folders of datasets as people edit them: tables, and a description with the version."""

import json

from migrant_crisis_2021.dataset.csv_files import csv_text
from migrant_crisis_2021.dataset.table_schema import table_schema
from migrant_crisis_2021.names import AUTHORED
from migrant_crisis_2021.release.checkout import find_checkout
from tests.datasets import small_rows
from tests.ferry import MANIFEST, TABLES

DESCRIPTION = {
    **{name: value for name, value in MANIFEST.items() if name != "resources"},
    "created": "2024-01-01",
}
YEARS = {"start": "2021-01-01", "end": "2022-12-31"}
"""The period of the small dataset of ``tests/broken``."""


def write_table(root, table, rows):
    """Write one authored table; missing columns are null."""
    columns = table_schema(table).columns
    full = [dict.fromkeys(columns) | dict(row) for row in rows]
    (root / "data").mkdir(parents=True, exist_ok=True)
    (root / "data" / f"{table}.csv").write_text(csv_text(columns, full), encoding="utf-8")


def describe(root, **changes):
    """Write the description, changed; None leaves a property out."""
    described = {k: v for k, v in (DESCRIPTION | changes).items() if v is not None}
    (root / "schemas").mkdir(parents=True, exist_ok=True)
    file = root / "schemas" / "datapackage.json"
    file.write_text(json.dumps(described, indent=2), encoding="utf-8")


def ferry_project(root, description=None, **tables):
    """Write the ferry strike as a folder that can be built; return the folder."""
    for table in AUTHORED:
        write_table(root, table, (TABLES | tables)[table])
    describe(root, **(description or {}))
    return root


def small_checkout(root):
    """Write the small dataset as a checkout of version 1.2.0, not built; return the checkout."""
    describe(root, version=None, created=None, temporal=YEARS)
    for table, rows in small_rows().items():
        write_table(root, table, rows)
    (root / "pyproject.toml").write_text('[project]\nversion = "1.2.0"\n', "utf-8")
    changelog = "# Changelog\n\n## 1.2.0 (2026-11-24)\n\n## 1.1.0 (2026-11-01)\n"
    (root / "CHANGELOG.md").write_text(changelog, "utf-8")
    return find_checkout(root / "data")
