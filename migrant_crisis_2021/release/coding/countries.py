"""The countries of ISO 3166-1, from which a dataset gets the rows of those that its rows name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from ...dataset import Dataset
from ...dataset.csv_files import Row, read_csv
from ...names import TableName
from ...parsing.words import split_list
from ...validation.rules.keys import COUNTRY, reference_columns
from .add_rows import NewRows


@cache
def all_countries() -> Mapping[str, Row]:
    """Return the rows of all countries by code, as the reference works have them."""
    rows = read_csv(Path(__file__).with_name("countries.csv"), "countries")
    return {str(row["country"]): row for row in rows}


def with_countries(dataset: Dataset, new: NewRows) -> NewRows:
    """Return new rows behind those of the countries that they name and that have no row yet."""
    own = new.get("countries", [])
    known = {*dataset["countries"].by_id, *(row["country"] for row in own)}
    named = {code for table, rows in new.items() for row in rows for code in _codes(table, row)}
    found = [
        dict(all_countries()[code]) for code in sorted(named - known) if code in all_countries()
    ]
    return {"countries": [*own, *found], **{t: rows for t, rows in new.items() if t != "countries"}}


def _codes(table: TableName, row: Mapping[str, Any]) -> Iterator[str]:
    """Yield the codes of countries in a row."""
    for column, targets in reference_columns(table).items():
        if COUNTRY in targets:
            yield from split_list(row[column])
