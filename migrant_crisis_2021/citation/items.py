"""Make the CSL-JSON items from which every style is written."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from ..dataset import Dataset
from ..dataset.description import data_licence, doi
from ..dataset.manifest import released_on
from ..dataset.row_types import SourceRow
from ..dataset.vocabulary import Vocabulary
from ..errors import no_meaning
from ..names import PublisherKind
from .item import Citation, Item, ItemType
from .statements import Statement, statement


def assemble(dataset: Dataset, records: Iterable[str], sources: Iterable[str]) -> Citation:
    """Make the items for ids of records and of documents."""
    whole = dataset_item(dataset.manifest)
    return Citation(
        [record_item(statement(dataset, ident), whole) for ident in records],
        # Without documents, their table is not read: the dataset is cited in every frame.
        [source_item(dataset["sources"].by_id[ident], dataset.lists) for ident in sources],
        whole,
    )


def dataset_item(facts: Mapping[str, Any]) -> Item:
    """Make the item of the dataset from its manifest."""
    identifier = doi(facts)
    address = f"https://doi.org/{identifier}" if identifier else facts.get("homepage")
    return _filled(
        {
            "id": facts["name"],
            "type": "dataset",
            "title": facts["title"],
            "author": [{"literal": person["title"]} for person in facts["contributors"]],
            "issued": _date(released_on(facts)),
            "version": facts["version"],
            "DOI": identifier,
            "URL": address,
            "note": f"Licence: {data_licence(facts)}.",
        }
    )


def record_item(said: Statement, dataset: Item) -> Item:
    """Make the item of a record, a part of the dataset; its note says who claims what.

    The type of a part is ``dataset`` too: reference managers do not know ``entry``.
    """
    version = dataset["version"]
    item = {
        "id": said.ident,
        "type": "dataset",
        "title": said.title,
        "author": dataset["author"],
        "container-title": dataset["title"],
        "issued": dataset.get("issued"),
        "number": said.ident,
        "version": version,
        "note": f"{said.text} Record {said.ident}, version {version}.",
    }
    return _filled(item)


def source_item(row: SourceRow, vocabulary: Vocabulary) -> Item:
    """Make the item of a document."""
    kind = row["publisher_kind"]
    author = _author(row, vocabulary)
    host = None if author == row["publisher"] else row["publisher"]
    periodical = kind == "news_agency" or not signs(kind)
    return _filled(
        {
            "id": row["source_id"],
            "type": document_type(kind),
            "title": row["title"] or f"[{row['description'] or 'Untitled document'}]",
            "author": [{"literal": author}] if author else None,
            "container-title": host if periodical else None,
            "publisher": None if periodical else host,
            "genre": _copied(row),
            "issued": _date(row["published_on"], circa=row["published_basis"] == "inferred"),
            "accessed": _date(row["accessed_on"]),
            "URL": row["url"] or row["archived_url"],
            "language": row["language"],
            "note": " ".join(_facts(row)),
            "annote": " ".join(_remarks(row)),
        }
    )


def document_type(kind: PublisherKind) -> ItemType:
    """Return the CSL type of a publisher's documents.

    The dataset records the publisher of a document, not its form. A document of unknown form is a
    web page, in APA too. No document is a `legal_case`, which would need a docket number.
    """
    match kind:
        case "newspaper":
            return "article-newspaper"
        case "ngo" | "think_tank":
            return "report"
        case "aggregator" | "broadcaster" | "news_agency" | "news_site":
            return "webpage"
        case "court" | "eu_body" | "government" | "igo" | "un_body":
            return "webpage"
        case "company" | "movement":
            return "webpage"
        case _:
            no_meaning("publisher_kind", kind)


def signs(kind: PublisherKind) -> bool:
    """Return whether a publisher is the author of its documents.

    A body is. A news outlet is not: its texts have authors, which the dataset does not record.
    """
    match kind:
        case "court" | "eu_body" | "government" | "igo" | "un_body":
            return True
        case "company" | "movement" | "news_agency" | "ngo" | "think_tank":
            return True
        case "aggregator" | "broadcaster" | "news_site" | "newspaper":
            return False
        case _:
            no_meaning("publisher_kind", kind)


def _author(row: SourceRow, vocabulary: Vocabulary) -> str | None:
    """Name the body that is the author; None if a person is, or nobody vouches for the text."""
    if row["wire_origin"] and row["weak"] == "no":
        return vocabulary.agency(row["wire_origin"])
    return row["publisher"] if signs(row["publisher_kind"]) else None


def _copied(row: SourceRow) -> str | None:
    """Describe a copy that its origin does not vouch for."""
    if row["wire_origin"] and row["weak"] == "yes":
        return f"Third-party copy of a text of {row['wire_origin']}"
    return None


def _facts(row: SourceRow) -> Iterable[str]:
    """Return the remarks that a reference may print: many styles print the ``note``."""
    if row["published_basis"] == "inferred":
        yield "Date inferred."
    if row["url"] and row["archived_url"]:
        yield f"Archived copy: {row['archived_url']}"


def _remarks(row: SourceRow) -> Iterable[str]:
    """Return our remarks on the document: an annotation, which only annotated styles print."""
    if row["weak"] == "yes":
        yield "Weak source."
    if row["note"]:
        yield row["note"]


def _date(day: dt.date | None, circa: bool = False) -> Item | None:
    if day is None:
        return None
    parts = {"date-parts": [[day.year, day.month, day.day]]}
    return {**parts, "circa": True} if circa else parts


def _filled(item: Item) -> Item:
    return {name: value for name, value in item.items() if value}
