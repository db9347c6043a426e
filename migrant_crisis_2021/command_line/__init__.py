"""The command line: the same results as the library, as tables, CSV or JSON."""

from __future__ import annotations

import atexit
import gc
import os
import signal
import sys
import warnings
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any, Literal, NoReturn, TextIO

import click

from ..errors import (
    InvalidInputError,
    MigrantCrisisError,
    MissingExtraError,
    NothingFoundWarning,
    UnknownValueError,
)
from ..interface import opened_shipped
from ..names import COMMAND
from .code import new, propose, renumber
from .compare import changes, claims, conflicts, evidence, positions, series, stances
from .explorer import explore
from .give import export
from .help_pages import GroupedCommands
from .maintain import build, diff, init, release
from .options import DATA
from .plot import plot
from .read import (
    actors,
    deaths,
    events,
    figures,
    places,
    search,
    show,
    sources,
    timeline,
    vocabulary,
)
from .terminal import NO_PAGER, say, wrapped
from .trust import cite, validate, verify

_WRONG_USAGE = (UnknownValueError, InvalidInputError, MissingExtraError)


class Commands(GroupedCommands):
    """Commands whose errors print one message, no traceback, and set the exit code."""

    def main(self, *args: Any, **kwargs: Any) -> Any:
        """Run a command; exit code 1 if a check fails, 2 for a usage error."""
        try:
            with _warnings_after_output():
                return super().main(*args, **kwargs)
        except MigrantCrisisError as error:
            _say(error.for_command_line)
            sys.exit(2 if isinstance(error, _WRONG_USAGE) else 1)
        except OSError as error:
            _say(_reason(error))
            sys.exit(1)


def _say(error: str) -> None:
    """Print an error, unless the place for errors is full: the exit code tells it as well."""
    with suppress(OSError):
        say(f"Error: {error}", to_errors=True)


def _reason(error: OSError) -> str:
    if error.filename is not None:
        return f"{error}."
    return f"the output cannot be written: {error.strerror or error}. Write it to another place."


@contextmanager
def _warnings_after_output() -> Iterator[None]:
    """Print warnings, such as what is near if nothing was found, under the output of the command.

    They have no line of code, and say what to do in terms of the command line.
    """
    found: list[str] = []

    def keep(message: Warning | str, *_: object, **__: object) -> None:
        if isinstance(message, NothingFoundWarning):
            found.append(message.for_command_line)
        else:
            found.append(str(message))

    with warnings.catch_warnings():
        warnings.simplefilter("always", NothingFoundWarning)
        warnings.showwarning = keep
        try:
            yield
        finally:
            for text in filter(None, found):
                say(wrapped(text), to_errors=True)


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--version",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=lambda ctx, _, asked: _print_version(ctx) if asked else None,
    help="Print the version of the library and of the dataset in it, and exit.",
)
@DATA
@click.option("--no-pager", is_flag=True, help="Print long output at once, without a pager.")
@click.pass_context
def commands(ctx: click.Context, data: str | None, no_pager: bool) -> None:  # noqa: ARG001
    """Event timeline of a crisis: who reported what, and where."""
    ctx.meta[NO_PAGER] = no_pager


commands.add_section("Read", timeline, events, figures, deaths, search, show)
commands.add_section("Compare", series, conflicts, stances, claims, positions, plot)
commands.add_section("Cite and check", cite, evidence, verify, validate, changes)
commands.add_section("Look up", sources, actors, places, vocabulary)
commands.add_section("Use elsewhere", export, explore)
commands.add_section("Code", init, new, propose, renumber)
commands.add_section("Maintain", build, diff, release)


def _print_version(ctx: click.Context) -> None:
    click.echo(opened_shipped().manifest["version"])
    ctx.exit()


def main() -> NoReturn:
    """Run the command line, even if the terminal is ASCII-only or an output is closed."""
    # Rows contain no reference cycles: look for garbage seldom, and not at exit.
    gc.set_threshold(100_000)
    atexit.register(gc.freeze)
    # A closed stream means that no output is wanted, or that nothing is put in.
    sys.stdin = sys.stdin or _nowhere("r")
    sys.stdout = sys.stdout or _nowhere()
    sys.stderr = sys.stderr or _nowhere()
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    _end_in_order()
    try:
        commands(prog_name=COMMAND)
    except SystemExit as done:
        sys.exit(done.code or _flush())
    finally:
        _drop_unwritten()
    raise AssertionError("click exits by itself")


def _end_in_order() -> None:
    """Let a process that is told to end, or whose terminal closes, remove what it has staged."""
    wanted = [getattr(signal, name, None) for name in ("SIGTERM", "SIGHUP")]
    ending = [one for one in wanted if one and signal.getsignal(one) is signal.SIG_DFL]

    def end(number: int, _: object) -> NoReturn:
        for one in ending:  # often both are sent; the same once more ends at once
            signal.signal(one, signal.SIG_DFL if one == number else signal.SIG_IGN)
        raise SystemExit(128 + number)

    for one in ending:  # `nohup` has one ignored
        signal.signal(one, end)


def _flush() -> int:
    """Write the buffered output and return the exit code."""
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        return 1
    except OSError as error:
        _say(_reason(error))
        return 1
    return 0


def _drop_unwritten() -> None:
    """Drop output that cannot be written: Python would fail with a message of its own at exit."""
    for name in ("stdout", "stderr"):
        try:
            getattr(sys, name).flush()
        except OSError:
            setattr(sys, name, _nowhere())


def _nowhere(mode: Literal["r", "w"] = "w") -> TextIO:
    return open(os.devnull, mode, encoding="utf-8")  # noqa: PTH123
