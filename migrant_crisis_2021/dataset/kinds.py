"""The kinds of record: how their ids begin, and which table and columns they have."""

from __future__ import annotations

from typing import Literal, NamedTuple

from ..names import TableName

KindName = Literal["event", "figure", "claim", "position"]


class Kind(NamedTuple):
    """A kind of record.

    Parameters
    ----------
    name : str
        Such as ``event``.
    prefix : str
        What its ids begin with.
    table : str
        The table that has its rows.
    key : str
        The column with its id.
    dates : str or None
        ``date`` or ``period``: the columns ``…_start`` and ``…_end`` have its first and last day.
    rests_on_evidence : bool
        Whether rows of ``evidence`` refer to it. A claim has the evidence of its positions.
    """

    name: KindName
    prefix: str
    table: TableName
    key: str
    dates: Literal["date", "period"] | None
    rests_on_evidence: bool


KINDS = (
    Kind("event", "evt", "events", "event_id", "date", True),
    Kind("figure", "fig", "figures", "figure_id", "period", True),
    Kind("claim", "clm", "claims", "claim_id", None, False),
    Kind("position", "pos", "positions", "position_id", "date", True),
)
"""All kinds of record."""

DOCUMENTED = tuple(kind for kind in KINDS if kind.rests_on_evidence)
"""The kinds whose records rest on rows of ``evidence``."""

_BY_PREFIX = {kind.prefix: kind for kind in KINDS}


def kind_of(ident: object) -> Kind | None:
    """Return the kind that an id is of by its form; None for any other text.

    Examples
    --------
    >>> kind_of("fig-0001").table
    'figures'
    """
    prefix, hyphen, _ = str(ident).partition("-")
    return _BY_PREFIX.get(prefix) if hyphen else None
