"""The printed form of a record: headings with their lines."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from textwrap import shorten
from typing import Any

from ..dataset import Dataset
from ..dataset.documents import count_publishers
from ..dataset.folders import command_for
from ..dataset.history import REMOVED
from ..dataset.kinds import KindName
from ..dataset.row_types import (
    ChangeRow,
    ClaimRow,
    EventRow,
    EvidenceRow,
    FigureRow,
    PositionRow,
    SourceRow,
)
from ..dataset.wording import actor_name, amount, counted, marked, number, proposition, span, when
from .rivals import Relation, rivals_of

Document = tuple[SourceRow, EvidenceRow]
Section = tuple[str, tuple[str, ...]]
_LONGEST = 80  # characters of an old or new value that are shown


def sections_of(
    dataset: Dataset, ident: str, kind: KindName, documents: Sequence[Document]
) -> tuple[Section, ...]:
    """Arrange everything about a record in sections, without empty ones."""
    heading, facts = _heading_and_facts(dataset, ident, kind)
    sections = [
        (f"{ident}  {heading}", tuple(facts)),
        *((name, tuple(lines)) for name, lines in _neighbours(dataset, ident, kind)),
        ("Sources", tuple(_source_lines(documents))),
        ("How to check it", tuple(_checking(dataset, ident, kind, documents))),
    ]
    return tuple(section for section in sections if section[1])


def _heading_and_facts(dataset: Dataset, ident: str, kind: KindName) -> tuple[str, Iterator[str]]:
    match kind:
        case "event":
            event = dataset["events"].by_id[ident]
            return event["title"], _event(dataset, event)
        case "figure":
            figure = dataset["figures"].by_id[ident]
            return figure["title"], _figure(dataset, figure)
        case "claim":
            claim = dataset["claims"].by_id[ident]
            return claim["proposition"], _claim(dataset, claim)
        case "position":
            position = dataset["positions"].by_id[ident]
            said = proposition(dataset, position["claim_id"])
            who = actor_name(dataset, position["actor_id"])
            return f"{who} {position['stance']}: {said}", _position(dataset, position)


def _neighbours(
    dataset: Dataset, ident: str, kind: KindName
) -> Iterator[tuple[str, Iterator[str]]]:
    match kind:
        case "figure":
            yield "Rival figures", _compared(dataset, ident, ("excludes", "differs"))
            yield (
                "Figures that can be true together with it",
                _compared(dataset, ident, ("agrees",)),
            )
        case "event":
            yield "Figures", _figures_of(dataset, ident)
            yield "Positions taken", _positions(dataset, "event_id", ident, with_claim=True)
        case "claim":
            yield "Who takes which side", _positions(dataset, "claim_id", ident)
        case "position":
            claim = dataset["positions"].by_id[ident]["claim_id"]
            yield "Who takes which side", _positions(dataset, "claim_id", claim)


def _common(dataset: Dataset, row: Mapping[str, Any]) -> Iterator[str]:
    if row.get("scope") == "background":
        yield "Scope: background to the crisis"
    if row.get("reality") not in (None, "occurred"):
        yield f"Reality: {dataset.lists.label('reality', row['reality']).lower()}"
    if row.get("confidence"):
        yield f"Confidence: {row['confidence']}"
    if row["status"] != "active":
        successor = f", replaced by {row['superseded_by']}" if row["superseded_by"] else ""
        yield f"Status: {row['status']}{successor}"


def _event(dataset: Dataset, row: EventRow) -> Iterator[str]:
    yield row["summary"]
    day = when(row["date_start"], row["date_end"], row["date_precision"])
    yield f"When: {day} ({row['date_precision']}, {row['date_basis']})"
    yield f"Where: {_place(dataset, row['place_id'])}"
    involved = dataset["event_actors"].where("event_id", row["event_id"])
    if involved:
        roles: dict[str, list[str]] = {}
        for link in involved:
            roles.setdefault(link["actor_id"], []).append(link["role"])
        names = (f"{actor_name(dataset, who)} ({', '.join(as_)})" for who, as_ in roles.items())
        yield f"Who: {'; '.join(names)}"
    yield f"Kind: {dataset.lists.label('event_type', row['event_type']).lower()}"
    yield from _common(dataset, row)


def _figure(dataset: Dataset, row: FigureRow) -> Iterator[str]:
    label = dataset.lists.label
    yield f"Number: {amount(row, dataset.lists)}"
    if row["subgroup"]:
        yield f"Only: {row['subgroup']}"
    if row["unit_as_printed"]:
        yield f"The document calls the unit: {row['unit_as_printed']}"
    if row["bounds_basis"] == "stated":
        yield f"Bounds: {number(row['value_low'])} to {number(row['value_high'])} (stated)"
    yield f"Counts: {label('measure', row['measure']).lower()} ({row['measure_kind']})"
    who = actor_name(dataset, row["asserted_by"]) or "the document itself"
    reported = f", {row['reported_on']}" if row["reported_on"] else ""
    yield f"Who says so: {who}{reported}"
    basis = label("period_basis", row["period_basis"]).lower()
    yield f"Period: {span(row['period_start'], row['period_end'])} ({basis})"
    yield f"Where: {_place(dataset, row['place_id'])}"
    if row["note"]:
        yield f"Note: {row['note']}"
    yield from _common(dataset, row)


def _claim(dataset: Dataset, row: ClaimRow) -> Iterator[str]:
    yield f"Topic: {dataset.lists.label('topic', row['topic']).lower()}"
    yield from _common(dataset, row)


def _position(dataset: Dataset, row: PositionRow) -> Iterator[str]:
    yield f"Who: {actor_name(dataset, row['actor_id'])} {row['stance']} it"
    if row["date_edtf"]:
        day = when(row["date_start"], row["date_end"], row["date_precision"])
        yield f"When: {day} ({row['date_basis']})"
    if row["event_id"]:
        occasion = dataset["events"].by_id[row["event_id"]]["title"]
        yield f"Occasion: {occasion} ({row['event_id']})"
    yield f"Claim: {row['claim_id']}"
    yield from _common(dataset, row)


def _place(dataset: Dataset, ident: str) -> str:
    place = dataset["places"].by_id[ident]
    codes = "/".join(code for code in (place["country"], place["neighbour"]) if code)
    return f"{place['name']} ({codes})" if codes else place["name"]


_RELATIONS: dict[Relation, str] = {
    "agrees": "",
    "differs": "; differs: days, place or plan are not the same",
    "excludes": "; the two numbers cannot both be true",
}


def _compared(dataset: Dataset, ident: str, relations: tuple[Relation, ...]) -> Iterator[str]:
    """Write the other figures of the comparison group that relate to a figure in these ways."""
    for other, related in rivals_of(dataset, ident):
        if related in relations:
            who = actor_name(dataset, other["asserted_by"]) or "no one named"
            period = span(other["period_start"], other["period_end"])
            said = f"{_amount(dataset, other)}, {who}, {period}"
            yield f"{other['figure_id']}  {said}{_RELATIONS[related]}"


def _figures_of(dataset: Dataset, ident: str) -> Iterator[str]:
    for link in dataset["event_figures"].where("event_id", ident):
        figure = dataset["figures"].by_id[link["figure_id"]]
        yield f"{figure['figure_id']}  {_amount(dataset, figure)}: {figure['title']}"


def _amount(dataset: Dataset, figure: FigureRow) -> str:
    """Write the number of another figure, marked if it is not of what occurred."""
    return marked(amount(figure, dataset.lists), figure, dataset.lists)


def _positions(
    dataset: Dataset, column: str, value: str, *, with_claim: bool = False
) -> Iterator[str]:
    for row in dataset["positions"].where(column, value):
        if row["status"] == "active":
            day = when(row["date_start"], row["date_end"], row["date_precision"])
            dated = f" ({day})" if row["date_edtf"] else ""
            what = f": {proposition(dataset, row['claim_id'])}" if with_claim else ""
            who = actor_name(dataset, row["actor_id"])
            yield f"{row['position_id']}  {who} {row['stance']}{what}{dated}"


def _source_lines(documents: Sequence[Document]) -> Iterator[str]:
    supporting = [source for source, link in documents if link["relation"] == "supports"]
    if supporting:
        publishers = counted(count_publishers(supporting), "independent publisher")
        yield f"{counted(len(supporting), 'supporting document')}, {publishers}"
    for source, link in documents:
        title = source["title"] or f"[{source['description']}]"
        via = f", text of {source['wire_origin']}" if source["wire_origin"] else ""
        remarks = [str(source["published_on"] or "undated")]
        remarks += ["weak source"] if source["weak"] == "yes" else []
        remarks += ["context only"] if link["relation"] == "context" else []
        printed = f', prints "{link["value_as_printed"]}"' if link["value_as_printed"] else ""
        address = f"  {source['url']}" if source["url"] else "; no address on record"
        said = f"{title} ({', '.join(remarks)}){printed}{address}"
        yield f"{source['source_id']}: {source['publisher']}{via}, {said}"


def _checking(
    dataset: Dataset, ident: str, kind: KindName, documents: Sequence[Document]
) -> Iterator[str]:
    verify = command_for(dataset.home, "verify").strip("`")
    marked = [link["source_id"] for _, link in documents if link["fp_hash"]]
    for source in marked:
        yield f"{verify} YOUR_COPY --source {source}   looks for {ident}"
    if documents and not marked:
        was_read = any(source["read_as"] == "full_text" for source, _ in documents)
        reason = "No passage has a fingerprint" if was_read else "No full text was read"
        yield f"{reason}: open the addresses above and look for the statement."
        if kind == "figure":
            yield f"{verify} YOUR_COPY --record {ident}   looks for its number"


def change_lines(changes: Sequence[ChangeRow]) -> Iterator[str]:
    """Write what was corrected, one line per cell or removed link; not what was added."""
    removed = {_row_of(change) for change in changes if change["new_value"] == REMOVED}
    for change in changes:
        where = change["table"] + " " + change["record_id"] if "/" in change["record_id"] else ""
        if change["field"] is None:
            what = REMOVED if change["new_value"] == REMOVED else ""
        elif _row_of(change) in removed:
            what = ""
        else:
            what = f"{change['field']}: {_values(change['old_value'], change['new_value'])}"
        if what:
            said = f"{where}, {what}" if where else what
            yield f"{change['version']}  {said} ({change['reason'].replace('_', ' ')})"


def _row_of(change: ChangeRow) -> tuple[str, str, str]:
    return change["version"], change["table"], change["record_id"]


def _values(old: str | None, new: str | None) -> str:
    """Write what a cell was and is; long texts from where they begin to differ."""
    if old and new and _brief(old) == _brief(new):
        same = next((n for n, letter in enumerate(old) if not new.startswith(letter, n)), len(old))
        word = old.rfind(" ", 0, same) + 1
        old, new = f"… {old[word:]}", f"… {new[word:]}"
    return f"{_brief(old)} → {_brief(new)}"


def _brief(value: str | None) -> str:
    return "none" if value is None else shorten(value, _LONGEST, placeholder=" …")
