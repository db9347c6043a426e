"""The map of records: circles at places, and lines along borders, by number of records."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, NamedTuple

from ..dataset import Dataset, shipped
from ..errors import InvalidInputError
from . import graticule, theme
from .graticule import FARTHEST, fitted
from .labels import Box, Circle, Label, placed
from .letters import text_width
from .outlines import SEA, View, along, borders, cover, land, line
from .rows import Question, Row, read
from .theme import BLUE, GREY, INK, VERMILION, Caption, Space

if TYPE_CHECKING:
    import altair as alt
    import pandas as pd

_ASKED = (
    Question("timeline", "record_id", ("place_id",)),
    Question("events", "event_id", ("place_id",)),
    Question("figures", "figure_id", ("place_id",)),
)
_COUNTRIES = {
    "BY": (28.6, 53.3),
    "LT": (23.55, 55.5),
    "LV": (25.75, 56.85),
    "PL": (21.1, 53.35),
    "RU": (21.3, 54.72),
    "UA": (26.2, 51.4),
}
_TWO_COUNTRIES = {"PL": (22.85, 53.45), "BY": (24.15, 52.4)}
_GAP = 16  # pixels between the two maps
_SHARE = 0.6  # part of the width for the whole region
_TYPE = 11  # size of labels
_NAMED = 8  # how many places that are not drawn a note names
_HALO = "#FFFFFFCC"
_STYLES: dict[str, dict[str, Any]] = {
    "country": {"fontSize": 12, "color": "#8C877D", "fontWeight": "bold"},
    "whole": {"fontSize": _TYPE, "color": "#8C877D"},
    "border": {"fontSize": _TYPE, "color": "#A34700", "fontWeight": "bold"},
    "place": {"fontSize": _TYPE, "color": INK},
}


def map(  # noqa: A001
    frame: pd.DataFrame,
    *,
    dataset: Dataset | None = None,
    title: str | None = None,
    width: int = theme.WIDTH,
) -> alt.VConcatChart:
    """Draw where the records are: circles at places and lines along borders.

    Parameters
    ----------
    frame : pandas.DataFrame
        What `timeline`, `events` or `figures` returned; its rows may be filtered.
    dataset : Dataset, optional
        The dataset that the frame is from; by default the shipped one.
    title : str, optional
        Another heading.
    width : int, default 800
        The width in pixels.

    Returns
    -------
    altair.VConcatChart
        The region from the Baltic Sea to Belarus, and the border of Poland and Belarus enlarged.
        The outlines are schematic: each place lies in its own country, but they are no reference
        for the course of a border. Records elsewhere, or of a country or region as a whole, are
        not drawn; a note says how many. For a dataset whose places mostly lie elsewhere, or that
        has none at this border, a map of those with coordinates, with lines of degrees and a
        scale, but without outlines.

    Raises
    ------
    InvalidInputError
        If the frame is empty, lacks columns, is not from the dataset, or has no place on the map.
    MissingExtraError
        If Altair is not installed; it comes with the extra ``plot``.

    Examples
    --------
    >>> import migrant_crisis_2021 as mc
    >>> mc.plot.map(mc.events(start="2021-11")).to_dict()["title"]["text"]
    ['Records by place']
    """
    alt = theme.altair()
    space = Space.within(theme.check_width(width), 0, 0)
    rows = read(frame, dataset, *_ASKED)
    dataset = dataset or shipped()
    counted = Counter(row["place_id"] for row in rows)
    places = [_place(dataset, ident, count) for ident, count in counted.most_common()]
    draw = _over_outlines if _is_at_the_border(dataset, space.width) else _over_degrees
    maps, drawn, facts = draw(alt, dataset, places, space.width)
    rest = [place for place in places if place not in drawn]
    caption = _caption(rows, drawn, rest, title, facts)
    return theme.framed([maps], caption, dataset, [row["id"] for row in rows], space)


def _is_at_the_border(dataset: Dataset, width: float) -> bool:
    """Return whether the dataset has places in both maps that there are outlines for."""
    enlarged = _views(width)[1]
    located = [(row["lon"], row["lat"]) for row in dataset["places"]]
    return cover(dataset) and any(
        enlarged.shows(lon, lat) for lon, lat in located if lon is not None and lat is not None
    )


class _Facts(NamedTuple):
    """What a caption says of the kind of map."""

    subtitle: str
    note: str
    described: str


def _over_outlines(
    alt: Any, dataset: Dataset, places: list[Row], width: float
) -> tuple[Any, list[Row], _Facts]:
    region, enlarged = _views(width)
    drawn = [place for place in places if _is_on_map(place, region)]
    if not drawn:
        raise InvalidInputError(
            "none of the records is at a place on the map, which shows Poland, Lithuania, Latvia "
            "and Belarus. Choose records with place= or country=, or draw them by time with "
            "mc.plot.timeline()."
        )
    maps = alt.hconcat(
        _map(alt, dataset, region, drawn, enlarged),
        _map(alt, dataset, enlarged, drawn, None),
        spacing=_GAP,
    )
    facts = _Facts(
        "; at the right, the border of Poland and Belarus enlarged",
        "Circles and lines grow with the number of records. The outlines are schematic: "
        "Natural Earth, by way of world-atlas.",
        "Two maps",
    )
    return maps, drawn, facts


def _over_degrees(
    alt: Any, dataset: Dataset, places: list[Row], width: float
) -> tuple[Any, list[Row], _Facts]:
    """Draw the places of another part of the world, for which there are no outlines."""
    drawn = [place for place in places if place["lat"] is not None]
    drawn = [place for place in drawn if abs(place["lat"]) <= FARTHEST]
    if not drawn:
        raise InvalidInputError(
            "none of the records is at a place with coordinates: give places lat, lon and "
            "coordinates_from, or draw the records by time with mc.plot.timeline()."
        )
    view = fitted([(place["lon"], place["lat"]) for place in drawn], width)
    facts = _Facts(
        "",
        "Circles grow with the number of records. The lines are degrees of latitude and longitude; "
        "there are no outlines of this part of the world.",
        "A map",
    )
    return _map(alt, dataset, view, drawn, None, has_outlines=False), drawn, facts


def _is_on_map(place: Row, region: View) -> bool:
    if place["lat"] is not None:
        return region.shows(place["lon"], place["lat"])
    if place["border"]:
        return bool(along(place["border"], region))
    return place["is_country"] and place["country"] in region.names


def _views(width: float) -> tuple[View, View]:
    left = round((width - _GAP) * _SHARE)
    height = round(left * 1.08)
    return (
        View(20.0, 30.2, 54.5, left, height, _COUNTRIES),
        View(22.45, 24.45, 53.08, width - _GAP - left, height, _TWO_COUNTRIES),
    )


def _place(dataset: Dataset, ident: str, count: int) -> Row:
    place = dataset["places"].by_id[ident]
    pair = "-".join(sorted(filter(None, (place["country"], place["neighbour"]))))
    is_border = place["geo_precision"] == "border_stretch" and pair in borders()
    return {
        "id": ident,
        "name": place["name"],
        "country": place["country"],
        "lat": place["lat"],
        "lon": place["lon"],
        "border": pair if is_border and place["lat"] is None else None,
        "is_country": place["geo_precision"] == "country",
        "records": count,
    }


def _radius(records: int) -> float:
    return 2.2 + 1.7 * math.sqrt(records)


def _map(
    alt: Any,
    dataset: Dataset,
    view: View,
    places: list[Row],
    enlarged: View | None,
    *,
    has_outlines: bool = True,
) -> Any:
    """Return one map; names inside the part that is enlarged stand only there."""
    space = Space(0, view.width, 0)
    circles = [
        {**place, "x": x, "y": y, "size": math.pi * _radius(place["records"]) ** 2}
        for place in places
        if place["lat"] is not None and view.shows(place["lon"], place["lat"])
        for x, y in [view.pixel(place["lon"], place["lat"])]
    ]
    lines = [
        line(alt, view, place["border"], VERMILION, 1.5 + 0.25 * math.sqrt(place["records"]))
        for place in places
        if place["border"]
    ]
    drawn = alt.Chart(theme.values(circles)).mark_circle(
        color=BLUE, opacity=0.8, stroke="white", strokeWidth=0.8, clip=True
    )
    layers = [
        *([land(alt, view)] if has_outlines else graticule.layers(alt, view)),
        *lines,
        drawn.encode(
            x=space.x("x"),
            y=space.y("y", view.height),
            size=alt.Size("size:Q", scale=None),
            tooltip=["name:N", "records:Q"],
        ),
    ]
    if enlarged:
        layers.append(_outline(alt, view, enlarged, space))
    written = [] if has_outlines else [mark.box for mark in graticule.marks(view)]
    names = _names(dataset, view, places, circles, enlarged, written)
    leading = [name for name in names if "xto" in name]
    if leading:
        leaders = alt.Chart(theme.values(leading)).mark_rule(color=GREY, strokeWidth=0.7)
        layers.append(
            leaders.encode(
                x=space.x("xfrom"), x2="xto:Q", y=space.y("yfrom", view.height), y2="yto:Q"
            )
        )
    for style, look in _STYLES.items():
        text = alt.Chart(theme.values([name for name in names if name["style"] == style]))
        halo = text.mark_text(
            align="left", **{**look, "stroke": _HALO, "strokeWidth": 2.5, "strokeJoin": "round"}
        )
        layers += [
            one.encode(x=space.x("x"), y=space.y("y", view.height), text="line:N")
            for one in (halo, text.mark_text(align="left", **look))
        ]
    paper = alt.ViewBackground(fill=SEA if has_outlines else graticule.PAPER)
    return alt.layer(*layers, width=view.width, height=view.height, view=paper)


def _outline(alt: Any, view: View, enlarged: View, space: Space) -> Any:
    """Return the frame around the part that is enlarged."""
    (left, top), (right, bottom) = _corners(view, enlarged)
    frame = alt.Chart(theme.values([{"x": left, "y": top, "xto": right, "yto": bottom}]))
    frame = frame.mark_rect(filled=False, stroke=GREY, strokeWidth=1)
    return frame.encode(x=space.x("x"), x2="xto:Q", y=space.y("y", view.height), y2="yto:Q")


def _corners(view: View, enlarged: View) -> tuple[tuple[float, float], tuple[float, float]]:
    """Return the top left and bottom right pixel of another view."""
    ratio = view.scale / enlarged.scale
    x, y = view.pixel(enlarged.west, enlarged.middle)
    half = enlarged.height * ratio / 2
    return (x, y - half), (x + enlarged.width * ratio, y + half)


def _names(
    dataset: Dataset,
    view: View,
    places: list[Row],
    circles: list[Row],
    enlarged: View | None,
    written: list[Box],
) -> list[Row]:
    """Return the names of countries, borders and places, each where nothing else stands."""
    found = _country_names(dataset, view, places)
    taken = written + [
        Box(name["x"], name["y"] - 7, name["x"] + text_width(name["line"], 12), name["y"] + 7)
        for name in found
    ]
    if enlarged:
        (left, top), (right, bottom) = _corners(view, enlarged)
        taken.append(Box(left, top, right, bottom))
    edges = {place["id"]: along(place["border"], view) for place in places if place["border"]}
    lines = [
        Circle(*edge[len(edge) // 2], 8, _with_number(place), sorted(edge, key=_from(edge)))
        for place in places
        if (edge := edges.get(place["id"]))
    ]
    crossed = [Box(x - 5, y - 5, x + 5, y + 5) for edge in edges.values() for x, y in edge]
    discs = [
        Box(c["x"] - radius, c["y"] - radius, c["x"] + radius, c["y"] + radius)
        for c in circles
        for radius in [_radius(c["records"])]
    ]
    named = placed(lines, view.box, _TYPE, [*taken, *crossed, *discs], bold=True)
    found += _texts(lines, named, "border")
    taken += [label.box for label in named if label]
    points = [
        Circle(
            circle["x"],
            circle["y"],
            _radius(circle["records"]),
            ""
            if enlarged and enlarged.shows(circle["lon"], circle["lat"])
            else _with_number(circle),
        )
        for circle in circles
    ]
    return found + _texts(points, placed(points, view.box, _TYPE, taken), "place")


def _with_number(place: Row) -> str:
    return f"{place['name']} {place['records']:,}"


def _from(edge: list[tuple[float, float]]) -> Callable[[tuple[float, float]], float]:
    """Return the distance of a point from the middle of a line."""
    middle = edge[len(edge) // 2]
    return lambda point: math.dist(point, middle)


def _texts(circles: list[Circle], labels: list[Label | None], style: str) -> list[Row]:
    """Return labels as rows; one that is far away from its circle has the end of a line to it."""
    rows = []
    for circle, label in zip(circles, labels, strict=True):
        if label:
            row = {"x": label.x, "y": label.y, "line": label.text, "style": style}
            if label.is_far and not circle.elsewhere:
                left, top, right, bottom = label.box
                row |= {"xfrom": min(max(circle.x, left), right), "xto": circle.x}
                row |= {"yfrom": min(max(circle.y, top), bottom), "yto": circle.y}
            rows.append(row)
    return rows


def _country_names(dataset: Dataset, view: View, places: list[Row]) -> list[Row]:
    """Return the names of the countries, with the number of records of each as a whole."""
    whole = {place["country"]: place["records"] for place in places if place["is_country"]}
    names = dataset["countries"].by_id
    found = []
    for code, at in view.names.items():
        x, y = view.pixel(*at)
        name = (names[code]["name"] if code in names else code).upper()
        half = text_width(name, 12) / 2
        if view.box.left < x - half and x + half < view.box.right and view.shows(*at):
            found.append({"x": x - half, "y": y, "line": name, "style": "country"})
            if code in whole and view.names is _COUNTRIES:
                count = f"whole country: {whole[code]:,}"
                x -= text_width(count, _TYPE) / 2
                found.append({"x": x, "y": y + 14, "line": count, "style": "whole"})
    return found


def _caption(
    rows: list[Row], drawn: list[Row], rest: list[Row], title: str | None, facts: _Facts
) -> Caption:
    total = sum(place["records"] for place in drawn)
    notes = [facts.note]
    if rest:
        named = ", ".join(f"{place['name']} {place['records']:,}" for place in rest[:_NAMED])
        more = f" and {len(rest) - _NAMED} more places" if len(rest) > _NAMED else ""
        notes.append(f"Not on the map: {named}{more}.")
    most = "; ".join(f"{place['name']} {place['records']:,}" for place in drawn)
    return Caption(
        title or "Records by place",
        f"{total:,} of {len(rows):,} records by place, with their number{facts.subtitle}.",
        notes,
        f"{facts.described} with the number of records by place. {most}.",
    )
