"""What each pandas frame that the library returns carries along in its ``attrs``."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from typing import TYPE_CHECKING, Any

from ..dataset import Dataset
from ..dataset.dataset import kept_on_dataset
from ..errors import InvalidInputError
from .cite import cite

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Iterator
    from typing import TypeGuard

    import pandas as pd


def mark(dataset: Dataset, result: object) -> None:
    """Give the pandas frames in a result the version of the dataset and its citation."""
    for frame in _frames_in(result):
        frame.attrs = dict(_attrs(dataset))


def check_origin(dataset: Dataset, given: Iterable[object]) -> None:
    """Refuse pandas frames of another dataset or release, which would pass for rows of this one.

    Raises
    ------
    InvalidInputError
        If the ``attrs`` of a frame have another citation than the dataset.
    """
    for one in given:
        named = one.attrs.get("citation") if _is_frame(one) else None
        own = _attrs(dataset).get("citation")
        if named is not None and own is not None and named != own:
            raise InvalidInputError(
                f"the rows of the frame are of another dataset or release (frame.attrs): {named} "
                f"Not of: {own} Use the functions of that one: mc.open(FOLDER), and for an older "
                "release mc.open(FOLDER).as_of(VERSION)."
            )


@kept_on_dataset
def _attrs(dataset: Dataset) -> dict[Hashable | None, str]:
    try:
        return {"version": str(dataset.manifest["version"]), "citation": str(cite(dataset))}
    except InvalidInputError:  # tables in memory without a manifest cannot be cited
        return {}


def _frames_in(result: Any) -> Iterator[pd.DataFrame]:
    parts = [getattr(result, each.name) for each in fields(result)] if is_dataclass(result) else ()
    yield from filter(_is_frame, (result, *parts))


def _is_frame(given: object) -> TypeGuard[pd.DataFrame]:
    import pandas as pd

    return isinstance(given, pd.DataFrame)
