"""The events that a chart of readings marks: those chosen, or those most reported."""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING, Any

from ..accessors.timeline import timeline as timeline_of
from ..dataset import Dataset
from ..errors import NothingFoundWarning
from . import theme
from .days import DayScale, written
from .letters import wrapped
from .rows import Question, Row, read
from .theme import GREY, INK, Space

if TYPE_CHECKING:
    import pandas as pd

_EVENTS = (
    Question("events", "event_id", ("date", "title")),
    Question("timeline", "record_id", ("date", "title", "kind")),
)
_KEY_EVENTS, _APART = 5, 26  # how many events are marked, and how many pixels apart


def marked_events(
    dataset: Dataset, rows: list[Row], events: pd.DataFrame | None, scale: DayScale
) -> list[Row]:
    """Return the events to mark in order of time, each with its ``number``."""
    if events is None:
        chosen = _most_reported(dataset, rows, scale)
    elif len(events):
        chosen = [row for row in read(events, dataset, *_EVENTS) if row["date"]]
        chosen = [row for row in chosen if scale.first <= row["date"] <= scale.last]
    else:
        chosen = []
    chosen.sort(key=lambda row: (row["date"], row["id"]))
    return [
        {
            "number": number,
            "id": row["id"],
            "date": row["date"],
            "event": row["title"],
            "text": f"{written(row['date'])}: {row['title']}",
        }
        for number, row in enumerate(chosen, 1)
    ]


def _countries(dataset: Dataset, rows: list[Row]) -> list[str]:
    """Return the countries of the readings' places; of a border, the first one."""
    places = dataset["places"].by_id
    ids = [dataset["figures"].by_id[row["id"]]["place_id"] for row in rows]
    return sorted({str(places[one]["country"]) for one in ids if places[one]["country"]})


def country_names(dataset: Dataset, rows: list[Row]) -> str:
    """Name the countries of the readings."""
    names = dataset["countries"].by_id
    codes = _countries(dataset, rows)
    return " and ".join(names[one]["name"] if one in names else one for one in codes)


def _most_reported(dataset: Dataset, rows: list[Row], scale: DayScale) -> list[Row]:
    """Return the events with the most publishers whose marks would not touch."""
    shown = [row["date"] for row in rows]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", NothingFoundWarning)
        found = timeline_of(
            dataset,
            kind="event",
            start=min(shown),
            end=max(shown),
            country=_countries(dataset, rows) or None,
        )
    candidates = [] if found.empty else read(found, dataset, _EVENTS[1])
    candidates.sort(key=lambda row: (-row["n_publishers"], row["date"], row["id"]))
    chosen: list[Row] = []
    for row in candidates:
        at = scale.position(row["date"])
        if all(abs(at - scale.position(one["date"])) >= _APART for one in chosen):
            chosen.append(row)
        if len(chosen) == _KEY_EVENTS:
            break
    return chosen


def event_key(alt: Any, marked: list[Row], space: Space) -> Any:
    """Return the numbered list of the marked events."""
    lines: list[Row] = []
    for row in marked:
        for n, text in enumerate(wrapped(row["text"], space.width - 26, 12)):
            shown = "" if n else str(row["number"])
            y = len(lines) * 18 + 9
            lines.append({"x": 9, "xtext": 26, "y": y, "line": text, "shown": shown})
    height = len(lines) * 18
    base = alt.Chart(theme.values(lines), width=space.plot, height=height)
    base = base.encode(y=space.y("y", height))
    numbered = base.transform_filter("datum.shown != ''").encode(x=space.x("x"))
    return alt.layer(
        numbered.mark_circle(color=GREY, size=190, opacity=1),
        numbered.mark_text(color="white", fontSize=10, fontWeight="bold").encode(text="shown:N"),
        base.mark_text(align="left", fontSize=12, color=INK).encode(
            x=space.x("xtext"), text="line:N"
        ),
    )
