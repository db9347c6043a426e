"""Documents and what rests on them: R03, R16, R17, R19, R27."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

import narwhals as nw

from ...dataset.table_schema import declaration
from ...names import DOCUMENTED, TABLES, TableName
from .engine import Context, Frame, Problem, Row, among, dataset_rule, failing, problem, row_rule

PARTY_COUNTRIES = ("BY", "LT", "LV", "PL", "RU")


@dataset_rule("R03", "Every active record has a supporting document.", (*DOCUMENTED, "evidence"))
def records_supported(context: Context) -> Iterator[Problem]:
    """Report active records without a row of evidence that supports them."""
    supported = [r["record_id"] for r in context.rows("evidence") if r["relation"] == "supports"]
    for table, key in DOCUMENTED.items():
        bare = (nw.col("status") == "active") & ~among(key, supported)
        message = "no document supports it: add a row to evidence, or withdraw the record"
        yield from failing("R03", table, context.frames[table], bare, key, message)


@dataset_rule(
    "R16",
    "Confidence is not above what the documents carry.",
    ("events", "figures", "evidence", "sources"),
)
def confidence_carried(context: Context) -> Iterator[Problem]:
    """Report high confidence on one party's word, and weak documents above low."""
    documents = {row["source_id"]: row for row in context.rows("sources")}
    support: dict[str, list[Row]] = defaultdict(list)
    for row in context.rows("evidence"):
        if row["relation"] == "supports" and row["source_id"] in documents:
            support[row["record_id"]].append(documents[row["source_id"]])
    for table in ("events", "figures"):
        for row in context.rows(table):
            carried = support.get(row[DOCUMENTED[table]], [])
            if carried and row["status"] == "active":
                reason = _unearned(table, row["confidence"], carried)
                if reason:
                    yield problem("R16", table, row, "confidence", reason)


def _unearned(table: str, confidence: str, documents: list[Row]) -> str:
    weak = all(row["weak"] == "yes" for row in documents)
    if weak != (confidence == "low"):
        return "low is for records on weak documents alone, and for no others"
    parties = {party_of(row) for row in documents}
    if table == "events" and confidence == "high" and len(parties) == 1 and None not in parties:
        return f"every supporting document is of one party ({parties.pop()}): use medium"
    return ""


def party_of(source: Row) -> str | None:
    """Name the party that publishes a document; None for everyone else."""
    if source["publisher_kind"] == "eu_body":
        return "EU"
    own = source["state_affiliated"] == "yes" and source["publisher_country"] in PARTY_COUNTRIES
    return source["publisher_country"] if own else None


@row_rule(
    "R17",
    "wire_origin is spelled as a publisher or an agency of the vocabulary.",
    ("sources",),
    "table",
)
def origin_known(context: Context, table: TableName, frame: Frame) -> Iterator[Problem]:
    """Report origins that are neither."""
    known = {*context.vocabulary("agency"), *frame["publisher"].drop_nulls().to_list()}
    unknown = ~among("wire_origin", known) & ~nw.col("wire_origin").is_null()
    message = "neither a publisher nor in the list agency: correct the spelling or add it there"
    yield from failing("R17", table, frame, unknown, "wire_origin", message)


@row_rule("R19", "Addresses are http(s).", TABLES)
def addresses_http(_: Context, table: TableName, frame: Frame) -> Iterator[Problem]:
    """Report addresses that no browser would open."""
    for field in declaration(table).fields:
        if field.format == "uri":
            column = nw.col(field.name)
            wrong = ~column.str.contains(r"^https?://[^\s/]+\.[^\s]+$")
            message = "not an http or https address: correct it or leave it empty"
            yield from failing("R19", table, frame, wrong, field.name, message)


@row_rule("R27", "A document without a title has a description.", ("sources",))
def documents_described(_: Context, table: TableName, frame: Frame) -> Iterator[Problem]:
    """Report documents that nothing names."""
    bare = nw.col("title").is_null() & nw.col("description").is_null()
    message = "there is no title: describe the document in our own words"
    yield from failing("R27", table, frame, bare, "description", message)
