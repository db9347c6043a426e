"""A frame cites the documents behind its rows, whatever was done to it before."""

import json
import subprocess
import sys

import narwhals as nw
import pandas as pd
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from migrant_crisis_2021.errors import InvalidInputError, UnknownValueError

from .invented_dataset import invented


def polars(frame):
    return pytest.importorskip("polars").from_pandas(frame)


LIBRARIES = [
    pytest.param(lambda frame: frame, id="pandas"),
    pytest.param(lambda frame: pa.Table.from_pandas(frame, preserve_index=False), id="pyarrow"),
    pytest.param(polars, id="polars", marks=pytest.mark.conformance),
    pytest.param(nw.from_native, id="narwhals"),
]


def frame(table, *keys):
    """Make a pandas frame of a table, or of its rows with some keys."""
    rows = [row for row in invented[table] if not keys or next(iter(row.values())) in keys]
    return pd.DataFrame(rows)


def cited(what):
    *items, dataset = json.loads(invented.cite(what, style="csl-json"))
    assert dataset["type"] == "dataset"
    assert "dataset" not in {item["type"] for item in items}
    return {item["id"] for item in items}


def behind(*records):
    return {e["source_id"] for e in invented["evidence"] if e["record_id"] in records}


@pytest.mark.parametrize("library", LIBRARIES)
@pytest.mark.parametrize(
    ("table", "key", "prefix"),
    [
        ("events", "event_id", "evt"),
        ("figures", "figure_id", "fig"),
        ("positions", "position_id", "pos"),
        ("sources", "source_id", ""),
    ],
)
def test_a_table_and_its_head(library, table, key, prefix):
    whole = frame(table)[[key]]
    for part in (whole, whole.head(1), whole.tail(2)):
        expected = behind(*part[key]) if prefix else set(part[key])
        assert cited(library(part)) == expected


@given(st.lists(st.sampled_from(["evt-0001", "evt-0002", "fig-0001", "fig-0002", "pos-0002"])))
def test_any_selection_in_any_order(records):
    if not records:
        return
    timeline = pd.DataFrame({"record_id": records, "n": range(len(records))})
    assert cited(timeline) == behind(*records)
    assert cited(timeline.sort_values("n", ascending=False)) == behind(*records)
    twice = pd.concat([timeline, timeline])
    assert invented.cite(twice) == invented.cite(timeline.drop_duplicates("record_id"))
    assert invented.cite(timeline[::-1]) == invented.cite(timeline)


@pytest.mark.parametrize("library", LIBRARIES)
def test_rows_put_under_one_another(library):
    """Each row has the id of its own table only."""
    both = pd.concat([frame("events", "evt-0001"), frame("figures", "fig-0002")])
    assert cited(library(both[["event_id", "figure_id"]])) == behind("evt-0001", "fig-0002")


def test_rows_put_side_by_side():
    one, other = frame("events", "evt-0001"), frame("events", "evt-0002")
    both = pd.concat([df.reset_index(drop=True) for df in (one, other)], axis=1)
    assert cited(both) == behind("evt-0001", "evt-0002")
    arrow = pa.table([["evt-0001"], ["evt-0002"]], names=["event_id", "event_id"])
    assert cited(arrow) == behind("evt-0001", "evt-0002")


@pytest.mark.parametrize("library", LIBRARIES)
def test_merged_frames_with_suffixes(library):
    one, other = frame("events", "evt-0001"), frame("events", "evt-0002")
    for suffixes in [("_x", "_y"), ("", "_right"), (".1", ".2")]:
        merged = one[["event_id", "status"]].merge(
            other[["event_id", "reality"]], how="cross", suffixes=suffixes
        )
        assert cited(library(merged)) == behind("evt-0001", "evt-0002")


def test_events_merged_with_their_figures():
    merged = frame("event_figures").merge(frame("events")).merge(frame("figures"), on="figure_id")
    assert cited(merged) == behind("evt-0001", "fig-0002")


def test_a_record_merged_with_evidence_cites_the_documents_in_the_rows():
    """A filter on the documents is respected."""
    merged = frame("figures", "fig-0001").merge(
        frame("evidence"), left_on="figure_id", right_on="record_id"
    )
    assert cited(merged) == behind("fig-0001")
    one = merged[merged["source_id"] == "herald-undated-strike"]
    assert cited(one) == {"herald-undated-strike"}


def test_evidence_of_one_record_does_not_stand_in_for_another():
    rows = pd.DataFrame(
        {
            "event_id": ["evt-0001"],
            "figure_id": ["fig-0001"],
            "source_id": ["herald-undated-strike"],
        }
    )
    assert cited(rows) == behind("evt-0001") | {"herald-undated-strike"}


def test_a_position_does_not_bring_what_it_refers_to():
    """Others took other positions on the same claim, with documents of their own."""
    assert cited(frame("positions", "pos-0001")) == behind("pos-0001")
    claims = frame("positions", "pos-0001").merge(frame("claims"), on="claim_id")
    assert cited(claims) == behind("pos-0001")


@pytest.mark.parametrize("columns", [["event_id", "title"], ["event_id", "event_type"]])
def test_a_position_merged_with_its_event_brings_both(columns):
    merged = frame("positions").merge(frame("events")[columns], on="event_id", how="left")
    assert cited(merged.head(1)) == behind("pos-0001", "evt-0001")
    assert cited(merged.iloc[1:2]) == behind("pos-0002")


def test_a_position_merged_with_its_document_does_not_bring_its_event():
    merged = (
        frame("positions", "pos-0001")
        .merge(frame("evidence"), left_on="position_id", right_on="record_id")
        .merge(frame("sources"), on="source_id")
    )
    assert cited(merged) == behind("pos-0001")


def test_claims_bring_the_positions_on_them():
    assert cited(frame("claims", "clm-0001")) == behind(
        "pos-0001", "pos-0002", "pos-0003", "pos-0005"
    )


def test_a_suffix_does_not_change_which_ids_a_column_contains():
    one, other = "herald-undated-strike", "herald-undated-nothing"
    assert cited(pd.DataFrame({"source_id_x": [one], "source_id.1": [other]})) == {one, other}


@pytest.mark.parametrize(
    ("column", "records"), [("summary", ["pos-0001", "evt-0002"]), ("n", ["pos-0001"])]
)
def test_a_position_brings_its_event_where_the_row_shows_it(column, records):
    row = {"position_id": "pos-0001", "event_id": "evt-0002", column: "text"}
    assert cited(pd.DataFrame([row])) == behind(*records)


def test_ids_in_the_index():
    events = frame("events", "evt-0001", "evt-0002")
    assert cited(events.set_index("event_id")) == behind("evt-0001", "evt-0002")
    assert cited(events.set_index(["status", "event_id"])[["title"]].tail(1)) == behind("evt-0002")
    renamed = events.head(1).set_axis(pd.Index(["evt-0002"], name="event_id"))
    assert cited(renamed) == behind("evt-0001", "evt-0002")
    counted = events.groupby("event_id").size().to_frame("n")
    assert cited(counted) == behind("evt-0001", "evt-0002")


def test_ids_under_two_lines_of_heading():
    events = frame("events", "evt-0002")
    nested = pd.concat({"event_id": events["event_id"], "n": events["status"]}, axis=1)
    nested.columns = pd.MultiIndex.from_tuples([("event_id", "first"), ("n", "first")])
    assert cited(nested) == behind("evt-0002")


def test_missing_ids_and_other_types_of_text():
    left = pd.DataFrame({"place": ["a", "b"], "event_id": ["evt-0002", None]})
    assert cited(left) == behind("evt-0002")
    assert cited(left.astype({"event_id": "category"})) == behind("evt-0002")
    assert cited(left.astype({"event_id": object})) == behind("evt-0002")
    arrow = pa.table({"event_id": pa.array(["evt-0002", None]).dictionary_encode()})
    assert cited(arrow) == behind("evt-0002")
    assert cited(pd.DataFrame({1: [2], "event_id": ["evt-0002"]})) == behind("evt-0002")
    not_a_number = pd.DataFrame(
        {"source_id": ["herald-undated-strike", float("nan")]}, dtype=object
    )
    assert cited(not_a_number) == {"herald-undated-strike"}


def test_a_column_of_ids_is_a_list_of_ids():
    text = invented.cite(frame("figures", "fig-0002")["figure_id"])
    assert text == invented.cite(["fig-0002"])
    assert text.startswith("Lorries on the quay")
    arrow = pa.table({"figure_id": ["fig-0002"]})
    assert invented.cite(arrow["figure_id"]) == invented.cite(pa.array(["fig-0002"])) == text


def test_a_frame_without_documents_cites_the_dataset_alone():
    """No evidence is a fault of the data, which the rules report."""
    assert cited(pd.DataFrame({"event_id": ["evt-0001"], "source_id": [None]})) == behind(
        "evt-0001"
    )


REFUSED = [
    (
        pd.DataFrame({"place": ["a"], "n": [1]}),
        "no ids, so the documents behind",
        "among: place, n.",
    ),
    (pd.DataFrame({"source_ids": ["a; b"]}), "no ids, so the documents behind", "source_ids"),
    (pd.DataFrame({"superseded_by": ["evt-0001"]}), "no ids, so the documents", "superseded_by"),
    (pd.DataFrame(), "no ids, so the documents behind", "(none)"),
    (
        pd.DataFrame({"event_id": [3]}),
        "no ids in event_id: the first value is 3",
        "before grouping",
    ),
    (pd.DataFrame({"event_id": [None]}), "no ids in event_id", "before grouping"),
    (pd.DataFrame({"event_id": []}), "has no rows", "Widen the filter"),
]


@pytest.mark.parametrize("library", LIBRARIES[:3])
@pytest.mark.parametrize(("rows", "why", "way_out"), REFUSED)
def test_a_frame_that_cannot_be_cited_says_why(library, rows, why, way_out):
    with pytest.raises(InvalidInputError) as error:
        invented.cite(library(rows))
    assert why in str(error.value)
    assert way_out in str(error.value)
    assert "cite() without arguments cites the dataset" in str(error.value)


@pytest.mark.parametrize(
    ("column", "ident"),
    [
        ("event_id", "QX-17"),
        ("source_id", "fig-0001"),
        ("figure_id", "herald-undated-strike"),
        ("record_id_x", "evt-9999"),
    ],
)
def test_a_foreign_frame_is_refused(column, ident):
    rows = pd.DataFrame({column: [ident], "figure_id_y": ["fig-0001"]})
    with pytest.raises(UnknownValueError) as error:
        invented.cite(rows)
    assert f"unknown id in the column {column} '{ident}'" in str(error.value)
    assert "another dataset or release" in str(error.value)


def test_groups_are_not_a_frame():
    with pytest.raises(
        InvalidInputError, match="DataFrameGroupBy of ids contains a tuple, not text"
    ):
        invented.cite(frame("events").groupby("event_type"))


@pytest.mark.conformance
def test_what_is_lazy_must_be_collected():
    pl = pytest.importorskip("polars")
    lazy = pl.LazyFrame({"event_id": ["evt-0001"]})
    with pytest.raises(InvalidInputError, match=r"cannot read a LazyFrame .* collect it first"):
        invented.cite(lazy)
    assert cited(lazy.collect()) == behind("evt-0001")
    duckdb = pytest.importorskip("duckdb")
    relation = duckdb.sql("select 'evt-0001' as event_id")
    with pytest.raises(InvalidInputError, match="convert it to a pandas, polars or pyarrow frame"):
        invented.cite(relation)
    assert cited(relation.to_arrow_table()) == behind("evt-0001")


@pytest.mark.parametrize(
    "make",
    [pytest.param("polars.DataFrame", marks=pytest.mark.conformance), "pyarrow.table"],
)
def test_citing_one_library_loads_no_other(make):
    """What making the frame loads is not ours: pyarrow itself looks for pandas then."""
    library = make.split(".")[0]
    pytest.importorskip(library)
    code = f"""if True:
        import sys, {library}
        from migrant_crisis_2021.citation.cite import cite
        from migrant_crisis_2021.dataset import shipped
        frame = {make}({{"source_id": list(shipped()["sources"].by_id)[:3]}})
        before = set(sys.modules)
        cite(shipped(), frame)
        print({{"pandas", "pyarrow", "pandera", "polars"}} & (set(sys.modules) - before))
    """
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"
