"""Run the column checks and the numbered rules on shipped or other tables."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from ..dataset import Dataset
from ..dataset.csv_files import read_tables
from ..dataset.description import Description, read_description
from ..dataset.folders import as_typed, data_folder, has_tables, is_shipped, root_of, way_out
from ..dataset.manifest import MANIFEST, check_installed_schemas, read_manifest
from ..dataset.parquet_files import columns_to_arrow
from ..dataset.table_schema import check_table
from ..errors import DataIntegrityError, InvalidInputError
from ..metadata.codebook import RuleFacts
from ..names import AUTHORED, DERIVED, TABLES, TableName
from .casting import as_declared, table_with_columns_of
from .column_masks import COLUMN_RULES
from .columns import COLUMN_CHECKS, check_columns
from .engines import engine_of, failures_of, lazy_frames
from .lazy import as_declared_lazily
from .parts import parts
from .problems import Problem
from .report import Report
from .rules import RULES, Rule, Subject
from .rules.sieve import LazyFrame, Tables
from .sieving import (
    WORD_LISTS,
    Judges,
    arrow_tables,
    as_rows,
    collected,
    in_key_order,
    word_lists,
)

if TYPE_CHECKING:
    import pyarrow as pa
    from narwhals.typing import IntoFrame

_FEW = 50_000
"""With fewer rows of Arrow, judging them all is quicker than sieving them first."""
_WHOLE: tuple[TableName, ...] = (*WORD_LISTS, "releases")
"""Small tables that rules read whole: `releases` has a row for each table of each release."""

_ORDERED: tuple[TableName, ...] = (*DERIVED, "changes")
"""Tables in another order than that of their keys."""


def validate(
    dataset: Dataset,
    data: IntoFrame | Mapping[TableName, IntoFrame] | Path | None = None,
    table: TableName | None = None,
) -> Report:
    """Check the shipped tables, a folder, one frame, or several frames that belong together.

    Parameters
    ----------
    data : None, frame, mapping of str to frame, or pathlib.Path, optional
        None for the shipped dataset; one frame of pandas, pyarrow, Polars (also a lazy one), DuckDB
        (a relation) or Spark; a mapping from table names to frames; or the folder of a built
        dataset. If the frames do not include the tables ``vocabulary`` and ``loaded_terms``, the
        shipped ones are used. Lazy frames that belong together are of one engine, and of one
        session or connection; only rows that could break a rule are collected from them.
    table : str, optional
        The table of a single frame; by default, the table with exactly its columns.

    Returns
    -------
    Report
        The problems, the checks that ran, and those that could not run, with the reason. A single
        frame gets only the column checks and the rules of level row or table.

    Raises
    ------
    UnknownValueError
        If there is no such table.
    InvalidInputError
        If `data` neither is a frame nor contains one, if the columns of a single frame do not fit
        any table, if lazy frames of several engines are mixed, or if `table` is given but `data` is
        not a single frame.
    DataIntegrityError
        If a CSV file of the folder is missing or cannot be read, or a schema is not the released
        one.
    EngineError
        If the engine of lazy frames cannot evaluate them, for example because its session has
        ended.

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
            f"table={table!r} names the table of a single frame: give the frame, as in "
            f"validate(table({table!r}), {table!r}), or leave out the argument `table`."
        )
    described = _manifest(dataset)
    if data is None:
        data = dataset.folder  # None for a dataset in memory
    if isinstance(data, Path):
        return validate_folder(data)
    check_installed_schemas()
    return _check(_frames(dataset, data, table), dataset, described)


def validate_dataset(
    dataset: Dataset, *, described: Description | None = None, folder: Path | None = None
) -> Report:
    """Run every check and rule that can run on the tables of a dataset.

    Parameters
    ----------
    dataset : Dataset
        Its tables are checked together, with its own word lists.
    described : mapping, optional
        The description of the dataset; by default its manifest. Without either, rules on the period
        of the dataset do not run.
    folder : pathlib.Path, optional
        The folder whose files must agree with the tables (R23).

    Returns
    -------
    Report
        The problems, and which checks ran.
    """
    return _check(_arrow_tables(dataset), dataset, described or _manifest(dataset), folder)


def validate_folder(path: Path) -> Report:
    """Run every rule on the CSV files of a folder, and compare the built files with them.

    In a folder that was not built yet, the authored tables are checked alone.

    Raises
    ------
    InvalidInputError
        If there is no such folder, or it has no tables.
    DataIntegrityError
        If a CSV file is missing or cannot be read.
    """
    folder = data_folder(path)
    if not has_tables(folder):
        raise InvalidInputError(f"{as_typed(folder)} has no tables. {way_out(folder)}")
    is_built = any((folder / f"{name}.parquet").exists() for name in TABLES)
    is_built = is_built or (folder / MANIFEST).exists()
    tables = _tables_in(folder, TABLES if is_built else AUTHORED)
    return validate_dataset(
        tables, described=_description_of(folder), folder=folder if is_built else None
    )


def _description_of(folder: Path) -> Description | None:
    """Read the authored description beside a folder of tables or, without one, the manifest."""
    if not is_shipped(folder) and (file := root_of(folder) / "schemas" / MANIFEST).is_file():
        return read_description(file)
    try:
        return read_manifest(folder / MANIFEST)
    except DataIntegrityError:  # R23 reports it
        return None


def rule_facts() -> list[RuleFacts]:
    """List all checks and rules, sorted by id."""
    checks = [RuleFacts(ident, "row", title) for ident, title in COLUMN_CHECKS.items()]
    return sorted(
        [*checks, *(RuleFacts(rule.id, rule.level, rule.title) for rule in RULES.values())]
    )


def _manifest(dataset: Dataset) -> Description | None:
    try:
        return dataset.manifest
    except (InvalidInputError, DataIntegrityError):  # made in memory; R23 reports a faulty file
        return None


def _arrow_tables(dataset: Dataset) -> dict[TableName, pa.Table]:
    return {name: dataset.arrow(name) for name in dataset.tables}


def _tables_in(folder: Path, tables: Iterable[TableName]) -> Dataset:
    """Read the CSV files of a folder without comparing them with its manifest."""
    read = read_tables(folder, tables)
    dataset = Dataset.of({name: columns_to_arrow(name, columns) for name, columns in read.items()})
    dataset.home = folder
    return dataset


def _frames(
    dataset: Dataset,
    data: IntoFrame | Mapping[TableName, IntoFrame] | None,
    table: TableName | None,
) -> Mapping[TableName, IntoFrame]:
    if data is None:
        return _arrow_tables(dataset)
    if not isinstance(data, Mapping):
        return {table_with_columns_of(data) if table is None else check_table(table): data}
    if not data:
        raise InvalidInputError("there are no frames to check: map names of tables to frames.")
    return {check_table(name): frame for name, frame in data.items()}


def _check(
    frames: Mapping[TableName, IntoFrame],
    words: Dataset,
    described: Description | None,
    folder: Path | None = None,
) -> Report:
    """Check frames of any library; missing word lists are taken from `words`."""
    lazy = lazy_frames(frames)
    if lazy:
        return _check_in_engine(lazy, words, described)
    problems: list[Problem] = []
    sound: dict[TableName, pa.Table] = {}
    for name, frame in frames.items():
        arrow, faults = as_declared(name, frame)
        problems += faults
        if arrow is not None:
            keeps_order = folder is not None or name in _ORDERED
            sound[name] = arrow if keeps_order else in_key_order(name, arrow)
    lists = word_lists(words, sound, described)
    for name, arrow in sound.items():
        problems += check_columns(name, arrow, lists.lists)
    dataset = Dataset.of({name: lists.arrow(name) for name in WORD_LISTS} | sound, described)
    dataset.home = words.home
    subject = Subject(dataset, tuple(sound), folder, described is not None)
    few = sum(arrow.num_rows for arrow in sound.values()) < _FEW
    return _apply_rules(subject, None if few else arrow_tables(sound, lists, described), problems)


def _check_in_engine(
    frames: Mapping[TableName, LazyFrame], words: Dataset, described: Description | None
) -> Report:
    """Check frames of an engine; only rows that could break a rule are collected."""
    engine = engine_of(next(iter(frames.values())))
    problems: list[Problem] = []
    sound: dict[TableName, LazyFrame] = {}
    for name, frame in frames.items():
        with failures_of(engine):
            read, faults = as_declared_lazily(name, frame)
        problems += faults
        if read is not None:
            sound[name] = read
    whole = {
        name: as_rows(name, collected(sound[name], engine)) for name in _WHOLE if name in sound
    }
    lists = word_lists(words, whole, described)
    dataset = Dataset.of(whole, described)
    dataset.home = words.home
    subject = Subject(dataset, tuple(sound), None, described is not None)
    tables = Tables(sound, lists, described, engine)
    return _apply_rules(subject, tables, problems, COLUMN_RULES)


def _apply_rules(
    subject: Subject, tables: Tables | None, problems: list[Problem], first: Iterable[Rule] = ()
) -> Report:
    """Run the judges on what the sieves let through; without `tables`, on every row."""
    found, not_run, run = list(problems), {}, list(first)
    for ident, rule in sorted(RULES.items()):
        reason = rule.missing(subject)
        if reason:
            not_run[ident] = reason
        else:
            run.append(rule)
    judges = Judges(tables, [rule for rule in run if rule.sieve]) if tables else None
    if tables:
        subject = subject._replace(parts=partial(parts, tables))
    for rule in run:
        found += judges.problems(rule) if judges and rule.sieve else rule.check(subject)
    ran = (*COLUMN_CHECKS, *(ident for ident in sorted(RULES) if ident not in not_run))
    return Report(tuple(_once(found)), ran, not_run)


def _once(found: list[Problem]) -> Iterator[Problem]:
    """Leave out what a derived table only repeats from the table where it is to be corrected."""
    authored: dict[str, set[str]] = {}
    for problem in found:
        if problem.table not in DERIVED:
            authored.setdefault(problem.rule, set()).add(problem.value[1:-1] or problem.value)
    for problem in found:  # a cell of a derived table can be a list of authored values
        repeats = (value in problem.value for value in authored.get(problem.rule, ()))
        if problem.table not in DERIVED or not any(repeats):
            yield problem
