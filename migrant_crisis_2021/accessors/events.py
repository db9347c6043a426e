"""Events, filtered."""

from __future__ import annotations

from ..dataset import Dataset
from ..names import Match, Names
from ..parsing.dates import DateLike
from .answers import Selected
from .filters import Selection
from .nothing_found import explained


@explained
def events(
    dataset: Dataset,
    *,
    start: DateLike | None = None,
    end: DateLike | None = None,
    match: Match = "date",
    event_type: Names | None = None,
    actor: Names | None = None,
    side: Names | None = None,
    role: Names | None = None,
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
    """Return events, one row each.

    Parameters
    ----------
    start, end : str, date or Timestamp, optional
        A day, ``2021-11`` or ``2021``; both ends are included.
    match : {"date", "overlaps", "within"}, default "date"
        Keep events whose first day is in the period; or those that overlap it, whenever they
        began; or those that lie entirely within it.
    event_type : str or list of str, optional
        Values or labels of the vocabulary list ``event_type``, in any spelling.
    actor : str or list of str, optional
        Ids, names or aliases of actors who took part: these alone, without their bodies.
    side : str or list of str, optional
        Ids, names or aliases of actors; any of their bodies and officials took part.
    role : str or list of str, optional
        Values or labels of the vocabulary list ``role``: the role of the actor or side.
    place : str or list of str, optional
        Ids or names. A place includes everything within it; a country includes its borders.
    country : str or list of str, optional
        Names, ISO 3166-1 codes (two or three letters), or numbers in the lists of ISO 3166-1,
        Gleditsch and Ward, and the Correlates of War (``"iso 040"``, ``"gw 305"``, ``"cow 305"``).
        Matches events that concern the country, wherever they took place, and those in it or on
        either side of its border.
    source : str or list of str, optional
        Ids of documents that support the event, or names of their publishers or of the news
        agencies whose text they reproduce.
    only_state_affiliated : bool, default False
        Keep only events for which every supporting document has a publisher or an origin that a
        state owns or runs.
    reality, confidence : str or list of str, optional
        Values or labels of the vocabulary lists.
    scope, status : str, list of str or None
        By default only active events of the crisis; None for all.
    as_of : str, optional
        A released version, such as ``"0.2.0"``: the answer from the tables as they stood then.

    Returns
    -------
    pandas.DataFrame
        The columns of ``describe("events")``, sorted by date, with a RangeIndex. Text columns
        are pandas strings, dates are ``datetime64``. ``initiators`` and ``targets`` contain ids
        of actors joined by ``; ``, ``initiator_names`` and ``target_names`` their names.

    Raises
    ------
    UnknownValueError
        If a type, actor, place, country, source or another value does not exist.
    InvalidInputError
        If `start` or `end` is not a date, or `start` is after `end`.

    Warns
    -----
    NothingFoundWarning
        If no event passes the filters; the message says what is near.

    Examples
    --------
    >>> import migrant_crisis_2021 as mc
    >>> clashes = mc.events(event_type="clash", place="Kuznica", start="2021-11-16")
    >>> clashes["date"].dt.date.astype(str).tolist()
    ['2021-11-16', '2021-11-16']
    """
    return (
        Selection(dataset, "events")
        .valued("status", status)
        .valued("scope", scope)
        .valued("event_type", event_type)
        .valued("reality", reality)
        .valued("confidence", confidence)
        .dated(start, end, match)
        .acted(actor, side, role)
        .located(place, country)
        .supported(source, only_state_affiliated)
        .answer()
    )
