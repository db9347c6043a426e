"""Extract the text of a page, as ``docs/fingerprint.md`` specifies.

This file needs only the standard library, so it can be copied into another program.
"""

from __future__ import annotations

import re
from html.parser import HTMLParser

# A word may continue inside these; every other element begins and ends on a line of its own.
_INLINE_NAMES = (
    "a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd mark nobr q s samp "
    "small span strike strong sub sup time tt u var wbr"
)
_INLINE = frozenset(_INLINE_NAMES.split())
_DROPPED = frozenset({"script", "style", "template", "noscript"})


# More digits than any code point has; Python refuses to convert thousands of digits to a number.
_NO_CHARACTER = re.compile("&#[0-9]{8,};?")


class _TextOfHtml(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._dropped: list[str] = []  # open elements with dropped text, outermost first

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self._skips(tag):
            return
        self._break_line(tag)
        classes = (dict(attrs).get("class") or "").split()
        if tag in _DROPPED or (tag == "sup" and ("reference" in classes or self._dropped)):
            self._dropped.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if self._dropped and tag == self._dropped[-1]:
            self._dropped.pop()
        elif not self._skips(tag):
            self._break_line(tag)

    def handle_data(self, data: str) -> None:
        if not self._dropped:
            self.parts.append(data)

    def _skips(self, tag: str) -> bool:
        """Return whether a tag is in a dropped element, where only that element's tags count."""
        return bool(self._dropped) and self._dropped[-1] not in ("sup", tag)

    def _break_line(self, tag: str) -> None:
        if tag in _INLINE:
            return
        self.parts.append("\n")
        if tag not in _DROPPED:
            # A footnote mark that is never closed ends with its block, not with the document.
            self._dropped.clear()


def html_text(markup: str) -> str:
    r"""Extract the text of HTML.

    Parameters
    ----------
    markup : str
        A page or a part of one, well-formed or not.

    Returns
    -------
    str
        The text without scripts, styles, templates, ``noscript`` and footnote marks
        (``<sup class="reference">``), with character references resolved and a line break at
        every tag that is not inline.

    Examples
    --------
    >>> html_text("<p>About <b>7,9</b>35<sup class='reference'>[1]</sup> people</p>")
    '\nAbout 7,935 people\n'
    """
    parser = _TextOfHtml()
    parser.feed(_parsable(markup))
    parser.close()
    return "".join(parser.parts)


def _parsable(markup: str) -> str:
    """Replace markup that some versions of html.parser reject or parse in quadratic time."""
    tags, end, rest = markup.rpartition(">")
    whole = tags + end + rest.replace("<", "&lt;")
    comments, end, rest = whole.rpartition("-->")
    whole = (comments + end + rest.replace("<!--", "<! ")).replace("<![", "<! [")
    return _NO_CHARACTER.sub("\ufffd", whole)
