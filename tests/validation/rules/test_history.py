"""R36: whatever differs from the last release has its row in `changes`."""

import copy
from functools import cache

import pytest

from migrant_crisis_2021.dataset import Dataset, shipped
from migrant_crisis_2021.dataset.history import ADDED, REMOVED, Fingerprint
from migrant_crisis_2021.dataset.table_schema import table_schema
from migrant_crisis_2021.names import RECORDED
from migrant_crisis_2021.validation.rules import RULES, Subject
from tests.datasets import small_rows

RELEASED, NEXT = "98.0.0", "99.0.0"


def released(table, rows, columns=None):
    """Make the row of a release, with all hashes."""
    columns = columns or table_schema(table).columns
    printed = Fingerprint(rows, columns)
    return {
        "version": RELEASED,
        "table": table,
        "n_rows": len(rows),
        "columns": "; ".join(columns),
        "content_hash": printed.content,
        "row_hashes": "".join(printed.rows),
        "column_hashes": "".join(printed.columns),
    }


@cache
def release_of(table):
    return released(table, list(shipped()[table]))


def found(**tables):
    """Check shipped tables, some rows replaced, as if they alone had just been released."""
    names = [name for name in tables if name in RECORDED] or list(RECORDED)
    known = {name: shipped()[name] for name in names}
    history = {"changes": [], "releases": list(map(release_of, names))}
    return checked(Dataset.of(known | history | tables))


def checked(dataset):
    return list(RULES["R36"].check(Subject(dataset, dataset.tables, None, False)))


def rows(table):
    return copy.deepcopy(list(shipped()[table]))


def with_changes(*changes):
    names = ("table", "record_id", "field", "old_value", "new_value")
    return [{"version": NEXT, **dict(zip(names, c, strict=True)), "reason": "x"} for c in changes]


def test_what_was_just_released_differs_in_nothing():
    assert found() == []


def test_the_shipped_changes_lead_back():
    assert checked(shipped()) == []


@pytest.mark.parametrize("table", RECORDED)
def test_every_table_is_covered(table):
    changed = rows(table)
    del changed[1]
    (problem,) = found(**{table: changed})
    assert (problem.rule, problem.table) == ("R36", table)
    assert "1 row(s) of" in problem.message
    assert "diff" in problem.message


def test_a_changed_cell_names_its_record_and_column():
    events = rows("events")
    events[7]["summary"] = "Something else."
    (problem,) = found(events=events)
    assert (problem.key, problem.column) == (events[7]["event_id"], "summary")
    assert problem.value == "'Something else.'"
    assert f"summary differs from {RELEASED}" in problem.message


def test_two_changed_cells_name_both_records():
    events = rows("events")
    events[7]["summary"], events[9]["title"] = "Something else.", "Another"
    named = [one.key for one in found(events=events)]
    assert named == [events[7]["event_id"], events[9]["event_id"]]


def test_a_new_row_is_named():
    claims = rows("claims")
    claims.append(claims[0] | {"claim_id": "clm-9999"})
    (problem,) = found(claims=claims)
    assert (problem.key, problem.column) == ("clm-9999", "claim_id")
    assert "is not in" in problem.message
    change = ("claims", "clm-9999", None, None, ADDED)
    assert found(claims=claims, changes=with_changes(change)) == []


def test_a_recorded_change_is_none_until_it_is_wrong():
    claims = rows("claims")
    old, claims[4]["proposition"] = claims[4]["proposition"], "Something else."
    change = ("claims", claims[4]["claim_id"], "proposition", old, "Something else.")
    assert found(claims=claims, changes=with_changes(change)) == []
    (wrong_old,) = found(claims=claims, changes=with_changes((*change[:3], "Else", change[4])))
    assert (wrong_old.table, wrong_old.key) == ("claims", claims[4]["claim_id"])
    (wrong_new,) = found(claims=claims, changes=with_changes((*change[:4], "Else")))
    assert (wrong_new.table, wrong_new.column) == ("changes", "new_value")
    assert "claims has 'Something else.'" in wrong_new.message


def test_a_removed_row_needs_all_its_cells():
    figures = rows("event_figures")
    gone = figures.pop(4)
    key = "/".join(gone.values())
    whole = ("event_figures", key, None, None, REMOVED)
    cells = [("event_figures", key, name, value, None) for name, value in gone.items()]
    assert found(event_figures=figures, changes=with_changes(whole, *cells)) == []
    assert found(event_figures=figures, changes=with_changes(whole, cells[0])) != []
    assert found(event_figures=figures, changes=with_changes(*cells)) != []


def test_a_cell_of_a_new_column_needs_no_row():
    columns = [name for name in small_rows()["figures"][0] if name != "subgroup"]
    small = small_rows(
        figures={0: {"subgroup": "children"}},
        releases={0: [released("figures", small_rows()["figures"], columns)]},
    )
    assert checked(Dataset.of(small)) == []
    small["figures"][0]["title"] = "Changed"
    (problem,) = checked(Dataset.of(small))
    assert problem.column == "title"


def test_a_row_of_a_new_table_needs_no_row():
    columns = list(small_rows()["figures"][0])
    change = {"version": NEXT, "table": "claims", "record_id": "clm-0001", "field": "topic"}
    small = small_rows(
        claims={0: [{"claim_id": "clm-0009"}]},
        releases={0: [released("figures", small_rows()["figures"], columns)]},
    )
    assert checked(Dataset.of(small)) == []
    (problem,) = checked(Dataset.of(small | {"changes": [change]}))
    assert (problem.table, problem.column, problem.value) == ("changes", "table", "'claims'")


def test_a_dataset_without_releases_has_no_history():
    events = rows("events")
    events[0]["title"] = "Changed"
    assert found(events=events, releases=[]) == []
    assert found(events=events) != []


def test_a_faulty_table_of_releases_is_no_crash():
    claims, release = rows("claims"), release_of("claims")
    for column, value in [("columns", "zzz"), ("columns", None), ("content_hash", None)]:
        assert found(claims=claims, releases=[release | {column: value}]) != []
    assert found(claims=claims, releases=[release | {"version": None}]) == []


def test_thousands_of_unrecorded_cells_are_all_named():
    evidence = [row | {"relation": "context"} for row in rows("evidence")]
    differing = sum(row["relation"] != "context" for row in shipped()["evidence"])
    named = [one.key for one in found(evidence=evidence)]
    assert len(named) == len(set(named)) == differing > 1000
