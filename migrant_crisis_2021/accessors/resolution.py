"""Resolve ids, names, aliases and values in any spelling."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from numbers import Real
from typing import Literal

from ..dataset import Dataset
from ..dataset.dataset import kept_on_dataset
from ..dataset.kinds import KINDS, record_id, unknown_id
from ..errors import Advice, UnknownValueError, listed, near, option, shown, spelling, unknown
from ..parsing.words import as_list, fold, split_list

NAMED = {
    "actor": ("actors", "actor_id"),
    "place": ("places", "place_id"),
    "source": ("sources", "source_id"),
}
"""What can be named: its table, and the column with its id."""
_NAMES = ("name", "name_local", "publisher", "wire_origin")
_LISTED = 8
_NUMBERS: dict[str, tuple[Literal["iso_numeric", "gw_number", "cow_number"], str]] = {
    "iso": ("iso_numeric", "ISO 3166-1 numeric"),
    "gw": ("gw_number", "Gleditsch and Ward"),
    "cow": ("cow_number", "Correlates of War"),
}
"""The columns with numbers of countries and their lists, by the prefix of a number."""


def resolve(dataset: Dataset, kind: str, value: str | Iterable[str] | None) -> set[str] | None:
    """Turn names of actors, places or sources into ids.

    Parameters
    ----------
    kind : {"actor", "place", "source"}
        The kind of entry. The name of a publisher or news agency matches all its documents.
    value : str, iterable of str or None
        Ids, names or aliases, and for a person also the last word of the name; None for no
        restriction.

    Returns
    -------
    set of str or None
        The ids.

    Raises
    ------
    UnknownValueError
        If the name matches nothing, or more than one entry.

    Examples
    --------
    >>> from migrant_crisis_2021.dataset import shipped
    >>> resolve(shipped(), "actor", "Lukashenka")
    {'alexander-lukashenko'}
    """
    if value is None:
        return None
    return set().union(*(_resolve(dataset, kind, one) for one in as_list(value)))


def _resolve(dataset: Dataset, kind: str, value: object) -> set[str]:
    spellings = _spellings(dataset, kind)
    name = fold(value) if isinstance(value, str) else ""
    found = set(spellings.get(name, ())) or _people(dataset, kind).get(name, set())
    if len(found) > 1 and value in found:
        return {str(value)}
    if len(found) > 1 and kind != "source":
        raise UnknownValueError(
            f"{kind} {shown(value)} is ambiguous: it could be {listed(sorted(found), _LISTED)}.",
            "Use the id.",
        )
    if not found:
        raise unknown_named(dataset, kind, value)
    return found


def unknown_named(dataset: Dataset, kind: str, value: object) -> UnknownValueError:
    """Make the error for a name that no actor, place or source has."""
    message = f"unknown {kind} {shown(value)}."
    name = fold(value) if isinstance(value, str) else ""
    others = [other for other in NAMED if other != kind and name in _spellings(dataset, other)]
    if others:
        article = "an" if others[0] == "actor" else "a"
        advice = _use(others[0], str(value))
        return UnknownValueError(f"{message} It is {article} {others[0]}:", advice)
    similar = list(dict.fromkeys([*_containing(dataset, kind, name), *_near(dataset, kind, name)]))
    table, _ = NAMED[kind]
    if not dataset[table]:
        return unknown(kind, value, ())
    nearest = f" Nearest: {listed(similar, _LISTED)}." if similar else ""
    every = f"lists all {len(dataset[table])}."
    return UnknownValueError(message + nearest, Advice(f"{table}() {every}", f"`{table}` {every}"))


def _use(kind: str, value: str) -> Advice:
    return Advice(f"use {kind}={value!r}.", f"use --{kind} {value!r}.")


def _containing(dataset: Dataset, kind: str, name: str) -> list[str]:
    """List the entries with a name that contains all the words."""
    wanted = set(name.split())
    return [
        ident
        for spelled, idents in _spellings(dataset, kind).items()
        if wanted and wanted <= set(spelled.split())
        for ident in idents
    ]


def _near(dataset: Dataset, kind: str, name: str) -> Iterator[str]:
    spellings = _spellings(dataset, kind)
    for spelled in near(name, spellings):
        yield from spellings[spelled]


@kept_on_dataset
def _spellings(dataset: Dataset, kind: str) -> dict[str, tuple[str, ...]]:
    table, key = NAMED[kind]
    found: dict[str, list[str]] = {}
    for row in dataset[table]:
        names = [row[key], *(row.get(column) for column in _NAMES)]
        names += split_list(row.get("aliases"))
        for name in {fold(str(name)) for name in names if name}:
            found.setdefault(name, []).append(str(row[key]))
    return {name: tuple(idents) for name, idents in found.items()}


@kept_on_dataset
def _people(dataset: Dataset, kind: str) -> dict[str, set[str]]:
    """Map the last word of the names of persons to their ids."""
    found: dict[str, set[str]] = {}
    for row in dataset["actors"] if kind == "actor" else ():
        if row["kind"] == "person":
            found.setdefault(fold(row["name"]).split()[-1], set()).add(row["actor_id"])
    return found


def country_code(dataset: Dataset, value: object) -> str:
    """Turn a country's name, code, or number with the prefix of its list, into the alpha-2 code.

    Examples
    --------
    >>> from migrant_crisis_2021.dataset import shipped
    >>> [country_code(shipped(), value) for value in ("Austria", "aut", "iso 040", "GW:305")]
    ['AT', 'AT', 'AT', 'AT']
    """
    codes = _countries(dataset)
    name = fold(value) if isinstance(value, str) else ""
    number = re.fullmatch("(?:(iso|gw|cow) )?0*([0-9]+)", name)
    if number and number[1]:
        name = f"{number[1]} {number[2]}"
    elif number or (isinstance(value, Real) and not isinstance(value, bool)):
        raise _without_list(value, number[2] if number else f"{value:g}")
    if name not in codes:
        names = sorted(row["name"] for row in dataset["countries"])
        raise unknown("country", value, names, "The dataset refers to no other country.")
    return codes[name]


def _without_list(value: object, number: str) -> UnknownValueError:
    """Return the error for a bare number, which stands for another country in every list."""
    ways = [f"{f'{prefix} {number}'!r} ({title})" for prefix, (_, title) in _NUMBERS.items()]
    return UnknownValueError(
        f"country {shown(value)} does not say which list of numbers is meant.",
        f"Write {', '.join(ways[:-1])} or {ways[-1]}, or use a name or an ISO code of letters.",
    )


@kept_on_dataset
def _countries(dataset: Dataset) -> dict[str, str]:
    codes: dict[str, str] = {}
    for place in dataset["places"]:
        if place["kind"] == "country" and place["country"]:
            names = (place["name"], place["name_local"], *split_list(place["aliases"]))
            codes |= {fold(name): place["country"] for name in names if name}
    for row in dataset["countries"]:
        codes |= {fold(name): row["country"] for name in (row["country"], row["iso3"], row["name"])}
        for prefix, (column, _) in _NUMBERS.items():
            if row[column] is not None:
                codes[f"{prefix} {row[column]}"] = row["country"]
    return codes


def choices(
    dataset: Dataset, kind: str, value: str | Iterable[str] | None, vocabulary: str | None = None
) -> set[str] | None:
    """Turn values, labels or aliases of a vocabulary list, in any spelling, into values.

    Parameters
    ----------
    kind : str
        The name of the argument.
    value : str, iterable of str or None
        Values, labels or aliases, also in the singular or plural; None for no restriction.
    vocabulary : str, optional
        The vocabulary list, if it is not called like the argument.

    Returns
    -------
    set of str or None
        The values.

    Raises
    ------
    UnknownValueError
        If the list has no such value.
    """
    if value is None:
        return None
    return {choice(dataset, kind, one, vocabulary) for one in as_list(value)}


def choice(dataset: Dataset, kind: str, value: object, vocabulary: str | None = None) -> str:
    """Turn one value, label or alias of a vocabulary list, in any spelling, into the value."""
    name = vocabulary or kind
    entries = dataset.lists.entries(name)
    if isinstance(value, str) and value not in entries:
        value = _words_for(dataset, name).get(_singular(spelling(value)), value)
    every = f"lists all {len(entries)}."
    more = Advice(f"vocabulary({name!r}) {every}", f"`vocabulary {name}` {every}")
    return option(kind, value, entries, more if entries else "")


@kept_on_dataset
def _words_for(dataset: Dataset, name: str) -> dict[str, str]:
    """Map the aliases, labels and values of a list, in the singular, to its values."""
    entries = dataset.lists.entries(name)
    found: dict[str, str] = {}
    for value, entry in entries.items():
        found |= {_singular(spelling(alias)): value for alias in split_list(entry.get("aliases"))}
    for column in ("label", "value"):  # they count more than an alias
        found |= {_singular(spelling(entry[column])): value for value, entry in entries.items()}
    return found


def _singular(word: str) -> str:
    if word.endswith("ies"):
        return f"{word.removesuffix('ies')}y"
    return word if word.endswith("ss") else word.removesuffix("s")


def record_ids(dataset: Dataset, value: str | Iterable[str], kind: str | None = None) -> set[str]:
    """Check the ids of records, in any spelling.

    Raises
    ------
    UnknownValueError
        If there is no such record.
    """
    tables = [one.table for one in KINDS if kind in (None, one.name)]
    found = set()
    for one in as_list(value):
        ident = record_id(one)
        if not any(ident in dataset[table].by_id for table in tables):
            known = [known for table in tables for known in dataset[table].by_id]
            raise unknown_id(kind or "record", one, known)
        found.add(ident)
    return found
