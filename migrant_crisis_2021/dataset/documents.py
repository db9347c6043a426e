"""Origins, publishers and dates of documents."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from .row_types import SourceRow


def origin(source: SourceRow) -> str:
    """Return the origin of a document's text: its wire origin or, without one, its publisher."""
    return source["wire_origin"] or source["publisher"]


def count_publishers(documents: Iterable[SourceRow]) -> int:
    """Count the independent publishers of documents: text of one agency counts once."""
    return len({origin(row) for row in documents})


def publishers(documents: Iterable[SourceRow]) -> list[str]:
    """List the publishers of documents, each once."""
    return list(dict.fromkeys(row["publisher"] for row in documents))


def publication_days(documents: Iterable[SourceRow]) -> list[dt.date]:
    """List the publication days of the dated documents."""
    return [row["published_on"] for row in documents if row["published_on"]]


def title_of(source: SourceRow) -> str:
    """Return the title of a document or, in square brackets, its description."""
    return source["title"] or f"[{source['description'] or 'Untitled document'}]"


def is_state_affiliated(source: SourceRow) -> bool:
    """Return whether a state owns or runs the publisher or the origin of a document's text."""
    return "yes" in (source["state_affiliated"], source["origin_state_affiliated"])
