"""Find records by words, numbers and dates."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache, partial
from numbers import Real
from typing import Any, TypeAlias

from ..dataset import Dataset
from ..dataset.dataset import kept_on_dataset
from ..dataset.days import own_day
from ..dataset.kinds import KINDS, KindName
from ..dataset.wording import position_text, quantity
from ..errors import InvalidInputError, listed, near, option, shown
from ..names import Match, Names
from ..parsing.dates import DateLike
from ..parsing.words import as_list, split_list
from .answers import Computed
from .filters import Selection
from .nothing_found import explained
from .resolution import choices
from .search_index import Index, Term, terms
from .search_words import date_tokens, indexed, number_token

Hit: TypeAlias = dict[str, Any]
_COLUMNS = ("record_id", "kind", "date", "text", "date_start", "date_end", "reality", "scope")
_KINDS: tuple[KindName, ...] = ("event", "figure", "position")
_KIND = {kind.name: kind for kind in KINDS}
_NAMES = ("name", "name_local", "aliases", "role")
_INEXACT = ("week", "month", "year", "approximate")


def _near_words(dataset: Dataset, text: str | float) -> str:
    """Say which words of a text no record contains, and which words are near them."""
    _, index = searchable(dataset)
    wanted = _wanted(text)
    missing = [term for term in wanted if not index.rows([term])]
    if not missing and len(wanted) > 1:
        return "Records contain each of the words, but none contains all of them."
    found = []
    for term in missing:
        word = " ".join(term.words)
        similar = [] if term.is_phrase else near(word, index.words())
        instead = f": it may be {listed(similar)}" if similar else ""
        found.append(f"No record contains {shown(word)}{instead}.")
    return " ".join(found)


@partial(explained, near_words=_near_words)
def search(
    dataset: Dataset,
    text: str | float,
    *,
    kind: Names | None = None,
    start: DateLike | None = None,
    end: DateLike | None = None,
    match: Match = "date",
    scope: Names | None = None,
) -> Computed:
    """Find active events, figures and positions that contain all the words, numbers and dates.

    Parameters
    ----------
    text : str, int or float
        Words, in any order; accents and case are ignored. A word also finds its other forms
        ("repatriated", "repatriation") and, from four letters on, longer words that begin with
        it. Words in double quotes are a phrase. Words such as "of" and "the" do not narrow the
        search. A number is found however its digits are grouped ("7935", "7,935", "7 935"), but
        never as part of another number. A date ("2021-11-16", "16 November 2021", "2021-11") finds
        the records whose own day it is or contains, and those whose text gives it. The own day
        of an event is its first, that of a figure is the last of its period; a record dated only
        to a week, month or year is not found by a day.

        The search covers ids, titles, summaries, notes, numbers, claims, the labels and aliases
        of types, measures, units, topics and roles, and the names of actors, places, countries,
        publishers and news agencies.
    kind : {"event", "figure", "position"} or list of these, optional
        Which records to keep.
    start, end : str, date or Timestamp, optional
        A day, ``2021-11`` or ``2021``; both ends are included. If either is given, undated
        records are left out.
    match : {"date", "overlaps", "within"}, default "date"
        Keep records whose own day is in the period, that overlap it, or that lie within it.
    scope : str, list of str or None
        ``"crisis"`` or ``"background"``, which leaves out positions; by default all records.

    Returns
    -------
    pandas.DataFrame
        One row per record: ``record_id``, ``kind``, ``date`` (its own day), ``text`` (the title;
        for a position, the actor, stance and claim), ``date_start``, ``date_end``, ``reality`` and
        ``scope`` (both null for positions). Events come first, then figures, then positions. Within
        each kind, records whose ``text`` contains everything come first; then they are sorted by
        id.

    Raises
    ------
    InvalidInputError
        If `text` contains no word, a day that does not exist, or more than 1,000 characters, or
        if `start` or `end` is not a date.
    UnknownValueError
        If a kind or scope does not exist.

    Warns
    -----
    NothingFoundWarning
        If no record is found.

    Examples
    --------
    >>> import migrant_crisis_2021 as mc
    >>> set(mc.search("TEAR gas")["kind"]) >= {"event"}
    True
    >>> "fig-0001" in set(mc.search(7935)["record_id"])
    True
    """
    kinds = None if kind is None else [option("kind", one, _KINDS) for one in as_list(kind)]
    found = (
        Selection(dataset, "timeline", list(hits(dataset, text)))
        .among("kind", kinds)
        .among("scope", choices(dataset, "scope", scope))
        .dated(start, end, match)
    )
    return Computed(found.rows(), _COLUMNS)


def hits(dataset: Dataset, text: str | float) -> Iterator[Hit]:
    """Yield the records that `search` finds, as rows."""
    wanted = _wanted(text)
    records, index = searchable(dataset)
    found = index.rows(wanted)
    titled = index.rows(wanted, in_title=True) if found else found
    order = [kind.name for kind in KINDS]
    for number in sorted(
        found, key=lambda n: (order.index(records[n]["kind"]), n not in titled, n)
    ):
        yield records[number]


def _wanted(text: object) -> list[Term]:
    if isinstance(text, str):
        return terms(text)
    number = number_token(text) if isinstance(text, Real) and not isinstance(text, bool) else None
    if number is not None:
        return [Term((number,), True)]
    raise InvalidInputError(
        f"{shown(text)} contains no word to search for: give one or more words in one text, or "
        "a number."
    )


@kept_on_dataset
def searchable(dataset: Dataset) -> tuple[list[Hit], Index]:
    """Return the records that a search can find, and the index of their words by position."""
    records = sorted(_records(dataset), key=lambda one: one[0]["record_id"])
    return [hit for hit, _ in records], Index(texts for _, texts in records)


Record: TypeAlias = tuple[Hit, tuple[str, list[str]]]


def _records(dataset: Dataset) -> Iterator[Record]:
    write = cache(indexed)  # the same names and labels occur many times
    labels = dataset.lists.entries

    @cache
    def named(list_name: str, value: object) -> str:
        entry = labels(list_name).get(str(value))
        words = (entry["label"], *split_list(entry.get("aliases"))) if entry else ()
        return " ".join(map(write, (f"{value or ''}", *words)))

    actors = {
        row["actor_id"]: f"{write(_names(row))} {named('actor_kind', row['kind'])}"
        for row in dataset["actors"]
    }
    countries = {
        row["country"]: _names(row) for row in dataset["places"] if row["kind"] == "country"
    }
    places = {
        row["place_id"]: " ".join(
            [
                write(_names(row)),
                named("place_kind", row["kind"]),
                *(write(countries.get(row[side], "")) for side in ("country", "neighbour")),
            ]
        )
        for row in dataset["places"]
    }

    def active(
        kind: KindName, row: Mapping[str, Any], text: str, own: Sequence[str], shared: list[str]
    ) -> Record:
        """Make a record of its title, its own texts, and those that it shares with others."""
        one = _KIND[kind]
        found = {
            "record_id": row[one.key],
            "kind": kind,
            "date": own_day(row),
            "date_start": row[f"{one.dates}_start"],
            "date_end": row[f"{one.dates}_end"],
            "text": text,
            "reality": row.get("reality"),
            "scope": row.get("scope"),
        }
        for source in dataset.supporting(row[one.key]):
            shared.append(write(source["publisher"] or ""))
            shared += [named("agency", source["wire_origin"])] if source["wire_origin"] else []
        alone = " ".join([*own, write(row[one.key]), kind, _dates(row, kind)])
        return found, (write(text), [alone, *shared])

    for event in _in_force(dataset, "events"):
        shared = [places.get(event["place_id"], ""), named("event_type", event["event_type"])]
        for link in dataset["event_actors"].where("event_id", event["event_id"]):
            shared += [actors.get(link["actor_id"], ""), named("role", link["role"])]
        yield active("event", event, event["title"], [write(event["summary"] or "")], shared)
    for figure in _in_force(dataset, "figures"):
        own = [write(figure[c]) for c in ("note", "unit_as_printed", "subgroup") if figure.get(c)]
        own.append(_amount(figure, write(_unit(dataset, figure))))
        shared = [places.get(figure["place_id"], ""), actors.get(figure["asserted_by"] or "", "")]
        shared += [
            named(name, figure[name]) for name in ("measure", "measure_kind", "counted_unit")
        ]
        yield active("figure", figure, figure["title"], own, shared)
    for position in _in_force(dataset, "positions"):
        claim, actor = position["claim_id"], position["actor_id"]
        said = position_text(dataset, position)
        shared = [actors[actor], named("topic", dataset["claims"].by_id[claim]["topic"])]
        yield active("position", position, said, [], shared)


def _in_force(dataset: Dataset, table: str) -> Iterator[Mapping[str, Any]]:
    rows: Any = dataset[table]
    return (row for row in rows if row["status"] == "active")


def _names(row: Mapping[str, Any]) -> str:
    return " ; ".join(str(row[c]) for c in _NAMES if row.get(c))


def _unit(dataset: Dataset, figure: Mapping[str, Any]) -> str:
    return dataset.lists.label("counted_unit", figure["counted_unit"])


def _amount(figure: Mapping[str, Any], unit: str) -> str:
    """Write a figure's numbers and their unit; a magnitude as "several thousands"."""
    if figure["magnitude"]:
        return f"several {indexed(quantity(figure))} of {unit}"
    columns = ("value", "value_low", "value_high")
    numbers = dict.fromkeys(number_token(figure[c]) for c in columns if figure[c] is not None)
    qualifier = figure["qualifier"].replace("_", " ")
    return " . ".join(f"{qualifier} {number} {unit}" for number in numbers)


def _dates(row: Mapping[str, Any], kind: KindName) -> str:
    if kind == "figure":
        first, last = row["period_start"], row["period_end"]
        inexact = row["period_basis"] == "within"
    else:
        first, last = row["date_start"], row["date_end"]
        inexact = row["date_precision"] in _INEXACT
    if inexact and first and last:
        return date_tokens(first, last)
    day = own_day(row)
    return date_tokens(day) if day else ""
