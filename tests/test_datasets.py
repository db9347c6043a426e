"""The small datasets are what their files say, and a wrong file is an error."""

import pytest

from migrant_crisis_2021.dataset.table_schema import table_schema
from migrant_crisis_2021.errors import UnknownValueError
from tests import datasets
from tests.datasets import BROKEN, merged, parsed, read_lines, small_rows

VALID = sorted((BROKEN / "valid").glob("*.csv"))
DIFFERENCES = sorted(set(BROKEN.glob("*/*.csv")) - set(VALID))
ACTORS = small_rows()["actors"]


def name(file):
    return f"{file.parent.name}-{file.stem}"


@pytest.fixture
def written(tmp_path, monkeypatch):
    """Return a function that reads the actors of a valid or a broken dataset from this text."""

    def read(text, folder="valid"):
        for file in VALID:
            (tmp_path / "valid").mkdir(exist_ok=True)
            (tmp_path / "valid" / file.name).write_bytes(file.read_bytes())
        (tmp_path / folder).mkdir(exist_ok=True)
        (tmp_path / folder / "actors.csv").write_text(text, encoding="utf-8")
        return small_rows(None if folder == "valid" else folder)["actors"]

    def forget():
        datasets._valid.cache_clear()
        datasets._differences.cache_clear()

    monkeypatch.setattr(datasets, "BROKEN", tmp_path)
    forget()
    yield read
    forget()


@pytest.mark.parametrize("file", VALID, ids=name)
def test_the_valid_files_leave_out_columns_that_are_empty(file):
    header, lines = read_lines(file)
    required = {field.name for field in table_schema(file.stem).fields if field.required}
    assert all(any(line[column] for line in lines) for column in set(header) - required)


@pytest.mark.parametrize("file", DIFFERENCES, ids=name)
def test_a_broken_example_states_only_what_differs(file):
    header, lines = read_lines(file)
    before = small_rows()[file.stem]
    keys = {"change", *table_schema(file.stem).primary_key}
    for column in set(header) - keys:
        less = [{name: cell for name, cell in line.items() if name != column} for line in lines]
        assert merged(file.stem, before, less) != merged(file.stem, before, lines), column
    for number in range(len(lines)):
        less = lines[:number] + lines[number + 1 :]
        assert merged(file.stem, before, less) != merged(file.stem, before, lines), lines[number]


def test_a_missing_nullable_column_is_null(written):
    (row,) = written("actor_id,name,kind,party\nguard,Guard,armed_force,yes\n")
    assert tuple(row) == table_schema("actors").columns
    assert (row["party"], row["country"], row["aliases"]) == ("yes", None, None)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("actor_id,name,kind\nguard,Guard,armed_force\n", r"lacks required columns: \['party'\]"),
        ("actor_id,name,kind,party,colour\n", "unknown column of actors 'colour'"),
        ("actor_id,name,kind,party,party\n", "repeats a column"),
        ("actor_id,name,kind,party\nguard,Guard,armed_force\n", "shorter"),
    ],
)
def test_a_wrong_valid_file(written, text, message):
    with pytest.raises((ValueError, UnknownValueError), match=message):
        written(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("actor_id,country\nguard,LV\n", [("guard", "LV"), ("speaker", "BY")]),
        ("actor_id,country\nguard,\n", [("guard", None), ("speaker", "BY")]),
        ("change,actor_id\nremoved,guard\n", [("speaker", "BY")]),
        (
            "change,actor_id,country\nlike guard,guard,LT\n,speaker,RU\n",
            [("guard", "PL"), ("speaker", "RU"), ("guard", "LT")],
        ),
    ],
)
def test_differences_are_merged_by_key(written, text, expected):
    assert [(row["actor_id"], row["country"]) for row in written(text, "R99")] == expected


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("actor_id,country\nnobody,LV\n", "the valid actors have no row nobody"),
        ("change,actor_id\nlike nobody,deputy\n", "the valid actors have no row nobody"),
        ("change,actor_id\nadded,guard\n", "unknown change 'added'"),
        ("country\nLV\n", "actor_id"),
        ("actor_id,colour\nguard,red\n", "colour"),
    ],
)
def test_a_wrong_difference(written, text, message):
    with pytest.raises((ValueError, KeyError), match=message):
        written(text, "R99")


def test_a_broken_example_without_files():
    with pytest.raises(ValueError, match="has no CSV file"):
        small_rows("R00")


@pytest.mark.parametrize("cell", ["yes", "5,0", "5.0", "1e3"])
def test_cells_are_of_the_type_of_their_column(cell):
    assert parsed("figures", {"value": "5", "note": ""}) == {"value": 5.0, "note": None}
    with pytest.raises(ValueError, match=cell):
        parsed("figures", {"value": cell})


def test_rows_are_changed_or_added_by_number():
    found = small_rows(
        actors={0: {"country": "LV"}, 1: [{"actor_id": "a"}, {"actor_id": "b"}]},
        changes={0: [{"version": "1.0.0"}]},
    )
    assert found["actors"] == [
        ACTORS[0] | {"country": "LV"},
        ACTORS[1],
        ACTORS[1] | {"actor_id": "a"},
        ACTORS[1] | {"actor_id": "b"},
    ]
    nothing = dict.fromkeys(table_schema("changes").columns)
    assert found["changes"] == [nothing | {"version": "1.0.0"}]


@pytest.mark.parametrize(
    "changes",
    [{0: {"colour": "red"}}, {0: [{"colour": "red"}]}, {2: {"country": "LV"}}, {2: [{}]}],
)
def test_what_no_row_or_column_is_called_is_an_error(changes):
    with pytest.raises((UnknownValueError, IndexError)):
        small_rows(actors=changes)


def test_each_call_gives_rows_of_its_own():
    small_rows()["actors"][0]["country"] = "LV"
    assert small_rows()["actors"] == ACTORS
