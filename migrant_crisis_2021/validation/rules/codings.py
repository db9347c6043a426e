"""The second coding: R37."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from ...dataset import Dataset
from ...dataset.kinds import DOCUMENTED, kind_of
from ...dataset.table_schema import table_schema
from ...names import CODERS, TableName
from .engine import Failure, fails, rule
from .sieve import columns_alone


@rule(
    "R37",
    "A coding is of a column of its record, and both coders coded it.",
    level="table",
    tables=("codings",),
    sieve=columns_alone(*table_schema("codings").primary_key),
)
def coded_twice(dataset: Dataset, table: TableName) -> Iterator[Failure]:
    """Report codings of columns that the record does not have, and those by one coder alone."""
    coders: dict[tuple[str, str], set[str]] = defaultdict(set)
    for row in dataset[table]:
        coders[row["record_id"], row["field"]].add(row["coder"])
    for row in dataset[table]:
        kind = kind_of(row["record_id"])
        if kind not in DOCUMENTED:  # R02 reports an id without a record
            continue
        columns = table_schema(kind.table).columns
        if row["field"] not in columns:
            message = f"{kind.table} has no such column. Its columns: {', '.join(columns)}"
            yield fails(row, "field", message)
        for missing in set(CODERS) - coders[row["record_id"], row["field"]]:
            message = f"there is no coding by {missing}: add it, or remove this row"
            yield fails(row, "coder", message)
