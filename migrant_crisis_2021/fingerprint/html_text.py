"""Extract the text of a page, as ``docs/fingerprint.md`` specifies.

This file needs only the standard library, so it can be copied into another program. It finds tags
and comments where the HTML standard finds them; `html.parser` does not, and what it finds depends
on the version of Python.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from html import unescape
from typing import Literal, TypeAlias

# A word may continue inside these; every other element begins and ends on a line of its own.
_INLINE_NAMES = (
    "a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd mark nobr q s samp "
    "small span strike strong sub sup time tt u var wbr"
)
_INLINE = frozenset(_INLINE_NAMES.split())
_DROPPED = frozenset({"script", "style", "template", "noscript"})
_HIDDEN_CODE = frozenset({"script", "style", "noscript"})
_UNPARSED = frozenset({"title", "textarea", "xmp", "iframe", "noembed", "noframes"})
_FOREIGN = frozenset({"svg", "math"})
_RAISED = frozenset({"sub", "sup", "small"})

_SPACE = r"[ \t\n\f\r]"
_NAME = r"=?[^ \t\n\f\r/>=]*+"
_VALUE = r"""(?:"([^"]*+)"|'([^']*+)'|([^ \t\n\f\r>]*+))"""
_ATTRIBUTE = re.compile(rf"(?=[^ \t\n\f\r/])({_NAME}){_SPACE}*+(?:={_SPACE}*+{_VALUE})?+")
_COMMENT = r"!--(?:-?>|.*?(?:--!?>|\Z))|(?:[!?]|/(?![a-z]))[^>]*+(?:>|\Z)"
_TAG = r"(?P<end>/?)(?P<name>[a-z][^ \t\n\f\r/>]*+)"
_QUOTED = (
    rf"(?:[ \t\n\f\r/]++|(?=[^>]){_NAME}{_SPACE}*+(?:={_SPACE}*+"
    r"""(?:"[^"]*+"|'[^']*+'|[^ \t\n\f\r>]*+))?+)*+(?=>)"""
)
_MARKUP = re.compile(
    rf"<(?:{_COMMENT}|{_TAG}(?P<attributes>{_QUOTED}|(?P<cut>)[^>]*+)>)", re.IGNORECASE | re.DOTALL
)
_ANY_QUOTES = re.compile(
    rf"<(?:{_COMMENT}|{_TAG}(?P<attributes>(?P<cut>)[^>]*+)>)", re.IGNORECASE | re.DOTALL
)
# Each tag with a quotation mark that is never closed costs a search of the whole text.
_MOST_CUT = 50
_MOST_TAGS = 1000  # different tags that are kept while a page is read
_SECTION = "<![CDATA["
_SECTIONS = re.compile(r"(<!--(?:-?>|.*?(?:--!?>|\Z)))|<!\[CDATA\[(.*?)(?:\]\]>|\Z)", re.DOTALL)
_PAGE = re.compile(rf"<(?:!doctype{_SPACE}+)?html(?:{_SPACE}|[/>])", re.IGNORECASE)
_SCRIPT_STATE = re.compile(rf"<!(?=--)|-->|<(/?)script(?={_SPACE}|[/>])", re.IGNORECASE)
_UNFINISHED = re.compile("<(?=/?[a-z])", re.IGNORECASE)
# More digits than any code point has; Python refuses to convert thousands of digits to a number.
_NO_CHARACTER = re.compile("&#[0-9]{8,};?")

_NOTE_NAME = re.compile(
    r"(?:foot|end|side)[-_]?note|note[-_]?ref|(?:fn|cite)[-_]?ref|\b(?:fn|mw-ref)\b", re.IGNORECASE
)
_NOTE_ROLE = re.compile("noteref", re.IGNORECASE)
_STRUCK_CLASS = re.compile(
    r"(?<!\S)(?:(?:text-decoration-)?line-through|strike-?(?:through|out))(?!\S)", re.IGNORECASE
)
_RAISED_STYLE = re.compile(r"vertical-align\s*:\s*(?!baseline)\w", re.IGNORECASE)
_RAISED_CLASS = re.compile(r"(?<!\S)(?:su[bp]|su(?:b|per)script)(?!\S)", re.IGNORECASE)


# A link leads to a place in a page. What is never closed ends with its block, except "struck".
_Kind: TypeAlias = Literal["template", "mark", "struck", "struck block", "raised", "link"]


@dataclass(frozen=True)
class Tag:
    """A start tag or an end tag; its name and the names of its attributes are in lower case."""

    name: str
    is_end: bool
    attributes: dict[str, str]
    closes_itself: bool

    @cached_property
    def is_struck(self) -> bool:
        """Whether its style or class strikes text out."""
        style = self.attributes.get("style", "").lower()
        return any(
            "line-through" in declaration.partition("text-decoration")[2]
            for declaration in style.split(";")
        ) or bool(_STRUCK_CLASS.search(self.attributes.get("class", "")))

    @cached_property
    def inline_kind(self) -> _Kind | None:
        """What the text in it is if it is an inline tag."""
        given = self.attributes
        classes = given.get("class", "")
        if (
            (self.name == "sup" and "reference" in classes.split())
            or _NOTE_NAME.search(classes)
            or _NOTE_ROLE.search(given.get("role", "") + " " + given.get("epub:type", ""))
            or (self.name == "sup" and _NOTE_NAME.search(given.get("id", "")))
        ):
            return "mark"
        if self.name == "a":
            return "link" if "#" in given.get("href", "") else None
        is_raised = _RAISED_STYLE.search(given.get("style", "")) or _RAISED_CLASS.search(classes)
        return "raised" if self.name in _RAISED or is_raised else None


def tokens(markup: str) -> Iterator[str | Tag]:
    """Yield the tags of HTML and the text between them, without comments, scripts and styles.

    Examples
    --------
    >>> [token if isinstance(token, str) else token.name for token in tokens("a<br>b<!-- c -->d")]
    ['a', 'br', 'b', 'd']
    """
    is_xml = markup.lstrip("\ufeff \t\n\f\r").startswith("<?xml")
    markup = _parsable(markup, is_xml)
    same_tag = lru_cache(_MOST_TAGS)(_tag)  # pages repeat most of their tags
    at = foreign = cut = 0
    never_ended: set[str] = set()
    while found := (_MARKUP if cut < _MOST_CUT else _ANY_QUOTES).search(markup, at):
        if at < found.start():
            yield _resolved(markup[at : found.start()])
        at = found.end()
        if foreign and markup.startswith(_SECTION, found.start()):
            start = found.start() + len(_SECTION)
            end = markup.find("]]>", start)
            at = len(markup) if end == -1 else end
            yield markup[start:at]
        name, slash, attributes, unquoted = found.group("name", "end", "attributes", "cut")
        if not name:
            continue
        cut += unquoted is not None
        tag = same_tag(name, bool(slash), attributes, is_xml or foreign > 0)
        yield tag
        if tag.name in _FOREIGN and not tag.closes_itself:
            foreign = max(0, foreign + (-1 if tag.is_end else 1))
        unparsed = _HIDDEN_CODE if foreign else _HIDDEN_CODE | _UNPARSED
        if tag.name in unparsed - never_ended and not (tag.is_end or tag.closes_itself):
            end = _end_of(tag.name, markup, at)
            if tag.name in _DROPPED:
                at = len(markup) if end == -1 else end
            elif end == -1:
                never_ended.add(tag.name)
            else:
                yield _resolved(markup[at:end])
                at = end
    yield _resolved(markup[at:])


def _parsable(markup: str, is_xml: bool) -> str:
    """Put the content of sections in their place, and escape a tag that is cut off at the end."""
    # Browsers read sections in pages as comments; in XML, such as a news feed, they are text.
    if is_xml or not _PAGE.search(markup.partition(_SECTION)[0]):
        markup = _SECTIONS.sub(lambda found: found[1] or found[2], markup)
    whole, bracket, rest = markup.rpartition(">")
    return whole + bracket + _UNFINISHED.sub("&lt;", rest)


def _tag(name: str, is_end: bool, inside: str, may_close_itself: bool) -> Tag:
    attributes: dict[str, str] = {}
    for attribute, *values in _ATTRIBUTE.findall(inside):
        attributes.setdefault(attribute.lower(), unescape("".join(values)))
    return Tag(name.lower(), is_end, attributes, may_close_itself and inside.endswith("/"))


def _end_of(name: str, markup: str, at: int) -> int:
    """Find the end tag of an element in which nothing else is a tag; -1 if there is none."""
    if name == "script":
        return _end_of_script(markup, at)
    end = re.compile(rf"</{name}(?={_SPACE}|[/>])", re.IGNORECASE).search(markup, at)
    return end.start() if end else -1


def _end_of_script(markup: str, at: int) -> int:
    """Skip the end tags of scripts that are written inside comments inside the script."""
    in_comment = in_inner_script = False
    for found in _SCRIPT_STATE.finditer(markup, at):
        if found[1] is None:
            # An inner comment has no effect; the end of a comment ends an inner script as well.
            in_comment = found[0] == "<!"
            in_inner_script = in_inner_script and in_comment
        elif in_inner_script:
            in_inner_script = not found[1]
        elif found[1]:
            return found.start()
        else:
            in_inner_script = in_comment
    return -1


def _resolved(text: str) -> str:
    return unescape(_NO_CHARACTER.sub("\ufffd", text)) if "&" in text else text


_SHOWN: frozenset[_Kind] = frozenset({"raised", "link"})


class _Text:
    """The text of a page, gathered from its tokens."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        # How many elements with dropped, raised or linked text are open, the innermost last.
        self._open: dict[tuple[str, _Kind], int] = {}
        self._last = ""  # letter or digit
        self._at_edge = False  # whether no number continues after `_last`

    def data(self, text: str) -> None:
        """Add text, unless it is in a dropped element."""
        if self._open and not all(kind in _SHOWN for _, kind in self._open):
            return
        first = next(filter(str.isalnum, text), None)
        if first is not None:
            if self._at_edge and first.isdigit() and self._last.isdigit():
                self.parts.append("|")
            self._at_edge = False
            self._last = next(filter(str.isalnum, reversed(text)))
        self.parts.append(text)

    def start(self, tag: Tag, is_closed: bool) -> None:
        """Begin an element; `is_closed` says whether it has an end tag."""
        if self._in_template() and tag.name != "template":
            return
        self._break_line(tag.name)
        kind = self._kind(tag, is_closed)
        self._at_edge |= tag.name in ("a", *_RAISED) or kind in ("mark", "raised")
        if kind and not tag.closes_itself:
            self._open[tag.name, kind] = self._open.pop((tag.name, kind), 0) + 1

    def end(self, name: str) -> None:
        """End the innermost open element of this name, if there is one."""
        if self._in_template() and name != "template":
            return
        if not self._in_template():
            self._break_line(name)
        ended = next((each for each in reversed(self._open) if each[0] == name), None)
        self._at_edge |= name in ("a", *_RAISED)
        if ended is not None:
            self._at_edge |= ended[1] in ("mark", "raised")
            self._open[ended] -= 1
            if not self._open[ended]:
                del self._open[ended]

    def _in_template(self) -> bool:
        return ("template", "template") in self._open

    def _kind(self, tag: Tag, is_closed: bool) -> _Kind | None:
        if tag.name == "template":
            return "template"
        if self._open:
            same = [kind for name, kind in self._open if name == tag.name and kind not in _SHOWN]
            if same:  # or its end tag would end the outer one
                return same[-1]
        if tag.name in ("s", "strike"):
            return "struck"
        if _strikes(tag):
            return "struck" if is_closed else "struck block"
        if tag.name not in _INLINE:
            return None
        kind = tag.inline_kind
        if not self._open:
            return kind
        around = {kind for _, kind in self._open}
        return "mark" if kind and {kind, *around} >= {"raised", "link"} else kind

    def _break_line(self, name: str) -> None:
        if name in _INLINE:
            return
        self.parts.append("\n")
        if name not in _DROPPED:
            self._open = {each: n for each, n in self._open.items() if each[1] == "struck"}


def _strikes(tag: Tag) -> bool:
    """Return whether a tag strikes its text out, if only up to the end of its block."""
    return tag.name == "del" or tag.is_struck


def _closed(found: Iterable[str | Tag]) -> set[int]:
    """Return the places of the start tags that have an end tag."""
    closed: set[int] = set()
    waiting: dict[str, list[int]] = defaultdict(list)
    for place, token in enumerate(found):
        if isinstance(token, Tag) and not token.is_end:
            waiting[token.name].append(place)
        elif isinstance(token, Tag) and waiting[token.name]:
            closed.add(waiting[token.name].pop())
    return closed


def html_text(markup: str) -> str:
    r"""Extract the text of HTML.

    Parameters
    ----------
    markup : str
        A page or a part of one, or a news feed, well-formed or not.

    Returns
    -------
    str
        The text without comments, scripts, styles, templates, ``noscript``, struck-out text and
        footnote marks (such as ``<sup class="reference">``), with character references resolved
        and a line break at every tag that is not inline. A ``|`` separates two numbers if the
        second one is raised or begins a link.

    Examples
    --------
    >>> html_text("<p>About <b>7,9</b>35<sup class='reference'>[1]</sup> people</p>")
    '\nAbout 7,935 people\n'
    >>> html_text("7,935<sup>1</sup> people, 12 km<sup>2</sup>")
    '7,935|1 people, 12 km2'
    """
    closed: set[int] | None = None
    text = _Text()
    for place, token in enumerate(tokens(markup)):
        if isinstance(token, str):
            text.data(token)
        elif token.is_end:
            text.end(token.name)
        else:
            if closed is None and _strikes(token):  # few pages have such a tag
                closed = _closed(tokens(markup))
            text.start(token, closed is not None and place in closed)
    return "".join(text.parts)
