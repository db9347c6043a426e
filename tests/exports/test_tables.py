"""Spreadsheets and databases, read back by other programs."""

import csv
import datetime as dt
import io
import json
import sqlite3
import zipfile
from contextlib import closing

import openpyxl
import pandas as pd
import pytest

import migrant_crisis_2021 as mc
from migrant_crisis_2021.dataset.table_schema import table_schema
from migrant_crisis_2021.errors import DataIntegrityError, InvalidInputError
from migrant_crisis_2021.exports.csv_file import harmless
from migrant_crisis_2021.names import TABLES
from tests.datasets import day, small_dataset
from tests.exports.rows import HOSTILE, hostile, plain
from tests.ferry import ferry

FRAMES = {
    "events": lambda: mc.events(event_type="clash"),
    "figures": lambda: mc.figures(measure="deaths"),
    "timeline": lambda: mc.timeline(start="2021-11-16", end="2021-11-16"),
    "sources": lambda: mc.sources(language="lv"),
    "selection": lambda: mc.series("attempted_crossings"),
}


@pytest.fixture(params=FRAMES)
def sheet_and_frame(request):
    return request.param, FRAMES[request.param]()


def text(value):
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return "" if value is None else str(value)


# --- CSV ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("format_", ["csv", "csv-excel"])
def test_csv_holds_the_rows_of_the_frame(tmp_path, sheet_and_frame, format_):
    _, frame = sheet_and_frame
    done = mc.export(tmp_path / "a.csv", frame, format_)
    content = done.path.read_bytes().decode("utf-8")
    assert content.startswith("\ufeff") == (format_ == "csv-excel")
    found = list(csv.DictReader(io.StringIO(content.removeprefix("\ufeff"))))
    assert found == [{name: text(v) for name, v in row.items()} for row in plain(frame)]


def test_a_table_is_the_file_in_data(tmp_path):
    done = mc.export(tmp_path / "evidence.csv", "evidence")
    assert done.path.read_bytes() == mc.path("evidence", "csv").read_bytes()


def test_csv_holds_one_table(tmp_path):
    with pytest.raises(InvalidInputError, match=r"holds one table, not \d+ \(events, .*timeline"):
        mc.export(tmp_path / "all.csv")
    with pytest.raises(InvalidInputError, match=r"holds one table, not 2 \(events, figures\)"):
        mc.export(tmp_path / "two.csv", ["evt-0001", "fig-0001"])


def test_only_csv_for_spreadsheets_disarms_formulas(tmp_path):
    dataset = hostile()
    for format_, mark in (("csv", ""), ("csv-excel", "'")):
        done = dataset.export(tmp_path / f"{format_}.csv", dataset.events(), format_)
        found = pd.read_csv(done, encoding="utf-8-sig")
        assert found["title"].tolist() == [f"{mark}{HOSTILE}", f"{mark}-2+3"]


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"])
def test_what_looks_like_a_formula(start):
    assert harmless(f"{start}1") == f"'{start}1"
    assert harmless(f"1{start}") == f"1{start}"


@pytest.mark.parametrize("end", ["\r", "\n", "\r\n"])
def test_a_line_that_looks_like_a_formula(tmp_path, end):
    frame = pd.DataFrame({"title": [f"harmless{end}=1+1", "second"], "n": [1, 2]})
    for format_, mark in (("csv", ""), ("csv-excel", "'")):
        content = mc.export(tmp_path / f"{format_}.csv", frame, format_).path.read_bytes()
        rows = content.decode("utf-8-sig")
        assert rows == f'title,n\n"harmless{end}{mark}=1+1",1\nsecond,2\n'


# --- JSON ---------------------------------------------------------------------------------------


def test_json_holds_the_rows_of_the_frame(tmp_path, sheet_and_frame):
    _, frame = sheet_and_frame
    found = json.loads(mc.export(tmp_path / "a.json", frame).path.read_text("utf-8"))
    expected = [
        {n: str(v) if isinstance(v, dt.date) else v for n, v in row.items()} for row in plain(frame)
    ]
    assert found == expected


def test_json_of_the_whole_dataset_says_what_it_is(tmp_path):
    dataset = ferry()
    done = dataset.export(tmp_path / "all.json")
    content = json.loads(done.path.read_text("utf-8"))
    assert content["dataset"]["citation"] == dataset.cite()
    assert content["dataset"]["licence"] == "CC0-1.0"
    counts = {name: len(rows) for name, rows in content["tables"].items()}
    assert counts == {name: len(dataset[name]) for name in dataset.tables}
    assert done.n == sum(counts.values())


# --- Excel --------------------------------------------------------------------------------------


def rows_of(page):
    head, *lines = page.iter_rows()
    names = [cell.value for cell in head]
    return [
        {n: c.value.date() if c.is_date else c.value for n, c in zip(names, line, strict=True)}
        for line in lines
    ]


def test_a_workbook_holds_the_rows_of_the_frame_with_real_dates(tmp_path, sheet_and_frame):
    name, frame = sheet_and_frame
    book = openpyxl.load_workbook(mc.export(tmp_path / "a.xlsx", frame).path)
    assert book.sheetnames[:2] == ["About", name]
    page = book[name]
    assert rows_of(page) == plain(frame)
    assert page.freeze_panes == "B2"
    assert page.auto_filter.ref == page.dimensions
    dates = [cell for row in page.iter_rows(min_row=2) for cell in row if cell.is_date]
    assert {cell.number_format for cell in dates} == {"yyyy-mm-dd"}
    assert len(dates) == frame.select_dtypes("datetime").count().sum()
    assert dates


def test_a_workbook_of_the_whole_dataset(tmp_path):
    dataset = small_dataset()
    book = openpyxl.load_workbook(dataset.export(tmp_path / "all.xlsx").path)
    assert book.sheetnames == ["About", *dataset.tables]
    for name in dataset.tables:
        assert rows_of(book[name]) == list(dataset[name])


def test_the_first_sheet_explains_the_others(tmp_path):
    frame = mc.figures(measure="deaths")
    book = openpyxl.load_workbook(mc.export(tmp_path / "a.xlsx", frame).path)
    lines = [[cell for cell in row if cell] for row in book["About"].iter_rows(values_only=True)]
    cells = {cell for line in lines for cell in line}
    assert {mc.cite(), mc.__version__, "CC-BY-4.0"} <= cells
    assert ["figures", str(len(frame))] == next(row for row in lines if row[:1] == ["figures"])[:2]
    meanings = {row[1]: row[-1] for row in lines if row[:1] == ["figures"]}
    for field in table_schema("figures").fields:
        assert meanings[field.name] == field.description
    entry = mc.vocabulary("measure").set_index("value").loc["deaths"]
    assert ["measure", "deaths", f"{entry['label']}. {entry['definition']}"] in lines


def test_selected_records_come_with_their_documents(tmp_path):
    book = openpyxl.load_workbook(mc.export(tmp_path / "a.xlsx", ["fig-0001", "evt-0006"]).path)
    found = {(row["record_id"], row["source_id"]) for row in rows_of(book["documents"])}
    evidence = mc.evidence(["fig-0001", "evt-0006"])
    assert found == set(zip(evidence["record_id"], evidence["source_id"], strict=True))
    assert len(found) > 2


def test_ids_of_other_things_have_no_documents(tmp_path):
    frame = mc.changes(record=["fig-0625", "lithuanian-army"])
    book = openpyxl.load_workbook(mc.export(tmp_path / "a.xlsx", frame).path)
    assert {row["record_id"] for row in rows_of(book["documents"])} == {"fig-0625"}
    assert rows_of(book[book.sheetnames[1]]) == plain(frame)


def test_no_text_is_a_formula_or_a_link(tmp_path):
    dataset = hostile()
    file = dataset.export(tmp_path / "a.xlsx", ["events", "figures", "sources"]).path
    book = openpyxl.load_workbook(file)
    cells = [c for page in book for row in page.iter_rows() for c in row if c.value is not None]
    assert HOSTILE in {cell.value for cell in cells}
    assert {cell.data_type for cell in cells} <= {"s", "n", "d"}
    assert not [cell for cell in cells if cell.hyperlink]
    parts = zipfile.ZipFile(file)
    assert b"<f>" not in b"".join(parts.read(name) for name in parts.namelist())


@pytest.mark.parametrize("long", ["x" * 32_768, "🙂" * 16_384])
def test_a_text_that_a_cell_cannot_hold_is_an_error(tmp_path, long):
    fits = long[: len(long) - len(long) // 16_384]
    dataset = small_dataset(events={1: {"summary": fits}})
    done = dataset.export(tmp_path / "fits.xlsx", "events")
    book = openpyxl.load_workbook(done.path)
    assert rows_of(book["events"])[1]["summary"] == fits
    dataset = small_dataset(events={1: {"summary": long}})
    with pytest.raises(InvalidInputError, match=r"events\.summary has a text of 32,768 characters"):
        dataset.export(tmp_path / "a.xlsx", "events")


def test_a_whole_number_that_excel_would_round_is_text(tmp_path):
    numbers = [2**53, -(2**53), 2**53 + 1, -(2**53) - 1, 2**63 - 1]
    frame = pd.DataFrame({"n": numbers})
    page = openpyxl.load_workbook(mc.export(tmp_path / "a.xlsx", frame).path)["selection"]
    found = [row[0] for row in page.iter_rows(min_row=2, values_only=True)]
    assert found == [*numbers[:2], *map(str, numbers[2:])]


def test_other_kinds_of_cells(tmp_path):
    frame = pd.DataFrame(
        {
            "old": [dt.date(1863, 1, 1), dt.date(1900, 3, 1)],
            "time": pd.to_datetime(["2021-11-08 12:30", None]),
            "flag": [True, False],
            "mixed": [1, "one"],
            "control": ["a\x01b", None],
        }
    )
    page = openpyxl.load_workbook(mc.export(tmp_path / "a.xlsx", frame).path)["selection"]
    found = list(page.iter_rows(min_row=2, values_only=True))
    noon = dt.datetime(2021, 11, 8, 12, 30)
    assert found[0][:4] == ("1863-01-01", noon, True, 1)
    assert found[1] == (dt.datetime(1900, 3, 1), None, False, "one", None)
    content = json.loads(mc.export(tmp_path / "a.json", frame).path.read_text())
    assert content[0]["time"] == "2021-11-08T12:30:00"
    assert content[1]["old"] == "1900-03-01"
    with closing(sqlite3.connect(mc.export(tmp_path / "a.db", frame).path)) as database:
        types = database.execute("select name, type from pragma_table_info('selection')").fetchall()
    assert dict(types) == {
        "old": "TEXT",
        "time": "TEXT",
        "flag": "INTEGER",
        "mixed": "ANY",
        "control": "TEXT",
    }


def test_a_sheet_that_excel_cannot_hold_is_an_error(tmp_path):
    wide = pd.DataFrame([range(16_385)])
    with pytest.raises(InvalidInputError, match="1 rows and 16,385 columns; a sheet holds"):
        mc.export(tmp_path / "a.xlsx", wide)


def test_the_same_release_gives_the_same_workbook(tmp_path):
    one, two = (ferry().export(tmp_path / f"{name}.xlsx", "figures").path for name in "ab")
    assert one.read_bytes() == two.read_bytes()


# --- SQLite -------------------------------------------------------------------------------------


def query(file, statement):
    with closing(sqlite3.connect(file)) as database:
        return database.execute(statement).fetchall()


@pytest.fixture(scope="module")
def database(tmp_path_factory):
    return mc.export(tmp_path_factory.mktemp("database") / "all.sqlite").path


@pytest.mark.parametrize("table", TABLES)
def test_sqlite_holds_the_rows_and_keys_of_a_table(database, table):
    with closing(sqlite3.connect(database)) as connection:
        connection.row_factory = sqlite3.Row
        found = [dict(row) for row in connection.execute(f"select * from {table}")]
    expected = [
        {n: str(v) if isinstance(v, dt.date) else v for n, v in row.items()}
        for row in plain(mc.table(table))
    ]
    assert found == expected
    strict = query(database, f"select strict from pragma_table_list('{table}')")
    assert strict == [(1,)]
    declared = table_schema(table)
    keys = query(
        database, f'select "from", "table", "to" from pragma_foreign_key_list(\'{table}\')'
    )
    assert set(keys) == {(key.column, key.table, key.target) for key in declared.foreign_keys}
    primary = query(database, f"select name from pragma_table_info('{table}') where pk order by pk")
    assert [name for (name,) in primary] in ([], list(declared.primary_key))
    assert primary or table == "changes"  # whose key has nulls


def test_no_reference_of_the_database_dangles(database):
    assert query(database, "pragma foreign_key_check") == []
    assert query(database, "pragma integrity_check") == [("ok",)]


def test_the_database_describes_itself(database):
    about = dict(query(database, "select * from about"))
    assert about["citation"] == mc.cite()
    described = query(
        database, 'select "column", description from columns where "table" = \'events\''
    )
    assert dict(described)["title"] == table_schema("events").field("title").description


def test_keys_to_tables_that_are_not_there_are_not_declared(tmp_path):
    file = mc.export(tmp_path / "some.db", ["events", "places"]).path
    keys = query(file, "select \"table\" from pragma_foreign_key_list('events')")
    assert {table for (table,) in keys} == {"events", "places"}
    assert query(file, "pragma foreign_key_check") == []


def test_selected_rows_have_their_key_but_refer_to_nothing(tmp_path):
    file = mc.export(tmp_path / "some.db", mc.events(event_type="clash")).path
    assert query(file, "select name from pragma_table_info('events') where pk") == [("event_id",)]
    assert query(file, "select * from pragma_foreign_key_list('events')") == []


def test_a_dataset_with_a_dangling_reference_is_refused(tmp_path):
    dataset = small_dataset(events={0: {"place_id": "nowhere"}})
    with pytest.raises(DataIntegrityError, match="row of events refers to a row of places"):
        dataset.export(tmp_path / "all.sqlite", ["events", "places"])
    assert list(tmp_path.iterdir()) == []


def test_dates_compare_as_they_should(database):
    found = query(database, "select count(*) from events where date_start >= '2021-11-08'")
    frame = mc.table("events")
    assert found == [((frame["date_start"] >= pd.Timestamp(day("2021-11-08"))).sum(),)]
