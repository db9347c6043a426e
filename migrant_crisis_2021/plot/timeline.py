"""The chart of a timeline: records per week, and events in one lane per type."""

from __future__ import annotations

import datetime as dt
import math
from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, NamedTuple

from ..dataset import Dataset, shipped
from ..errors import InvalidInputError
from . import days, theme
from .days import DayScale, monday, written
from .rows import Question, Row, read
from .theme import BLUE, GREY, INK, SKY, VERMILION, Caption, Entry, Space

if TYPE_CHECKING:
    import altair as alt
    import pandas as pd

_ASKED = (
    Question(
        "timeline", "record_id", ("kind", "date", "date_end", "title", "event_type", "reality")
    ),
    Question("events", "event_id", ("date", "date_end", "title", "event_type", "reality")),
)
_LABELS, _RIGHT = 158, 34  # pixels left and right of the lanes
_BARS = 96  # height of the bars
_DOTS = 3.8, 5.4  # least and greatest diameter of an event
_AIR, _LEAST = 7, 17  # pixels between two lanes, and from top to bottom of one

_FEW_DAYS = 45  # in a shorter period, bars count days

_WHAT = {"event": "Events", "figure": "Figures"}
_COLOUR = {"Events": BLUE, "Figures": SKY}
_OCCURRED, _NOT_SURE = "Occurred", "Alleged, announced or planned"


def timeline(
    frame: pd.DataFrame,
    *,
    dataset: Dataset | None = None,
    title: str | None = None,
    width: int = theme.WIDTH,
) -> alt.VConcatChart:
    """Draw records per week above, and each event as a dot in the lane of its type below.

    Parameters
    ----------
    frame : pandas.DataFrame
        What `timeline` or `events` returned; its rows may be filtered. Figures count in the bars.
    dataset : Dataset, optional
        The dataset that the frame is from; by default the shipped one.
    title : str, optional
        Another heading.
    width : int, default 800
        The width in pixels.

    Returns
    -------
    altair.VConcatChart
        Each event is a row of the chart's data. Events that last have a line to their last day.
        Records without a day are not drawn; a note says how many.

    Raises
    ------
    InvalidInputError
        If the frame is empty, lacks columns, is not from the dataset, or has no record with a day.
    MissingExtraError
        If Altair is not installed; it comes with the extra ``plot``.

    Examples
    --------
    >>> import migrant_crisis_2021 as mc
    >>> autumn = mc.timeline(start="2021-09", end="2021-11")
    >>> mc.plot.timeline(autumn).to_dict()["title"]["text"]
    ['Events by week and type']
    """
    alt = theme.altair()
    space = Space.within(theme.check_width(width), _LABELS, _RIGHT)
    rows = read(frame, dataset, *_ASKED)
    dataset = dataset or shipped()
    dated = [row for row in rows if row["date"]]
    if not dated:
        raise InvalidInputError(
            "no record of the frame has a day, so a timeline has no place for it. Ask timeline() "
            "or events() for records that have one, with start= or end=."
        )
    events = [row for row in dated if row.get("kind", "event") == "event"]
    step = _step(dated)
    starts = [step.start(row["date"]) for row in dated]
    scale = DayScale([*starts, *map(step.end, starts)], space.plot, room=6)
    middle = (
        scale.pixels_per_day / 2 if step.length == 1 else 0
    )  # a dot under the middle of its bar
    parts = [*_bar_key(dated, space), _bars(alt, dated, step, scale)]
    lanes = _lanes(events, scale)
    if events:
        parts += _dot_key(events, space)
        parts.append(_dots(alt, dataset, lanes, scale, middle))
    caption = _caption(dataset, rows, dated, lanes, step, title)
    return theme.framed(parts, caption, dataset, [row["id"] for row in dated], space)


class _Step(NamedTuple):
    """The days that one bar counts.

    Parameters
    ----------
    name : str
        What a bar stands for.
    length : int
        How many days it has.
    """

    name: str
    length: int

    def start(self, day: dt.date) -> dt.date:
        """Return the first day of the bar that counts a day."""
        return monday(day) if self.length == 7 else day

    def end(self, start: dt.date) -> dt.date:
        """Return the day after the last day of a bar."""
        return start + dt.timedelta(days=self.length)

    def written(self, start: dt.date) -> str:
        """Write the days of a bar."""
        return days.span(start, self.end(start) - dt.timedelta(days=1))

    def busiest(self, dated: list[Row]) -> tuple[dt.date, int]:
        """Return the first day and the height of the highest bar."""
        counted = Counter(self.start(row["date"]) for row in dated)
        return min(counted.items(), key=lambda item: (-item[1], item[0]))


def _step(dated: list[Row]) -> _Step:
    shown = [row["date"] for row in dated]
    return _Step("day", 1) if (max(shown) - min(shown)).days < _FEW_DAYS else _Step("week", 7)


def _bars(alt: Any, dated: list[Row], step: _Step, scale: DayScale) -> Any:
    counted = Counter((step.start(row["date"]), row.get("kind", "event")) for row in dated)
    bars = [
        {
            "from": start,
            "to": step.end(start),
            "low": counted[start, "event"] if kind == "figure" else 0,
            "high": count + (counted[start, "event"] if kind == "figure" else 0),
            "what": _WHAT[kind],
            "records": count,
            "when": step.written(start),
        }
        for (start, kind), count in sorted(counted.items())
    ]
    kinds = [name for name in _WHAT.values() if any(bar["what"] == name for bar in bars)]
    x = alt.X("from:T", scale=scale.scale(), axis=None)
    axis = alt.Axis(
        title=None, tickCount=3, tickMinStep=1, domain=False, ticks=False, labelPadding=6
    )
    drawn = alt.Chart(theme.values(bars), width=scale.width, height=_BARS).mark_rect(
        stroke="white", strokeWidth=0.5
    )
    start, total = step.busiest(dated)
    at_right = scale.position(start) < scale.width * 0.65
    label = f"{total:,}" + (f" in the week of {step.written(start)}" if step.length == 7 else "")
    note = {"from": step.end(start) if at_right else start, "high": total, "text": label}
    named = alt.Chart(theme.values([note])).mark_text(
        align="left" if at_right else "right",
        dx=5 if at_right else -5,
        baseline="line-top",
        fontSize=12,
        color=INK,
    )
    return alt.layer(
        drawn.encode(
            x=x,
            x2="to:T",
            y=alt.Y("low:Q", axis=axis, scale=alt.Scale(domainMax=total)),
            y2="high:Q",
            color=alt.Color(
                "what:N",
                scale=alt.Scale(domain=kinds, range=[_COLOUR[kind] for kind in kinds]),
                legend=None,
            ),
            tooltip=["when:N", "what:N", "records:Q"],
        ),
        named.encode(x=x, y=alt.Y("high:Q", axis=axis), text="text:N"),
    )


def _bar_key(dated: list[Row], space: Space) -> list[Any]:
    kinds = {row.get("kind", "event") for row in dated}
    entries = [Entry(_WHAT[kind], _COLOUR[_WHAT[kind]], "square") for kind in sorted(kinds)]
    return [theme.legend(entries, space)] if len(entries) > 1 else []


def _dot_key(events: list[Row], space: Space) -> list[Any]:
    if all(row["reality"] == "occurred" for row in events):
        return []
    return [theme.legend([Entry(_OCCURRED, BLUE), Entry(_NOT_SURE, VERMILION)], space)]


class _Lane:
    """The events of one type, with the height that their dots need.

    Parameters
    ----------
    event_type : str
        The type.
    rows : list of dict
        Its events, each with the cell ``level``: steps above or below the middle.
    """

    def __init__(self, event_type: str, rows: list[Row], scale: DayScale) -> None:
        self.event_type = event_type
        self.rows = sorted(rows, key=lambda row: (row["date"], row["id"]))
        self.dot = dot = _diameter(scale)
        taken: dict[int, float] = {}
        for row in self.rows:
            at = scale.position(row["date"])
            row["level"] = level = next(n for n in _outwards() if taken.get(n, -99) + dot <= at)
            taken[level] = at
        levels = [row["level"] for row in self.rows]
        self.above, self.below = max(levels), min(levels)

    @property
    def height(self) -> float:
        """Pixels from its top to its bottom."""
        return float((self.above - self.below + 1) * self.dot + _AIR)


def _diameter(scale: DayScale) -> float:
    """Return the diameter of a dot: smaller where many days share few pixels."""
    least, greatest = _DOTS
    return min(max(least, scale.pixels_per_day * 4), greatest)


def _outwards() -> Iterable[int]:
    yield 0
    for step in range(1, 10_000):
        yield from (step, -step)


def _lanes(events: list[Row], scale: DayScale) -> list[_Lane]:
    """Return the lanes, those with most events first."""
    by_type = defaultdict(list)
    for row in events:
        by_type[row["event_type"]].append(row)
    ordered = sorted(by_type.items(), key=lambda item: (-len(item[1]), item[0]))
    return [_Lane(event_type, rows, scale) for event_type, rows in ordered]


def _laid_out(
    dataset: Dataset, lanes: list[_Lane], scale: DayScale
) -> tuple[list[Row], list[Row], float]:
    """Return the dots and the names of the lanes, with their pixels, and the height of all."""
    dots: list[Row] = []
    names: list[Row] = []
    top = 0.0
    for lane in lanes:
        height = max(lane.height, _LEAST)
        middle = top + height / 2 + (lane.above + lane.below) / 2 * lane.dot
        name = dataset.lists.label("event_type", lane.event_type)
        names.append(
            {"name": name, "count": len(lane.rows), "y": top + height / 2, "edge": top + height}
        )
        dots += [
            {
                "id": row["id"],
                "date": row["date"],
                "until": scale.clipped(row["date_end"] or row["date"]),
                "y": middle - row["level"] * lane.dot,
                "type": name,
                "event": row["title"],
                "place": row.get("place"),
                "day": written(row["date"]),
                "reality": _OCCURRED if row["reality"] == "occurred" else _NOT_SURE,
            }
            for row in lane.rows
        ]
        top += height
    return dots, names, top


def _dots(alt: Any, dataset: Dataset, lanes: list[_Lane], scale: DayScale, right: float) -> Any:
    """Return the lanes; `right` is how far the middle of a bar is from its left end."""
    dots, names, top = _laid_out(dataset, lanes, scale)
    levels = alt.Scale(domain=[0, top], range=[0, top], nice=False, zero=False)
    x = alt.X("date:T", scale=scale.scale(), axis=scale.axis(grid=True, tickOffset=right))
    y = alt.Y("y:Q", scale=levels, axis=None)
    base = alt.Chart(theme.values(dots), width=scale.width, height=top)
    shown = [one for one in (_OCCURRED, _NOT_SURE) if any(dot["reality"] == one for dot in dots)]
    colour = alt.Color(
        "reality:N",
        scale=alt.Scale(domain=shown, range=[BLUE if s == _OCCURRED else VERMILION for s in shown]),
        legend=None,
    )
    lasting = [dot for dot in dots if dot["until"] > dot["date"]]
    duration = alt.Chart(theme.values(lasting)).mark_rule(
        opacity=0.45, strokeWidth=1.5, xOffset=right, x2Offset=right, clip=True
    )
    points = base.mark_circle(
        size=math.pi / 4 * (_diameter(scale) - 0.4) ** 2, opacity=1, xOffset=right
    ).encode(
        x=x,
        y=y,
        color=colour,
        tooltip=["day:N", "type:N", "event:N", "place:N", "reality:N", "id:N"],
    )
    written_names = alt.Chart(theme.values(names))
    text_y = alt.Y("y:Q", scale=levels, axis=None)
    return alt.layer(
        written_names.mark_rule(color=theme.LINE).encode(
            y=alt.Y("edge:Q", scale=levels, axis=None)
        ),
        *([duration.encode(x=x, x2="until:T", y=y, color=colour)] if lasting else []),
        points,
        written_names.mark_text(align="right", dx=-10, x=0, fontSize=12, color=INK).encode(
            y=text_y, text="name:N"
        ),
        written_names.mark_text(
            align="right", dx=30, x=scale.width, fontSize=12, color=GREY
        ).encode(y=text_y, text="count:Q"),
    )


def _caption(
    dataset: Dataset,
    rows: list[Row],
    dated: list[Row],
    lanes: list[_Lane],
    step: _Step,
    title: str | None,
) -> Caption:
    with_figures = any(row.get("kind") == "figure" for row in dated)
    events = sum(len(lane.rows) for lane in lanes)
    what = "Recorded events and figures" if with_figures else "Recorded events"
    period = days.span(min(row["date"] for row in dated), max(row["date"] for row in dated))
    start, total = step.busiest(dated)
    label = dataset.lists.label
    described = ", ".join(
        f"{label('event_type', lane.event_type).lower()} ({len(lane.rows)})" for lane in lanes
    )
    subtitle = f"{what} per {step.name}, {period}" + (
        "; below, each event as a dot in the lane of its type, with their number at the right."
        if events
        else "."
    )
    notes = ["The numbers follow what the documents read report: few records need not mean calm."]
    if any(
        row["date_end"] and row["date_end"] > row["date"] for lane in lanes for row in lane.rows
    ):
        notes[0] += " A line runs from the first to the last day of an event."
    if undated := len(rows) - len(dated):
        notes.append(f"Not drawn: {undated:,} of {len(rows):,} records, which have no day.")
    return Caption(
        title or (f"Events by {step.name} and type" if events else f"Figures by {step.name}"),
        subtitle,
        notes,
        f"Bars and dots, {period}: {len(dated):,} records; the {step.name} with most of them, "
        f"{total:,}, is {step.written(start)}."
        + (f" Events by type: {described}." if lanes else ""),
    )
