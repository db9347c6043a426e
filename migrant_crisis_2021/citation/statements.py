"""One sentence per record: its content, who claims it and who published it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple, assert_never, cast

from ..dataset import Dataset
from ..dataset.kinds import kind_of
from ..dataset.row_types import ClaimRow, EventRow, FigureRow, PositionRow, SourceRow
from ..dataset.wording import actor_name, amount, marked, proposition, span, unless_occurred, when
from ..names import Stance
from .evidence import positions_on, supporting
from .typography import single_quoted, stop

PAST: dict[Stance, str] = {
    "asserts": "Asserted",
    "denies": "Denied",
    "questions": "Questioned",
}


class Statement(NamedTuple):
    """A record in sentences: what it says, who claims it, who published it, whether it holds."""

    ident: str
    title: str
    parts: tuple[str, ...]

    @property
    def text(self) -> str:
        """All of them in one paragraph."""
        return " ".join(self.parts)


def statement(
    dataset: Dataset, ident: str, differing: Mapping[str, Any] | None = None
) -> Statement:
    """Write the record with this id as a sentence, with `differing` cells in place of its own."""
    kind = kind_of(ident)
    assert kind, ident  # ids are checked when they are selected
    row = {**dataset[kind.table].by_id[ident], **(differing or {})}
    match kind.name:
        case "event":
            title, said = _event(dataset, cast(EventRow, row))
        case "figure":
            title, said = _figure(dataset, cast(FigureRow, row))
        case "claim":
            title, said = _claim(dataset, cast(ClaimRow, row))
        case "position":
            title, said = _position(dataset, cast(PositionRow, row))
        case _:
            assert_never(kind.name)
    return Statement(ident, title, (*said, *_published(dataset, ident), *_standing(row)))


def _event(dataset: Dataset, row: EventRow) -> tuple[str, list[str]]:
    date = when(row["date_start"], row["date_end"], row["date_precision"])
    dated = marked(f"{row['title']}, {date}", row, dataset.lists)
    return row["title"], [f"{dated}."]


def _figure(dataset: Dataset, row: FigureRow) -> tuple[str, list[str]]:
    title, printed = row["title"], row["unit_as_printed"]
    called = f" (called {printed} in the source)" if printed else ""
    reality = unless_occurred(row, dataset.lists)
    counted = f"{amount(row, dataset.lists)}{called}{_period(row)}"
    claimant = actor_name(dataset, row["asserted_by"])
    return title, [
        f"{title}: {counted}{f', {reality}' if reality else ''}.",
        f"Claimant: {claimant or 'none named; the source states it itself'}.",
    ]


def _period(row: FigureRow) -> str:
    if not row["period_start"] and not row["period_end"]:
        return ""
    within = "within " if row["period_basis"] == "within" else ""
    return f", {within}{span(row['period_start'], row['period_end'])}"


def _position(dataset: Dataset, row: PositionRow) -> tuple[str, list[str]]:
    title = proposition(dataset, row["claim_id"])
    stance = PAST[row["stance"]].lower()
    date = when(row["date_start"], row["date_end"], row["date_precision"])
    dated = f", {date}" if row["date_start"] else ""
    return title, [
        f"“{single_quoted(title)}” ({stance}{dated}).",
        f"Claimant: {actor_name(dataset, row['actor_id'])}.",
    ]


def _claim(dataset: Dataset, row: ClaimRow) -> tuple[str, list[str]]:
    title = row["proposition"]
    taken = positions_on(dataset, row["claim_id"])
    sides = []
    for stance, past in PAST.items():
        actors = (one["actor_id"] for one in taken if one["stance"] == stance)
        names = dict.fromkeys(f"{actor_name(dataset, actor)}" for actor in actors)
        sides += [stop(f"{past} by {'; '.join(names)}")] if names else []
    return title, [f"“{single_quoted(title)}” (contested).", *sides]


def _published(dataset: Dataset, ident: str) -> Iterator[str]:
    names = list(dict.fromkeys(map(_publisher, supporting(dataset, ident))))
    if names:
        yield stop(f"{'Publisher' if len(names) == 1 else 'Publishers'}: {'; '.join(names)}")


def _publisher(source: SourceRow) -> str:
    origin = source["wire_origin"]
    if not origin or origin == source["publisher"]:
        return source["publisher"]
    relation = "copying" if source["weak"] == "yes" else "carrying"
    return f"{source['publisher']} ({relation} {origin})"


def _standing(row: Mapping[str, Any]) -> Iterator[str]:
    if row["status"] == "withdrawn":
        yield "This record is withdrawn."
    if row["status"] == "superseded":
        yield f"This record is superseded by {row['superseded_by']}."
