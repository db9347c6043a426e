"""What was corrected since earlier releases."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ..dataset import Dataset
from ..dataset.kinds import record_id, unknown_id
from ..errors import InvalidInputError, shown
from ..frames.tables import table
from ..names import Names
from ..parsing.words import as_list

if TYPE_CHECKING:
    import pandas as pd

_VERSION = re.compile(r"(\d+)\.(\d+)\.(\d+)", re.ASCII)


def changes(
    dataset: Dataset, since: str | None = None, record: Names | None = None
) -> pd.DataFrame:
    """Return what was added, corrected and withdrawn, one row per changed cell.

    Parameters
    ----------
    since : str, optional
        A version such as ``"0.2.0"``: only changes of later versions.
    record : str or list of str, optional
        Ids of records, also of documents, actors and places.

    Returns
    -------
    pandas.DataFrame
        The columns of ``describe("changes")``, with a RangeIndex; empty if nothing changed.

    Raises
    ------
    InvalidInputError
        If `since` is not a version.
    UnknownValueError
        If no change and no record has the id.

    Examples
    --------
    >>> import migrant_crisis_2021 as mc
    >>> sorted(set(mc.changes(since="0.2.0")["version"]))[0]
    '0.3.0'
    """
    frame = table(dataset, "changes")
    if since is not None:
        after = _version(since)
        frame = frame[[_version(one) > after for one in frame["version"]]]
    if record is not None:
        known = _known(dataset)
        wanted = [record_id(one) for one in as_list(record)]
        for one in wanted:
            if one not in known:
                raise unknown_id("record", one, known)
        frame = frame[frame["record_id"].isin(wanted)]
    return frame.reset_index(drop=True)


def _known(dataset: Dataset) -> set[str]:
    tables = ("events", "figures", "claims", "positions", "sources", "actors", "places")
    current = {ident for name in tables for ident in dataset[name].by_id}
    return current | {row["record_id"] for row in dataset["changes"]}


def _version(text: object) -> tuple[int, ...]:
    found = _VERSION.fullmatch(text) if isinstance(text, str) else None
    if found is None:
        raise InvalidInputError(f"{shown(text)} is not a version: write it as 0.2.0.")
    return tuple(map(int, found.groups()))
