"""The rows of countries, which follow from the codes that a coder uses."""

import csv
from importlib.resources import files

import pytest

from migrant_crisis_2021.command_line import commands
from migrant_crisis_2021.dataset import shipped
from migrant_crisis_2021.dataset.csv_files import read_csv
from migrant_crisis_2021.dataset.table_schema import table_schema
from migrant_crisis_2021.release.coding.countries import all_countries
from migrant_crisis_2021.release.init import init
from migrant_crisis_2021.validation.validate import validate_folder
from tests.command_line.test_code import run, written
from tests.runner import runner

SPAIN = {
    "country": "ES",
    "iso3": "ESP",
    "name": "Spain",
    "iso_numeric": 724,
    "gw_number": 230,
    "cow_number": 230,
}
ACTOR = ["new", "actor", "--name", "Coast guard", "--kind", "state_body", "--party", "yes"]


@pytest.fixture
def root(tmp_path):
    init(tmp_path / "strike")
    return tmp_path / "strike"


def rows(root):
    return [dict(row) for row in read_csv(root / "data" / "countries.csv", "countries")]


def codes(root):
    return [row["country"] for row in rows(root)]


def test_our_own_countries_are_those_of_the_list_of_all():
    for row in shipped()["countries"]:
        assert dict(row) == all_countries()[row["country"]]
    assert len(all_countries()) > 240


def test_the_list_is_in_the_form_in_which_tables_are_written():
    text = files("migrant_crisis_2021.release.coding").joinpath("countries.csv").read_text("utf-8")
    header, *lines = csv.reader(text.splitlines())
    assert tuple(header) == table_schema("countries").columns
    assert lines == sorted(lines)


def test_the_licence_of_the_names_is_beside_them():
    notice = files("migrant_crisis_2021.release.coding").joinpath("countries-licence.txt")
    assert "COPYRIGHT AND PERMISSION NOTICE" in notice.read_text("utf-8")


def test_a_single_row_brings_its_country(root):
    added = run(root, *ACTOR, "--country", "ES")
    assert added.stdout.splitlines() == [
        "countries: ES (Spain)",
        "actors: coast-guard (Coast guard)",
    ]
    assert rows(root) == [SPAIN]
    assert "countries" not in run(root, *ACTOR, "--actor-id", "b", "--country", "ES").stdout
    assert codes(root) == ["ES"]
    assert validate_folder(root).ok


def test_every_column_that_refers_to_countries_brings_them(root):
    document = {
        "source": {"title": "Gate shut", "publisher": "Courier", "publisher_kind": "newspaper",
                   "language": "en", "publisher_country": "FR"},
        "places": [{"name": "Gate", "kind": "site", "geo_precision": "point",
                    "country": "NO", "neighbour": "SE"}],
        "events": [{"title": "The gate is shut", "summary": "It stays so.", "event_type": "other",
                    "reality": "occurred", "date_edtf": "1999-05-04", "place_id": "gate",
                    "about_country": "ES; MA; NO"}],
    }  # fmt: skip
    added = run(root, "new", "--from", written(root, document))
    assert added.exit_code == 0, added.output
    assert added.stdout.startswith("countries: ES (Spain)\ncountries: FR (France)\n")
    assert codes(root) == ["ES", "FR", "MA", "NO", "SE"]


def test_a_country_of_the_list_needs_only_its_code(root):
    assert run(root, "new", "country", "--country", "ES").exit_code == 0
    assert rows(root) == [SPAIN]


def test_what_a_coder_says_of_a_country_stays(root):
    document = {
        "countries": [{"country": "ES", "name": "Kingdom of Spain"}],
        "actors": [{"name": "Spain", "kind": "state", "party": "yes", "country": "ES"}],
    }
    assert run(root, "new", "--from", written(root, document)).exit_code == 0
    assert rows(root) == [SPAIN | {"name": "Kingdom of Spain"}]


def test_a_code_of_ones_own_is_added_with_its_names(root):
    refused = run(root, *ACTOR, "--country", "XA")
    assert refused.exit_code == 1
    assert (
        "--country = 'XA': no such country in ISO 3166-1: give a code such as ES, or add one of "
        "your own with `new country` or in the section `countries` (R02)" in refused.stderr
    )
    assert rows(root) == []
    own = {"country": "XA", "iso3": "XAA", "name": "Example Island"}
    actor = {"name": "Coast guard", "kind": "state_body", "party": "yes", "country": "XA"}
    document = {"countries": [own], "actors": [actor]}
    assert run(root, "new", "--from", written(root, document)).exit_code == 0
    assert codes(root) == ["XA"]


def test_nothing_is_added_if_another_cell_is_wrong(root):
    assert run(root, *ACTOR, "--country", "ES", "--affiliation", "nobody").exit_code == 1
    assert rows(root) == []


def test_whoever_edits_a_table_by_hand_is_told_the_way_out(root):
    assert run(root, *ACTOR, "--country", "ES").exit_code == 0
    file = root / "data" / "actors.csv"
    file.write_text(file.read_text("utf-8").replace(",ES,", ",PT,"), "utf-8")
    (problem,) = validate_folder(root).problems
    assert (problem.rule, problem.column) == ("R02", "country")
    assert problem.message.endswith("or add the row with `new country`")
    assert run(root, "new", "country", "--country", "PT").exit_code == 0
    assert validate_folder(root).ok


def test_a_filter_by_a_country_that_no_row_names_says_so(root):
    assert run(root, *ACTOR, "--country", "ES").exit_code == 0
    asked = runner().invoke(commands, ["--data", str(root), "actors", "--country", "Norway"])
    assert asked.exit_code == 2
    assert asked.stderr == (
        "Error: unknown country 'Norway'. Valid: Spain. The dataset refers to no other country.\n"
    )
