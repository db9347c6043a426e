"""Events and figures in one flat table."""

from __future__ import annotations

from ..dataset import Dataset
from ..names import Match, Names
from ..parsing.dates import DateLike
from .answers import Selected
from .filters import Selection
from .nothing_found import explained
from .resolution import resolve


@explained
def timeline(
    dataset: Dataset,
    *,
    start: DateLike | None = None,
    end: DateLike | None = None,
    match: Match = "date",
    kind: Names | None = None,
    event_type: Names | None = None,
    measure: Names | None = None,
    actor: Names | None = None,
    asserted_by: Names | None = None,
    side: Names | None = None,
    place: Names | None = None,
    country: Names | None = None,
    source: Names | None = None,
    only_state_affiliated: bool = False,
    reality: Names | None = None,
    confidence: Names | None = None,
    scope: Names | None = "crisis",
    as_of: str | None = None,  # noqa: ARG001
) -> Selected:
    """Return events and figures in one flat table, one row each, in chronological order.

    Parameters
    ----------
    start, end : str, date or Timestamp, optional
        A day, ``2021-11`` or ``2021``; both ends are included. If either is given, undated
        figures are left out.
    match : {"date", "overlaps", "within"}, default "date"
        Keep records whose own day (the column ``date``) is in the period; or those that overlap
        it; or those that lie entirely within it.
    kind : {"event", "figure"} or list of these, optional
        Which rows to keep.
    event_type, measure : str or list of str, optional
        Values or labels of the vocabulary lists, in any spelling. Each keeps only records of its
        kind: events have no measure.
    actor : str or list of str, optional
        Ids, names or aliases of actors who took part in an event or reported a figure.
    asserted_by : str or list of str, optional
        Ids, names or aliases of those who reported a figure; keeps no events.
    side : str or list of str, optional
        Ids, names or aliases of actors; they or any of their bodies and officials took part in
        the event or reported the figure.
    place : str or list of str, optional
        Ids or names. A place includes everything within it; a country includes its borders.
    country : str or list of str, optional
        Names, ISO 3166-1 codes (two or three letters), or numbers in the lists of ISO 3166-1,
        Gleditsch and Ward, and the Correlates of War (``"iso 040"``, ``"gw 305"``, ``"cow 305"``).
        Matches events that concern the country, wherever they took place, and records in it or on
        either side of its border.
    source : str or list of str, optional
        Ids of documents that support the record, or names of their publishers or of the news
        agencies whose text they reproduce.
    only_state_affiliated : bool, default False
        Keep only records for which every supporting document has a publisher or an origin that a
        state owns or runs.
    reality, confidence : str or list of str, optional
        Values or labels of the vocabulary lists.
    scope : str, list of str or None
        By default only records of the crisis; None for all.
    as_of : str, optional
        A released version, such as ``"0.2.0"``: the answer from the tables as they stood then.

    Returns
    -------
    pandas.DataFrame
        The columns of ``describe("timeline")``, active records only, sorted by ``date``, with a
        RangeIndex.

    Raises
    ------
    UnknownValueError
        If a kind, type, measure, actor, place, country, source or another value does not exist.
    InvalidInputError
        If `start` or `end` is not a date, or `start` is after `end`.

    Warns
    -----
    NothingFoundWarning
        If no record passes the filters; the message says what is near.

    Examples
    --------
    >>> import migrant_crisis_2021 as mc
    >>> day = mc.timeline(start="2021-11-16", end="2021-11-16", measure="attempted_crossings")
    >>> day["record_id"].tolist()
    ['fig-0001']
    """
    return (
        Selection(dataset, "timeline")
        .valued("scope", scope)
        .valued("kind", kind)
        .valued("event_type", event_type)
        .valued("measure", measure)
        .valued("reality", reality)
        .valued("confidence", confidence)
        .dated(start, end, match)
        .among("asserted_by", resolve(dataset, "actor", asserted_by))
        .acted(actor, side)
        .located(place, country)
        .supported(source, only_state_affiliated)
        .answer()
    )
