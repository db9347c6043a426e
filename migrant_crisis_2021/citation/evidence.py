"""Which documents carry which record."""

from __future__ import annotations

from collections import defaultdict
from functools import cache

from ..rows import Row, rows


@cache
def positions_on() -> dict[str, list[Row]]:
    """Map each claim to the positions in force on it."""
    taken: dict[str, list[Row]] = defaultdict(list)
    for row in rows("positions"):
        if row["status"] == "active":
            taken[str(row["claim_id"])].append(row)
    return dict(taken)


@cache
def evidence() -> dict[str, list[Row]]:
    """Map each record to its rows of evidence; a claim has those of the positions on it."""
    links: dict[str, list[Row]] = defaultdict(list)
    for row in rows("evidence"):
        links[str(row["record_id"])].append(row)
    for claim, taken in positions_on().items():
        links[claim] = [link for row in taken for link in links.get(str(row["position_id"]), [])]
    return dict(links)
