"""CSL-JSON items, which describe everything that is cited."""

from __future__ import annotations

from typing import Any, Literal, NamedTuple, TypeAlias

Item: TypeAlias = dict[str, Any]
"""An item of CSL-JSON; variables without a value are omitted."""

ItemType = Literal["article-newspaper", "dataset", "report", "webpage"]
"""The CSL-JSON types in use; every style supports all of them."""


class Citation(NamedTuple):
    """The items that one call cites: records, the documents behind them, and the dataset."""

    records: list[Item]
    sources: list[Item]
    dataset: Item

    @property
    def items(self) -> list[Item]:
        """All items, the dataset last."""
        return [*self.records, *self.sources, self.dataset]
