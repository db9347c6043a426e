"""TimelineJS 3 of Knight Lab: its data, or a page that shows them."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Sequence
from html import escape
from typing import Any

from ..dataset import Dataset
from ..dataset.documents import title_of
from ..dataset.row_types import SourceRow
from ..dataset.wording import place_name
from .entries import Entry, entries_of
from .job import Job, Written, facts_of
from .timelinejs_page import page

_DAYS_IN_VIEW = 5
_WINDOWS = (2, 1)  # what TimelineJS does by itself, and what its button for less zoom does then
_ALL_IN_VIEW = 0.4  # with room for the marker of the last day


def write(job: Job) -> Written:
    """Write the data as JSON, or a page with them if the file is one.

    TimelineJS shows texts as HTML, so all that comes from the data is escaped. The entries have no
    ``group``: a row for each type of event would not fit into the time bar.
    """
    entries, undated = entries_of(job, "timelinejs")
    content = {
        "title": _title(job.dataset),
        "events": [_slide(job.dataset, entry) for entry in entries],
    }
    if not content["title"]:
        del content["title"]
    if job.suffix in (".html", ".htm"):
        text = page(content, facts_of(job.dataset), _windows(entries))
    else:
        text = json.dumps(content, ensure_ascii=False, indent=1)
    job.file.write_text(text + "\n", encoding="utf-8", newline="\n")
    return Written(len(entries), "entry", undated, "rows without a day left out")


def _windows(entries: Sequence[Entry]) -> float:
    """Return how many windows the time bar is wide, so that several days with entries are in view.

    A page opens with the first entry in the middle of its window, and shows the days after it in
    the other half.
    """
    start = min(entry.first for entry in entries)
    span = (max(entry.last for entry in entries) - start).days or 1
    days = {(entry.first - start).days for entry in entries}
    enough = min(_DAYS_IN_VIEW, len(days))
    for windows in _WINDOWS:
        if sum(2 * windows * day < span for day in days) >= enough:
            return windows
    return _ALL_IN_VIEW


def _title(dataset: Dataset) -> dict[str, Any]:
    facts = facts_of(dataset)
    if not facts:
        return {}
    text = _paragraphs([facts["description"], facts["citation"]])
    return {"text": {"headline": escape(facts["title"]), "text": text}}


def _slide(dataset: Dataset, entry: Entry) -> dict[str, Any]:
    slide = {
        "unique_id": entry.ident,
        "start_date": _date(entry.first),
        "display_date": escape(entry.when),
        "text": {
            "headline": escape(entry.title),
            "text": _paragraphs([*_where(dataset, entry), *entry.paragraphs])
            + _documents(entry.documents),
        },
    }
    if entry.last > entry.first:
        slide["end_date"] = _date(entry.last)
    return slide


def _where(dataset: Dataset, entry: Entry) -> list[str]:
    place = place_name(dataset, entry.place) if entry.place else ""
    return [" · ".join(filter(None, (entry.label, place)))]


def _date(day: dt.date) -> dict[str, int]:
    return {"year": day.year, "month": day.month, "day": day.day}


def _paragraphs(texts: list[str]) -> str:
    return "".join(f"<p>{escape(text)}</p>" for text in texts)


def _documents(rows: list[SourceRow]) -> str:
    items = "".join(f"<li>{_document(row)}</li>" for row in rows)
    return f"<ul>{items}</ul>" if items else ""


def _document(row: SourceRow) -> str:
    named = escape(f"{row['publisher']}: {title_of(row)}")
    address = row["url"] or row["archived_url"] or ""
    if not address.startswith(("http://", "https://")):
        return named
    return f'<a href="{escape(address)}" rel="noreferrer">{named}</a>'
