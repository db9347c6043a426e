"""Release a version: state it, add its fingerprints to `releases`, and build, all at once."""

from __future__ import annotations

import datetime as dt
import re
from functools import partial
from typing import Any, NamedTuple

from ..dataset import Dataset
from ..dataset.csv_files import csv_text
from ..dataset.folders import command_for
from ..dataset.history import Fingerprint
from ..dataset.parquet_files import sort_key
from ..dataset.past import last_release
from ..dataset.table_schema import table_schema
from ..errors import BuildError, InvalidInputError, shortened, shown
from ..names import AUTHORED, RECORDED, TableName
from ..parsing.versions import version_key
from ..validation.rules import RULES, Subject
from .build import render, write_changed
from .changelog import changelog_part
from .checkout import Checkout
from .difference import authored
from .reasons import NOT_RECORDED
from .version_files import with_version
from .write import alone

_RELEASED = re.compile(r"(0|[1-9]\d{0,8})(\.(0|[1-9]\d{0,8})){2}", re.ASCII)
_SHOWN = 20


class Published(NamedTuple):
    """A release: what to say of it in the changelog, and the files that were written."""

    changelog: str
    changed: list[str]
    n_without: int
    """How many changes have no reason."""


def publish(
    checkout: Checkout, version: str, *, day: dt.date | None = None, check: bool = False
) -> Published:
    """Release the tables of a checkout as a version.

    The version and the day are set wherever they are stated, the rows of `changes` since the last
    release get the version, `releases` gets its fingerprints, and everything is built.

    Parameters
    ----------
    checkout : Checkout
        The folder of the dataset.
    version : str
        The version, such as ``0.4.0``; it comes after the last release.
    day : datetime.date, optional
        The day of the release; by default, today.
    check : bool, default False
        Whether to write nothing.

    Raises
    ------
    InvalidInputError
        If `version` is not three numbers, or does not come after the last release.
    BuildError
        If `changes` does not account for what differs from the last release, if a rule is broken,
        or if a file cannot be written. In this case no file is changed.
    """
    if not _RELEASED.fullmatch(version):
        raise InvalidInputError(
            f"{shown(version)} is not a version to release: write three numbers, such as 0.4.0."
        )
    day = day or dt.date.today()
    with alone(checkout.root):
        checkout = Checkout(checkout.root)
        checkout.keep_schemas()
        dataset = authored(checkout)
        last = last_release(dataset)
        if last is not None and version_key(version) <= version_key(last):
            raise InvalidInputError(
                f"{version} does not come after {last}, the last release: choose a higher version."
            )
        _refuse_unrecorded(dataset, last)
        stated = with_version(checkout, version, day)
        tables = _recorded(dataset, last, version, day)
        texts = {
            checkout.data / f"{name}.csv": csv_text(table_schema(name).columns, rows).encode()
            for name, rows in tables.items()
        }
        renewed = Checkout(checkout.root, checkout.inputs.renewed({**stated, **texts}))
        files = {
            **{file.relative_to(checkout.root).as_posix(): text for file, text in stated.items()},
            **render(renewed),
        }
        changed = [] if check else write_changed(renewed, files)
    without = [
        row
        for row in dataset["changes"]
        if row["reason"] == NOT_RECORDED
        and last is not None
        and version_key(row["version"]) > version_key(last)
    ]
    return Published(changelog_part(dataset, last, version, day), changed, len(without))


def _refuse_unrecorded(dataset: Dataset, last: str | None) -> None:
    """Raise a BuildError that names what differs from the last release and is not in `changes`."""
    problems = list(RULES["R36"].check(Subject(dataset, AUTHORED, None, False)))
    if problems:
        lines = shortened([*map(str, problems)], _SHOWN, "… and {n} more")
        raise BuildError(
            f"`changes` does not account for what differs from {last}, so nothing was written. "
            f"Add what it lacks with {command_for(dataset.home, 'diff --write')}.\n"
            + "\n".join(lines)
        )


def _recorded(
    dataset: Dataset, last: str | None, version: str, day: dt.date
) -> dict[TableName, list[dict[str, Any]]]:
    """Return `changes` with the version, and `releases` with the fingerprints of the tables."""
    changes: list[dict[str, Any]] = [dict(row) for row in dataset["changes"]]
    for row in changes:
        if last is None or version_key(row["version"]) > version_key(last):
            row["version"] = version
    # Only the last release needs the hashes that name a row and a column.
    short = {"row_hashes": None, "column_hashes": None}
    releases: list[dict[str, Any]] = [{**row, **short} for row in dataset["releases"]]
    releases += [_release_row(dataset, name, version, day) for name in RECORDED]
    return {
        "changes": sorted(changes, key=partial(sort_key, "changes")),
        "releases": sorted(releases, key=partial(sort_key, "releases")),
    }


def _release_row(dataset: Dataset, name: TableName, version: str, day: dt.date) -> dict[str, Any]:
    columns = table_schema(name).columns
    rows = sorted(dataset[name], key=partial(sort_key, name))
    found = Fingerprint(rows, columns)
    return {
        "version": version,
        "released_on": day,
        "table": name,
        "n_rows": len(rows),
        "columns": "; ".join(columns),
        "content_hash": found.content,
        "row_hashes": "".join(found.rows) or None,
        "column_hashes": "".join(found.columns),
    }
