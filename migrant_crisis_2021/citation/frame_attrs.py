"""What each pandas frame that the library returns carries along in its ``attrs``."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from typing import TYPE_CHECKING, Any

from ..dataset import Dataset
from ..dataset.dataset import kept_on_dataset
from ..errors import InvalidInputError
from .cite import cite

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator

    import pandas as pd


def mark(dataset: Dataset, result: object) -> None:
    """Give the pandas frames in a result the version of the dataset and its citation."""
    for frame in _frames_in(result):
        frame.attrs = dict(_attrs(dataset))


@kept_on_dataset
def _attrs(dataset: Dataset) -> dict[Hashable | None, str]:
    try:
        return {"version": str(dataset.manifest["version"]), "citation": str(cite(dataset))}
    except InvalidInputError:  # tables in memory without a manifest cannot be cited
        return {}


def _frames_in(result: Any) -> Iterator[pd.DataFrame]:
    import pandas as pd

    parts = [getattr(result, each.name) for each in fields(result)] if is_dataclass(result) else ()
    yield from (part for part in (result, *parts) if isinstance(part, pd.DataFrame))
