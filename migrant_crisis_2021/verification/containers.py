"""Get the text out of files that contain a page: web archives (MHTML), e-mail, JSON and PDF."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from email import message_from_bytes
from email.errors import MessageError
from io import BytesIO
from pathlib import Path
from typing import Any, Literal

from ..errors import InvalidInputError, MissingExtraError, visible
from ..fingerprint.html_text import html_text
from .decoding import decode
from .limits import MOST_BYTES, MOST_OPERATORS, check_tags, counter

_HEAD = 4096
_HEADERS = re.compile(rb"\s*(?:[!-9;-~]+:[^\n]*\n(?:[ \t][^\n]*\n)*)*", re.IGNORECASE)
_MIME = re.compile(rb"^mime-version[ \t]*:", re.IGNORECASE | re.MULTILINE)
_TAG = re.compile(
    r"<!doctype html|<!\[CDATA\[|</?[a-z][a-z0-9-]*(?:\s[^<>]*)?/?>"
    r"|&(?:amp|nbsp|quot|apos|lt|gt|[lr][sd]quo|[nm]dash|hellip|#x?[0-9a-f]+);",
    re.IGNORECASE,
)
_MIME_KINDS: dict[str, Literal["html", "plain"]] = {
    "text/html": "html",
    "application/xhtml+xml": "html",
    "text/plain": "plain",
}
# Formats that look like text, by how they begin.
_OTHER_FORMATS = {"{\\rtf": "RTF", "%!PS": "PostScript", "begin-base64 ": "uuencoded"}


def looks_like_html(text: str) -> bool:
    """Return whether a text contains an HTML tag or character reference.

    Examples
    --------
    >>> looks_like_html("7,935&nbsp;people"), looks_like_html("a < b > c")
    (True, False)
    """
    return ("<" in text or "&" in text) and _TAG.search(text) is not None


def plain_text(text: str, name: str, is_html: bool = False) -> str:
    """Remove the markup of a text that is HTML, or that has its text in JSON."""
    check_tags(text, name)
    start = text.lstrip("\ufeff \t\r\n")
    for mark, form in _OTHER_FORMATS.items():
        if start.startswith(mark):
            raise InvalidInputError(
                f"{name} is {form}, which cannot be read: save it as text, HTML or PDF."
            )
    strings = None if is_html else _json_strings(start)
    if strings is not None:
        return "\n\n".join(html_text(s) if looks_like_html(s) else s for s in strings)
    return html_text(text) if is_html or looks_like_html(text) else text


def _json_strings(text: str) -> list[str] | None:
    """Return the strings of JSON, or of lines of JSON, but not the names; None for other text."""
    if text[:1] not in ("{", "[", '"'):
        return None
    try:
        return list(_strings(json.loads(text)))
    except (ValueError, RecursionError):
        pass
    try:
        values = [json.loads(line) for line in text.splitlines() if line.strip()]
    except (ValueError, RecursionError):
        return None
    return list(_strings(values))


def _strings(value: Any) -> Iterator[str]:
    waiting = [value]
    while waiting:
        one = waiting.pop()
        if isinstance(one, str):
            yield one
        elif isinstance(one, list | dict):
            waiting += reversed([*(one.values() if isinstance(one, dict) else one)])


def is_mime(content: bytes) -> bool:
    """Return whether a file begins with the headers of a web archive or an e-mail."""
    headers = _HEADERS.match(content[:_HEAD])
    return headers is not None and _MIME.search(headers[0]) is not None


def mime_text(content: bytes, name: str) -> str:
    r"""Return the text of the pages in a web archive or an e-mail or, without a page, of its text.

    Examples
    --------
    >>> headers = b"MIME-Version: 1.0\nContent-Transfer-Encoding: quoted-printable\n\n"
    >>> mime_text(headers + b"7=2C935 crates", "copy.mhtml")
    '7,935 crates'
    """
    texts: dict[str, list[str]] = {"html": [], "plain": []}
    try:
        for kind, text in _parts(content):
            texts[kind].append(text)
    except (MessageError, ValueError, LookupError, RecursionError) as error:
        raise InvalidInputError(
            f"{name} cannot be read as a web archive or an e-mail: {visible(str(error))}. "
            "Save the article as text, HTML or PDF."
        ) from None
    form = "html" if texts["html"] else "plain"
    check_tags("".join(texts[form]), name)
    return "\n\n".join(plain_text(text, name, is_html=form == "html") for text in texts[form])


def _parts(content: bytes) -> Iterator[tuple[Literal["html", "plain"], str]]:
    """Yield the parts of an e-mail that are pages or plain text."""
    for part in message_from_bytes(content).walk():
        payload = part.get_payload(decode=True)
        kind = _MIME_KINDS.get(part.get_content_type())
        if isinstance(payload, bytes) and kind:
            yield kind, decode(payload, part.get_content_charset())


def pdf_text(content: bytes, file: Path) -> str:
    """Return the text of a PDF, page by page.

    Raises
    ------
    MissingExtraError
        If pypdf is not installed.
    InvalidInputError
        If pypdf cannot read the file.
    """
    try:
        from pypdf import PdfReader
    except ImportError:
        raise MissingExtraError("pypdf", "pdf") from None
    import logging

    # Unless somebody logs them, warnings would be printed, with raw parts of the file in them.
    logger = logging.getLogger("pypdf")
    if not logger.handlers:
        logger.addHandler(logging.NullHandler())
    try:
        # Pages can share contents, and contents can contain each other: a small file has no end.
        texts, count = [], counter("drawing operators", MOST_OPERATORS)
        left = MOST_BYTES
        for page in PdfReader(BytesIO(content)).pages:
            drawn = page.get_contents()
            left -= 0 if drawn is None else len(drawn.get_data())
            if left < 0:
                raise ValueError(f"its pages have more than {MOST_BYTES:,} bytes")
            texts.append(page.extract_text(visitor_operand_before=count))
        return "\n".join(texts)
    except Exception as error:  # a broken file can cause any error in pypdf
        raise InvalidInputError(
            f"{visible(str(file))} cannot be read as a PDF: "
            f"{visible(str(error).removesuffix('.'))}. "
            "Save the article again without a password, or as text or HTML."
        ) from error
