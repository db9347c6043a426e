"""The documents that were read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..dataset import Dataset
from ..frames.tables import table

if TYPE_CHECKING:
    import pandas as pd


def sources(dataset: Dataset) -> pd.DataFrame:
    """Return the documents that were read, one row each.

    Returns
    -------
    pandas.DataFrame
        The columns of ``describe("sources")``, with a RangeIndex.

    Examples
    --------
    >>> import migrant_crisis_2021 as mc
    >>> "tass-2021-11-17-zakharova" in set(mc.sources()["source_id"])
    True
    """
    return table(dataset, "sources")
