"""R18, R26 and R28: each condition alone. Row 1 is a country with a box, row 2 a town in it."""

import pytest

from .small import columns, problems

WEST, SOUTH, EAST, NORTH = 14.07, 49.0, 24.15, 54.84


@pytest.mark.parametrize("beyond", [0.05, 0.2])
@pytest.mark.parametrize(
    ("column", "edge", "sign"),
    [("lon", WEST, -1), ("lat", SOUTH, -1), ("lon", EAST, 1), ("lat", NORTH, 1)],
)
def test_a_place_may_lie_a_tenth_of_a_degree_outside_the_box(column, edge, sign, beyond):
    found = columns("R18", places={2: {column: edge + sign * beyond}})
    assert found == (["lat"] if beyond > 0.1 else [])


LATVIA = {
    "place_id": "latvia", "kind": "country", "country": "LV",
    "west": 20.97, "south": 55.67, "east": 28.24, "north": 58.08,
}  # fmt: skip


def test_a_place_may_lie_in_the_country_or_in_its_neighbour():
    for lat, lon in ((53.5, 23.6), (56.0, 27.0)):
        town = {"country": "LV", "neighbour": "PL", "lat": lat, "lon": lon}
        assert columns("R18", places={2: town, 1: [LATVIA]}) == []
    far = {"country": "LV", "neighbour": "PL", "lat": 23.6, "lon": 53.5}
    (problem,) = problems("R18", places={2: far, 1: [LATVIA]})
    assert "lies outside LV or PL" in problem.message


def test_a_country_without_a_box_says_nothing():
    assert columns("R18", places={2: {"country": "BY"}}) == []


@pytest.mark.parametrize(
    ("row", "cells", "expected"),
    [
        (2, {"lon": None}, ["lat"]),
        (2, {"lat": None}, ["lat"]),
        (2, {"coordinates_from": None}, ["lat"]),
        (0, {"coordinates_from": "geonames"}, ["lat"]),
        (2, {"country": None}, ["country"]),
        (0, {"country": None, "geo_precision": "unspecified"}, []),
        (1, {"west": None}, ["west"]),
        (1, {"south": None}, ["west"]),
        (1, {"east": None}, ["west"]),
        (1, {"north": None}, ["west"]),
        (1, dict.fromkeys(("west", "south", "east", "north")), []),
        (1, {"kind": "town"}, ["west"]),
    ],
)
def test_a_place_says_what_it_can_say_whole(row, cells, expected):
    assert columns("R26", places={row: cells}) == expected


def test_a_place_may_belong_to_several_but_not_to_itself():
    assert columns("R28", place_parts={0: [{"part_id": "town", "whole_id": "poland"}]}) == []
    assert columns("R28", place_parts={0: {"whole_id": "border"}}) == ["whole_id"]
    beside = {"part_id": "poland", "whole_id": "border"}
    innocent = {"part_id": "poland", "whole_id": "europe"}
    keys = [problem.key for problem in problems("R28", place_parts={0: [beside, innocent]})]
    assert keys == ["border + poland", "poland + border"]  # the town only leads into the circle
