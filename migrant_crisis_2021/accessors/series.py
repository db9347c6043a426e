"""Readings of a count over time, as they were given."""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Iterable
from typing import TYPE_CHECKING, Literal, NamedTuple, get_args

from ..dataset.csv_files import Row, rows
from ..errors import InvalidInputError, check_option
from ..frames.results import NUMBERS, actor_name, result_frame
from ..parsing.words import as_list
from .resolution import choices, resolve, vocabulary
from .rivals import rivals_of

if TYPE_CHECKING:
    import pandas as pd

Names = str | Iterable[str]
Frequency = Literal["D", "M", "Y"]


def series(
    measure: Names,
    *,
    place: Names | None = None,
    freq: Frequency = "D",
    asserted_by: Names | None = None,
    kind: str = "flow",
    unit: str | None = None,
    scope: Names | None = "crisis",
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
    scope : str, list of str or None
        By default only readings of the crisis; None adds those of other years and places.

    Returns
    -------
    pandas.DataFrame
        One row a reading, in order of time: ``period_start``, ``period_end``, ``measure``,
        ``counted_unit``, ``place_id``, ``asserted_by``, ``value``, ``value_low``,
        ``value_high``, ``magnitude``, ``qualifier``, ``reality``, ``figure_id`` and ``n_rivals``
        (how many figures exclude it or differ from it). A day without a reading has no row.

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
    scopes = choices("scope", scope, vocabulary("scope"))
    places, asserters = resolve("place", place), resolve("actor", asserted_by)
    wanted = (
        ("measure", measures),
        ("measure_kind", {kind}),
        ("counted_unit", units),
        ("scope", scopes),
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
    return result_frame([_reading(row) for row in readings], _READING_COLUMNS)


_READING_COLUMNS = (
    "period_start",
    "period_end",
    "measure",
    "counted_unit",
    "place_id",
    "asserted_by",
    *NUMBERS,
    "magnitude",
    "qualifier",
    "reality",
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
        "asserted_by": actor_name(row["asserted_by"]),
        "n_rivals": sum(stands != "agrees" for _, stands in rivals_of(str(row["figure_id"]))),
    }


class Wide(NamedTuple):
    """Readings in a wide frame, and those that do not fit into one.

    Parameters
    ----------
    values : pandas.DataFrame
        One row a period, one column a body.
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
        ``values`` (float64), indexed by the first day of each period, one column a body, and below
        it one a measure or place where there are several. Days, months and years without a
        reading have a row of NaN, so that a line breaks there. Running totals are indexed by their
        last day and have a column for each first day. ``left_out`` has readings without a single
        number or day, and rival readings of one body for one period, of which none is chosen.

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
    body = readings["asserted_by"].fillna("(no one named)")
    frame = readings.assign(asserted_by=body, reason="").reset_index(drop=True)
    calendar_step = _step(frame)
    day, further = ("period_start", ()) if calendar_step else ("period_end", ("period_start",))
    parts = ("measure", "place_id", *further)
    frame.loc[_rival(frame, [day, "asserted_by", *parts]), "reason"] = (
        "several readings by one body for one period"
    )
    frame.loc[frame["value"].isna(), "reason"] = "no single number"
    frame.loc[frame[day].isna(), "reason"] = "no day"
    kept = frame[frame["reason"] == ""]
    columns = ["asserted_by", *(part for part in parts if kept[part].nunique() > 1)]
    values = kept.pivot(index=day, columns=columns, values="value").sort_index()
    if calendar_step and len(values):
        values = values.asfreq(calendar_step)
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


def _step(frame: pd.DataFrame) -> str | None:
    """Name the step from one period to the next; None for running totals, which have any."""
    dated = frame.dropna(subset=["period_start", "period_end"])
    length = (dated["period_end"] - dated["period_start"]).dt.days
    for step, least, most in (("D", 0, 0), ("MS", 27, 30), ("YS", 364, 365)):
        if length.between(least, most).all():
            return step
    return None


def _rival(frame: pd.DataFrame, slot: list[str]) -> pd.Series[bool]:
    return frame.duplicated(slot, keep=False) & frame["value"].notna()
