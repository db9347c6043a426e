"""The form in which everything that is cited is described: CSL-JSON items."""

from __future__ import annotations

from typing import Any, Literal, NamedTuple, TypeAlias

Item: TypeAlias = dict[str, Any]
"""An item of CSL-JSON, with those variables alone that have a value."""

ItemType = Literal["article-newspaper", "dataset", "entry", "report", "webpage"]
"""The types of CSL-JSON that are in use; each style deals with all of them."""


class Citation(NamedTuple):
    """What one call cites: records, the documents behind them, and the dataset."""

    records: list[Item]
    sources: list[Item]
    dataset: Item

    @property
    def items(self) -> list[Item]:
        """All items, the dataset last."""
        return [*self.records, *self.sources, self.dataset]
