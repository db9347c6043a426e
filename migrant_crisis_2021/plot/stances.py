"""The chart of stances: claims in rows, sides in columns, and who asserts, denies or questions."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator
from itertools import groupby
from typing import TYPE_CHECKING, Any

from ..dataset import Dataset, shipped
from ..errors import Advice, InvalidInputError
from ..names import Stance
from . import theme
from .letters import text_width, wrapped
from .rows import Question, Row, read
from .theme import BLUE, GREY, INK, LINE, VERMILION, Caption, Entry, Space

if TYPE_CHECKING:
    import altair as alt
    import pandas as pd

_ASKED = Question(
    "stances", "position_id", ("topic", "claim_id", "proposition", "side", "actor", "stance")
)
_SHARE = 0.46  # part of the width for the claims
_WIDEST = 560  # and no more pixels than these
_RIGHT = 64  # pixels for the last name, which leans to the right
_COLUMNS = 30, 64  # least and greatest width of a column
_MOST_CLAIMS = 60
_TEXT, _NAME, _STEP, _AIR = 12, 11, 16, 9  # sizes of type; height of a line; air between claims
_NAME_WIDTH, _NAME_STEP = 130, 12  # width and height of a line of a side's name
_SLANT = 45  # degrees
_SIGNS: dict[Stance, Entry] = {
    "asserts": Entry("Asserts", BLUE),
    "denies": Entry(
        "Denies", VERMILION, "M-.95,-.95L.95,.95M.95,-.95L-.95,.95", fill="transparent"
    ),
    "questions": Entry(
        "Questions",
        "#A66F00",
        "M-.6,-.5C-.6,-1.2,.6,-1.2,.6,-.45C.6,0,0,0,0,.45M0,.95L0,1",
        fill="transparent",
    ),
}
"""The sign of each stance; shape and colour both tell them apart."""


def stances(
    frame: pd.DataFrame,
    *,
    dataset: Dataset | None = None,
    title: str | None = None,
    width: int = theme.WIDTH,
) -> alt.VConcatChart:
    """Draw who asserts, denies or questions which claim, by side.

    Parameters
    ----------
    frame : pandas.DataFrame
        What `stances` returned, without ``matrix``; its rows may be filtered.
    dataset : Dataset, optional
        The dataset that the frame is from; by default the shipped one.
    title : str, optional
        Another heading.
    width : int, default 800
        The width in pixels.

    Returns
    -------
    altair.VConcatChart
        Claims in rows, in the order of the frame, and sides in columns, those with most positions
        first. Sides for which there is no room share the last column. Each position is a row of
        the chart's data; a small number says how many share a sign.

    Raises
    ------
    InvalidInputError
        If the frame is empty, lacks columns, is not from the dataset, or has more than 60 claims.
    MissingExtraError
        If Altair is not installed; it comes with the extra ``plot``.

    Examples
    --------
    >>> import migrant_crisis_2021 as mc
    >>> chart = mc.plot.stances(mc.stances("russian_role"))
    >>> chart.to_dict()["title"]["text"]
    ['Who asserts, denies or questions what']
    """
    theme.altair()
    width = theme.check_width(width)
    space = Space.within(width, min(round(width * _SHARE), _WIDEST), _RIGHT)
    rows = read(frame, dataset, _ASKED)
    dataset = dataset or shipped()
    claims = len({row["claim_id"] for row in rows})
    if claims > _MOST_CLAIMS:
        raise InvalidInputError(
            f"{claims} claims do not fit in a chart, {_MOST_CLAIMS} do.",
            Advice(
                'Choose a topic, as in mc.stances("russian_role"), or a side or period.',
                "Choose a topic, as in `plot stances russian_role`, or use --side, --start, --end.",
            ),
        )
    columns = _columns(rows, space)
    parts = [_key(rows, space), _matrix(dataset, rows, columns, space)]
    caption = _caption(dataset, rows, columns, title)
    return theme.framed(parts, caption, dataset, [row["id"] for row in rows], space)


def _columns(rows: list[Row], space: Space) -> dict[str, str]:
    """Map each side to its column: its name or, if there is no room, that of the last one."""
    counted = Counter(row["side"] or row["actor"] for row in rows)
    ordered = sorted(counted, key=lambda side: (-counted[side], side))
    room = int(space.plot // _COLUMNS[0])
    if len(ordered) <= room:
        return {side: side for side in ordered}
    kept = ordered[: room - 1]
    rest = f"{len(ordered) - len(kept)} others"
    return {side: side if side in kept else rest for side in ordered}


def _key(rows: list[Row], space: Space) -> Any:
    used = {row["stance"] for row in rows}
    return theme.legend([sign for stance, sign in _SIGNS.items() if stance in used], space)


def _matrix(dataset: Dataset, rows: list[Row], columns: dict[str, str], space: Space) -> Any:
    alt = theme.altair()
    names = list(dict.fromkeys(columns.values()))
    step = min(space.plot / len(names), _COLUMNS[1])
    middle = {name: space.left + (n + 0.5) * step for n, name in enumerate(names)}
    heads, top = _heads(middle)
    texts, signs, height = _lay_out(dataset, rows, columns, middle, top, space)
    y = space.y("y", height)
    counts = [sign for sign in signs if sign["count"]]
    scaled = {
        "domain": [sign.label for sign in _SIGNS.values()],
        "colour": [sign.colour for sign in _SIGNS.values()],
        "shape": [sign.shape for sign in _SIGNS.values()],
        "fill": [sign.fill or sign.colour for sign in _SIGNS.values()],
    }

    def by_stance(channel: Any, what: str) -> Any:
        scale = alt.Scale(domain=scaled["domain"], range=scaled[what])
        return channel("stance:N", scale=scale, legend=None)

    lines = [text for text in texts if text["style"] != "topic"]
    topics = [text for text in texts if text["style"] == "topic"]
    edges = [text for text in lines if text["edge"] is not None]
    layers = [
        alt.Chart(theme.values(edges))
        .mark_rule(color=LINE)
        .encode(x=space.x("x"), x2="to:Q", y=space.y("edge", height)),
        alt.Chart(theme.values(heads))
        .mark_text(align="left", baseline="middle", angle=360 - _SLANT, fontSize=_NAME, color=INK)
        .encode(x=space.x("x"), y=y, text="name:N"),
        alt.Chart(theme.values(lines))
        .mark_text(align="left", fontSize=_TEXT, color=INK)
        .encode(x=space.x("x"), y=y, text="line:N"),
        alt.Chart(theme.values(signs))
        .mark_point(size=80, strokeWidth=2.2, opacity=1, strokeCap="round")
        .encode(
            x=space.x("x"),
            y=y,
            shape=by_stance(alt.Shape, "shape"),
            stroke=by_stance(alt.Stroke, "colour"),
            fill=by_stance(alt.Fill, "fill"),
            tooltip=["claim:N", "side:N", "actor:N", "stance:N", "date:N", "id:N"],
        ),
    ]
    if topics:
        heading = alt.Chart(theme.values(topics)).mark_text(
            align="left", fontSize=13, fontWeight="bold", color=INK
        )
        layers.append(heading.encode(x=space.x("x"), y=y, text="line:N"))
    if counts:
        number = alt.Chart(theme.values(counts)).mark_text(
            align="left", dx=6, dy=-6, fontSize=9, color=GREY
        )
        layers.append(number.encode(x=space.x("x"), y=y, text="count:Q"))
    return alt.layer(*layers, width=space.plot, height=height)


def _heads(middle: dict[str, float]) -> tuple[list[Row], float]:
    """Return the slanting names of the columns, and the height that they need."""
    broken = {name: wrapped(name, _NAME_WIDTH, _NAME) for name in middle}
    longest = max(text_width(line, _NAME) for lines in broken.values() for line in lines)
    height = longest * math.sin(math.radians(_SLANT)) + 14
    heads = []
    for name, x in middle.items():
        for n, line in enumerate(broken[name]):
            # The lines of one name stand beside each other, across the slant.
            aside = (n - (len(broken[name]) - 1) / 2) * _NAME_STEP * math.sin(math.radians(_SLANT))
            heads.append({"x": x + aside, "y": height - 6 + aside, "name": line})
    return heads, height


def _lay_out(
    dataset: Dataset,
    rows: list[Row],
    columns: dict[str, str],
    middle: dict[str, float],
    top: float,
    space: Space,
) -> tuple[list[Row], list[Row], float]:
    """Return the lines of text and the signs, each with its pixels, and the height of all."""
    texts: list[Row] = []
    signs: list[Row] = []
    right = max(middle.values()) + min(middle.values()) - space.left
    several_topics = len({row["topic"] for row in rows}) > 1
    for topic, of_topic in groupby(rows, lambda row: row["topic"]):
        if several_topics:
            top += 8
            label = dataset.lists.label("topic", topic)
            texts.append({"x": 0, "y": top + _STEP / 2, "line": label, "style": "topic"})
            top += _STEP + 6
        for _, members in groupby(of_topic, lambda row: row["claim_id"]):
            positions = list(members)
            edge: float | None = top
            top += _AIR / 2
            lines = wrapped(positions[0]["proposition"], space.left - 14, _TEXT)
            for line in lines:
                texts.append(
                    {
                        "x": 0,
                        "to": right,
                        "y": top + _STEP / 2,
                        "line": line,
                        "style": "claim",
                        "edge": edge,
                    }
                )
                top, edge = top + _STEP, None
            signs += _signs(positions, columns, middle, top - len(lines) * _STEP / 2)
            top += _AIR / 2
    return texts, signs, top


def _signs(
    positions: list[Row], columns: dict[str, str], middle: dict[str, float], y: float
) -> Iterator[Row]:
    """Yield the sign of each position on one claim; those of one side stand side by side."""
    side = {row["id"]: columns[row["side"] or row["actor"]] for row in positions}
    in_cell: dict[str, list[str]] = {}
    for stance in _SIGNS:
        for row in positions:
            taken = in_cell.setdefault(side[row["id"]], [])
            if row["stance"] == stance and stance not in taken:
                taken.append(stance)
    counted = Counter((side[row["id"]], row["stance"]) for row in positions)
    for row in positions:
        name, stance = side[row["id"]], row["stance"]
        taken = in_cell[name]
        offset = (taken.index(stance) - (len(taken) - 1) / 2) * 13
        count = counted.pop((name, stance), 0)
        yield {
            "id": row["id"],
            "x": middle[name] + offset,
            "y": y,
            "claim": row["proposition"],
            "side": row["side"],
            "actor": row["actor"],
            "stance": _SIGNS[stance].label,
            "date": row.get("date"),
            "count": count if count > 1 else None,
        }


def _caption(
    dataset: Dataset, rows: list[Row], columns: dict[str, str], title: str | None
) -> Caption:
    topics = list(dict.fromkeys(row["topic"] for row in rows))
    names = ", ".join(dataset.lists.label("topic", topic) for topic in topics)
    subtitle = (
        f"Positions on contested claims, by side. Topic: {names}."
        if len(topics) <= 3
        else (f"Positions on contested claims on {len(topics)} topics, by side.")
    )
    notes = [
        "A side includes its bodies and officials. An empty cell means that no position was found "
        "in the documents read, not that there is none. A small number counts positions."
    ]
    others = [side for side, column in columns.items() if side != column]
    if others:
        notes.append(f"Others: {', '.join(others)}.")
    told = "; ".join(
        f"{row['actor']} {row['stance']}: {row['proposition'].rstrip('.')}" for row in rows
    )
    return Caption(
        title or "Who asserts, denies or questions what",
        subtitle,
        notes,
        f"A table of signs. {told}.",
    )
