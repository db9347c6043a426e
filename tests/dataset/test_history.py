"""Two states of a table are compared, and the changes between them lead back."""

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from migrant_crisis_2021.dataset.history import (
    ADDED,
    REMOVED,
    Fingerprint,
    compared,
    row_key,
    split_hashes,
    undo,
)
from migrant_crisis_2021.dataset.parquet_files import content_hash, to_arrow
from migrant_crisis_2021.dataset.table_schema import table_schema
from migrant_crisis_2021.names import RECORDED
from tests.datasets import day, small_rows

COLUMNS = ("figure_id", "title", "value", "magnitude", "period_start")


def figure(ident, **cells):
    return dict.fromkeys(table_schema("figures").columns) | {"figure_id": ident} | cells


def as_rows(changes, version="0.2.0"):
    """Write changes as rows of the table `changes`."""
    names = ("table", "record_id", "field", "old_value", "new_value")
    return [
        {"version": version, **dict(zip(names, one, strict=True)), "reason": "x"} for one in changes
    ]


def test_cells_and_rows_that_changed():
    old = [figure("fig-0001", title="Old", value=7935.0), figure("fig-0002", title="Gone")]
    new = [figure("fig-0001", title="Old", value=7.5), figure("fig-0003", title="New")]
    found = [change[1:] for change in compared("figures", old, new, COLUMNS)]
    assert found == [
        ("fig-0001", "value", "7935", "7.5"),
        ("fig-0002", None, None, REMOVED),
        ("fig-0002", "figure_id", "fig-0002", None),
        ("fig-0002", "title", "Gone", None),
        ("fig-0003", None, None, ADDED),
    ]


def test_a_new_column_is_not_compared_and_a_dropped_one_keeps_its_cells():
    old = [{"place_id": "town", "name": "Town", "part_of": "border"}]
    new = [{"place_id": "town", "name": "Town", "aliases": "City"}]
    changes = list(compared("places", old, new, ["place_id", "name", "part_of"]))
    assert [change[1:] for change in changes] == [("town", "part_of", "border", None)]
    rows, faults = undo("places", new, as_rows(changes))
    assert (rows[0]["part_of"], faults) == ("border", [])


ROWS = st.lists(
    st.builds(
        figure,
        st.sampled_from([f"fig-000{n}" for n in range(6)]),
        title=st.none() | st.text('ab, /"', min_size=1),
        value=st.none() | st.integers(0, 10**6).map(lambda number: number / 8),
        magnitude=st.none() | st.integers(0, 1000),
        period_start=st.none() | st.dates(),
    ),
    unique_by=lambda row: row["figure_id"],
)


@given(ROWS, ROWS, ROWS)
def test_undoing_the_changes_of_two_versions_gives_the_first_state(first, second, third):
    changes = as_rows(compared("figures", first, second, COLUMNS), "0.9.0")
    changes += as_rows(compared("figures", second, third, COLUMNS), "0.10.0")
    rows, faults = undo("figures", third, reversed(changes))
    assert faults == []
    assert rows == sorted(first, key=lambda row: row["figure_id"])
    assert list(compared("figures", first, rows, COLUMNS)) == []


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (("fig-0001", "title", "Older", "Older still"), "figures has 'Old'"),
        (("fig-0001", "note", None, "A note"), "figures has null"),
        (("fig-0009", "title", "Older", "Old"), "no row with this key"),
        (("fig-0009", None, None, ADDED), "no row with this key"),
        (("fig-0001", None, None, REMOVED), "figures has a row with this key"),
        (("fig-0001", None, None, None), "says added or removed"),
        (("fig-0001", "value", "many", None), "is not a value of figures.value"),
    ],
)
def test_a_change_that_does_not_agree_with_the_table(change, words):
    rows = [figure("fig-0001", title="Old")]
    _, faults = undo("figures", rows, as_rows([("figures", *change)]))
    assert [words in fault.message for fault in faults] == [True]
    assert rows == [figure("fig-0001", title="Old")], "the rows given are not modified"


def test_keys_of_several_columns():
    row = {"event_id": "evt-0001", "actor_id": "guard", "role": "host"}
    assert row_key("event_actors", row) == "evt-0001/guard/host"


@pytest.mark.parametrize("table", RECORDED)
def test_the_fingerprint_is_the_content_hash_of_the_files(table):
    rows, columns = small_rows()[table], table_schema(table).columns
    assert Fingerprint(rows, columns).content == content_hash(to_arrow(table, rows))


def test_the_canonical_form_is_a_line_of_json_for_each_row():
    """Other programs compute the hashes that are in the manifest and in `releases`."""
    rows = [
        figure("fig-0001", value=1.0, magnitude=1, title='Kuźnica, "1"\n'),
        figure("fig-0002", value=0.5, title="1", period_start=day("2021-11-08")),
    ]
    lines = '["fig-0001","Kuźnica, \\"1\\"\\n",1,1,null]\n["fig-0002","1",0.5,null,"2021-11-08"]\n'
    expected = "sha256:" + hashlib.sha256(lines.encode()).hexdigest()
    assert Fingerprint(rows, COLUMNS).content == expected


def test_a_changed_cell_changes_the_hash_of_its_row_and_column_alone():
    rows = [figure("fig-0001", value=1.0), figure("fig-0002", period_start=day("2021-11-08"))]
    other = [rows[0], rows[1] | {"value": 1.0}]
    was, now = Fingerprint(rows, COLUMNS), Fingerprint(other, COLUMNS)
    assert [a == b for a, b in zip(was.rows, now.rows, strict=True)] == [True, False]
    same = [a == b for a, b in zip(was.columns, now.columns, strict=True)]
    assert same == [name != "value" for name in COLUMNS]
    assert split_hashes("".join(now.rows)) == list(now.rows)
    assert split_hashes(None) == []
