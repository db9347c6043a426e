"""The rows of one table, with lookups."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Generic, Never, TypeVar

from ..errors import Advice, DataIntegrityError, shown

R = TypeVar("R", bound=Mapping[str, object])


class TableRows(Generic[R]):
    """The rows of one table, read once and shared: do not modify them.

    Parameters
    ----------
    rows : sequence of dict
        In file order; str, int, float, datetime.date or None by column.
    key : str
        The column in which `by_id` looks up a value.

    Examples
    --------
    >>> table = TableRows([{"place_id": "kuznica", "country": "PL"}], "place_id")
    >>> table.by_id["kuznica"]["country"], len(table.where("country", "LT"))
    ('PL', 0)
    """

    def __init__(self, rows: Sequence[R], key: str) -> None:
        self._rows = tuple(rows)
        self._key = key
        self._groups: dict[str, dict[object, list[R]]] = {}

    def __iter__(self) -> Iterator[R]:
        return iter(self._rows)

    def __len__(self) -> int:
        return len(self._rows)

    @cached_property
    def by_id(self) -> Mapping[str, R]:
        """The rows by the first column of their key; an id without a row is an error."""
        return _RowsById(self._key, ((str(row[self._key]), row) for row in self._rows))

    def where(self, column: str, value: object) -> Sequence[R]:
        """Return the rows with one value in a column."""
        return self._grouped(column).get(value, ())

    def _grouped(self, column: str) -> Mapping[object, list[R]]:
        if column not in self._groups:
            groups: dict[object, list[R]] = defaultdict(list)
            for row in self._rows:
                groups[row[column]].append(row)
            self._groups[column] = dict(groups)
        return self._groups[column]


class _RowsById(dict[str, R]):
    """Rows by id. A subscript that finds nothing follows a reference that does not resolve."""

    def __init__(self, key: str, rows: Iterable[tuple[str, R]]) -> None:
        super().__init__(rows)
        self._key = key

    def __missing__(self, ident: object) -> Never:
        raise DataIntegrityError(
            f"another row refers to {self._key} {shown(ident)}, which no row has. Add the row, "
            "or correct the reference:",
            Advice("validate() lists all of them.", "`validate` lists all of them."),
        )
