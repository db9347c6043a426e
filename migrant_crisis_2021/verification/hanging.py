"""Wrap a report at the width of the terminal."""

from __future__ import annotations

import os
import shutil
import sys
import textwrap

_NARROWEST = 40


def hanging(text: str) -> str:
    """Wrap lines at the terminal's width; what continues a line is indented below it.

    Output that goes to a file or a pipe is not wrapped, unless ``COLUMNS`` is set.
    """
    if not (sys.stdout.isatty() or "COLUMNS" in os.environ):
        return text
    width = max(_NARROWEST, shutil.get_terminal_size().columns)
    return "\n".join(_wrapped(line, width) for line in text.split("\n"))


def _wrapped(line: str, width: int) -> str:
    indent = " " * (len(line) - len(line.lstrip()) + 2)
    return textwrap.fill(
        line, width, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False
    )
