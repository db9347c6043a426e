"""RIS records, for reference managers that do not read CSL-JSON."""

from __future__ import annotations

from collections.abc import Iterator

from ..item import Citation, Item, ItemType
from ..typography import day

TYPES: dict[ItemType, str] = {
    "article-newspaper": "NEWS",
    "dataset": "DATA",
    "report": "RPRT",
    "webpage": "ELEC",
}
_TAGS = {
    "title": "TI",
    "container-title": "T2",
    "publisher": "PB",
    "version": "ET",
    "number": "M1",
    "genre": "M3",
    "language": "LA",
    "DOI": "DO",
    "URL": "UR",
    "note": "N1",
    "annote": "N1",
}


def render(cited: Citation) -> str:
    """Write one record per item."""
    return "\n".join("\n".join(_lines(item)) for item in cited.items)


def _lines(item: Item) -> Iterator[str]:
    yield f"TY  - {TYPES[item['type']]}"
    yield f"ID  - {item['id']}"
    for name in item.get("author", ()):
        yield f"AU  - {_one_line(name['literal'])}"
    for field, tag in _TAGS.items():
        if field in item:
            yield f"{tag}  - {_one_line(item[field])}"
    if issued := day(item):
        yield f"PY  - {issued.year}"
        yield f"DA  - {issued:%Y/%m/%d}/"
    if opened := day(item, "accessed"):
        yield f"Y2  - {opened:%Y/%m/%d}/"
    yield "ER  - "


def _one_line(text: str) -> str:
    """Write a text on one line: a line of its own could be a field, or end the record."""
    return " ".join(text.splitlines())
