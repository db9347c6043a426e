"""The form of a file of a document: YAML or JSON, with a list of entries for each table."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from ...dataset.table_schema import table_schema
from ...errors import InvalidInputError, MissingExtraError, shown, visible
from ...names import TableName
from ...verification.limits import read_file

_MOST_BYTES = 2**20  # YAML is read slowly

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
    "events": ("ref", "announced_as", "actors", "figures", "passage", "relation"),
    "figures": ("ref", "printed", "passage", "relation", "events", "rival_of"),
    "positions": ("ref", "passage", "relation"),
    "evidence": ("printed", "passage"),
}
"""What an entry may have besides the columns of its table."""


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
    return loaded


def _text(file: Path) -> str:
    try:
        content = read_file(file, _MOST_BYTES, "give the records of one document at a time")
        return content.decode("utf-8-sig")
    except InvalidInputError:
        raise
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
