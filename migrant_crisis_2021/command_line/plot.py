"""Commands that draw charts into files."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from ..dataset.staging import destination
from ..interface import OpenedDataset
from .command import Command
from .options import FILTERS, dataset, filters
from .terminal import emit, wrapped

_OUTPUT = click.option(
    "-o",
    "--output",
    required=True,
    type=click.Path(dir_okay=False, path_type=Path),
    callback=lambda _ctx, _option, file: _checked(file),
    help="The file to write; its ending decides the format: .svg, .png or .html.",
)
_FORCE = click.option("--force", is_flag=True, help="Replace a file that exists.")
_TITLE = click.option("--title", help="Another heading.")
_WIDTH = click.option(
    "--width",
    type=int,
    default=800,
    show_default=True,
    help="Width in pixels; a .png has two of its own for each.",
)
_AS_OF = click.option("--as-of", help=FILTERS["as_of"])


def _chart_options(command: Callable[..., None]) -> Callable[..., None]:
    """Add the options that every chart has."""
    return _OUTPUT(_FORCE(_TITLE(_WIDTH(_AS_OF(command)))))


@click.group()
def plot() -> None:
    """Draw a chart into a file, as .svg, .png or .html.

    Each takes the filters of the command of the same name; map takes those of timeline. Charts need
    the extra `plot`, and no network.
    """


@plot.command(cls=Command)
@filters("timeline", without=("as_of",))
@_chart_options
def timeline(
    as_of: str | None, output: Path, force: bool, title: str | None, width: int, **given: Any
) -> None:
    """Draw records per week, and events in a lane per type."""
    asked = _asked(as_of)
    _save("timeline", asked.timeline(**given), asked, output, force, title=title, width=width)


@plot.command(cls=Command)
@click.argument("measure", nargs=-1, required=True)
@filters("series", without=("as_of",))
@_chart_options
def series(
    measure: tuple[str, ...],
    as_of: str | None,
    output: Path,
    force: bool,
    title: str | None,
    width: int,
    **given: Any,
) -> None:
    """Draw the readings of MEASURE over time, by authority."""
    asked = _asked(as_of)
    frame = asked.series(list(measure), **given)
    _save("series", frame, asked, output, force, title=title, width=width)


@plot.command(cls=Command)
@click.argument("measure", nargs=-1)
@filters("conflicts", without=("as_of",))
@click.option("--all", "all", is_flag=True, help="Include groups without rivals.")
@_chart_options
def conflicts(
    measure: tuple[str, ...],
    as_of: str | None,
    output: Path,
    force: bool,
    title: str | None,
    width: int,
    **given: Any,
) -> None:
    """Draw rival figures side by side, with who says so."""
    asked = _asked(as_of)
    frame = asked.conflicts(list(measure) or None, **given)
    _save("conflicts", frame, asked, output, force, title=title, width=width)


@plot.command(cls=Command)
@click.argument("topic", nargs=-1)
@filters("stances", without=("as_of",))
@_chart_options
def stances(
    topic: tuple[str, ...],
    as_of: str | None,
    output: Path,
    force: bool,
    title: str | None,
    width: int,
    **given: Any,
) -> None:
    """Draw who asserts, denies or questions which claim, by side."""
    asked = _asked(as_of)
    frame = asked.stances(list(topic) or None, **given)
    _save("stances", frame, asked, output, force, title=title, width=width)


@plot.command("map", cls=Command)
@filters("timeline", without=("as_of",))
@_chart_options
def draw_map(
    as_of: str | None, output: Path, force: bool, title: str | None, width: int, **given: Any
) -> None:
    """Draw the number of records by place."""
    asked = _asked(as_of)
    _save("map", asked.timeline(**given), asked, output, force, title=title, width=width)


def _checked(file: Path) -> Path:
    """Return the file, if a chart can be saved there: before the work of drawing it."""
    from ..plot.files import maker  # the charts are loaded only to draw one

    maker(destination(file))
    return file


def _asked(as_of: str | None) -> OpenedDataset:
    """Return the dataset of the command, as it stood at a release if one is given."""
    return dataset().as_of(as_of) if as_of else dataset()


def _save(
    name: str, frame: Any, asked: OpenedDataset, output: Path, force: bool, **given: Any
) -> None:
    from .. import plot as charts

    draw = getattr(charts, name)
    charts.save(draw(frame, dataset=asked, **given), output, force=force)
    emit(wrapped(f"Wrote {output}."))
