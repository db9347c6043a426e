"""The documents in the evidence of a record."""

from __future__ import annotations

from ..dataset import Dataset
from ..dataset.row_types import PositionRow, SourceRow


def positions_on(dataset: Dataset, claim: str) -> list[PositionRow]:
    """List the active positions on a claim."""
    taken = dataset["positions"].where("claim_id", claim)
    return [row for row in taken if row["status"] == "active"]


def documents_of(dataset: Dataset, record: str) -> list[str]:
    """List the ids of the documents in the evidence of a record, whether they support it or not."""
    links = dataset["evidence"]
    return [
        link["source_id"]
        for one in _with_evidence(dataset, record)
        for link in links.where("record_id", one)
    ]


def supporting(dataset: Dataset, record: str) -> list[SourceRow]:
    """List the documents that support a record or, for a claim, the positions on it."""
    return [source for one in _with_evidence(dataset, record) for source in dataset.supporting(one)]


def _with_evidence(dataset: Dataset, record: str) -> list[str]:
    """List the records whose evidence supports a record: itself or, for a claim, its positions."""
    return [record, *(row["position_id"] for row in positions_on(dataset, record))]
