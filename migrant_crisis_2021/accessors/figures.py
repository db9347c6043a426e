"""Figures, filtered."""

from __future__ import annotations

from ..dataset import Dataset
from ..names import Match, Names
from ..parsing.dates import DateLike
from .answers import Selected
from .filters import Selection
from .nothing_found import explained
from .resolution import resolve


@explained
def figures(
    dataset: Dataset,
    *,
    start: DateLike | None = None,
    end: DateLike | None = None,
    match: Match = "date",
    measure: Names | None = None,
    measure_kind: Names | None = None,
    asserted_by: Names | None = None,
    side: Names | None = None,
    place: Names | None = None,
    country: Names | None = None,
    source: Names | None = None,
    only_state_affiliated: bool = False,
    reality: Names | None = None,
    confidence: Names | None = None,
    scope: Names | None = "crisis",
    status: Names | None = "active",
    as_of: str | None = None,  # noqa: ARG001
) -> Selected:
    """Return figures, one row each: a number, what it counts, and who reported it.

    Parameters
    ----------
    start, end : str, date or Timestamp, optional
        A day, ``2021-11`` or ``2021``; both ends are included. If either is given, figures
        without any date are left out.
    match : {"date", "overlaps", "within"}, default "date"
        Keep figures whose own day is in the period: the last day of what they count or, if that
        is unknown, the day on which they were reported. ``"overlaps"`` keeps figures that count
        any day of the period, ``"within"`` those that count no other day; both leave out figures
        without a first day.
    measure : str or list of str, optional
        Values or labels of the vocabulary list ``measure``, in any spelling.
    measure_kind : str or list of str, optional
        Values or labels of the vocabulary list ``measure_kind``, such as ``"flow"``.
    asserted_by : str or list of str, optional
        Ids, names or aliases of those who reported the number: these alone.
    side : str or list of str, optional
        Ids, names or aliases of actors; they or any of their bodies and officials reported it.
    place : str or list of str, optional
        Ids or names. A place includes everything within it; a country includes its borders.
    country : str or list of str, optional
        Names, ISO 3166-1 codes (two or three letters), or numbers such as ``"iso 040"``,
        ``"gw 305"`` and ``"cow 305"``, of the place; matches either side of a border.
    source : str or list of str, optional
        Ids of documents that support the figure, or names of their publishers or of the news
        agencies whose text they reproduce.
    only_state_affiliated : bool, default False
        Keep only figures for which every supporting document has a publisher or an origin that a
        state owns or runs.
    reality, confidence : str or list of str, optional
        Values or labels of the vocabulary lists.
    scope, status : str, list of str or None
        By default only active figures of the crisis; None for all.
    as_of : str, optional
        A released version, such as ``"0.2.0"``: the answer from the tables as they stood then.

    Returns
    -------
    pandas.DataFrame
        The columns of ``describe("figures")``, sorted by date, with a RangeIndex. ``value``,
        ``value_low`` and ``value_high`` are float64 in the unit of ``counted_unit``. A row with a
        ``subgroup`` counts only some of those that the measure counts.

    Raises
    ------
    UnknownValueError
        If a measure, place, country, body, source or another value does not exist.
    InvalidInputError
        If `start` or `end` is not a date, or `start` is after `end`.

    Warns
    -----
    NothingFoundWarning
        If no figure passes the filters; the message says what is near.

    Examples
    --------
    >>> import migrant_crisis_2021 as mc
    >>> found = mc.figures(measure="personnel_deployed", source="Anadolu Agency")
    >>> found[["value", "qualifier"]].values.tolist()
    [[12000.0, 'more_than']]
    """
    return (
        Selection(dataset, "figures")
        .valued("status", status)
        .valued("scope", scope)
        .valued("measure", measure)
        .valued("measure_kind", measure_kind)
        .valued("reality", reality)
        .valued("confidence", confidence)
        .dated(start, end, match, "period")
        .among("asserted_by", resolve(dataset, "actor", asserted_by))
        .acted(None, side)
        .located(place, country)
        .supported(source, only_state_affiliated)
        .answer()
    )
