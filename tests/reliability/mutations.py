"""Change single cells and columns of valid tables; count how many changes `validate` names.

Run it with ``python -m tests.reliability.mutations [SHARE]``: the share of all changes that is
tried, by default all. It prints how many of each kind were named, with the columns in which one
passed. The tables are the small dataset of the tests, whose rows have every kind of column.
"""

import datetime as dt
import random
import sys
import unicodedata
from collections import Counter, defaultdict

from migrant_crisis_2021.dataset import Dataset
from migrant_crisis_2021.dataset.table_schema import table_schema
from migrant_crisis_2021.dataset.timeline import timeline_rows
from migrant_crisis_2021.errors import MigrantCrisisError
from migrant_crisis_2021.names import DERIVED, TABLES
from migrant_crisis_2021.validation.rules import RULES
from migrant_crisis_2021.validation.validate import validate_dataset
from tests.datasets import small_dataset

DESCRIBED = {"temporal": {"start": "2021-01-01", "end": "2022-12-31"}}


def _at(text, piece):
    middle = len(text) // 2
    return f"{text[:middle]}{piece}{text[middle:]}"


TEXT = {
    "empty": lambda text: "",
    "space at the end": lambda text: f"{text} ",
    "double space": lambda text: _at(text, "  "),
    "line feed": lambda text: _at(text, "\n"),
    "control character": lambda text: _at(text, "\x07"),
    "escape sequence": lambda text: _at(text, "\x1b[2J"),
    "direction mark": lambda text: _at(text, "\u202e"),
    "zero-width space": lambda text: _at(text, "\u200b"),
    "soft hyphen": lambda text: _at(text, "\u00ad"),
    "line separator": lambda text: _at(text, "\u2028"),
    "private use": lambda text: _at(text, "\ue000"),
    "unassigned": lambda text: _at(text, "\u0378"),
    "NFD": lambda text: unicodedata.normalize("NFD", _at(text, "é")),
    "tag": lambda text: f"<b>{text}</b>",
    "terminal markup": lambda text: f"[red]{text}[/red]",
    "formula": lambda text: f"={text}",
    "formula @": lambda text: f"@{text}",
    "placeholder n/a": lambda text: "n/a",
    "placeholder TODO": lambda text: "TODO",
    "look-alike letter": lambda text: f"aо{text}",
    "full-width digit": lambda text: _at(text, "７"),
    "very long": lambda text: text * 100 + "x" * 3000,
}
DATES = {
    "a day later": lambda day: day + dt.timedelta(days=1),
    "a year later": lambda day: day.replace(day=1, year=day.year + 1),
    "a year earlier": lambda day: day.replace(day=1, year=day.year - 1),
    "year 9999": lambda day: dt.date(9999, 1, 1),
    "year 1": lambda day: dt.date(1, 1, 1),
    "day and month swapped": lambda day: (
        dt.date(day.year, day.day, day.month) if day.day <= 12 else day
    ),
}
NUMBERS = {
    "plus 1": lambda number: number + 1,
    "times 10": lambda number: number * 10,
    "negative": lambda number: -number - 1,
    "zero": lambda number: 0,
    "a fraction": lambda number: number + 0.5,
    "huge": lambda number: 2_000_000_000,
    "digits swapped": lambda number: type(number)(int(str(int(abs(number)))[::-1])),
}


def mutations(dataset, table, chance):
    """Yield the kind, the column and the changed rows, for every column and kind of change."""
    rows, schema = list(dataset[table]), table_schema(table)
    for field in schema.fields:
        filled = [place for place, row in enumerate(rows) if row[field.name] is not None]
        if not filled:
            continue
        kinds = {"string": TEXT, "date": DATES}.get(field.type, NUMBERS)
        for kind, change in kinds.items():
            if kind == "a fraction" and field.type == "integer":
                continue
            yield kind, field.name, _with(rows, chance.choice(filled), field.name, change)
        yield "null", field.name, _with(rows, chance.choice(filled), field.name, lambda _: None)
        yield "another row's value", field.name, _swapped(rows, field.name, filled, chance)
        if field.vocabulary:
            allowed = sorted(dataset.lists.values(field.vocabulary))
            other = chance.choice(allowed)
            changed = _with(rows, chance.choice(filled), field.name, lambda _, o=other: o)
            yield "another allowed value", field.name, changed
            changed = _with(rows, chance.choice(filled), field.name, lambda _: "no-such-value")
            yield "no allowed value", field.name, changed
        if field.references or field.name in {key.column for key in schema.foreign_keys}:
            changed = _with(rows, chance.choice(filled), field.name, lambda _: "evt-99999")
            yield "a reference to nothing", field.name, changed
    yield "a row twice", "*", [*rows, chance.choice(rows)]
    yield "a row less", "*", _without(rows, chance)


def _with(rows, place, column, change):
    changed = list(rows)
    changed[place] = {**rows[place], column: change(rows[place][column])}
    return changed


def _without(rows, chance):
    place = chance.randrange(len(rows))
    return rows[:place] + rows[place + 1 :]


def _swapped(rows, column, filled, chance):
    one, other = chance.choice(filled), chance.choice(filled)
    changed = list(rows)
    changed[one] = {**rows[one], column: rows[other][column]}
    changed[other] = {**rows[other], column: rows[one][column]}
    return changed


def caught(tables, changed):
    """Return whether `validate` names a change, in tables as the build would write them."""
    try:
        if changed not in DERIVED:
            tables = {**tables, "timeline": timeline_rows(Dataset.of(tables))}
        return not validate_dataset(Dataset.of(tables), described=DESCRIBED).ok
    except (MigrantCrisisError, ValueError, TypeError, OverflowError):
        return True  # the value is of no type of the column, or the timeline cannot be derived


def run(dataset, share=1.0, seed=1):
    """Try changes of all tables; return tried and caught by kind, and what passed."""
    chance = random.Random(seed)
    tried, found, passed = Counter(), Counter(), defaultdict(set)
    whole = {name: list(dataset[name]) for name in dataset.tables}
    for table in [name for name in TABLES if whole[name]]:
        for kind, column, rows in mutations(dataset, table, chance):
            if rows == whole[table] or chance.random() > share:
                continue
            tried[kind] += 1
            if caught({**whole, table: rows}, table):
                found[kind] += 1
            else:
                passed[kind].add(f"{table}.{column}")
    return tried, found, passed


def main():
    tried, found, passed = run(small_dataset(), float(sys.argv[1]) if sys.argv[1:] else 1.0)
    print("| kind | named | tried | columns in which it passed |\n| --- | ---: | ---: | --- |")
    for kind in sorted(passed, key=lambda kind: found[kind] / tried[kind]):
        columns = ", ".join(f"`{column}`" for column in sorted(passed[kind]))
        print(f"| {kind} | {found[kind]} | {tried[kind]} | {columns} |")
    always = sorted(set(tried) - set(passed))
    print(f"\nalways named, {sum(tried[kind] for kind in always)} changes: {', '.join(always)}")
    whole = found.total() / tried.total()
    print(f"all: {found.total():,} of {tried.total():,} ({whole:.1%}), {len(RULES)} rules")


if __name__ == "__main__":
    main()
