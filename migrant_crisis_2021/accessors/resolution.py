"""Resolve ids, names and aliases to ids."""

from __future__ import annotations

from collections.abc import Iterable

from ..dataset import Dataset
from ..dataset.dataset import kept_on_dataset
from ..dataset.places import ancestors
from ..errors import UnknownValueError, check_option, nearest, shown, unknown
from ..parsing.words import as_list, fold, split_list

NAMED = {
    "actor": ("actors", "actor_id"),
    "place": ("places", "place_id"),
    "source": ("sources", "source_id"),
}
_NAMES = ("name", "name_local", "publisher", "wire_origin")
_LISTED = 8


def resolve(dataset: Dataset, kind: str, value: str | Iterable[str] | None) -> set[str] | None:
    """Turn names of actors, places or sources into ids.

    Parameters
    ----------
    kind : {"actor", "place", "source"}
        The kind of entry. The name of a publisher or news agency matches all its documents.
    value : str, iterable of str or None
        Ids, names, aliases, or words that occur in only one name; None for no restriction.

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
    exact = spellings.get(name)
    if exact:
        return set(exact)
    wanted = set(name.split())
    partial = {
        ident
        for spelling, idents in spellings.items()
        if wanted and wanted <= set(spelling.split())
        for ident in idents
    }
    if len(partial) == 1:
        return partial
    if partial:
        listed = ", ".join(sorted(partial)[:_LISTED])
        raise UnknownValueError(
            f"{kind} {shown(value)} is ambiguous: it could be {listed}. Use the id."
        )
    ordered = [ident for spelling in nearest(name, spellings) for ident in spellings[spelling]]
    raise unknown_named(kind, value, list(dict.fromkeys(ordered)))


def unknown_named(kind: str, value: object, ordered: list[str]) -> UnknownValueError:
    """Make the error for an unknown name; `ordered` lists the nearest ids first."""
    table, _ = NAMED[kind]
    return UnknownValueError(
        f"unknown {kind} {shown(value)}. Nearest: {', '.join(ordered[:_LISTED])}. "
        f'All {len(ordered)} are in table("{table}").'
    )


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


def with_parts(dataset: Dataset, places: set[str]) -> set[str]:
    """Return the places and everything within them."""
    parents = {row["place_id"]: row["part_of"] for row in dataset["places"]}
    return {place for place in parents if places & set(ancestors(place, parents))}


def country_code(dataset: Dataset, value: object) -> str:
    """Turn a country's name or ISO 3166-1 alpha-2 code into the code."""
    codes = _countries(dataset)
    name = value if isinstance(value, str) else ""
    if name.upper() in codes.values():
        return name.upper()
    if fold(name) in codes:
        return codes[fold(name)]
    valid = sorted({row["name"] for row in dataset["places"] if row["kind"] == "country"})
    raise unknown("country", value, valid)


@kept_on_dataset
def _countries(dataset: Dataset) -> dict[str, str]:
    codes: dict[str, str] = {}
    for row in dataset["places"]:
        if row["country"]:
            codes.setdefault(str(row["country"]).casefold(), str(row["country"]))
        if row["kind"] == "country":
            codes |= {
                fold(str(row[c])): str(row["country"]) for c in ("name", "name_local") if row[c]
            }
    return codes


def choices(kind: str, value: str | Iterable[str] | None, valid: Iterable[str]) -> set[str] | None:
    """Check one or several values of a closed list; None for no restriction."""
    if value is None:
        return None
    wanted, allowed = as_list(value), list(valid)
    for one in wanted:
        check_option(kind, one, allowed)
    return set(wanted)
