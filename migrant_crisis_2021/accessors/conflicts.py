"""Rival figures, side by side."""

from __future__ import annotations

from itertools import combinations
from typing import NamedTuple

from ..dataset import Dataset
from ..dataset.dataset import kept_on_dataset
from ..dataset.days import own_day
from ..dataset.documents import publication_days, publishers
from ..dataset.row_types import FigureRow
from ..dataset.wording import actor_name, place_name
from ..errors import check_flag
from ..frames.convert import NUMBERS
from ..names import Match, Names
from ..parsing.dates import DateLike
from .answers import Computed
from .filters import Selection
from .nothing_found import explained
from .resolution import resolve
from .rivals import relation


@explained
def conflicts(
    dataset: Dataset,
    measure: Names | None = None,
    *,
    start: DateLike | None = None,
    end: DateLike | None = None,
    match: Match = "date",
    asserted_by: Names | None = None,
    side: Names | None = None,
    place: Names | None = None,
    country: Names | None = None,
    source: Names | None = None,
    all: bool = False,  # noqa: A002
) -> Computed:
    """List rival figures side by side.

    Two figures of a group are rivals if they have a day in common and no number satisfies both.
    More than 39,000 and 39,670 are not rivals. Rounded numbers get a margin, for comparison only:
    *about n* allows half a unit of the last non-zero place of n in either direction; *nearly n*
    allows one such unit below n. Rivals *exclude* each other if they are about the same days and
    place, or if a part is larger than the total. Otherwise they *differ*: each may be right about
    a different moment, place or plan. Two readings of one body's running total are rivals if the
    later one is lower, or if the counts of the days between them do not account for the
    difference.

    Parameters
    ----------
    measure : str or list of str, optional
        Values or labels of the vocabulary list ``measure``, in any spelling.
    start, end, match, asserted_by, side, place, country, source
        Keep groups of which at least one figure passes these filters; see `figures`.
    all : bool, default False
        Include groups without rivals, such as a rounded and an exact number.

    Returns
    -------
    pandas.DataFrame
        One row per active figure, all members of a group together: ``comparison_group``,
        ``figure_id``, ``date``, ``title``, ``measure``, ``value``, ``value_low``, ``value_high``,
        ``magnitude``, ``qualifier``, ``counted_unit``, ``subgroup``, ``place_id``, ``place``,
        ``asserted_by``, ``asserted_by_name``, ``excludes`` (ids of the members that it excludes,
        joined by ``; ``), ``differs_from`` (ids of its other rivals), ``publishers``,
        ``published_on`` (of the first dated document), ``reported_on``, ``period_start``,
        ``period_end`` and ``reality``.

    Raises
    ------
    UnknownValueError
        If there is no such measure, body, side, place, country or document.
    InvalidInputError
        If `start` or `end` is not a date, or `start` is after `end`.

    Warns
    -----
    NothingFoundWarning
        If no group passes the filters; the message says what is near.

    Examples
    --------
    >>> import migrant_crisis_2021 as mc
    >>> bool((mc.conflicts().groupby("comparison_group").size() >= 2).all())
    True
    """
    check_flag("all", all)
    wanted = (
        Selection(dataset, "figures")
        .valued("status", "active")
        .valued("measure", measure)
        .dated(start, end, match, "period")
        .among("asserted_by", resolve(dataset, "actor", asserted_by))
        .acted(None, side)
        .located(place, country)
        .supported(source, only_state_affiliated=False)
    )
    names = {row["comparison_group"] for row in wanted.rows()} - {None}
    found: list[dict[str, object]] = []
    for name in sorted(names):
        group = _group(dataset, name)
        if all or any(row["excludes"] or row["differs_from"] for row in group):
            found += group
    return Computed(found, _RIVAL_COLUMNS)


@kept_on_dataset
def _group(dataset: Dataset, name: str) -> list[dict[str, object]]:
    """Return the active figures of a comparison group, each with its rivals."""
    rows = dataset["figures"].where("comparison_group", name)
    members = [row for row in rows if row["status"] == "active"]
    opposed = opposed_in(dataset, members)
    return [{**row, **beside(dataset, row, opposed[row["figure_id"]])} for row in members]


_RIVAL_COLUMNS = (
    "comparison_group",
    "figure_id",
    "date",
    "title",
    "measure",
    *NUMBERS,
    "magnitude",
    "qualifier",
    "counted_unit",
    "subgroup",
    "place_id",
    "place",
    "asserted_by",
    "asserted_by_name",
    "excludes",
    "differs_from",
    "publishers",
    "published_on",
    "reported_on",
    "period_start",
    "period_end",
    "reality",
)


class Rivals(NamedTuple):
    """Ids of the figures that a figure excludes, and of those from which it only differs."""

    excludes: list[str]
    differs: list[str]


def opposed_in(dataset: Dataset, members: list[FigureRow]) -> dict[str, Rivals]:
    """Map each figure to its rivals in the group."""
    opposed = {row["figure_id"]: Rivals([], []) for row in members}
    for one, other in combinations(members, 2):
        related = relation(dataset, one, other)
        if related != "agrees":
            for figure, rival in ((one, other), (other, one)):
                getattr(opposed[figure["figure_id"]], related).append(rival["figure_id"])
    return opposed


def beside(dataset: Dataset, row: FigureRow, opposed: Rivals) -> dict[str, object]:
    """Return what a frame of rivals shows of a figure beside its own columns."""
    documents = dataset.supporting(row["figure_id"])
    return {
        "date": own_day(row),
        "place": place_name(dataset, row["place_id"]),
        "asserted_by_name": actor_name(dataset, row["asserted_by"]),
        "publishers": "; ".join(publishers(documents)) or None,
        "published_on": min(publication_days(documents), default=None),
        "excludes": "; ".join(sorted(opposed.excludes)) or None,
        "differs_from": "; ".join(sorted(opposed.differs)) or None,
    }
