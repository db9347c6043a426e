"""Which document supports which record."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..dataset import Dataset
from ..dataset.kinds import DOCUMENTED
from ..errors import unknown
from ..frames.tables import table
from ..names import Names
from ..parsing.words import as_list
from .filters import one_of

if TYPE_CHECKING:
    import pandas as pd


def evidence(dataset: Dataset, record: Names | None = None) -> pd.DataFrame:
    """Return which document supports which record.

    Parameters
    ----------
    record : str or list of str, optional
        Ids of events, figures or positions.

    Returns
    -------
    pandas.DataFrame
        The columns of ``describe("evidence")``, with a RangeIndex.

    Raises
    ------
    UnknownValueError
        If there is no such record.

    Examples
    --------
    >>> import migrant_crisis_2021 as mc
    >>> mc.evidence("evt-0001")["relation"].iloc[0]
    'supports'
    """
    frame = table(dataset, "evidence")
    if record is None:
        return frame
    return one_of(frame, "record_id", _known_records(dataset, record)).reset_index(drop=True)


def _known_records(dataset: Dataset, record: Names) -> set[str]:
    known = {ident for kind in DOCUMENTED for ident in dataset[kind.table].by_id}
    wanted = as_list(record)
    for one in wanted:
        if not isinstance(one, str) or one not in known:
            raise unknown("record", one, known, "Find ids with search().")
    return set(wanted)
