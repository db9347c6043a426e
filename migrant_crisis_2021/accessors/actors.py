"""People, states, bodies and groups."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..dataset import Dataset
from ..frames.tables import table

if TYPE_CHECKING:
    import pandas as pd


def actors(dataset: Dataset) -> pd.DataFrame:
    """Return people, states, bodies and groups, one row each.

    Returns
    -------
    pandas.DataFrame
        The columns of ``describe("actors")``, with a RangeIndex.

    Examples
    --------
    >>> import migrant_crisis_2021 as mc
    >>> mc.actors().set_index("actor_id").loc["frontex", "kind"]
    'eu'
    """
    return table(dataset, "actors")
