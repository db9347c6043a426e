"""The places of the records."""

from __future__ import annotations

from ..dataset import Dataset
from ..names import Names
from .answers import Selected
from .filters import Selection
from .nothing_found import explained


@explained
def places(
    dataset: Dataset,
    *,
    kind: Names | None = None,
    place: Names | None = None,
    country: Names | None = None,
    as_of: str | None = None,  # noqa: ARG001
) -> Selected:
    """Return the places that records refer to, one row each.

    Parameters
    ----------
    kind : str or list of str, optional
        Values or labels of the vocabulary list ``place_kind``, in any spelling.
    place : str or list of str, optional
        Ids or names: these with everything within them.
    country : str or list of str, optional
        Names, ISO 3166-1 codes (two or three letters), or numbers such as ``"iso 040"``,
        ``"gw 305"`` and ``"cow 305"``; matches either side of a border.
    as_of : str, optional
        A released version, such as ``"0.2.0"``: the answer from the tables as they stood then.

    Returns
    -------
    pandas.DataFrame
        The columns of ``describe("places")``, with a RangeIndex; ``lat`` and ``lon`` in degrees.

    Raises
    ------
    UnknownValueError
        If a kind, place or country does not exist.

    Examples
    --------
    >>> import migrant_crisis_2021 as mc
    >>> mc.places().set_index("place_id").loc["kuznica", "country"]
    'PL'
    """
    return Selection(dataset, "places").valued("kind", kind).located(place, country).answer()
