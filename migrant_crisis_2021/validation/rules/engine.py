"""The class `Rule`, the tables that a rule checks, and the register of all rules."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, TypeAlias

import narwhals as nw

from ...dataset import Dataset
from ...dataset.dataset import kept_on_dataset
from ...dataset.table_schema import table_schema
from ...names import TableName
from ..problems import Problem, problem_in_row
from .sieve import Context, ContextOf, Keyed, Parts, Sieve, Tables, any_of, one_of

if TYPE_CHECKING:
    import pyarrow as pa

Frame: TypeAlias = "nw.DataFrame[Any]"
Level = Literal["row", "table", "dataset", "files"]


class Subject(NamedTuple):
    """The tables under check.

    Parameters
    ----------
    dataset : Dataset
        The tables in memory, with the word lists and the description that rules need.
    tables : tuple of str
        Names of the tables under check.
    folder : pathlib.Path or None
        The folder from which they were read.
    is_described : bool
        Whether the dataset has a manifest.
    parts : callable or None
        Reads the tables a part at a time; None if the dataset has all their rows at hand.
    """

    dataset: Dataset
    tables: tuple[TableName, ...]
    folder: Path | None
    is_described: bool
    parts: Parts | None = None

    def read(self, *keyed: Keyed, context: Iterable[Context] = ()) -> Iterator[Dataset]:
        """Yield the tables part by part; rows with one key are in one part, and parts in order."""
        yield from self.parts(keyed, context) if self.parts else [self.dataset]


class Failure(NamedTuple):
    """A row that breaks a rule, with the wrong column and the correction to make."""

    row: Mapping[str, object]
    column: str
    message: str


class Mask(NamedTuple):
    """A mask of the rows that are wrong; the message may name columns in braces."""

    wrong: nw.Expr
    column: str
    message: str


Check: TypeAlias = Callable[[Dataset, TableName], Iterator[Failure]]
Masks: TypeAlias = Callable[[Dataset, TableName], Iterator[Mask]]
SubjectCheck: TypeAlias = Callable[[Subject], Iterator[Problem]]
FolderCheck: TypeAlias = Callable[[Dataset, Path], Iterator[Problem]]


@dataclass(frozen=True)
class Rule:
    """One numbered rule: its text, the tables that it needs, and its check function.

    Parameters
    ----------
    id : str
        The id, such as ``R01``.
    level : {"row", "table", "dataset", "files"}
        A rule of level row or table can check each of its tables alone. A rule of level dataset
        needs all of them together; a rule of level files also needs the folder.
    title : str
        The text of the rule, one sentence.
    tables : tuple of str
        Tables whose rows it checks.
    needs : tuple of str
        Further tables that it reads.
    needs_period : bool
        Whether it reads the period in the description of the dataset.
    check : callable
        A generator of the problems: the judge.
    sieve : callable or None
        What the judge has to see of a table; None if it has to see every row of several tables.
    context : callable
        The rows of other tables that the judge reads for the rows of one table.
    """

    id: str
    level: Level
    title: str
    tables: tuple[TableName, ...]
    needs: tuple[TableName, ...]
    needs_period: bool
    check: SubjectCheck
    sieve: Sieve | None
    context: ContextOf

    def missing(self, subject: Subject) -> str | None:
        """Return the reason why the rule cannot run on these tables; None if it can."""
        if self.level == "files" and subject.folder is None:
            return "needs the files of a built dataset"
        absent = [name for name in (*self.tables, *self.needs) if name not in subject.tables]
        if self.level in ("row", "table"):
            if len(absent) == len(self.tables):
                return "concerns other tables"
        elif absent:
            return f"also needs: {', '.join(absent)}"
        if self.needs_period and not subject.is_described:
            return "needs a manifest with the period of the dataset"
        return None


def can_be_judged(dataset: Dataset, table: TableName, column: str, cell: object) -> bool:
    """Say whether a cell has a value of its list; C03 and R22 report any other.

    A second message that only follows from a missing or misspelt value hides the one that helps.
    """
    field = table_schema(table).field(column)
    if cell is None:
        return not field.required
    return field.vocabulary is None or cell in dataset.lists.entries(field.vocabulary)


RULES: dict[str, Rule] = {}
"""Every rule by its id."""


def rule(
    ident: str,
    title: str,
    *,
    level: Level,
    tables: Iterable[TableName],
    sieve: Sieve,
    context: Iterable[Context] | ContextOf = (),
    needs: Iterable[TableName] = (),
    needs_period: bool = False,
) -> Callable[[Check], Check]:
    """Register a function as a rule: it takes a dataset and a table and yields failing rows."""

    def register(check: Check) -> Check:
        run = _on_tables(ident, check, reported)
        RULES[ident] = Rule(
            ident, level, title, reported, tuple(needs), needs_period, run, sieve, context_of
        )
        return check

    reported = tuple(tables)
    context_of = context if callable(context) else _always(context)
    return register


def _on_tables(ident: str, check: Check, tables: tuple[TableName, ...]) -> SubjectCheck:
    """Run a check on each of its tables that are under check."""

    def run(subject: Subject) -> Iterator[Problem]:
        for table in tables:
            if table in subject.tables:
                for failure in check(subject.dataset, table):
                    yield problem_in_row(ident, table, *failure)

    return run


def _always(context: Iterable[Context]) -> ContextOf:
    rows = tuple(context)
    return lambda table: rows


def mask_rule(
    ident: str,
    title: str,
    *,
    level: Level,
    tables: Iterable[TableName],
    needs_period: bool = False,
) -> Callable[[Masks], Masks]:
    """Register a function as a rule: it yields masks, which are both its sieve and its judge."""

    def register(masks: Masks) -> Masks:
        RULES[ident] = masked(
            ident, title, masks, level=level, tables=tables, needs_period=needs_period
        )
        return masks

    return register


def masked(
    ident: str,
    title: str,
    masks: Masks,
    *,
    level: Level,
    tables: Iterable[TableName],
    needs_period: bool = False,
) -> Rule:
    """Make a rule of masks."""

    def check(dataset: Dataset, table: TableName) -> Iterator[Failure]:
        for mask in masks(dataset, table):
            yield from failing(dataset, table, *mask)

    def sieve(given: Tables, table: TableName) -> nw.Expr:
        return any_of(*(mask.wrong for mask in masks(given.words, table)))

    reported = tuple(tables)
    run = _on_tables(ident, check, reported)
    return Rule(ident, level, title, reported, (), needs_period, run, sieve, _always(()))


def dataset_rule(
    ident: str, title: str, *, needs: Iterable[TableName]
) -> Callable[[SubjectCheck], SubjectCheck]:
    """Register a function as a rule on several tables at once: it yields complete problems."""

    def register(check: SubjectCheck) -> SubjectCheck:
        RULES[ident] = Rule(
            ident, "dataset", title, (), tuple(needs), False, check, None, _always(())
        )
        return check

    return register


def folder_rule(
    ident: str, title: str, *, needs: Iterable[TableName]
) -> Callable[[FolderCheck], FolderCheck]:
    """Register a function as a rule on files: it gets the tables and their folder."""

    def register(check: FolderCheck) -> FolderCheck:
        def run(subject: Subject) -> Iterator[Problem]:
            if subject.folder is not None:
                yield from check(subject.dataset, subject.folder)

        RULES[ident] = Rule(ident, "files", title, (), tuple(needs), False, run, None, _always(()))
        return check

    return register


def fails(row: Mapping[str, object], column: str, message: str) -> Failure:
    """Report a row; the engine adds the rule, the table and the key."""
    return Failure(row, column, message)


@kept_on_dataset
def frame_of(dataset: Dataset, table: TableName) -> Frame:
    """Return a table as a frame to filter."""
    return nw.from_native(dataset.arrow(table), eager_only=True)


def failing(
    dataset: Dataset, table: TableName, mask: nw.Expr, column: str, message: str
) -> Iterator[Failure]:
    """Report the rows in which `mask` is true; `message` may name columns in braces."""
    for row in frame_of(dataset, table).filter(mask).iter_rows(named=True):  # Arrow drops nulls
        yield Failure(row, column, message.format_map(row))


def matching(
    dataset: Dataset, table: TableName, columns: Sequence[str], pattern: str, message: str
) -> Iterator[Failure]:
    """Report the rows in which the text of a column matches a pattern."""
    import pyarrow.compute as pc

    arrow, texts = dataset.arrow(table), _texts_with(dataset, pattern)
    for column in columns if len(texts) else ():
        for row in arrow.filter(pc.is_in(arrow[column], texts)).to_pylist():
            yield Failure(row, column, message)


@kept_on_dataset
def _texts_with(dataset: Dataset, pattern: str) -> pa.Array:
    """Return the texts that match a pattern: to compile it for each column would take longer."""
    import pyarrow.compute as pc

    texts = _all_texts(dataset)
    return texts.filter(pc.match_substring_regex(texts, pattern))


@kept_on_dataset
def _all_texts(dataset: Dataset) -> pa.Array:
    import pyarrow as pa

    tables = [dataset.arrow(table) for table in dataset.tables]
    texts = [one for arrow in tables for one in arrow.columns if pa.types.is_string(one.type)]
    return pa.chunked_array(
        [chunk for one in texts for chunk in one.chunks], pa.string()
    ).combine_chunks()


def different(dataset: Dataset, table: TableName, column: str) -> list[Any]:
    """List the different values of a column, without null: most texts occur several times."""
    return dataset.arrow(table)[column].unique().drop_null().to_pylist()  # type: ignore[no-any-return]


def among(column: str, values: Iterable[str]) -> nw.Expr:
    """Return a mask of the rows with one of the values in a column; null for null cells."""
    return one_of(nw.col(column), values)
