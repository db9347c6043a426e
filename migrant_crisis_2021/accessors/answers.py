"""What a question found: rows of plain values, or a pandas frame of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import wraps
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, Protocol, cast

from ..dataset import Dataset
from ..dataset.table_schema import table_schema
from ..frames.convert import result_frame, to_pandas
from ..names import TableName
from .frames import ordered_cells, ordered_table

if TYPE_CHECKING:
    import pandas as pd

P = ParamSpec("P")
Row = Mapping[str, Any]


class Answer(Protocol):
    """Rows that answer a question. Only `frame` loads pandas; printing needs none."""

    @property
    def columns(self) -> Sequence[str]:
        """Names of the columns."""

    def __len__(self) -> int:
        """Return the number of rows."""

    def column(self, name: str) -> list[Any]:
        """Return the cells of a column as plain Python values; missing is None."""

    def rows(self) -> list[dict[str, Any]]:
        """Return the rows with all columns, as plain Python values; missing is None."""

    def frame(self) -> pd.DataFrame:
        """Return a new frame."""


@dataclass(frozen=True)
class Computed:
    """Rows that were computed from several tables."""

    found: Sequence[Row]
    columns: Sequence[str]
    shape: Callable[[Sequence[Row]], pd.DataFrame] | None = None
    """How the frame is made, if it does not have one line per row."""

    def __len__(self) -> int:
        return len(self.found)

    def column(self, name: str) -> list[Any]:
        """Return the cells of a column."""
        return [row[name] for row in self.found]

    def rows(self) -> list[dict[str, Any]]:
        """Return the rows with all columns."""
        return [{name: row[name] for name in self.columns} for row in self.found]

    def frame(self) -> pd.DataFrame:
        """Return a new frame."""
        return self.shape(self.found) if self.shape else result_frame(self.found, self.columns)


@dataclass(frozen=True)
class Selected:
    """Rows of one table, by their numbers in the order in which accessors return it."""

    dataset: Dataset
    table: TableName
    numbers: tuple[int, ...]
    only: tuple[str, ...] | None = None
    """Names of the columns, if not all."""

    @property
    def columns(self) -> Sequence[str]:
        """Names of the columns of the table, and of those that accessors add."""
        return self.only or table_schema(self.table).accessor_columns

    def __len__(self) -> int:
        return len(self.numbers)

    def column(self, name: str) -> list[Any]:
        """Return the cells of a column."""
        cells = ordered_cells(self.dataset, self.table, name)
        return [cells[number] for number in self.numbers]

    def rows(self) -> list[dict[str, Any]]:
        """Return the rows with all columns."""
        columns = self.columns
        cells = [self.column(name) for name in columns]
        return [dict(zip(columns, row, strict=True)) for row in zip(*cells, strict=True)]

    def frame(self) -> pd.DataFrame:
        """Return a new frame."""
        import pyarrow as pa

        # The last selection is kept: the usual one, without a filter, is asked for most often.
        kept = self.dataset.derived.get((Selected, self.table))
        if kept is None or kept[0] != self.numbers:
            whole = ordered_table(self.dataset, self.table)
            taken = to_pandas(whole.take(pa.array(self.numbers, pa.int64())))
            kept = self.dataset.derived[Selected, self.table] = (self.numbers, taken)
        frame = kept[1].copy()
        return frame if self.only is None else frame[list(self.only)]


def framed(
    question: Callable[Concatenate[Dataset, P], Answer],
) -> Callable[Concatenate[Dataset, P], pd.DataFrame]:
    """Decorate an accessor: it returns a frame, and its attribute `answer` returns the answer."""

    @wraps(question)
    def ask(dataset: Dataset, *args: P.args, **kwargs: P.kwargs) -> pd.DataFrame:
        return question(dataset, *args, **kwargs).frame()

    ask.__annotations__ = {**question.__annotations__, "return": "pd.DataFrame"}
    ask.answer = question  # type: ignore[attr-defined]
    return cast(Callable[Concatenate[Dataset, P], "pd.DataFrame"], ask)
