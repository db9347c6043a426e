"""How all charts look: colours, fonts, title and source line."""

from __future__ import annotations

from types import ModuleType
from typing import TYPE_CHECKING, Any

from ..errors import MissingExtraError

if TYPE_CHECKING:
    from altair import VConcatChart

BLUE, SKY, ORANGE, VERMILION, GREY = "#0072B2", "#56B4E9", "#E69F00", "#D55E00", "#BDBDBD"
"""Colours that people with any colour vision can tell apart (Okabe and Ito), and grey."""

_INK, _FAINT, _LINE = "#333333", "#666666", "#E5E5E5"
WIDTH = 640


def altair() -> ModuleType:
    """Return the library that draws the charts.

    Raises
    ------
    MissingExtraError
        If it is not installed.
    """
    try:
        import altair as library
    except ImportError:
        raise MissingExtraError("altair", "plot") from None
    module: ModuleType = library
    return module


def finished(chart: Any, title: str, subtitle: str, source: str) -> VConcatChart:
    """Add the title, what the chart shows, and the line that names the source."""
    alt = altair()
    heading = alt.TitleParams(title, subtitle=subtitle)
    below = alt.TitleParams(
        source, orient="bottom", fontSize=10, fontWeight="normal", color=_FAINT, offset=12
    )
    whole: VConcatChart = (
        alt.vconcat(chart.properties(title=heading), title=below, padding=12)
        .configure(font="Arial, Helvetica, sans-serif", background="white")
        .configure_view(stroke=None)
        .configure_title(
            anchor="start",
            frame="group",
            fontSize=15,
            color=_INK,
            subtitleFontSize=12,
            subtitleColor=_FAINT,
            subtitlePadding=6,
            offset=14,
        )
        .configure_axis(
            domainColor=_FAINT,
            gridColor=_LINE,
            tickColor=_FAINT,
            labelColor=_INK,
            labelFontSize=11,
            titleColor=_FAINT,
            titleFontSize=11,
            titleFontWeight="normal",
        )
        .configure_legend(labelColor=_INK, labelFontSize=11, symbolType="square")
    )
    return whole
