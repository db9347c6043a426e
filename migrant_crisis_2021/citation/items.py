"""What is cited, as CSL-JSON items: the one form from which every style is written."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any, NamedTuple, TypeAlias

from ..dataset.csv_files import Row, Value, index
from ..dataset.description import data_licence, doi
from ..dataset.manifest import manifest, released_on
from ..dataset.wording import agency
from .statements import Statement, statement

Item: TypeAlias = dict[str, Any]

# The form of a document is not recorded, only who published it. What is not known to be something
# else is a web page, for APA too; a `legal_case` would need a docket number.
_TYPES = {"newspaper": "article-newspaper", "ngo": "report", "think_tank": "report"}

# Bodies sign what they publish. Media do not: their texts have authors that were not recorded.
_SIGNING = {
    "court",
    "eu_body",
    "government",
    "igo",
    "news_agency",
    "ngo",
    "think_tank",
    "un_body",
}


class Citation(NamedTuple):
    """What one call cites: records, the documents behind them, and the dataset."""

    records: list[Item]
    sources: list[Item]
    dataset: Item

    @property
    def items(self) -> list[Item]:
        """All items, the dataset last."""
        return [*self.records, *self.sources, self.dataset]


def assemble(records: Iterable[str], sources: Iterable[str]) -> Citation:
    """Make the items for ids of records and of documents."""
    dataset = dataset_item(manifest())
    return Citation(
        [record_item(statement(ident), dataset) for ident in records],
        [source_item(index("sources")[ident]) for ident in sources],
        dataset,
    )


def dataset_item(facts: dict[str, Any]) -> Item:
    """Make the item of the dataset from its manifest."""
    identifier = doi(facts)
    address = f"https://doi.org/{identifier}" if identifier else facts.get("homepage")
    return _filled(
        {
            "id": facts["name"],
            "type": "dataset",
            "title": facts["title"],
            "author": [{"literal": person["title"]} for person in facts["contributors"]],
            "issued": _date(dt.date.fromisoformat(released_on(facts))),
            "version": facts["version"],
            "DOI": identifier,
            "URL": address,
            "note": f"Licence: {data_licence(facts)}.",
        }
    )


def record_item(said: Statement, dataset: Item) -> Item:
    """Make the item of a record: an entry in the dataset, with who says what in its note."""
    version = dataset["version"]
    return {
        "id": said.ident,
        "type": "entry",
        "title": said.title,
        "author": dataset["author"],
        "container-title": dataset["title"],
        "issued": dataset["issued"],
        "number": said.ident,
        "version": version,
        "note": f"{said.text} Record {said.ident}, version {version}.",
    }


def source_item(row: Row) -> Item:
    """Make the item of a document."""
    url = row["url"] or row["archived_url"]
    kind = str(row["publisher_kind"])
    author = _author(row)
    host = None if author == row["publisher"] else row["publisher"]
    periodical = kind not in _SIGNING or kind == "news_agency"
    return _filled(
        {
            "id": row["source_id"],
            "type": _TYPES.get(kind, "webpage"),
            "title": row["title"] or f"[{row['description'] or 'Untitled document'}]",
            "author": [{"literal": author}] if author else None,
            "container-title": host if periodical else None,
            "publisher": None if periodical else host,
            "genre": _copied(row),
            "issued": _date(row["published_on"], circa=row["published_basis"] == "inferred"),
            "accessed": _date(row["accessed_on"]),
            "URL": url,
            "language": row["language"],
            "note": " ".join(_facts(row)),
            "annote": " ".join(_remarks(row)),
        }
    )


def _author(row: Row) -> Value:
    """Name the body whose text it is; None where a person wrote it or nobody can be held to it."""
    if row["wire_origin"] and row["weak"] == "no":
        return agency(row["wire_origin"])
    return row["publisher"] if row["publisher_kind"] in _SIGNING else None


def _copied(row: Row) -> str | None:
    """Describe a copy that its origin does not answer for."""
    if row["wire_origin"] and row["weak"] == "yes":
        return f"Third-party copy of a text of {row['wire_origin']}"
    return None


def _facts(row: Row) -> Iterable[str]:
    """Say what a reference may print: many styles do print a ``note``."""
    if row["published_basis"] == "inferred":
        yield "Date inferred."
    if row["url"] and row["archived_url"]:
        yield f"Archived copy: {row['archived_url']}"


def _remarks(row: Row) -> Iterable[str]:
    """Say what we hold of the document; an annotation, which only annotated styles print."""
    if row["weak"] == "yes":
        yield "Weak source."
    if row["note"]:
        yield str(row["note"])


def _date(day: Value, circa: bool = False) -> Item | None:
    if not isinstance(day, dt.date):
        return None
    parts = {"date-parts": [[day.year, day.month, day.day]]}
    return {**parts, "circa": True} if circa else parts


def _filled(item: Item) -> Item:
    return {name: value for name, value in item.items() if value}
