"""Commands that cite, check copies and check the data."""

from __future__ import annotations

import datetime as dt
import sys
import time
from dataclasses import asdict, fields
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ..dataset.folders import folder
from ..errors import shortened
from ..names import STYLES, Style
from .command import Command
from .options import FORMAT, TEXT_OR_JSON, AnyPath, dataset, folder_in_question
from .printing import show_json, show_lines, show_text
from .terminal import emit, wrapped

if TYPE_CHECKING:
    from ..verification.copies import Copy

_FOR_PROGRAMS: tuple[Style, ...] = ("bibtex", "ris", "csl-json")
"""Styles that other programs read: their lines stay as they are."""

_INTERVAL = 0.5  # seconds between two looks at the files
_LINES = 50


@click.command(cls=Command)
@click.argument("ids", nargs=-1)
@click.option("--style", default="apa", show_default=True, help=", ".join(STYLES))
@click.option("--all", "everything", is_flag=True, help="Cite all documents of the dataset.")
def cite(ids: tuple[str, ...], style: Style, everything: bool) -> None:
    """Print citations of the dataset, or of records and documents."""
    if everything and ids:
        raise click.UsageError("give either --all or ids, not both.")
    cited = list(dataset()["sources"].by_id) if everything else list(ids)
    text = dataset().cite(cited or None, style=style).rstrip("\n")
    if style in _FOR_PROGRAMS:
        emit(text, for_programs=True)
    else:
        show_text(text)


@click.command(cls=Command)
@click.argument("paths", nargs=-1, required=True, type=click.Path())
@click.option("--source", help="Id of the copied document; detected if omitted.")
@click.option("--record", help="Id of the only record to check.")
@TEXT_OR_JSON
@click.pass_context
def verify(
    ctx: click.Context, paths: tuple[str, ...], source: str | None, record: str | None, form: str
) -> None:
    """Check your copies of documents against fingerprints and numbers.

    PATHS are files or folders; - reads standard input.
    """
    if "" in paths:  # an unset shell variable, not the working directory
        raise click.UsageError("a path is empty: give files or folders.")
    if paths.count("-") > 1:
        raise click.UsageError("standard input can be read only once: give - once.")
    copies = [_standard_input() if path == "-" else Path(path) for path in paths]
    report = dataset().verify(copies, source=source, record=record)
    if form == "json":
        show_json(report.to_dicts())
    else:
        show_text(str(report))
    ctx.exit(report.exit_code)


def _standard_input() -> Copy:
    from ..verification.copies import copy_of
    from ..verification.limits import read_stream

    name = "<standard input>"
    return copy_of(read_stream(sys.stdin.buffer, name), Path(name))


@click.command(cls=Command)
@click.argument("path", required=False, type=AnyPath(path_type=Path))
@click.option(
    "--watch",
    is_flag=True,
    help="Check the CSV files that people edit again whenever one is saved, until Ctrl-C.",
)
@FORMAT
@click.pass_context
def validate(ctx: click.Context, path: Path | None, watch: bool, form: str) -> None:
    """Check the dataset against every rule.

    PATH is the folder of another dataset than the shipped one, as --data is for every command. With
    --watch, only what is new or mended is printed after the first check.
    """
    if watch:
        if form != "table":
            raise click.UsageError("--watch prints lines for a reader: leave out --format.")
        ctx.exit(_watch(folder_in_question(path) or folder("data")))
    report = dataset().validate(folder_in_question(path))
    if form == "table":
        show_text(str(report))
    else:
        from ..validation.problems import Problem

        names = [field.name for field in fields(Problem)]
        show_lines(names, [asdict(problem) for problem in report.problems], form)
    ctx.exit(0 if report.ok else 1)


def _watch(data: Path) -> int:
    """Print what is new or mended until Ctrl-C; return the exit code of the last check."""
    from ..release.checkout import find_checkout
    from ..release.watch import watch

    checkout = find_checkout(data)
    n_problems = 0
    try:
        for news in watch(checkout, lambda: time.sleep(_INTERVAL)):
            n_problems = news.n_problems
            lines = [f"new: {line}" for line in news.new]
            lines += [f"mended: {line}" for line in news.mended]
            for line in shortened(lines, _LINES, "… and {n} more"):
                emit(wrapped(line))
            click.echo(f"{dt.datetime.now():%H:%M:%S} {n_problems:,} problem(s).", err=True)
    except KeyboardInterrupt:
        click.echo(err=True)
    return 1 if n_problems else 0
