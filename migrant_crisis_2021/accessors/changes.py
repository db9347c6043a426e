"""What was corrected since earlier releases."""

from __future__ import annotations

from ..dataset import Dataset
from ..dataset.corrections import changes_by_id
from ..dataset.history import ADDED
from ..dataset.kinds import record_id, unknown_id
from ..errors import check_flag, option
from ..names import RECORDED, Names
from ..parsing.versions import version_key
from ..parsing.words import as_list
from .answers import Selected, framed
from .filters import Selection

_IDS = ("events", "figures", "claims", "positions", "sources", "actors", "places")


@framed
def changes(
    dataset: Dataset,
    since: str | None = None,
    record: Names | None = None,
    *,
    table: Names | None = None,
    added: bool = False,
) -> Selected:
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
    found = Selection(dataset, "changes")
    if since is not None:
        after = version_key(since)
        found.where(lambda row: version_key(row["version"]) > after)
    if record is not None:
        found.among("record_id", _keys(dataset, record))
    if table is not None:
        found.among("table", [option("table", one, RECORDED) for one in as_list(table)])
    if not added:
        found.where(lambda row: row["field"] is not None or row["new_value"] != ADDED)
    return found.answer()


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
