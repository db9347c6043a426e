"""Readings of a measure over time, as they were reported."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple, get_args

from ..dataset import Dataset
from ..dataset.row_types import FigureRow
from ..dataset.wording import actor_name
from ..errors import InvalidInputError, check_option
from ..frames.convert import NUMBERS, result_frame
from ..names import Names
from ..parsing.dates import form_of
from ..parsing.words import as_list, split_list
from .resolution import choices, resolve
from .rivals import rivals_of

if TYPE_CHECKING:
    import pandas as pd

Frequency = Literal["D", "M", "Y"]
_UNITS: dict[Frequency, str] = {"D": "day", "M": "month", "Y": "year"}
_STEPS = {"day": "D", "month": "MS", "year": "YS"}


def series(
    dataset: Dataset,
    measure: Names,
    *,
    place: Names | None = None,
    freq: Frequency = "D",
    asserted_by: Names | None = None,
    kind: str = "flow",
    unit: str | None = None,
    scope: Names | None = "crisis",
) -> pd.DataFrame:
    """List the readings of a measure over time, as reported, without sums or filled gaps.

    Parameters
    ----------
    measure : str or list of str
        Values of the vocabulary list ``measure``.
    place : str or list of str, optional
        Ids or names; only the place itself, because its parts have smaller counts.
    freq : {"D", "M", "Y"}, default "D"
        Readings that cover exactly one day, one calendar month or one calendar year. Running
        totals (``kind="cumulative"``) cover any span and are not restricted.
    asserted_by : str or list of str, optional
        Ids, names or aliases of the bodies that reported the number.
    kind : str, default "flow"
        A value of the vocabulary list ``measure_kind``.
    unit : str, optional
        A value of the vocabulary list ``counted_unit``; required if the readings have several.
    scope : str, list of str or None
        By default only readings of the crisis; None for all, including those of other years.

    Returns
    -------
    pandas.DataFrame
        One row per reading, in chronological order: ``period_start``, ``period_end``, ``measure``,
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
    values = dataset.vocabulary.values
    check_option("freq", freq, get_args(Frequency))
    check_option("kind", kind, values("measure_kind"))
    measures = choices("measure", as_list(measure), values("measure"))
    units = choices("unit", None if unit is None else [unit], values("counted_unit"))
    scopes = choices("scope", scope, values("scope"))
    places, asserters = resolve(dataset, "place", place), resolve(dataset, "actor", asserted_by)
    wanted = (
        ("measure", measures),
        ("measure_kind", {kind}),
        ("counted_unit", units),
        ("scope", scopes),
        ("place_id", places),
        ("asserted_by", asserters),
    )
    _refuse_mixed_measures(dataset, measures, units)
    readings = [
        row
        for row in dataset["figures"]
        if row["status"] == "active"
        and all(allowed is None or row.get(column) in allowed for column, allowed in wanted)
        and (kind == "cumulative" or _covers_one(row, freq))
    ]
    _refuse_mixed_units({row["counted_unit"] for row in readings}, measures)
    readings.sort(key=lambda r: [str(r["period_end"]), str(r["period_start"]), r["figure_id"]])
    return result_frame([_reading(dataset, row) for row in readings], _READING_COLUMNS)


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


def _refuse_mixed_measures(
    dataset: Dataset, measures: set[str] | None, units: set[str] | None
) -> None:
    """Raise an error if measures count attempts and people, even if no readings match."""
    entries = dataset.vocabulary.entries("measure")
    allowed = [set(split_list(entries[measure]["units"])) for measure in measures or ()]
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


def _covers_one(row: FigureRow, freq: Frequency) -> bool:
    start, end = row["period_start"], row["period_end"]
    if start is None or end is None:
        return False
    if row["period_basis"] == "within" and start != end:
        return False  # one moment within the period, not all of it
    return form_of(start, end) == _UNITS[freq]


def _reading(dataset: Dataset, row: FigureRow) -> dict[str, object]:
    rivals = rivals_of(dataset, row["figure_id"])
    return {
        **{name: row.get(name) for name in _READING_COLUMNS},
        "asserted_by": actor_name(dataset, row["asserted_by"]),
        "n_rivals": sum(related != "agrees" for _, related in rivals),
    }


class Wide(NamedTuple):
    """Readings in a wide frame, and the readings left out of it.

    Parameters
    ----------
    values : pandas.DataFrame
        One row per period, one column per body.
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
        The frame that `series` returned; its rows may be filtered.

    Returns
    -------
    Wide
        ``values`` (float64) is indexed by the first day of each period and has one column per
        body. If there are several measures or places, further column levels name them. A day,
        month or year without a reading is a row of NaN: a plotted line breaks there. Running
        totals are indexed by their last day and have one column per first day. ``left_out``
        contains readings without exactly one number or without a day, and all readings of one body
        for a period for which it gave several.

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
            f"the column value contains {readings['value'].dtype}, not numbers: keep the one "
            "that series() returned."
        )


def _step(frame: pd.DataFrame) -> str | None:
    """Name the step between periods; None for running totals, which can end on any day."""
    dated = frame.dropna(subset=["period_start", "period_end"])
    spans = zip(dated["period_start"].dt.date, dated["period_end"].dt.date, strict=True)
    forms = {form_of(start, end) for start, end in spans} or {"day"}
    return _STEPS.get(forms.pop()) if len(forms) == 1 else None


def _rival(frame: pd.DataFrame, slot: list[str]) -> pd.Series[bool]:
    return frame.duplicated(slot, keep=False) & frame["value"].notna()
