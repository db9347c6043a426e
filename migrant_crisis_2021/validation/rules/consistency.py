"""What follows from other cells: R45 to R51."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

import narwhals as nw

from ...dataset import Dataset
from ...dataset.documents import publication_days
from ...dataset.timeline import timeline_rows
from ...names import AUTHORED, TableName
from ..problems import Problem, problem_in_row
from .engine import Failure, Mask, Subject, dataset_rule, failing, fails, mask_rule, rule
from .sieve import Context, Keyed, LazyFrame, Tables, all_of, any_of, marked, none_of
from .sources import documents_of, supports

_BY_RECORD = [
    Keyed("timeline", nw.col("record_id")),
    Keyed("events", nw.col("event_id")),
    Keyed("figures", nw.col("figure_id")),
    Keyed("event_actors", nw.col("event_id")),
    Keyed("evidence", nw.col("record_id")),
    Keyed("changes", nw.col("record_id")),
]
_NAMED = [
    Context("sources", "source_id", to="source_id", via="evidence"),
    Context("places", "place_id", to="place_id", via="events"),
    Context("places", "place_id", to="place_id", via="figures"),
    Context("actors", "actor_id", to="actor_id", via="event_actors"),
    Context("actors", "actor_id", to="asserted_by", via="figures"),
    Context("releases", "version", to=None, columns=("version",)),
]


@dataset_rule("R45", "The timeline follows from the other tables.", needs=(*AUTHORED, "timeline"))
def timeline_follows(subject: Subject) -> Iterator[Problem]:
    """Report rows of the timeline that are missing, in excess, in another order, or differ.

    Lazy frames have no order.
    """
    follows = True
    for part in subject.read(*_BY_RECORD, context=_NAMED):
        for problem in _not_following(part):
            follows = False
            yield problem
    if follows and "timeline" in subject.dataset.tables and not _is_sorted(subject.dataset):
        message = "the rows are in another order: build again"
        yield Problem("R45", "timeline", "", "record_id", "rows", message)


def _not_following(dataset: Dataset) -> Iterator[Problem]:
    expected = {row["record_id"]: row for row in timeline_rows(dataset)}
    given = {row["record_id"] for row in dataset["timeline"]}
    for ident in sorted(expected.keys() - given, key=str):
        yield Problem("R45", "timeline", ident, "record_id", "null", "is missing: build again")
    for row in dataset["timeline"]:
        wanted = expected.get(row["record_id"])
        if wanted is None:
            message = "is not an active event or figure: build again"
            yield problem_in_row("R45", "timeline", row, "record_id", message)
            continue
        for column, value in wanted.items():
            found = row[column]  # type: ignore[literal-required]
            if found != value:
                message = f"the other tables give {'null' if value is None else value}: build again"
                yield problem_in_row("R45", "timeline", row, column, message)


def _is_sorted(dataset: Dataset) -> bool:
    """Return whether the rows of the timeline are in the order of `timeline_rows`."""
    import pyarrow as pa
    import pyarrow.compute as pc

    keys = [(name, "ascending") for name in ("date", "kind", "record_id")]
    order = pc.sort_indices(dataset.arrow("timeline"), sort_keys=keys)
    return bool(order.equals(pa.array(range(len(order)), order.type)))


_PLACE = ("fp_hash", "fp_len", "fp_start")
_VALUE = ("fp_frame", "fp_value_start", "fp_value_len")


def _has_fingerprint(tables: Tables, table: TableName) -> nw.Expr:
    return any_of(*(~nw.col(name).is_null() for name in (*_PLACE, *_VALUE)))


@rule(
    "R46",
    "A fingerprint is complete and lies in the text of its document.",
    level="dataset",
    tables=("evidence",),
    needs=("sources",),
    sieve=_has_fingerprint,
    context=[Context("sources", "source_id", to="source_id")],
)
def fingerprints_whole(dataset: Dataset, table: TableName) -> Iterator[Failure]:
    """Report incomplete fingerprints, windows beyond their text, and one window with two hashes."""
    sources, hashes = dataset["sources"].by_id, defaultdict(set)
    for row in dataset[table]:
        hashes[row["source_id"], row["fp_start"], row["fp_len"]].add(row["fp_hash"])
    for row in dataset[table]:
        source = sources.get(row["source_id"])
        length = source and source["stream_len"]
        has_place, has_value = (
            {row[name] is not None for name in names} for names in (_PLACE, _VALUE)
        )
        start, size = row["fp_start"], row["fp_len"]
        value, digits = row["fp_value_start"], row["fp_value_len"]
        if len(has_place) > 1 or len(has_value) > 1 or (True in has_value and False in has_place):
            message = f"{', '.join(_PLACE)} come together or not at all, and so do {_listed()}"
            yield fails(row, "fp_hash", message)
        elif source and length is None and start is not None:
            message = (
                "the document was not read in full, so no passage of it has a fingerprint: empty "
                "the cells, or mark the passages with `propose SOURCE FILE --write`"
            )
            yield fails(row, "fp_hash", message)
        elif length is None or start is None or size is None:
            continue
        elif start + size > length:
            message = f"the window ends at {start + size}, after the text, which has {length}"
            yield fails(row, "fp_start", message)
        elif value is not None and digits is not None and value + digits > size:
            message = f"the number ends at {value + digits}, after its window, which has {size}"
            yield fails(row, "fp_value_start", message)
        elif len(hashes[row["source_id"], start, size]) > 1:
            message = "another row has this window with another hash: correct one of them"
            yield fails(row, "fp_hash", message)


def _listed() -> str:
    return ", ".join(_VALUE)


def _not_in_force(tables: Tables, table: TableName) -> nw.Expr:
    is_in_force = nw.col("status") == "active"
    return any_of(~nw.col("superseded_by").is_null(), none_of(is_in_force))


@rule(
    "R47",
    "The successor of a record is another record, in force.",
    level="table",
    tables=("events", "figures", "claims", "positions"),
    sieve=_not_in_force,
)
def successors_active(dataset: Dataset, table: TableName) -> Iterator[Failure]:
    """Report records whose successor is withdrawn or superseded itself, so also circles."""
    records = dataset[table].by_id
    for row in dataset[table]:
        other = records.get(row["superseded_by"])
        if other is not None and other["status"] != "active":
            message = f"its status is {other['status']}: name the record that is in force"
            yield fails(row, "superseded_by", message)


@mask_rule(
    "R48", "A bounding box has an extent and holds its place.", level="row", tables=("places",)
)
def boxes_hold(_: Dataset, table: TableName) -> Iterator[Mask]:
    """Report boxes whose sides are exchanged, and places outside their own box."""
    west, south, east, north = (nw.col(name) for name in ("west", "south", "east", "north"))
    yield Mask(west >= east, "west", "west {west} lies beyond east {east}: exchange them")
    yield Mask(south >= north, "south", "south {south} lies beyond north {north}: exchange them")
    lat, lon = nw.col("lat"), nw.col("lon")
    outside = (lat < south) | (lat > north) | (lon < west) | (lon > east)
    yield Mask(outside, "lat", "lies outside the box of this place")


@mask_rule("R49", "The dates of a document agree.", level="row", tables=("sources",))
def documents_dated(_: Dataset, table: TableName) -> Iterator[Mask]:
    """Report bases without a date or dates without one, and documents read before they appeared."""
    published, unknown = nw.col("published_on"), nw.col("published_basis") == "unknown"
    message = "published_basis is unknown where published_on is empty, and nowhere else"
    yield Mask(published.is_null() != unknown, "published_basis", message)
    early = published > nw.col("accessed_on")
    message = "published on {published_on}, after it was read on {accessed_on}: correct one of them"
    yield Mask(early, "published_on", message)


def _perhaps_late(tables: Tables, table: TableName) -> LazyFrame:
    """Compare figures with the last day of their documents, at least.

    Of sources with one id, the earliest day counts; a document without a day may be later than any.
    """
    published = (
        tables["sources"].group_by("source_id").agg(nw.col("published_on").min().alias("day"))
    )
    is_dated = nw.when(nw.col("day").is_null()).then(0).otherwise(1)
    documents = (
        supports(tables)
        .join(published, on="source_id", how="inner")
        .with_columns(is_dated.alias("is dated"))
        .group_by("record_id")
        .agg(nw.col("day").max().alias("last day"), nw.col("is dated").min().alias("all dated"))
        .select(nw.col("record_id").alias("documented"), "last day", "all dated")
    )
    end, reported, last = nw.col("period_end"), nw.col("reported_on"), nw.col("last day")
    is_late = all_of(nw.col("all dated") == 1, any_of(end > last, reported > last))
    occurred = tables[table].filter(nw.col("reality") == "occurred")
    dated = occurred.join(documents, left_on="figure_id", right_on="documented", how="left")
    return dated.filter(any_of(is_late, reported < nw.col("period_start")))


@rule(
    "R50",
    "No figure that occurred is later than all its documents.",
    level="dataset",
    tables=("figures",),
    needs=("evidence", "sources"),
    sieve=_perhaps_late,
    context=documents_of,
)
def not_after_documents(dataset: Dataset, table: TableName) -> Iterator[Failure]:
    """Report figures that end or were reported after the last of their dated documents.

    A document without a date may be later than any. R13 reports figures that begin after one.
    """
    for row in dataset["figures"]:
        documents = dataset.supporting(row["figure_id"])
        days = publication_days(documents)
        if row["reality"] != "occurred" or not days or len(days) < len(documents):
            continue
        if row["period_start"] and row["period_start"] > max(days):
            continue
        for column in ("reported_on", "period_end"):
            if (day := row[column]) and day > max(days):
                message = (
                    f"{day} is after its last document, of {max(days)}: correct a date, or set "
                    "reality to planned or announced"
                )
                yield fails(row, column, message)
    first, reported = nw.col("period_start"), nw.col("reported_on")
    early = (nw.col("reality") == "occurred") & (reported < first)
    message = "reported on {reported_on}, before the period began on {period_start}"
    yield from failing(dataset, table, early, "reported_on", message)


_ENDED = ("superseded", "withdrawn")


def _on_ended_claim(tables: Tables, table: TableName) -> LazyFrame:
    ended = tables["claims"].filter(nw.col("status").is_in(_ENDED))
    in_force = tables[table].filter(nw.col("status") == "active")
    frame = marked(in_force, "claim_id", ended, "claim_id", "claim has ended")
    return frame.filter(~nw.col("claim has ended").is_null())


@rule(
    "R51",
    "A position in force is on a claim in force.",
    level="dataset",
    tables=("positions",),
    needs=("claims",),
    sieve=_on_ended_claim,
    context=[Context("claims", "claim_id", to="claim_id")],
)
def claims_in_force(dataset: Dataset, table: TableName) -> Iterator[Failure]:
    """Report positions on claims that were withdrawn or superseded."""
    claims = dataset["claims"].by_id
    for row in dataset["positions"]:
        claim = claims.get(row["claim_id"])
        if row["status"] == "active" and claim and claim["status"] in _ENDED:
            other = claim["superseded_by"]
            instead = f"use {other}" if other else "choose another"
            yield fails(row, "claim_id", f"this claim is {claim['status']}: {instead}")
