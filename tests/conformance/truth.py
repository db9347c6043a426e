"""What the files say, read with nothing but the standard library."""

import csv
import datetime as dt
import json
from functools import cache

from tests.conftest import ROOT

DATA = ROOT / "data"
RESOURCES = {
    resource["name"]: resource
    for resource in json.loads((DATA / "datapackage.json").read_text(encoding="utf-8"))["resources"]
}
TABLES = tuple(RESOURCES)
PARSERS = {"string": str, "date": dt.date.fromisoformat, "integer": int, "number": float}


def types(table):
    """Map the columns of a table to their declared types."""
    return {field["name"]: field["type"] for field in RESOURCES[table]["schema"]["fields"]}


def columns(table):
    return tuple(types(table))


@cache
def rows(table):
    """Read a CSV file with the declared types; an empty cell is None."""
    parsers = [PARSERS[kind] for kind in types(table).values()]
    with (DATA / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        header, *lines = csv.reader(file, strict=True)
    assert tuple(header) == columns(table)
    return [
        tuple(parse(cell) if cell else None for parse, cell in zip(parsers, line, strict=True))
        for line in lines
    ]


def plain(value):
    """Turn a cell of any client into a plain value of Python."""
    if value is None or type(value).__name__ == "NAType" or value != value:  # NA, NaN, NaT
        return None
    value = value.item() if hasattr(value, "item") else value  # a scalar of numpy
    if isinstance(value, bytes):
        return value.decode("utf-8")
    return value.date() if isinstance(value, dt.datetime) else value


def parsed(table, lines):
    """Give cells that arrive as text the declared types; an empty cell is None."""
    parsers = [PARSERS[kind] for kind in types(table).values()]
    return [
        tuple(
            parse(cell) if cell not in ("", None) else None
            for parse, cell in zip(parsers, line, strict=True)
        )
        for line in lines
    ]


def compare(table, found, names=None):
    """Compare every cell of a table: number of rows, value and type."""
    if names is not None:
        assert tuple(names) == columns(table)
    expected = rows(table)
    found = [tuple(map(plain, row)) for row in found]
    assert len(found) == len(expected), f"{table}: {len(found)} rows, not {len(expected)}"
    wrong = [
        (number, name, mine, theirs)
        for number, (row, other) in enumerate(zip(expected, found, strict=True))
        for name, mine, theirs in zip(columns(table), row, other, strict=True)
        if mine != theirs or type(mine) is not type(theirs)
    ]
    assert not wrong, f"{table}: {len(wrong)} cells differ, such as {wrong[:3]}"
