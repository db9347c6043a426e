"""What was corrected since earlier releases."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..dataset import Dataset
from ..dataset.corrections import changes_by_id
from ..dataset.history import ADDED
from ..dataset.kinds import record_id, unknown_id
from ..errors import check_flag, option
from ..frames.tables import table as complete_table
from ..names import RECORDED, Names
from ..parsing.versions import version_key
from ..parsing.words import as_list

if TYPE_CHECKING:
    import pandas as pd

_IDS = ("events", "figures", "claims", "positions", "sources", "actors", "places")


def changes(
    dataset: Dataset,
    since: str | None = None,
    record: Names | None = None,
    *,
    table: Names | None = None,
    added: bool = False,
) -> pd.DataFrame:
    """Return what was corrected and removed, one row per changed cell.

    Parameters
    ----------
    since : str, optional
        A version such as ``"0.2.0"``: only changes of later versions.
    record : str or list of str, optional
        Ids of records, documents, actors and places, also of those that were withdrawn, superseded
        or removed. Changes of links, such as the evidence of a record, are included.
    table : str or list of str, optional
        Names of tables.
    added : bool, default False
        Include the rows that were added. They outnumber the corrections by far.

    Returns
    -------
    pandas.DataFrame
        The columns of ``describe("changes")``, with a RangeIndex; empty if nothing changed. Old and
        new values are text.

    Raises
    ------
    InvalidInputError
        If `since` is not a version.
    UnknownValueError
        If no change and no record has the id, or there is no such table.

    Examples
    --------
    >>> import migrant_crisis_2021 as mc
    >>> sorted(set(mc.changes(since="0.2.0")["version"]))[0]
    '0.3.0'
    >>> mc.changes(record="lithuanian-army")["new_value"].iloc[0]
    'removed'
    """
    check_flag("added", added)
    frame = complete_table(dataset, "changes")
    if since is not None:
        after = version_key(since)
        frame = frame[[version_key(one) > after for one in frame["version"]]]
    if record is not None:
        frame = frame[frame["record_id"].isin(_keys(dataset, record))]
    if table is not None:
        names = [option("table", one, RECORDED) for one in as_list(table)]
        frame = frame[frame["table"].isin(names)]
    if not added:
        frame = frame[frame["field"].notna() | (frame["new_value"] != ADDED)]
    return frame.reset_index(drop=True)


def _keys(dataset: Dataset, record: Names) -> set[str]:
    """Return the keys of all changes that concern the records."""
    known = changes_by_id(dataset)
    keys: set[str] = set()
    for one in map(record_id, as_list(record)):
        if one not in known and not any(one in dataset[name].by_id for name in _IDS):
            current = {ident for name in _IDS for ident in dataset[name].by_id}
            raise unknown_id("record", one, current | known.keys())
        keys |= {change["record_id"] for change in known.get(one, ())}
    return keys
