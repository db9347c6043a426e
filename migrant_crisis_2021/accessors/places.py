"""The places of the records."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..dataset import Dataset
from ..frames.tables import table

if TYPE_CHECKING:
    import pandas as pd


def places(dataset: Dataset) -> pd.DataFrame:
    """Return the places that records refer to, one row each.

    Returns
    -------
    pandas.DataFrame
        The columns of ``describe("places")``, with a RangeIndex; ``lat`` and ``lon`` in degrees.

    Examples
    --------
    >>> import migrant_crisis_2021 as mc
    >>> mc.places().set_index("place_id").loc["kuznica", "country"]
    'PL'
    """
    return table(dataset, "places")
