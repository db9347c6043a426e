"""A dataset as it stood at an earlier release, rebuilt from the tables `changes` and `releases`.

Few questions have `as_of`, so what only these need is loaded late.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import wraps
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, TypeVar, cast

from ..errors import Advice, InvalidInputError, UnknownValueError, shown, unknown
from ..names import RECORDED, TableName
from ..parsing.versions import version_order
from ..parsing.words import split_list
from .csv_files import Row
from .dataset import Dataset, kept_on_dataset
from .table_schema import table_schema
from .vocabulary import Vocabulary

if TYPE_CHECKING:
    from .row_types import ReleaseRow

P = ParamSpec("P")
T = TypeVar("T")

_REFERENCE: tuple[TableName, ...] = ("countries",)
"""Tables that filters need and that hold no records: a release without them gets today's."""


def at_release(
    question: Callable[Concatenate[Dataset, P], T],
) -> Callable[Concatenate[Dataset, P], T]:
    """Decorate a function of a dataset: its keyword `as_of` asks the tables of that release."""

    @wraps(question)
    def ask(dataset: Dataset, *args: P.args, **kwargs: P.kwargs) -> T:
        version = cast("str | None", kwargs.pop("as_of", None))
        return question(dataset_at(dataset, version), *args, **kwargs)

    return cast(Callable[Concatenate[Dataset, P], T], ask)


@kept_on_dataset
def releases_of(dataset: Dataset) -> dict[str, dict[TableName, ReleaseRow]]:
    """Return what `releases` says, by version, in the order of versions, and by table."""
    found: dict[str, dict[TableName, ReleaseRow]] = {}
    for row in sorted(dataset["releases"], key=lambda one: version_order(one["version"])):
        found.setdefault(row["version"], {})[cast(TableName, row["table"])] = row
    return found


def last_release(dataset: Dataset) -> str | None:
    """Return the version of the last release; None if the dataset lists none."""
    return next(reversed(releases_of(dataset)), None)


def rows_at(dataset: Dataset, version: str) -> dict[TableName, list[Row]]:
    """Rebuild the recorded tables of a release, each with the columns that it had."""
    from .history import undo

    tables = releases_of(dataset)[version]
    after = version_order(version)
    rebuilt: dict[TableName, list[Row]] = {}
    for name in RECORDED:
        if name in tables:
            later = [
                change
                for change in dataset["changes"].where("table", name)
                if version_order(change["version"]) > after
            ]
            rows, _ = undo(name, cast("Any", dataset[name]), later)
            columns = list(split_list(tables[name]["columns"]))
            rebuilt[name] = [{column: row.get(column) for column in columns} for row in rows]
    return rebuilt


def dataset_at(dataset: Dataset, version: str | None) -> Dataset:
    """Return a dataset as it stood at a release.

    Columns that the release did not have are null, tables that it did not have are empty, and
    ``timeline`` is derived anew. Where the release had no table ``countries``, it is today's; where
    it had a column ``places.part_of``, ``place_parts`` is read from that.

    Parameters
    ----------
    version : str, optional
        A version of the table ``releases``, or that of the dataset itself; None for the latter.

    Raises
    ------
    UnknownValueError
        If there is no such release.
    """
    current = None if version is None else _version(dataset)
    if version == current:
        return dataset
    valid = list(releases_of(dataset))
    if version not in valid:
        raise _unknown(version, valid, current)
    return _past(dataset, version)


@kept_on_dataset
def _past(dataset: Dataset, version: str) -> Dataset:
    from .timeline import timeline_rows

    rebuilt = rows_at(dataset, version)
    tables: dict[TableName, Any] = {
        name: [_declared(name, row) for row in rebuilt.get(name, ())] for name in RECORDED
    }
    for name in _REFERENCE:
        if name not in rebuilt:
            tables[name] = list(dataset[name])
    if "place_parts" not in rebuilt:
        tables["place_parts"] = [
            {"part_id": row["place_id"], "whole_id": row["part_of"]}
            for row in rebuilt.get("places", ())
            if row.get("part_of")
        ]
    for name in ("changes", "releases"):
        tables[name] = [
            row for row in dataset[name] if version_order(row["version"]) <= version_order(version)
        ]
    tables["timeline"] = timeline_rows(type(dataset).of(tables))
    past = type(dataset).of(tables, _manifest(dataset, version))
    # Filters and labels know the values of today as well as those that the release had.
    past.__dict__["lists"] = Vocabulary([*past["vocabulary"], *dataset["vocabulary"]])
    return past


def _declared(name: TableName, row: Row) -> Row:
    return {column: row.get(column) for column in table_schema(name).columns}


def _version(dataset: Dataset) -> str | None:
    try:
        return str(dataset.manifest["version"])
    except InvalidInputError:  # made in memory, without a manifest
        return None


def _manifest(dataset: Dataset, version: str) -> Mapping[str, Any] | None:
    if _version(dataset) is None:
        return None
    day = next(iter(releases_of(dataset)[version].values()))["released_on"]
    changed = {"version": version, "created": f"{day}T00:00:00Z", "resources": []}
    return {**dataset.manifest, **changed}


def _unknown(version: object, valid: list[str], current: str | None) -> UnknownValueError:
    if not valid:
        return UnknownValueError(
            f"unknown release {shown(version)}: the dataset lists no releases.",
            Advice("Leave out `as_of`.", "Leave out --as-of."),
        )
    return unknown("release", version, [*valid, *([current] if current else [])])
