"""The command line: the same answers as the library, as tables, CSV or JSON."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, NoReturn, TextIO, TypeVar

import click

from ..dataset.folders import folder
from ..errors import (
    BuildError,
    InvalidInputError,
    MigrantCrisisError,
    MissingExtraError,
    UnknownValueError,
)
from ..names import COMMAND, STYLES, Match, Style
from . import printing as presentation

F = TypeVar("F", bound=Callable[..., Any])
_WRONG_USAGE = (UnknownValueError, InvalidInputError, MissingExtraError)


class Commands(click.Group):
    """Commands whose errors print one message, no traceback, and set the exit code."""

    def main(self, *args: Any, **kwargs: Any) -> Any:
        """Run a command; 1 for what does not hold, 2 for wrong usage."""
        try:
            return super().main(*args, **kwargs)
        except MigrantCrisisError as error:
            click.echo(f"Error: {error}", err=True)
            sys.exit(2 if isinstance(error, _WRONG_USAGE) else 1)
        except OSError as error:
            click.echo(f"Error: {error}.", err=True)
            sys.exit(1)


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--version",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=lambda ctx, _, asked: _print_version(ctx) if asked else None,
    help="Print the version of code and data, and exit.",
)
def commands() -> None:
    """Event timeline of the 2021 crisis at the Belarus border: who reported what, and where."""


def _print_version(ctx: click.Context) -> None:
    from ..dataset.manifest import manifest

    click.echo(manifest()["version"])
    ctx.exit()


def main() -> NoReturn:
    """Run the command line, also where the terminal knows only ASCII or the reader goes away."""
    # Whoever closes an output wants none.
    sys.stdout = sys.stdout or _nowhere()
    sys.stderr = sys.stderr or _nowhere()
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    commands(prog_name=COMMAND)
    raise AssertionError("click exits by itself")


def _nowhere() -> TextIO:
    return open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123


def options(*added: Callable[[Any], Any]) -> Callable[[F], F]:
    """Put several options on a command."""

    def decorate(function: F) -> F:
        for option in reversed(added):
            function = option(function)
        return function

    return decorate


def several(name: str, description: str) -> Callable[[Any], Any]:
    """Make an option that may be given more than once."""
    return click.option(name, multiple=True, help=description)


def any_of(values: Iterable[str]) -> list[str] | None:
    """Turn a repeated option into a filter; none given means no restriction."""
    return list(values) or None


FORMAT = click.option(
    "--format",
    "form",
    type=click.Choice(["table", "csv", "json"]),
    default="table",
    show_default=True,
    help="How to print.",
)
PERIOD = options(
    click.option("--start", help="First day: 2021-11-08, 2021-11 or 2021."),
    click.option("--end", help="Last day, likewise."),
    click.option(
        "--within",
        "match",
        flag_value="within",
        default="overlaps",
        help="Only what lies inside the period, not what reaches beyond it.",
    ),
)
EVERY_SCOPE = click.option("--background", is_flag=True, help="Also what is background.")


def scope_of(background: bool) -> str | None:
    """Return the scope filter."""
    return None if background else "crisis"


@commands.command()
@PERIOD
@several("--kind", "event or figure.")
@EVERY_SCOPE
@FORMAT
def timeline(
    start: str, end: str, match: Match, kind: tuple[str, ...], background: bool, form: str
) -> None:
    """Print events and figures in order of time."""
    from ..accessors.events import timeline as read

    frame = read(start=start, end=end, match=match, kind=any_of(kind), scope=scope_of(background))
    presentation.show_frame(frame, form, presentation.timeline_view)


@commands.command()
@PERIOD
@several("--type", "Kind of act, such as deployment.")
@several("--actor", "Id, name or alias of an actor.")
@several("--place", "Id or name of a place, with all its parts.")
@several("--country", "Name or ISO code; matches either side of a border.")
@several("--source", "Id of a document, a publisher or an agency.")
@EVERY_SCOPE
@FORMAT
def events(
    start: str,
    end: str,
    match: Match,
    type: tuple[str, ...],  # noqa: A002
    actor: tuple[str, ...],
    place: tuple[str, ...],
    country: tuple[str, ...],
    source: tuple[str, ...],
    background: bool,
    form: str,
) -> None:
    """Print events."""
    from ..accessors.events import events as read

    frame = read(
        start=start,
        end=end,
        match=match,
        event_type=any_of(type),
        actor=any_of(actor),
        place=any_of(place),
        country=any_of(country),
        source=any_of(source),
        scope=scope_of(background),
    )
    presentation.show_frame(frame, form, presentation.events_view)


@commands.command()
@PERIOD
@several("--measure", "What is measured, such as attempted_crossings.")
@several("--place", "Id or name of a place, with all its parts.")
@several("--country", "Name or ISO code; matches either side of a border.")
@several("--asserted-by", "Id, name or alias of the body whose number it is.")
@several("--source", "Id of a document, a publisher or an agency.")
@EVERY_SCOPE
@FORMAT
def figures(
    start: str,
    end: str,
    match: Match,
    measure: tuple[str, ...],
    place: tuple[str, ...],
    country: tuple[str, ...],
    asserted_by: tuple[str, ...],
    source: tuple[str, ...],
    background: bool,
    form: str,
) -> None:
    """Print figures."""
    from ..accessors.events import figures as read

    frame = read(
        start=start,
        end=end,
        match=match,
        measure=any_of(measure),
        place=any_of(place),
        country=any_of(country),
        asserted_by=any_of(asserted_by),
        source=any_of(source),
        scope=scope_of(background),
    )
    presentation.show_frame(frame, form, presentation.figures_view)


@commands.command()
@FORMAT
def sources(form: str) -> None:
    """Print the documents that were read."""
    from ..accessors.events import sources as read

    presentation.show_frame(read(), form, presentation.sources_view)


@commands.command()
@click.argument("words", nargs=-1, required=True)
@FORMAT
def search(words: tuple[str, ...], form: str) -> None:
    """Find records whose text holds all WORDS."""
    from ..accessors.search import search as find

    presentation.show_frame(find(" ".join(words)), form, presentation.search_view)


@commands.command()
@click.argument("ids", nargs=-1, required=True)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="How to print.",
)
def show(ids: tuple[str, ...], form: str) -> None:
    """Print everything about the records with IDS."""
    from ..accessors.record import record

    found = [record(one) for one in ids]
    if form == "json":
        presentation.show_json([one.to_dict() for one in found])
    else:
        click.echo("\n\n".join(map(str, found)))


@commands.command()
@click.argument("measure", nargs=-1, required=True)
@several("--place", "Id or name of a place.")
@click.option("--freq", default="D", show_default=True, help="D, M or Y: one day, month or year.")
@several("--asserted-by", "Id, name or alias of the body whose number it is.")
@click.option("--kind", default="flow", show_default=True, help="flow, stock, cumulative, …")
@click.option("--unit", help="Counted unit, where readings differ in it.")
@EVERY_SCOPE
@FORMAT
def series(
    measure: tuple[str, ...],
    place: tuple[str, ...],
    freq: Any,
    asserted_by: tuple[str, ...],
    kind: str,
    unit: str | None,
    background: bool,
    form: str,
) -> None:
    """Print the readings of MEASURE over time; nothing is added up or filled."""
    from ..accessors.series import series as read

    frame = read(
        list(measure),
        place=any_of(place),
        freq=freq,
        asserted_by=any_of(asserted_by),
        kind=kind,
        unit=unit,
        scope=scope_of(background),
    )
    presentation.show_frame(frame, form, presentation.series_view)


@commands.command()
@click.argument("measure", nargs=-1)
@click.option("--all", "everything", is_flag=True, help="Also groups that can be true together.")
@FORMAT
def conflicts(measure: tuple[str, ...], everything: bool, form: str) -> None:
    """Print rival figures side by side."""
    from ..accessors.conflicts import conflicts as read

    frame = read(any_of(measure), all=everything)
    presentation.show_frame(frame, form, presentation.conflicts_view, "comparison_group")


@commands.command()
@click.argument("topic", nargs=-1)
@several("--actor", "Id, name or alias of an actor.")
@FORMAT
def stances(topic: tuple[str, ...], actor: tuple[str, ...], form: str) -> None:
    """Print who asserts, denies or questions what."""
    from ..accessors.conflicts import stances as read

    frame = read(any_of(topic), actor=any_of(actor))
    presentation.show_frame(frame, form, presentation.stances_view)


@commands.command()
@click.argument("ids", nargs=-1)
@click.option("--style", default="apa", show_default=True, help=", ".join(STYLES))
@click.option("--all", "everything", is_flag=True, help="The bibliography of the whole dataset.")
def cite(ids: tuple[str, ...], style: Style, everything: bool) -> None:
    """Print how to cite the dataset, or the records and documents with IDS."""
    from ..citation.cite import bibliography
    from ..citation.cite import cite as render

    if everything and ids:
        raise click.UsageError("give either --all or ids, not both.")
    text = bibliography(style) if everything else render(list(ids) or None, style=style)
    click.echo(text.rstrip("\n"))


@commands.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path())
@click.option("--source", help="The document that the copy is of; otherwise it is found out.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="How to print.",
)
@click.pass_context
def verify(ctx: click.Context, paths: tuple[str, ...], source: str | None, form: str) -> None:
    """Check the fingerprints of the dataset against your copies: files or folders."""
    from ..verification.verify import verify as check

    if "" in paths:  # an unset variable of the shell, not the working directory
        raise click.UsageError("a path is empty: give files or folders.")
    report = check([Path(path) for path in paths], source=source)
    if form == "json":
        presentation.show_json(report.to_dicts())
    else:
        click.echo(str(report))
    ctx.exit(report.exit_code)


@commands.command()
@click.argument(
    "path", required=False, type=click.Path(exists=True, file_okay=False, path_type=Path)
)
@FORMAT
@click.pass_context
def validate(ctx: click.Context, path: Path | None, form: str) -> None:
    """Check the shipped dataset, or the one in the folder PATH, by every rule."""
    from ..validation.validate import validate as check

    report = check(path)
    if form == "table":
        click.echo(str(report))
    else:
        presentation.show_frame(report.to_frame(), form)
    ctx.exit(0 if report.ok else 1)


@commands.command()
@click.option("--check", is_flag=True, help="Write nothing; fail where anything is out of date.")
@click.option(
    "--path",
    "data",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="The data folder of a checkout.",
)
def build(check: bool, data: Path | None) -> None:
    """Turn the authored CSV files into Parquet, the timeline and the manifest."""
    from ..release.build import build as write
    from ..release.build import find_checkout, out_of_date

    checkout = find_checkout(data or folder("data"))
    if check:
        reasons = out_of_date(checkout)
        if reasons:
            raise BuildError("out of date:\n" + "\n".join(reasons))
        click.echo(f"{checkout.data}: up to date.")
        return
    changed = write(checkout)
    click.echo("\n".join(f"wrote {name}" for name in changed) or "nothing to do.")
