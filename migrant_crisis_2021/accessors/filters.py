"""The filters that accessors share: each has one name and one meaning."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
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
from ..parsing.words import as_list, fold, split_list
from .answers import Row, Selected
from .frames import ordered_cells, ordered_rows
from .resolution import choices, country_code, resolve

if TYPE_CHECKING:
    from typing import Self


class Selection:
    """The rows of a table that pass all filters so far. None never filters.

    Parameters
    ----------
    dataset : Dataset
        The dataset.
    table : str
        One of its tables.
    rows : sequence of mapping, optional
        By default, the rows of the table as accessors sort them. Their first column is an id.
    """

    def __init__(
        self, dataset: Dataset, table: TableName, rows: Sequence[Row] | None = None
    ) -> None:
        self._dataset = dataset
        self._schema = table_schema(table)
        self._given = rows
        self._rows = ordered_rows(dataset, table) if rows is None else rows
        self._key = self._schema.columns[0]
        self._kept: Sequence[int] = range(len(self._rows))

    def where(self, passes: Callable[[Row], object]) -> Self:
        """Keep the rows for which a function is true."""
        self._kept = [number for number in self._kept if passes(self._rows[number])]
        return self

    def among(self, column: str, wanted: Iterable[str] | None) -> Self:
        """Keep the rows with one of the values."""
        if wanted is None:
            return self
        values, cells = frozenset(wanted), self._cells(column)
        self._kept = [number for number in self._kept if cells[number] in values]
        return self

    def _cells(self, column: str) -> Sequence[Any]:
        if self._given is None:  # the column is kept: the next question may ask for it too
            return ordered_cells(self._dataset, self._schema.name, column)
        return [row[column] for row in self._given]

    def valued(self, column: str, value: Names | None, argument: str | None = None) -> Self:
        """Keep the rows with values of the vocabulary list that the column names."""
        field = self._schema.field(column)
        name = field.vocabulary or field.known_values
        return self.among(column, choices(self._dataset, argument or column, value, name))

    def spelled(self, column: str, value: Names | None) -> Self:
        """Keep the rows with texts that occur in the column, whatever their case and accents."""
        if value is None:
            return self
        rows: Iterable[Row] = self._dataset[self._schema.name]
        known = {fold(row[column]): row[column] for row in rows if row[column] is not None}
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
        firsts, lasts = self._days(span, how)

        def passes(number: int) -> bool:
            first, last = firsts[number], lasts[number]
            if first is None or (last is None and how == "within" and upper is not None):
                return False
            goes_on = last is None and how != "within" and self._is_event(self._rows[number])
            ends = dt.date.max if goes_on else last or first
            if how == "within":
                return (lower is None or lower <= first) and (upper is None or ends <= upper)
            return (lower is None or lower <= ends) and (upper is None or first <= upper)

        self._kept = [number for number in self._kept if passes(number)]
        return self

    def _days(self, span: str, how: str) -> tuple[Sequence[Any], Sequence[Any]]:
        """Return the first and the last day of each row."""
        if how == "date" or span == "published":
            days = self._cells("published_on" if span == "published" else "date")
            return days, days
        return self._cells(f"{span}_start"), self._cells(f"{span}_end")

    def _is_event(self, row: Row) -> bool:
        kind = kind_of(row[self._key])
        return kind is not None and kind.name == "event"

    def located(self, place: Names | None, country: Names | None) -> Self:
        """Keep the rows in a place, and the rows in, on the border of, or about a country."""
        wanted = resolve(self._dataset, "place", place)
        self.among("place_id", wanted and places_in(self._dataset, wanted))
        if country is not None:
            codes = {country_code(self._dataset, one) for one in as_list(country)}
            inside = {one for code in codes for one in in_country(self._dataset, code)}
            about = events_about(self._dataset, codes)
            self.where(lambda row: row["place_id"] in inside or row[self._key] in about)
        return self

    def acted(self, actor: Names | None, side: Names | None, role: Names | None = None) -> Self:
        """Keep the records in which an actor, or anybody of a side, acts."""
        roles = choices(self._dataset, "role", role)
        groups: list[set[str] | None] = [*actors_and_members(self._dataset, actor, side)]
        for wanted in groups or ([] if roles is None else [None]):
            self.among(self._key, records_of(self._dataset, wanted, roles))
        return self

    def supported(self, source: Names | None, only_state_affiliated: bool) -> Self:
        """Keep the records that a document supports, or that state media alone support."""
        check_flag("only_state_affiliated", only_state_affiliated)
        wanted = resolve(self._dataset, "source", source)
        if wanted is not None:
            self.among(self._key, supported_by(self._dataset, wanted))
        if only_state_affiliated:
            self.where(lambda row: self._rests_on_states(row[self._key]))
        return self

    def _rests_on_states(self, record: str) -> bool:
        documents = self._dataset.supporting(record)
        return bool(documents) and all(map(is_state_affiliated, documents))

    def rows(self) -> list[Row]:
        """Return the rows that are left, with the columns of the table."""
        return [self._rows[number] for number in self._kept]

    def answer(self) -> Selected:
        """Return the rows that are left as an answer."""
        return Selected(self._dataset, self._schema.name, tuple(self._kept))


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
        if not countries.isdisjoint(split_list(row["about_country"]))
    }


def supported_by(dataset: Dataset, sources: set[str]) -> set[str]:
    """Return the ids of the records that documents support."""
    return {
        row["record_id"]
        for row in dataset["evidence"]
        if row["source_id"] in sources and row["relation"] == "supports"
    }
