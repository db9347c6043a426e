"""The tables as accessors return them: sorted, with the columns that they add."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from ..dataset import Dataset
from ..dataset.actors import side_name
from ..dataset.dataset import kept_on_dataset
from ..dataset.days import own_day
from ..dataset.documents import title_of
from ..dataset.places import wholes_of
from ..dataset.table_schema import table_schema
from ..dataset.wording import actor_name, place_name, proposition, record_title
from ..frames.convert import string_type
from ..frames.tables import table
from ..names import TableName

if TYPE_CHECKING:
    import pandas as pd

Row = Mapping[str, Any]


_ORDER: dict[TableName, tuple[str, ...]] = {
    "events": ("date", "date_end", "event_id"),
    "figures": ("date", "period_start", "figure_id"),
}
"""How accessors sort tables that they do not return in the order of the files."""


@kept_on_dataset
def _order(dataset: Dataset, name: TableName) -> list[int]:
    """Return the places of the rows, as accessors sort them; missing values come last."""
    rows: list[Row] = list(dataset[name])

    def key(place: int) -> list[tuple[bool, Any]]:
        cells = [accessor_cell(dataset, one, rows[place]) for one in _ORDER.get(name, ())]
        return [(cell is None, cell) for cell in cells]

    return sorted(range(len(rows)), key=key)


@kept_on_dataset
def ordered_rows(dataset: Dataset, name: TableName) -> tuple[Row, ...]:
    """Return the rows of a table as accessors sort them."""
    rows: list[Row] = list(dataset[name])
    return tuple(rows[place] for place in _order(dataset, name))


@kept_on_dataset
def ordered_frame(dataset: Dataset, name: TableName) -> pd.DataFrame:
    """Return a table with the columns that accessors add, as they sort it; shared, so copy it."""
    return accessor_frame(dataset, name).take(_order(dataset, name)).reset_index(drop=True)


@kept_on_dataset
def accessor_frame(dataset: Dataset, name: TableName) -> pd.DataFrame:
    """Return a table with the columns that accessors add; shared, so filter or copy it."""
    import pandas as pd

    frame = table(dataset, name)
    declared = table_schema(name)
    rows = list(dataset[name])
    for added in declared.accessor_fields:
        type_: Any = "datetime64[ms]" if added.type == "date" else string_type()
        found = [accessor_cell(dataset, added.name, row) for row in rows]
        cells = pd.Series(found, dtype=object).astype(type_)
        frame.insert(declared.accessor_columns.index(added.name), added.name, cells)
    return frame


def accessor_cell(dataset: Dataset, column: str, row: Row) -> Any:
    """Return a cell of a table, or of a column that accessors add to it."""
    return row[column] if column in row else _VALUES[column](dataset, row)


def with_role(role: str, name: bool = False) -> Callable[[Dataset, Row], str | None]:
    """Return a function that lists the actors with a role in an event, as ids or names."""

    def joined(dataset: Dataset, row: Row) -> str | None:
        links = dataset["event_actors"].where("event_id", row["event_id"])
        ids = [link["actor_id"] for link in links if link["role"] == role]
        return "; ".join(str(actor_name(dataset, one)) if name else one for one in ids) or None

    return joined


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
