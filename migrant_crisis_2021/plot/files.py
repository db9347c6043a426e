"""Write charts to files, without a network."""

from __future__ import annotations

import json
from collections.abc import Callable
from html import escape
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..dataset.staging import destination, new_file
from ..errors import InvalidInputError, MissingExtraError, shown

if TYPE_CHECKING:
    import altair as alt

_SCALE = 2  # pixels of a PNG per pixel of the chart: sharp on today's screens


def save(chart: alt.TopLevelMixin, path: Path | str, *, force: bool = False) -> None:
    """Write a chart to a file, without a network.

    Parameters
    ----------
    chart : altair.Chart
        A chart of `mc.plot`, changed as you like, or any other Altair chart.
    path : pathlib.Path or str
        The ending decides the format. ``.svg`` has the description of the chart as its text
        alternative; ``.png`` has two pixels per pixel of the chart's width; ``.html`` is a page
        that needs nothing else and shows details when the mouse is over a mark.
    force : bool, default False
        Replace a file that exists.

    Raises
    ------
    InvalidInputError
        If the ending is another one, the file exists, or there is no such folder.
    MigrantCrisisError
        If the file cannot be written; an older one stays as it is.
    MissingExtraError
        If vl-convert-python is not installed; it comes with the extra ``plot``.

    Examples
    --------
    >>> import migrant_crisis_2021 as mc
    >>> chart = mc.plot.stances(mc.stances("russian_role"))
    >>> mc.plot.save(chart, "russian_role.gif")
    Traceback (most recent call last):
        ...
    migrant_crisis_2021.errors.InvalidInputError: a chart can be saved as .svg, .png or .html, ...
    """
    file = destination(path)
    make = maker(file)
    with new_file(file, force) as temporary:
        temporary.write_bytes(make(chart.to_dict()))


def maker(file: Path) -> Callable[[dict[str, Any]], bytes]:
    """Return the function that writes the format of a file, if a chart can be saved as such."""
    make = _MAKERS.get(file.suffix.lower())
    if make is None:
        raise InvalidInputError(
            f"a chart can be saved as .svg, .png or .html, not as {shown(file.name)}."
        )
    _converter()
    return make


def _svg(spec: dict[str, Any]) -> bytes:
    # One text alternative for the whole picture, instead of one for each of its marks.
    quiet = {**spec, "config": {**spec.get("config", {}), "aria": False}}
    text: str = _converter().vegalite_to_svg(quiet)
    label = escape(str(spec.get("description", "Chart")))
    return text.replace("<svg ", f'<svg role="img" aria-label="{label}" ', 1).encode()


def _png(spec: dict[str, Any]) -> bytes:
    content: bytes = _converter().vegalite_to_png(spec, scale=_SCALE)
    return content


def _html(spec: dict[str, Any]) -> bytes:
    given = spec.get("title", {})
    lines = given.get("text", "") if isinstance(given, dict) else given
    heading = lines if isinstance(lines, str) else " ".join(lines)
    # In a script, "<" could end it: JSON can write it as an escape. The bundler would undo that,
    # so the chart has a script of its own.
    drawn = json.dumps(spec, ensure_ascii=False).replace("<", "\\u003c")
    bundle = _converter().javascript_bundle()
    label = escape(str(spec.get("description", heading)))
    title = escape(heading) or "Chart"
    return _PAGE.format(title=title, label=label, bundle=bundle, chart=drawn).encode()


_PAGE = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>{title}</title>
<style>body {{ margin: 0; }} #chart {{ overflow-x: auto; }}</style>
</head>
<body>
<div id="chart" role="img" aria-label="{label}"></div>
<script type="module">{bundle}</script>
<script type="module">
window.vegaEmbed("#chart", {chart}, {{renderer: "svg", actions: false}});
</script>
</body>
</html>
"""

_MAKERS = {".svg": _svg, ".png": _png, ".html": _html}


def _converter() -> Any:
    try:
        return import_module("vl_convert")
    except ImportError:
        raise MissingExtraError("vl-convert-python", "plot") from None
