"""The look that all charts share: colours, type, title, notes and source line."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Any, NamedTuple

from ..dataset import Dataset
from ..dataset.documents import publishers
from ..errors import InvalidInputError, MissingExtraError, shown
from .letters import shortened, text_width, wrapped

if TYPE_CHECKING:
    import altair as alt

BLUE, VERMILION, GREEN, PURPLE = "#0072B2", "#D55E00", "#009E73", "#CC79A7"
SKY, ORANGE, BLACK = "#56B4E9", "#E69F00", "#333333"
COLOURS = (BLUE, VERMILION, GREEN, PURPLE, ORANGE, SKY, BLACK)
"""The palette of Okabe and Ito, which people with colour-blindness can tell apart."""

INK, GREY, PALE, LINE = "#222222", "#5F6368", "#B9BEC4", "#E3E5E8"
FONT = "Arial, Liberation Sans, Helvetica, sans-serif"

WIDTH, NARROWEST, WIDEST = 800, 480, 4000
MARGIN = 12
_TITLE, _SUBTITLE, _SMALL = 20, 13, 11


class Caption(NamedTuple):
    """What is written around a chart.

    Parameters
    ----------
    title : str
        The heading.
    subtitle : str
        What is drawn, in which unit.
    notes : list of str
        How to read it; each begins a line.
    description : str
        The text alternative of the picture.
    """

    title: str
    subtitle: str
    notes: Sequence[str]
    description: str


def altair() -> Any:
    """Import Altair."""
    try:
        return import_module("altair")
    except ImportError:
        raise MissingExtraError("altair", "plot") from None


def check_width(width: object) -> int:
    """Return the width of a chart in pixels, if it is one."""
    if isinstance(width, bool) or not isinstance(width, int):
        raise InvalidInputError(f"width={shown(width)} must be a whole number of pixels.")
    if not NARROWEST <= width <= WIDEST:
        raise InvalidInputError(f"width={width} must lie between {NARROWEST} and {WIDEST} pixels.")
    return width


def plain(text: str) -> str:
    """Let a text of the data stay text even in the script of an HTML page.

    Altair writes charts into a page as they are, so that ``</script>`` in a title would end its
    script. An invisible word joiner after the bracket prevents that.

    Examples
    --------
    >>> plain("a < b"), len(plain("</script>"))
    ('a < b', 10)
    """
    return re.sub(r"<(?=\S)", "<\u2060", text)


def values(rows: Iterable[Mapping[str, Any]]) -> Any:
    """Return rows as the data of a chart; dates become text, text stays plain."""
    return inline([{name: _cell(cell) for name, cell in row.items()} for row in rows])


def inline(found: list[dict[str, Any]]) -> Any:
    """Return rows, or shapes, as the data of a chart, which nothing changes from here on."""
    return _unchanging()(values=found)


@cache
def _unchanging() -> Any:
    """Return a class of data that Altair does not copy each time that it composes charts."""

    class Unchanging(altair().InlineData):  # type: ignore[misc]
        def __deepcopy__(self, _: Any) -> Unchanging:
            return self

    return Unchanging


def _cell(cell: Any) -> Any:
    if cell is None or isinstance(cell, (int, float)):
        return cell
    return plain(str(cell))


class Space(NamedTuple):
    """The pixels of a chart from left to right: labels, plot, and what is written beside it.

    Parameters
    ----------
    left, plot, right : float
        They add up to the width between the margins.
    """

    left: float
    plot: float
    right: float

    @classmethod
    def within(cls, width: int, left: float, right: float) -> Space:
        """Divide the width of a picture."""
        return cls(left, width - 2 * MARGIN - left - right, right)

    @property
    def width(self) -> float:
        """All pixels between the margins."""
        return self.left + self.plot + self.right

    def x(self, field: str) -> Any:
        """Return the encoding of a cell that holds pixels from the left of the labels."""
        return self._pixels(field, self.left, self.width)

    def y(self, field: str, height: float) -> Any:
        """Return the encoding of a cell that holds pixels from the top of a part."""
        return self._pixels(field, 0, height)

    def _pixels(self, field: str, origin: float, length: float) -> Any:
        alt = altair()
        ends = [-origin, length - origin]
        scale = alt.Scale(domain=[0, length], range=ends, nice=False, zero=False)
        channel = alt.X if field.startswith("x") else alt.Y
        return channel(f"{field}:Q", scale=scale, axis=None)


class Entry(NamedTuple):
    """An entry of a legend.

    Parameters
    ----------
    label : str
        What the symbol means.
    colour : str
        Its colour.
    shape : str, default "circle"
        A shape of Vega.
    fill : str, optional
        The colour inside; by default that of the symbol.
    """

    label: str
    colour: str
    shape: str = "circle"
    fill: str | None = None


_ROW, _SYMBOL, _GAP = 20, 16, 22  # height of a row; pixels of a symbol, and between entries


def legend(entries: Sequence[Entry], space: Space) -> Any:
    """Return a legend as a part of its own: entries side by side, in as many rows as they need."""
    alt = altair()
    placed: list[dict[str, Any]] = []
    x, row = 0.0, 0
    for entry in entries:
        label = shortened(entry.label, space.width - _SYMBOL, 12)
        taken = _SYMBOL + text_width(label, 12)
        if x and x + taken > space.width:
            x, row = 0.0, row + 1
        placed.append(
            {
                "x": x,
                "y": (row + 0.5) * _ROW,
                "label": label,
                "colour": entry.colour,
                "fill": entry.fill or entry.colour,
                "shape": entry.shape,
            }
        )
        x += taken + _GAP
    height = (row + 1) * _ROW
    base = alt.Chart(values(placed), width=space.plot, height=height).encode(
        x=space.x("x"), y=space.y("y", height)
    )
    return alt.layer(
        base.mark_point(filled=True, size=64, strokeWidth=1.6, xOffset=5, opacity=1).encode(
            shape=alt.Shape("shape:N", scale=None),
            stroke=alt.Stroke("colour:N", scale=None),
            fill=alt.Fill("fill:N", scale=None),
        ),
        base.mark_text(align="left", fontSize=12, color=INK, dx=_SYMBOL).encode(text="label:N"),
    )


def text_lines(texts: Iterable[str], space: Space, size: int, colour: str) -> Any:
    """Return texts as a part of a chart: each begins a line, and is broken where it is too long."""
    lines = [line for text in texts for line in wrapped(text, space.width, size)]
    step = round(size * 1.4)
    rows = [{"x": 0, "y": (n + 0.5) * step, "line": line} for n, line in enumerate(lines)]
    height = len(lines) * step
    alt = altair()
    text = alt.Chart(values(rows)).mark_text(align="left", fontSize=size, color=colour)
    # Nothing is seen of this line; it makes the picture as wide as it should be.
    edge = alt.Chart(values([{"xfrom": 0, "xto": space.width}])).mark_rule(opacity=0)
    return alt.layer(
        text.encode(x=space.x("x"), y=space.y("y", height), text="line:N"),
        edge.encode(x=space.x("xfrom"), x2="xto:Q"),
        width=space.plot,
        height=height,
    )


def framed(
    parts: Sequence[Any], caption: Caption, dataset: Dataset, ids: Iterable[str], space: Space
) -> alt.VConcatChart:
    """Stack the parts of a chart between its title and its notes and source line."""
    library = altair()
    title = library.TitleParams(
        wrapped(plain(caption.title), space.width, _TITLE, bold=True),
        subtitle=wrapped(plain(caption.subtitle), space.width, _SUBTITLE),
        anchor="start",
        frame="bounds",
        fontSize=_TITLE,
        fontWeight="bold",
        color=INK,
        subtitleFontSize=_SUBTITLE,
        subtitleColor=GREY,
        subtitleLineHeight=18,
        subtitlePadding=6,
        offset=14,
    )
    notes = text_lines((*caption.notes, source_line(dataset, ids)), space, _SMALL, GREY)
    chart = library.vconcat(
        *parts, notes, title=title, description=plain(caption.description), spacing=10
    )
    chart = chart.resolve_scale(color="independent", shape="independent")
    drawn: alt.VConcatChart = styled(chart)
    return drawn


def styled(chart: Any) -> Any:
    """Give a whole chart the typeface and the quiet lines of all charts."""
    alt = altair()
    return chart.configure(
        font=FONT,
        background="white",
        padding=MARGIN,
        view=alt.ViewConfig(stroke=None),
        axis=alt.AxisConfig(
            domainColor=PALE,
            gridColor=LINE,
            labelColor=GREY,
            labelFontSize=12,
            tickColor=PALE,
            titleColor=GREY,
            titleFontSize=12,
            titleFontWeight="normal",
        ),
    )


def source_line(dataset: Dataset, ids: Iterable[str]) -> str:
    """Say on which dataset, and on the documents of how many publishers, a chart rests."""
    documents = [source for one in dict.fromkeys(ids) for source in dataset.supporting(one)]
    count = len(publishers(documents))
    many = f"{count:,} publisher" + ("" if count == 1 else "s")
    manifest = dataset.manifest
    return f"Source: {manifest['name']} {manifest['version']}, from documents of {many}."
