"""Which documents carry which record."""

from __future__ import annotations

from ..rows import Row, grouped


def positions_on(claim: str) -> list[Row]:
    """List the positions in force on a claim."""
    taken = grouped("positions", "claim_id").get(claim, [])
    return [row for row in taken if row["status"] == "active"]


def evidence_of(ident: str) -> list[Row]:
    """List the rows of evidence of a record; a claim has those of the positions on it."""
    carried = grouped("evidence", "record_id")
    records = [str(row["position_id"]) for row in positions_on(ident)] or [ident]
    return [link for record in records for link in carried.get(record, [])]
