"""What differs from a release, which of it `changes` lacks, and how to add it."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple, cast

from ..dataset import Dataset
from ..dataset.csv_files import Row, csv_text, read_tables, rows_of
from ..dataset.dataset import kept_on_dataset
from ..dataset.folders import as_typed
from ..dataset.history import Change, Fingerprint, compared, split_hashes, typed
from ..dataset.parquet_files import read_parquet, sort_key
from ..dataset.past import last_release, releases_of, rows_at
from ..dataset.row_types import ChangeRow, ReleaseRow
from ..dataset.table_schema import table_schema
from ..errors import BuildError, unknown
from ..names import AUTHORED, TableName
from ..parsing.versions import version_after, version_key
from ..parsing.words import split_list
from .checkout import Checkout
from .git import is_in_git, text_at
from .reasons import NOT_RECORDED, Cell, Reasons, usual_reasons
from .write import alone, write_all


class Difference(NamedTuple):
    """A change since a release, and whether `changes` has it."""

    change: Change
    is_recorded: bool


class Recorded(NamedTuple):
    """What was added to ``changes.csv`` and removed from it, and the reasons that were not used.

    Of the rows that it has now, `n_renewed` got another reason, and `n_without` have none.
    """

    added: list[Change]
    removed: list[Change]
    unused: list[Cell]
    n_renewed: int
    n_without: int


def differences(
    dataset: Dataset, version: str | None = None, root: Path | None = None
) -> list[Difference]:
    """List the rows and cells that differ from a release.

    Parameters
    ----------
    dataset : Dataset
        The tables as they are.
    version : str, optional
        A release; by default the last one.
    root : pathlib.Path, optional
        The checkout whose Parquet files or git tags contain the tables of the releases. They are
        read only where `changes` does not lead back to the release.

    Raises
    ------
    UnknownValueError
        If there is no such release.
    BuildError
        If the tables of the release cannot be rebuilt, and neither Parquet nor git has them.
    """
    last = last_release(dataset)
    if version is not None and version not in releases_of(dataset):
        raise unknown("release", version, releases_of(dataset))
    if last is None:
        return []
    since_last = _changes_since(dataset, last, root)
    recorded = _recorded(dataset, last)
    lacking = {change[:3] for change in since_last if change not in recorded}
    asked = version or last
    wanted = since_last if asked == last else _changes_since(dataset, asked, root)
    return [Difference(change, change[:3] not in lacking) for change in wanted]


def unfounded(dataset: Dataset, root: Path | None = None) -> list[Change]:
    """List the changes since the last release that `changes` has, but the tables do not show."""
    last = last_release(dataset)
    if last is None:
        return []
    return list(_recorded(dataset, last) - set(_changes_since(dataset, last, root)))


def _recorded(dataset: Dataset, last: str) -> set[Change]:
    return {
        Change(
            cast(TableName, row["table"]),
            row["record_id"],
            row["field"],
            row["old_value"],
            row["new_value"],
        )
        for row in _later(dataset, last)
    }


def _later(dataset: Dataset, release: str) -> list[ChangeRow]:
    after = version_key(release)
    return [row for row in dataset["changes"] if version_key(row["version"]) > after]


@kept_on_dataset
def _changes_since(dataset: Dataset, version: str, root: Path | None) -> list[Change]:
    released = released_rows(dataset, version, root)
    return [
        change
        for name, rows in released.items()
        for change in compared(
            name,
            rows,
            cast("Iterable[Row]", dataset[name]),
            list(split_list(releases_of(dataset)[version][name]["columns"])),
        )
    ]


def released_rows(
    dataset: Dataset, version: str, root: Path | None = None
) -> dict[TableName, list[Row]]:
    """Return the tables of a release: rebuilt from `changes` or, if that fails, as found.

    They are found in the Parquet files, until the next build, and in git.

    Raises
    ------
    BuildError
        If none gives the content that `releases` names.
    """
    found = rows_at(dataset, version)
    for name in found:
        released = releases_of(dataset)[version][name]
        columns = list(split_list(released["columns"]))
        for rows in _candidates(found[name], columns, released, root):
            if Fingerprint(rows, columns).content == released["content_hash"]:
                found[name] = rows
                break
        else:
            raise BuildError(
                f"`changes` does not lead back to {name} of {version}, and "
                + _where_to_find(name, version, root)
            )
    return found


def _where_to_find(name: TableName, version: str, root: Path | None) -> str:
    if root is None or is_in_git(root):
        return (
            f"git has no tag v{version} with it: fetch the tags of the project, as in "
            f"`git fetch --tags`, or tag the commit of the release: `git tag v{version} COMMIT`."
        )
    return (
        f"{as_typed(root)} is not in a git repository, or git is not installed: put back "
        f"data/{name}.csv as it was released, then `git init`, `git add .`, "
        f"`git commit -m {version}` and `git tag v{version}`. Do this right after each release."
    )


def _candidates(
    rebuilt: list[Row], columns: list[str], released: ReleaseRow, root: Path | None
) -> Iterator[list[Row]]:
    """Yield what the rows of a release may be: rebuilt, without new ones, built, in git."""
    yield rebuilt
    kept = set(split_hashes(released["row_hashes"]))
    hashes = Fingerprint(rebuilt, columns).rows
    yield [row for row, known in zip(rebuilt, hashes, strict=True) if known in kept]
    if root is not None:
        yield _built(root, cast(TableName, released["table"]), columns)
        yield _in_git(root, released["version"], cast(TableName, released["table"]))


def _built(root: Path, name: TableName, columns: list[str]) -> list[Row]:
    """Read a table as it was last built; no rows if it cannot be read."""
    try:
        rows = read_parquet(root / "data" / f"{name}.parquet").to_pylist()
    except (OSError, ValueError):
        return []
    return [{column: row.get(column) for column in columns} for row in rows]


def _in_git(root: Path, version: str, name: TableName) -> list[Row]:
    """Read a table from the tag of a release; no rows if there is no such tag."""
    text = text_at(root, f"v{version}", f"data/{name}.csv")
    if not text:
        return []
    header, *lines = csv.reader(io.StringIO(text, newline=""))
    rows = [
        {
            column: typed(name, column, cell or None)
            for column, cell in zip(header, line, strict=True)
        }
        for line in lines
    ]
    return sorted(rows, key=partial(sort_key, name))


def record_differences(
    checkout: Checkout, reasons: Reasons | None = None, reason: str | None = None
) -> Recorded:
    """Bring ``changes.csv`` up to date with the tables.

    The rows of the release in preparation are written anew: they are exactly what differs from the
    last release. A row keeps its reason unless `reasons` has another.

    Parameters
    ----------
    checkout : Checkout
        The checkout; its version must come after the last release.
    reasons : dict, optional
        Reasons of cells and rows, as `read_reasons` reads them.
    reason : str, optional
        The reason of all others.

    Returns
    -------
    Recorded
        The changes that ``changes.csv`` lacked, those that it had but the tables do not show, and
        the `reasons` that belong to no change.

    Raises
    ------
    BuildError
        If the version is released already, or the last release is not known.
    """
    with alone(checkout.root):
        checkout = Checkout(checkout.root)
        dataset = authored(checkout)
        last = last_release(dataset)
        if last is None:
            raise BuildError("`releases` lists no release, so no row has to be recorded.")
        if version_key(checkout.release) <= version_key(last):
            raise BuildError(
                f"version {checkout.version} is released: set the next one, such as "
                f"{version_after(last)}, {checkout.where_to_prepare}."
            )
        found = differences(dataset, last, checkout.root)
        changes = [one.change for one in found]
        wrong = unfounded(dataset, checkout.root)
        known = _given(dataset, last) | (reasons or {})
        usual = usual_reasons(changes)
        rows = [
            row for row in dataset["changes"] if version_key(row["version"]) <= version_key(last)
        ]
        new = [
            {
                "version": checkout.release,
                "table": change.table,
                "record_id": change.key,
                "field": change.field,
                "old_value": change.old,
                "new_value": change.new,
                "reason": _reason(change, known) or reason or usual[change],
            }
            for change in changes
        ]
        _write(checkout, "changes", [*map(dict, rows), *new])
    named = {cell for change in changes for cell in (change[:3], (change.table, change.key, None))}
    before = {
        (row["table"], row["record_id"], row["field"]): row["reason"]
        for row in _later(dataset, last)
    }
    now = {change[:3]: str(row["reason"]) for change, row in zip(changes, new, strict=True)}
    return Recorded(
        [one.change for one in found if not one.is_recorded],
        wrong,
        [cell for cell in reasons or {} if cell not in named],
        sum(before.get(cell, why) != why for cell, why in now.items()),
        sum(why == NOT_RECORDED for why in now.values()),
    )


def authored(checkout: Checkout) -> Dataset:
    """Read the authored tables of a checkout without checking them."""
    tables = read_tables(checkout.data, AUTHORED, checkout.inputs.read)
    dataset = Dataset.of({name: rows_of(columns) for name, columns in tables.items()})
    dataset.home = checkout.data
    return dataset


def _write(checkout: Checkout, name: TableName, rows: list[dict[str, Any]]) -> None:
    rows.sort(key=partial(sort_key, name))
    text = csv_text(table_schema(name).columns, rows)
    write_all({checkout.data / f"{name}.csv": text.encode()}, checkout.inputs.check)


def _given(dataset: Dataset, last: str) -> Reasons:
    """Return the reasons that `changes` has already."""
    return {
        (row["table"], row["record_id"], row["field"]): row["reason"]
        for row in _later(dataset, last)
        if row["reason"] != NOT_RECORDED
    }


def _reason(change: Change, known: Reasons) -> str | None:
    """Return the reason of a cell or, if it has none of its own, that of its row."""
    return known.get(change[:3]) or known.get((change.table, change.key, None))
