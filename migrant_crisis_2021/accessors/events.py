"""Events, filtered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..dataset import Dataset
from ..frames.tables import table
from ..names import Match, Names
from ..parsing.dates import DateLike
from .filters import active, in_order, in_period, located, one_of, supported
from .resolution import choices, resolve

if TYPE_CHECKING:
    import pandas as pd


def events(
    dataset: Dataset,
    *,
    start: DateLike | None = None,
    end: DateLike | None = None,
    event_type: Names | None = None,
    actor: Names | None = None,
    place: Names | None = None,
    country: Names | None = None,
    source: Names | None = None,
    match: Match = "overlaps",
    status: Names | None = "active",
    scope: Names | None = "crisis",
) -> pd.DataFrame:
    """Return events, one row each.

    Parameters
    ----------
    start, end : str, date or Timestamp, optional
        A day, ``2021-11`` or ``2021``; both ends are included.
    event_type : str or list of str, optional
        Values of the vocabulary list ``event_type``.
    actor : str or list of str, optional
        Ids, names or aliases of actors who took part.
    place : str or list of str, optional
        Ids or names; a place includes everything within it.
    country : str or list of str, optional
        Names or ISO 3166-1 alpha-2 codes; matches either side of a border.
    source : str or list of str, optional
        Ids of documents that support the event, or names of their publishers or of the news
        agencies whose text they reproduce.
    match : {"overlaps", "within"}, default "overlaps"
        Keep events that overlap the period, or only those that lie within it.
    status, scope : str, list of str or None
        By default only active events of the crisis; None for all.

    Returns
    -------
    pandas.DataFrame
        The columns of ``describe("events")``, sorted by date, with a RangeIndex. Text columns
        are pandas strings, ``date_start`` and ``date_end`` are ``datetime64``.

    Raises
    ------
    UnknownValueError
        If a type, actor, place, country, source, status or scope does not exist.
    InvalidInputError
        If `start` or `end` is not a date, or `start` is after `end`.

    Examples
    --------
    >>> import migrant_crisis_2021 as mc
    >>> mc.events(start="2021-11-08", end="2021-11-08", place="Poland")["event_type"].nunique() > 0
    True
    """
    frame = active(dataset, table(dataset, "events"), status, scope)
    is_open = frame["date_end"].isna()
    frame = in_period(frame, "date_start", "date_end", start, end, match, is_open=is_open)
    frame = one_of(
        frame,
        "event_type",
        choices("event_type", event_type, dataset.vocabulary.values("event_type")),
    )
    frame = one_of(frame, "event_id", _with_actor(dataset, actor))
    frame = located(dataset, frame, place, country)
    frame = one_of(frame, "event_id", supported(dataset, source))
    return in_order(frame, ["date_start", "date_end", "event_id"])


def _with_actor(dataset: Dataset, actor: Names | None) -> set[str] | None:
    wanted = resolve(dataset, "actor", actor)
    if wanted is None:
        return None
    return {row["event_id"] for row in dataset["event_actors"] if row["actor_id"] in wanted}
