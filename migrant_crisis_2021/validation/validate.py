"""Validation: the column checks and the numbered rules, run on our tables or on a user's."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

import narwhals as nw

from ..dataset.csv_files import read_tables
from ..dataset.description import Description, description
from ..dataset.folders import folder as shipped
from ..dataset.parquet_files import to_arrow
from ..dataset.table_schema import arrow_schema, check_table, declaration
from ..errors import InvalidInputError, unknown
from ..frames.tables import string_type, to_pandas
from ..frames.tables import table as read_table
from ..names import TABLES, TableName
from .columns import COLUMN_CHECKS, check_columns
from .rules import RULES, Context, Problem

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa

_REFERENCE: tuple[TableName, ...] = ("vocabulary", "loaded_terms")
_SHOWN = 50
_EPOCH = dt.date(1970, 1, 1)
_FIRST_DAY, _LAST_DAY = (dt.date.min - _EPOCH).days, (dt.date.max - _EPOCH).days


@dataclass(frozen=True, repr=False)
class Report:
    """What a validation found: prints, counts, and turns into a frame.

    Parameters
    ----------
    problems : tuple of Problem
        Each with ``rule``, ``table``, ``key``, ``column``, ``value`` and ``message``.
    ran : tuple of str
        Ids of the checks and rules that ran.
    not_run : dict of str to str
        Ids of the rules that did not, with the reason.

    Examples
    --------
    >>> import migrant_crisis_2021 as mc
    >>> report = mc.validate(mc.table("places"), "places")
    >>> report.ok, len(report), report.counts["R18"]
    (True, 0, 0)
    """

    problems: tuple[Problem, ...]
    ran: tuple[str, ...]
    not_run: Mapping[str, str]

    @property
    def ok(self) -> bool:
        """Whether everything that ran holds."""
        return not self.problems

    @property
    def counts(self) -> dict[str, int]:
        """Number of problems by rule, for every rule that ran."""
        found = Counter(problem.rule for problem in self.problems)
        return {rule: found[rule] for rule in self.ran}

    def __len__(self) -> int:
        """Count the problems."""
        return len(self.problems)

    def __bool__(self) -> bool:
        """Refuse: a report without problems is good, yet empty."""
        raise TypeError("a report is neither true nor false: use report.ok or len(report)")

    def __repr__(self) -> str:
        """Show the report as it prints."""
        return str(self)

    def __str__(self) -> str:
        """Put the report in lines: the problems, then what ran and what did not."""
        lines = [str(problem) for problem in self.problems[:_SHOWN]]
        if len(self) > _SHOWN:
            lines.append(f"… and {len(self) - _SHOWN} more; to_frame() has them all.")
        verdict = "All hold." if self.ok else f"{len(self)} problem(s)."
        lines.append(f"{len(self.ran)} checks ran. {verdict}")
        if self.not_run:
            reasons = "; ".join(f"{rule} ({reason})" for rule, reason in self.not_run.items())
            lines.append(f"Not run: {reasons}.")
        return "\n".join(lines)

    def _repr_html_(self) -> str:
        return f"<pre>{escape(str(self))}</pre>"

    def to_frame(self) -> pd.DataFrame:
        """Return one row a problem: rule, table, key, column, value, message."""
        import pandas as pd

        columns = list(Problem.__slots__)
        rows = [[getattr(problem, name) for name in columns] for problem in self.problems]
        return pd.DataFrame(rows, columns=columns).astype(string_type())


def validate(data: Any = None, table: TableName | None = None) -> Report:
    """Check the shipped tables, a folder, one frame, or several frames that belong together.

    Parameters
    ----------
    data : None, frame, mapping of str to frame, or pathlib.Path, optional
        None for the shipped dataset; a pandas, polars or pyarrow frame (then `table` says which
        table it is, unless its columns tell); a mapping from table names to frames; or the
        folder of a built dataset.
    table : str, optional
        Name of the table that a lone frame is.

    Returns
    -------
    Report
        The problems, which checks ran, and which could not and why: a lone frame is checked by
        the column checks and by the rules of level row and table.

    Raises
    ------
    UnknownValueError
        If there is no such table.
    InvalidInputError
        If `data` is no frame or holds none, a lone frame is of no known table, or `table` is given
        without a lone frame.
    DataIntegrityError
        If a CSV file of the folder is missing or cannot be read.

    Examples
    --------
    >>> import migrant_crisis_2021 as mc
    >>> mc.validate().ok
    True
    >>> events = mc.table("events").assign(reality="rumoured")
    >>> mc.validate(events, "events").problems[0].rule
    'R22'
    """
    if table is not None and (data is None or isinstance(data, Path | Mapping)):
        raise InvalidInputError(
            f"table={table!r} says which table a lone frame is: give the frame, as in "
            f"validate(table({table!r}), {table!r}), or leave it out."
        )
    if data is None:
        return check_folder(shipped("data"))
    if isinstance(data, Path):
        return check_folder(data)
    if not isinstance(data, Mapping):
        return check_frames({_table_of(data, table): data})
    if not data:
        raise InvalidInputError("there are no frames to check: map names of tables to frames.")
    return check_frames({check_table(name): frame for name, frame in data.items()})


def check_folder(folder: Path) -> Report:
    """Check the CSV files of a folder by every rule, and the other files against them."""
    read = read_tables(folder, TABLES)
    return check_frames({name: to_arrow(name, rows) for name, rows in read.items()}, folder)


def check_frames(
    frames: Mapping[TableName, Any],
    folder: Path | None = None,
    described: Description | None = None,
) -> Report:
    """Check frames of any engine by every check and rule that they allow.

    What is said about the dataset is the shipped description unless `described` is given.
    """
    problems: list[Problem] = []
    sound: dict[str, nw.DataFrame[Any]] = {}
    for name, frame in frames.items():
        arrow, faults = _as_declared(name, frame)
        problems += faults
        if arrow is not None:
            problems += check_columns(name, to_pandas(arrow))
            sound[name] = nw.from_native(arrow)
    context = Context(sound, folder, _reference(sound), described or description())
    not_run: dict[str, str] = {}
    for rule in sorted(RULES.values(), key=lambda rule: rule.id):
        reason = rule.missing(context)
        if reason:
            not_run[rule.id] = reason
        else:
            problems += rule.run(context)
    ran = (*COLUMN_CHECKS, *(rule for rule in sorted(RULES) if rule not in not_run))
    return Report(tuple(problems), ran, not_run)


def _reference(given: Mapping[str, Any]) -> dict[str, nw.DataFrame[Any]]:
    """Lend the shipped lists of words to frames that come without them."""
    return {
        name: nw.from_native(read_table(name, "pyarrow"))
        for name in _REFERENCE
        if name not in given
    }


def _table_of(frame: Any, table: str | None) -> TableName:
    if table is not None:
        return check_table(table)
    columns = tuple(_native(frame).columns)
    for name in TABLES:
        if declaration(name).columns == columns:
            return name
    raise InvalidInputError(
        f"no table has exactly the columns {list(columns)}: say which one it is, "
        f"as in validate(frame, table={TABLES[0]!r}). Tables: {', '.join(TABLES)}."
    )


def _native(frame: Any) -> nw.DataFrame[Any]:
    native = nw.to_native(frame, pass_through=True)
    try:
        return nw.from_native(native, eager_only=True)
    except TypeError:
        raise InvalidInputError(
            f"{type(frame).__name__} is not a frame: give a pandas, polars or pyarrow frame, "
            "a mapping from table names to frames, or a Path."
        ) from None
    except nw.exceptions.DuplicateError:
        named = native.column_names if hasattr(native, "column_names") else native.columns
        names = list(map(str, named))
        twice = ", ".join(sorted({name for name in names if names.count(name) > 1}))
        raise InvalidInputError(f"the frame has a column more than once: {twice}.") from None


def _as_declared(name: TableName, frame: Any) -> tuple[pa.Table | None, list[Problem]]:
    """Convert a frame to the declared Arrow types; on failure say which columns are at fault."""
    import pyarrow as pa

    if hasattr(frame, "reset_index"):
        frame = frame.reset_index(drop=True)
    native = _native(frame)
    declared = declaration(name).columns
    if tuple(native.columns) != declared:
        return None, list(_wrong_columns(name, native.columns))
    faults: list[Problem] = []
    columns = []
    for field in arrow_schema(name):
        try:
            columns.append(_cast(native[field.name].to_arrow(), field.type))
        except (pa.ArrowException, ValueError, TypeError, OverflowError) as error:
            message = f"is {native.schema[field.name]}, not {field.type}: {error}"
            faults.append(Problem("C02", name, "", field.name, "column", message))
    if faults:
        return None, faults
    return pa.table(columns, schema=arrow_schema(name)), []


def _cast(values: pa.Array | pa.ChunkedArray, type_: pa.DataType) -> pa.Array | pa.ChunkedArray:
    """Cast a column where nothing is lost and nothing is guessed.

    Readers give nulls of any type, codes for text, whole numbers as float where some are null,
    and dates as text or as midnights; all these are fine.
    """
    import pyarrow as pa

    if pa.types.is_dictionary(values.type):
        values = values.cast(values.type.value_type)
    if values.null_count == len(values):
        return pa.nulls(len(values), type_)
    given, wanted = _sort(values.type), _sort(type_)
    if given != wanted and (given, wanted) != ("text", "dates"):
        raise pa.ArrowInvalid(f"it holds {given}, not {wanted}")
    cast = values.cast(type_)
    if pa.types.is_timestamp(values.type) and not cast.cast(values.type).equals(values):
        raise pa.ArrowInvalid("it has times of day")
    _check_values(cast)
    return cast


def _check_values(values: pa.Array | pa.ChunkedArray) -> None:
    """Refuse what Python, CSV or a reader of numbers cannot hold, though Arrow can."""
    import pyarrow as pa
    import pyarrow.compute as pc

    values.validate(full=True)
    if pa.types.is_floating(values.type) and pc.any(pc.invert(pc.is_finite(values))).as_py():
        raise pa.ArrowInvalid("it has NaN or an infinite number; what is missing is null")
    if pa.types.is_date(values.type):
        days = pc.min_max(values.cast(pa.int32())).as_py().values()
        if any(not _FIRST_DAY <= day <= _LAST_DAY for day in days):
            raise pa.ArrowInvalid("it has days outside the years 1 to 9999")


def _sort(type_: pa.DataType) -> str:
    import pyarrow as pa

    sorts = {
        "text": (pa.types.is_string, pa.types.is_large_string, pa.types.is_string_view),
        "numbers": (pa.types.is_integer, pa.types.is_floating),
        "dates": (pa.types.is_date, pa.types.is_timestamp),
    }
    return next((name for name, tests in sorts.items() if any(t(type_) for t in tests)), str(type_))


def _wrong_columns(name: TableName, columns: list[str]) -> Iterator[Problem]:
    declared = declaration(name).columns
    for column in declared:
        if column not in columns:
            yield Problem("C01", name, "", column, "column", "is missing: add it")
    for column in columns:
        if column not in declared:
            valid = unknown("column", column, declared)
            yield Problem("C01", name, "", column, "column", f"is not declared: {valid}")
    if set(columns) == set(declared):
        message = f"the columns are in another order: use {', '.join(declared)}"
        yield Problem("C01", name, "", columns[0], "columns", message)
