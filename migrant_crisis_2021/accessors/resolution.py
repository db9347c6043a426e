"""From what callers write (an id, a name, an alias) to ids."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache

from ..dataset.csv_files import rows
from ..errors import UnknownValueError, check_option, nearest, shown, unknown
from ..parsing.words import as_list, fold, split_list

NAMED = {
    "actor": ("actors", "actor_id"),
    "place": ("places", "place_id"),
    "source": ("sources", "source_id"),
}
_NAMES = ("name", "name_local", "publisher", "wire_origin")
_LISTED = 8


def resolve(kind: str, value: str | Iterable[str] | None) -> set[str] | None:
    """Turn names of actors, places or sources into ids.

    Parameters
    ----------
    kind : {"actor", "place", "source"}
        What is named. A source is also named by its publisher, or by the agency whose text it is.
    value : str, iterable of str or None
        Ids, names, aliases, or words that only one name holds; None for no restriction.

    Returns
    -------
    set of str or None
        The ids.

    Raises
    ------
    UnknownValueError
        If nothing, or more than one thing, is called so.

    Examples
    --------
    >>> resolve("actor", "Lukashenka")
    {'alexander-lukashenko'}
    """
    if value is None:
        return None
    return set().union(*(_resolve(kind, one) for one in as_list(value)))


def _resolve(kind: str, value: object) -> set[str]:
    spellings = _spellings(kind)
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
    """Make the error for a name that nothing bears; `ordered` has the nearest ids first."""
    table, _ = NAMED[kind]
    return UnknownValueError(
        f"unknown {kind} {shown(value)}. Nearest: {', '.join(ordered[:_LISTED])}. "
        f'All {len(ordered)} are in table("{table}").'
    )


@cache
def _spellings(kind: str) -> dict[str, tuple[str, ...]]:
    table, key = NAMED[kind]
    found: dict[str, list[str]] = {}
    for row in rows(table):
        names = [row[key], *(row.get(column) for column in _NAMES)]
        names += split_list(row.get("aliases"))
        for name in {fold(str(name)) for name in names if name}:
            found.setdefault(name, []).append(str(row[key]))
    return {name: tuple(idents) for name, idents in found.items()}


def with_parts(places: set[str]) -> set[str]:
    """Add to places all that is part of them."""
    parents = {str(row["place_id"]): row["part_of"] for row in rows("places")}
    return {place for place in parents if _lies_in(place, places, parents)}


def _lies_in(place: str, wanted: set[str], parents: Mapping[str, object]) -> bool:
    step: object = place
    for _ in parents:  # no further than there are places, so that a cycle ends
        if step in wanted:
            return True
        step = parents.get(str(step))
    return False


def country_code(value: object) -> str:
    """Turn a country's name or ISO 3166-1 alpha-2 code into the code."""
    codes = _countries()
    name = value if isinstance(value, str) else ""
    if name.upper() in codes.values():
        return name.upper()
    if fold(name) in codes:
        return codes[fold(name)]
    valid = sorted({str(row["name"]) for row in rows("places") if row["kind"] == "country"})
    raise unknown("country", value, valid)


@cache
def _countries() -> dict[str, str]:
    codes: dict[str, str] = {}
    for row in rows("places"):
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


def vocabulary(name: str) -> list[str]:
    """List the allowed values of one closed list."""
    return [str(row["value"]) for row in rows("vocabulary") if row["list"] == name]
