"""The printed form of deaths: headings with their lines."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from ..dataset.vocabulary import Vocabulary
from ..dataset.wording import amount, when

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
    told, counts = _with_alleged(cases, "record"), _with_alleged(totals, "count")
    yield f"{told} of deaths that documents report one by one, and {counts} of people who died."
    yield (
        "They overlap and cover different borders, days and people: nothing here can be added up, "
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


def _with_alleged(rows: Sequence[Row], noun: str) -> str:
    alleged = len(_apart(rows)[1])
    return _count(len(rows), noun) + (f" ({alleged} alleged)" if alleged else "")


def _parts(
    cases: Sequence[Row], totals: Sequence[Row], missing: Sequence[Row], burials: Sequence[Row]
) -> Iterator[tuple[str, list[Row], Any]]:
    """Yield what is alleged apart from the rest, and counts of a part after those of all."""
    reported, alleged = _apart(cases)
    yield "Deaths reported one by one", reported, _case
    yield "Alleged deaths reported one by one", alleged, _case
    yield "Burials, also of people whose death has no record of its own", list(burials), _case
    reported, alleged = _apart(totals)
    whole = [row for row in reported if row["subgroup"] is None]
    part = [row for row in reported if row["subgroup"] is not None]
    yield "Counts, rivals one after another", whole, _total
    yield "Counts of some of those who died", part, _total
    yield "Alleged counts", alleged, _total
    yield "People reported missing", list(missing), _total


def _apart(rows: Sequence[Row]) -> tuple[list[Row], list[Row]]:
    alleged = [row for row in rows if row["reality"] == "alleged"]
    return [row for row in rows if row["reality"] != "alleged"], alleged


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
    return f"{amount(row, lists)}{only}  {period}  {row['place']}  {row['figure_id']}"


def _documents(row: Row) -> str:
    if not row["n_sources"]:
        return f"no supporting document; confidence {row['confidence']}"
    independent = _count(row["n_publishers"], "independent publisher")
    return (
        f"{_count(row['n_sources'], 'document')}, {independent} ({row['publishers']}); "
        f"confidence {row['confidence']}"
    )


def _unknown(cases: Sequence[Row]) -> Iterator[str]:
    yield (
        "The number: no document that was read lists everyone who died, and people who were never "
        "found may be in no count."
    )
    if cases:
        records = f"{_count(len(cases), 'record')} of deaths"
        vague = sum(row["geo_precision"] not in _EXACT_PLACES for row in cases)
        inexact = sum(
            (row["date_precision"], row["date_basis"]) != ("day", "stated") for row in cases
        )
        single = sum(row["n_publishers"] < 2 for row in cases)
        yield f"The place: only a border, region or country is given for {vague} of {records}."
        yield f"The day: it is inferred, or a longer period is given, for {inexact} of {records}."
        yield f"Confirmation: there is one independent publisher only for {single} of {records}."
    yield "Names: private persons are not named in the dataset."


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
