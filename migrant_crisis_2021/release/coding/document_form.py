"""The form of a file of a document: YAML or JSON, with a list of entries for each table."""

from __future__ import annotations

import json
import re
from collections.abc import Hashable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ...dataset.table_schema import table_schema
from ...errors import InvalidInputError, MissingExtraError, shown, visible
from ...names import TableName
from ...verification.limits import read_file

_MOST_BYTES = 2**20  # YAML is read slowly
_PLAIN = re.compile(r"\w(?:[\w ,.%'’-]*[\w.%])?")

if TYPE_CHECKING:
    from yaml import YAMLError

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

SUGGESTED = ("printed", "qualifier", "passage")
"""What a template can say of a figure by itself: nobody filled in an entry with nothing else."""


class Cells(dict[Any, Any]):
    """A mapping of a file, which remembers the keys that are given several times.

    Attributes
    ----------
    repeated : dict
        These keys, each with all its values; the mapping itself has the last one.
    """

    def __init__(self, pairs: Iterable[tuple[Hashable, Any]] = ()) -> None:
        values: dict[Hashable, list[Any]] = {}
        for key, value in pairs:
            values.setdefault(key, []).append(value)
        super().__init__((key, every[-1]) for key, every in values.items())
        self.repeated = {key: every for key, every in values.items() if len(every) > 1}


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

    # Not the usual loader, which reads `no` as False and 2021-05-17 as a date.
    class Loader(yaml.BaseLoader):
        def construct_mapping(self, node: Any, deep: bool = False) -> Cells:
            super().construct_mapping(node, deep)  # refuses keys that are no text
            return Cells(
                (self.construct_object(k), self.construct_object(v)) for k, v in node.value
            )

    try:
        return yaml.load(text, Loader=Loader)  # noqa: S506
    except yaml.YAMLError as error:
        raise InvalidInputError(f"{file} is not YAML: {_why_not_yaml(error, text)}") from None
    except RecursionError:
        raise InvalidInputError(f"{file} is not YAML: it is nested too deeply.") from None


_QUOTE = (
    "Put quotes around text that has a colon or begins with a mark, and indent the keys of an "
    "entry alike."
)
_NO_TABS = "Indent with spaces, not with tabs."


def _why_not_yaml(error: YAMLError, text: str) -> str:
    """Say where the text is not YAML, and the way out."""
    position = getattr(error, "position", None)
    if position is not None:  # a character that YAML does not allow
        lines = text[:position].split("\n")
        character = visible(text[position : position + 1])
        place = f"line {len(lines)}, column {len(lines[-1]) + 1}"
        return f"{place}: the character {character} is not allowed. Delete it."
    mark, start = getattr(error, "problem_mark", None), getattr(error, "context_mark", None)
    if mark is None:
        return f"{error}. {_QUOTE}"
    what = getattr(error, "problem", "")
    context = getattr(error, "context", "")
    since = f" {context}, line {start.line + 1}" if start and start.line < mark.line else ""
    way_out = _NO_TABS if r"'\t'" in what else _QUOTE
    return f"line {mark.line + 1}, column {mark.column + 1}: {what}{since}. {way_out}"


def _json(file: Path, text: str) -> Any:
    try:
        return json.loads(text, object_pairs_hook=Cells)
    except (ValueError, RecursionError) as error:
        raise InvalidInputError(f"{file} is not JSON: {error}.") from None


def yaml_text(text: str) -> str:
    r"""Write a text as a value of YAML, in quotes if it needs them.

    Examples
    --------
    >>> print(yaml_text("about 5,000"), yaml_text("Ceuta: 5,000 came"))
    about 5,000 "Ceuta: 5,000 came"
    """
    if _PLAIN.fullmatch(text):
        return text
    quoted = json.dumps(text, ensure_ascii=False)
    return "".join(c if c.isprintable() else f"\\U{ord(c):08x}" for c in quoted)


def columns_of(table: TableName) -> tuple[str, ...]:
    """Return the columns that an entry may fill; the fingerprint of evidence is computed."""
    return ("record_id", "relation") if table == "evidence" else table_schema(table).columns
