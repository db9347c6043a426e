"""The pandera schemas, derived from the Table Schemas, and the problems that they find."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, get_args, overload

from ..dataset import Dataset
from ..dataset.table_schema import Field, TableSchema, check_table, table_schema
from ..dataset.vocabulary import Vocabulary
from ..errors import MigrantCrisisError, MissingExtraError, listed, option
from ..frames.convert import string_type, to_pandas
from ..names import TableName
from .problems import Problem, problem_in_row

if TYPE_CHECKING:
    import pandas as pd
    import pandera.pandas as pandera_pandas
    import pandera.polars as pandera_polars
    import pyarrow as pa

SchemaEngine = Literal["pandas", "polars"]

COLUMN_CHECKS = {
    "C01": "The columns are those that the schema declares.",
    "C02": "Values are of the declared type.",
    "C03": "Required columns have no nulls.",
    "C04": "Text matches the declared pattern.",
    "C05": "Text is no longer than declared.",
    "C06": "Numbers lie in the declared range.",
}


@overload
def schema(
    dataset: Dataset, table: TableName, engine: Literal["pandas"] = "pandas"
) -> pandera_pandas.DataFrameSchema: ...
@overload
def schema(
    dataset: Dataset, table: TableName, engine: Literal["polars"]
) -> pandera_polars.DataFrameSchema: ...


def schema(dataset: Dataset, table: TableName, engine: SchemaEngine = "pandas") -> Any:
    """Return the pandera schema of one table: types, nulls, patterns, ranges, vocabulary, key.

    Parameters
    ----------
    table : str
        One of `TABLES`.
    engine : {"pandas", "polars"}, default "pandas"
        The library of the frames to validate. Polars comes with the extra ``polars``.

    Returns
    -------
    pandera.DataFrameSchema
        Strict and ordered, without coercion.

    Raises
    ------
    UnknownValueError
        If there is no such table or engine.
    MissingExtraError
        If polars is asked for and not installed.
    MigrantCrisisError
        If an environment variable makes pandera unusable.

    Examples
    --------
    >>> import migrant_crisis_2021 as mc
    >>> list(mc.schema("event_figures").columns)
    ['event_id', 'figure_id']
    """
    declared = table_schema(check_table(table))
    library = option("engine", engine, get_args(SchemaEngine))
    backend = _pandas_backend() if library == "pandas" else _polars_backend()
    return _schema(backend, declared, dataset.lists)


class _Backend(NamedTuple):
    """The parts that depend on the library: pandera module, types, matching of complete texts."""

    module: Any
    types: dict[str, Any]
    fullmatch: Callable[[str], Any]


def _schema(backend: _Backend, declared: TableSchema, words: Vocabulary | None = None) -> Any:
    """Make a schema; with `words`, it also checks the rules R01 and R22."""
    columns = {
        field.name: backend.module.Column(
            backend.types[field.type],
            checks=list(_checks(backend, field, words)),
            nullable=not field.required,
            title=field.name,
            description=field.description,
        )
        for field in declared.fields
    }
    return backend.module.DataFrameSchema(
        columns,
        strict=True,
        ordered=True,
        unique=list(declared.primary_key) if words else None,
        name=declared.name,
        title=declared.title,
        description=declared.description,
    )


def _checks(backend: _Backend, field: Field, words: Vocabulary | None) -> Iterator[Any]:
    check = backend.module.Check
    if field.pattern:
        yield backend.fullmatch(f"(?:{field.pattern})")
    if field.max_length:
        yield check.str_length(max_value=field.max_length, error="C05")
    if field.minimum is not None:
        yield check.ge(field.minimum, error="C06")
    if field.maximum is not None:
        yield check.le(field.maximum, error="C06")
    if words and field.vocabulary:
        yield check.isin(words.values(field.vocabulary), error="R22")


def _pandera() -> Any:
    try:
        import pandera
    except (ValueError, KeyError) as error:
        raise _unusable(f"pandera does not start ({error})") from None
    return pandera


def _unusable(reason: str) -> MigrantCrisisError:
    names = ", ".join(sorted(name for name in os.environ if name.startswith("PANDERA_")))
    return MigrantCrisisError(f"{reason}. Unset the environment variable(s): {names}")


def _pandas_backend() -> _Backend:
    _pandera()
    import pandas as pd
    import pandera.pandas as module

    types = {
        "string": string_type(),
        "date": "datetime64[ms]",
        "integer": pd.Int32Dtype(),
        "number": "float64",
    }

    def fullmatch(pattern: str) -> Any:
        # Not `str_matches`: a $ lets a line feed pass in Python, and Arrow has no \Z.
        return module.Check(lambda texts: texts.str.fullmatch(pattern), name="C04", error="C04")

    return _Backend(module, types, fullmatch)


def _polars_backend() -> _Backend:
    try:
        import polars as pl
    except ImportError:
        raise MissingExtraError("polars", "polars") from None
    _pandera()
    import pandera.polars as module

    types = {"string": pl.String, "date": pl.Date, "integer": pl.Int32, "number": pl.Float64}

    def fullmatch(pattern: str) -> Any:
        return module.Check.str_matches(f"^{pattern}$", error="C04")

    return _Backend(module, types, fullmatch)


def check_columns(table: TableName, arrow: pa.Table, words: Vocabulary) -> Iterator[Problem]:
    """Run the column checks on a table, regardless of pandera's environment variables."""
    declared = table_schema(table)
    suspects = [field for field in declared.fields if _perhaps_wrong(field, arrow[field.name])]
    if suspects:
        yield from _faults(replace(declared, fields=tuple(suspects)), to_pandas(arrow), words)


def _perhaps_wrong(field: Field, cells: pa.ChunkedArray) -> bool:
    """Tell whether pandera could find a fault, much sooner than pandera."""
    import pyarrow.compute as pc

    wrong = [pc.is_null(cells)] if field.required else []
    if field.pattern:
        wrong.append(pc.invert(pc.match_substring_regex(cells, rf"\A(?:{field.pattern})\z")))
    if field.max_length:
        wrong.append(pc.greater(pc.utf8_length(cells), field.max_length))
    if field.minimum is not None:
        wrong.append(pc.less(cells, field.minimum))
    if field.maximum is not None:
        wrong.append(pc.greater(cells, field.maximum))
    return any(pc.any(mask).as_py() for mask in wrong)


def _faults(declared: TableSchema, frame: pd.DataFrame, words: Vocabulary) -> Iterator[Problem]:
    """Let pandera name the cells."""
    backend = _pandas_backend()
    from pandera.config import CONFIG, ValidationDepth, config_context
    from pandera.errors import SchemaErrors

    if getattr(CONFIG, "use_narwhals_backend", False):
        raise _unusable("pandera's narwhals backend does not say in which rows a check fails")
    column_schema = _schema(backend, declared)
    with config_context(validation_enabled=True, validation_depth=ValidationDepth.SCHEMA_AND_DATA):
        try:
            column_schema.validate(frame[[*declared.columns]], lazy=True)
        except SchemaErrors as errors:
            yield from _problems(errors.failure_cases, declared, frame, words)


_RULE_OF = {"not_nullable": "C03"}


def _problems(
    cases: pd.DataFrame, declared: TableSchema, frame: pd.DataFrame, words: Vocabulary
) -> Iterator[Problem]:
    for case in cases.to_dict("records"):
        check, column = str(case["check"]), str(case["column"])
        rule = _RULE_OF.get(check, check if check in COLUMN_CHECKS else "C02")
        field = declared.field(column)
        cells = frame.iloc[int(case["index"])].astype(object)
        known = zip(frame.columns, cells, cells.notna(), strict=True)
        row = {name: cell if is_known else None for name, cell, is_known in known}
        row[column] = case["failure_case"] if rule != "C03" else None
        yield problem_in_row(rule, declared.name, row, column, message_of(rule, field, words))


def message_of(rule: str, field: Field, words: Vocabulary) -> str:
    """Return what a column check says of a cell."""
    match rule:
        case "C03":
            allowed = words.values(field.vocabulary) if field.vocabulary else []
            valid = f". Valid: {listed(allowed)}" if allowed else ""
            return f"must not be empty: fill it in{valid}"
        case "C04":
            return f"must match {field.pattern}" + (
                f", such as {field.example}" if field.example else ""
            )
        case "C05":
            return f"must have at most {field.max_length} characters: shorten it"
        case "C06":
            least = "" if field.minimum is None else f"at least {field.minimum:g}"
            most = "" if field.maximum is None else f"at most {field.maximum:g}"
            return f"must be {' and '.join(part for part in (least, most) if part)}"
        case _:
            return f"must be of type {field.type}"
