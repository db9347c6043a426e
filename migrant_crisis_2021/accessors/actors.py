"""People, states, bodies and groups."""

from __future__ import annotations

from ..dataset import Dataset
from ..names import Names
from .answers import Selected
from .filters import Selection, actors_and_members
from .nothing_found import explained


@explained
def actors(
    dataset: Dataset,
    *,
    kind: Names | None = None,
    country: Names | None = None,
    side: Names | None = None,
    party: Names | None = None,
    as_of: str | None = None,  # noqa: ARG001
) -> Selected:
    """Return people, states, bodies and groups, one row each.

    Parameters
    ----------
    kind : str or list of str, optional
        Values or labels of the vocabulary list ``actor_kind``, in any spelling.
    country : str or list of str, optional
        Names, ISO 3166-1 codes (two or three letters), or numbers such as ``"iso 040"``,
        ``"gw 305"`` and ``"cow 305"``.
    side : str or list of str, optional
        Ids, names or aliases of actors: these with all their bodies and officials.
    party : {"yes", "no"}, optional
        Whether the actor is a party to the crisis or an organ of one.
    as_of : str, optional
        A released version, such as ``"0.2.0"``: the answer from the tables as they stood then.

    Returns
    -------
    pandas.DataFrame
        The columns of ``describe("actors")``, with a RangeIndex.

    Raises
    ------
    UnknownValueError
        If a kind, country, side or another value does not exist.

    Examples
    --------
    >>> import migrant_crisis_2021 as mc
    >>> mc.actors().set_index("actor_id").loc["frontex", "kind"]
    'eu'
    >>> "polish-border-guard" in set(mc.actors(side="Poland")["actor_id"])
    True
    """
    selection = Selection(dataset, "actors").valued("kind", kind).valued("party", party)
    selection.in_countries(country, "country")
    for members in actors_and_members(dataset, None, side):
        selection.among("actor_id", members)
    return selection.answer()
