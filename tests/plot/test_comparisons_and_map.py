"""Rival figures, positions and places: nothing is left out, nothing lies on anything else."""

import json
from collections import Counter
from itertools import combinations, pairwise

import pytest

import migrant_crisis_2021 as mc
from migrant_crisis_2021.dataset import shipped
from migrant_crisis_2021.errors import InvalidInputError
from migrant_crisis_2021.plot import outlines
from migrant_crisis_2021.plot.graticule import fitted, marks
from migrant_crisis_2021.plot.labels import Box, Circle, placed
from migrant_crisis_2021.plot.letters import text_width, wrapped
from migrant_crisis_2021.plot.outlines import cover
from tests.ferry import TABLES, ferry
from tests.plot.specs import layers, rows, texts


def test_each_rival_is_drawn_once_with_who_says_so():
    frame = mc.conflicts("deaths", end="2021-10")
    chart = mc.plot.conflicts(frame)
    points = rows(chart, "circle", "rivals")
    assert Counter(point["id"] for point in points) == Counter(frame["figure_id"])
    written = " ".join(texts(chart))
    for name in frame["asserted_by_name"].dropna():
        assert name in written
    assert "No authority named" in written
    colours = {point["id"]: point["rivals"] for point in points}
    for row in frame.itertuples():
        expected = "Excludes" if isinstance(row.excludes, str) else (
            "Differs" if isinstance(row.differs_from, str) else "Agrees"
        )  # fmt: skip
        assert colours[row.figure_id].startswith(expected)


def test_groups_have_an_axis_of_their_own_from_zero():
    frame = mc.conflicts(start="2021-11-12", end="2021-11-12")
    chart = mc.plot.conflicts(frame)
    axes = [
        encoding["x"]["scale"]["domain"]
        for mark, encoding, data in layers(chart)
        if mark == "circle" and "rivals" in data[0] and encoding["x"]["field"] == "at"
    ]
    assert len(axes) == frame["comparison_group"].nunique() > 1
    assert {low for low, _ in axes} == {0}


def test_each_position_is_one_sign():
    frame = mc.stances("russian_role")
    chart = mc.plot.stances(frame)
    signs = rows(chart, "point", "claim")
    assert sorted(sign["id"] for sign in signs) == sorted(frame["position_id"])
    stances = dict(zip(frame["position_id"], frame["stance"], strict=True))
    assert all(sign["stance"].lower() == stances[sign["id"]] for sign in signs)
    counted = Counter((sign["x"], sign["y"]) for sign in signs)
    numbers = {(s["x"], s["y"]): s["count"] for s in signs if s["count"]}
    assert numbers == {at: count for at, count in counted.items() if count > 1}


def test_sides_without_room_share_a_column_and_are_named():
    frame = mc.stances("responsibility")
    written = " ".join(texts(mc.plot.stances(frame)))
    for side in frame["side"].dropna().unique():
        assert side in written


def test_too_many_claims_are_refused():
    with pytest.raises(InvalidInputError, match="Choose a topic"):
        mc.plot.stances(mc.stances())


def contains(shape, lon, lat):
    """Return whether a point lies in the outer rings of a GeoJSON multipolygon."""
    inside = False
    for polygon in shape["geometry"]["coordinates"]:
        ring = polygon[0]
        for (x, y), (next_x, next_y) in pairwise(ring):
            if (y > lat) != (next_y > lat):
                inside ^= lon < (next_x - x) * (lat - y) / (next_y - y) + x
    return inside


def test_every_place_lies_in_its_own_country():
    shapes = outlines.countries()
    tried = 0
    for place in shipped()["places"]:
        lat, lon = place["lat"], place["lon"]
        if lat is None or place["neighbour"] or not (18 < lon < 33 and 50 < lat < 59):
            continue
        found = [code for code, shape in shapes.items() if contains(shape, lon, lat)]
        assert found == [place["country"]], place["place_id"]
        tried += 1
    assert tried > 15


def test_the_map_counts_every_record():
    frame = mc.timeline(start="2021-11-08", end="2021-11-20")
    chart = mc.plot.map(frame)
    circles = {row["id"]: row["records"] for row in rows(chart, "circle", "records")}
    counted = Counter(frame["place_id"])
    assert all(counted[place] == number for place, number in circles.items())
    written = texts(chart)
    border = f"Border of Poland and Belarus {counted['poland-belarus-border']:,}"
    assert border in written
    assert any(text.startswith("Not on the map: ") for text in written)


def test_names_on_the_map_do_not_overlap():
    circles = [Circle(50 + n * 9, 60 + n % 3 * 7, 4, f"Place {n}") for n in range(12)]
    labels = placed(circles, Box(0, 0, 400, 300), 11)
    boxes = [label.box for label in labels if label]
    assert len(boxes) > 6
    assert not any(one.touches(other) for one, other in combinations(boxes, 2))


def test_a_map_without_a_place_says_so():
    elsewhere = mc.timeline(place="baghdad")
    with pytest.raises(InvalidInputError, match="none of the records is at a place on the map"):
        mc.plot.map(elsewhere)


PORT = TABLES["places"][0] | {"coordinates_from": "document", "geo_precision": "point"}


def elsewhere(*points):
    """Make a dataset with an event at each of some longitudes and latitudes."""
    numbers = range(1, len(points) + 1)
    places = [
        PORT | {"place_id": f"pier-{n}", "name": f"Pier {n}", "lon": lon, "lat": lat}
        for n, (lon, lat) in zip(numbers, points, strict=True)
    ]
    events = [
        TABLES["events"][0] | {"event_id": f"evt-000{n}", "place_id": f"pier-{n}"} for n in numbers
    ]
    return ferry(places=places, events=events, figures=[])


@pytest.mark.parametrize(
    ("points", "parallel", "meridian", "scale"),
    [
        ([(-5.3, 35.9)], "35.90° N", "5.30° W", "1 km"),
        ([(1.76, 52.47), (1.69, 52.51)], "52.50° N", "1.72° E", "2 km"),
        ([(-70.0, -33.0), (-58.0, -35.0), (-64.0, -31.0)], "35° S", "60° W", "200 km"),
        ([(179.0, 5.0), (-170.0, -20.0)], "0°", "0°", "5,000 km"),
        ([(10.0, 84.0), (20.0, 89.9)], "84.00° N", "10.00° E", "0.1 km"),
    ],
)
def test_a_map_of_another_part_of_the_world_has_degrees_and_a_scale(
    points, parallel, meridian, scale
):
    dataset = elsewhere(*points)
    chart = mc.plot.map(dataset.events(), dataset=dataset)
    written = texts(chart)
    assert {parallel, meridian, scale} <= set(written)
    drawn = [place for place in points if abs(place[1]) <= 85]
    circles = rows(chart, "circle", "records")
    assert len(circles) == len(drawn)
    assert all(20 < circle["x"] < 760 and 20 < circle["y"] < 470 for circle in circles)
    assert any("there are no outlines of this part" in text for text in written)
    assert not any("Natural Earth" in text for text in written)


def test_nothing_is_written_over_the_degrees_and_the_scale():
    for span in (0.001, 0.3, 7.0, 50.0, 300.0):
        view = fitted([(-span / 2, 40.0), (span / 2, 41.0)], 776)
        boxes = [mark.box for mark in marks(view)]
        assert len(boxes) > 3
        assert not any(one.touches(other) for one, other in combinations(boxes, 2))
        assert all(box.within(view.box) for box in boxes)


def test_outlines_are_for_datasets_with_most_places_within_them():
    inside, outside = (23.6, 53.5), (-5.3, 35.9)
    assert cover(shipped())
    assert cover(elsewhere(inside, outside))
    assert not cover(elsewhere(inside, outside, outside))
    dataset = ferry()
    assert not cover(dataset)
    with pytest.raises(InvalidInputError, match="at a place with coordinates: give places lat"):
        mc.plot.map(dataset.events(), dataset=dataset)


def test_a_dataset_without_places_at_the_border_has_no_map_of_it():
    dataset = elsewhere((21.1, 52.2))  # within the outlines
    assert cover(dataset)
    assert not any(
        "enlarged" in text for text in texts(mc.plot.map(dataset.events(), dataset=dataset))
    )


def test_outlines_are_small_and_have_their_licence():
    folder = mc.plot.__path__[0]
    with open(f"{folder}/outlines.json", encoding="utf-8") as file:  # noqa: PTH123
        assert len(json.dumps(json.load(file))) < 60_000
    with open(f"{folder}/outlines-licence.txt", encoding="utf-8") as file:  # noqa: PTH123
        text = file.read()
    assert "Natural Earth" in text
    assert "Permission to use, copy, modify" in text


def test_widths_of_text():
    assert text_width("iii", 12) < text_width("mmm", 12)
    assert wrapped("one two three", 1, 12) == ["one", "two", "three"]
    assert wrapped("", 100, 12) == [""]
