"""The chart of rival figures: a panel for each group, with who says which number."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any

from ..dataset import Dataset, shipped
from ..dataset.wording import amount, quantity
from . import days, numbers, theme
from .letters import wrapped
from .rows import Question, Row, read
from .theme import BLUE, GREY, INK, LINE, VERMILION, Caption, Entry, Space

if TYPE_CHECKING:
    import altair as alt
    import pandas as pd

_ASKED = Question(
    "conflicts",
    "figure_id",
    (
        "comparison_group",
        "title",
        "measure",
        "value",
        "value_low",
        "value_high",
        "magnitude",
        "qualifier",
        "counted_unit",
        "subgroup",
        "place",
        "asserted_by_name",
        "excludes",
        "differs_from",
        "publishers",
        "period_start",
        "period_end",
    ),
)
_SHARE, _RIGHT = 0.42, 112  # part of the width for who says so; pixels for the number in words
_WIDEST = 420  # and no more pixels than these
_HEAD, _STEP, _AIR = 20, 15, 8  # heights of a line of a heading, of a row, and between rows
_ANYTHING = "other_count"  # a measure whose name does not say what is counted
_NAME, _DETAIL = 12, 11  # sizes of type
_EXCLUDES, _DIFFERS, _AGREES = (
    "Excludes another figure",
    "Differs from another figure",
    "Agrees with all others",
)
_STYLES: dict[str, dict[str, Any]] = {
    "head": {"fontSize": 13, "fontWeight": "bold", "color": INK},
    "who": {"fontSize": _NAME, "color": INK},
    "detail": {"fontSize": _DETAIL, "color": GREY},
    "number": {"fontSize": _NAME, "fontWeight": "bold", "color": INK},
}
_COLOURS = {_EXCLUDES: VERMILION, _DIFFERS: BLUE, _AGREES: "#8A8F98"}


def conflicts(
    frame: pd.DataFrame,
    *,
    dataset: Dataset | None = None,
    title: str | None = None,
    width: int = theme.WIDTH,
) -> alt.VConcatChart:
    """Draw rival figures side by side, with their bounds and who says so.

    Parameters
    ----------
    frame : pandas.DataFrame
        What `conflicts` returned; its rows may be filtered.
    dataset : Dataset, optional
        The dataset that the frame is from; by default the shipped one.
    title : str, optional
        Another heading.
    width : int, default 800
        The width in pixels.

    Returns
    -------
    altair.VConcatChart
        One panel per comparison group, each with its own axis from zero. Ranges, "more than" and
        the like are intervals. Colours say whether figures exclude each other.

    Raises
    ------
    InvalidInputError
        If the frame is empty, lacks columns or is not from the dataset.
    MissingExtraError
        If Altair is not installed; it comes with the extra ``plot``.

    Examples
    --------
    >>> import migrant_crisis_2021 as mc
    >>> chart = mc.plot.conflicts(mc.conflicts("deaths", start="2021-12"))
    >>> chart.to_dict()["title"]["text"]
    ['Rival figures']
    """
    theme.altair()
    width = theme.check_width(width)
    space = Space.within(width, min(round(width * _SHARE), _WIDEST), _RIGHT)
    rows = read(frame, dataset, _ASKED)
    dataset = dataset or shipped()
    groups = [list(members) for _, members in groupby(rows, lambda row: row["comparison_group"])]
    figures = [_figure(dataset, row, members, space) for members in groups for row in members]
    by_id = {figure["id"]: figure for figure in figures}
    panels = [
        _panel(dataset, members, [by_id[row["id"]] for row in members], space) for members in groups
    ]
    relations = [
        Entry(name, _COLOURS[name])
        for name in _COLOURS
        if any(figure["rivals"] == name for figure in figures)
    ]
    legends = [theme.legend(relations, space)]
    if kinds := numbers.entries(figures, arrows="x"):
        legends.append(theme.legend(kinds, space))
    caption = _caption(dataset, groups, title)
    return theme.framed([*legends, *panels], caption, dataset, [row["id"] for row in rows], space)


def _figure(dataset: Dataset, row: Row, members: list[Row], space: Space) -> Row:
    """Return what is drawn and written of a figure."""
    differing = [
        row[cell] or "all"
        for cell in ("place", "subgroup")
        if len({member[cell] for member in members}) > 1
    ]
    period = _period(row)
    sources = row["publishers"] or ""
    detail = ", ".join(filter(None, [*differing, period, sources and f"in {sources}"]))
    room = space.left - 20
    return {
        **numbers.drawn(row),
        "id": row["id"],
        "who": wrapped(row["asserted_by_name"] or "No authority named", room, _NAME),
        "detail": wrapped(detail, room, _DETAIL),
        "written": quantity(row),
        "text": amount(row, dataset.lists),
        "rivals": _EXCLUDES if row["excludes"] else _DIFFERS if row["differs_from"] else _AGREES,
        "title": row["title"],
        "publishers": sources,
    }


def _period(row: Row) -> str:
    start, end = row["period_start"], row["period_end"]
    if start and end:
        return days.span(start, end)
    return f"from {days.written(start)}" if start else f"to {days.written(end)}" if end else ""


def _heading(dataset: Dataset, members: list[Row]) -> str:
    """Return what a group counts, where and when."""
    label = dataset.lists.label
    measure = label("measure", members[0]["measure"])
    unit = label("counted_unit", members[0]["counted_unit"]).lower()
    places = {member["place"] for member in members}
    where = places.pop() if len(places) == 1 else None
    ends = [day for row in members for day in (row["period_start"], row["period_end"]) if day]
    when = days.span(min(ends), max(ends)) if ends else None
    what = members[0]["title"] if members[0]["measure"] == _ANYTHING else measure
    return ", ".join(filter(None, [f"{what} ({unit})", where, when]))


def _panel(dataset: Dataset, members: list[Row], figures: list[Row], space: Space) -> Any:
    alt = theme.altair()
    texts = [
        {"x": 0, "y": (n + 0.5) * _HEAD, "line": line, "style": "head"}
        for n, line in enumerate(wrapped(_heading(dataset, members), space.width, 13, bold=True))
    ]
    height = len(texts) * _HEAD + 2.0
    for figure in figures:
        figure["y"] = height + _STEP / 2 + 4
        texts.append(
            {
                "x": space.left + space.plot + 6,
                "y": figure["y"],
                "line": figure["written"],
                "style": "number",
            }
        )
        for style in ("who", "detail"):
            for line in figure[style]:
                texts.append({"x": 0, "y": height + _STEP / 2 + 4, "line": line, "style": style})
                height += _STEP
            figure[style] = " ".join(figure[style])
        height += _AIR
    y = space.y("y", height)
    written = [
        alt.Chart(theme.values([text for text in texts if text["style"] == style]))
        .mark_text(align="left", **look)
        .encode(x=space.x("x"), y=y, text="line:N")
        for style, look in _STYLES.items()
    ]
    greatest = max(figure["high"] or figure["at"] for figure in figures)
    x = alt.X(
        "at:Q",
        scale=alt.Scale(domain=[0, greatest or 1], range=[8, space.plot - 24], nice=False),
        axis=alt.Axis(
            title=None, tickCount=4, format=",~f", grid=False, domain=False, tickMinStep=1
        ),
    )
    guides = alt.Chart(theme.values(figures)).mark_rule(color=LINE, x=8, x2=space.plot - 8)
    scaled = alt.Scale(domain=list(_COLOURS), range=list(_COLOURS.values()))
    colour = alt.Color("rivals:N", scale=scaled, legend=None)
    tooltip = ("text:N", "title:N", "who:N", "detail:N", "rivals:N", "id:N")
    drawn = numbers.marks(figures, "x", {"x": x, "y": y}, colour, tooltip)
    words = alt.layer(*written, guides.encode(y=y)).resolve_scale(x="independent")
    return alt.layer(words, alt.layer(*drawn), width=space.plot, height=height).resolve_scale(
        x="independent"
    )


def _caption(dataset: Dataset, groups: list[list[Row]], title: str | None) -> Caption:
    told = []
    for members in groups:
        heading = _heading(dataset, members)
        said = "; ".join(
            f"{amount(row, dataset.lists)} ({row['asserted_by_name'] or row['publishers']})"
            for row in members
        )
        told.append(f"{heading}: {said}.")
    return Caption(
        title or "Rival figures",
        "What different bodies report for the same thing, and in which publications.",
        [
            "Figures exclude each other if they are about the same days and place and no number "
            "satisfies both; they differ if each may be right about another moment, place or plan."
        ],
        f"{len(groups)} groups of rival figures. " + " ".join(told),
    )
