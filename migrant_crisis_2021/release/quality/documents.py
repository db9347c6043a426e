"""Where the records come from: the sources, and how many of them support a record."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from ...dataset import Dataset
from ...dataset.dataset import kept_on_dataset
from ...dataset.documents import count_publishers, is_state_affiliated
from ...dataset.row_types import SourceRow
from ...dataset.table_schema import table_schema
from ...validation.rules.sources import party_of
from .counting import Cells, Section, Table, by_kind, labels, share, tally

MANY = 3
"""From this number on, independent publishers are counted together."""


def documents(dataset: Dataset) -> Iterator[Section]:
    """Yield the sections on sources and on how the records rest on them."""
    yield _sources(dataset)
    yield _independent(dataset)
    yield _one_sided(dataset)


def _sources(dataset: Dataset) -> Section:
    sources = list(dataset["sources"])
    names = {row["country"]: row["name"] for row in dataset["countries"]}
    kinds = labels(dataset, "publisher_kind")
    return Section(
        "Sources",
        f"The records rest on {len(sources):,} documents of "
        f"{len({row['publisher'] for row in sources}):,} publishers. The documents were "
        "found by searching, so the shares below are not the shares in everything that was "
        "published.",
        [
            Table(
                "Kind of publisher:",
                ("kind", "documents", "share"),
                tally((row["publisher_kind"] for row in sources), kinds),
            ),
            Table(
                "Country of the publisher, only where a reference work gives it:",
                ("country", "documents", "share"),
                tally((row["publisher_country"] for row in sources), names),
            ),
            Table(
                "State affiliation. A document counts as state-affiliated if a state owns or runs "
                "its publisher or the agency whose text it reproduces; *unknown* means that no "
                "reference work settles the question, not that the state has no part in it:",
                ("affiliation", "documents", "share"),
                tally(affiliation(row) for row in sources),
            ),
            Table(
                "Language of the document:",
                ("language", "documents", "share"),
                tally(row["language"] for row in sources),
            ),
        ],
        "sources-by-country",
    )


def affiliation(source: SourceRow) -> str:
    """Name whether a state owns or runs the publisher, the origin of the text, or neither."""
    if is_state_affiliated(source):
        is_publisher = source["state_affiliated"] == "yes"
        return "state-affiliated publisher" if is_publisher else "state-affiliated agency text"
    unknown = "unknown" in (source["state_affiliated"], source["origin_state_affiliated"])
    return "unknown" if unknown else "not state-affiliated"


def sources_by_country(dataset: Dataset) -> list[tuple[str, str, int]]:
    """Count documents by the country of the publisher and by state affiliation."""
    names = {row["country"]: row["name"] for row in dataset["countries"]}
    counts = Counter(
        (names.get(row["publisher_country"] or "", "not known"), affiliation(row))
        for row in dataset["sources"]
    )
    return [(country, kind, number) for (country, kind), number in sorted(counts.items())]


@kept_on_dataset
def supported(dataset: Dataset) -> dict[str, list[list[SourceRow]]]:
    """Map each table of records to the supporting documents of each of its records."""
    return {
        table: [dataset.supporting(row[table_schema(table).primary_key[0]]) for row in rows]
        for table, rows in by_kind(dataset).items()
    }


def _independent(dataset: Dataset) -> Section:
    levels = ("high", "medium", "low")
    everything = by_kind(dataset)
    rated = {table: everything[table] for table in ("events", "figures")}
    rows = []
    for table, records in supported(dataset).items():
        counts = Counter(min(count_publishers(found), MANY) for found in records)
        numbers = [counts[number] for number in range(1, MANY + 1)]
        rows.append((table, f"{len(records):,}", *(_of(n, len(records)) for n in numbers)))
    return Section(
        "Independent publishers",
        "How many publishers report a record, independently of each other: documents that "
        "reproduce the text of one news agency count once. Independent publishers may still have "
        "heard it from the same person, and a single publisher may be the very authority that "
        "knows.",
        [
            Table("", ("table", "records", "one", "two", "three and more"), rows),
            Table(
                "How well a record is established, judged by the number and kind of these "
                "publishers (for a figure: that this body gave this number, not that it is right), "
                "and how many records are only alleged:",
                ("table", *levels, "alleged"),
                [(table, *_levels(members, levels)) for table, members in rated.items()],
            ),
        ],
    )


def _levels(members: Sequence[Mapping[str, Any]], levels: Iterable[str]) -> Iterator[str]:
    for level in levels:
        yield _of(sum(row["confidence"] == level for row in members), len(members))
    yield _of(sum(row["reality"] == "alleged" for row in members), len(members))


def _of(part: int, whole: int) -> str:
    return f"{part:,} ({share(part, whole)})"


def _one_sided(dataset: Dataset) -> Section:
    everything = supported(dataset)
    parties = {
        table: [_only_party(dataset, found) for found in records]
        for table, records in everything.items()
    }
    names = {row["country"]: row["name"] for row in dataset["countries"]}
    tests = {
        "state-affiliated publishers or agencies alone": _all(is_state_affiliated),
        "weak sources alone": _all(lambda row: row["weak"] == "yes"),
    }
    rows: list[Cells] = [
        (what, *(_of(sum(map(test, records)), len(records)) for records in everything.values()))
        for what, test in tests.items()
    ]
    rows += [
        (
            f"publishers of one party alone: {names.get(party, party)}",
            *(_of(found.count(party), len(found)) for found in parties.values()),
        )
        for party in sorted({party for found in parties.values() for party in found if party})
    ]
    return Section(
        "One-sided records",
        "Records that rest on only one kind of document. The publishers of a party are its "
        "state-affiliated publishers, for the EU its bodies, and those that are among its actors. "
        "A record may be one-sided because nobody else could know, such as a count by the "
        "authority itself; its confidence and `reality` take this into account.",
        [Table("", ("resting on", *everything), rows)],
    )


def _only_party(dataset: Dataset, found: list[SourceRow]) -> str | None:
    named = {party_of(dataset, row) for row in found}
    return named.pop() if len(named) == 1 else None


def _all(test: Callable[[SourceRow], bool]) -> Callable[[list[SourceRow]], bool]:
    return lambda found: bool(found) and all(map(test, found))


def at_a_glance(dataset: Dataset) -> list[Cells]:
    """Return the numbers that sum up how the records rest on documents."""
    records: list[list[SourceRow]] = [one for rows in supported(dataset).values() for one in rows]
    several = sum(count_publishers(one) > 1 for one in records)
    state = sum(map(_all(is_state_affiliated), records))
    return [
        ("Active records of the crisis", f"{len(records):,}"),
        ("… reported by two or more independent publishers", share(several, len(records))),
        ("… resting on state-affiliated publishers or agencies alone", share(state, len(records))),
        ("Documents", f"{len(dataset['sources']):,}"),
    ]
