"""What was corrected in each record since earlier releases, in plain words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from ..dataset import Dataset
from ..dataset.corrections import changes_by_id
from ..dataset.kinds import kind_of
from ..dataset.table_schema import TableSchema, table_schema
from ..names import TableName

if TYPE_CHECKING:
    from ..dataset.row_types import ChangeRow

_WORDS = {
    "about_country": "countries",
    "actor_id": "who",
    "asserted_by": "who says so",
    "claim_id": "claim",
    "counted_unit": "what is counted",
    "date_basis": "how the day is known",
    "date_edtf": "date",
    "event_id": "occasion",
    "event_type": "type",
    "period_basis": "how the period is known",
    "period_end": "last day",
    "period_start": "first day",
    "place_id": "place",
    "reality": "did it happen",
    "reported_on": "day on which it was given",
    "scope": "part of the crisis",
    "unit_as_printed": "the document’s word",
    "value": "number",
}
"""What a column is called on a card, where its name alone would not be understood."""
_SHOWN_OTHERWISE = (
    *("date_start", "date_end", "date_precision", "value_low", "value_high", "bounds_basis"),
    *("comparison_group", "status", "superseded_by"),
)
"""Columns that follow from others, or that the card tells in words of its own."""
_NAMES: Mapping[TableName, str] = {
    "actors": "name",
    "places": "name",
    "claims": "proposition",
    "events": "title",
}
"""The column by which a row is called."""


def corrections(dataset: Dataset, records: Mapping[str, int]) -> dict[str, Any]:
    """Return the corrected cells of every record.

    Parameters
    ----------
    dataset : Dataset
        The dataset.
    records : mapping of str to int
        The positions of records in the payload.

    Returns
    -------
    dict
        ``of``: for the position of each record that was corrected, its corrections in order of
        release: version, column and reason, as positions in ``texts``, and the former value, empty
        if there was none.
    """
    texts: dict[str, int] = {}
    found: dict[int, list[list[int | str]]] = {}
    for ident, number in records.items():
        cells: list[list[int | str]] = [
            [*(texts.setdefault(text, len(texts)) for text in (version, column, reason)), old]
            for version, column, reason, old in _of_record(dataset, ident)
        ]
        if cells:
            found[number] = cells
    return {"texts": list(texts), "of": found}


def _of_record(dataset: Dataset, ident: str) -> Iterator[tuple[str, str, str, str]]:
    kind = kind_of(ident)
    assert kind is not None
    schema = table_schema(kind.table)
    for change in changes_by_id(dataset).get(ident, ()):
        column = change["field"]
        if change["record_id"] != ident or column not in schema.columns:
            continue
        if column not in _SHOWN_OTHERWISE:
            yield (
                change["version"],
                _WORDS.get(column, column.replace("_", " ")),
                change["reason"].replace("_", " "),
                _in_words(dataset, schema, change),
            )


def _in_words(dataset: Dataset, schema: TableSchema, change: ChangeRow) -> str:
    """Return the former value: of an id the name, of a word of a list its label."""
    old, column = change["old_value"], change["field"]
    if old is None or column is None:
        return ""
    field = schema.field(column)
    if field.vocabulary:
        entry = dataset.lists.entries(field.vocabulary).get(old)
        return old.replace("_", " ") if entry is None else entry["label"]
    for key in schema.foreign_keys:
        rows = dataset[key.table].by_id
        if key.column == column and old in rows and key.table in _NAMES:
            return str(rows[old][_NAMES[key.table]])
    return old
