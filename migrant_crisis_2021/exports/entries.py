"""Records as dated entries, for calendars and timelines, and the documents behind them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from ..citation.ids import is_record, known_ids
from ..citation.statements import statement
from ..dataset import Dataset
from ..dataset.days import own_day
from ..dataset.documents import title_of
from ..dataset.kinds import KindName, kind_of
from ..dataset.row_types import SourceRow
from ..dataset.table_schema import table_schema
from ..dataset.wording import record_title, when
from ..errors import InvalidInputError, listed, shown, unknown
from .job import Job
from .progress import tracked
from .selection import described
from .sheets import Cell, Row, Sheet

IDS = ("record_id", "position_id", "figure_id", "event_id")
"""Columns that say which record a row is of, the most telling first."""
_DATES = ("date", "date_start", "period_start", "period_end")


class Entry(NamedTuple):
    """A record with a day.

    Parameters
    ----------
    ident : str
        The id of the record.
    title : str
        Its title; a record that is not about what occurred, or no longer holds, says so.
    first, last : datetime.date
        The span of an event, the own day of any other record.
    when : str
        The date in words, with the precision that is recorded.
    place : str or None
        The id of the place.
    label : str
        The type of an event or the measure of a figure, in words.
    paragraphs : list of str
        What the record says, who says so, and who published it.
    documents : list of dict
        The documents that support it.
    """

    ident: str
    title: str
    first: dt.date
    last: dt.date
    when: str
    place: str | None
    label: str
    paragraphs: list[str]
    documents: list[SourceRow]


def entries_of(job: Job, format_: str) -> tuple[list[Entry], int]:
    """Return the records of the rows in chronological order, and the number of rows without a day.

    A record that stands in several rows is one entry.

    Raises
    ------
    InvalidInputError
        If rows are not those of records, or none has a day.
    """
    sheets = job.records()
    for sheet in sheets:
        _check_columns(sheet, format_)
    rows = [(sheet, row) for sheet in sheets for row in tracked(sheet.rows, sheet.name)]
    made = [_entry(job.dataset, sheet, row) for sheet, row in rows]
    found = {entry.ident: entry for entry in made if entry}
    if not found:
        raise InvalidInputError(
            f"none of the {len(rows):,} rows has a day, which {format_} needs. Select other rows, "
            "or export csv, json or xlsx."
        )
    in_order = sorted(found.values(), key=lambda one: (one.first, one.last, one.ident))
    return in_order, made.count(None)


def _check_columns(sheet: Sheet, format_: str) -> None:
    for wanted in (IDS, _DATES):
        if not set(wanted) & set(sheet.names):
            raise InvalidInputError(
                f"{format_} needs rows of events, figures or positions, with one of the columns "
                f"{', '.join(wanted)}; {sheet.name} has {listed(sheet.names)}."
            )


def _id_column(sheet: Sheet) -> str:
    return next(name for name in IDS if name in sheet.names)


def record_of(
    dataset: Dataset, sheet: Sheet, row: Row
) -> tuple[str, dict[str, Any], dict[str, Any]]:
    """Return the id of the record of a row, the record, and its cells that the row has itself."""
    column = _id_column(sheet)
    ident = str(row[column])
    kind = kind_of(ident)
    if kind is None or not is_record(dataset, ident):
        raise unknown(
            f"id in the column {column}",
            row[column],
            known_ids(dataset),
            "Is the frame from another dataset or release, or was the column changed?",
        )
    own = {
        field.name: _day(field.name, row[field.name]) if field.type == "date" else row[field.name]
        for field in table_schema(kind.table).fields
        if field.name in row
    }
    return ident, {**dataset[kind.table].by_id[ident], **own}, own


def _entry(dataset: Dataset, sheet: Sheet, row: Row) -> Entry | None:
    """Make the entry of a row, with the dataset's cells where it has none; None without a day."""
    ident, record, own = record_of(dataset, sheet, row)
    kind = kind_of(ident)
    assert kind, ident
    first = _first_day(kind.name, record, row)
    if first is None:
        return None
    is_span = kind.name == "event" and record["date_end"] and record["date_end"] > first
    title = str(record.get("title") or record_title(dataset, ident))
    parts = statement(dataset, ident, own).parts
    if kind.name == "event":  # the first part is its title and date, the summary says more
        parts = (record["summary"], *parts[1:])
    said = [" ".join(filter(None, parts)), record.get("note")]
    return Entry(
        ident,
        title + _reservation(dataset, record),
        first,
        record["date_end"] if is_span else first,
        _when(record, first),
        record.get("place_id"),
        _label(dataset, kind.name, record),
        [text for text in said if text],
        dataset.supporting(ident),
    )


def _first_day(kind: KindName, record: Mapping[str, Any], row: Row) -> dt.date | None:
    """Return the first day of an event, the own day of any other record, as the row has it."""
    column = "date_start" if kind == "event" and "date_start" in row else "date"
    return _day(column, row[column]) if column in row else own_day(record)


def _day(column: str, cell: Cell) -> dt.date | None:
    """Return the day of a cell, which is text in a frame that was read from CSV."""
    if isinstance(cell, dt.datetime):
        return cell.date()
    if cell is None or isinstance(cell, dt.date):
        return cell
    try:
        return dt.date.fromisoformat(str(cell))
    except ValueError:
        raise InvalidInputError(
            f"the column {column} holds {shown(cell)}, which is not a date: convert the column."
        ) from None


def _reservation(dataset: Dataset, record: Mapping[str, Any]) -> str:
    """Say in a title that something is only announced, planned or alleged, or no longer holds."""
    parts = [
        dataset.lists.label(name, record[name]).lower()
        for name, usual in (("reality", "occurred"), ("status", "active"))
        if record.get(name, usual) != usual
    ]
    return f" ({', '.join(parts)})" if parts else ""


def _when(record: Mapping[str, Any], first: dt.date) -> str:
    if "period_end" not in record:
        return when(record["date_start"], record["date_end"], record["date_precision"])
    start, end = record["period_start"], record["period_end"]
    return when(start, end, "month") if start or end else f"reported on {first}"


def _label(dataset: Dataset, kind: KindName, record: Mapping[str, Any]) -> str:
    column = {"event": "event_type", "figure": "measure"}.get(kind)
    return dataset.lists.label(column, record[column]) if column else kind.capitalize()


def documents_of(job: Job) -> Iterator[Sheet]:
    """Yield a table of the documents behind selected records, if there are any."""
    sheets = [one for one in job.sheets if not one.is_whole and set(IDS) & set(one.names)]
    cells = (row[_id_column(sheet)] for sheet in sheets for row in sheet.rows)
    rows = list(_document_rows(job.dataset, dict.fromkeys(map(str, cells))))
    if rows:
        declared = described("sources") | described("evidence")
        columns = tuple(declared[name] for name in rows[0])
        yield Sheet("documents", columns, rows, "The documents behind the selected records.")


def _document_rows(dataset: Dataset, ids: Iterable[str]) -> Iterator[dict[str, Cell]]:
    sources = dataset["sources"].by_id
    for ident in ids:
        for link in dataset["evidence"].where("record_id", ident):
            source = sources[link["source_id"]]
            yield {
                "record_id": ident,
                "relation": link["relation"],
                "publisher": source["publisher"],
                "published_on": source["published_on"],
                "title": title_of(source),
                "url": source["url"] or source["archived_url"],
                "source_id": source["source_id"],
            }
