"""Which changes concern a record, and in which releases it appeared and changed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

from ..names import TableName
from ..parsing.versions import version_order
from .dataset import Dataset, kept_on_dataset
from .history import ADDED

if TYPE_CHECKING:
    from .row_types import ChangeRow


class Versions(NamedTuple):
    """The release that added a record, and the last one that changed a cell of it."""

    first: str | None
    last_changed: str | None


@kept_on_dataset
def changes_by_id(dataset: Dataset) -> Mapping[str, list[ChangeRow]]:
    """Map each id to the changes of its row and of the rows whose key contains it."""
    found: dict[str, list[ChangeRow]] = defaultdict(list)
    for change in sorted(dataset["changes"], key=lambda one: version_order(one["version"])):
        key = str(change["record_id"])
        found[key].append(change)
        if "/" in key:
            for ident in set(key.split("/")):
                found[ident].append(change)
    return found


def versions_of(dataset: Dataset, table: TableName, ident: str) -> Versions:
    """Return the versions of a row; none if the dataset lists no releases."""
    first = _first_release(dataset)
    last: str | None = None
    for change in changes_by_id(dataset).get(ident, ()):
        if (change["table"], change["record_id"]) == (table, ident):
            if change["field"] is not None:
                last = change["version"]
            elif change["new_value"] == ADDED:
                first = change["version"]
    return Versions(first, last)


@kept_on_dataset
def _first_release(dataset: Dataset) -> str | None:
    return min((row["version"] for row in dataset["releases"]), key=version_order, default=None)
