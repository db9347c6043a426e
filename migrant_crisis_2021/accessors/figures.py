"""Figures, filtered."""

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


def figures(
    dataset: Dataset,
    *,
    start: DateLike | None = None,
    end: DateLike | None = None,
    measure: Names | None = None,
    place: Names | None = None,
    country: Names | None = None,
    asserted_by: Names | None = None,
    source: Names | None = None,
    match: Match = "overlaps",
    status: Names | None = "active",
    scope: Names | None = "crisis",
) -> pd.DataFrame:
    """Return figures, one row each: a number, what it counts, and who reported it.

    Parameters
    ----------
    start, end : str, date or Timestamp, optional
        A day, ``2021-11`` or ``2021``; both ends are included. If either is given, figures
        without a period are left out, and a running total without a last day is placed on its
        first day.
    measure : str or list of str, optional
        Values of the vocabulary list ``measure``.
    place : str or list of str, optional
        Ids or names; a place includes everything within it.
    country : str or list of str, optional
        Names or ISO 3166-1 alpha-2 codes; matches either side of a border.
    asserted_by : str or list of str, optional
        Ids, names or aliases of the bodies that reported the number.
    source : str or list of str, optional
        Ids of documents or names of publishers that support the figure.
    match : {"overlaps", "within"}, default "overlaps"
        Keep figures whose period overlaps the given period, or only those that lie within it.
    status, scope : str, list of str or None
        By default only active figures of the crisis; None for all.

    Returns
    -------
    pandas.DataFrame
        The columns of ``describe("figures")``, sorted by period, with a RangeIndex. ``value``,
        ``value_low`` and ``value_high`` are float64 in the unit of ``counted_unit``.

    Raises
    ------
    UnknownValueError
        If a measure, place, country, body, source, status or scope does not exist.
    InvalidInputError
        If `start` or `end` is not a date, or `start` is after `end`.

    Examples
    --------
    >>> import migrant_crisis_2021 as mc
    >>> found = mc.figures(measure="personnel_deployed", source="Anadolu Agency")
    >>> found[["value", "qualifier"]].values.tolist()
    [[12000.0, 'more_than']]
    """
    frame = active(dataset, table(dataset, "figures"), status, scope)
    frame = in_period(frame, "period_start", "period_end", start, end, match, is_open=False)
    frame = one_of(
        frame, "measure", choices("measure", measure, dataset.vocabulary.values("measure"))
    )
    frame = one_of(frame, "asserted_by", resolve(dataset, "actor", asserted_by))
    frame = located(dataset, frame, place, country)
    frame = one_of(frame, "figure_id", supported(dataset, source))
    return in_order(frame, ["period_start", "period_end", "figure_id"])
