"""What stands twice, and documents that were read in full: R38 to R41."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterator, Mapping
from typing import Any, TypeAlias, cast

import narwhals as nw

from ...dataset import Dataset
from ...dataset.folders import command_for
from ...dataset.table_schema import table_schema
from ...names import TableName
from ...parsing.words import fold
from ...verification.identify import plain_address
from .engine import Failure, fails, rule
from .sieve import Context, LazyFrame, Tables, any_of, columns_alone, marked, repeated
from .skeleton import address_skeleton, is_odd, is_odd_address, skeleton

Row: TypeAlias = Mapping[str, Any]
Identity: TypeAlias = Callable[[Row], "Hashable | None"]
"""What makes two rows the same; None for a row that cannot be compared."""


def _perhaps_unmarked(tables: Tables, table: TableName) -> LazyFrame:
    whole = tables[table].filter(nw.col("read_as") == "full_text")
    printed = tables["evidence"].filter(~nw.col("fp_hash").is_null())
    found = marked(whole, "source_id", printed, "source_id", "has fingerprint")
    return found.filter(nw.col("stream_len").is_null() | nw.col("has fingerprint").is_null())


@rule(
    "R38",
    "A document that was read in full has a length, and a fingerprint of a passage.",
    level="dataset",
    tables=("sources",),
    needs=("evidence",),
    sieve=_perhaps_unmarked,
    context=[Context("evidence", "source_id", to="source_id")],
)
def full_texts_marked(dataset: Dataset, table: TableName) -> Iterator[Failure]:
    """Report full texts of which no copy can be checked."""
    for row in dataset[table]:
        if row["read_as"] != "full_text":
            continue
        links = dataset["evidence"].where("source_id", row["source_id"])
        if row["stream_len"] is None:
            what = "stream_len is empty"
        elif links and not any(link["fp_hash"] for link in links):
            what = "no row of evidence has a fingerprint"
        else:
            continue
        tool = command_for(dataset.home, "propose --write")
        message = f"{what}: {tool} makes both from the copy; if there is none, use excerpt"
        yield fails(row, "read_as", message)


def _perhaps_twice(tables: Tables, table: TableName) -> LazyFrame:
    """Let through documents whose address, or day and heading, may be those of another one."""
    address, published = nw.col("url"), nw.col("published_on")
    title, publisher = nw.col("title").fill_null(""), nw.col("publisher").fill_null("")
    heading = [published.cast(nw.String), skeleton(title), skeleton(publisher)]
    is_compared = ~nw.col("title").is_null() & ~published.is_null()
    frame = tables[table].with_columns(
        address_skeleton(address).alias("address"),
        nw.when(is_compared).then(nw.concat_str(heading, separator="\x1f")).alias("heading"),
    )
    odd_days = frame.filter(is_compared & (is_odd(title) | is_odd(publisher)))
    frame = marked(frame, "published_on", odd_days, "published_on", "is odd")
    for identity in ("address", "heading"):
        frame = marked(frame, identity, _repeating(frame, identity), identity, f"same {identity}")
    same = [~nw.col(f"same {one}").is_null() for one in ("address", "heading")]
    if len(frame.filter(is_odd_address(address)).head(1).collect()):
        same.append(~address.is_null())
    return frame.filter(any_of(*same, is_compared & ~nw.col("is odd").is_null()))


def _repeating(frame: LazyFrame, column: str) -> LazyFrame:
    counts = frame.group_by(column).agg(nw.len().alias("count"))
    return counts.filter(nw.col("count") > 1, ~nw.col(column).is_null())


@rule(
    "R39",
    "No document stands twice.",
    level="table",
    tables=("sources",),
    sieve=_perhaps_twice,
)
def documents_once(dataset: Dataset, table: TableName) -> Iterator[Failure]:
    """Report documents with one address, or with one title, publisher and day."""
    yield from _twice(
        dataset[table],
        table,
        "url",
        lambda row: plain_address(row["url"]) if row["url"] else None,
        "{other} has this address: keep one row, and move the evidence of the other to it",
    )
    yield from _twice(
        dataset[table],
        table,
        "title",
        titled,
        "{other} has this title, publisher and day: keep one row, and move the evidence to it",
    )


def titled(row: Row) -> Hashable | None:
    """Return the title, publisher and day that tell a document from others; None without them."""
    title, publisher, day = row["title"], row["publisher"], row["published_on"]
    return (fold(title), fold(publisher), day) if title and publisher and day else None


def _names(tables: Tables, table: TableName) -> LazyFrame:
    declared = table_schema(table)
    named = ("name", "kind", "country", "neighbour", "proposition", "status")
    columns = [name for name in named if name in declared.columns]
    return cast("LazyFrame", columns_alone(*declared.primary_key, *columns)(tables, table))


@rule(
    "R40",
    "No actor, place or claim stands twice.",
    level="table",
    tables=("actors", "places", "claims"),
    sieve=_names,
)
def named_once(dataset: Dataset, table: TableName) -> Iterator[Failure]:
    """Report actors of one name, places of one name and kind, and claims in the same words."""
    column = "proposition" if table == "claims" else "name"
    rest = ("kind", "country", "neighbour") if table == "places" else ()

    def identity(row: Row) -> Hashable | None:
        named = fold(row[column] or "")
        return (named, *(row[name] for name in rest)) if named and _is_active(row) else None

    message = (
        "{other} has the same: keep one row, and refer to it; if they differ, say so in the "
        f"{column}"
    )
    yield from _twice(dataset[table], table, column, identity, message)


_SAME_FIGURE = (
    "measure",
    "measure_kind",
    "counted_unit",
    "subgroup",
    "place_id",
    "asserted_by",
    "period_start",
    "period_end",
    "qualifier",
    "value",
    "value_low",
    "value_high",
    "magnitude",
    "reality",
)


def _shares_figure(tables: Tables, table: TableName) -> nw.Expr | LazyFrame:
    return repeated(tables, table, "status", *_SAME_FIGURE)


@rule(
    "R41",
    "No figure stands twice.",
    level="table",
    tables=("figures",),
    sieve=_shares_figure,
)
def figures_once(dataset: Dataset, table: TableName) -> Iterator[Failure]:
    """Report active figures of one asserter, measure, place, period and number."""

    def identity(row: Row) -> Hashable | None:
        if not _is_active(row):
            return None
        # What an other_count counts stands in its title alone.
        title = fold(row["title"] or "") if row["measure"] == "other_count" else None
        return (title, *(row[name] for name in _SAME_FIGURE))

    message = (
        "{other} has the same measure, place, period, asserter and number: keep one, with the "
        "evidence of both; if they count different people or things, say which as subgroup"
    )
    yield from _twice(dataset[table], table, "value", identity, message)


def _is_active(row: Row) -> bool:
    return bool(row.get("status", "active") == "active")


def _twice(
    rows: Any, table: TableName, column: str, identity: Identity, message: str
) -> Iterator[Failure]:
    """Report each row that is the same as one before it; `{other}` is the key of that one."""
    key = table_schema(table).primary_key[0]
    groups: dict[Hashable, list[Row]] = defaultdict(list)
    for row in rows:
        same = identity(row)
        if same is not None:
            groups[same].append(row)
    for first, *others in groups.values():
        for row in others:
            if row[key] != first[key]:  # R01 reports a key that occurs twice
                yield fails(row, column, message.replace("{other}", str(first[key])))
