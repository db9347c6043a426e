"""Limits on copies: what is larger is refused before it is read or searched."""

from __future__ import annotations

import os
import stat
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import Any, BinaryIO

from ..errors import InvalidInputError, visible
from ..fingerprint.fp1 import Stream

MOST_BYTES = 64 * 2**20
"""The size of the largest file that is read."""

MOST_CHARACTERS = 5_000_000
"""The length of the longest text that is searched, without markup; more than ten long books."""

MOST_TAGS = 500_000
"""The number of tags in a page up to which its text is extracted."""

MOST_NUMBERS = 200_000
"""The number of numbers in a text up to which it is searched: each takes as long as many words."""

MOST_OPERATORS = 500_000
"""The number of drawing operators in a PDF up to which its text is extracted."""

_MOST_DECOMPOSED = 18  # characters for which one can stand: U+FDFA
_PIECE = 2**16  # characters that are decomposed at a time
_WHERE = "save the article by itself and pass that file"


def read_file(file: Path, most: int = MOST_BYTES, way_out: str = _WHERE) -> bytes:
    """Read a regular file, or a pipe to which a program writes.

    Parameters
    ----------
    most : int, default `MOST_BYTES`
        The size of the largest file that is read.
    way_out : str, optional
        What the error for a larger one says to do.

    Raises
    ------
    InvalidInputError
        If it is a device, or too large.
    OSError
        If it cannot be read.
    """
    # Without O_NONBLOCK, opening a named pipe to which nothing writes waits for ever.
    handle = os.open(file, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    with open(handle, "rb") as stream:  # noqa: PTH123 (it is open already)
        status = os.fstat(handle)
        if stat.S_ISCHR(status.st_mode) or stat.S_ISBLK(status.st_mode):
            raise InvalidInputError(f"{visible(str(file))} is a device: pass a file.")
        if status.st_size > most:
            raise _too_many(str(file), most, "bytes", way_out)
        if stat.S_ISFIFO(status.st_mode):
            os.set_blocking(handle, True)
        return read_stream(stream, str(file), most, way_out)


def read_stream(
    stream: BinaryIO, name: str, most: int = MOST_BYTES, way_out: str = _WHERE
) -> bytes:
    """Read a stream to its end; raise an InvalidInputError if it is too large."""
    content = stream.read(most + 1)
    if len(content) > most:
        raise _too_many(name, most, "bytes", way_out)
    return content


def _too_many(name: str, most: int, what: str, way_out: str = _WHERE) -> InvalidInputError:
    return InvalidInputError(f"{visible(name)} has more than {most:,} {what}: {way_out}.")


def check_tags(markup: str, name: str) -> None:
    """Raise an InvalidInputError if a page has too many tags."""
    if markup.count("<") > MOST_TAGS:
        raise _too_many(name, MOST_TAGS, "tags")


def check_numbers(copy: Stream, name: str) -> None:
    """Raise an InvalidInputError if a text has too many numbers to be searched."""
    starts = copy.word_starts
    if len(starts) > MOST_NUMBERS < sum(copy.text[start].isdecimal() for start in starts):
        raise _too_many(name, MOST_NUMBERS, "numbers")


def check_length(text: str, name: str) -> None:
    """Raise an InvalidInputError if a text is too long to be searched.

    Some characters stand for many: the length that counts is that of the decomposed text.
    """
    may_be_too_long = len(text) * _MOST_DECOMPOSED > MOST_CHARACTERS and not text.isascii()
    if len(text) > MOST_CHARACTERS or (
        may_be_too_long and _decomposed_length(text) > MOST_CHARACTERS
    ):
        raise _too_many(name, MOST_CHARACTERS, "characters of text")


def _decomposed_length(text: str) -> int:
    pieces = (text[at : at + _PIECE] for at in range(0, len(text), _PIECE))
    return sum(len(unicodedata.normalize("NFKD", piece)) for piece in pieces)


def counter(what: str, most: int) -> Callable[..., None]:
    """Return a function that raises a ValueError when it was called too often.

    Examples
    --------
    >>> count = counter("operators", 1)
    >>> count()
    >>> count()
    Traceback (most recent call last):
    ...
    ValueError: it has more than 1 operators
    """
    calls = iter(range(most))

    def count(*_: Any) -> None:
        if next(calls, None) is None:
            raise ValueError(f"it has more than {most:,} {what}")

    return count
