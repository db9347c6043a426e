"""Every clause of every rule: one change that it reports, and changes next to it that are fine.

`tests/broken/` has one example a rule; a clause of a rule could be lost without a red test. Here a
rule runs alone on the small dataset with some cells changed, and must name exactly these columns.
"""

import datetime as dt

import narwhals as nw
import pyarrow as pa
import pytest

from migrant_crisis_2021.declaration import arrow_schema, declaration
from migrant_crisis_2021.names import AUTHORED
from migrant_crisis_2021.rules import RULES, Context
from tests.conftest import mini_rows

D = dt.date
EXACT = {"qualifier": "exact", "value": 200.0, "bounds_basis": "none"}
STOCK = {"measure": "people_in_camp", "measure_kind": "stock", "counted_unit": "people"}
BOX = {"west": 14.07, "south": 49.0, "east": 24.15, "north": 54.84}


def frames(tables):
    """Make frames that also hold nulls where the declaration forbids them, as a user's can."""

    def frame(name, rows):
        loose = pa.schema([field.with_nullable(True) for field in arrow_schema(name)])
        return nw.from_native(pa.Table.from_pylist(rows, schema=loose))

    return {name: frame(name, rows) for name, rows in tables.items()}


def run(rule, tables):
    return list(RULES[rule].run(Context(frames(tables))))


def changed(table, **cells):
    """Change cells of the first row of a table, or of the row with the number in `row`."""
    tables = mini_rows()
    tables[table][cells.pop("row", 0)] |= cells
    return tables


def columns(rule, table, **cells):
    found = run(rule, changed(table, **cells))
    assert {problem.rule for problem in found} <= {rule}
    return [problem.column for problem in found]


@pytest.mark.parametrize("table", ["events", "figures", "positions"])
def test_r03_only_records_in_force_need_a_document(table):
    for status, wrong in [("active", True), ("superseded", False), ("withdrawn", False)]:
        tables = changed(table, status=status)
        key = declaration(table).primary_key[0]
        ident = tables[table][0][key]
        for link in tables["evidence"]:
            link["relation"] = "context" if link["record_id"] == ident else link["relation"]
        assert [p.key for p in run("R03", tables)] == ([ident] if wrong else []), status


@pytest.mark.parametrize(
    ("table", "cells", "expected"),
    [
        ("events", {"date_edtf": "2021-11-08/.."}, ["date_end"]),
        ("events", {"date_edtf": "2021-11-08/..", "date_end": None}, []),
        ("events", {"date_edtf": "2021-11-08~"}, []),
        ("events", {"date_edtf": "2021-11"}, ["date_start", "date_end"]),
        ("events", {"date_edtf": "soon"}, ["date_edtf"]),
        ("positions", {"date_edtf": None}, ["date_start"]),
        ("positions", {"date_edtf": None, "date_start": None}, ["date_start"]),
        ("positions", {"date_edtf": None, "date_start": None, "date_end": None}, []),
    ],
)
def test_r04_bounds(table, cells, expected):
    assert columns("R04", table, **cells) == expected


@pytest.mark.parametrize(
    ("table", "cells", "expected"),
    [
        ("events", {"date_edtf": "2021-11-08~"}, ["date_precision"]),
        ("events", {"date_edtf": "2021-11-08~", "date_precision": "approximate"}, []),
        ("events", {"date_edtf": "soon"}, []),  # R04 reports it
        ("positions", {"date_edtf": None}, ["date_precision"]),
        ("positions", {"date_edtf": None, "date_precision": None}, []),
        ("positions", {"date_precision": "month"}, ["date_precision"]),
    ],
)
def test_r05_precision(table, cells, expected):
    assert columns("R05", table, **cells) == expected


@pytest.mark.parametrize(
    ("start", "end", "outside"),
    [
        (D(2020, 12, 30), D(2020, 12, 31), True),
        (D(2020, 12, 31), D(2021, 1, 1), False),
        (D(2022, 12, 31), None, False),
        (D(2023, 1, 1), None, True),
        (None, D(2020, 12, 31), True),
        (None, None, False),
    ],
)
def test_r06_the_two_years(start, end, outside):
    expected = ["scope"] if outside else []
    assert columns("R06", "events", date_start=start, date_end=end) == expected
    period = {"period_start": start, "period_end": end}
    assert columns("R06", "figures", **period) == expected
    assert columns("R06", "figures", **period, scope="background") == []


@pytest.mark.parametrize(
    ("low", "value", "high", "wrong"),
    [
        (201.0, 200.0, None, True),
        (200.0, 200.0, None, False),
        (None, 200.0, 199.0, True),
        (None, 200.0, 200.0, False),
        (5.0, None, 5.0, True),
        (6.0, None, 5.0, True),
        (5.0, None, 6.0, False),
        (None, None, None, False),
    ],
)
def test_r07_order(low, value, high, wrong):
    found = columns("R07", "figures", value_low=low, value=value, value_high=high)
    assert found == (["value"] if wrong else [])


STATED, IMPLIED, NONE = "stated", "implied_by_qualifier", "none"


@pytest.mark.parametrize(
    ("qualifier", "value", "low", "high", "magnitude", "basis", "expected"),
    [
        ("exact", 5, None, None, None, NONE, []),
        ("exact", 5, 4, 6, None, STATED, []),
        ("exact", 5, 4, None, None, STATED, []),
        ("exact", 5, 4, 6, None, NONE, ["bounds_basis"]),
        ("exact", 5, 4, None, None, IMPLIED, ["bounds_basis"]),
        ("exact", 5, None, None, None, STATED, ["bounds_basis"]),
        ("exact", None, None, None, None, NONE, ["qualifier"]),
        ("exact", 5, None, None, 10, NONE, ["qualifier"]),
        ("about", 5, None, None, None, NONE, []),
        ("about", 5, None, 6, None, IMPLIED, ["bounds_basis"]),
        ("about", None, None, None, None, NONE, ["qualifier"]),
        *[
            case
            for qualifier in ("more_than", "at_least")
            for case in [
                (qualifier, 5, 5, None, None, IMPLIED, []),
                (qualifier, 5, 5, 9, None, STATED, []),
                (qualifier, 5, 5, None, None, STATED, ["bounds_basis"]),
                (qualifier, 5, None, None, None, NONE, ["qualifier"]),
                (qualifier, 5, 4, None, None, IMPLIED, ["qualifier"]),
                (qualifier, None, None, None, None, NONE, ["qualifier"]),
                (qualifier, 5, 5, None, 10, IMPLIED, ["qualifier"]),
            ]
        ],
        *[
            case
            for qualifier in ("fewer_than", "at_most", "nearly")
            for case in [
                (qualifier, 5, None, 5, None, IMPLIED, []),
                (qualifier, 5, 1, 5, None, STATED, []),
                (qualifier, 5, None, 5, None, NONE, ["bounds_basis"]),
                (qualifier, 5, 5, None, None, IMPLIED, ["qualifier"]),
                (qualifier, 5, None, 6, None, IMPLIED, ["qualifier"]),
                (qualifier, None, None, None, None, NONE, ["qualifier"]),
                (qualifier, 5, None, 5, 10, IMPLIED, ["qualifier"]),
            ]
        ],
        ("range", None, 4, 6, None, STATED, []),
        ("range", None, 4, 6, None, IMPLIED, ["bounds_basis"]),
        ("range", 5, 4, 6, None, STATED, ["qualifier"]),
        ("range", None, 4, None, None, STATED, ["qualifier"]),
        ("range", None, None, 6, None, STATED, ["qualifier"]),
        ("range", None, 4, 6, 10, STATED, ["qualifier"]),
        ("order_of_magnitude", None, None, None, 10, NONE, []),
        ("order_of_magnitude", None, None, None, None, NONE, ["qualifier"]),
        ("order_of_magnitude", 10, None, None, 10, NONE, ["qualifier"]),
        ("order_of_magnitude", None, 10, None, 10, IMPLIED, ["qualifier"]),
        ("order_of_magnitude", None, None, 90, 10, IMPLIED, ["qualifier"]),
        ("certainly", 5, None, None, None, NONE, []),  # R22 reports it
    ],
)
def test_r08_qualifiers(qualifier, value, low, high, magnitude, basis, expected):
    cells = {"value": value, "value_low": low, "value_high": high, "magnitude": magnitude}
    assert columns("R08", "figures", **cells, qualifier=qualifier, bounds_basis=basis) == expected


@pytest.mark.parametrize("column", ["value", "value_low", "value_high"])
def test_r09_numbers(column):
    for number, unit, wrong in [
        (-1.0, "attempts", True),
        (-0.5, "kilometres", True),
        (0.0, "attempts", False),
        (0.5, "attempts", True),
        (0.5, "kilometres", False),
        (None, "attempts", False),
    ]:
        found = columns("R09", "figures", **{column: number}, counted_unit=unit)
        assert found == ([column] if wrong else []), (number, unit)


DAY, LATER = D(2021, 11, 8), D(2021, 11, 9)


@pytest.mark.parametrize(
    ("kind", "start", "end", "basis", "expected"),
    [
        ("stock", DAY, DAY, "stated", []),
        ("stock", DAY, LATER, "within", []),
        ("stock", DAY, LATER, "stated", ["period_end"]),
        ("stock", DAY, None, "stated", ["period_end"]),
        ("stock", None, DAY, "stated", ["period_end"]),
        ("stock", None, None, "unknown", []),
        ("stock", None, None, "stated", ["period_basis"]),
        ("capacity", DAY, LATER, "stated", []),
        *[
            case
            for kind in ("flow", "rate", "cumulative")
            for case in [
                (kind, DAY, LATER, "stated", []),
                (kind, DAY, None, "to_report", []),
                (kind, None, LATER, "stated", ["period_start"]),
                (kind, None, None, "unknown", []),
                (kind, None, None, "to_report", ["period_basis"]),
            ]
        ],
        ("amount", None, LATER, "stated", []),
        ("amount", DAY, DAY, "unknown", ["period_basis"]),
        ("amount", DAY, None, "unknown", ["period_basis"]),
        ("amount", None, DAY, "unknown", ["period_basis"]),
        ("amount", LATER, DAY, "stated", ["period_start"]),
    ],
)
def test_r10_periods(kind, start, end, basis, expected):
    cells = {"measure_kind": kind, "period_start": start, "period_end": end}
    assert columns("R10", "figures", **cells, period_basis=basis) == expected


@pytest.mark.parametrize(
    ("cells", "falls"),
    [
        ({"value": 4900.0}, True),
        ({"value": 4900.0, "qualifier": "about"}, False),
        ({"value": 4900.0, "status": "withdrawn"}, False),
        ({"value": 4900.0, "asserted_by": None}, False),
        ({"value": 4900.0, "asserted_by": "poland"}, False),
        ({"value": 4900.0, "measure_kind": "flow"}, False),
        ({"value": 4900.0, "period_start": D(2021, 8, 1)}, False),
        ({"value": 4900.0, "period_end": D(2021, 11, 8)}, False),
        ({"value": 4900.0, "place_id": "town"}, False),
        ({"value": 4900.0, "qualifier": "more_than", "value_low": 4900.0}, False),
        ({"value": 4900.0, "qualifier": "at_most", "value_high": 4900.0}, True),
        ({"value": None, "qualifier": "range", "value_low": 1.0, "value_high": 4999.0}, True),
        ({"value": None, "qualifier": "range", "value_low": 1.0, "value_high": 5000.0}, False),
        ({"value": None, "qualifier": "order_of_magnitude", "magnitude": 100}, False),
        ({"value": None}, False),  # R08 reports it
    ],
)
def test_r11_totals(cells, falls):
    assert columns("R11", "figures", row=3, **cells) == (["value"] if falls else [])


def test_r11_a_later_reading_below_the_least_of_an_earlier_one():
    for cells, falls in [
        ({"qualifier": "more_than", "value_low": 5000.0}, True),
        ({"qualifier": "about"}, False),
        ({"qualifier": "nearly", "value_high": 5000.0}, False),
        ({"qualifier": "order_of_magnitude", "value": None, "magnitude": 10_000}, True),
        ({"qualifier": "order_of_magnitude", "value": None, "magnitude": 1000}, False),
    ]:
        tables = changed("figures", row=2, **cells)
        tables["figures"][3]["value"] = 4900.0
        assert bool(run("R11", tables)) is falls, cells
    tables = changed("figures", row=3, value=4900.0)
    for row, group in ((2, "total"), (3, "total")):
        tables["figures"][row]["comparison_group"] = group
    assert not run("R11", tables)
    tables["figures"][3]["comparison_group"] = "another"
    assert run("R11", tables)


@pytest.mark.parametrize(
    ("cells", "printed", "agrees"),
    [
        (EXACT, "200", True),
        (EXACT, "two hundred", True),
        (EXACT, "two hundred and fifty", False),
        (EXACT, "2,00", False),
        (EXACT, "2,000", False),
        (EXACT, "many", False),
        (EXACT, "hundreds", False),
        ({"qualifier": "range", "value_low": 4.0, "value_high": 6.0}, "from 4 to 6", True),
        ({"qualifier": "range", "value_low": 4.0, "value_high": 6.0}, "from 4 to 7", False),
        ({"qualifier": "range", "value_low": 4.0, "value_high": 6.0}, "5", False),
        ({"qualifier": "order_of_magnitude", "magnitude": 1000}, "several thousand", True),
        ({"qualifier": "order_of_magnitude", "magnitude": 100}, "several thousand", False),
        ({"qualifier": "order_of_magnitude", "magnitude": 100}, "200", False),
    ],
)
def test_r12_printed(cells, printed, agrees):
    tables = changed("figures", **cells)
    link = next(row for row in tables["evidence"] if row["value_as_printed"] == "200")
    link["value_as_printed"] = printed
    assert [p.column for p in run("R12", tables)] == ([] if agrees else ["value_as_printed"])


def test_r12_only_figures_have_a_printed_number():
    (found,) = run("R12", changed("evidence", value_as_printed="5"))
    assert "leave it empty" in found.message


@pytest.mark.parametrize(
    ("table", "cells", "left"),
    [
        ("events", {"reality": "planned"}, 3),
        ("events", {"reality": "announced"}, 3),
        ("events", {"reality": "alleged"}, 4),
        ("sources", {"published_on": None}, 0),
        ("sources", {"published_on": D(2021, 11, 8)}, 0),
        ("evidence", {"relation": "context"}, 3),
        ("figures", {"period_start": None}, 3),
    ],
)
def test_r13_what_may_be_older(table, cells, left):
    tables = mini_rows("R13")
    tables[table][0] |= cells
    assert len(run("R13", tables)) == left


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ({"measure_kind": "amount"}, ["measure_kind"]),
        ({"counted_unit": "people"}, ["counted_unit"]),
        ({"measure": "weather"}, []),  # R22 reports it
    ],
)
def test_r15_combinations(cells, expected):
    assert columns("R15", "figures", **cells) == expected


def test_r15_no_measure_allows_attempts_and_people():
    tables = mini_rows()
    measure = next(row for row in tables["vocabulary"] if row["value"] == "votes")
    for units, wrong in [("attempts; people", True), ("attempts; votes", False)]:
        measure["units"] = units
        assert [p.column for p in run("R15", tables)] == (["units"] if wrong else [])


@pytest.mark.parametrize(
    ("publishers", "confidence", "wrong"),
    [
        ([("government", "PL", "yes"), ("broadcaster", "PL", "yes")], "high", True),
        ([("government", "PL", "yes"), ("broadcaster", "PL", "yes")], "medium", False),
        ([("government", "PL", "yes"), ("government", "LT", "yes")], "high", False),
        ([("government", "PL", "yes"), ("newspaper", "PL", "no")], "high", False),
        ([("newspaper", "PL", "no"), ("newspaper", "PL", "no")], "high", False),
        ([("government", "DE", "yes"), ("broadcaster", "DE", "yes")], "high", False),
        ([("eu_body", None, "unknown"), ("eu_body", None, "unknown")], "high", True),
        *[([("government", c, "yes")] * 2, "high", True) for c in ("BY", "LT", "LV", "PL", "RU")],
    ],
)
def test_r16_one_party(publishers, confidence, wrong):
    tables = changed("events", confidence=confidence)
    tables["figures"] = []
    names = ("publisher_kind", "publisher_country", "state_affiliated")
    for source, described in zip(tables["sources"], publishers, strict=False):
        source |= dict(zip(names, described, strict=True))
    assert [p.key for p in run("R16", tables)] == (["evt-0001"] if wrong else [])


@pytest.mark.parametrize("table", ["events", "figures"])
def test_r16_weak_documents(table):
    """Low is for records on weak documents alone, for all of them, and for no others."""
    for confidence, weak, wrong in [
        ("low", "yes", False),
        ("medium", "yes", True),
        ("low", "no", True),
        ("medium", "no", False),
    ]:
        tables = changed(table, confidence=confidence)
        for source in tables["sources"]:
            source["weak"] = weak
        key = tables[table][0][declaration(table).primary_key[0]]
        assert (key in [p.key for p in run("R16", tables)]) is wrong, (confidence, weak)
        tables[table][0]["status"] = "withdrawn"
        assert key not in [p.key for p in run("R16", tables)]


@pytest.mark.parametrize(
    ("origin", "wrong"), [(None, False), ("PAP", False), ("Paper one", False), ("pap", True)]
)
def test_r17_origins(origin, wrong):
    assert columns("R17", "sources", wire_origin=origin) == (["wire_origin"] if wrong else [])


@pytest.mark.parametrize(
    ("lat", "lon", "inside"),
    [
        (54.94, 20.0, True),
        (54.95, 20.0, False),
        (48.9, 20.0, True),
        (48.89, 20.0, False),
        (50.0, 13.97, True),
        (50.0, 13.96, False),
        (50.0, 24.25, True),
        (50.0, 24.26, False),
        (None, 99.0, True),
        (99.0, None, True),
    ],
)
def test_r18_the_box_is_widened_by_a_tenth_of_a_degree(lat, lon, inside):
    assert columns("R18", "places", row=2, lat=lat, lon=lon) == ([] if inside else ["lat"])


def test_r18_the_box_of_a_neighbour_will_do():
    cells = {"country": "BY", "neighbour": "PL", "lat": 53.5, "lon": 23.6}
    assert columns("R18", "places", row=2, **cells) == []
    assert columns("R18", "places", row=2, **cells | {"lat": 10.0}) == ["lat"]


@pytest.mark.parametrize(
    ("url", "wrong"),
    [
        (None, False),
        ("http://example.org", False),
        ("ftp://example.org", True),
        ("example.org", True),
        ("https://example.org/a b", True),
        ("https://nowhere", True),
    ],
)
def test_r19_addresses(url, wrong):
    for column in ("url", "archived_url"):
        assert columns("R19", "sources", **{column: url}) == ([column] if wrong else [])


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("Kuz\u0301nica", True),
        (" Troops", True),
        ("Troops ", True),
        ("", True),
        ("Troops\nmove", True),
        ("Troops\x9fmove", True),
        ("Troops\x7fmove", True),
        ("The REGIME moves", True),
        ('The "regime" moves', False),
        ("Regimental troops", False),
        ("Troops of the visa-free regime", False),
        ("Troops move", False),
    ],
)
def test_r20_texts(text, wrong):
    assert columns("R20", "events", title=text) == (["title"] if wrong else [])


def test_r20_what_others_say_may_be_loaded():
    assert columns("R20", "claims", proposition="The regime decides.") == []


def test_r20_a_pattern_that_cannot_be_read_is_named():
    assert columns("R20", "loaded_terms", pattern="(") == ["pattern"]


@pytest.mark.parametrize(
    ("start", "length", "wrong"),
    [
        (0, 48, False),  # the same window twice
        (0, 72, True),
        (48, 48, True),
        (49, 48, False),
        (20, 10, True),
        (None, 48, False),
        (20, None, False),
    ],
)
def test_r21_windows(start, length, wrong):
    tables = mini_rows()
    link = next(row for row in tables["evidence"] if row["record_id"] == "fig-0001")
    link |= {"fp_start": start, "fp_len": length}
    assert [p.column for p in run("R21", tables)] == (["fp_start"] if wrong else [])
    link["source_id"] = "two"
    assert run("R21", tables) == []


def test_r22_a_list_that_no_schema_names():
    tables = mini_rows()
    tables["vocabulary"].append(tables["vocabulary"][0] | {"list": "weather"})
    assert [p.column for p in run("R22", tables)] == ["list"]


def test_r22_an_empty_cell_is_not_for_this_rule():
    assert columns("R22", "positions", date_precision=None) == []
    assert columns("R22", "positions", date_precision="roughly") == ["date_precision"]


@pytest.mark.parametrize("table", ["events", "figures", "claims", "positions"])
def test_r25_successors(table):
    successor = mini_rows()[table][-1][declaration(table).primary_key[0]]
    for status, superseded_by, wrong in [
        ("superseded", None, True),
        ("superseded", successor, False),
        ("withdrawn", successor, True),
        ("withdrawn", None, False),
        ("active", successor, True),
    ]:
        found = columns("R25", table, status=status, superseded_by=superseded_by)
        assert found == (["superseded_by"] if wrong else []), (status, superseded_by)


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ({"lat": None}, ["lat"]),
        ({"lon": None}, ["lat"]),
        ({"coordinates_from": None}, ["lat"]),
        ({"lat": None, "lon": None}, ["lat"]),
        ({"lat": None, "lon": None, "coordinates_from": None}, []),
        ({"country": None}, ["country"]),
        ({"country": None, "geo_precision": "unspecified"}, []),
        (BOX, ["west"]),
        (BOX | {"kind": "country"}, []),
        *[(BOX | {"kind": "country", side: None}, ["west"]) for side in BOX],
    ],
)
def test_r26_places(cells, expected):
    assert columns("R26", "places", row=2, **cells) == expected


GARBAGE = {
    "string": (None, "", "zzz", "("),
    "number": (None, -1.0, float("nan"), float("inf")),
    "integer": (None, -5, 0),
    "date": (None, D.min, D.max),
}


@pytest.mark.parametrize("table", AUTHORED)
def test_no_cell_makes_a_rule_fail_to_run(table):
    """Whatever a cell holds, rules report it or not; they raise nothing."""
    whole = mini_rows()
    sound = frames(whole)
    for field in declaration(table).fields if whole[table] else ():
        for value in GARBAGE[field.type]:
            rows = [{**whole[table][0], field.name: value}, *whole[table][1:]]
            changed_table = frames({table: rows})
            alone, together = Context(changed_table, None, sound), Context(sound | changed_table)
            for rule in RULES.values():
                if rule.level in ("row", "table"):
                    list(rule.run(alone))
                elif rule.level == "dataset" and (rule.id != "R24" or table == "evidence"):
                    list(rule.run(together))


@pytest.mark.parametrize("table", AUTHORED)
def test_an_empty_table_makes_no_rule_fail_to_run(table):
    context = Context(frames(mini_rows() | {table: []}))
    for rule in RULES.values():
        if rule.level != "files":
            list(rule.run(context))
