"""A second implementation of `fp1`, written from the page `docs/fingerprint.md` alone.

Nothing here was taken from the package: where the two differ, one of them or the page is wrong.
"""

import hashlib
import html
import re
import unicodedata
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

MAPPED = {"ł": "l", "đ": "d", "ø": "o", "ı": "i"}
PART_OF_A_LINE = re.compile(
    "a|abbr|acronym|b|bdi|bdo|big|cite|code|data|del|dfn|em|font|i|ins|kbd|mark|nobr|q|s|samp|"
    "small|span|strike|strong|sub|sup|time|tt|u|var|wbr"
)
# A comment, a declaration, an element that is dropped whole, or a tag.
MARKUP = re.compile(
    r"<!--(?:-?>|.*?(?:--!?>|\Z))|<[!?][^>]*(?:>|\Z)|</(?![a-z])[^>]*(?:>|\Z)"
    r"|<(?P<dropped>script|style|template|noscript)(?:\s[^>]*)?>.*?"
    r"(?:</(?P=dropped)(?:[\s/][^>]*)?>|\Z)"
    r"|<(?P<struck>del|s|strike)(?:\s[^>]*)?>.*?(?:</(?P=struck)\s*>|\Z)"
    r"""|<(?P<end>/?)(?P<name>[a-z][^\s/>]*)(?P<more>[\s/](?:"[^"]*"|'[^']*'|[^'">])*)?>""",
    re.IGNORECASE | re.DOTALL,
)
CLASS = re.compile(r"""\sclass\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""", re.IGNORECASE)
LINE_BREAK = re.compile(r"[-\u2010\u00ad]?\s*[\n\r\v\f\x85\u2028\u2029]\s*")


def _folded(character: str) -> str:
    """Return what steps 2 to 6 leave of one character of the decomposed text."""
    if unicodedata.category(character) in {"Mn", "Cf"}:
        return ""
    letters = (MAPPED.get(letter, letter) for letter in character.casefold())
    kept = (letter for letter in letters if unicodedata.category(letter)[0] in "LN")
    return "".join(str(unicodedata.decimal(letter, letter)) for letter in kept)


def _walk(text: str) -> Iterator[tuple[str, bool]]:
    """Yield every character of the stream, and whether a word starts there."""
    after_break = True
    for character in unicodedata.normalize("NFKD", text):
        for place, letter in enumerate(_folded(character)):
            yield letter, after_break and place == 0
        category = unicodedata.category(character)
        if category[0] != "M" and category != "Cf":  # these are part of what is around them
            after_break = category[0] not in "LN"


def stream(text: str) -> str:
    """Return the letters and numbers of a text, folded, with nothing between them."""
    return "".join(letter for letter, _ in _walk(text))


def word_starts(text: str) -> list[int]:
    """Return the offsets in the stream at which words start."""
    return [offset for offset, (_, starts) in enumerate(_walk(text)) if starts]


def _hash(window: str) -> str:
    return hashlib.sha256(b"\x66\x70\x31\x00" + window.encode("utf-8")).hexdigest()[:32]


def fingerprint(text: str) -> str:
    """Return the hash of a window."""
    return _hash(stream(text))


def frame(text: str, value_start: int, value_len: int) -> str:
    """Return the hash of a window without its value digits."""
    window = stream(text)
    return _hash(window[:value_start] + window[value_start + value_len :])


def find(text: str, fp_hash: str, fp_len: int) -> list[int]:
    """Return the word starts at which the window with this hash stands."""
    whole = stream(text)
    fitting = (start for start in word_starts(text) if start + fp_len <= len(whole))
    return [start for start in fitting if _hash(whole[start : start + fp_len]) == fp_hash]


def _numbers(text: str) -> Iterator[tuple[int, int]]:
    """Yield the beginning and end of all that may be a number in place of a recorded one."""
    whole, starts = stream(text), word_starts(text)
    for run in re.finditer("[0-9]+", whole):
        cuts = [run.start(), *(s for s in starts if run.start() < s < run.end()), run.end()]
        for first, begin in enumerate(cuts):
            for last in range(first + 1, len(cuts)):
                groups = [end - start for start, end in pairwise(cuts)]
                further = groups[first + 1 : last - 1]
                if cuts[last] - begin <= 15 and all(size in {2, 3} for size in further):
                    yield begin, cuts[last]


def find_all(text: str, row: dict[str, Any], everywhere: bool) -> set[tuple[int, int, int]]:
    """Return where a window or its frame stands, and where the value digits are there."""
    whole = stream(text)
    places = set(range(len(whole)) if everywhere else word_starts(text))
    length, begin, digits = row["fp_len"], row["fp_value_start"], row["fp_value_len"]
    found = {}
    for start in places:
        if start + length <= len(whole) and _hash(whole[start : start + length]) == row["fp_hash"]:
            value = (start, start) if begin is None else (start + begin, start + begin + digits)
            if begin is None or not _is_cut(whole, value, (start, start + length)):
                found[start] = (start, *value)
    for first, last in _numbers(text) if row["fp_frame"] else ():
        start, end = first - begin, last + length - begin - digits
        frame_hash = _hash(whole[max(start, 0) : first] + whole[last:end])
        is_there = start in places and frame_hash == row["fp_frame"]
        if is_there and start not in found and not _is_cut(whole, (first, last), (start, end)):
            found[start] = (start, first, last)
    return set(found.values())


def _is_cut(whole: str, value: tuple[int, int], window: tuple[int, int]) -> bool:
    """Tell whether a number at an edge of its window continues beyond it."""
    at_start, at_end = value[0] == window[0], value[1] == window[1]
    return (at_start and whole[value[0] - 1 : value[0]].isdecimal()) or (
        at_end and whole[value[1] : value[1] + 1].isdecimal()
    )


def _is_footnote_mark(tag: re.Match[str]) -> bool:
    found = CLASS.search(tag["more"] or "")
    classes = "".join(group or "" for group in found.groups()).split() if found else []
    is_mark = "reference" in classes or any("footnote" in name for name in classes)
    return tag["name"].lower() == "sup" and not tag["end"] and is_mark


def _depth(depth: int, tag: re.Match[str], name: str) -> int:
    """Return how many `sup` elements stand open in a footnote mark; 0 outside of any."""
    if name == "sup" and (depth or _is_footnote_mark(tag)):
        return depth + (-1 if tag["end"] else 1)
    is_block = not PART_OF_A_LINE.fullmatch(name) and not tag["dropped"]
    return 0 if name and is_block else depth


def _resolved(text: str) -> str:
    return html.unescape(re.sub("&#[0-9]{8,};?", "\ufffd", text))


def html_text(markup: str) -> str:
    """Return the text of a page: without mark-up, with line breaks between its blocks."""
    if not re.search("<(!doctype )?html", markup.partition("<![CDATA[")[0], re.IGNORECASE):
        markup = re.sub(r"<!\[CDATA\[(.*?)(?:\]\]>|\Z)", r"\1", markup, flags=re.DOTALL)
    parts: list[tuple[str, bool]] = []  # a text, and whether a number ends before it
    at = depth = 0
    edge = False
    for tag in MARKUP.finditer(markup):
        parts.append(("" if depth else _resolved(markup[at : tag.start()]), edge))
        at = tag.end()
        name = (tag["name"] or tag["dropped"] or tag["struck"] or "").lower()
        parts.append(("\n" if name and not PART_OF_A_LINE.fullmatch(name) else "", False))
        depth = _depth(depth, tag, name)
        edge = name in {"a", "small", "sub", "sup"}
    return _with_edges([*parts, ("" if depth else _resolved(markup[at:]), edge)])


def _with_edges(parts: list[tuple[str, bool]]) -> str:
    """Put a vertical line between digits at the edge of a link or of something raised."""
    text, after_edge = "", False
    for part, edge in parts:
        after_edge |= edge
        before = [c for c in text if c.isalnum()][-1:]
        first = [c for c in part if c.isalnum()][:1]
        if after_edge and first and before and first[0].isdigit() and before[0].isdigit():
            text += "|"
        text += part
        after_edge = after_edge and not first
    return text


def _is_decimal(groups: list[str], separators: list[str]) -> bool:
    """Tell whether the last group of digits is decimals."""
    if not separators or separators[-1] not in ",.·٫":
        return False
    if separators[-1] in separators[:-1]:
        return False
    other_before = len(separators) > 1 and separators[-2] != separators[-1]
    odd_first = groups[0] == "0" or len(groups[0]) > 3
    return len(groups[-1]) != 3 or other_before or odd_first or separators[-1] == "٫"


def _well_grouped(groups: list[str], separators: list[str]) -> bool:
    between = all(len(group) in {2, 3} for group in groups[1:-1])
    ends = len(groups[0]) <= 3 and len(groups[-1]) == 3
    return len(groups) == 1 or (len(set(separators)) == 1 and ends and between)


def reading(printed: str) -> tuple[str, int] | None:
    """Return the digits of a printed number and how many are decimals, if it is one number."""
    whole = LINE_BREAK.sub("", printed)
    text = (
        c if unicodedata.category(c) == "No" else unicodedata.normalize("NFKD", c) for c in whole
    )
    kept = (c for c in "".join(text) if unicodedata.category(c) not in {"Mn", "Cf"})
    plain = re.sub(r"\s+", " ", "".join(str(unicodedata.decimal(c, c)) for c in kept)).strip()
    if not re.fullmatch(r"[0-9]+(?:[ ,.'’·٬٫][0-9]+)*", plain):
        return None
    groups, separators = re.findall(r"[0-9]+", plain), re.findall(r"[^0-9]", plain)
    decimal = _is_decimal(groups, separators)
    whole = len(groups) - decimal
    if not _well_grouped(groups[:whole], separators[: whole - 1]):
        return None
    return "".join(groups), len(groups[-1]) if decimal else 0
