"""The documents behind a record."""

from __future__ import annotations

import datetime as dt

from .csv_files import Row, grouped, index


def supporting_documents(record: str) -> list[Row]:
    """Return the documents that support a record, in the order of the evidence."""
    return [
        index("sources")[str(link["source_id"])]
        for link in grouped("evidence", "record_id").get(record, ())
        if link["relation"] == "supports"
    ]


def origin(source: Row) -> str:
    """Name whose text a document is: its wire origin or, without one, its publisher."""
    return str(source["wire_origin"] or source["publisher"])


def publishers(documents: list[Row]) -> list[str]:
    """Name the publishers of documents, each once."""
    return list(dict.fromkeys(str(row["publisher"]) for row in documents))


def publication_days(documents: list[Row]) -> list[dt.date]:
    """List the days on which documents were published, where they are dated."""
    days = (row["published_on"] for row in documents)
    return [day for day in days if isinstance(day, dt.date)]
