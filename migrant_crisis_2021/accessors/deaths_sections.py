"""The printed form of deaths: headings with their lines."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from ..dataset.vocabulary import Vocabulary
from ..dataset.wording import amount, counted, marked, when

Row = Mapping[str, Any]
Section = tuple[str, tuple[str, ...]]

_EXACT_PLACES = ("point", "town", "district")


def sections_of(
    lists: Vocabulary,
    cases: Sequence[Row],
    totals: Sequence[Row],
    missing: Sequence[Row],
    burials: Sequence[Row],
    wider: Sequence[Row],
) -> Iterator[Section]:
    """Arrange deaths reported one by one, totals, and what is not known, without empty sections.

    `wider` are totals of places that contain the place of the question.
    """
    if cases or totals or missing or burials:
        yield "How many people died", tuple(_summary(cases, totals))
    else:
        yield "None of the documents that were read reports a death here", ()
    for heading, rows, write in _parts(cases, totals, missing, burials):
        if rows:
            lines = (line for row in rows for line in write(lists, row))
            yield f"{heading}: {len(rows)}", tuple(lines)
    if wider:
        yield (
            "Counts of a wider area, which may include deaths here",
            tuple(_first_line(lists, row) for row in wider),
        )
    if cases or totals:
        yield "What no document says", tuple(_unknown(cases))


def _summary(cases: Sequence[Row], totals: Sequence[Row]) -> Iterator[str]:
    told, counts = _with_reality(cases, "record"), _with_reality(totals, "count")
    yield f"{told} of deaths that documents report one by one, and {counts} of people who died."
    yield (
        "They overlap and cover different places, days and people: nothing here can be added up, "
        "and the largest count is not the total."
    )
    if cases:
        whom = Counter(row["affected_names"] or "not recorded" for row in cases)
        named = "; ".join(f"{name} ({n})" for name, n in whom.items())
        yield f"Whom the records are about: {named}."
    if any(row["excludes"] or row["differs_from"] for row in totals):
        yield (
            "Of counts that exclude each other, at most one can be true; counts that differ may be "
            "of different days or places."
        )


def _with_reality(rows: Sequence[Row], noun: str) -> str:
    """Count rows, and those of them that are not of what occurred."""
    apart = ", ".join(f"{len(some)} {reality}" for reality, some in _apart(rows).items())
    return counted(len(rows), noun) + (f" ({apart})" if apart else "")


def _parts(
    cases: Sequence[Row], totals: Sequence[Row], missing: Sequence[Row], burials: Sequence[Row]
) -> Iterator[tuple[str, list[Row], Any]]:
    """Yield what occurred apart from the rest, and counts of a part after those of all."""
    yield "Deaths reported one by one", _occurred(cases), _case
    yield from _others("deaths reported one by one", cases, _case)
    yield "Burials, also of people whose death has no record of its own", _occurred(burials), _case
    yield from _others("burials", burials, _case)
    whole = [row for row in _occurred(totals) if row["subgroup"] is None]
    part = [row for row in _occurred(totals) if row["subgroup"] is not None]
    yield "Counts, rivals one after another", whole, _total
    yield "Counts of some of those who died", part, _total
    yield from _others("counts", totals, _total)
    yield "People reported missing", _occurred(missing), _total
    yield from _others("counts of missing people", missing, _total)


def _others(noun: str, rows: Sequence[Row], write: Any) -> Iterator[tuple[str, list[Row], Any]]:
    for reality, some in _apart(rows).items():
        yield f"{reality.capitalize()} {noun}", some, write


def _occurred(rows: Sequence[Row]) -> list[Row]:
    return [row for row in rows if row["reality"] == "occurred"]


def _apart(rows: Sequence[Row]) -> dict[str, list[Row]]:
    """Return what is alleged, announced or planned, by its reality."""
    realities = sorted({row["reality"] for row in rows} - {"occurred"})
    return {one: [row for row in rows if row["reality"] == one] for one in realities}


def _case(_: Vocabulary, row: Row) -> Iterator[str]:
    day = when(row["date_start"], row["date_end"], row["date_precision"])
    inferred = ", inferred" if row["date_basis"] == "inferred" else ""
    yield f"{day}{inferred}  {row['place']}  {row['event_id']}"
    yield f"  {row['title']}"
    told = f"Reported by {row['speaker_names']}; " if row["speaker_names"] else ""
    yield f"  {told}{_documents(row)}"


def _total(lists: Vocabulary, row: Row) -> Iterator[str]:
    yield _first_line(lists, row)
    yield f"  {row['title']}"
    reported = f", {row['reported_on']}" if row["reported_on"] else ""
    said = f"{row['asserted_by_name'] or 'No one is named'}{reported}"
    yield f"  {said}; {_documents(row)}"
    for verb, ids in (("Excludes", row["excludes"]), ("Differs from", row["differs_from"])):
        if ids:
            yield f"  {verb} {ids.replace('; ', ', ')}"
    if row["note"]:
        yield f"  Note: {row['note']}"


def _first_line(lists: Vocabulary, row: Row) -> str:
    only = f" ({row['subgroup']})" if row["subgroup"] else ""
    period = when(row["period_start"], row["period_end"], "month")
    number = marked(f"{amount(row, lists)}{only}", row, lists)
    return f"{number}  {period}  {row['place']}  {row['figure_id']}"


def _documents(row: Row) -> str:
    if not row["n_sources"]:
        return f"no supporting document; confidence {row['confidence']}"
    independent = counted(row["n_publishers"], "independent publisher")
    return (
        f"{counted(row['n_sources'], 'document')}, {independent} ({row['publishers']}); "
        f"confidence {row['confidence']}"
    )


def _unknown(cases: Sequence[Row]) -> Iterator[str]:
    yield (
        "The number: deaths that nobody reported, such as of people who were never found, are in "
        "no count."
    )
    if cases:
        records = f"{counted(len(cases), 'record')} of deaths"
        vague = sum(row["geo_precision"] not in _EXACT_PLACES for row in cases)
        inexact = sum(
            (row["date_precision"], row["date_basis"]) != ("day", "stated") for row in cases
        )
        single = sum(row["n_publishers"] < 2 for row in cases)
        for unknown, n in (
            ("The place: none as exact as a town or district is given", vague),
            ("The day: it is inferred, or a longer period is given,", inexact),
            ("Confirmation: there is one independent publisher only", single),
        ):
            if n:
                yield f"{unknown} for {n} of {records}."
    yield "Names: private persons are not named in the dataset."
