"""The chart of a series: each reading as a point, and lines only between neighbouring periods."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from ..accessors.series import wide
from ..dataset import Dataset, shipped
from ..dataset.wording import amount
from ..errors import Advice, InvalidInputError, listed
from ..parsing.dates import form_of
from . import days, numbers, theme
from .days import DayScale, written
from .marked_events import country_names, event_key, marked_events
from .rows import Question, Row, read
from .theme import COLOURS, GREY, PALE, Caption, Entry, Space

if TYPE_CHECKING:
    import altair as alt
    import pandas as pd

_ASKED = Question(
    "series",
    "figure_id",
    (
        "date",
        "measure",
        "value",
        "value_low",
        "value_high",
        "magnitude",
        "qualifier",
        "counted_unit",
        "subgroup",
        "place",
        "period_start",
        "period_end",
        "asserted_by",
        "asserted_by_name",
    ),
)
_LABELS, _RIGHT = 56, 16  # pixels left and right of the plot
_HEIGHT = 330
_NOBODY = "(no one named)"


def series(
    frame: pd.DataFrame,
    *,
    dataset: Dataset | None = None,
    events: pd.DataFrame | None = None,
    title: str | None = None,
    width: int = theme.WIDTH,
) -> alt.VConcatChart:
    """Draw the readings of a measure: what each authority reported for each day, month or year.

    Parameters
    ----------
    frame : pandas.DataFrame
        What `series` returned; its rows may be filtered.
    dataset : Dataset, optional
        The dataset that the frame is from; by default the shipped one.
    events : pandas.DataFrame, optional
        Events to mark: what `events` or `timeline` returned; a frame without rows marks none. By
        default those with the most publishers in the countries and the period of the readings.
    title : str, optional
        Another heading.
    width : int, default 800
        The width in pixels.

    Returns
    -------
    altair.VConcatChart
        Each reading is a row of the chart's data and a point, also where several differ. A line
        connects two points only if their days, months or years are neighbours and each has one
        reading; running totals are connected only from one day to the next. Ranges, "more than"
        and the like are intervals.

    Raises
    ------
    InvalidInputError
        If the frame is empty, lacks columns, is not from the dataset, or counts different things,
        such as attempts and people.
    MissingExtraError
        If Altair is not installed; it comes with the extra ``plot``.

    Examples
    --------
    >>> import migrant_crisis_2021 as mc
    >>> readings = mc.series("attempted_crossings", start="2021-11", end="2021-12")
    >>> mc.plot.series(readings).to_dict()["title"]["text"]
    ['Attempted crossings']
    """
    alt = theme.altair()
    space = Space.within(theme.check_width(width), _LABELS, _RIGHT)
    rows = read(frame, dataset, _ASKED)
    dataset = dataset or shipped()
    _refuse_mixed_units(rows)
    dated = [row for row in rows if _has_day(dataset, row)]
    if not dated:
        raise InvalidInputError("no reading of the frame has a day: there is nothing to draw.")
    scale = DayScale([row["date"] for row in dated], space.plot)
    groups = _groups(dataset, dated)
    colours = _colours(groups.values())
    readings = [_reading(dataset, row, groups[row["id"]]) for row in dated]
    lines = _lines(frame, dated, groups)
    marked = marked_events(dataset, dated, events, scale)
    parts = [
        *_legend(readings, colours, space),
        _plot(alt, readings, lines, marked, colours, scale),
    ]
    if marked:
        parts.append(event_key(alt, marked, space))
    countries = country_names(dataset, dated) if events is None else ""
    caption = _caption(dataset, rows, dated, readings, marked, countries, title)
    return theme.framed(parts, caption, dataset, [row["id"] for row in dated], space)


def _refuse_mixed_units(rows: list[Row]) -> None:
    units = sorted({row["counted_unit"] for row in rows})
    if len(units) > 1:
        raise InvalidInputError(
            f"the readings count different things: {listed(units)}. One axis cannot show both.",
            Advice(
                f'Keep one of them, as in frame[frame["counted_unit"] == {units[0]!r}].',
                f"Choose one with --unit {units[0]}.",
            ),
        )


def _has_day(dataset: Dataset, row: Row) -> bool:
    """Return whether a reading has a place on the axis: a running total holds for its last day."""
    return bool(row["period_end"] if _kind(dataset, row) == "cumulative" else row["date"])


def _groups(dataset: Dataset, rows: list[Row]) -> dict[str, str]:
    """Map each reading to the name of its series: the authority and whatever else tells apart."""
    names = {row["id"]: row["asserted_by_name"] or _NOBODY for row in rows}
    parts = {row["id"]: _parts(dataset, row) for row in rows}
    found: dict[str, set[tuple[str, ...]]] = defaultdict(set)
    for row in rows:
        found[names[row["id"]]].add(parts[row["id"]])
    for ident, name in names.items():
        differing = [len(set(cells)) > 1 for cells in zip(*found[name], strict=True)]
        kept = [part for part, differs in zip(parts[ident], differing, strict=True) if differs]
        names[ident] = ", ".join([name, *kept])
    return names


def _parts(dataset: Dataset, row: Row) -> tuple[str, ...]:
    """Return what can tell series of one authority apart, in words."""
    start = row["period_start"]
    since = f"since {written(start)}" if start and _kind(dataset, row) == "cumulative" else ""
    measure = dataset.lists.label("measure", row["measure"]).lower()
    return measure, row["place"] or "", row["subgroup"] or "all", since


def _kind(dataset: Dataset, row: Row) -> str:
    return str(dataset["figures"].by_id[row["id"]]["measure_kind"])


def _colours(names: Iterable[str]) -> dict[str, str]:
    """Give the series with most readings a colour each, and all others grey."""
    counted = Counter(names)
    ordered = sorted(counted, key=lambda name: (-counted[name], name))
    if len(ordered) > len(COLOURS):
        first = len(COLOURS) - 1
        return dict(zip(ordered, [*COLOURS[:first], *[PALE] * (len(ordered) - first)], strict=True))
    return dict(zip(ordered, COLOURS[: len(ordered)], strict=True))


def _legend(readings: list[Row], colours: dict[str, str], space: Space) -> list[Any]:
    named = {name: colour for name, colour in colours.items() if colour != PALE}
    entries = [Entry(name, colour) for name, colour in named.items()]
    if others := len(colours) - len(named):
        entries.append(Entry(f"{others} others", PALE))
    kinds = numbers.entries(readings, arrows="y")
    return [theme.legend(each, space) for each in (entries, kinds) if each]


def _reading(dataset: Dataset, row: Row, group: str) -> Row:
    """Return what is drawn of a reading: a point, and the ends of its interval."""
    return {
        **numbers.drawn(row),
        "id": row["id"],
        "date": row["date"],
        "series": group,
        "place": row["place"],
        "text": amount(row, dataset.lists),
        "day": days.span(row["period_start"] or row["date"], row["period_end"] or row["date"]),
    }


def _lines(frame: pd.DataFrame, rows: list[Row], groups: dict[str, str]) -> list[Row]:
    """Return the points that lines connect; those of one ``run`` are neighbours in time."""
    left_out = set(wide(frame).left_out["figure_id"])
    kept = [row for row in rows if row["id"] not in left_out]
    kept.sort(key=lambda row: (groups[row["id"]], str(row["period_start"]), row["date"]))
    points: list[Row] = []
    before: Row | None = None
    for row in kept:
        if before is None or not _follows(before, row, groups):
            run = row["id"]
        points.append(
            {"run": run, "date": row["date"], "at": row["value"], "series": groups[row["id"]]}
        )
        before = row
    sizes: dict[str, int] = defaultdict(int)
    for point in points:
        sizes[point["run"]] += 1
    return [point for point in points if sizes[point["run"]] > 1]


def _follows(before: Row, row: Row, groups: dict[str, str]) -> bool:
    """Return whether a reading is of the next period of the same series."""
    if groups[before["id"]] != groups[row["id"]]:
        return False
    next_day = before["date"] + dt.timedelta(days=1)
    if before["period_start"] == row["period_start"]:  # a running total grows at its end
        return bool(row["date"] == next_day)
    return bool(row["period_start"] == next_day)


def _plot(
    alt: Any,
    readings: list[Row],
    lines: list[Row],
    marked: list[Row],
    colours: dict[str, str],
    scale: DayScale,
) -> Any:
    x = alt.X("date:T", scale=scale.scale(), axis=scale.axis())
    y = alt.Y(
        "at:Q",
        scale=alt.Scale(zero=True, nice=True),
        axis=alt.Axis(
            title=None,
            domain=False,
            ticks=False,
            labelPadding=8,
            tickCount=6,
            format=",~f",
            minExtent=_LABELS,
            maxExtent=_LABELS,
        ),
    )
    scaled = alt.Scale(domain=list(colours), range=list(colours.values()))
    colour = alt.Color("series:N", scale=scaled, legend=None)
    layers = []
    if marked:
        events = alt.Chart(theme.values(marked)).encode(x=x)
        top = {"y": -12}
        layers += [
            events.mark_rule(color=GREY, strokeDash=[2, 3], strokeWidth=1, y=-12, y2=_HEIGHT),
            events.mark_circle(color=GREY, size=240, opacity=1, **top).encode(
                tooltip=["text:N", "id:N"]
            ),
            events.mark_text(color="white", fontSize=11, fontWeight="bold", **top).encode(
                text="number:O"
            ),
        ]
    if lines:
        connected = alt.Chart(theme.values(lines)).mark_line(strokeWidth=1.5, opacity=0.7)
        layers.append(connected.encode(x=x, y=y, color=colour, detail="run:N"))
    tooltip = ("day:N", "text:N", "series:N", "place:N", "id:N")
    layers += numbers.marks(readings, "y", {"x": x, "y": y}, colour, tooltip)
    return alt.layer(*layers, width=scale.width, height=_HEIGHT)


def _caption(
    dataset: Dataset,
    rows: list[Row],
    dated: list[Row],
    readings: list[Row],
    marked: list[Row],
    countries: str,
    title: str | None,
) -> Caption:
    label = dataset.lists.label
    measures = list(dict.fromkeys(label("measure", row["measure"]) for row in dated))
    period = days.span(min(row["date"] for row in dated), max(row["date"] for row in dated))
    places = list(dict.fromkeys(row["place"] for row in dated if row["place"]))
    where = f", {places[0]}" if len(places) == 1 else ""
    notes = [
        f"Each point is one reported number; lines connect neighbouring {_per(dated) or 'day'}s. "
        "A gap is a gap in the reports read, not a zero."
    ]
    if marked and countries:
        notes.append(f"Marked: the events in or about {countries} that most publishers report.")
    if undated := len(rows) - len(dated):
        notes.append(
            f"Not drawn: {undated:,} of {len(rows):,} readings, for which no day is known."
        )
    highest = max(readings, key=lambda reading: reading["at"])
    who = ", ".join(dict.fromkeys(reading["series"] for reading in readings))
    return Caption(
        title or ", ".join(measures),
        f"{_unit(dataset, dated)}, as reported{where}, {period}.",
        notes,
        f"Points: {len(readings):,} readings of {', '.join(measures).lower()}, {period}, by {who}. "
        f"The highest is {highest['text']} ({highest['day']}, {highest['series']})."
        + "".join(f" Marked {row['number']}: {row['text']}." for row in marked),
    )


def _unit(dataset: Dataset, rows: list[Row]) -> str:
    """Say what one reading counts: per day, in all, or at one moment."""
    unit = dataset.lists.label("counted_unit", rows[0]["counted_unit"])
    kinds = {_kind(dataset, row) for row in rows}
    if kinds == {"cumulative"}:
        return f"{unit}, running totals"
    per = _per(rows)
    return f"{unit} per {per}" if kinds == {"flow"} and per else unit


def _per(rows: list[Row]) -> str:
    """Name the period that each reading covers; nothing if they differ."""
    forms = {
        form_of(row["period_start"], row["period_end"])
        if row["period_start"] and row["period_end"]
        else ""
        for row in rows
    }
    form = forms.pop() if len(forms) == 1 else ""
    return form if form in ("day", "month", "year") else ""
