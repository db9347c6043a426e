"""Chicago style, 17th edition, notes and bibliography: the entries of the bibliography."""

from __future__ import annotations

import datetime as dt

from ..item import Citation, Item
from ..typography import (
    american,
    authors,
    day,
    entry_of,
    filed,
    host,
    is_inferred,
    join,
    single_quoted,
    stop,
)


def render(cited: Citation) -> str:
    """Write a bibliography: records as sentences, documents in order, the dataset."""
    records = [entry_of(item) for item in cited.records]
    sources = [_entry(item) for item in sorted(cited.sources, key=_sort_key)]
    return "\n\n".join([*records, *sources, _dataset(cited.dataset)])


def _sort_key(item: Item) -> tuple[str, str, dt.date, str]:
    """Sort by author or periodical, then title, then date; the id breaks ties."""
    return filed(_lead(item)), filed(item["title"]), day(item) or dt.date.min, str(item["id"])


def _lead(item: Item) -> str:
    """Put the name of the periodical or site in place of a missing author."""
    return authors(item) or _carrier(item)


def _carrier(item: Item) -> str:
    """Name the periodical or site, without a leading article for a periodical."""
    return host(item).removeprefix("The ") if "container-title" in item else host(item)


def _title(item: Item) -> str:
    """Quote a title, with single marks inside; reports and descriptions stay unquoted."""
    title = str(item["title"])
    if title.startswith("[") or item["type"] == "report":
        return title
    return f"“{stop(single_quoted(title))}”"


def _entry(item: Item) -> str:
    carrier = _carrier(item) if authors(item) else ""
    date, opened = _date(item), _opened(item)
    placed = ", ".join(part for part in (carrier, date) if part)
    parts = (_lead(item), _title(item), item.get("genre", ""), placed, opened)
    return join(*parts, address=_address(item))


def _date(item: Item) -> str:
    """Write the date; an inferred one in brackets with a question mark."""
    issued = day(item)
    if issued is None:
        return "" if _opened(item) else "n.d."
    return f"[{american(issued)}?]" if is_inferred(item) else american(issued)


def _opened(item: Item) -> str:
    """Write the day of access in place of the date of an undated document."""
    opened = day(item, "accessed")
    return f"Accessed {american(opened)}" if opened and not day(item) else ""


def _address(item: Item) -> str:
    return f"{item['URL']}." if "URL" in item else ""


def _dataset(item: Item) -> str:
    released = day(item)
    version = f"Version {item['version']}"
    date = american(released) if released else "n.d."
    parts = (authors(item), item["title"], version, "Data set", date, item["note"])
    return join(*parts, address=_address(item))
