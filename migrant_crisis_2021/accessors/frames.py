"""The tables as accessors return them: sorted, with the columns that they add."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from ..dataset import Dataset
from ..dataset.actors import side_name
from ..dataset.dataset import kept_on_dataset
from ..dataset.days import own_day
from ..dataset.documents import title_of
from ..dataset.places import wholes_of
from ..dataset.table_schema import arrow_schema, table_schema
from ..dataset.wording import actor_name, place_name, proposition, record_title
from ..names import TableName

if TYPE_CHECKING:
    import pyarrow as pa

Row = Mapping[str, Any]


_ORDER: dict[TableName, tuple[str, ...]] = {
    "events": ("date", "date_end", "event_id"),
    "figures": ("date", "period_start", "figure_id"),
}
"""How accessors sort tables that they do not return in the order of the files."""


@kept_on_dataset
def ordered_rows(dataset: Dataset, name: TableName) -> tuple[Row, ...]:
    """Return the rows of a table as accessors sort them; missing values come last."""
    rows: list[Row] = list(dataset[name])
    cells = [cell_of(dataset, name, column) for column in _ORDER.get(name, ())]

    def key(row: Row) -> list[tuple[bool, Any]]:
        return [(value is None, value) for value in (cell(row) for cell in cells)]

    return tuple(sorted(rows, key=key))


@kept_on_dataset
def ordered_table(dataset: Dataset, name: TableName) -> pa.Table:
    """Return a table with the columns that accessors add, as they sort it, in Arrow.

    It is made of the rows, which the filters need anyway: reading the Parquet file would take
    longer.
    """
    import pyarrow as pa

    schema = arrow_schema(name, with_added=True)
    columns = [pa.array(ordered_cells(dataset, name, field.name), field.type) for field in schema]
    return pa.table(columns, schema=schema)


@kept_on_dataset
def ordered_cells(dataset: Dataset, name: TableName, column: str) -> list[Any]:
    """Return a column of a table, or one that accessors add, as they sort it; shared."""
    return list(map(cell_of(dataset, name, column), ordered_rows(dataset, name)))


def cell_of(dataset: Dataset, name: TableName, column: str) -> Callable[[Row], Any]:
    """Return what reads a column of a table, or one that accessors add to it, in a row."""
    is_own = column in table_schema(name).columns
    return itemgetter(column) if is_own else partial(_VALUES[column], dataset)


def with_role(role: str, name: bool = False) -> Callable[[Dataset, Row], str | None]:
    """Return a function that lists the actors with a role in an event, as ids or names."""
    return lambda dataset, row: _with_role(dataset, role, name).get(row["event_id"])


@kept_on_dataset
def _with_role(dataset: Dataset, role: str, name: bool) -> dict[str, str]:
    """Map events to the actors with a role in them."""
    found: dict[str, list[str]] = {}
    for link in dataset["event_actors"].where("role", role):
        actor = link["actor_id"]
        called = str(actor_name(dataset, actor)) if name else actor
        found.setdefault(link["event_id"], []).append(called)
    return {event: "; ".join(actors) for event, actors in found.items()}


_VALUES: dict[str, Callable[[Dataset, Row], object]] = {
    "date": lambda _, row: own_day(row),
    "place": lambda dataset, row: place_name(dataset, row["place_id"]),
    "initiators": with_role("initiator"),
    "initiator_names": with_role("initiator", name=True),
    "targets": with_role("target"),
    "target_names": with_role("target", name=True),
    "asserted_by_name": lambda dataset, row: actor_name(dataset, row["asserted_by"]),
    "actor": lambda dataset, row: actor_name(dataset, row["actor_id"]),
    "side": lambda dataset, row: side_name(dataset, row["actor_id"]),
    "proposition": lambda dataset, row: proposition(dataset, row["claim_id"]),
    "event": lambda dataset, row: record_title(dataset, row["event_id"] or ""),
    "record": lambda dataset, row: record_title(dataset, row["record_id"]),
    "source": lambda dataset, row: title_of(dataset["sources"].by_id[row["source_id"]]),
    "publisher": lambda dataset, row: dataset["sources"].by_id[row["source_id"]]["publisher"],
    "part_of": lambda dataset, row: "; ".join(wholes_of(dataset, row["place_id"])) or None,
}
"""How each added column gets its cells."""
