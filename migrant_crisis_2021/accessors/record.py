"""Everything about one record: what, when, where, who says so, and where to read it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from typing import Any

from ..dataset.csv_files import Row, grouped, index
from ..dataset.documents import origin
from ..dataset.wording import amount, label, number, span
from ..errors import unknown
from ..names import COMMAND
from .rivals import rivals_of

KINDS = {
    "evt": ("event", "events"),
    "fig": ("figure", "figures"),
    "clm": ("claim", "claims"),
    "pos": ("position", "positions"),
}


@dataclass(frozen=True, repr=False)
class Record:
    """One record with all that the tables say about it.

    Parameters
    ----------
    id : str
        Its identifier.
    kind : str
        ``event``, ``figure``, ``claim`` or ``position``.
    row : dict
        Its columns, as in the table.
    documents : tuple of (dict, dict)
        Each supporting or framing document with its row of evidence.
    sections : tuple of (str, tuple of str)
        What prints: headings with their lines.

    Examples
    --------
    >>> import migrant_crisis_2021 as mc
    >>> found = mc.record("fig-0001")
    >>> found.row["value"], found.n_publishers
    (7935.0, 1)
    """

    id: str
    kind: str
    row: Row
    documents: tuple[tuple[Row, Row], ...]
    sections: tuple[tuple[str, tuple[str, ...]], ...]

    @property
    def n_publishers(self) -> int:
        """How many independent publishers carry it; one wire text counts once."""
        supporting = [source for source, link in self.documents if link["relation"] == "supports"]
        return len({origin(source) for source in supporting})

    def to_dict(self) -> dict[str, Any]:
        """Return the record as plain data, with dates as ISO text."""
        documents = [{**source, **link} for source, link in self.documents]
        return {
            "record_id": self.id,
            "kind": self.kind,
            "record": _plain(self.row),
            "n_publishers": self.n_publishers,
            "sources": [_plain(document) for document in documents],
        }

    def __repr__(self) -> str:
        """Show the record as it prints."""
        return str(self)

    def __str__(self) -> str:
        """Put the record in lines for a terminal."""
        lines = []
        for heading, body in self.sections:
            lines += [heading, *(f"  {line}" for line in body)]
        return "\n".join(lines)

    def _repr_html_(self) -> str:
        parts = []
        for heading, body in self.sections:
            items = "".join(f"<li>{escape(line)}</li>" for line in body)
            parts.append(f"<h4>{escape(heading)}</h4><ul>{items}</ul>")
        return "".join(parts)


def _plain(row: Row) -> dict[str, Any]:
    return {k: v if v is None or isinstance(v, int | float) else str(v) for k, v in row.items()}


def record(id: str) -> Record:  # noqa: A002
    """Look up one event, figure, claim or position with everything about it.

    Parameters
    ----------
    id : str
        An identifier such as ``fig-0001``.

    Returns
    -------
    Record
        Prints well in a terminal and in a notebook.

    Raises
    ------
    UnknownValueError
        If there is no such record.

    Examples
    --------
    >>> import migrant_crisis_2021 as mc
    >>> mc.record("evt-0001").row["status"]
    'active'
    """
    kind, table = KINDS.get(str(id)[:3], ("", ""))
    row = index(table).get(id) if table else None
    if row is None:
        known = [ident for _, name in KINDS.values() for ident in index(name)]
        raise unknown("record", id, known, "Find ids with search().")
    links = grouped("evidence", "record_id").get(id, ())
    sources = index("sources")
    documents = tuple((dict(sources[str(link["source_id"])]), dict(link)) for link in links)
    sections = tuple((head, lines) for head, lines in _sections(id, kind, row, documents) if lines)
    return Record(id, kind, dict(row), documents, sections)


def _sections(
    ident: str, kind: str, row: Row, documents: tuple[tuple[Row, Row], ...]
) -> Iterator[tuple[str, tuple[str, ...]]]:
    heading = _heading(kind, row)
    facts = {"event": _event, "figure": _figure, "claim": _claim_facts, "position": _position}[kind]
    yield f"{ident}  {heading}", tuple(facts(row))
    if kind == "figure":
        yield "Rival figures", tuple(_rivals(ident))
    if kind == "event":
        yield "Figures", tuple(_figures_of(ident))
        yield "Positions taken", tuple(_positions("event_id", ident, with_claim=True))
    if kind in ("claim", "position"):
        claim = ident if kind == "claim" else row["claim_id"]
        yield "Who takes which side", tuple(_positions("claim_id", claim))
    yield "Sources", tuple(_source_lines(documents))
    yield "How to check it", tuple(_checking(ident, documents))


def _heading(kind: str, row: Row) -> object:
    if kind == "position":
        return f"{_actor(row['actor_id'])} {row['stance']}: {_claim(row)}"
    return row["proposition"] if kind == "claim" else row["title"]


def _common(row: Row) -> Iterator[str]:
    if row.get("scope") == "background":
        yield "Scope: background to the crisis"
    if row.get("reality") not in (None, "occurred"):
        yield f"Reality: {label('reality', row['reality']).lower()}"
    if row.get("confidence"):
        yield f"Confidence: {row['confidence']}"
    if row["status"] != "active":
        successor = f", replaced by {row['superseded_by']}" if row["superseded_by"] else ""
        yield f"Status: {row['status']}{successor}"


def _event(row: Row) -> Iterator[str]:
    yield str(row["summary"])
    when = span(row["date_start"], row["date_end"])
    yield f"When: {when} ({row['date_precision']}, {row['date_basis']})"
    yield f"Where: {_place(row['place_id'])}"
    involved = grouped("event_actors", "event_id").get(str(row["event_id"]), ())
    if involved:
        names = (f"{_actor(link['actor_id'])} ({link['role']})" for link in involved)
        yield f"Who: {'; '.join(names)}"
    yield f"Kind: {label('event_type', row['event_type']).lower()}"
    yield from _common(row)


def _figure(row: Row) -> Iterator[str]:
    yield f"Number: {amount(row)}"
    if row["unit_as_printed"]:
        yield f"The document calls the unit: {row['unit_as_printed']}"
    if row["bounds_basis"] == "stated":
        yield f"Bounds: {number(row['value_low'])} to {number(row['value_high'])} (stated)"
    yield f"Counts: {label('measure', row['measure']).lower()} ({row['measure_kind']})"
    who = _actor(row["asserted_by"]) if row["asserted_by"] else "the document itself"
    when = f", {row['reported_on']}" if row["reported_on"] else ""
    yield f"Who says so: {who}{when}"
    basis = label("period_basis", row["period_basis"]).lower()
    yield f"Period: {span(row['period_start'], row['period_end'])} ({basis})"
    yield f"Where: {_place(row['place_id'])}"
    if row["note"]:
        yield f"Note: {row['note']}"
    yield from _common(row)


def _claim_facts(row: Row) -> Iterator[str]:
    yield f"Topic: {label('topic', row['topic']).lower()}"
    yield from _common(row)


def _position(row: Row) -> Iterator[str]:
    yield f"Who: {_actor(row['actor_id'])} {row['stance']} it"
    if row["date_edtf"]:
        yield f"When: {span(row['date_start'], row['date_end'])} ({row['date_basis']})"
    if row["event_id"]:
        yield f"Occasion: {index('events')[str(row['event_id'])]['title']} ({row['event_id']})"
    yield f"Claim: {row['claim_id']}"
    yield from _common(row)


def _claim(row: Row) -> object:
    return index("claims")[str(row["claim_id"])]["proposition"]


def _actor(ident: object) -> object:
    return index("actors")[str(ident)]["name"]


def _place(ident: object) -> str:
    place = index("places")[str(ident)]
    codes = "/".join(str(place[c]) for c in ("country", "neighbour") if place[c])
    return f"{place['name']} ({codes})" if codes else str(place["name"])


_STANDING = {
    "agrees": "can be true together with it",
    "differs": "differs; days, place or plan are not the same",
    "excludes": "excludes this figure",
}


def _rivals(ident: str) -> Iterator[str]:
    for other, stands in rivals_of(ident):
        who = _actor(other["asserted_by"]) if other["asserted_by"] else "no one named"
        period = span(other["period_start"], other["period_end"])
        yield f"{other['figure_id']}  {amount(other)}, {who}, {period}; {_STANDING[stands]}"


def _figures_of(ident: str) -> Iterator[str]:
    for link in grouped("event_figures", "event_id").get(ident, ()):
        figure = index("figures")[str(link["figure_id"])]
        yield f"{figure['figure_id']}  {amount(figure)}: {figure['title']}"


def _positions(column: str, value: object, with_claim: bool = False) -> Iterator[str]:
    for row in grouped("positions", column).get(str(value), ()):
        if row["status"] == "active":
            when = f", {span(row['date_start'], row['date_end'])}" if row["date_edtf"] else ""
            what = f": {_claim(row)}" if with_claim else ""
            yield f"{row['position_id']}  {_actor(row['actor_id'])} {row['stance']}{what}{when}"


def _source_lines(documents: tuple[tuple[Row, Row], ...]) -> Iterator[str]:
    supporting = [source for source, link in documents if link["relation"] == "supports"]
    if supporting:
        publishers = len({origin(source) for source in supporting})
        yield f"{len(supporting)} supporting document(s), {publishers} independent publisher(s)"
    for source, link in documents:
        title = source["title"] or f"[{source['description']}]"
        via = f", text of {source['wire_origin']}" if source["wire_origin"] else ""
        remarks = [str(source["published_on"] or "undated")]
        remarks += ["weak source"] if source["weak"] == "yes" else []
        remarks += ["context only"] if link["relation"] == "context" else []
        printed = f', prints "{link["value_as_printed"]}"' if link["value_as_printed"] else ""
        address = f"  {source['url']}" if source["url"] else "; no address on record"
        publisher = f"{source['publisher']}{via}"
        said = f"{title} ({', '.join(remarks)}){printed}{address}"
        yield f"{source['source_id']}: {publisher}, {said}"


def _checking(ident: str, documents: tuple[tuple[Row, Row], ...]) -> Iterator[str]:
    marked = [str(link["source_id"]) for _, link in documents if link["fp_hash"]]
    for source in marked:
        yield f"{COMMAND} verify YOUR_COPY --source {source}   looks for {ident}"
    if documents and not marked:
        yield "No full text was read: open the addresses above and look for the statement."
