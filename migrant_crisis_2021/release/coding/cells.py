"""The cells of a new row that follow from the others: ids, dates, bounds, status, confidence."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypeAlias

from ...dataset import Dataset
from ...dataset.csv_files import PARSERS, Row, Value, not_of
from ...dataset.description import Description, period
from ...dataset.kinds import KINDS
from ...dataset.table_schema import table_schema
from ...errors import InvalidInputError, listed, near, shown, unknown
from ...names import OPEN_LISTS, TableName
from ...parsing.dates import parse_edtf
from ...parsing.phrases import PrintedNumbers, is_bare, is_foreign_words, parse_printed
from ...parsing.words import fold, split_list
from ...validation.rules.evidence import disagreement
from ...validation.rules.keys import named_lists
from .countries import all_countries

_Documents: TypeAlias = Sequence[Mapping[str, Any]]
_KINDS = {kind.table: kind for kind in KINDS}
PRECISIONS = {
    "border": "border_stretch",
    "country": "country",
    "crossing_point": "point",
    "district": "district",
    "region": "region",
    "sea": "region",
    "town": "town",
    "unspecified": "unspecified",
    "village": "town",
}
"""The `geo_precision` of places of a kind, unless the coder says otherwise."""
_OF_PUBLISHER = ("publisher_kind", "publisher_country", "state_affiliated")
_LOWER, _UPPER = ("more_than", "at_least"), ("fewer_than", "at_most", "nearly")


def read_cell(table: TableName, name: str, text: object) -> Value:
    """Read a cell from text.

    Raises
    ------
    InvalidInputError
        If it is not of the type of its column, or no date.
    UnknownValueError
        If there is no such list of the vocabulary.
    """
    if isinstance(text, Mapping | list | tuple):
        raise InvalidInputError(f"{shown(text)} is not one value.")
    field = table_schema(table).field(name)
    try:
        cell = PARSERS[field.type](str(text)) if text not in (None, "") else None
    except ValueError:
        raise InvalidInputError(f"{shown(text)} {not_of(field.type)}.") from None
    if name == "date_edtf" and cell is not None:
        parse_edtf(str(cell))
    if (table, name) == ("vocabulary", "list") and cell not in (None, *named_lists()):
        words = str(cell).split("_")
        ordered = sorted(OPEN_LISTS, key=lambda name: not {*words} & {*name.split("_")})
        raise unknown("list", cell, ordered)
    return cell


def next_id(dataset: Dataset, table: TableName, taken: Iterable[str] = ()) -> str:
    """Return the next free id of a kind of record; ids of removed rows are not used again."""
    kind = _KINDS[table]
    used = [*dataset[table].by_id, *taken]
    used += [row["record_id"] for row in dataset["changes"].where("table", table)]
    numbers = [int(one[4:]) for one in used if re.fullmatch(rf"{kind.prefix}-[0-9]{{1,18}}", one)]
    return f"{kind.prefix}-{max(numbers, default=0) + 1:04}"


def slug(*parts: object) -> str:
    """Make an id from names and days.

    Examples
    --------
    >>> slug("Straż Graniczna", "2021-11-08")
    'straz-graniczna-2021-11-08'
    """
    return re.sub(r"[^a-z0-9]+", "-", fold(" ".join(map(str, parts)))).strip("-")


def complete(
    dataset: Dataset,
    table: TableName,
    row: Row,
    described: Description,
    *,
    documents: _Documents = (),
    printed: str | None = None,
) -> Row:
    """Fill in the cells that are empty and follow from the others.

    Parameters
    ----------
    dataset : Dataset
        The tables so far.
    table : str
        The table of the row.
    row : dict
        The cells that were given.
    described : mapping
        The description of the dataset, with its period.
    documents : sequence of dict
        The documents that support the record.
    printed : str, optional
        The number of a figure as the document prints it.
    """
    row = _filled(row, _derived(dataset, table, row, printed, documents))
    rest: Row = {"status": "active"}
    if documents:
        weak = all(source["weak"] == "yes" for source in documents)
        rest["confidence"] = "low" if weak else "medium"
    if "scope" in row:
        rest["scope"] = _scope(table, row, described)
    if table == "figures":
        rest["reported_on"] = _reported_on(dataset, row, documents)
    return _filled(row, rest)


def _derived(
    dataset: Dataset, table: TableName, row: Row, printed: str | None, documents: _Documents
) -> Row:
    match table:
        case "figures":
            return _figure(dataset, row, printed, documents)
        case "events" | "positions":
            return _dates(row)
        case "sources":
            return _source(dataset, row)
        case "actors":
            kinds = near(row["kind"], dataset.lists.values("actor_kind"))  # also if misspelt
            is_group = kinds[:1] == ["group"]
            return {"actor_id": slug(row["name"] or ""), "party": "no" if is_group else None}
        case "places":
            return {"place_id": slug(row["name"] or ""), "geo_precision": _precision(dataset, row)}
        case "countries":
            return all_countries().get(str(row["country"]), {})
        case "vocabulary":
            return _value(row)
        case _:
            return {}


def _precision(dataset: Dataset, row: Row) -> str | None:
    """Say what a place of this kind stands for; a site can be a point or a town."""
    usual = PRECISIONS.get(str(row["kind"]))
    return usual if usual in dataset.lists.entries("geo_precision") else None


def _filled(row: Row, derived: Mapping[str, Any]) -> Row:
    """Put derived values into the empty cells of a row."""
    return {
        name: derived.get(name) or None if value is None else value for name, value in row.items()
    }


def _dates(row: Row) -> Row:
    if row["date_edtf"] is None:
        return {}
    span = parse_edtf(str(row["date_edtf"]))
    derived = {
        "date_start": span.start,
        "date_end": span.end,
        "date_precision": span.precision,
        "date_basis": "stated",
    }
    return {name: value for name, value in derived.items() if name in row}


def _source(dataset: Dataset, row: Row) -> Row:
    day, title = row["published_on"], str(row["title"] or row["description"] or "")
    words = fold(title).split()[:2]
    return {
        "source_id": slug(row["publisher"] or "", day or "undated", *words),
        "published_basis": "stated" if day else "unknown",
        "state_affiliated": "unknown",
        "weak": "no",
        **_publisher(dataset, row["publisher"]),
    }


def _publisher(dataset: Dataset, name: Value) -> Row:
    """Return what all earlier documents of a publisher say of it."""
    earlier: list[Mapping[str, Any]] = []
    if name:
        earlier += dataset["sources"].where("publisher", name)
    said = {column: {one[column] for one in earlier} for column in _OF_PUBLISHER}
    return {column: values.pop() for column, values in said.items() if len(values) == 1}


def _value(row: Row) -> Row:
    """Make a value of its label, or the reverse; an agency is called by its name."""
    value, label = row["value"], row["label"]
    if row["list"] == "agency":
        return {"value": label, "label": value}
    return {
        "value": slug(label or "").replace("-", "_"),
        "label": str(value or "").replace("_", " ").capitalize(),
    }


def _figure(dataset: Dataset, row: Row, printed: str | None, documents: _Documents) -> Row:
    row = _filled(row, _number(dataset, row, printed, documents))
    derived: Row = _bounds(row)
    measure = dataset.lists.entries("measure").get(str(row["measure"]))
    if measure is not None:
        for column, names in (
            ("counted_unit", measure["units"]),
            ("measure_kind", measure["kinds"]),
        ):
            allowed = list(split_list(names))
            derived[column] = allowed[0] if len(allowed) == 1 else None
    kind = row["measure_kind"] or derived.get("measure_kind")
    if kind == "stock" and row["period_basis"] != "within":
        derived["period_end"] = row["period_start"]
    return _filled(row, derived | _period(row, kind, documents))


def _period(row: Row, kind: object, documents: _Documents) -> Row:
    """Say how the period is known; a total without a last day ends when it is reported."""
    is_open = kind == "cumulative" and row["period_start"] and not row["period_end"]
    is_past = row["reality"] not in ("announced", "planned")
    if is_open and is_past and row["period_basis"] in (None, "to_report"):
        day = min((one["published_on"] for one in documents if one["published_on"]), default=None)
        return {"period_basis": "to_report", "period_end": day}
    dated = row["period_start"] or row["period_end"]
    return {"period_basis": "stated" if dated else "unknown"}


_IN_ENGLISH = (
    "Give the digits or the English number words that the document prints, or leave `printed` out "
    "and give `value`: the record then has no fingerprint."
)
_IN_OTHER_WORDS = (
    "Number words are read in English alone: give `value`, or value_low and value_high, with "
    "`qualifier` beside `printed`, which then stays as the document has it."
)
_NUMBERS = ("value", "value_low", "value_high", "magnitude")


def _number(dataset: Dataset, row: Row, printed: str | None, documents: _Documents) -> Row:
    """Read the number as it is printed; of one that is given beside it, only what qualifies it."""
    given = [name for name in _NUMBERS if row[name] is not None]
    if printed is None:
        return {"qualifier": "exact"} if given == ["value"] else {}
    is_foreign = all(is_foreign_words(printed, one["language"]) for one in documents)
    if given and documents and is_foreign:
        if row["qualifier"] is None:
            valid = listed(dataset.lists.values("qualifier"))
            raise InvalidInputError(
                f"{shown(printed)} is not read: give `qualifier`, too. Valid: {valid}"
            )
        return {}
    try:
        found = parse_printed(printed)
    except InvalidInputError as error:
        way_out = _IN_OTHER_WORDS if documents and is_foreign else _IN_ENGLISH
        raise InvalidInputError(f"{error} {way_out}") from None
    if not given:
        return _read(found, printed, row["qualifier"])
    qualifier = row["qualifier"] or _qualifier(row, found, printed, given)
    if message := disagreement(printed, row | {"qualifier": qualifier}):
        raise InvalidInputError(f"{shown(printed)} {message}")
    return {"qualifier": qualifier}


def read_printed(printed: str) -> Row:
    """Return the cells that follow from a number as it is printed.

    Raises
    ------
    InvalidInputError
        If it is not read, or only with further cells beside it.
    """
    return _read(parse_printed(printed), printed, None)


def _read(found: PrintedNumbers, printed: str, qualifier: object) -> Row:
    """Return the cells of a number that is given only as it is printed."""
    if found.unread:
        word = found.unread[0]
        alone = printed.casefold().partition(word)[0].strip()
        raise InvalidInputError(
            f"{shown(printed)}: {shown(word)} is not read, and may multiply the number before it. "
            f"If it does not, give the number alone, `printed: {alone}`; if it does, give `value`, "
            "or `value_low` and `value_high`, as well."
        )
    if found.magnitude is not None:
        return {"magnitude": found.magnitude, "qualifier": "order_of_magnitude"}
    if len(found.numbers) == 2 and qualifier in (None, "range"):
        low, high = found.numbers
        return {"value_low": low, "value_high": high, "qualifier": "range"}
    if len(found.numbers) != 1:
        raise InvalidInputError(f"{shown(printed)} has several numbers: give value.")
    return {"value": found.numbers[0], "qualifier": "exact" if is_bare(printed) else None}


def _qualifier(row: Row, found: PrintedNumbers, printed: str, given: Sequence[str]) -> str | None:
    """Say what a phrase makes of a number of this form, if it says so without further words."""
    if given == ["magnitude"]:
        return "order_of_magnitude"
    if given == ["value_low", "value_high"] and len(found.numbers) == 2:
        return "range"
    is_exact = given == ["value"] and row["value"] in found.numbers and is_bare(printed)
    return "exact" if is_exact else None


def _bounds(row: Row) -> Row:
    value, qualifier = row["value"], row["qualifier"]
    given = [row["value_low"], row["value_high"]]
    derived: Row = {}
    if qualifier in _LOWER:
        derived["value_low"] = value
    elif qualifier in _UPPER:
        derived["value_high"] = value
    bounds = [row[name] if row[name] is not None else derived.get(name) for name in _BOUNDS]
    if bounds == [None, None]:
        derived["bounds_basis"] = "none"
    elif given != [None, None] or None not in bounds:
        derived["bounds_basis"] = "stated"
    else:
        derived["bounds_basis"] = "implied_by_qualifier"
    return derived


_BOUNDS = ("value_low", "value_high")


def _reported_on(dataset: Dataset, row: Row, documents: _Documents) -> dt.date | None:
    """Return the day of the document, where the number can have been given on no other.

    This is so if the document gives a number of its own, or as news. Otherwise the text decides,
    which may name another day.
    """
    dated = [source for source in documents if source["published_on"]]
    if not dated:
        return None
    first = min(dated, key=lambda source: source["published_on"])
    day: dt.date = first["published_on"]
    asserter = dataset["actors"].by_id.get(str(row["asserted_by"]))
    is_own = asserter["name"] == first["publisher"] if asserter else row["asserted_by"] is None
    return day if is_own or _is_news(row, day) else None


def _is_news(row: Row, day: dt.date) -> bool:
    """Tell whether what was counted ends on the day of a document or, as yesterday's, before it.

    The period of an amount or a capacity is the day on which it was given, and a total whose last
    day had to be worked out may have been given on an earlier one.
    """
    end, kind, basis = row["period_end"], row["measure_kind"], row["period_basis"]
    is_known = basis != "within" and (kind, basis) != ("cumulative", "inferred")
    if not isinstance(end, dt.date) or not is_known or row["reality"] != "occurred":
        return False
    days = (day - end).days
    return days == 0 or (days == 1 and kind not in ("amount", "capacity"))


def _scope(table: TableName, row: Row, described: Description) -> str:
    first, last = period(described)
    prefix = "date" if table == "events" else "period"
    start, end = row[f"{prefix}_start"], row[f"{prefix}_end"]
    outside = (start is not None and start > last) or (end is not None and end < first)  # type: ignore[operator]
    return "background" if outside else "crisis"
