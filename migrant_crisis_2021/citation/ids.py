"""The ids that can be cited."""

from __future__ import annotations

from typing import NamedTuple

from ..dataset import Dataset
from ..dataset.kinds import KINDS, kind_of


class IdRow(NamedTuple):
    """The ids in one row of a frame."""

    sources: list[str]
    records: list[str]


def is_record(dataset: Dataset, ident: str) -> bool:
    """Return whether an event, figure, claim or position has this id."""
    kind = kind_of(ident)
    return kind is not None and ident in dataset[kind.table].by_id


def known_ids(dataset: Dataset) -> list[str]:
    """List every id that can be cited."""
    records = [ident for kind in KINDS for ident in dataset[kind.table].by_id]
    return [*records, *dataset["sources"].by_id]
