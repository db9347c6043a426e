"""One line per item, with its id and ISO dates: for captions, tables and logs."""

from __future__ import annotations

from collections.abc import Iterator

from ..item import Citation, Item
from ..typography import authors, day, entry_of, host, is_inferred, single_quoted, stop


def render(cited: Citation) -> str:
    """Write one line per item: records, documents sorted by id, and the dataset."""
    sources = sorted(cited.sources, key=lambda item: str(item["id"]))
    lines = [f"{item['id']}: {entry_of(item)}" for item in cited.records]
    lines += [f"{item['id']}: {stop(', '.join(_parts(item)))}" for item in sources]
    return "\n".join([*lines, _dataset(cited.dataset)])


def _parts(item: Item) -> Iterator[str]:
    title = str(item["title"])
    shown = title if title.startswith("[") else f"“{single_quoted(title)}”"
    yield from filter(None, (authors(item), shown, item.get("genre"), host(item)))
    issued, opened = day(item), day(item, "accessed")
    yield (f"[{issued}]" if is_inferred(item) else str(issued)) if issued else "undated"
    if opened and not issued:
        yield f"accessed {opened}"
    if "URL" in item:
        yield item["URL"]


def _dataset(item: Item) -> str:
    parts = [
        authors(item),
        item["title"],
        f"version {item['version']}",
        str(day(item) or "undated"),
    ]
    return f"{item['id']}: {', '.join(parts)}. {item['note']} {item.get('URL', '')}".rstrip()
