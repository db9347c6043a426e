"""The tables with their filters: what an analyst calls first."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, get_args

from ..dataset.csv_files import rows
from ..errors import check_option, unknown
from ..frames.tables import table
from ..names import DOCUMENTED, Match
from ..parsing.dates import DateLike, bounds
from ..parsing.words import as_list
from .resolution import choices, country_code, resolve, vocabulary, with_parts

if TYPE_CHECKING:
    import pandas as pd

Names = str | Iterable[str]


def events(
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
        A day, ``2021-11`` or ``2021``; both ends count.
    event_type : str or list of str, optional
        Values of the vocabulary list ``event_type``.
    actor : str or list of str, optional
        Ids, names or aliases of actors who took part.
    place : str or list of str, optional
        Ids or names; a place stands for all that is part of it.
    country : str or list of str, optional
        Names or ISO 3166-1 alpha-2 codes; matches either side of a border.
    source : str or list of str, optional
        Ids of documents that support the event, or names of their publishers or of the agencies
        whose text they carry.
    match : {"overlaps", "within"}, default "overlaps"
        Keep events that touch the period, or only those that lie inside it.
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
        If a date is none, or `start` lies after `end`.

    Examples
    --------
    >>> import migrant_crisis_2021 as mc
    >>> mc.events(start="2021-11-08", end="2021-11-08", place="Poland")["event_type"].nunique() > 0
    True
    """
    frame = _in_force(table("events"), status, scope)
    is_open = frame["date_end"].isna()
    frame = _in_period(frame, "date_start", "date_end", start, end, match, is_open)
    frame = _one_of(
        frame, "event_type", choices("event_type", event_type, vocabulary("event_type"))
    )
    frame = _one_of(frame, "event_id", _linked(actor, "event_id"))
    frame = _located(frame, place, country)
    frame = _one_of(frame, "event_id", _supported(source))
    return _sorted(frame, ["date_start", "date_end", "event_id"])


def figures(
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
    """Return figures, one row each: a number, what it counts, and whose number it is.

    Parameters
    ----------
    start, end : str, date or Timestamp, optional
        A day, ``2021-11`` or ``2021``; both ends count. Figures without a period are left out
        as soon as one of the two is given; a running total without a last day counts by its
        first.
    measure : str or list of str, optional
        Values of the vocabulary list ``measure``.
    place : str or list of str, optional
        Ids or names; a place stands for all that is part of it.
    country : str or list of str, optional
        Names or ISO 3166-1 alpha-2 codes; matches either side of a border.
    asserted_by : str or list of str, optional
        Ids, names or aliases of the bodies whose number it is.
    source : str or list of str, optional
        Ids of documents or names of publishers that support the figure.
    match : {"overlaps", "within"}, default "overlaps"
        Keep figures whose period touches the one asked for, or lies inside it.
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
        If a date is none, or `start` lies after `end`.

    Examples
    --------
    >>> import migrant_crisis_2021 as mc
    >>> found = mc.figures(measure="personnel_deployed", source="Anadolu Agency")
    >>> found[["value", "qualifier"]].values.tolist()
    [[12000.0, 'more_than']]
    """
    frame = _in_force(table("figures"), status, scope)
    frame = _in_period(frame, "period_start", "period_end", start, end, match, False)
    frame = _one_of(frame, "measure", choices("measure", measure, vocabulary("measure")))
    frame = _one_of(frame, "asserted_by", resolve("actor", asserted_by))
    frame = _located(frame, place, country)
    frame = _one_of(frame, "figure_id", _supported(source))
    return _sorted(frame, ["period_start", "period_end", "figure_id"])


def timeline(
    *,
    start: DateLike | None = None,
    end: DateLike | None = None,
    kind: Names | None = None,
    match: Match = "overlaps",
    scope: Names | None = "crisis",
) -> pd.DataFrame:
    """Return events and figures in one flat table, one row each, in order of time.

    Parameters
    ----------
    start, end : str, date or Timestamp, optional
        A day, ``2021-11`` or ``2021``; both ends count. Undated figures are left out as soon as
        one of the two is given.
    kind : {"event", "figure"} or list of these, optional
        Which rows to keep.
    match : {"overlaps", "within"}, default "overlaps"
        Keep what touches the period, or only what lies inside it.
    scope : str, list of str or None
        By default only what belongs to the crisis; None for all.

    Returns
    -------
    pandas.DataFrame
        The columns of ``describe("timeline")``, active records only, with a RangeIndex.

    Raises
    ------
    UnknownValueError
        If a kind or scope does not exist.
    InvalidInputError
        If a date is none, or `start` lies after `end`.

    Examples
    --------
    >>> import migrant_crisis_2021 as mc
    >>> mc.timeline(start="2021-11-08", end="2021-11-17", kind="event").empty
    False
    """
    frame = _one_of(table("timeline"), "scope", choices("scope", scope, vocabulary("scope")))
    is_open = frame["date_end"].isna() & (frame["kind"] == "event")
    frame = _in_period(frame, "date_start", "date_end", start, end, match, is_open)
    frame = _one_of(frame, "kind", choices("kind", kind, vocabulary("record_kind")))
    return frame.reset_index(drop=True)


def sources() -> pd.DataFrame:
    """Return the documents that were read, one row each.

    Returns
    -------
    pandas.DataFrame
        The columns of ``describe("sources")``, with a RangeIndex.

    Examples
    --------
    >>> import migrant_crisis_2021 as mc
    >>> "tass-2021-11-17-zakharova" in set(mc.sources()["source_id"])
    True
    """
    return table("sources")


def evidence(record: Names | None = None) -> pd.DataFrame:
    """Return which document carries which record.

    Parameters
    ----------
    record : str or list of str, optional
        Ids of events, figures or positions.

    Returns
    -------
    pandas.DataFrame
        The columns of ``describe("evidence")``, with a RangeIndex.

    Raises
    ------
    UnknownValueError
        If there is no such record.

    Examples
    --------
    >>> import migrant_crisis_2021 as mc
    >>> mc.evidence("evt-0001")["relation"].iloc[0]
    'supports'
    """
    frame = table("evidence")
    if record is None:
        return frame
    return _one_of(frame, "record_id", check_records(record)).reset_index(drop=True)


def claims(*, status: Names | None = "active") -> pd.DataFrame:
    """Return the contested statements, one row each.

    Parameters
    ----------
    status : str, list of str or None
        By default only active claims; None for all.

    Returns
    -------
    pandas.DataFrame
        The columns of ``describe("claims")``, with a RangeIndex.

    Raises
    ------
    UnknownValueError
        If there is no such status.

    Examples
    --------
    >>> import migrant_crisis_2021 as mc
    >>> mc.claims().columns.tolist()[:2]
    ['claim_id', 'proposition']
    """
    return _in_force(table("claims"), status).reset_index(drop=True)


def positions(
    *,
    claim: Names | None = None,
    actor: Names | None = None,
    status: Names | None = "active",
) -> pd.DataFrame:
    """Return who asserts, denies or questions which claim.

    Parameters
    ----------
    claim : str or list of str, optional
        Ids of claims.
    actor : str or list of str, optional
        Ids, names or aliases of actors.
    status : str, list of str or None
        By default only active positions; None for all.

    Returns
    -------
    pandas.DataFrame
        The columns of ``describe("positions")``, with a RangeIndex.

    Raises
    ------
    UnknownValueError
        If there is no such claim, actor or status.

    Examples
    --------
    >>> import migrant_crisis_2021 as mc
    >>> set(mc.positions(actor="Putin")["actor_id"])
    {'vladimir-putin'}
    """
    frame = _in_force(table("positions"), status)
    known = {str(row["claim_id"]) for row in rows("claims")}
    frame = _one_of(frame, "claim_id", choices("claim", claim, known))
    frame = _one_of(frame, "actor_id", resolve("actor", actor))
    return frame.reset_index(drop=True)


def actors() -> pd.DataFrame:
    """Return people, states, bodies and groups, one row each.

    Returns
    -------
    pandas.DataFrame
        The columns of ``describe("actors")``, with a RangeIndex.

    Examples
    --------
    >>> import migrant_crisis_2021 as mc
    >>> mc.actors().set_index("actor_id").loc["frontex", "kind"]
    'eu'
    """
    return table("actors")


def places() -> pd.DataFrame:
    """Return the places that records refer to, one row each.

    Returns
    -------
    pandas.DataFrame
        The columns of ``describe("places")``, with a RangeIndex; ``lat`` and ``lon`` in degrees.

    Examples
    --------
    >>> import migrant_crisis_2021 as mc
    >>> mc.places().set_index("place_id").loc["kuznica", "country"]
    'PL'
    """
    return table("places")


def check_records(record: Names) -> set[str]:
    """Return ids of events, figures or positions; raise an error for one that does not exist."""
    known = {str(row[key]) for name, key in DOCUMENTED.items() for row in rows(name)}
    wanted = as_list(record)
    for one in wanted:
        if not isinstance(one, str) or one not in known:
            raise unknown("record", one, known, "Find ids with search().")
    return set(wanted)


def _in_force(frame: pd.DataFrame, status: Names | None, *scope: Names | None) -> pd.DataFrame:
    frame = _one_of(frame, "status", choices("status", status, vocabulary("status")))
    for one in scope:
        frame = _one_of(frame, "scope", choices("scope", one, vocabulary("scope")))
    return frame


def _one_of(frame: pd.DataFrame, column: str, wanted: set[str] | None) -> pd.DataFrame:
    return frame if wanted is None else frame[frame[column].isin(list(wanted))]


def _in_period(
    frame: pd.DataFrame,
    first: str,
    last: str,
    start: DateLike | None,
    end: DateLike | None,
    match: str,
    is_open: Any,
) -> pd.DataFrame:
    """Keep what touches the period, or lies in it; what has no start is left out.

    Where `is_open`, no end means that it goes on; elsewhere, that nobody knows the last day, and
    the first alone counts.
    """
    check_option("match", match, get_args(Match))
    lower, upper = bounds(start, end)
    if lower is None and upper is None:
        return frame
    begins, ends = _days(frame[first]), _days(frame[last])
    mask = frame[first].notna()
    if match == "within":
        mask &= (begins >= _day(lower)) if lower else True
        mask &= (ends <= _day(upper)) if upper else True
    else:
        mask &= (is_open | (ends.fillna(begins) >= _day(lower))) if lower else True
        mask &= (begins <= _day(upper)) if upper else True
    return frame[mask]


def _days(column: Any) -> Any:
    return column.astype("datetime64[s]")


def _day(value: Any) -> pd.Timestamp:
    import pandas as pd

    return pd.Timestamp(value)


def _located(frame: pd.DataFrame, place: Names | None, country: Names | None) -> pd.DataFrame:
    wanted = resolve("place", place)
    frame = _one_of(frame, "place_id", wanted and with_parts(wanted))
    if country is None:
        return frame
    codes = {country_code(one) for one in as_list(country)}
    inside = {
        str(row["place_id"]) for row in rows("places") if codes & {row["country"], row["neighbour"]}
    }
    return _one_of(frame, "place_id", inside)


def _linked(actor: Names | None, key: str) -> set[str] | None:
    wanted = resolve("actor", actor)
    if wanted is None:
        return None
    return {str(row[key]) for row in rows("event_actors") if row["actor_id"] in wanted}


def _supported(source: Names | None) -> set[str] | None:
    wanted = resolve("source", source)
    if wanted is None:
        return None
    return {
        str(row["record_id"])
        for row in rows("evidence")
        if row["source_id"] in wanted and row["relation"] == "supports"
    }


def _sorted(frame: pd.DataFrame, columns: list[str]) -> pd.DataFrame:
    return frame.sort_values(columns, kind="stable", na_position="last", ignore_index=True)
