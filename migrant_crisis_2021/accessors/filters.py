"""The filters that accessors share: each has one name and one meaning."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, Literal, get_args

from ..dataset import Dataset
from ..dataset.actors import members_of
from ..dataset.documents import is_state_affiliated
from ..dataset.kinds import kind_of
from ..dataset.places import in_country, places_in
from ..dataset.table_schema import table_schema
from ..errors import check_flag, option, unknown
from ..names import Match, Names, TableName
from ..parsing.dates import DateLike, bounds
from ..parsing.words import as_list, fold
from .frames import accessor_frame
from .resolution import choices, country_code, resolve

if TYPE_CHECKING:
    from typing import Self

    import pandas as pd


class Selection:
    """The rows of a frame that pass all filters so far. None never filters.

    Parameters
    ----------
    dataset : Dataset
        The dataset.
    table : str
        One of its tables.
    frame : pandas.DataFrame, optional
        By default, the table with the columns that accessors add. Its first column is an id.
    """

    def __init__(
        self, dataset: Dataset, table: TableName, frame: pd.DataFrame | None = None
    ) -> None:
        self._dataset = dataset
        self._schema = table_schema(table)
        self.frame = accessor_frame(dataset, table) if frame is None else frame

    def among(self, column: str, wanted: Iterable[str] | None) -> Self:
        """Keep the rows with one of the values."""
        if wanted is not None:
            self.frame = self.frame[self.frame[column].isin(list(wanted))]
        return self

    def valued(self, column: str, value: Names | None, argument: str | None = None) -> Self:
        """Keep the rows with values of the vocabulary list that the column names."""
        field = self._schema.field(column)
        name = field.vocabulary or field.known_values
        return self.among(column, choices(self._dataset, argument or column, value, name))

    def spelled(self, column: str, value: Names | None) -> Self:
        """Keep the rows with texts that occur in the column, whatever their case and accents."""
        if value is None:
            return self
        every = accessor_frame(self._dataset, self._schema.name)[column].dropna().unique()
        known = {fold(text): text for text in every}
        given = as_list(value)
        for one in given:
            if not isinstance(one, str) or fold(one) not in known:
                raise unknown(column, one, sorted(known.values()))
        return self.among(column, [known[fold(one)] for one in given])

    def in_countries(self, country: Names | None, column: str) -> Self:
        """Keep the rows with the code of a country in a column."""
        if country is None:
            return self
        return self.among(column, [country_code(self._dataset, one) for one in as_list(country)])

    def dated(
        self,
        start: DateLike | None,
        end: DateLike | None,
        match: Match,
        span: Literal["date", "period", "published"] = "date",
    ) -> Self:
        """Keep the rows of a period; rows without a date are left out.

        ``match="date"`` compares the record's own day, ``"overlaps"`` its span, ``"within"`` keeps
        spans that lie in the period. A span without a last day goes on if it is an event's; for
        any other record only the first day counts.
        """
        how = option("match", match, get_args(Match))
        lower, upper = bounds(start, end)
        if lower is None and upper is None:
            return self
        frame = self.frame
        if span == "published":
            first = last = _days(frame["published_on"])
        elif how == "date":
            first = last = _days(frame["date"])
        else:
            first, last = _days(frame[f"{span}_start"]), _days(frame[f"{span}_end"])
        mask = first.notna()
        if how == "within":
            mask &= (first >= _day(lower)) if lower else True
            mask &= (last <= _day(upper)) if upper else True
        else:
            goes_on = last.isna() & self._is_event()
            mask &= (goes_on | (last.fillna(first) >= _day(lower))) if lower else True
            mask &= (first <= _day(upper)) if upper else True
        self.frame = frame[mask]
        return self

    def _is_event(self) -> Any:
        ids = self.frame.iloc[:, 0]
        found = ids.map(lambda one: (kind := kind_of(one)) is not None and kind.name == "event")
        return found.astype(bool)  # the result for no rows has another type

    def located(self, place: Names | None, country: Names | None) -> Self:
        """Keep the rows in a place; those in, on the border of or about a country."""
        wanted = resolve(self._dataset, "place", place)
        self.among("place_id", wanted and places_in(self._dataset, wanted))
        if country is not None:
            codes = {country_code(self._dataset, one) for one in as_list(country)}
            inside = {one for code in codes for one in in_country(self._dataset, code)}
            about = events_about(self._dataset, codes)
            self.frame = self.frame[
                self.frame["place_id"].isin(list(inside)) | self.frame.iloc[:, 0].isin(list(about))
            ]
        return self

    def acted(self, actor: Names | None, side: Names | None, role: Names | None = None) -> Self:
        """Keep the records in which an actor, or anybody of a side, acts."""
        roles = choices(self._dataset, "role", role)
        groups: list[set[str] | None] = [*actors_and_members(self._dataset, actor, side)]
        for wanted in groups or ([] if roles is None else [None]):
            self.among(self.frame.columns[0], records_of(self._dataset, wanted, roles))
        return self

    def supported(self, source: Names | None, only_state_affiliated: bool) -> Self:
        """Keep the records that a document supports, or that state media alone support."""
        check_flag("only_state_affiliated", only_state_affiliated)
        wanted = resolve(self._dataset, "source", source)
        key = self.frame.columns[0]
        if wanted is not None:
            self.among(key, supported_by(self._dataset, wanted))
        if only_state_affiliated:
            documents = [self._dataset.supporting(one) for one in self.frame[key]]
            self.frame = self.frame[
                [bool(rows) and all(map(is_state_affiliated, rows)) for rows in documents]
            ]
        return self

    def in_order(self, *columns: str) -> pd.DataFrame:
        """Return a new frame, sorted by columns, missing values last."""
        return self.frame.sort_values(
            list(columns), kind="stable", na_position="last", ignore_index=True
        )

    def as_it_is(self) -> pd.DataFrame:
        """Return a new frame in the order of the table."""
        return self.frame.reset_index(drop=True)


def actors_and_members(dataset: Dataset, actor: Names | None, side: Names | None) -> list[set[str]]:
    """Return the actors that `actor` names, and all bodies and officials of `side`, if given."""
    actors, sides = resolve(dataset, "actor", actor), resolve(dataset, "actor", side)
    groups = [actors, None if sides is None else members_of(dataset, sides)]
    return [group for group in groups if group is not None]


def records_of(dataset: Dataset, actors: set[str] | None, roles: set[str] | None) -> set[str]:
    """Return the events in which actors take part, the figures they report and their positions."""
    found = {
        link["event_id"]
        for link in dataset["event_actors"]
        if (actors is None or link["actor_id"] in actors)
        and (roles is None or link["role"] in roles)
    }
    if roles is None and actors is not None:
        for actor in actors:
            found |= {row["figure_id"] for row in dataset["figures"].where("asserted_by", actor)}
            found |= {row["position_id"] for row in dataset["positions"].where("actor_id", actor)}
    return found


def events_about(dataset: Dataset, countries: set[str]) -> set[str]:
    """Return the ids of the events that concern one of the countries."""
    return {
        row["event_id"]
        for row in dataset["events"]
        if not countries.isdisjoint((row["about_country"] or "").split("; "))
    }


def supported_by(dataset: Dataset, sources: set[str]) -> set[str]:
    """Return the ids of the records that documents support."""
    return {
        row["record_id"]
        for row in dataset["evidence"]
        if row["source_id"] in sources and row["relation"] == "supports"
    }


def _days(column: Any) -> Any:
    return column.astype("datetime64[s]")


def _day(value: Any) -> pd.Timestamp:
    import pandas as pd

    return pd.Timestamp(value)
