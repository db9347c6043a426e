"""Cells of authored tables are read strictly and written plainly."""

import datetime as dt

import pytest

from migrant_crisis_2021.dataset.csv_files import PARSERS, cell, csv_text, read_csv
from migrant_crisis_2021.dataset.table_schema import table_schema
from migrant_crisis_2021.errors import DataIntegrityError, InvalidInputError


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [
        ("string", "07", "07"),
        ("number", "7935", 7935.0),
        ("number", "-0.5", -0.5),
        ("number", "9007199254740992", 2.0**53),
        ("integer", "-12", -12),
        ("date", "2021-11-08", dt.date(2021, 11, 8)),
    ],
)
def test_what_a_cell_holds_is_written_as_it_was_read(kind, text, value):
    assert PARSERS[kind](text) == value
    assert cell(PARSERS[kind](text)) == text


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        *(
            ("number", text)
            for text in (
                "9007199254740993",
                "-9999999999999999",
                "7.0",
                "7.",
                ".5",
                "1e3",
                "1,5",
                "٧",
                " 7",
                "+7",
                "nan",
            )
        ),
        *(("integer", text) for text in ("7.5", "7.0", "1e3", "٧", "")),
        *(("date", text) for text in ("20211108", "2021-11-31", "8.11.2021", "2021-11-08 ")),
    ],
)
def test_what_a_cell_must_not_hold(kind, text):
    with pytest.raises(ValueError):
        PARSERS[kind](text)


HEAD = ",".join(table_schema("event_figures").columns) + "\n"


@pytest.fixture
def read(tmp_path):
    def write_and_read(text):
        (tmp_path / "event_figures.csv").write_bytes(text.encode())
        return read_csv(tmp_path / "event_figures.csv", "event_figures")

    return write_and_read


def test_cells_are_quoted_where_they_must_be(read):
    values = [{"event_id": 'a, "b"', "figure_id": None}, {"event_id": "c\nd", "figure_id": "e"}]
    text = csv_text(["event_id", "figure_id"], values)
    assert text == HEAD + '"a, ""b""",\n"c\nd",e\n'
    assert read(text) == values


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (HEAD + "a,b\nc\n", r"line 3: 1 cells instead of 2; quote a cell that contains a comma"),
        (HEAD + "a,b\n\n", r"line 3 is empty: remove it"),
        (HEAD + "a,b,c\n", r"line 2: 3 cells instead of 2"),
        (HEAD + '"a,b\n', r"line 2: .*never close: put quotes around the whole cell, and double"),
        (
            HEAD + 'a,b\nc,"d\ne,f\ng,h\n',
            r"line 3: in the row that begins here, quotes open and nev",
        ),
        (HEAD + 'a,b\nc,"d\ne,f"\ng,"h"i\n', r"line 5: .* text follows the quote"),
        (HEAD + 'a,b\n"c\nd"\n', r"line 3: 1 cells instead of 2"),
        (
            HEAD.replace(",", ";") + "a;b\n",
            r"by semicolons: separate them by commas\. .*LibreOffice",
        ),
        (
            "\ufeff" + HEAD.replace("\n", "\r\n"),
            r"order mark: .*, and has carriage returns: .*LF alone\. Ex",
        ),
        (HEAD + '"a"b,c\n', r'line 2: .*closes a cell: put quotes .*, as in "a ""wall"" of'),
        (HEAD + f"a,{'b' * 200_000}\n", r"line 2: a cell has more than 131,072 characters"),
        ("figure_id,event_id\n", r"wrong header \(wrong order, or a column twice\)"),
        ("event_id\n", r"wrong header \(missing: figure_id\)"),
        ("a\x1b[2J,b\n", r"missing: event_id, figure_id; not declared: 'a\\x1b\[2J', 'b'\)"),
        ("", r"wrong header"),
        (HEAD.replace("\n", "\r\n"), "end lines with LF alone"),
        ("\ufeff" + HEAD, "byte order mark"),
    ],
)
def test_what_a_table_must_not_be(read, text, message):
    with pytest.raises(InvalidInputError, match=message):
        read(text)


def test_every_wrong_cell_of_a_line_is_named(tmp_path):
    head = ",".join(table_schema("countries").columns)
    (tmp_path / "countries.csv").write_text(f"{head}\nPL,POL,Poland,x,290,21.0\n", encoding="utf-8")
    with pytest.raises(InvalidInputError) as error:
        read_csv(tmp_path / "countries.csv", "countries")
    way_out = (
        "is not a whole number: write digits alone, without decimals, such as 12, up to 2147483647"
    )
    assert str(error.value).splitlines() == [
        f"countries.csv, line 2, column iso_numeric: 'x' {way_out}",
        f"countries.csv, line 2, column cow_number: '21.0' {way_out}",
    ]


def test_wrong_cells_are_named_line_by_line(tmp_path):
    head = ",".join(table_schema("countries").columns)
    lines = [head, "PL,POL,Poland,616,290,y", "BY,BLR", "LT,LTU,Lithuania,x,368,368"]
    (tmp_path / "countries.csv").write_text("\n".join([*lines, '"LV']), encoding="utf-8")
    with pytest.raises(InvalidInputError) as error:
        read_csv(tmp_path / "countries.csv", "countries")
    named = [line.split(" ", 2)[2][:22] for line in str(error.value).splitlines()]
    assert named == [
        "2, column cow_number: ",
        "3: 2 cells instead of ",
        "4, column iso_numeric:",
        "5: in the row that beg",
    ]


def test_a_header_of_many_columns_is_named_in_a_short_message(read):
    with pytest.raises(InvalidInputError, match=r"'c11' and 99,?988 more") as error:
        read(",".join(f"c{n}" for n in range(100_000)) + "\n")
    assert len(str(error.value)) < 1_000


@pytest.mark.parametrize(("faults", "more"), [(20, ""), (21, "… and 1 more")])
def test_twenty_faults_are_listed_and_the_rest_counted(read, faults, more):
    with pytest.raises(InvalidInputError) as error:
        read(HEAD + "a\n" * faults)
    assert str(error.value).count("cells instead of") == 20
    assert str(error.value).endswith(more or "contains a comma")


def test_a_file_of_wrong_lines_is_not_read_to_its_end(read):
    with pytest.raises(InvalidInputError) as error:
        read(HEAD + "\n" * 1_000_000)
    assert str(error.value).endswith("… and at least 980 more")


def test_a_table_that_is_not_there(tmp_path):
    with pytest.raises(DataIntegrityError, match=r"actors\.csv is missing in .*\. Restore it"):
        read_csv(tmp_path / "actors.csv", "actors")


def test_a_byte_that_is_not_utf_8_is_located(tmp_path):
    file = tmp_path / "event_figures.csv"
    file.write_bytes(HEAD.encode() + "a,b\né,".encode() + b"fig\xe9,c\n")
    with pytest.raises(
        InvalidInputError, match=r"line 3, character 6, byte 0xe9\): save it as UTF"
    ):
        read_csv(file, "event_figures")
