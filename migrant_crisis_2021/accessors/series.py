"""Readings of a measure over time, as they were reported."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from typing import TYPE_CHECKING, Any, NamedTuple, cast, get_args

from ..dataset import Dataset
from ..dataset.actors import side_name
from ..dataset.days import own_day
from ..dataset.figures import admissible
from ..dataset.row_types import FigureRow
from ..dataset.wording import actor_name, place_name
from ..errors import InvalidInputError, option
from ..frames.convert import NUMBERS
from ..names import Frequency, Match, Names
from ..parsing.dates import DateLike, form_of
from ..parsing.words import as_list, split_list
from .answers import Computed
from .filters import Selection
from .nothing_found import explained
from .resolution import choice, choices, resolve
from .rivals import contradict, rivals_of

if TYPE_CHECKING:
    import pandas as pd

_UNITS: dict[Frequency, str] = {"D": "day", "M": "month", "Y": "year"}
_STEPS = {"day": "D", "month": "MS", "year": "YS"}


@explained
def series(
    dataset: Dataset,
    measure: Names,
    *,
    start: DateLike | None = None,
    end: DateLike | None = None,
    match: Match = "date",
    place: Names | None = None,
    country: Names | None = None,
    freq: Frequency = "D",
    asserted_by: Names | None = None,
    side: Names | None = None,
    kind: str = "flow",
    unit: str | None = None,
    subgroup: Names | None = None,
    source: Names | None = None,
    scope: Names | None = "crisis",
) -> Computed:
    """List the readings of a measure over time, as reported, without sums or filled gaps.

    Parameters
    ----------
    measure : str or list of str
        Values or labels of the vocabulary list ``measure``, in any spelling.
    start, end : str, date or Timestamp, optional
        A day, ``2021-11`` or ``2021``; both ends are included.
    match : {"date", "overlaps", "within"}, default "date"
        Keep readings whose last day is in the period, that overlap it, or that lie within it.
    place : str or list of str, optional
        Ids or names; a place includes everything within it, a country its borders. Readings for
        several places are never added up: ``place_id`` tells them apart.
    country : str or list of str, optional
        Names, ISO 3166-1 codes (two or three letters), or numbers such as ``"iso 040"``,
        ``"gw 305"`` and ``"cow 305"``; matches either side of a border.
    freq : {"D", "M", "Y"}, default "D"
        Readings that cover exactly one day, one calendar month or one calendar year. Running
        totals (``kind="cumulative"``) cover any span and are not restricted.
    asserted_by : str or list of str, optional
        Ids, names or aliases of the bodies that reported the number: these alone.
    side : str or list of str, optional
        Ids, names or aliases of actors; they or any of their bodies and officials reported it.
    kind : str, default "flow"
        A value or label of the vocabulary list ``measure_kind``.
    unit : str, optional
        A value or label of the vocabulary list ``counted_unit``; required if the readings have
        several.
    subgroup : str or list of str, optional
        Readings of these subgroups instead of those of the whole, such as ``"children"``.
    source : str or list of str, optional
        Ids of documents that support the reading, or names of publishers or news agencies.
    scope : str, list of str or None
        By default only readings of the crisis; None for all, including those of other years.

    Returns
    -------
    pandas.DataFrame
        One row per reading, in chronological order: ``figure_id``, ``date``, ``measure``,
        ``value``, ``value_low``, ``value_high``, ``magnitude``, ``qualifier``, ``counted_unit``,
        ``subgroup``, ``place_id``, ``place``, ``period_start``, ``period_end``, ``asserted_by``,
        ``asserted_by_name``, ``side``, ``reality`` and ``n_rivals`` (how many figures exclude it
        or differ from it). A day without a reading has no row.

    Raises
    ------
    UnknownValueError
        If a measure, place, country, frequency, body, side, kind, unit, subgroup or document does
        not exist.
    InvalidInputError
        If the readings count different things, such as attempts and people, or `start` or `end`
        is not a date.

    Warns
    -----
    NothingFoundWarning
        If no reading passes the filters; the message says what is near.

    Examples
    --------
    >>> import migrant_crisis_2021 as mc
    >>> mc.series("attempted_crossings", freq="Y")["counted_unit"].unique().tolist()
    ['attempts']
    """
    freq = cast(Frequency, option("freq", freq, get_args(Frequency)))
    kind = choice(dataset, "kind", kind, "measure_kind")
    measures = choices(dataset, "measure", as_list(measure)) or set()
    units = None if unit is None else {choice(dataset, "unit", unit, "counted_unit")}
    _refuse_mixed_measures(dataset, measures, units)
    selection = (
        Selection(dataset, "figures")
        .valued("status", "active")
        .valued("scope", scope)
        .among("measure", measures)
        .among("measure_kind", [kind])
        .among("counted_unit", units)
        .dated(start, end, match, "period")
        .located(place, country)
        .among("asserted_by", resolve(dataset, "actor", asserted_by))
        .acted(None, side)
        .spelled("subgroup", subgroup)
        .supported(source, only_state_affiliated=False)
    )
    readings = [
        row
        for row in cast("list[FigureRow]", selection.rows())
        if (subgroup is not None or row["subgroup"] is None)
        and (kind == "cumulative" or _covers_one(row, freq))
    ]
    _refuse_mixed_units({row["counted_unit"] for row in readings}, measures)
    readings.sort(key=lambda r: [str(r["period_end"]), str(r["period_start"]), r["figure_id"]])
    return Computed([_reading(dataset, row) for row in readings], _READING_COLUMNS)


_READING_COLUMNS = (
    "figure_id",
    "date",
    "measure",
    *NUMBERS,
    "magnitude",
    "qualifier",
    "counted_unit",
    "subgroup",
    "place_id",
    "place",
    "period_start",
    "period_end",
    "asserted_by",
    "asserted_by_name",
    "side",
    "reality",
    "n_rivals",
)


def _refuse_mixed_measures(dataset: Dataset, measures: set[str], units: set[str] | None) -> None:
    """Raise an error if measures count attempts and people, even if no readings match."""
    entries = dataset.lists.entries("measure")
    allowed = [set(split_list(entries[measure]["units"])) for measure in measures]
    if units is None and len(allowed) > 1 and not set.intersection(*allowed):
        names = ", ".join(sorted(measures))
        raise InvalidInputError(
            f"{names} have no counted unit in common: one attempt is not one person. "
            "Ask for one measure at a time."
        )


def _refuse_mixed_units(units: set[str], measures: set[str]) -> None:
    if len(units) > 1:
        listed, names = ", ".join(sorted(units)), ", ".join(sorted(measures))
        raise InvalidInputError(
            f"the readings of {names} count different things: {listed}. "
            f"Choose one with unit={sorted(units)[0]!r}, or restrict place or asserted_by."
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
        "date": own_day(row),
        "place": place_name(dataset, row["place_id"]),
        "asserted_by_name": actor_name(dataset, row["asserted_by"]),
        "side": side_name(dataset, row["asserted_by"]),
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
        body. If there are several measures, places or subgroups, further column levels name them.
        A day, month or year without a reading is a row of NaN: draw points as well as lines, as
        in ``values.plot(marker="o")``, because a line alone does not show a reading between two
        missing ones. Running totals are indexed by their last day and have one column per first
        day. Of several readings of one body for one period that can all be true, the most exact
        one stays. ``left_out`` contains the others, readings that exclude each other, and readings
        without exactly one number or without a day.

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
    body = readings["asserted_by_name"].fillna("(no one named)")
    frame = readings.assign(body=body, reason="").reset_index(drop=True)
    calendar_step = _step(frame)
    day, further = ("period_start", ()) if calendar_step else ("period_end", ("period_start",))
    parts = ("measure", "place", "subgroup", *further)
    frame.loc[frame["value"].isna(), "reason"] = "no single number"
    frame.loc[frame[day].isna(), "reason"] = "no day"
    dated = frame[frame[day].notna()]
    for _, slot in dated.groupby([day, "body", *parts, "counted_unit"], dropna=False):
        for index, reason in _left_out(slot):
            frame.loc[index, "reason"] = reason
    kept = frame[frame["reason"] == ""]
    levels = [part for part in parts if kept[part].nunique(dropna=False) > 1]
    columns = ["body", *levels]
    values = kept.fillna({"subgroup": "all"}).pivot(index=day, columns=columns, values="value")
    values = values.sort_index()
    if calendar_step and len(values):
        values = values.asfreq(calendar_step)
    left_out = frame[frame["reason"] != ""].drop(columns="body").reset_index(drop=True)
    values.attrs = left_out.attrs = dict(readings.attrs)
    return Wide(values, left_out)


def _left_out(slot: pd.DataFrame) -> Iterator[tuple[Any, str]]:
    """Yield which readings of one body for one period cannot be shown, and why."""
    readings = [(index, _as_figure(row)) for index, row in slot.iterrows()]
    shown = [(index, row) for index, row in readings if row["value"] is not None]
    if len(readings) < 2 or not shown:
        return
    if any(contradict(one, other) for (_, one), (_, other) in combinations(readings, 2)):
        for index, _ in shown:
            yield index, "several readings by one body for one period that exclude each other"
        return
    best, _ = min(shown, key=lambda reading: _width(reading[1]))
    for index, _ in shown:
        if index != best:
            yield index, "a more exact reading by the same body is shown"


def _as_figure(row: pd.Series[Any]) -> dict[str, Any]:
    import pandas as pd

    columns = (*NUMBERS, "magnitude", "qualifier")
    return {name: None if pd.isna(row[name]) else row[name] for name in columns}


def _width(figure: dict[str, Any]) -> float:
    interval = admissible(figure)
    return interval.high - interval.low


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
