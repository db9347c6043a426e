"""Events and figures in one flat table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..dataset import Dataset
from ..frames.tables import table
from ..names import Match, Names
from ..parsing.dates import DateLike
from .filters import in_period, one_of
from .resolution import choices

if TYPE_CHECKING:
    import pandas as pd


def timeline(
    dataset: Dataset,
    *,
    start: DateLike | None = None,
    end: DateLike | None = None,
    kind: Names | None = None,
    match: Match = "overlaps",
    scope: Names | None = "crisis",
) -> pd.DataFrame:
    """Return events and figures in one flat table, one row each, in chronological order.

    Parameters
    ----------
    start, end : str, date or Timestamp, optional
        A day, ``2021-11`` or ``2021``; both ends are included. If either is given, undated
        figures are left out.
    kind : {"event", "figure"} or list of these, optional
        Which rows to keep.
    match : {"overlaps", "within"}, default "overlaps"
        Keep records that overlap the period, or only those that lie within it.
    scope : str, list of str or None
        By default only records of the crisis; None for all.

    Returns
    -------
    pandas.DataFrame
        The columns of ``describe("timeline")``, active records only, with a RangeIndex.

    Raises
    ------
    UnknownValueError
        If a kind or scope does not exist.
    InvalidInputError
        If `start` or `end` is not a date, or `start` is after `end`.

    Examples
    --------
    >>> import migrant_crisis_2021 as mc
    >>> mc.timeline(start="2021-11-08", end="2021-11-17", kind="event").empty
    False
    """
    frame = one_of(
        table(dataset, "timeline"),
        "scope",
        choices("scope", scope, dataset.vocabulary.values("scope")),
    )
    is_open = frame["date_end"].isna() & (frame["kind"] == "event")
    frame = in_period(frame, "date_start", "date_end", start, end, match, is_open=is_open)
    frame = one_of(frame, "kind", choices("kind", kind, dataset.vocabulary.values("record_kind")))
    return frame.reset_index(drop=True)
