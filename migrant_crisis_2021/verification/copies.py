"""Get the text out of copies: strings, files and folders."""

from __future__ import annotations

import codecs
import os
import re
import stat
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import unescape
from io import BytesIO
from pathlib import Path
from typing import TypeAlias

from ..errors import InvalidInputError, MissingExtraError
from ..fingerprint.html_text import html_text
from ..parsing.words import as_list

CopyInput: TypeAlias = "str | os.PathLike[str] | Copy | Iterable[str | os.PathLike[str] | Copy]"

SUFFIXES = (".txt", ".text", ".md", ".html", ".htm", ".xhtml", ".shtml", ".pdf", "")
"""Suffixes of the files that are read in a folder; other files are skipped."""

_HTML_SUFFIXES = frozenset({".html", ".htm", ".xhtml", ".shtml"})
_TAG = re.compile(
    r"<!doctype html|</?[a-z][a-z0-9-]*(?:\s[^<>]*)?/?>"
    r"|&(?:amp|nbsp|quot|apos|lt|gt|[lr][sd]quo|[nm]dash|hellip|#x?[0-9a-f]+);",
    re.IGNORECASE,
)
_DECLARED = re.compile(
    rb"<(?:meta|\?xml)\b[^>]*?(?:charset|encoding)\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE
)
_OWN_ADDRESS_TAG = re.compile(r"<(?:link|meta)\s[^<>]*>", re.IGNORECASE)
_OWN_ADDRESS = re.compile(
    r"""\brel\s*=\s*["']?canonical\b|\b(?:property|name)\s*=\s*["']?og:url\b""", re.IGNORECASE
)
_ADDRESS_ATTRIBUTE = re.compile(
    r"""\b(?:href|content)\s*=\s*["']?\s*(https?:[^\s"'<>]+)""", re.IGNORECASE
)
_HEAD = 4096
_LONGEST_NAME = 1024
# UTF-32 comes first: its little-endian mark begins with that of UTF-16.
_BOMS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CONTROLS = bytes([*range(1, 8), *range(14, 26), *range(28, 32)])
_MOST_CONTROLS = 0.02  # share of all bytes; text extracted from a PDF contains a few


@dataclass(frozen=True)
class Copy:
    """A text without markup, the file that it comes from, and its page's own addresses."""

    file: str
    text: str
    addresses: tuple[str, ...] = ()


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
            f"{text!r} is the name of a file, but a str is read as text: "
            "pass pathlib.Path(...) to have the file read."
        )
    return _of_text(text, name, is_html=looks_like_html(text))


def _of_text(text: str, name: str, *, is_html: bool) -> Copy:
    if not is_html:
        return _checked(text, name)
    return _checked(html_text(text), name, tuple(_own_addresses(text)))


def _own_addresses(markup: str) -> Iterator[str]:
    """Yield the addresses that a page declares as its own."""
    for tag in _OWN_ADDRESS_TAG.findall(markup):
        address = _ADDRESS_ATTRIBUTE.search(tag) if _OWN_ADDRESS.search(tag) else None
        if address:
            yield unescape(address[1])


def _is_path(text: str) -> bool:
    if len(text) > _LONGEST_NAME:
        return False
    try:
        return Path(text).is_file() or (os.sep in text and Path(text).is_dir())
    except (OSError, ValueError):  # with characters that no file name can have
        return False


def _checked(text: str, name: str, addresses: tuple[str, ...] = ()) -> Copy:
    if not any(map(str.isalnum, text)):
        raise InvalidInputError(f"{name} contains no text: no letter and no number.")
    return Copy(name, text, addresses)


def _from_path(path: Path) -> Iterator[Copy]:
    try:
        is_folder = stat.S_ISDIR(path.stat().st_mode)
    except (FileNotFoundError, NotADirectoryError):
        raise InvalidInputError(
            f"{path} does not exist: pass a path to a file or a folder."
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
            f"{folder} contains no document: none of its {len(found)} files ends in {listed}. "
            "To have a file read whatever its name, pass its path."
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
    return InvalidInputError(f"{path} cannot be read: {reason}.")


def _from_file(file: Path) -> Copy:
    try:
        content = file.read_bytes()
    except OSError as error:
        raise _unreadable(file, error) from None
    return copy_of(content, file)


def copy_of(content: bytes, file: Path) -> Copy:
    """Read the content of a file, or of standard input: text, HTML or PDF."""
    if b"%PDF-" in content[:_HEAD]:
        return _checked(_pdf_text(content, file), str(file))
    text = _decode(content, file)
    is_html = _suffix(file) in _HTML_SUFFIXES or looks_like_html(text)
    return _of_text(text, str(file), is_html=is_html)


def _decode(content: bytes, file: Path) -> str:
    for mark, encoding in _BOMS:
        if content.startswith(mark):
            return content.decode(encoding, errors="replace")
    controls = len(content) - len(content.translate(None, _CONTROLS))
    if b"\0" in content or controls > _MOST_CONTROLS * len(content):
        raise InvalidInputError(
            f"{file} is not text: it contains binary data. Save the article as text, HTML or PDF."
        )
    declared = _DECLARED.search(content[:_HEAD])
    for encoding in ("utf-8", *([declared[1].decode("ascii")] if declared else [])):
        try:
            return content.decode(encoding)
        except (LookupError, UnicodeError):
            continue
    return content.decode("cp1252", errors="replace")


def _pdf_text(content: bytes, file: Path) -> str:
    try:
        from pypdf import PdfReader
    except ImportError:
        raise MissingExtraError("pypdf", "pdf") from None
    try:
        return "\n".join(page.extract_text() for page in PdfReader(BytesIO(content)).pages)
    except Exception as error:  # a broken file can cause any error in pypdf
        raise InvalidInputError(
            f"{file} cannot be read as a PDF: {str(error).removesuffix('.')}. "
            "Save the article again without a password, or as text or HTML."
        ) from error


def looks_like_html(text: str) -> bool:
    """Return whether a text contains an HTML tag or character reference.

    Examples
    --------
    >>> looks_like_html("7,935&nbsp;people"), looks_like_html("a < b > c")
    (True, False)
    """
    return _TAG.search(text) is not None
