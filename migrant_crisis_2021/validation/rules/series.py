"""Rules that compare figures: R11, R14 and R35."""

from __future__ import annotations

import datetime as dt
import math
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import accumulate, combinations, groupby, permutations
from typing import Any

import narwhals as nw

from ...dataset import Dataset
from ...dataset.figures import period, stated_interval
from ...dataset.places import lies_in
from ...dataset.row_types import FigureRow
from ...names import TableName
from .engine import Failure, can_be_judged, fails, rule
from .sieve import Context, Tables, all_of, any_of, none_of

_SERIES = ("measure", "counted_unit", "subgroup", "place_id", "asserted_by", "period_start")
_COUNTED = ("measure", "measure_kind", "counted_unit", "subgroup", "period_start")
_ALIKE = ("measure", "counted_unit", "measure_kind", "subgroup")
_PLACES = (
    Context("places", "place_id", to=None, columns=("place_id", "kind", "country", "neighbour")),
    Context("place_parts", "part_id", to=None),
)

_IS_EXACT = nw.col("qualifier") == "exact"
# No interval is wider than these, so what is apart by them may be apart by `stated_interval`.
_LOW = nw.max_horizontal(
    nw.when(_IS_EXACT).then(nw.col("value")),
    nw.col("value_low"),
    nw.col("magnitude").cast(nw.Float64),
    nw.lit(0.0),
)
# Without an upper bound it is infinite: a running minimum is null wherever its own cell is.
_HIGH = (
    nw.when(nw.col("qualifier") == "exact")
    .then(nw.col("value"))
    .otherwise(nw.col("value_high"))
    .fill_null(math.inf)
)


def _falls(tables: Tables, table: TableName) -> nw.Expr:
    """Let through both readings of each total that falls."""
    is_reading = all_of(
        nw.col("measure_kind") == "cumulative",
        nw.col("status") == "active",
        ~(nw.col("qualifier") == "about"),
        ~nw.col("asserted_by").is_null(),
        ~nw.col("period_start").is_null(),
        ~nw.col("period_end").is_null(),
    )
    if not tables.has_windows:
        return is_reading
    low, high = nw.when(is_reading).then(_LOW), nw.when(is_reading).then(_HIGH)
    before = low.cum_max().over(*_SERIES, order_by="period_end")
    after = high.cum_min(reverse=True).over(*_SERIES, order_by="period_end")
    return is_reading & any_of(high < before, low > after)


@rule(
    "R11",
    "A running total does not fall.",
    level="table",
    tables=("figures",),
    sieve=_falls,
)
def totals_rise(dataset: Dataset, table: TableName) -> Iterator[Failure]:
    """Report readings of one running total that are certainly below an earlier one."""
    series: dict[tuple[object, ...], list[FigureRow]] = defaultdict(list)
    for row in dataset[table]:
        if _is_reading(row):
            series[_series(row)].append(row)
    for readings in series.values():
        for earlier, later in _below_an_earlier_one(readings):
            message = (
                f"the total falls below {earlier['figure_id']} ({earlier['period_end']}): "
                "correct it, or put both into one comparison_group"
            )
            yield fails(later, "value", message)


def _below_an_earlier_one(readings: list[FigureRow]) -> Iterator[tuple[FigureRow, FigureRow]]:
    """Yield each reading that is certainly below earlier ones, after the largest of these."""
    largest: list[FigureRow] = []
    for _, ending in groupby(sorted(readings, key=_end), key=_end):
        same_day = list(ending)
        for later in same_day:
            high = stated_interval(later).high
            for earlier in largest:
                if stated_interval(earlier).low > high and not _compared(earlier, later):
                    yield earlier, later
                    break
        largest = _largest([*largest, *same_day])


def _largest(rows: list[FigureRow]) -> list[FigureRow]:
    """Return the row with the largest number, and the largest that is not compared with it."""
    ordered = sorted(rows, key=lambda row: stated_interval(row).low, reverse=True)
    return [ordered[0], *[row for row in ordered if not _compared(row, ordered[0])][:1]]


def _series(row: FigureRow) -> tuple[object, ...]:
    return _cells(row, _SERIES)


def _cells(row: Mapping[str, object], names: Iterable[str]) -> tuple[object, ...]:
    return tuple(row[name] for name in names)


def _is_reading(row: FigureRow) -> bool:
    return (
        row["measure_kind"] == "cumulative"
        and row["status"] == "active"
        and row["qualifier"] != "about"
        and None not in (row["asserted_by"], row["period_start"], row["period_end"])
    )


def _larger_before(
    before: list[FigureRow], after: list[FigureRow]
) -> list[tuple[FigureRow, FigureRow]]:
    """List the pairs in which a number is certainly larger than one that does not end earlier.

    The running maximum shows which of the later ones have such a pair, so that the time depends on
    the pairs that there are, not on those that could be.
    """
    ordered = sorted(enumerate(before), key=lambda pair: _end(pair[1]))
    ends = [_end(row) for _, row in ordered]
    lows = [stated_interval(row).low for _, row in ordered]
    largest = list(accumulate(lows, max))
    found = []
    for place, later in enumerate(after):
        count, high = bisect_right(ends, _end(later)), stated_interval(later).high
        if count and largest[count - 1] > high:
            found += [
                (first, place, row, later)
                for (first, row), low in zip(ordered[:count], lows, strict=False)
                if low > high
            ]
    found.sort(key=lambda pair: pair[:2])
    return [(one, other) for _, _, one, other in found]


def _end(row: FigureRow) -> dt.date:
    return period(row)[1]


def _compared(one: FigureRow, other: FigureRow) -> bool:
    return one["comparison_group"] is not None and (
        one["comparison_group"] == other["comparison_group"]
    )


def _unlike(tables: Tables, table: TableName) -> nw.Expr:
    """Let through groups of one, of several kinds or places, or without a day in common."""
    is_member = all_of(~nw.col("comparison_group").is_null(), nw.col("status") == "active")
    if not tables.has_windows:
        return is_member
    group = ("comparison_group", "status")
    members = nw.len().over(*group)
    alike = nw.len().over(*group, *_ALIKE, "place_id")
    last_start = nw.col("period_start").max().over(*group)
    first_end = nw.col("period_end").min().over(*group)
    return is_member & any_of(members == 1, members != alike, last_start > first_end)


@rule(
    "R14",
    "A comparison group compares like with like.",
    level="dataset",
    tables=("figures",),
    needs=("places", "place_parts"),
    sieve=_unlike,
    context=_PLACES,
)
def groups_comparable(dataset: Dataset, table: TableName) -> Iterator[Failure]:
    """Report groups with one member, and members that cannot be compared."""
    groups: dict[str, list[FigureRow]] = defaultdict(list)
    for row in dataset[table]:
        if row["comparison_group"] and row["status"] == "active":
            groups[row["comparison_group"]].append(row)
    for members in groups.values():
        if len(members) == 1:
            message = (
                "the group has no other active member: add the second figure in the same file "
                "with --from, or leave the group empty until you add that figure with --rival-of"
            )
            yield fails(members[0], "comparison_group", message)
        kinds = {_cells(row, (*_ALIKE, "place_id")): row for row in members}
        if any(differ(dataset, *pair) for pair in combinations(kinds.values(), 2)):
            for place, one in enumerate(members):
                for other in members[place + 1 :]:
                    if reason := differ(dataset, one, other):
                        differs = f"{other['figure_id']} of the same group {reason}"
                        yield fails(one, "comparison_group", f"{differs}: split the group")
                        break
        for row in _cut_off(members):
            message = "its period is not linked to those of the others by overlaps: split the group"
            yield fails(row, "comparison_group", message)


def differ(dataset: Dataset, one: Mapping[str, Any], other: Mapping[str, Any]) -> str:
    """Say what of another figure makes it unlike one; nothing if the two can be compared."""
    for column, own, others in zip(_ALIKE, _cells(one, _ALIKE), _cells(other, _ALIKE), strict=True):
        known = (can_be_judged(dataset, "figures", column, cell) for cell in (own, others))
        if own != others and all(known):
            return f"has {column} {others or '(none)'}"
    here, there = one["place_id"], other["place_id"]
    if not {here, there} <= dataset["places"].by_id.keys():
        return ""  # C03 or R02 reports it
    is_part = lies_in(dataset, here, there) or lies_in(dataset, there, here)
    return "" if is_part else f"is about another place, {there}"


def _cut_off(members: list[FigureRow]) -> list[FigureRow]:
    """List members that no chain of overlapping periods links to the earliest one.

    A reading for the month, for example, links the levels of neighbouring days.
    """
    ordered = sorted(members, key=lambda row: period(row)[0])
    reached = period(ordered[0])[1]
    for place, row in enumerate(ordered):
        start, end = period(row)
        if start > reached:
            return ordered[place:]
        reached = max(reached, end)
    return []


def _of_several_places(tables: Tables, table: TableName) -> nw.Expr:
    """Let through what is counted at several places, where two numbers exclude each other."""
    is_count = all_of(
        nw.col("status") == "active",
        nw.col("reality") == "occurred",
        nw.col("measure_kind").is_in(["flow", "cumulative"]),
        none_of(nw.col("measure") == "other_count"),
        ~nw.col("period_start").is_null(),
        ~nw.col("period_end").is_null(),
    )
    if not tables.has_windows:
        return is_count
    counted = (*_COUNTED, "status", "reality")
    is_elsewhere = nw.len().over(*counted, "place_id") != nw.len().over(*counted)
    apart = _LOW.max().over(*counted) > _HIGH.min().over(*counted)
    return all_of(is_count, is_elsewhere, apart)


@rule(
    "R35",
    "A count for a whole place is not below a count for a part of it.",
    level="dataset",
    tables=("figures",),
    needs=("places", "place_parts"),
    sieve=_of_several_places,
    context=_PLACES,
)
def wholes_not_below_parts(dataset: Dataset, table: TableName) -> Iterator[Failure]:
    """Report counts of a larger place that are certainly below those of a place in it."""
    groups: dict[tuple[object, ...], list[FigureRow]] = defaultdict(list)
    for row in dataset[table]:
        if _is_count(row):
            groups[_counted(row)].append(row)
    for rows in groups.values():
        order = {id(row): place for place, row in enumerate(rows)}
        below = list(_below_parts(dataset, rows))
        below.sort(key=lambda pair: (order[id(pair[0])], order[id(pair[1])]))
        compared = {whole["figure_id"] for whole, part in below if _compared(whole, part)}
        for whole, part in below:
            if whole["figure_id"] not in compared:
                message = (
                    f"{part['figure_id']} for {part['place_id']}, a part of this place, is "
                    "larger: correct one of them, or put both into one comparison_group"
                )
                yield fails(whole, "value", message)


def _is_count(row: FigureRow) -> bool:
    return (
        row["status"] == "active"
        and row["reality"] == "occurred"
        and row["measure_kind"] in ("flow", "cumulative")
        and row["measure"] != "other_count"  # what it counts differs from title to title
        and None not in (row["period_start"], row["period_end"])
    )


def _counted(row: FigureRow) -> tuple[object, ...]:
    return _cells(row, _COUNTED)


def _below_parts(dataset: Dataset, rows: list[FigureRow]) -> Iterator[tuple[FigureRow, FigureRow]]:
    """Yield counts of a place with larger ones, of at most the same period, of its parts."""
    at: dict[str, list[FigureRow]] = defaultdict(list)
    for row in rows:
        at[row["place_id"]].append(row)
    for wholes, parts in permutations(at.values(), 2):
        if _is_part(dataset, parts[0], wholes[0]):
            for part, whole in _larger_before(parts, wholes):
                yield whole, part


def _is_part(dataset: Dataset, part: FigureRow, whole: FigureRow) -> bool:
    """Return whether a place lies in another; a border belongs to two countries, so to neither."""
    places = dataset["places"].by_id
    here, there = places.get(part["place_id"]), places.get(whole["place_id"])
    if here is None or there is None or here is there:  # R02 reports unknown places
        return False
    one_side = here["neighbour"] is None or there["kind"] != "country"
    return one_side and lies_in(dataset, here["place_id"], there["place_id"])
