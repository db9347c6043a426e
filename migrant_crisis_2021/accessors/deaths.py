"""How many people died: each reported death, and the totals by who counted."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ..dataset import Dataset
from ..dataset.days import own_day
from ..dataset.documents import count_publishers, publication_days, publishers
from ..dataset.past import at_release
from ..dataset.places import in_country, places_in, wholes_of
from ..dataset.row_types import EventRow, FigureRow
from ..dataset.wording import place_name
from ..frames.convert import NUMBERS, result_frame
from ..names import Match, Names
from ..parsing.dates import DateLike
from ..parsing.words import as_list
from ..printed import Printed
from .answers import Computed
from .conflicts import beside, opposed_in
from .deaths_sections import Section, sections_of
from .filters import Selection
from .frames import with_role
from .nothing_found import explained
from .resolution import country_code, resolve

if TYPE_CHECKING:
    import pandas as pd

_DEATH, _BURIAL = "death", "burial"
_MEASURE, _MISSING = "deaths", "people_missing"


@dataclass(frozen=True, repr=False, eq=False)
class Deaths(Printed):
    """What documents tell about deaths; prints well in a terminal and in a notebook.

    Parameters
    ----------
    cases : pandas.DataFrame
        Deaths that documents tell one by one, by date: one row per event.
    totals : pandas.DataFrame
        Counts of deaths, one row per figure: rivals together, counts of only some of the dead
        after counts of all, alleged ones last.
    missing : pandas.DataFrame
        Counts of people reported missing, with the same columns.
    burials : pandas.DataFrame
        Burials, with the columns of `cases`: of people whose death is among the cases, and of
        people whose death has no record of its own.
    sections : tuple of (str, tuple of str)
        The printed form: headings with their lines.

    Examples
    --------
    >>> import migrant_crisis_2021 as mc
    >>> mc.deaths(place="Wolka Terechowska").cases["publishers"].tolist()
    ['Al Jazeera']
    """

    cases: pd.DataFrame
    totals: pd.DataFrame
    missing: pd.DataFrame
    burials: pd.DataFrame
    sections: tuple[Section, ...]

    def __str__(self) -> str:
        """Format the deaths as headings, each followed by its indented lines."""
        return "\n\n".join(
            "\n".join([heading, *(f"  {line}".rstrip() for line in lines)])
            for heading, lines in self.sections
        )


@at_release
def deaths(
    dataset: Dataset,
    *,
    start: DateLike | None = None,
    end: DateLike | None = None,
    match: Match = "date",
    place: Names | None = None,
    country: Names | None = None,
    scope: Names | None = "crisis",
    as_of: str | None = None,  # noqa: ARG001
) -> Deaths:
    """Answer how many people died, as far as documents tell.

    Nothing is added up: the deaths that are reported one by one are not all deaths, and the totals
    cover different borders, days and people.

    Parameters
    ----------
    start, end : str, date or Timestamp, optional
        A day, ``2021-11`` or ``2021``; both ends are included.
    match : {"date", "overlaps", "within"}, default "date"
        Keep deaths whose first day is in the period, and totals whose last day is; or those that
        overlap it, or lie entirely within it.
    place : str or list of str, optional
        Ids or names. A place includes everything within it; a country includes its borders.
    country : str or list of str, optional
        Names, ISO 3166-1 codes (two or three letters), or numbers such as ``"iso 040"``,
        ``"gw 305"`` and ``"cow 305"``. Matches deaths that concern the country, and totals of
        places in it or on either side of its border.
    scope : str, list of str or None
        By default only records of the crisis; None adds its background, such as soldiers who died
        in an exercise.
    as_of : str, optional
        A released version, such as ``"0.2.0"``: the answer from the tables as they stood then.

    Returns
    -------
    Deaths
        Four frames, and the text that ``print`` shows. ``cases`` and ``burials`` have one row per
        event of type ``death`` or ``burial``: ``event_id``, ``date``, ``title``, ``reality``,
        ``confidence``, ``date_start``, ``date_end``, ``date_precision``, ``date_basis``,
        ``place_id``, ``place``, ``geo_precision``, ``affected`` (ids of those who died, such as
        ``migrants``, joined by ``; ``), ``affected_names``, ``speakers`` (ids of those who reported
        it), ``speaker_names``, ``publishers``, ``published_on`` (of the first dated document),
        ``n_sources``, ``n_publishers`` (text of one news agency counts once), ``scope`` and
        ``summary``. ``totals`` and ``missing`` have one row per figure: ``figure_id``, ``date``,
        ``title``, ``value``, ``value_low``, ``value_high``, ``magnitude``, ``qualifier``,
        ``counted_unit``, ``subgroup``, ``measure``, ``period_start``, ``period_end``,
        ``period_basis``, ``place_id``, ``place``, ``asserted_by``, ``asserted_by_name``,
        ``reported_on``, ``reality``, ``confidence``, ``comparison_group``, ``excludes`` and
        ``differs_from`` (see `conflicts`), ``publishers``, ``published_on``, ``n_sources``,
        ``n_publishers``, ``scope`` and ``note``.

    Raises
    ------
    UnknownValueError
        If a place, country, scope or release does not exist.
    InvalidInputError
        If `start` or `end` is not a date, or `start` is after `end`.

    Warns
    -----
    NothingFoundWarning
        If neither a death nor a total passes the filters; the message says what is near.

    Examples
    --------
    >>> import migrant_crisis_2021 as mc
    >>> found = mc.deaths(place="poland-belarus-border", end="2021-09")
    >>> found.totals[["value", "asserted_by_name", "place"]].head(2)
       value asserted_by_name                         place
    0    4.0              NaN  Border of Poland and Belarus
    1    4.0            UNHCR  Border of Poland and Belarus
    """
    place, country = _several(place), _several(country)
    when: dict[str, Any] = {"start": start, "end": end, "match": match, "scope": scope}
    told = set(_told(dataset, **when, place=place, country=country)["record_id"])
    cases, burials = (_cases(dataset, told, event_type) for event_type in (_DEATH, _BURIAL))
    totals, missing = (_totals(dataset, told, measure) for measure in (_MEASURE, _MISSING))
    wider = _wider_than(dataset, place, country)
    around = set(_records(dataset, **when).column("record_id")) - told if wider else set()
    wider_totals = [row for row in _totals(dataset, around, _MEASURE) if row["place_id"] in wider]
    return Deaths(
        result_frame(cases, _CASE_COLUMNS),
        result_frame(totals, _TOTAL_COLUMNS),
        result_frame(missing, _TOTAL_COLUMNS),
        result_frame(burials, _CASE_COLUMNS),
        tuple(sections_of(dataset.lists, cases, totals, missing, burials, wider_totals)),
    )


_CASE_COLUMNS = (
    "event_id",
    "date",
    "title",
    "reality",
    "confidence",
    "date_start",
    "date_end",
    "date_precision",
    "date_basis",
    "place_id",
    "place",
    "geo_precision",
    "affected",
    "affected_names",
    "speakers",
    "speaker_names",
    "publishers",
    "published_on",
    "n_sources",
    "n_publishers",
    "scope",
    "summary",
)

_TOTAL_COLUMNS = (
    "figure_id",
    "date",
    "title",
    *NUMBERS,
    "magnitude",
    "qualifier",
    "counted_unit",
    "subgroup",
    "measure",
    "period_start",
    "period_end",
    "period_basis",
    "place_id",
    "place",
    "asserted_by",
    "asserted_by_name",
    "reported_on",
    "reality",
    "confidence",
    "comparison_group",
    "excludes",
    "differs_from",
    "publishers",
    "published_on",
    "n_sources",
    "n_publishers",
    "scope",
    "note",
)


def _records(
    dataset: Dataset,
    *,
    start: DateLike | None = None,
    end: DateLike | None = None,
    match: Match = "date",
    place: Names | None = None,
    country: Names | None = None,
    scope: Names | None = "crisis",
) -> Computed:
    """Return the active records of deaths, burials and missing people that pass the filters."""
    events = Selection(dataset, "events").among("event_type", [_DEATH, _BURIAL])
    figures = Selection(dataset, "figures").among("measure", [_MEASURE, _MISSING])
    found: list[dict[str, Any]] = []
    for selection in (events.dated(start, end, match), figures.dated(start, end, match, "period")):
        kept = selection.among("status", ["active"]).valued("scope", scope)
        for row in kept.located(place, country).rows():
            ident = row.get("event_id") or row["figure_id"]
            found.append({"record_id": ident, "date": own_day(row), "place_id": row["place_id"]})
    return Computed(found, ("record_id", "date", "place_id"))


_told = explained(_records, stacklevel=6)


def _several(names: Names | None) -> Names | None:
    """Keep the names of an iterator, which can be read only once."""
    return names if names is None or isinstance(names, str) else as_list(names)


def _cases(dataset: Dataset, told: set[str], event_type: str) -> list[dict[str, Any]]:
    """Return events in the order of their days."""
    rows = dataset["events"].where("event_type", event_type)
    ordered = sorted(
        (row for row in rows if row["event_id"] in told),
        key=lambda row: (row["date_start"], row["date_end"] or dt.date.max, row["event_id"]),
    )
    return [_case(dataset, row) for row in ordered]


def _wider_than(dataset: Dataset, place: Names | None, country: Names | None) -> set[str]:
    """Return the places that contain the given ones or a border of the given countries."""
    inside = places_in(dataset, resolve(dataset, "place", place) or ())
    for one in as_list(country) if country is not None else ():
        inside |= set(in_country(dataset, country_code(dataset, one)))
    wider: set[str] = set()
    pending = set(inside)
    while pending:
        pending = {whole for one in pending for whole in wholes_of(dataset, one)} - wider
        wider |= pending
    return wider - inside


def _totals(dataset: Dataset, told: set[str], measure: str) -> list[dict[str, Any]]:
    rows = dataset["figures"].where("measure", measure)
    kept = [row for row in rows if row["figure_id"] in told]
    return [_total(dataset, row) for row in _in_order(kept)]


def _in_order(figures: Iterable[FigureRow]) -> list[FigureRow]:
    """Sort figures: rivals together, parts after wholes, alleged ones last."""
    ordered = sorted(figures, key=lambda row: (own_day(row) or dt.date.max, row["figure_id"]))
    place = {row["figure_id"]: number for number, row in enumerate(ordered)}
    first: dict[str, int] = {}
    for row in ordered:
        first.setdefault(_group(row), place[row["figure_id"]])

    def key(row: FigureRow) -> tuple[object, ...]:
        is_alleged, is_part = row["reality"] == "alleged", row["subgroup"] is not None
        return is_alleged, is_part, first[_group(row)], place[row["figure_id"]]

    return sorted(ordered, key=key)


def _group(row: FigureRow) -> str:
    return row["comparison_group"] or row["figure_id"]


_affected, _affected_names = with_role("affected"), with_role("affected", name=True)
_speakers, _speaker_names = with_role("speaker"), with_role("speaker", name=True)


def _case(dataset: Dataset, row: EventRow) -> dict[str, Any]:
    documents = dataset.supporting(row["event_id"])
    return {
        **row,
        "date": own_day(row),
        "place": place_name(dataset, row["place_id"]),
        "geo_precision": dataset["places"].by_id[row["place_id"]]["geo_precision"],
        "affected": _affected(dataset, row),
        "affected_names": _affected_names(dataset, row),
        "speakers": _speakers(dataset, row),
        "speaker_names": _speaker_names(dataset, row),
        "publishers": "; ".join(publishers(documents)) or None,
        "published_on": min(publication_days(documents), default=None),
        "n_sources": len(documents),
        "n_publishers": count_publishers(documents),
    }


def _total(dataset: Dataset, row: FigureRow) -> dict[str, Any]:
    documents = dataset.supporting(row["figure_id"])
    group = [
        one
        for one in dataset["figures"].where("comparison_group", row["comparison_group"] or "")
        if one["status"] == "active"
    ]
    opposed = opposed_in(dataset, group or [row])
    return {
        **row,
        **beside(dataset, row, opposed[row["figure_id"]]),
        "n_sources": len(documents),
        "n_publishers": count_publishers(documents),
    }
