"""Valid tables of any size: copies of the shipped figures, events, sources and their evidence.

Each copy has ids, titles, addresses, subgroups and comparison groups of its own, so that the copies
keep every rule, and each rule meets what it meets in the shipped data.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from migrant_crisis_2021.dataset import Dataset
from migrant_crisis_2021.dataset.dataset import shipped
from migrant_crisis_2021.dataset.history import Fingerprint
from migrant_crisis_2021.dataset.parquet_files import to_arrow
from migrant_crisis_2021.dataset.table_schema import arrow_schema, table_schema
from migrant_crisis_2021.dataset.timeline import timeline_rows
from migrant_crisis_2021.names import AUTHORED, RECORDED, TableName

if TYPE_CHECKING:
    import pyarrow as pa

LONGEST_TITLE = 110

OWN: dict[TableName, tuple[str, ...]] = {
    "figures": ("figure_id", "title", "subgroup", "comparison_group", "superseded_by"),
    "events": ("event_id", "title", "superseded_by"),
    "sources": ("source_id", "title", "description", "url"),
    "evidence": ("record_id", "source_id"),
}
"""The tables that are copied, with the columns whose cells end in the number of the copy."""


def enlarged(figures: int) -> dict[TableName, pa.Table]:
    """Return all authored tables, with at least this number of figures.

    The evidence of positions, and the tables that only name things, are there once.
    """
    dataset = shipped()
    tables = {name: dataset.arrow(name) for name in AUTHORED}
    tables["releases"] = tables["releases"].slice(0, 0)  # without a release, nothing is a change
    copies = -(-figures // tables["figures"].num_rows)
    return tables | {name: _copied(name, tables[name], copies) for name in OWN}


def released(tables: dict[TableName, pa.Table]) -> dict[TableName, pa.Table]:
    """Add the hashes of a release that has just been made, and the timeline."""
    tables = {name: _sorted(name, table) for name, table in tables.items()}
    dataset = Dataset.of(tables)
    rows = [_release_row(dataset, name) for name in RECORDED]
    tables = tables | {"releases": to_arrow("releases", rows)}
    timeline = timeline_rows(Dataset.of(tables))
    return tables | {"timeline": to_arrow("timeline", timeline)}


def _sorted(name: TableName, table: pa.Table) -> pa.Table:
    return table.sort_by([(column, "ascending") for column in table_schema(name).primary_key])


def _release_row(dataset: Dataset, name: TableName) -> dict[str, object]:
    columns, rows = table_schema(name).columns, dataset[name]
    found = Fingerprint(rows, columns)
    return {
        "version": "99.0.0",
        "released_on": dt.date(2099, 1, 1),
        "table": name,
        "n_rows": len(rows),
        "columns": "; ".join(columns),
        "content_hash": found.content,
        "row_hashes": "".join(found.rows),
        "column_hashes": "".join(found.columns),
    }


def _copied(name: TableName, table: pa.Table, copies: int) -> pa.Table:
    """Return a table and its copies; the first keeps its cells, since other tables refer to it."""
    import numpy as np
    import pyarrow as pa
    import pyarrow.compute as pc

    repeated = table
    if name == "evidence":
        repeated = table.filter(pc.invert(pc.starts_with(table["record_id"], "pos-")))
    count = np.repeat(np.arange(1, copies), repeated.num_rows)
    rows = np.tile(np.arange(repeated.num_rows), copies - 1)
    added = repeated.take(rows)
    number = pa.array(count).cast(pa.string())
    for place, column in enumerate(added.column_names):
        if column in OWN[name]:
            added = added.set_column(place, column, _own(column, added[column], number))
    return pa.concat_tables([table, added.cast(arrow_schema(name))]).combine_chunks()


def _own(column: str, cells: pa.ChunkedArray, number: pa.Array) -> pa.ChunkedArray:
    import pyarrow.compute as pc

    if column in ("title", "description"):
        longest = 70 if column == "description" else LONGEST_TITLE
        cut = pc.utf8_rtrim_whitespace(pc.utf8_slice_codeunits(cells, 0, longest))
        return pc.binary_join_element_wise(cut, number, " ")
    if column == "subgroup":
        cells = pc.fill_null(cells, "all")
    if column == "url":
        address = pc.replace_substring_regex(cells, "^https?://", "")
        return pc.binary_join_element_wise("https://copy", number, ".", address, "")
    if column in ("figure_id", "event_id", "record_id", "superseded_by"):
        return pc.binary_join_element_wise(cells, pc.utf8_lpad(number, 4, "0"), "")
    return pc.binary_join_element_wise(cells, number, "-")
