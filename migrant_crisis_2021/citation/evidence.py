"""Which documents carry which record."""

from __future__ import annotations

from ..dataset.csv_files import Row, grouped


def positions_on(claim: str) -> list[Row]:
    """List the positions in force on a claim."""
    taken = grouped("positions", "claim_id").get(claim, ())
    return [row for row in taken if row["status"] == "active"]


def evidence_of(record: str) -> list[Row]:
    """List the rows of evidence of a record; of a claim, those of the positions on it."""
    carried = (record, *(str(row["position_id"]) for row in positions_on(record)))
    links = grouped("evidence", "record_id")
    return [link for one in carried for link in links.get(one, ())]
