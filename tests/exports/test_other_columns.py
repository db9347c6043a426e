"""Events in the columns of ACLED and UCDP: what is filled, and what stays empty."""

import csv

import pytest

import migrant_crisis_2021 as mc
from migrant_crisis_2021.dataset import shipped
from migrant_crisis_2021.errors import InvalidInputError
from migrant_crisis_2021.exports import acled_like, ucdp_like
from migrant_crisis_2021.exports.other_columns import OWN, other_types
from tests.datasets import day, small_dataset
from tests.exports.rows import HOSTILE, hostile

COLUMNS = {"acled-like": acled_like.COLUMNS, "ucdp-like": ucdp_like.COLUMNS}
DEATHS = {
    "figure_id": "fig-0009",
    "measure": "deaths",
    "counted_unit": "people",
    "value": 2.0,
    "comparison_group": None,
}
ACLED = {
    "Political violence": {
        "Battles": [
            "Armed clash",
            "Government regains territory",
            "Non-state actor overtakes territory",
        ],
        "Explosions/Remote violence": [
            "Chemical weapon",
            "Air/drone strike",
            "Suicide bomb",
            "Shelling/artillery/missile attack",
            "Remote explosive/landmine/IED",
            "Grenade",
        ],
        "Violence against civilians": [
            "Sexual violence",
            "Attack",
            "Abduction/forced disappearance",
        ],
    },
    "Demonstrations": {
        "Protests": ["Peaceful protest", "Protest with intervention"],
        "Riots": ["Violent demonstration"],
    },
    "Strategic developments": {
        "Strategic developments": [
            "Agreement",
            "Arrests",
            "Change to group/activity",
            "Disrupted weapons use",
            "Headquarters or base established",
            "Looting/property destruction",
            "Non-violent transfer of territory",
            "Other",
        ],
    },
}
"""The types of ACLED's codebook, by type of disorder."""


def rows(done):
    with done.path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, strict=True))


def one(tmp_path, format_, data="evt-0001", **changes):
    """Export the first event of a changed dataset; return its cells that are not empty."""
    dataset = small_dataset(**changes)
    (row,) = rows(dataset.export(tmp_path / "a.csv", data, format_, force=True))
    return {name: cell for name, cell in row.items() if cell}


@pytest.mark.parametrize("format_", COLUMNS)
def test_every_active_event_is_a_row_in_their_columns_and_then_ours(tmp_path, format_):
    done = mc.export(tmp_path / "a.csv", format=format_)
    found = rows(done)
    active = [row["event_id"] for row in shipped()["events"] if row["status"] == "active"]
    assert sorted(row[COLUMNS[format_][0]] for row in found) == active
    assert tuple(found[0]) == (*COLUMNS[format_], *OWN)
    assert done.n == len(active)
    assert done.n_left_out == len(shipped()["timeline"]) - len(active)
    for row in found:
        assert {row.get(name) for name in ("fatalities", "best", "low", "high")}.isdisjoint("0")


def test_the_number_of_columns_is_that_of_the_codebooks():
    assert [len(set(names)) for names in COLUMNS.values()] == [31, 49]


def test_every_event_type_is_mapped_or_the_reason_why_not_is_given():
    assert set(other_types()) == set(shipped().lists.entries("event_type"))
    for name, row in other_types().items():
        kinds = ("acled_disorder_type", "acled_event_type", "acled_sub_event_type")
        disorder, event_type, sub = (row[kind] for kind in kinds)
        if event_type:
            assert sub in (None, *ACLED[disorder][event_type]), name
        else:
            assert disorder is sub is None, name
        assert row["ucdp_type_of_violence"] in (None, "1", "2", "3")
        assert row["why_null"] or None not in row.values(), name


def test_an_event_at_a_border_in_the_columns_of_acled(tmp_path):
    assert one(tmp_path, "acled-like", event_actors={0: [{"role": "target"}]}) == {
        "event_id_cnty": "evt-0001",
        "event_date": "2021-11-08",
        "year": "2021",
        "time_precision": "1",
        "disorder_type": "Strategic developments",
        "event_type": "Strategic developments",
        "sub_event_type": "Change to group/activity",
        "actor1": "Guard",
        "actor2": "Guard",
        "location": "Border of Poland and Belarus",
        "geo_precision": "3",
        "source": "Paper one; Paper two",
        "notes": "Troops of Poland move to the border with Belarus.",
        "own_event_type": "deployment",
        "own_date_precision": "day",
        "own_geo_precision": "border_stretch",
        "own_reality": "occurred",
        "own_confidence": "high",
        "own_status": "active",
        "own_countries": "PL; BY",
        "own_source_ids": "one; two",
    }


def test_an_event_in_a_town_in_the_columns_of_ucdp(tmp_path):
    found = one(
        tmp_path,
        "ucdp-like",
        events={0: {"place_id": "town", "event_type": "clash"}},
        countries={1: {"iso_numeric": 616, "gw_number": 290, "cow_number": 290}},
        event_actors={0: [{"actor_id": "speaker", "role": "participant"}]},
        sources={0: {"title": None, "description": "A report"}},
    )
    ours = {name for name in found if name in OWN}
    assert {name: cell for name, cell in found.items() if name not in ours} == {
        "id": "evt-0001",
        "year": "2021",
        "side_a": "Guard; Speaker",
        "number_of_sources": "2",
        "source_office": "Paper one; Paper two",
        "source_date": "2021-11-12; 2021-11-12",
        "source_headline": "[A report]; Report",
        "where_prec": "1",
        "where_coordinates": "Town",
        "latitude": "53.5",
        "longitude": "23.6",
        "geom_wkt": "POINT (23.6 53.5)",
        "priogrid_gid": "207048",
        "country": "Poland",
        "country_id": "290",
        "date_prec": "1",
        "date_start": "2021-11-08",
        "date_end": "2021-11-08",
    }
    assert found["own_event_type"] == "clash"


def test_a_crossing_between_two_countries_is_in_neither(tmp_path):
    place = {"neighbour": "BY", "kind": "crossing_point", "geo_precision": "midpoint"}
    found = one(tmp_path, "acled-like", events={0: {"place_id": "town"}}, places={2: place})
    assert (found["geo_precision"], found["latitude"]) == ("2", "53.5")
    assert not {"country", "iso"} & set(found)


PRECISIONS = [
    ("town", "point", "1", "1"),
    ("town", "town", "1", "1"),
    ("crossing_point", "midpoint", "2", "2"),
    ("region", "district", "2", "3"),
    ("region", "region", "3", "4"),
    ("border", "border_stretch", "3", "5"),
    ("country", "country", None, "6"),
    ("sea", "unspecified", None, "7"),
    ("unspecified", "unspecified", None, None),
]
"""The kind of a place and its precision; the precision in ACLED and in UCDP, as in the docs."""


@pytest.mark.parametrize(("kind", "precision", "acled", "ucdp"), PRECISIONS)
def test_the_precision_of_a_place_is_that_of_the_codebooks(tmp_path, kind, precision, acled, ucdp):
    place = {"kind": kind, "geo_precision": precision}
    changes = {"events": {0: {"place_id": "town"}}, "places": {2: place}}
    assert one(tmp_path, "acled-like", **changes).get("geo_precision") == acled
    assert one(tmp_path, "ucdp-like", **changes).get("where_prec") == ucdp


SPANS = [
    ("2021-11-08", "day", "1", "1"),
    ("2021-11-08", "approximate", None, None),
    ("2021-11-09", "range", "2", "2"),
    ("2021-11-14", "week", "2", "3"),
    ("2021-11-15", "range", "3", "4"),
    ("2021-12-08", "range", "3", "4"),
    ("2021-12-09", "range", None, "5"),
    ("2022-11-08", "range", None, "5"),
    ("2022-11-09", "range", None, None),
    (None, "open", None, None),
]
"""The end of a span and its precision; the precision in ACLED and in UCDP."""
NONE = (None, None, None)
FIGURES = [
    ({}, ("2", "2", "2")),
    ({"value": 0.0}, ("0", "0", "0")),
    ({"qualifier": "about"}, ("2", None, None)),
    ({"qualifier": "at_least", "value_low": 2.0}, (None, "2", None)),
    ({"qualifier": "at_most", "value_high": 2.0}, (None, None, "2")),
    ({"qualifier": "range", "value": None, "value_low": 1.0, "value_high": 3.0}, (None, "1", "3")),
    ({"subgroup": "Iraqis"}, (None, "2", None)),
    ({"measure": "injuries"}, NONE),
    ({"measure_kind": "cumulative"}, NONE),
    ({"reality": "alleged"}, NONE),
    ({"status": "withdrawn"}, NONE),
    ({"period_start": day("2021-11-07")}, NONE),
    ({"period_end": day("2021-11-09")}, NONE),
    ({"period_start": None}, NONE),
]
"""How a figure differs from an exact count of two deaths; best, low and high in UCDP."""


@pytest.fixture(scope="module")
def exported(tmp_path_factory):
    """Return the rows of both formats for events with these spans, and with these figures."""
    spans = [
        {"event_id": f"evt-01{n:02}", "date_end": end and day(end), "date_precision": precision}
        for n, (end, precision, *_) in enumerate(SPANS)
    ]
    deadly = [f"evt-02{n:02}" for n in range(len(FIGURES))]
    figures = [
        {**DEATHS, "figure_id": f"fig-02{n:02}", **figure} for n, (figure, _) in enumerate(FIGURES)
    ]
    dataset = small_dataset(
        events={0: [*spans, *({"event_id": one} for one in deadly)]},
        figures={0: figures},
        event_figures={
            0: [
                {"event_id": event, "figure_id": figure["figure_id"]}
                for event, figure in zip(deadly, figures, strict=True)
            ]
        },
    )
    file = tmp_path_factory.mktemp("exported") / "a.csv"
    return {
        format_: {
            row[names[0]]: row for row in rows(dataset.export(file, "events", format_, force=True))
        }
        for format_, names in COLUMNS.items()
    }


@pytest.mark.parametrize("number", range(len(SPANS)))
def test_the_precision_of_a_date_is_the_length_of_its_span(exported, number):
    end, _, acled, ucdp = SPANS[number]
    theirs, found = (exported[format_][f"evt-01{number:02}"] for format_ in COLUMNS)
    assert (theirs["time_precision"] or None) == acled
    assert (found["date_prec"] or None, found["date_end"] or None) == (ucdp, end)


@pytest.mark.parametrize("number", range(len(FIGURES)))
def test_fatalities_are_those_that_a_figure_of_the_event_gives(exported, number):
    _, expected = FIGURES[number]
    theirs, found = (exported[format_][f"evt-02{number:02}"] for format_ in COLUMNS)
    assert tuple(found[name] or None for name in ("best", "low", "high")) == expected
    assert (theirs["fatalities"] or None) == expected[0]


def test_fatalities_on_which_two_figures_disagree_are_left_empty(tmp_path):
    figures = [DEATHS, {**DEATHS, "figure_id": "fig-0010", "value": 3.0}]
    links = [{"figure_id": figure["figure_id"]} for figure in figures]
    found = one(tmp_path, "ucdp-like", figures={0: figures}, event_figures={0: links})
    assert not {"best", "low", "high"} & set(found)


@pytest.mark.parametrize("format_", COLUMNS)
def test_whatever_is_no_event_is_left_out_or_refused(tmp_path, format_):
    dataset = small_dataset(events={1: {"status": "superseded", "superseded_by": "evt-0001"}})
    done = dataset.export(tmp_path / "a.csv", ["evt-0001", "fig-0001"], format_)
    assert str(done).endswith("1 event; 1 rows of other records left out")
    table = rows(dataset.export(tmp_path / "b.csv", "events", format_))
    assert [row["own_status"] for row in table] == ["active", "superseded"]
    behind = dataset.export(tmp_path / "c.csv", "evidence", format_)  # each event once
    assert [row[COLUMNS[format_][0]] for row in rows(behind)] == ["evt-0001", "evt-0002"]
    for data in ("figures", "places", ["figures", "places"]):
        with pytest.raises(
            InvalidInputError, match=rf"none of the \d rows is of .*{format_} needs"
        ):
            dataset.export(tmp_path / "d.csv", data, format_)
    assert not (tmp_path / "d.csv").exists()


def test_the_cells_of_the_frame_count(tmp_path):
    frame = small_dataset().events().assign(summary="Mine", date_start="2021-11-01")
    found = rows(small_dataset().export(tmp_path / "a.csv", frame, "acled-like"))
    assert {(row["notes"], row["event_date"]) for row in found} == {("Mine", "2021-11-01")}


def test_texts_stay_inside_their_cell(tmp_path):
    found = rows(hostile().export(tmp_path / "a.csv", "events", "acled-like"))
    assert found[0]["notes"] == f"+{HOSTILE}"
