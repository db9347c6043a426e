"""Rules on documents and the records that they support: R03, R16, R17, R19, R27, R29."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

import narwhals as nw

from ...dataset import Dataset
from ...dataset.actors import side_of
from ...dataset.dataset import kept_on_dataset
from ...dataset.kinds import DOCUMENTED
from ...dataset.row_types import ActorRow, SourceRow
from ...dataset.table_schema import table_schema
from ...names import TABLES, TableName
from ...parsing.words import fold, split_list
from .engine import Failure, Mask, among, can_be_judged, failing, fails, mask_rule, rule
from .sieve import Context, LazyFrame, Tables, joined, marked, none_of, one_of


def documents_of(table: TableName) -> tuple[Context, Context]:
    """Return the evidence of the records of a table, with its documents."""
    key = table_schema(table).primary_key[0]
    return (
        Context("evidence", "record_id", to=key, where=nw.col("relation") == "supports"),
        Context("sources", "source_id", to="source_id", via="evidence"),
    )


def supports(tables: Tables) -> LazyFrame:
    """Return the evidence that supports its record."""
    return tables["evidence"].filter(nw.col("relation") == "supports")


def _unsupported(tables: Tables, table: TableName) -> LazyFrame:
    key = table_schema(table).primary_key[0]
    active = tables[table].filter(nw.col("status") == "active")
    linked = marked(active, key, supports(tables), "record_id", "is supported")
    return linked.filter(nw.col("is supported").is_null())


@rule(
    "R03",
    "Every active record has a supporting document.",
    level="dataset",
    tables=[kind.table for kind in DOCUMENTED],
    needs=("evidence",),
    sieve=_unsupported,
    context=lambda table: documents_of(table)[:1],
)
def records_supported(dataset: Dataset, table: TableName) -> Iterator[Failure]:
    """Report active records without a row of evidence that supports them."""
    key = table_schema(table).primary_key[0]
    supported = [row["record_id"] for row in dataset["evidence"].where("relation", "supports")]
    bare = (nw.col("status") == "active") & ~among(key, supported)
    message = "no document supports it: add a row to evidence, or withdraw the record"
    yield from failing(dataset, table, bare, key, message)


def _perhaps_unearned(tables: Tables, table: TableName) -> LazyFrame:
    """Compare confidence with the weakest and the strongest documents that a record may have.

    An id that several sources share counts in both ways.
    """

    def flag(mask: nw.Expr) -> nw.Expr:
        return nw.when(mask).then(1).otherwise(0)

    weak = flag((nw.col("weak") == "yes").fill_null(False))
    apart = flag(
        none_of(
            one_of(nw.col("publisher_kind"), ["eu_body", "government"]),
            nw.col("state_affiliated") == "yes",
            one_of(nw.col("publisher"), tables.once("parties", _publishing_parties)),
        )
    )
    documents = (
        tables["sources"]
        .select("source_id", weak.alias("weak"), apart.alias("apart"))
        .group_by("source_id")
        .agg(
            nw.col("weak").min().alias("surely weak"),
            nw.col("weak").max().alias("maybe weak"),
            nw.col("apart").min().alias("surely apart"),
        )
    )
    key = table_schema(table).primary_key[0]
    carried = (
        supports(tables)
        .select(nw.col("record_id").alias("carried"), "source_id")
        .join(documents, on="source_id", how="inner")
        .group_by("carried")
        .agg(
            nw.col("surely weak").min(),
            nw.col("maybe weak").min(),
            nw.col("surely apart").max(),
        )
    )
    is_low = (nw.col("confidence") == "low").fill_null(False)
    wrong = (is_low & (nw.col("surely weak") == 0)) | (~is_low & (nw.col("maybe weak") == 1))
    if table == "events":
        wrong = wrong | ((nw.col("confidence") == "high") & (nw.col("surely apart") == 0))
    active = tables[table].filter(nw.col("status") == "active")
    return active.join(carried, left_on=key, right_on="carried", how="inner").filter(wrong)


def _publishing_parties(tables: Tables) -> list[str]:
    """List the publishers with a name or alias of a party."""
    parties = tables["actors"].filter(nw.col("party") == "yes").select("name", "aliases").collect()
    named = {one for row in parties.iter_rows(named=True) for one in _spellings(row)}
    publishers = tables["sources"].select("publisher").unique().collect().get_column("publisher")
    return [one for one in publishers.drop_nulls().to_list() if fold(one) in named]


@rule(
    "R16",
    "Confidence is not higher than the documents justify.",
    level="dataset",
    tables=("events", "figures"),
    needs=("evidence", "sources", "actors"),
    sieve=_perhaps_unearned,
    context=lambda table: (
        *documents_of(table),
        Context("actors", "actor_id", to=None),
    ),
)
def confidence_carried(dataset: Dataset, table: TableName) -> Iterator[Failure]:
    """Report high confidence from one party only, and confidence that ignores weak documents."""
    key = table_schema(table).primary_key[0]
    for row in dataset[table]:
        documents = dataset.supporting(row[key])
        if documents and row["status"] == "active":
            reason = _unearned(dataset, table, row["confidence"], documents)
            if reason:
                yield fails(row, "confidence", reason)


def _unearned(
    dataset: Dataset, table: TableName, confidence: str, documents: list[SourceRow]
) -> str:
    if not can_be_judged(dataset, table, "confidence", confidence):
        return ""
    weak = all(row["weak"] == "yes" for row in documents)
    known = all(can_be_judged(dataset, "sources", "weak", row["weak"]) for row in documents)
    if known and weak != (confidence == "low"):
        return "use low if all supporting documents are weak, and only then"
    party = only_party(dataset, documents)
    if table == "events" and confidence == "high" and party:
        message = f"every supporting document is from one party ({party}): use medium"
        return message if parties_of(dataset).names else message + _UNNAMED
    return ""


def only_party(dataset: Dataset, documents: list[SourceRow]) -> str | None:
    """Return the party from which all documents can come; None if some surely come from others."""
    parties = {party_of(dataset, row) for row in documents}
    known = parties - {_UNKNOWN}
    if None in parties or len(known) > 1:
        return None
    return next(iter(known or parties), None)


_UNKNOWN = "of an unknown country"
_UNNAMED = (
    "; no actor has party = yes, so every state counts as one: name the parties, or add the state "
    "as an actor with party = no"
)


class Parties(NamedTuple):
    """The parties that a dataset names.

    Parameters
    ----------
    countries : frozenset of str
        The countries of the states that are parties.
    neutral : frozenset of str
        The countries of the states that are actors and no parties.
    names : dict of str to str
        Names and aliases of all actors that are or belong to a party, folded, with that party: a
        country, ``EU`` or, for any other, the name of its side.
    """

    countries: frozenset[str]
    neutral: frozenset[str]
    names: Mapping[str, str]


_PUBLIC_BODIES = ("state_body", "armed_force", "court")


@kept_on_dataset
def parties_of(dataset: Dataset) -> Parties:
    """Return the parties: those of actors whose `party` is yes.

    A body that belongs to no other actor is part of its state if this state is a party. Otherwise
    it is a party of its own, as a region and a town are that oppose each other.
    """
    actors = dataset["actors"].where("party", "yes")
    of_states = (row for row in actors if _side(dataset, row)["kind"] == "state")
    countries = frozenset(row["country"] for row in of_states if row["country"])
    states = dataset["actors"].where("kind", "state")
    neutral = {row["country"] for row in states if row["party"] == "no" and row["country"]}
    return Parties(countries, frozenset(neutral - countries), _names(dataset, countries))


def _names(dataset: Dataset, countries: frozenset[str]) -> dict[str, str]:
    """Map what actors are called to their parties: a name before an alias that others have too."""
    own: dict[str, str | None] = {}
    aliases: dict[str, set[str | None]] = defaultdict(set)
    for row in dataset["actors"]:
        party = _party_named(dataset, row, countries) if row["party"] == "yes" else None
        own[fold(row["name"] or "")] = party
        for alias in split_list(row["aliases"]):
            aliases[fold(alias)].add(party)
    named = {alias: parties.pop() for alias, parties in aliases.items() if len(parties) == 1} | own
    return {name: party for name, party in named.items() if name and party}


def _spellings(actor: Mapping[str, Any]) -> set[str]:
    """Return the name and the aliases of an actor, folded."""
    return {fold(name) for name in (actor["name"], *split_list(actor["aliases"])) if name}


def _party_named(dataset: Dataset, actor: ActorRow, countries: frozenset[str]) -> str:
    side, country = _side(dataset, actor), actor["country"]
    if side["kind"] == "eu":
        return "EU"
    is_of_state = side["kind"] in ("state", *_PUBLIC_BODIES) and country in countries
    return country if country and is_of_state else side["name"]


def _side(dataset: Dataset, actor: ActorRow) -> ActorRow:
    return dataset["actors"].by_id.get(side_of(dataset, actor["actor_id"]), actor)


def party_of(dataset: Dataset, source: SourceRow) -> str | None:
    """Return the party that publishes a document; None for any other publisher.

    A dataset that names no party has not said which states are none, so every state counts as one,
    unless an actor says otherwise; so does the unknown country of a publisher that belongs to a
    state.

    Parameters
    ----------
    source : dict
        A row of ``sources``.

    Returns
    -------
    str or None
        ``EU`` for its bodies, the country for governments and state-affiliated publishers, and for
        a publisher with a name or alias of an actor the party to which this actor belongs.
    """
    countries, neutral, names = parties_of(dataset)
    if party := names.get(fold(source["publisher"] or "")):
        return party
    if source["publisher_kind"] == "eu_body":
        return "EU" if "EU" in names.values() or not names else None
    if source["publisher_kind"] != "government" and source["state_affiliated"] != "yes":
        return None
    country = source["publisher_country"]
    if country is None:
        return _UNKNOWN
    is_party = country in countries or (not names and country not in neutral)
    return country if is_party else None


def _no_publisher(tables: Tables, table: TableName) -> LazyFrame:
    agencies = tables.words.lists.values("agency")
    others = tables[table].filter(~one_of(nw.col("wire_origin"), agencies))
    publishers = marked(others, "wire_origin", tables[table], "publisher", "is publisher")
    return publishers.filter(nw.col("is publisher").is_null())


@rule(
    "R17",
    "wire_origin is the name of a publisher or of an agency in the vocabulary.",
    level="table",
    tables=("sources",),
    sieve=_no_publisher,
)
def origin_known(dataset: Dataset, table: TableName) -> Iterator[Failure]:
    """Report any other wire origins."""
    known = {
        *dataset.lists.values("agency"),
        *(row["publisher"] for row in dataset["sources"] if row["publisher"] is not None),
    }
    unknown = ~among("wire_origin", known) & ~nw.col("wire_origin").is_null()
    message = "neither a publisher nor in the list agency: correct the spelling or add it there"
    yield from failing(dataset, table, unknown, "wire_origin", message)


def _affiliation_differs(tables: Tables, table: TableName) -> nw.Expr:
    agencies = tables.words.lists.entries("agency")
    known = [f"{name}\x1f{row['state_affiliated'] or ''}" for name, row in agencies.items()]
    origin, given = nw.col("wire_origin"), nw.col("origin_state_affiliated")
    listed = one_of(joined("wire_origin", "origin_state_affiliated"), known)
    return none_of(listed, origin.is_null() & given.is_null())


@rule(
    "R29",
    "The state affiliation of an origin is that of the agency or publisher of this name.",
    level="table",
    tables=("sources",),
    sieve=_affiliation_differs,
    context=[
        Context("sources", "publisher", to="wire_origin", columns=("publisher", "state_affiliated"))
    ],
)
def origin_affiliation(dataset: Dataset, table: TableName) -> Iterator[Failure]:
    """Report affiliations that differ from the list of agencies or from the publisher's rows."""
    agencies = dataset.lists.entries("agency")
    for row in dataset[table]:
        name, given = row["wire_origin"], row["origin_state_affiliated"]
        if name is None:
            expected: set[str | None] = {None}
        elif name in agencies:
            expected = {agencies[name]["state_affiliated"]}
        else:
            named = dataset["sources"].where("publisher", name)
            expected = {source["state_affiliated"] for source in named}
        if expected and given not in expected:
            written = " or ".join(sorted(one or "nothing" for one in expected))
            message = f"{name or 'no wire_origin'} has {written}: write the same here"
            yield fails(row, "origin_state_affiliated", message)


@mask_rule("R19", "Addresses are http(s).", level="row", tables=TABLES)
def addresses_http(dataset: Dataset, table: TableName) -> Iterator[Mask]:
    """Report addresses that a browser cannot open."""
    for field in table_schema(table).fields:
        if field.format == "uri":
            column = nw.col(field.name)
            wrong = ~column.str.contains(r"\Ahttps?://[^\s/]+\.[^\s]+\z")
            message = "not an http or https address: correct it or leave it empty"
            yield Mask(wrong, field.name, message)


@mask_rule("R27", "A document has a title or a description.", level="row", tables=("sources",))
def documents_described(dataset: Dataset, table: TableName) -> Iterator[Mask]:
    """Report documents with neither a title nor a description, and those with both."""
    title, description = nw.col("title"), nw.col("description")
    bare = title.is_null() & description.is_null()
    message = "there is no title: describe the document in our own words"
    yield Mask(bare, "description", message)
    both = ~title.is_null() & ~description.is_null()
    message = "it only replaces a missing title, and the document has one: remove it"
    yield Mask(both, "description", message)
