"""Commands that write files for other programs."""

from __future__ import annotations

import inspect
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import click
from click.core import ParameterSource

from ..interface import OpenedDataset, question_function
from .command import Command
from .options import dataset, filters
from .terminal import say

if TYPE_CHECKING:
    from ..names import ExportFormat

_QUERIED = ("timeline", "events", "figures")
"""The tables whose rows can be filtered, the usual one first."""


def _of(question: str) -> tuple[str, ...]:
    return tuple(inspect.signature(question_function(question)).parameters)


@click.command(cls=Command)
@click.argument("path", type=click.Path(path_type=Path))
@click.argument("what", nargs=-1)
@click.option("--format", "form", help="Format, if the suffix does not tell.")
@click.option("--force", is_flag=True, help="Replace a file that exists.")
@filters(*_QUERIED)
@click.pass_context
def export(
    ctx: click.Context,
    /,
    path: Path,
    what: tuple[str, ...],
    form: str | None,
    force: bool,
    **given: Any,
) -> None:
    """Write a spreadsheet, database, map, calendar or other file.

    PATH ends in .csv, .json, .xlsx, .sqlite, .geojson, .html (TimelineJS), .ics, .bib or .ris;
    else give --format: csv, csv-excel, json, xlsx, sqlite, geojson, timelinejs, ics, bibtex, ris,
    csl-json, acled-like or ucdp-like.

    WHAT are names of tables or ids; by default, the whole dataset. With filters, WHAT is timeline
    (the default), events or figures: the records that the command of that name prints.
    """
    asked = {
        name: value
        for name, value in given.items()
        if ctx.get_parameter_source(name) is ParameterSource.COMMANDLINE
    }
    version = asked.pop("as_of", None)
    asked_of = dataset().as_of(version) if version else dataset()
    data = _queried(asked_of, what, asked) if asked else list(what) or None
    say(str(asked_of.export(path, data, cast("ExportFormat | None", form), force=force)))


def _queried(asked_of: OpenedDataset, what: tuple[str, ...], asked: dict[str, Any]) -> Any:
    question, *more = what or _QUERIED
    if question not in _QUERIED or (what and more):
        raise click.UsageError(f"filters need one WHAT: {', '.join(_QUERIED)}.")
    unknown = [name for name in asked if name not in _of(question)]
    if unknown:
        flags = ", ".join(f"--{name.replace('_', '-')}" for name in unknown)
        raise click.UsageError(f"{question} cannot be filtered by {flags}.")
    return getattr(asked_of, question)(**asked)
