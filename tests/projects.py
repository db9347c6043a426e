"""Folders of datasets as people edit them: tables, and a description with the version."""

import datetime as dt
import json
import subprocess

from migrant_crisis_2021.dataset.csv_files import csv_text
from migrant_crisis_2021.dataset.table_schema import table_schema
from migrant_crisis_2021.names import AUTHORED
from migrant_crisis_2021.release.checkout import find_checkout
from migrant_crisis_2021.release.publish import publish
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
    set_version(root, "1.2.0", "2026-11-24", "\n## 1.1.0 (2026-11-01)\n")
    return find_checkout(root / "data")


def set_version(root, version, day, older=""):
    """State the version of a checkout, and the day of its release."""
    (root / "pyproject.toml").write_text(f'[project]\nversion = "{version}"\n', "utf-8")
    release = version.partition(".dev")[0]
    text = f"# Changelog\n\n## {release} ({day})\n{older}"
    (root / "CHANGELOG.md").write_text(text, "utf-8")


def released_checkout(root):
    """Write the small dataset in git: 1.0.0 is released and has its tag, 1.1.0 is prepared."""
    checkout = small_checkout(root)
    set_version(root, "1.0.0.dev0", "unreleased")
    publish(checkout, "1.0.0", day=dt.date(2022, 1, 1))
    git(root, "init", "-q", "-b", "main")
    commit(root, "Release 1.0.0")
    git(root, "tag", "v1.0.0")
    set_version(root, "1.1.0.dev0", "unreleased", "\n## 1.0.0 (2022-01-01)\n")
    commit(root, "Prepare 1.1.0")
    return find_checkout(root / "data")


def git(root, *arguments, fails=False):
    """Run git in a folder, whatever the user has set; return what it prints."""
    own = ["-c", "user.name=x", "-c", "user.email=x@example.org", "-c", "commit.gpgsign=false"]
    done = subprocess.run(
        ["git", "-C", str(root), *own, *arguments], capture_output=True, text=True, check=False
    )
    assert bool(done.returncode) == fails, done.stdout + done.stderr
    return done.stdout


def commit(root, message):
    """Commit everything."""
    git(root, "add", "-A")
    git(root, "commit", "-qm", message)
