"""Get the text out of copies: strings, files and folders."""

from __future__ import annotations

import codecs
import os
import re
import stat
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from typing import TypeAlias

from ..errors import InvalidInputError, shown, visible
from ..fingerprint.html_text import html_text
from ..parsing.words import as_list
from .containers import is_mime, looks_like_html, mime_text, pdf_text, plain_text
from .decoding import decode
from .limits import check_length, read_file

CopyInput: TypeAlias = "str | os.PathLike[str] | Copy | Iterable[str | os.PathLike[str] | Copy]"

SUFFIXES = (
    *(".txt", ".text", ".md", ".html", ".htm", ".xhtml", ".shtml"),
    *(".mhtml", ".mht", ".json", ".pdf", ""),
)
"""Suffixes of the files that are read in a folder; other files are skipped."""

_HTML_SUFFIXES = frozenset({".html", ".htm", ".xhtml", ".shtml"})
_OWN_ADDRESS_TAG = re.compile(r"<(?:link|meta)\s[^<>]*>", re.IGNORECASE)
_OWN_ADDRESS = re.compile(
    r"""\brel\s*=\s*["']?canonical\b|\b(?:property|name)\s*=\s*["']?og:url\b""", re.IGNORECASE
)
_ADDRESS_ATTRIBUTE = re.compile(
    r"""\b(?:href|content)\s*=\s*["']?\s*(https?:[^\s"'<>]+)""", re.IGNORECASE
)
_HEADING_TAG = re.compile(r"<h1\b", re.IGNORECASE)
_HEADING = re.compile(r"<h1\b.*?</h1\s*>", re.IGNORECASE | re.DOTALL)
_LONGEST_HEADING = 1000
_HEAD = 4096
_LONGEST_NAME = 1024
_LONGEST_LINE = 255  # of a text that may be the name of a file, with spaces in it
_ADDRESS = re.compile(r"(?:[a-z][a-z0-9+.-]*:/|www\.)\S*", re.IGNORECASE)
_FOLDERS = re.compile(r"(?:~|\.{1,2})?[/\\]|[a-z]:[/\\]", re.IGNORECASE)
_UTF_MARKS = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, codecs.BOM_UTF32_BE)
_CONTROLS = bytes([*range(1, 8), *range(14, 26), *range(28, 32)])
_MOST_CONTROLS = 0.02  # share of all bytes; text extracted from a PDF contains a few


@dataclass(frozen=True)
class Copy:
    """A text without markup, the file that it comes from, and its page's own addresses.

    `heading` is the headline of a page that has one, or the first line of a plain text.
    """

    file: str
    text: str
    addresses: tuple[str, ...] = ()
    heading: str = ""


def read_copies(copy: CopyInput) -> Iterator[Copy]:
    """Read the given copies.

    Parameters
    ----------
    copy : str, path-like, or iterable of them
        A str is text or HTML; a path is a file or a folder, which is read with its subfolders.
        In a folder, only files that are not hidden and end in one of `SUFFIXES` are read.

    Yields
    ------
    Copy
        One per text or file, in order; files of a folder by name.

    Raises
    ------
    InvalidInputError
        If there is nothing to read, or something that cannot be read as text.
    MissingExtraError
        If a file is a PDF and pypdf is not installed.

    Examples
    --------
    >>> [copy.text for copy in read_copies("About <b>7,935</b> people")]
    ['About 7,935 people']
    """
    given = [copy] if isinstance(copy, os.PathLike | Copy) else as_list(copy)
    if not given:
        raise InvalidInputError("no copy was given: the list is empty. Pass a text or a path.")
    for number, item in enumerate(given, start=1):
        if isinstance(item, str):
            yield _from_text(item, "<text>" if len(given) == 1 else f"<text {number}>")
        elif isinstance(item, os.PathLike):
            yield from _from_path(Path(item))
        elif isinstance(item, Copy):
            yield item
        else:
            raise _wrong_type(item)


def _wrong_type(item: object) -> InvalidInputError:
    return InvalidInputError(
        f"a copy is a str of text or HTML, a pathlib.Path to a file or folder, or a list of "
        f"these, not {type(item).__name__}."
    )


def _from_text(text: str, name: str) -> Copy:
    if _is_path(text):
        raise InvalidInputError(
            f"{shown(text)} is the name of a file, but a str is read as text: "
            "pass pathlib.Path(...) to have the file read."
        )
    _refuse_locator(text.strip())
    return _of_text(text, name, is_html=False)


def _of_text(text: str, name: str, *, is_html: bool) -> Copy:
    plain = plain_text(text, visible(name), is_html)
    if is_html or looks_like_html(text):
        return _checked(plain, name, tuple(_own_addresses(text)), _heading(text))
    is_as_given = plain == text  # not if the text was in JSON
    return _checked(plain, name, heading=_first_line(text) if is_as_given else "")


def _heading(markup: str) -> str:
    """Return the text of the only first-level heading of a page."""
    if len(_HEADING_TAG.findall(markup)) != 1:
        return ""
    found = _HEADING.search(markup)
    return " ".join(html_text(found[0]).split()) if found else ""


def _first_line(text: str) -> str:
    return " ".join(text.lstrip("\ufeff \t\r\n")[:_LONGEST_HEADING].partition("\n")[0].split())


def _own_addresses(markup: str) -> Iterator[str]:
    """Yield the addresses that a page declares as its own."""
    for tag in _OWN_ADDRESS_TAG.findall(markup):
        address = _ADDRESS_ATTRIBUTE.search(tag) if _OWN_ADDRESS.search(tag) else None
        if address:
            yield unescape(address[1])


def _refuse_locator(text: str) -> None:
    """Refuse an address and a name of a file that does not exist, which are not texts."""
    if len(text) > _LONGEST_NAME or len(text.splitlines()) != 1:
        return
    is_word = not any(map(str.isspace, text))
    ends_as_file = text.lower().endswith(tuple(filter(None, SUFFIXES)))
    if _ADDRESS.fullmatch(text):
        raise _is_address(text)
    if (ends_as_file and len(text) <= _LONGEST_LINE) or (
        is_word and (_FOLDERS.match(text) or re.search(r"\w[/\\]\w", text))
    ):
        raise InvalidInputError(
            f"{shown(text)} is not a text but looks like a path, and there is no such file or "
            "folder, or like an address, from which nothing is read: save the document and pass "
            "pathlib.Path(...) of the file."
        )


def _is_address(text: str) -> InvalidInputError:
    return InvalidInputError(
        f"{shown(text)} is an address, and nothing is read from the web: save the document and "
        "pass the path of the file."
    )


def _is_path(text: str) -> bool:
    if len(text) > _LONGEST_NAME:
        return False
    try:
        return Path(text).is_file() or (os.sep in text and Path(text).is_dir())
    except (OSError, ValueError):  # with characters that no file name can have
        return False


def _checked(text: str, name: str, addresses: tuple[str, ...] = (), heading: str = "") -> Copy:
    if not any(map(str.isalnum, text)):
        raise InvalidInputError(f"{visible(name)} contains no text: no letter and no number.")
    check_length(text, name)
    return Copy(name, text, addresses, heading)


def _from_path(path: Path) -> Iterator[Copy]:
    try:
        is_folder = stat.S_ISDIR(path.stat().st_mode)
    except (FileNotFoundError, NotADirectoryError):
        if _ADDRESS.fullmatch(str(path)):
            raise _is_address(str(path)) from None
        raise InvalidInputError(
            f"{visible(str(path))} does not exist: pass a path to a file or a folder."
        ) from None
    except (OSError, ValueError) as error:
        raise _unreadable(path, error) from None
    for file in _documents(path) if is_folder else [path]:
        yield _from_file(file)


def _documents(folder: Path) -> list[Path]:
    def refuse(error: OSError) -> None:
        raise _unreadable(Path(error.filename or folder), error)

    found: list[Path] = []
    for parent, folders, names in os.walk(folder, onerror=refuse):
        folders[:] = (name for name in folders if not name.startswith("."))
        found += (Path(parent, name) for name in names if not name.startswith("."))
    documents = sorted(file for file in found if _suffix(file) in SUFFIXES and _is_file(file))
    if not documents:
        listed = ", ".join(filter(None, SUFFIXES))
        raise InvalidInputError(
            f"{visible(str(folder))} contains no document: none of its {len(found)} files ends in "
            f"{listed}. To have a file read whatever its name, pass its path."
        )
    return documents


def _is_file(file: Path) -> bool:
    try:
        return stat.S_ISREG(file.stat().st_mode)
    except PermissionError:  # reading it will report that
        return True
    except OSError:
        return False


def _suffix(file: Path) -> str:
    return file.suffix.lower().partition("?")[0]  # mirrors save "a.html?page=2"


def _unreadable(path: Path, error: OSError | ValueError) -> InvalidInputError:
    reason = getattr(error, "strerror", None) or error
    return InvalidInputError(f"{visible(str(path))} cannot be read: {reason}.")


def _from_file(file: Path) -> Copy:
    try:
        content = read_file(file)
    except OSError as error:
        raise _unreadable(file, error) from None
    return copy_of(content, file)


def copy_of(content: bytes, file: Path) -> Copy:
    """Read the content of a file, or of standard input: text, HTML or PDF."""
    if b"%PDF-" in content[:_HEAD]:
        return _checked(pdf_text(content, file), str(file))
    _refuse_binary(content, file)
    if is_mime(content):
        return _checked(mime_text(content, visible(str(file))), str(file))
    return _of_text(decode(content), str(file), is_html=_suffix(file) in _HTML_SUFFIXES)


def _refuse_binary(content: bytes, file: Path) -> None:
    if content.startswith(_UTF_MARKS):
        return
    controls = len(content) - len(content.translate(None, _CONTROLS))
    if b"\0" in content or controls > _MOST_CONTROLS * len(content):
        raise InvalidInputError(
            f"{visible(str(file))} is not text: it contains binary data. "
            "Save the article as text, HTML or PDF."
        )
