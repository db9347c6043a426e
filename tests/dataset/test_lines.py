"""Tables of many rows are written and hashed as their rows are."""

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from migrant_crisis_2021.dataset.csv_files import csv_text
from migrant_crisis_2021.dataset.lines import csv_bytes
from migrant_crisis_2021.dataset.parquet_files import (
    canonical_lines,
    content_hash,
    hash_of_lines,
    to_arrow,
)
from migrant_crisis_2021.dataset.table_schema import table_schema
from migrant_crisis_2021.names import TABLES

TEXT = st.none() | st.text(
    st.sampled_from(',;"\\\n\r\t \x00\x7f\u2028aé😀'), min_size=1, max_size=4
)
NUMBER = st.none() | st.integers(-(2**53), 2**53).map(float) | st.floats(-1, 1)
CELLS = {
    "string": TEXT,
    "date": st.none() | st.dates(),
    "integer": st.none() | st.integers(-(2**31), 2**31 - 1),
    "number": NUMBER,
}
FIGURES = table_schema("figures")
ROWS = st.lists(
    st.fixed_dictionaries({field.name: CELLS[field.type] for field in FIGURES.fields}), max_size=3
)


@given(ROWS)
def test_any_rows(rows):
    table = to_arrow("figures", rows)
    assert csv_bytes(table) == csv_text(FIGURES.columns, rows).encode()
    values = [[row[name] for name in FIGURES.columns] for row in rows]
    assert content_hash(table) == hash_of_lines(canonical_lines(values))


@pytest.mark.parametrize("name", TABLES)
def test_a_table_without_rows_has_a_header(name):
    columns = table_schema(name).columns
    assert csv_bytes(to_arrow(name, [])) == csv_text(columns, []).encode()
    assert content_hash(to_arrow(name, [])) == hash_of_lines([])


def test_a_table_of_several_parts_is_one_text():
    parts = [to_arrow("countries", [{"country": one}]) for one in ("BY", "PL", "BY")]
    lines = csv_bytes(pa.concat_tables(parts)).decode().splitlines()
    assert [line.split(",")[0] for line in lines[1:]] == ["BY", "PL", "BY"]
