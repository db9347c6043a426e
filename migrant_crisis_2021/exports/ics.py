"""iCalendar: an all-day entry for each record with a day."""

from __future__ import annotations

import datetime as dt
from typing import Any

from ..dataset import Dataset
from ..dataset.documents import title_of
from ..dataset.manifest import released_on
from ..errors import MissingExtraError
from .entries import Entry, entries_of
from .job import Job, Written, facts_of

_CONTROLS = bytes({*range(32), 127} - set(b"\t\n\r"))
"""What RFC 5545 allows nowhere."""


def write(job: Job) -> Written:
    """Write a calendar; entries do not make their days busy."""
    try:
        from icalendar import Calendar
    except ImportError:
        raise MissingExtraError("icalendar", "export") from None
    entries, undated = entries_of(job, "ics")
    facts = facts_of(job.dataset)
    calendar = Calendar()
    calendar.add("prodid", f"-//{facts.get('name', 'dataset')}//EN")
    calendar.add("version", "2.0")
    if facts:
        calendar.add("x-wr-calname", facts["title"])
        calendar.add("x-wr-caldesc", facts["citation"])
    stamp = _stamp(job.dataset, bool(facts))
    for entry in entries:
        calendar.add_component(_event(job.dataset, entry, facts.get("name", "dataset"), stamp))
    job.file.write_bytes(calendar.to_ical().translate(None, _CONTROLS))
    return Written(len(entries), "entry", undated, "rows without a day left out")


def _stamp(dataset: Dataset, is_described: bool) -> dt.datetime:
    """Return the day of the release, so that the same data gives the same file; else now."""
    released = released_on(dataset.manifest) if is_described else None
    if released is None:
        return dt.datetime.now(dt.UTC).replace(microsecond=0)
    return dt.datetime.combine(released, dt.time(), dt.UTC)


def _event(dataset: Dataset, entry: Entry, name: str, stamp: dt.datetime) -> Any:
    from icalendar import Event

    event = Event()
    event.add("uid", f"{entry.ident}@{name}")
    event.add("dtstamp", stamp)
    event.add("dtstart", entry.first)
    event.add("dtend", entry.last + dt.timedelta(days=1))  # the first day after
    event.add("summary", entry.title)
    event.add("description", "\n\n".join([*entry.paragraphs, *_documents(entry)]))
    event.add("categories", [entry.label])
    event.add("transp", "TRANSPARENT")
    place = dataset["places"].by_id.get(entry.place or "")
    if place:
        event.add("location", place["name"])
        if place["lat"] is not None and place["lon"] is not None:
            event.add("geo", (place["lat"], place["lon"]))
    return event


def _documents(entry: Entry) -> list[str]:
    lines = []
    for row in entry.documents:
        address = row["url"] or row["archived_url"] or ""
        lines.append(f"{row['publisher']}: {title_of(row)} {address}".rstrip())
    return ["\n".join(lines)] if lines else []
