"""Closed sets of names that type checkers and callers rely on."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal, get_args

DISTRIBUTION = "migrant-crisis-2021"
"""The name under which the package is installed."""

COMMAND = "migrant-crisis-2021"
"""The name of the command."""

BUILD = f"`{COMMAND} build`"
"""The command that messages recommend if files are out of date."""

TableName = Literal[
    "events",
    "figures",
    "sources",
    "evidence",
    "claims",
    "positions",
    "actors",
    "places",
    "place_parts",
    "countries",
    "event_actors",
    "event_figures",
    "vocabulary",
    "loaded_terms",
    "changes",
    "releases",
    "uncoded",
    "codings",
    "timeline",
]
Engine = Literal["pandas", "pyarrow", "polars"]
FileFormat = Literal["parquet", "csv"]
ExportFormat = Literal[
    "csv",
    "csv-excel",
    "json",
    "xlsx",
    "sqlite",
    "geojson",
    "timelinejs",
    "ics",
    "bibtex",
    "ris",
    "csl-json",
]
Frequency = Literal["D", "M", "Y"]
Match = Literal["date", "overlaps", "within"]
Style = Literal["apa", "chicago", "bibtex", "ris", "csl-json", "text"]

TABLES: tuple[TableName, ...] = get_args(TableName)
"""Names of all shipped tables; each has a schema in ``schemas/`` and two files in ``data/``."""

DERIVED: tuple[TableName, ...] = ("timeline",)
"""Tables that the build computes from the others."""

AUTHORED: tuple[TableName, ...] = tuple(name for name in TABLES if name not in DERIVED)
"""Tables that people edit, as CSV."""

RECORDED: tuple[TableName, ...] = tuple(
    name for name in AUTHORED if name not in ("changes", "releases")
)
"""Tables whose rows and cells have a history, which `changes` and `releases` record."""

Names = str | Iterable[str]
"""One or several values of a filter."""

# Vocabulary values that the code handles individually. A type checker finds values that are not
# handled; a test compares the lists with the vocabulary.
BoundsBasis = Literal["implied_by_qualifier", "none", "stated"]
Coder = Literal["first", "second"]
Confidence = Literal["high", "low", "medium"]
MeasureKind = Literal["amount", "capacity", "cumulative", "flow", "rate", "stock"]
PeriodBasis = Literal["inferred", "stated", "to_report", "unknown", "within"]
PublisherKind = Literal[
    "aggregator",
    "broadcaster",
    "court",
    "eu_body",
    "government",
    "igo",
    "news_agency",
    "news_site",
    "newspaper",
    "ngo",
    "think_tank",
    "un_body",
]
Qualifier = Literal[
    "about",
    "at_least",
    "at_most",
    "exact",
    "fewer_than",
    "more_than",
    "nearly",
    "order_of_magnitude",
    "range",
]
Reality = Literal["alleged", "announced", "occurred", "planned"]
RecordKind = Literal["event", "figure"]
Relation = Literal["context", "supports"]
Scope = Literal["background", "crisis"]
Stance = Literal["asserts", "denies", "questions"]
Status = Literal["active", "superseded", "withdrawn"]

CLOSED_LISTS: dict[str, tuple[str, ...]] = {
    "bounds_basis": get_args(BoundsBasis),
    "coder": get_args(Coder),
    "confidence": get_args(Confidence),
    "measure_kind": get_args(MeasureKind),
    "period_basis": get_args(PeriodBasis),
    "publisher_kind": get_args(PublisherKind),
    "qualifier": get_args(Qualifier),
    "reality": get_args(Reality),
    "record_kind": get_args(RecordKind),
    "relation": get_args(Relation),
    "scope": get_args(Scope),
    "stance": get_args(Stance),
    "status": get_args(Status),
}
"""Vocabulary lists that can get new values only together with a change to the code."""

CODERS: tuple[Coder, ...] = get_args(Coder)
"""The two coders of the sample in the table ``codings``."""

STYLES: tuple[Style, ...] = get_args(Style)
"""Citation styles."""

EXPORT_FORMATS: tuple[ExportFormat, ...] = get_args(ExportFormat)
"""Formats of `export`."""
