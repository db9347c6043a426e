"""Filters shared by several queries: status, scope, period, place and source."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, get_args

from ..dataset import Dataset
from ..errors import check_option
from ..names import Match, Names
from ..parsing.dates import DateLike, bounds
from ..parsing.words import as_list
from .resolution import choices, country_code, resolve, with_parts

if TYPE_CHECKING:
    import pandas as pd


def active(
    dataset: Dataset, frame: pd.DataFrame, status: Names | None, *scope: Names | None
) -> pd.DataFrame:
    """Keep the rows with a status and, if given, a scope."""
    frame = one_of(frame, "status", choices("status", status, dataset.vocabulary.values("status")))
    for one in scope:
        frame = one_of(frame, "scope", choices("scope", one, dataset.vocabulary.values("scope")))
    return frame


def one_of(frame: pd.DataFrame, column: str, wanted: set[str] | None) -> pd.DataFrame:
    """Keep the rows with one of the values; None keeps all."""
    return frame if wanted is None else frame[frame[column].isin(list(wanted))]


def in_period(
    frame: pd.DataFrame,
    first: str,
    last: str,
    start: DateLike | None,
    end: DateLike | None,
    match: str,
    *,
    is_open: Any,
) -> pd.DataFrame:
    """Keep rows that overlap the period, or lie within it; rows without a start are left out.

    If `is_open`, a missing end means that the row continues without end. Otherwise the last day
    is unknown, and only the first day is compared.
    """
    check_option("match", match, get_args(Match))
    lower, upper = bounds(start, end)
    if lower is None and upper is None:
        return frame
    begins, ends = _days(frame[first]), _days(frame[last])
    mask = frame[first].notna()
    if match == "within":
        mask &= (begins >= _day(lower)) if lower else True
        mask &= (ends <= _day(upper)) if upper else True
    else:
        mask &= (is_open | (ends.fillna(begins) >= _day(lower))) if lower else True
        mask &= (begins <= _day(upper)) if upper else True
    return frame[mask]


def _days(column: Any) -> Any:
    return column.astype("datetime64[s]")


def _day(value: Any) -> pd.Timestamp:
    import pandas as pd

    return pd.Timestamp(value)


def located(
    dataset: Dataset, frame: pd.DataFrame, place: Names | None, country: Names | None
) -> pd.DataFrame:
    """Keep the rows in a place or one of its parts, and on either side of a country's borders."""
    wanted = resolve(dataset, "place", place)
    frame = one_of(frame, "place_id", wanted and with_parts(dataset, wanted))
    if country is None:
        return frame
    codes = {country_code(dataset, one) for one in as_list(country)}
    inside = {
        row["place_id"] for row in dataset["places"] if codes & {row["country"], row["neighbour"]}
    }
    return one_of(frame, "place_id", inside)


def supported(dataset: Dataset, source: Names | None) -> set[str] | None:
    """Return the ids of the records that a source supports; None for no restriction."""
    wanted = resolve(dataset, "source", source)
    if wanted is None:
        return None
    return {
        row["record_id"]
        for row in dataset["evidence"]
        if row["source_id"] in wanted and row["relation"] == "supports"
    }


def in_order(frame: pd.DataFrame, columns: list[str]) -> pd.DataFrame:
    """Sort by columns, missing values last."""
    return frame.sort_values(columns, kind="stable", na_position="last", ignore_index=True)
