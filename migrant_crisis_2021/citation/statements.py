"""What a record says, who says it and who published it, in one line of prose."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from ..accessors.record import KINDS
from ..dataset.csv_files import Row, index
from ..dataset.wording import amount, label, span
from .evidence import evidence_of, positions_on
from .typography import single_quoted

_PAST = {"asserts": "Asserted", "denies": "Denied", "questions": "Questioned"}


class Statement(NamedTuple):
    """A record in prose."""

    ident: str
    title: str
    text: str


def statement(ident: str) -> Statement:
    """Put the record with this id into prose."""
    kind, table = KINDS[ident[:3]]
    row = index(table)[ident]
    title, said = {
        "event": _event,
        "figure": _figure,
        "claim": _claim,
        "position": _position,
    }[kind](row)
    return Statement(ident, title, " ".join([*said, *_published(ident), *_standing(row)]))


def _event(row: Row) -> tuple[str, Iterable[str]]:
    title = str(row["title"])
    reality = "" if row["reality"] == "occurred" else f" ({label('reality', row['reality'])})"
    return title, [f"{title}, {_when(row)}{reality.lower()}."]


def _when(row: Row) -> str:
    """Write a date as precisely as it is known: a month is a month, not its thirty days."""
    edtf = str(row["date_edtf"])
    known = edtf.replace("~", "")
    about = "about " if known != edtf else ""
    return about + (span(row["date_start"], row["date_end"]) if "/" in known else known)


def _figure(row: Row) -> tuple[str, Iterable[str]]:
    title = str(row["title"])
    printed = row["unit_as_printed"]
    called = f" (called {printed} in the source)" if printed else ""
    reality = "" if row["reality"] == "occurred" else f", {label('reality', row['reality'])}"
    said = f"{title}: {amount(row)}{called}{_period(row)}{reality.lower()}."
    if row["asserted_by"]:
        return title, [said, f"Claimant: {_actor(row['asserted_by'])}."]
    return title, [said, "Claimant: none named; the source states it itself."]


def _period(row: Row) -> str:
    if not row["period_start"] and not row["period_end"]:
        return ""
    within = "within " if row["period_basis"] == "within" else ""
    return f", {within}{span(row['period_start'], row['period_end'])}"


def _position(row: Row) -> tuple[str, Iterable[str]]:
    title = str(index("claims")[str(row["claim_id"])]["proposition"])
    when = f", {_when(row)}" if row["date_edtf"] else ""
    stance = _PAST[str(row["stance"])].lower()
    return title, [
        f"“{single_quoted(title)}” ({stance}{when}).",
        f"Claimant: {_actor(row['actor_id'])}.",
    ]


def _claim(row: Row) -> tuple[str, Iterable[str]]:
    title = str(row["proposition"])
    taken = positions_on(str(row["claim_id"]))
    sides = []
    for stance, past in _PAST.items():
        names = dict.fromkeys(_actor(one["actor_id"]) for one in taken if one["stance"] == stance)
        sides += [f"{past} by {'; '.join(names)}."] if names else []
    return title, [f"“{single_quoted(title)}” (contested).", *sides]


def _published(ident: str) -> Iterator[str]:
    links = [link for link in evidence_of(ident) if link["relation"] == "supports"]
    named = (_publisher(index("sources")[str(link["source_id"])]) for link in links)
    names = list(dict.fromkeys(named))
    if names:
        yield f"{'Publisher' if len(names) == 1 else 'Publishers'}: {'; '.join(names)}."


def _publisher(source: Row) -> str:
    origin = source["wire_origin"]
    if not origin or origin == source["publisher"]:
        return str(source["publisher"])
    relation = "copying" if source["weak"] == "yes" else "carrying"
    return f"{source['publisher']} ({relation} {origin})"


def _standing(row: Row) -> Iterator[str]:
    if row["status"] == "withdrawn":
        yield "This record is withdrawn."
    if row["status"] == "superseded":
        yield f"This record is superseded by {row['superseded_by']}."


def _actor(ident: object) -> str:
    return str(index("actors")[str(ident)]["name"])
