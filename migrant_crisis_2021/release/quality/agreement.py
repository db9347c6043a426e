"""How far two coders agree."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from ...dataset import Dataset
from ...dataset.csv_files import PARSERS
from ...dataset.dataset import kept_on_dataset
from ...dataset.kinds import kind_of
from ...dataset.table_schema import table_schema
from ...errors import MissingExtraError
from ...names import TableName
from ...parsing.words import split_list
from .counting import Cells, Section, Table, share

if TYPE_CHECKING:
    from types import ModuleType

Pair = tuple[str, str]


class Agreement(NamedTuple):
    """How far the two codings of a column agree.

    Parameters
    ----------
    table, field : str
        The column.
    n : int
        How many records were coded twice.
    same : int
        For how many of them both coders have the same value.
    alpha : float or None
        Krippendorff's alpha for nominal values; None if all values are the same.
    """

    table: TableName
    field: str
    n: int
    same: int
    alpha: float | None


def agreement(dataset: Dataset) -> Section:
    """Return the section on the second coding."""
    found = agreements(dataset)
    if not found:
        text = "No records have been coded twice."
        return Section("Agreement of two coders", text, [])
    records = len({row["record_id"] for row in dataset["codings"]})
    rows: list[Cells] = [
        (
            one.table,
            f"`{one.field}`",
            f"{one.n:,}",
            share(one.same, one.n),
            "–" if one.alpha is None else f"{one.alpha:.2f}",
        )
        for one in found
    ]
    return Section(
        "Agreement of two coders",
        f"A random sample of {records:,} records was coded a second time "
        "([methodology](methodology.md#second-coding)). *Same* is the share of records for which "
        "both coders wrote the same; an empty cell counts as a value. Krippendorff's alpha "
        "(nominal) discounts the agreement that chance alone would give: 1 is full agreement, 0 "
        "is what chance alone would give, and – means that all values are the same, so that no "
        "alpha can be computed. Different values are not always an error: two spellings of a "
        "date, or a village and the crossing named after it, count as different.",
        [Table("", ("table", "column", "records", "same", "alpha"), rows)],
    )


def alike(dataset: Dataset) -> list[Cells]:
    """Return the share of cells that both coders filled in alike, if there are any."""
    found = agreements(dataset)
    same, n = sum(one.same for one in found), sum(one.n for one in found)
    return [("Cells that two coders filled in alike", share(same, n))] if n else []


@kept_on_dataset
def agreements(dataset: Dataset) -> list[Agreement]:
    """Compare the codings of each column.

    Raises
    ------
    MissingExtraError
        If there are codings, but the library that computes alpha is not installed.
    """
    pairs: dict[tuple[TableName, str], list[Pair]] = defaultdict(list)
    values: dict[tuple[str, str], dict[str, str | None]] = defaultdict(dict)
    for row in dataset["codings"]:
        values[row["record_id"], row["field"]][row["coder"]] = row["value"]
    for (record, field), coded in values.items():
        kind = kind_of(record)
        if kind and "first" in coded and "second" in coded:
            both = tuple(_plain(kind.table, field, coded[one]) for one in ("first", "second"))
            pairs[kind.table, field].append((both[0], both[1]))
    return [
        Agreement(table, field, len(both), sum(a == b for a, b in both), _alpha(both))
        for (table, field), both in sorted(pairs.items())
    ]


def _plain(table: TableName, field: str, value: str | None) -> str:
    """Write equal values alike: 13 and 13.0, and a list in any order."""
    if value is None:
        return ""
    parts = sorted(split_list(value))
    if len(parts) > 1:
        return "; ".join(parts)
    try:
        return str(PARSERS[table_schema(table).field(field).type](value))
    except ValueError:  # what a coder wrote need not be valid
        return value


def _alpha(pairs: Sequence[Pair]) -> float | None:
    library = _library()
    codes = {value: code for code, value in enumerate(sorted({v for pair in pairs for v in pair}))}
    if len(codes) < 2:
        return None
    data = [[codes[pair[coder]] for pair in pairs] for coder in (0, 1)]
    return float(library.alpha(reliability_data=data, level_of_measurement="nominal"))


def _library() -> ModuleType:
    try:
        import krippendorff
    except ImportError:
        raise MissingExtraError("krippendorff", "quality") from None
    module: ModuleType = krippendorff
    return module
