"""Contested statements."""

from __future__ import annotations

from ..dataset import Dataset
from ..names import Match, Names
from ..parsing.dates import DateLike
from .answers import Selected
from .filters import Selection
from .nothing_found import explained
from .positions import positions_of


@explained
def claims(
    dataset: Dataset,
    *,
    topic: Names | None = None,
    start: DateLike | None = None,
    end: DateLike | None = None,
    match: Match = "date",
    actor: Names | None = None,
    side: Names | None = None,
    stance: Names | None = None,
    status: Names | None = "active",
    as_of: str | None = None,  # noqa: ARG001
) -> Selected:
    """Return the contested statements, one row each.

    Parameters
    ----------
    topic : str or list of str, optional
        Values or labels of the vocabulary list ``topic``, in any spelling.
    start, end, match, actor, side, stance
        Keep claims on which somebody took a position that passes these filters; see `positions`.
    status : str, list of str or None
        By default only active claims; None for all.
    as_of : str, optional
        A released version, such as ``"0.2.0"``: the answer from the tables as they stood then.

    Returns
    -------
    pandas.DataFrame
        The columns of ``describe("claims")``, with a RangeIndex.

    Raises
    ------
    UnknownValueError
        If there is no such topic, actor, side, stance or status.
    InvalidInputError
        If `start` or `end` is not a date, or `start` is after `end`.

    Examples
    --------
    >>> import migrant_crisis_2021 as mc
    >>> mc.claims().columns.tolist()[:2]
    ['claim_id', 'proposition']
    """
    selection = Selection(dataset, "claims").valued("status", status).valued("topic", topic)
    taken = positions_of(
        dataset, start=start, end=end, match=match, actor=actor, side=side, stance=stance
    )
    if any(one is not None for one in (start, end, actor, side, stance)):
        selection.among("claim_id", taken.answer().column("claim_id"))
    return selection.answer()
