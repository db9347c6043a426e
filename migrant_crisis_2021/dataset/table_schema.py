"""The Table Schema of every table, read from ``schemas/*.json``."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, cached_property
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, cast, get_args

from ..errors import DataIntegrityError, option, shown, unknown
from ..names import TABLES, TableName
from .folders import folder, parsed_json, read_bytes

if TYPE_CHECKING:
    import pyarrow as pa

FieldType = Literal["string", "date", "integer", "number"]
_WAY_OUT = "Reinstall the package; in a checkout, restore the file."


class Field(NamedTuple):
    """One column, as its Table Schema declares it."""

    name: str
    type: FieldType
    description: str
    required: bool = False
    pattern: str | None = None
    max_length: int | None = None
    minimum: float | None = None
    maximum: float | None = None
    unit: str | None = None
    vocabulary: str | None = None
    known_values: str | None = None
    references: tuple[str, ...] = ()
    neutral_wording: bool = False
    example: str | None = None
    format: str | None = None

    @classmethod
    def from_json(cls, column: dict[str, Any]) -> Field:
        """Read one field object of a Table Schema; an undeclared property is an error."""
        column = dict(column)
        constraints = column.pop("constraints", {})
        names = {"knownValues": "known_values", "neutralWording": "neutral_wording"}
        limits = {"maxLength": "max_length"}
        values = {names.get(key, key): value for key, value in column.items()}
        values |= {limits.get(key, key): value for key, value in constraints.items()}
        values["references"] = tuple(values.get("references", ()))
        if values["type"] not in get_args(FieldType):
            raise unknown(
                f"type of the column {values['name']}", values["type"], get_args(FieldType)
            )
        return cls(**values)


class AccessorField(NamedTuple):
    """A column that the accessors add to those of the table, after one of them."""

    name: str
    type: FieldType
    description: str
    after: str


class ForeignKey(NamedTuple):
    """A column whose values are keys of another table."""

    column: str
    table: TableName
    target: str


@dataclass(frozen=True)
class TableSchema:
    """One table, as its Table Schema declares it."""

    name: TableName
    title: str
    description: str
    fields: tuple[Field, ...]
    primary_key: tuple[str, ...]
    foreign_keys: tuple[ForeignKey, ...]
    accessor_fields: tuple[AccessorField, ...] = ()

    @cached_property
    def columns(self) -> tuple[str, ...]:
        """Names of the columns, in order."""
        return tuple(field.name for field in self.fields)

    @property
    def accessor_columns(self) -> tuple[str, ...]:
        """Names of the columns in the frames of the accessors, in order."""
        names = list(self.columns)
        for added in self.accessor_fields:
            names.insert(names.index(added.after) + 1, added.name)
        return tuple(names)

    def field(self, name: str) -> Field:
        """Return one column."""
        for field in self.fields:
            if field.name == name:
                return field
        raise unknown(f"column of {self.name}", name, self.columns)


def check_table(name: str) -> TableName:
    """Return the table that `name` spells; raise an error that lists the tables if none does."""
    return cast(TableName, option("table", name, TABLES))


@cache
def schema_bytes(name: TableName) -> bytes:
    """Read the file of a table in ``schemas/``, only once, so that all answers agree."""
    return read_bytes(folder("schemas") / f"{name}.json", _WAY_OUT)


def schema_json(name: TableName) -> dict[str, Any]:
    """Return the Table Schema of a table as written in ``schemas/``."""
    content = parsed_json(schema_bytes(name), f"schemas/{name}.json", _WAY_OUT)
    return cast(dict[str, Any], content)


def table_schema(name: str) -> TableSchema:
    """Read the Table Schema of a table.

    Parameters
    ----------
    name : str
        One of `TABLES`.

    Returns
    -------
    TableSchema
        Columns, primary key and foreign keys.

    Raises
    ------
    UnknownValueError
        If there is no such table.
    DataIntegrityError
        If the file is missing or does not describe this table.

    Examples
    --------
    >>> table_schema("event_figures").columns
    ('event_id', 'figure_id')
    """
    return _table_schema(check_table(name))


@cache
def _table_schema(name: TableName) -> TableSchema:
    return declared_schema(name, schema_json(name))


def declared_schema(name: TableName, schema: dict[str, Any]) -> TableSchema:
    """Read the Table Schema of a table from its JSON.

    Raises
    ------
    DataIntegrityError
        If it does not describe this table.
    """
    try:
        declared = _declared(schema)
        _check_names(name, declared)
    except (AttributeError, KeyError, IndexError, TypeError, ValueError) as error:
        raise DataIntegrityError(
            f"schemas/{name}.json is not a Table Schema of {name} ({type(error).__name__}: "
            f"{error}). {_WAY_OUT}"
        ) from None
    return declared


def _declared(schema: dict[str, Any]) -> TableSchema:
    keys = [
        ForeignKey(key["fields"][0], key["reference"]["resource"], key["reference"]["fields"][0])
        for key in schema.get("foreignKeys", [])
    ]
    return TableSchema(
        name=schema["name"],
        title=schema["title"],
        description=schema["description"],
        fields=tuple(Field.from_json(column) for column in schema["fields"]),
        # Only a unique key may contain nulls.
        primary_key=tuple(schema.get("primaryKey") or schema.get("uniqueKeys", [[]])[0]),
        foreign_keys=tuple(keys),
        accessor_fields=tuple(
            AccessorField(**column) for column in schema.get("accessorFields", [])
        ),
    )


def _check_names(asked: TableName, declared: TableSchema) -> None:
    """Raise a ValueError if the schema is that of another table, or a key has no column."""
    if declared.name != asked:
        raise ValueError(f"its name is {shown(declared.name)}")
    if len(set(declared.columns)) < len(declared.columns):
        raise ValueError("it declares a column twice")
    if not declared.primary_key:
        raise ValueError("it has no primary key")
    for column in (*declared.primary_key, *(key.column for key in declared.foreign_keys)):
        declared.field(column)
    for key in declared.foreign_keys:
        check_table(key.table)


def arrow_schema(name: str, *, with_added: bool = False) -> pa.Schema:
    """Derive the Arrow schema of a table: string, date32, int32 and float64, flat.

    Parameters
    ----------
    name : str
        One of `TABLES`.
    with_added : bool, default False
        Include the columns that the accessors add.
    """
    import pyarrow as pa

    types = {
        "string": pa.string(),
        "date": pa.date32(),
        "integer": pa.int32(),
        "number": pa.float64(),
    }
    declared = table_schema(name)
    fields = {f.name: pa.field(f.name, types[f.type], not f.required) for f in declared.fields}
    fields |= {f.name: pa.field(f.name, types[f.type]) for f in declared.accessor_fields}
    names = declared.accessor_columns if with_added else declared.columns
    return pa.schema([fields[name] for name in names])
