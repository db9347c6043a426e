"""Rules on single figures: R07, R08, R09, R10, R15, R52."""

from __future__ import annotations

from collections.abc import Iterator

import narwhals as nw

from ...dataset import Dataset
from ...dataset.row_types import FigureRow
from ...errors import listed, no_meaning
from ...names import Qualifier, TableName
from ...parsing.words import split_list
from .engine import Failure, Mask, among, can_be_judged, fails, mask_rule, rule
from .sieve import Tables, all_of, every_row, joined, none_of, one_of

FIGURES: tuple[TableName, ...] = ("figures",)


@mask_rule("R07", "low <= value <= high, and low < high.", level="row", tables=FIGURES)
def bounds_enclose(dataset: Dataset, table: TableName) -> Iterator[Mask]:
    """Report bounds that do not enclose the value, or that are in the wrong order."""
    low, value, high = nw.col("value_low"), nw.col("value"), nw.col("value_high")
    below, above = (value < low).fill_null(False), (value > high).fill_null(False)
    yield Mask(below, "value", "is below value_low, {value_low}: correct one of them")
    yield Mask(above & ~below, "value", "is above value_high, {value_high}: correct one of them")
    crossed = (low >= high).fill_null(False) & ~below & ~above
    message = "is not below value_high, {value_high}: correct one of them"
    yield Mask(crossed, "value_low", message)


_FORMS: dict[Qualifier, str] = {
    "exact": "value set, magnitude null, bounds only where a document states them",
    "about": "value set, magnitude null, bounds only where a document states them",
    "more_than": "value = value_low, magnitude null",
    "at_least": "value = value_low, magnitude null",
    "fewer_than": "value = value_high, magnitude null",
    "at_most": "value = value_high, magnitude null",
    "nearly": "value = value_high, magnitude null",
    "range": "value and magnitude null, value_low and value_high set",
    "order_of_magnitude": "magnitude alone",
}


def _other_form(tables: Tables, table: TableName) -> nw.Expr:
    """Let through what plainly has one of the common forms with its basis."""
    value, low, high = nw.col("value"), nw.col("value_low"), nw.col("value_high")
    qualifier, basis = nw.col("qualifier"), nw.col("bounds_basis")
    single = nw.col("magnitude").is_null() & ~value.is_null()
    alone = single & low.is_null() & high.is_null() & (basis == "none")
    implied = single & (basis == "implied_by_qualifier")
    return none_of(
        all_of(alone, qualifier.is_in(["exact", "about"])),
        all_of(implied, qualifier.is_in(["more_than", "at_least"]), value == low, high.is_null()),
        all_of(
            implied,
            qualifier.is_in(["fewer_than", "at_most", "nearly"]),
            value == high,
            low.is_null(),
        ),
    )


@rule(
    "R08",
    "Value, bounds and magnitude are those that the qualifier implies.",
    level="row",
    tables=FIGURES,
    sieve=_other_form,
)
def qualifier_agrees(dataset: Dataset, table: TableName) -> Iterator[Failure]:
    """Report numbers or bounds that the qualifier does not allow."""
    for row in dataset[table]:
        form = _FORMS.get(row["qualifier"])
        if form is None:
            continue  # R22 reports it
        if not _has_form(row):
            yield fails(row, "qualifier", f"needs {form}")
        elif row["bounds_basis"] not in _bases(row):
            expected = " or ".join(_bases(row))
            yield fails(row, "bounds_basis", f"must be {expected} here")


def _has_form(row: FigureRow) -> bool:
    value, low, high = row["value"], row["value_low"], row["value_high"]
    magnitude = row["magnitude"]
    qualifier: Qualifier = row["qualifier"]
    match qualifier:
        case "order_of_magnitude":
            return magnitude is not None and value is low is high is None
        case "range":
            return value is magnitude is None and None not in (low, high)
        case "more_than" | "at_least":
            return magnitude is None and value is not None and value == low
        case "fewer_than" | "at_most" | "nearly":
            return magnitude is None and value is not None and value == high
        case "exact" | "about":
            return magnitude is None and value is not None
        case _:
            no_meaning("qualifier", qualifier)


def _bases(row: FigureRow) -> tuple[str, ...]:
    if row["value_low"] is None and row["value_high"] is None:
        return ("none",)
    both = row["value_low"] is not None and row["value_high"] is not None
    if row["qualifier"] in ("exact", "about", "range") or both:
        return ("stated",)
    return ("implied_by_qualifier",)


@mask_rule(
    "R09",
    "Numbers are not negative, and whole where the unit is a count.",
    level="row",
    tables=FIGURES,
)
def counts_whole(dataset: Dataset, table: TableName) -> Iterator[Mask]:
    """Report negative numbers, and fractions of things that are counted."""
    counted = {
        unit for unit, row in dataset.lists.entries("counted_unit").items() if row["count"] == "yes"
    }
    for column in ("value", "value_low", "value_high"):
        number = nw.col(column)
        yield Mask(number < 0, column, "is negative: correct it")
        broken = (number != number.round(0)) & among("counted_unit", counted)
        message = "{counted_unit} are counted in whole numbers: correct the number or the unit"
        yield Mask(broken & (number >= 0), column, message)


@mask_rule("R10", "The period fits the kind of measure.", level="row", tables=FIGURES)
def period_fits(dataset: Dataset, table: TableName) -> Iterator[Mask]:
    """Report stocks over several days, changes without a start, and totals without an end."""
    start, end, basis = nw.col("period_start"), nw.col("period_end"), nw.col("period_basis")
    half = start.is_null() != end.is_null()
    span = (nw.col("measure_kind") == "stock") & (half | (start != end)) & (basis != "within")
    message = "a stock is a level at one moment: give one day, or period_basis=within"
    yield Mask(span, "period_end", message)
    change = nw.col("measure_kind").is_in(["flow", "rate", "cumulative"])
    message = "a {measure_kind} covers a period: give period_start, or period_basis=unknown"
    startless = change & start.is_null() & ~end.is_null() & (basis != "unknown")
    yield Mask(startless, "period_start", message)
    message = (
        "a running total has a last day: give period_end or, if no text names it, "
        "period_basis=to_report"
    )
    total = (nw.col("measure_kind") == "cumulative") & (basis != "to_report")
    yield Mask(total & end.is_null() & ~start.is_null(), "period_end", message)
    undated = start.is_null() & end.is_null()
    message = "period_basis is unknown where there are no dates, and nowhere else"
    wrong = undated != (basis == "unknown")
    yield Mask(wrong, "period_basis", message)
    reversed_ = (start > end).fill_null(False)
    message = "the period ends on {period_end}, before it starts: swap the two"
    yield Mask(reversed_, "period_start", message)


def _other_combination(tables: Tables, table: TableName) -> nw.Expr:
    if table == "vocabulary":
        return every_row(tables, table)
    allowed = [
        f"{name}\x1f{unit}\x1f{kind}"
        for name, entry in tables.words.lists.entries("measure").items()
        for unit in split_list(entry["units"])
        for kind in split_list(entry["kinds"])
    ]
    return none_of(one_of(joined("measure", "counted_unit", "measure_kind"), allowed))


@rule(
    "R15",
    "Measure, unit and kind are a combination that the vocabulary allows.",
    level="row",
    tables=(*FIGURES, "vocabulary"),
    sieve=_other_combination,
)
def combination_allowed(dataset: Dataset, table: TableName) -> Iterator[Failure]:
    """Report combinations outside the vocabulary, and measures that mix attempts with people."""
    if table == "vocabulary":
        for row in dataset[table]:
            if {"attempts", "people"} <= set(split_list(row["units"])):
                message = "a measure must not allow both attempts and people: split it"
                yield fails(row, "units", message)
        yield from _unusable_measures(dataset)
        return
    measures = dataset.lists.entries("measure")
    for row in dataset[table]:
        allowed = measures.get(row["measure"])
        if allowed is None:
            continue  # R22 reports it
        for column, names in (
            ("counted_unit", allowed["units"]),
            ("measure_kind", allowed["kinds"]),
        ):
            known = can_be_judged(dataset, table, column, row[column])
            if known and row[column] not in set(split_list(names)):
                yield fails(row, column, _other_measures(dataset, row, column, names))


def _unusable_measures(dataset: Dataset) -> Iterator[Failure]:
    """Report measures without a unit or kind, or with one that is not in its list."""
    for row in dataset.lists.entries("measure").values():
        for column, cell, name in (
            ("units", row["units"], "counted_unit"),
            ("kinds", row["kinds"], "measure_kind"),
        ):
            given, allowed = list(split_list(cell)), dataset.lists.values(name)
            unlisted = [one for one in given if one not in allowed]
            if unlisted or not given:
                wrong = f"{listed(unlisted)} is not in" if unlisted else "give at least one of"
                yield fails(row, column, f"{wrong} the list {name}: {', '.join(allowed)}")


def _other_measures(dataset: Dataset, row: FigureRow, column: str, allowed: str | None) -> str:
    """Say which measures fit the unit and kind: more often the measure is wrong than the kind."""
    unit, kind = (
        row[name] if can_be_judged(dataset, "figures", name, row[name]) else None
        for name in ("counted_unit", "measure_kind")
    )
    fitting = [
        name
        for name, entry in dataset.lists.entries("measure").items()
        if unit in (None, *split_list(entry["units"]))
        and kind in (None, *split_list(entry["kinds"]))
    ]
    both = " and ".join(filter(None, (unit, kind)))
    other = f"measures with {both}: {listed(fitting)}" if fitting else f"no measure has {both}"
    return (
        f"{row['measure']} allows only: {allowed}. Do not force the number into it: {other}; "
        f"correct {column} only if the document means it so"
    )


@mask_rule(
    "R52",
    "unit_as_printed is not a word for the counted unit.",
    level="row",
    tables=FIGURES,
)
def printed_unit_differs(dataset: Dataset, table: TableName) -> Iterator[Mask]:
    """Report printed units that only repeat the counted unit, in the singular or plural."""
    printed = nw.col("unit_as_printed").str.to_lowercase()
    both = nw.concat_str([nw.col("counted_unit"), printed], separator="\x1f")
    same = [
        f"{unit}\x1f{word}"
        for unit, entry in dataset.lists.entries("counted_unit").items()
        for name in (unit.replace("_", " "), entry["label"], entry["singular"])
        if name
        for word in _numbers_of(name)
    ]
    message = "a word for {counted_unit}, the counted unit: leave it empty"
    yield Mask(one_of(both, same), "unit_as_printed", message)


def _numbers_of(noun: str) -> tuple[str, str]:
    """Return a noun in lower case without and with an s at its end."""
    singular = noun.lower().removesuffix("s")
    return singular, f"{singular}s"
