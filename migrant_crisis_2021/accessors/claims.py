"""Contested statements."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..dataset import Dataset
from ..frames.tables import table
from ..names import Names
from .filters import active

if TYPE_CHECKING:
    import pandas as pd


def claims(dataset: Dataset, *, status: Names | None = "active") -> pd.DataFrame:
    """Return the contested statements, one row each.

    Parameters
    ----------
    status : str, list of str or None
        By default only active claims; None for all.

    Returns
    -------
    pandas.DataFrame
        The columns of ``describe("claims")``, with a RangeIndex.

    Raises
    ------
    UnknownValueError
        If there is no such status.

    Examples
    --------
    >>> import migrant_crisis_2021 as mc
    >>> mc.claims().columns.tolist()[:2]
    ['claim_id', 'proposition']
    """
    return active(dataset, table(dataset, "claims"), status).reset_index(drop=True)
