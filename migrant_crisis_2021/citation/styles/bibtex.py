"""Entries for BibTeX and BibLaTeX; keys are the ids, which do not change between releases."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import quote

from ..item import Citation, Item, ItemType
from ..typography import authors, day, host, is_inferred

# Only types that every program reads: some leave out entries of types that they do not know, as
# Zotero's importer of 2019 did with BibLaTeX's `@dataset`. RIS and CSL-JSON keep a dataset as one.
TYPES: dict[ItemType, str] = {
    "article-newspaper": "article",
    "dataset": "misc",
    "report": "techreport",
    "webpage": "online",
}
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_ESCAPES = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
        "{": r"\textbraceleft{}",  # BibTeX counts braces, including those after a backslash
        "}": r"\textbraceright{}",
        **{mark: f"\\{mark}" for mark in "&%#_$"},
    }
)
# An address is not escaped, because \url takes it literally. But it must not unbalance the braces,
# and \url of pdfTeX accepts only ASCII.
_PLAIN_IN_ADDRESS = "".join(chr(code) for code in range(33, 127) if chr(code) not in r"{}\\")


def render(cited: Citation) -> str:
    """Write one entry per item."""
    return "\n\n".join(_entry(item) for item in cited.items)


def _entry(item: Item) -> str:
    key = re.sub(r"[^A-Za-z0-9:._-]", "-", str(item["id"]))
    kind = TYPES[item["type"]]
    if kind == "online" and "URL" not in item:  # BibLaTeX requires an address for this type
        kind = "misc"
    lines = [f"  {name} = {value}," for name, value in _fields(item)]
    return "\n".join([f"@{kind}{{{key},", *lines, "}"])


def _fields(item: Item) -> Iterator[tuple[str, str]]:
    if "author" in item:
        names = (f"{{{_escaped(name['literal'])}}}" for name in item["author"])
        yield "author", f"{{{' and '.join(names)}}}"
    yield "title", f"{{{{{_escaped(item['title'])}}}}}"  # double braces keep the capitals
    if carrier := _carrier(item):
        yield carrier[0], _braced(carrier[1])
    yield from _dates(item)
    if "version" in item:
        yield "version", _braced(item["version"])
    if "URL" in item:
        yield "url", f"{{{quote(item['URL'], safe=_PLAIN_IN_ADDRESS)}}}"
    remarks = " ".join(filter(None, (_form(item), item.get("note"))))
    if remarks:
        yield "note", _braced(remarks)
    if "annote" in item:  # standard styles print the note, but not this field
        yield "annote", _braced(item["annote"])


def _carrier(item: Item) -> tuple[str, str] | None:
    """Name the publisher of the document, in the field that the entry type has for it."""
    field = {
        "article-newspaper": "journal",
        "dataset": "howpublished",
        "report": "institution",  # BibTeX warns if it is missing
    }.get(item["type"], "organization")
    name = host(item) or (authors(item) if item["type"] == "report" else "")
    return (field, name) if name else None


def _form(item: Item) -> str:
    if item["type"] == "dataset" and "container-title" not in item:
        return "Data set."
    return f"{item['genre']}." if "genre" in item else ""


def _dates(item: Item) -> Iterator[tuple[str, str]]:
    """Write the date twice: as year and month for classic styles, complete for BibLaTeX."""
    if issued := day(item):
        yield "year", f"{{{issued.year}}}"
        yield "month", _MONTHS[issued.month - 1]
        yield "date", f"{{{issued}{'~' if is_inferred(item) else ''}}}"
    else:
        yield "year", "{n.d.}"
    if opened := day(item, "accessed"):
        yield "urldate", f"{{{opened}}}"


def _braced(text: str) -> str:
    return f"{{{_escaped(text)}}}"


def _escaped(text: str) -> str:
    return text.translate(_ESCAPES)
