"""Tables in Arrow are treated as their rows are."""

from functools import partial

from hypothesis import given
from hypothesis import strategies as st

from migrant_crisis_2021.dataset.parquet_files import sort_key, sorted_by_key, to_arrow

TEXT = st.none() | st.sampled_from(["", "Z", "a", "a-", "a1", "é", "None", "\uffff", "😀"])
CHANGES = st.fixed_dictionaries(
    dict.fromkeys(("version", "table", "record_id", "field", "old_value", "note"), TEXT)
)


@given(st.lists(CHANGES))
def test_a_table_is_sorted_as_its_rows_are(rows):
    expected = sorted(rows, key=partial(sort_key, "changes"))
    assert sorted_by_key("changes", to_arrow("changes", rows)) == to_arrow("changes", expected)
