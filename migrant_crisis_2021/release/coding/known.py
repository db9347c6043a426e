"""Entries whose rows are in the dataset already, as when a file is added for the second time."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ...dataset import Dataset
from ...dataset.row_types import SourceRow
from ...dataset.table_schema import table_schema
from ...errors import listed
from ...names import TableName
from ...validation.rules.duplicates import titled
from .entries import Form

PARTIES: tuple[TableName, ...] = ("vocabulary", "countries", "actors", "places")
"""The sections whose rows are the same if their ids are."""
_SEVERAL = 3
_SAME = ("vocabulary", "countries")
"""Sections in which no other row can want the same id."""


def known_document(dataset: Dataset, row: Mapping[str, Any]) -> SourceRow | None:
    """Return the document that has the title, the publisher and the day of a new one."""
    same = titled(row)
    return next((one for one in dataset["sources"] if same and titled(one) == same), None)


def document_is_known(known: SourceRow, *, is_file: bool) -> str:
    """Say that a document was added before, and how to add more records to it."""
    ident = known["source_id"]
    way = f"`source: {ident}`, and only the new entries" if is_file else f"--source {ident}"
    return (
        f"the document is in the dataset already, as {ident}. To add more records to it, give {way}"
    )


def note_known_parties(form: Form, *, is_file: bool) -> None:
    """Say of known parties to leave them out; once, if they are most of a file."""
    every = [entry for table in PARTIES for entry in form.entries[table]]
    known = [entry for entry in every if entry.is_known]
    if len(known) >= _SEVERAL and 2 * len(known) > len(every):
        message = (
            f"{len(known)} of {len(every)} are in the dataset already, so the file was added "
            f"before: leave them out ({listed([entry.ident for entry in known])})"
        )
        form.whole.fault("entries", message)
        return
    for entry in known:
        key = table_schema(str(entry.table)).primary_key[-1]
        is_same = entry.table in _SAME
        out = [] if not is_file else ["leave the entry out"]
        other = [] if is_same else [f"give another {key} if it is not the same"]
        ways = ", or ".join([*out, *other])
        message = f"{entry.table} has {entry.ident} already"
        entry.fault(key, f"{message}: {ways}" if ways else message)
