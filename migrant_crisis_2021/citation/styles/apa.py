"""APA style, 7th edition: https://apastyle.apa.org/style-grammar-guidelines/references."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from itertools import groupby

from ..item import Citation, Item
from ..typography import american, authors, day, entry_of, filed, host, is_inferred, join, month_day


def render(cited: Citation) -> str:
    """Write a reference list: records as sentences, documents in order, the dataset."""
    records = [entry_of(item) for item in cited.records]
    return "\n\n".join([*records, *_references(cited.sources), _dataset(cited.dataset)])


def _references(items: list[Item]) -> Iterator[str]:
    """Write the documents in order, lettering those of one author and year (8.19, 9.47)."""
    ordered = sorted(items, key=_sort_key)
    for _, group in groupby(ordered, key=lambda item: (filed(_lead(item)), _year(item))):
        alike = list(group)
        for number, item in enumerate(alike):
            yield _reference(item, _letter(number) if len(alike) > 1 else "")


def _sort_key(item: Item) -> tuple[str, dt.date, str, str, str]:
    """Sort by author, then date (undated first), then title; other fields break ties."""
    title, carrier = filed(item["title"]), filed(host(item))
    return filed(_lead(item)), day(item) or dt.date.min, title, carrier, str(item["id"])


def _letter(number: int) -> str:
    """Count a, b, … z, aa, ab and so on."""
    letter = chr(ord("a") + number % 26)
    return letter if number < 26 else _letter(number // 26 - 1) + letter


def _lead(item: Item) -> str:
    """Put the title in the author's place if there is no author (9.12)."""
    return authors(item) or _title(item)


def _title(item: Item) -> str:
    """Write the title, with the form of the work if it is unusual (9.21)."""
    return f"{item['title']} [{item['genre']}]" if "genre" in item else str(item["title"])


def _year(item: Item) -> str:
    issued = day(item)
    return str(issued.year) if issued else "n.d."


def _date(item: Item, letter: str) -> str:
    """Write the date (9.14, 9.17), with ca. if the document does not state it."""
    issued = day(item)
    if issued is None:
        return f"(n.d.-{letter})" if letter else "(n.d.)"
    full = f"{issued.year}{letter}, {month_day(issued)}"
    return f"(ca. {full})" if is_inferred(item) else f"({full})"


def _reference(item: Item, letter: str) -> str:
    title = _title(item) if authors(item) else ""
    return join(_lead(item), _date(item, letter), title, host(item), address=_address(item))


def _address(item: Item) -> str:
    """Write the address, with the day of access if the document is undated (9.16)."""
    opened = day(item, "accessed")
    if "URL" in item and opened and not day(item):
        return f"Retrieved {american(opened)}, from {item['URL']}"
    return str(item.get("URL", ""))


def _dataset(item: Item) -> str:
    """Write the dataset (10.9), then its release day and licence, which APA permits."""
    released = day(item)
    title = f"{item['title']} (Version {item['version']}) [Data set]"
    day_out = f"Released {american(released)}" if released else ""
    parts = (authors(item), f"({_year(item)})", title, day_out, item["note"])
    return join(*parts, address=_address(item))
