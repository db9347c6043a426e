"""Every name and affiliation that no document gives has a named reference."""

import csv
from pathlib import Path

from migrant_crisis_2021.dataset import shipped
from migrant_crisis_2021.parsing.words import split_list

REFERENCES = Path(__file__).resolve().parent.parent.parent / "docs" / "references"


def read(name):
    with (REFERENCES / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_every_reference_is_named_and_belongs_to_an_entry():
    for row in read("names.csv"):
        assert row["reference"]
        assert row["id"] in {**shipped()["actors"].by_id, **shipped()["places"].by_id}


def test_every_name_that_is_not_in_latin_letters_has_a_reference():
    known = {(row["id"], row["name"]) for row in read("names.csv")}
    for table, key in (("actors", "actor_id"), ("places", "place_id")):
        for row in shipped()[table]:
            for alias in split_list(row["aliases"]):
                if not any(letter.isascii() and letter.isalpha() for letter in alias):
                    assert (row[key], alias) in known


def test_the_affiliation_of_an_agency_is_that_of_its_reference():
    recorded = {
        row["value"]: row["state_affiliated"]
        for row in shipped()["vocabulary"].where("list", "agency")
    }
    assert {row["agency"]: row["state_affiliated"] for row in read("agencies.csv")} == recorded
    assert all(row["reference"] for row in read("agencies.csv"))
