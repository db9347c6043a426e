"""Who asserts, denies or questions which claim."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..dataset import Dataset
from ..frames.tables import table
from ..names import Names
from .filters import active, one_of
from .resolution import choices, resolve

if TYPE_CHECKING:
    import pandas as pd


def positions(
    dataset: Dataset,
    *,
    claim: Names | None = None,
    actor: Names | None = None,
    status: Names | None = "active",
) -> pd.DataFrame:
    """Return who asserts, denies or questions which claim.

    Parameters
    ----------
    claim : str or list of str, optional
        Ids of claims.
    actor : str or list of str, optional
        Ids, names or aliases of actors.
    status : str, list of str or None
        By default only active positions; None for all.

    Returns
    -------
    pandas.DataFrame
        The columns of ``describe("positions")``, with a RangeIndex.

    Raises
    ------
    UnknownValueError
        If there is no such claim, actor or status.

    Examples
    --------
    >>> import migrant_crisis_2021 as mc
    >>> set(mc.positions(actor="Putin")["actor_id"])
    {'vladimir-putin'}
    """
    frame = active(dataset, table(dataset, "positions"), status)
    frame = one_of(frame, "claim_id", choices("claim", claim, dataset["claims"].by_id))
    frame = one_of(frame, "actor_id", resolve(dataset, "actor", actor))
    return frame.reset_index(drop=True)
