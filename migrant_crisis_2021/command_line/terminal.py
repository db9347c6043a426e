"""The terminal: how wide it is, lines that are wrapped to fit it, and the pager."""

from __future__ import annotations

import os
import re
import sys
import textwrap

import click

from ..names import COMMAND

_NARROWEST = 40
NO_PAGER = "no_pager"
"""Key under which a context keeps that the user wants no pager."""


def size() -> os.terminal_size:
    """Return the size of the terminal, as ``COLUMNS`` and ``LINES`` have it or as it is."""
    import shutil  # it takes long to load, and most output is not for a terminal

    return shutil.get_terminal_size()


def width() -> int | None:
    """Return the number of columns that output has; None if nothing limits it.

    Output to a pipe or a file gets the width of ``COLUMNS`` or of the terminal from which the
    command was started.
    """
    if sys.stdout.isatty() or os.environ.get("COLUMNS", "").isdecimal():
        return max(_NARROWEST, size().columns)
    for stream in (sys.stderr, sys.stdin):
        try:
            return max(_NARROWEST, os.get_terminal_size(stream.fileno()).columns)
        except (AttributeError, OSError, ValueError):
            continue  # no terminal, or closed
    return None


def wrapped(text: str, columns: int | None = None) -> str:
    """Wrap each line at blanks, and indent what follows by two more than the line itself.

    A command is not wrapped, since it would not run when copied.

    Examples
    --------
    >>> print(wrapped("  Where: https://example.org/a-long-address of the document", 30))
      Where:
        https://example.org/a-long-address
        of the document
    """
    columns = columns or width()
    if columns is None:
        return text
    return "\n".join(_wrapped_line(line, columns) for line in text.split("\n"))


def _wrapped_line(line: str, columns: int) -> str:
    if len(line) <= columns:
        return line
    indent = len(line) - len(line.lstrip()) + 2
    if line.lstrip().startswith(COMMAND):  # to be copied: only the remark after it may move
        command, _, remark = line.partition("   ")
        return f"{command}\n{' ' * indent}{remark.strip()}".rstrip()
    return textwrap.fill(
        line,
        columns,
        subsequent_indent=" " * indent,
        break_long_words=False,
        break_on_hyphens=False,
    )


# All that moves a cursor or turns the direction of a text, but not the codes of styles.
_CONTROLS = re.compile(
    r"\x1b(?!\[[0-9;]*m)|[\0-\x08\x0b-\x1a\x1c-\x1f\x7f-\x9f]"
    r"|[\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]"
)


def harmless(text: str) -> str:
    r"""Show the characters of a text that control a terminal, as those of another's data may.

    Examples
    --------
    >>> print(harmless("a title\x1b[2J\nand a line"))
    a title\x1b[2J
    and a line
    """
    return _CONTROLS.sub(lambda found: found[0].encode("unicode_escape").decode(), text)


def say(text: str, to_errors: bool = False) -> None:
    """Print a line about what was done, which may contain names of files."""
    click.echo(harmless(text), err=to_errors)


def emit(text: str, for_programs: bool = False) -> None:
    """Print a text; one that is longer than the terminal goes through the pager.

    Parameters
    ----------
    for_programs : bool, default False
        Whether each character counts, unless the text is printed on a terminal.
    """
    if not for_programs or sys.stdout.isatty():
        text = harmless(text)
    if _wants_pager() and text.count("\n") >= size().lines:
        click.echo_via_pager(text)
    else:
        click.echo(text)


def _wants_pager() -> bool:
    context = click.get_current_context(silent=True)
    refused = context is not None and context.find_root().meta.get(NO_PAGER, False)
    return sys.stdout.isatty() and not refused
