"""The codebook page: every column and every allowed value, as Markdown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from ..dataset.manifest import check_installed_schemas
from ..dataset.table_schema import check_table, table_schema
from ..names import GENERATED, TABLES, TableName
from .markdown import grid

if TYPE_CHECKING:
    import pandas as pd

_HEAD = f"""<!-- {GENERATED} -->

# Codebook

Every table, column, allowed value and rule. Types on disk are string, date32, int32 and float64.
The accessors add the columns marked † to their frames; the files do not have them.
"""


def describe(table: TableName) -> pd.DataFrame:
    """Show the codebook of one table.

    Parameters
    ----------
    table : str
        One of `TABLES`.

    Returns
    -------
    pandas.DataFrame
        One row per column, in the order of the accessors' frames, with the text columns
        ``column``, ``type``, ``nullable``, ``key``, ``unit``, ``vocabulary``, ``references``,
        ``added`` (``yes`` for a column that the accessors add; files do not have it) and
        ``description``.

    Raises
    ------
    UnknownValueError
        If there is no such table.
    DataIntegrityError
        If a schema is missing or is not the one that the manifest contains.

    Examples
    --------
    >>> import migrant_crisis_2021 as mc
    >>> mc.describe("event_figures")[["column", "type", "references"]]
          column    type          references
    0   event_id  string     events.event_id
    1  figure_id  string   figures.figure_id
    """
    import pandas as pd

    from ..frames.convert import string_type

    name = check_table(table)
    check_installed_schemas()
    return pd.DataFrame(columns_of(name)).astype(string_type())


def columns_of(table: str) -> list[dict[str, str | None]]:
    """List the columns of one table with all their declared properties."""
    declared = table_schema(table)
    targets = {key.column: (f"{key.table}.{key.target}",) for key in declared.foreign_keys}
    described = {
        field.name: {
            "column": field.name,
            "type": field.type,
            "nullable": "no" if field.required else "yes",
            "key": "yes" if field.name in declared.primary_key else "no",
            "unit": field.unit,
            "vocabulary": field.vocabulary or field.known_values,
            "references": ", ".join(targets.get(field.name, field.references)) or None,
            "added": "no",
            "description": field.description,
        }
        for field in declared.fields
    }
    nothing = dict.fromkeys(("unit", "vocabulary", "references"))
    for added in declared.accessor_fields:
        described[added.name] = {
            "column": added.name,
            "type": added.type,
            "nullable": "yes",
            "key": "no",
            **nothing,
            "added": "yes",
            "description": added.description,
        }
    return [described[name] for name in declared.accessor_columns]


class RuleFacts(NamedTuple):
    """The properties of a rule that the codebook shows."""

    id: str
    level: str
    title: str


def codebook_page(vocabulary: Iterable[Mapping[str, Any]], rules: Iterable[RuleFacts]) -> str:
    """Write the codebook from the Table Schemas, the vocabulary and the rules."""
    return "\n".join([_HEAD, *_tables(), *_lists(list(vocabulary)), *_rules(rules)]).rstrip() + "\n"


def _tables() -> Iterator[str]:
    yield "## Tables\n"
    for name in TABLES:
        declared = table_schema(name)
        yield f"### {name}\n\n{declared.description}\n"
        yield f"Key: {', '.join(f'`{column}`' for column in declared.primary_key)}.\n"
        yield from grid(
            ("column", "type", "null", "unit", "values", "refers to", "meaning"),
            (
                (
                    f"`{row['column']}`",
                    row["type"],
                    row["nullable"],
                    row["unit"],
                    row["vocabulary"],
                    row["references"],
                    row["description"] if row["added"] == "no" else f"{row['description']} †",
                )
                for row in columns_of(name)
            ),
        )


def _lists(rows: list[Mapping[str, Any]]) -> Iterator[str]:
    yield "## Vocabulary\n"
    for name in sorted({str(row["list"]) for row in rows}):
        members = [row for row in rows if row["list"] == name]
        extra = [c for c in ("plover", "count", "units", "kinds") if any(m[c] for m in members)]
        yield f"### {name}\n"
        yield from grid(
            ("value", "label", "meaning", *extra),
            (
                (f"`{m['value']}`", m["label"], m["definition"], *(m[c] for c in extra))
                for m in members
            ),
        )


def _rules(rules: Iterable[RuleFacts]) -> Iterator[str]:
    yield "## Rules\n"
    yield "`validate()` and the build check all of these; each has a broken example in the tests.\n"
    yield from grid(("id", "level", "rule"), rules)
