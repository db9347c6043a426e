"""Comparing: rival figures, who claims what, and readings over time."""

from __future__ import annotations

import calendar
import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from itertools import combinations
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, get_args

from .errors import InvalidInputError, check_option
from .resolution import choices, resolve, vocabulary
from .rival import exclude, rivals_of
from .rows import Row, index, rows
from .words import as_list

if TYPE_CHECKING:
    import pandas as pd

Names = str | Iterable[str]
Frequency = Literal["D", "M", "Y"]
_NUMBERS = ("value", "value_low", "value_high")


def conflicts(measure: Names | None = None, *, all: bool = False) -> pd.DataFrame:  # noqa: A002
    """Put rival figures side by side.

    Two figures conflict when they cover a common day and no number satisfies both: more than
    39,000 and 39,670 do not. For comparing alone, *about n* allows half a unit of the last
    non-zero place of n either way. Two readings of one body's running total conflict when the
    later is below the earlier, or does not fit the counts of the days between them.

    Parameters
    ----------
    measure : str or list of str, optional
        Values of the vocabulary list ``measure``.
    all : bool, default False
        Also the groups in which all figures can be true together.

    Returns
    -------
    pandas.DataFrame
        One row an active figure, all members of a group together: ``comparison_group``,
        ``figure_id``, ``title``, ``measure``, ``counted_unit``, ``value``, ``value_low``,
        ``value_high``, ``magnitude``, ``qualifier``, ``asserted_by``, ``publishers``,
        ``published_on`` (of the first dated document), ``reported_on``, ``period_start``,
        ``period_end``, ``place_id`` and ``excludes``: the ids of the members that it cannot be
        true together with, joined by ``; ``.

    Raises
    ------
    UnknownValueError
        If there is no such measure.

    Examples
    --------
    >>> import migrant_crisis_2021 as mc
    >>> bool((mc.conflicts().groupby("comparison_group").size() >= 2).all())
    True
    """
    wanted = choices("measure", measure, vocabulary("measure"))
    groups: dict[str, list[Row]] = defaultdict(list)
    for row in rows("figures"):
        if row["status"] == "active" and row["comparison_group"]:
            groups[str(row["comparison_group"])].append(row)
    found = []
    for name in sorted(groups):
        members = [row for row in groups[name] if wanted is None or row["measure"] in wanted]
        excluded = _exclusions(members)
        if members and (all or excluded):
            found += [_rival(row, excluded.get(str(row["figure_id"]), [])) for row in members]
    return _frame(found, _RIVAL_COLUMNS)


_RIVAL_COLUMNS = (
    "comparison_group",
    "figure_id",
    "title",
    "measure",
    "counted_unit",
    *_NUMBERS,
    "magnitude",
    "qualifier",
    "asserted_by",
    "publishers",
    "published_on",
    "reported_on",
    "period_start",
    "period_end",
    "place_id",
    "excludes",
)


def _exclusions(members: list[Row]) -> dict[str, list[str]]:
    """Map each figure to those of its group that it excludes."""
    excluded: dict[str, list[str]] = defaultdict(list)
    for one, other in combinations(members, 2):
        if exclude(one, other):
            excluded[str(one["figure_id"])].append(str(other["figure_id"]))
            excluded[str(other["figure_id"])].append(str(one["figure_id"]))
    return excluded


def _rival(row: Row, excluded: list[str]) -> Row:
    documents = supporting_documents(str(row["figure_id"]))
    return {
        **{name: row.get(name) for name in _RIVAL_COLUMNS},
        "asserted_by": _actor_name(row["asserted_by"]),
        "publishers": "; ".join(_publishers(documents)) or None,
        "published_on": min(_days(documents), default=None),
        "excludes": "; ".join(sorted(excluded)) or None,
    }


def _actor_name(ident: object) -> str | None:
    return None if ident is None else str(index("actors")[str(ident)]["name"])


def _publishers(documents: list[Row]) -> list[str]:
    return list(dict.fromkeys(str(row["publisher"]) for row in documents))


def _days(documents: list[Row]) -> list[dt.date]:
    days = (row["published_on"] for row in documents)
    return [day for day in days if isinstance(day, dt.date)]


def stances(
    topic: Names | None = None, *, actor: Names | None = None, matrix: bool = False
) -> pd.DataFrame:
    """Show who asserts, denies or questions which claim.

    Parameters
    ----------
    topic : str or list of str, optional
        Values of the vocabulary list ``topic``.
    actor : str or list of str, optional
        Ids, names or aliases of actors.
    matrix : bool, default False
        Instead, a table for reading: claims in rows, actors in columns, stances in cells; an
        actor who took several stances on one claim has all of them, joined by ``; ``.

    Returns
    -------
    pandas.DataFrame
        One row a position: ``topic``, ``claim_id``, ``proposition``, ``actor``, ``stance``,
        ``date_start``, ``date_end``, ``position_id``, ``event_id`` and ``source_ids`` (joined by
        ``; ``). With `matrix`, one row a claim, indexed by its proposition.

    Raises
    ------
    UnknownValueError
        If there is no such topic or actor.

    Examples
    --------
    >>> import migrant_crisis_2021 as mc
    >>> matrix = mc.stances("russian_role", matrix=True)
    >>> "denies" in set(matrix["Vladimir Putin"])
    True
    """
    topics = choices("topic", topic, vocabulary("topic"))
    actors = resolve("actor", actor)
    found = [
        _stance(row)
        for row in rows("positions")
        if row["status"] == "active" and (actors is None or row["actor_id"] in actors)
    ]
    found = [row for row in found if topics is None or row["topic"] in topics]
    found.sort(
        key=lambda row: [str(row[c]) for c in ("topic", "claim_id", "date_start", "position_id")]
    )
    frame = _frame(found, _STANCE_COLUMNS)
    return _matrix(frame) if matrix else frame


_STANCE_COLUMNS = (
    "topic",
    "claim_id",
    "proposition",
    "actor",
    "stance",
    "date_start",
    "date_end",
    "position_id",
    "event_id",
    "source_ids",
)


def _stance(row: Row) -> Row:
    claim = index("claims")[str(row["claim_id"])]
    documents = supporting_documents(str(row["position_id"]))
    return {
        **{name: claim.get(name, row.get(name)) for name in _STANCE_COLUMNS},
        "actor": _actor_name(row["actor_id"]),
        "source_ids": "; ".join(str(source["source_id"]) for source in documents) or None,
    }


def _matrix(frame: pd.DataFrame) -> pd.DataFrame:
    def all_of(cells: pd.Series[str]) -> str:
        return "; ".join(dict.fromkeys(cells))

    wide = frame.pivot_table(
        index="proposition", columns="actor", values="stance", aggfunc=all_of, sort=False
    )
    return wide.fillna("").rename_axis(columns=None)


def series(
    measure: Names,
    *,
    place: Names | None = None,
    freq: Frequency = "D",
    asserted_by: Names | None = None,
    kind: str = "flow",
    unit: str | None = None,
) -> pd.DataFrame:
    """List the readings of a measure over time, as they were given: nothing is added up or filled.

    Parameters
    ----------
    measure : str or list of str
        Values of the vocabulary list ``measure``.
    place : str or list of str, optional
        Ids or names; the place itself, without its parts, whose counts are smaller.
    freq : {"D", "M", "Y"}, default "D"
        Readings that cover exactly one day, one calendar month or one calendar year. Running
        totals (``kind="cumulative"``) cover any span and are not restricted.
    asserted_by : str or list of str, optional
        Ids, names or aliases of the bodies whose number it is.
    kind : str, default "flow"
        A value of the vocabulary list ``measure_kind``.
    unit : str, optional
        A value of the vocabulary list ``counted_unit``, needed where readings differ in it.

    Returns
    -------
    pandas.DataFrame
        One row a reading, in order of time: ``period_start``, ``period_end``, ``measure``,
        ``counted_unit``, ``place_id``, ``asserted_by``, ``value``, ``value_low``,
        ``value_high``, ``qualifier``, ``figure_id`` and ``n_rivals`` (how many figures exclude
        it). A day without a reading has no row.

    Raises
    ------
    UnknownValueError
        If a measure, place, frequency, body, kind or unit does not exist.
    InvalidInputError
        If the readings count different things, such as attempts and people.

    Examples
    --------
    >>> import migrant_crisis_2021 as mc
    >>> mc.series("attempted_crossings", freq="Y")["counted_unit"].unique().tolist()
    ['attempts']
    """
    check_option("freq", freq, get_args(Frequency))
    check_option("kind", kind, vocabulary("measure_kind"))
    measures = choices("measure", as_list(measure), vocabulary("measure"))
    units = choices("unit", None if unit is None else [unit], vocabulary("counted_unit"))
    places, asserters = resolve("place", place), resolve("actor", asserted_by)
    wanted = (
        ("measure", measures),
        ("measure_kind", {kind}),
        ("counted_unit", units),
        ("place_id", places),
        ("asserted_by", asserters),
    )
    _refuse_mixed_measures(measures, units)
    readings = [
        row
        for row in rows("figures")
        if row["status"] == "active"
        and all(allowed is None or row[column] in allowed for column, allowed in wanted)
        and (kind == "cumulative" or _covers_one(row, freq))
    ]
    _refuse_mixed_units({str(row["counted_unit"]) for row in readings}, measures)
    readings.sort(
        key=lambda row: [str(row[c]) for c in ("period_end", "period_start", "figure_id")]
    )
    return _frame([_reading(row) for row in readings], _READING_COLUMNS)


_READING_COLUMNS = (
    "period_start",
    "period_end",
    "measure",
    "counted_unit",
    "place_id",
    "asserted_by",
    *_NUMBERS,
    "qualifier",
    "figure_id",
    "n_rivals",
)


def _refuse_mixed_measures(measures: set[str] | None, units: set[str] | None) -> None:
    """Refuse measures of attempts beside measures of people, whatever readings there are."""
    allowed = [
        set(str(row["units"]).split("; "))
        for row in rows("vocabulary")
        if row["list"] == "measure" and measures and row["value"] in measures
    ]
    if units is None and len(allowed) > 1 and not set.intersection(*allowed):
        names = ", ".join(sorted(measures or ()))
        raise InvalidInputError(
            f"{names} have no counted unit in common: one attempt is not one person. "
            "Ask for one measure at a time."
        )


def _refuse_mixed_units(units: set[str], measures: set[str] | None) -> None:
    if len(units) > 1:
        listed, names = ", ".join(sorted(units)), ", ".join(sorted(measures or ()))
        raise InvalidInputError(
            f"the readings of {names} count different things: {listed}. "
            f"Choose one with unit={sorted(units)[0]!r}, or name a place or asserted_by."
        )


def _covers_one(row: Row, freq: Frequency) -> bool:
    start, end = row["period_start"], row["period_end"]
    if not isinstance(start, dt.date) or not isinstance(end, dt.date):
        return False
    if row["period_basis"] == "within":  # one moment somewhere inside, not the whole span
        return start == end and freq == "D"
    if freq == "D":
        return start == end
    if freq == "M":
        last = calendar.monthrange(start.year, start.month)[1]
        return start.day == 1 and end == start.replace(day=last)
    return (start, end) == (dt.date(start.year, 1, 1), dt.date(start.year, 12, 31))


def _reading(row: Row) -> Row:
    return {
        **{name: row.get(name) for name in _READING_COLUMNS},
        "asserted_by": _actor_name(row["asserted_by"]),
        "n_rivals": sum(exclusive for _, exclusive in rivals_of(str(row["figure_id"]))),
    }


class Wide(NamedTuple):
    """Readings in a wide frame, and those that do not fit into one.

    Parameters
    ----------
    values : pandas.DataFrame
        One row a period (its first day; for running totals the last), one column a body.
    left_out : pandas.DataFrame
        The readings that are not in `values`, with the text column ``reason``.
    """

    values: pd.DataFrame
    left_out: pd.DataFrame


def wide(readings: pd.DataFrame) -> Wide:
    """Turn the readings of `series` into a wide frame for plotting.

    Parameters
    ----------
    readings : pandas.DataFrame
        What `series` returned, filtered at will.

    Returns
    -------
    Wide
        ``values`` (float64, NaN where there is no reading) and ``left_out``: readings without a
        single number, and rival readings of one body for one period, of which none is chosen.

    Raises
    ------
    InvalidInputError
        If the frame lacks columns of `series`.

    Examples
    --------
    >>> import migrant_crisis_2021 as mc
    >>> values, left_out = mc.wide(mc.series("attempted_crossings", freq="Y"))
    >>> left_out.columns[-1]
    'reason'
    """
    _check_readings(readings)
    frame = readings.assign(
        asserted_by=readings["asserted_by"].fillna("(no one named)"), reason=""
    ).reset_index(drop=True)
    running = bool((frame["period_start"] != frame["period_end"]).any())
    moment = (
        "period_end" if running and frame["period_start"].nunique() < len(frame) else "period_start"
    )
    numberless = frame["value"].isna()
    slot = [moment, "measure", "place_id", "asserted_by"]
    rival = frame.duplicated(slot, keep=False) & ~numberless
    frame.loc[numberless, "reason"] = "no single number"
    frame.loc[rival, "reason"] = "several readings by one body for one period"
    kept = frame[frame["reason"] == ""]
    columns = ["asserted_by", *(c for c in ("measure", "place_id") if kept[c].nunique() > 1)]
    values = kept.pivot(index=moment, columns=columns, values="value").sort_index()
    return Wide(values, frame[frame["reason"] != ""].reset_index(drop=True))


def _check_readings(readings: object) -> None:
    import pandas as pd

    if not isinstance(readings, pd.DataFrame):
        raise InvalidInputError(
            f"a {type(readings).__name__} is not what series() returns: give its pandas frame."
        )
    columns = list(readings.columns)
    missing = [name for name in _READING_COLUMNS if name not in columns]
    if missing:
        raise InvalidInputError(f"not what series() returns: {', '.join(missing)} missing.")
    repeated = [name for name in _READING_COLUMNS if columns.count(name) > 1]
    if repeated:
        raise InvalidInputError(f"not what series() returns: {', '.join(repeated)} repeated.")
    if not pd.api.types.is_numeric_dtype(readings["value"]):
        raise InvalidInputError(
            f"the column value holds {readings['value'].dtype}, not numbers: keep that of series()."
        )


def supporting_documents(record: str) -> list[Row]:
    """Return the documents that support a record, in the order of the evidence."""
    return [
        index("sources")[str(link["source_id"])]
        for link in rows("evidence")
        if link["record_id"] == record and link["relation"] == "supports"
    ]


_DATES = (
    "date_start",
    "date_end",
    "period_start",
    "period_end",
    "published_on",
    "reported_on",
)
_WHOLE = ("magnitude", "n_rivals")


def _frame(found: list[Row], columns: tuple[str, ...]) -> pd.DataFrame:
    import pandas as pd

    from .tables import string_type

    def type_of(name: str) -> Any:
        if name in _DATES:
            return "datetime64[ms]"
        if name in _WHOLE:
            return pd.Int32Dtype()
        return "float64" if name in _NUMBERS else string_type()

    frame = pd.DataFrame(found, columns=list(columns))
    return frame.astype({name: type_of(name) for name in columns})
