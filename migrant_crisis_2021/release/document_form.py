"""The form of a file of a document: YAML or JSON, with a list of entries for each table."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from ..dataset.table_schema import table_schema
from ..errors import InvalidInputError, MissingExtraError, shown, unknown, visible
from ..names import TableName

SECTIONS: tuple[TableName, ...] = (
    "vocabulary",
    "countries",
    "actors",
    "places",
    "claims",
    "events",
    "figures",
    "positions",
    "evidence",
)
"""The lists of a file, in the order in which their rows are made."""

EXTRA: dict[str, tuple[str, ...]] = {
    "places": ("within",),
    "claims": ("ref",),
    "events": ("ref", "actors", "figures", "passage", "relation"),
    "figures": ("ref", "printed", "passage", "relation", "events", "rival_of"),
    "positions": ("ref", "passage", "relation"),
    "evidence": ("printed", "passage"),
}
"""What an entry may have besides the columns of its table."""

RECORDS: tuple[TableName, ...] = ("events", "figures", "positions")
"""The sections whose entries get the cells of `defaults`."""


_EMPTY: tuple[object, ...] = (None, "", [], {})


def read_document_file(file: Path) -> dict[str, Any]:
    """Read a file of a document; all values are text.

    Raises
    ------
    InvalidInputError
        If the file cannot be read.
    MissingExtraError
        If it is YAML and PyYAML is not installed.
    """
    text = _text(file)
    loaded = _json(file, text) if file.suffix == ".json" else _yaml(file, text)
    if not isinstance(loaded, dict):
        raise InvalidInputError(f"{file} is {shown(loaded)}, not a mapping with a `source`.")
    valid = ("source", "copy", "defaults", *SECTIONS)
    for name in loaded:
        if name not in valid:
            raise unknown("section", name, valid)
    return loaded


def _text(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise InvalidInputError(f"{visible(str(file))} does not exist: check the path.") from None
    except UnicodeDecodeError:
        raise InvalidInputError(
            f"{visible(str(file))} is not a text file in UTF-8: give a YAML or JSON file, or save "
            "it as UTF-8."
        ) from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise InvalidInputError(f"{visible(str(file))} cannot be read: {reason}.") from None


def _yaml(file: Path, text: str) -> Any:
    try:
        import yaml
    except ImportError:
        raise MissingExtraError("yaml", "coding") from None
    try:
        # Not the usual loader, which reads `no` as False and 2021-05-17 as a date.
        return yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506
    except (yaml.YAMLError, RecursionError) as error:
        raise InvalidInputError(f"{file} is not YAML: {error}.") from None


def _json(file: Path, text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        raise InvalidInputError(f"{file} is not JSON: {error}.") from None


def columns_of(table: TableName) -> tuple[str, ...]:
    """Return the columns that an entry may fill; the fingerprint of evidence is computed."""
    return ("record_id", "relation") if table == "evidence" else table_schema(table).columns


def entries_of(given: Mapping[str, Any], table: TableName) -> Iterator[dict[str, Any]]:
    """Yield the entries of a section, with no cells but those of its table.

    Empty cells, and entries of nothing else, are left out: a template has both. A record gets the
    cells of `defaults` that it leaves empty.
    """
    entries = given.get(table) or ()
    if isinstance(entries, str) or not isinstance(entries, Iterable):
        raise InvalidInputError(f"{table} is {shown(entries)}, not a list of entries.")
    columns = columns_of(table)
    defaults = _defaults(given) if table in RECORDS else {}
    usual = {name: value for name, value in defaults.items() if name in columns}
    for entry in entries:
        if entry is None or entry == "":
            continue
        if not isinstance(entry, Mapping):
            raise InvalidInputError(
                f"{table} has the entry {shown(entry)}, not a mapping of cells."
            )
        for name in entry:
            if name not in (*columns, *EXTRA.get(table, ())):
                raise unknown(f"cell of {table}", name, (*columns, *EXTRA.get(table, ())))
        filled = {name: value for name, value in entry.items() if value not in _EMPTY}
        if filled or not entry:  # a command without options gives {}, which lacks cells
            yield usual | filled


def _defaults(given: Mapping[str, Any]) -> dict[str, Any]:
    defaults = given.get("defaults") or {}
    if not isinstance(defaults, Mapping):
        raise InvalidInputError(
            f"defaults is {shown(defaults)}: give a mapping of cells, such as `reality: occurred`."
        )
    keys = {key for table in RECORDS for key in table_schema(table).primary_key}
    valid = sorted({name for table in RECORDS for name in columns_of(table)} - keys)
    for name in defaults:
        if name not in valid:
            raise unknown("cell of defaults", name, valid)
    return {name: value for name, value in defaults.items() if value not in _EMPTY}


@contextmanager
def naming(table: str, entry: Mapping[str, Any]) -> Iterator[None]:
    """Begin the message of an error with the entry that it is about."""
    names = (name for name in ("ref", "title", "name", "label", "proposition") if entry.get(name))
    name = next(names, None)
    which = "" if name is None else f", {name} {shown(entry[name])}"
    try:
        yield
    except InvalidInputError as error:
        raise InvalidInputError(f"{table}{which}: {error}") from None


def as_ids(given: object) -> list[str]:
    """Return one id or several as a list."""
    if given is None or given == "":
        return []
    if isinstance(given, str):
        return [given]
    if not isinstance(given, list | tuple):
        raise InvalidInputError(f"{shown(given)} is not a list.")
    return [str(one) for one in given]


def actors_with_roles(given: object) -> Iterator[tuple[str, str]]:
    """Yield actors with their roles, from a mapping of roles to actors."""
    if given is None:
        return
    if not isinstance(given, Mapping):
        raise InvalidInputError(
            f"actors is {shown(given)}: give a mapping from roles to actors, such as "
            "`initiator: coast-guard`."
        )
    for role, actors in given.items():
        for actor in as_ids(actors):
            yield actor, str(role)
