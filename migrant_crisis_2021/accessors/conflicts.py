"""Comparing: rival figures, and who claims what."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from itertools import combinations
from typing import TYPE_CHECKING

from ..dataset.csv_files import Row, index, rows
from ..dataset.documents import publication_days, publishers, supporting_documents
from ..errors import check_flag
from ..frames.results import NUMBERS, actor_name, result_frame
from .resolution import choices, resolve, vocabulary
from .rivals import relation

if TYPE_CHECKING:
    import pandas as pd

Names = str | Iterable[str]
Opposed = dict[str, dict[str, list[str]]]


def conflicts(measure: Names | None = None, *, all: bool = False) -> pd.DataFrame:  # noqa: A002
    """Put rival figures side by side.

    Two figures of a group are rivals when they have a day in common and no number satisfies both:
    more than 39,000 and 39,670 are none. For comparing alone, *about n* allows half a unit of the
    last non-zero place of n either way, *nearly n* a whole unit below n. Rivals *exclude* each
    other if they speak of the same days and place, or if a part is larger than the whole;
    otherwise they *differ*: each may be right about another moment, place or plan. Two readings of
    one body's running total are rivals when the later is below the earlier, or does not fit the
    counts of the days between them.

    Parameters
    ----------
    measure : str or list of str, optional
        Values of the vocabulary list ``measure``.
    all : bool, default False
        Also the groups without rivals, such as a rounded and an exact number.

    Returns
    -------
    pandas.DataFrame
        One row an active figure, all members of a group together: ``comparison_group``,
        ``figure_id``, ``title``, ``measure``, ``counted_unit``, ``value``, ``value_low``,
        ``value_high``, ``magnitude``, ``qualifier``, ``asserted_by``, ``publishers``,
        ``published_on`` (of the first dated document), ``reported_on``, ``period_start``,
        ``period_end``, ``place_id``, ``excludes`` (ids of the members that it cannot be true
        together with, joined by ``; ``) and ``differs_from`` (of its other rivals).

    Raises
    ------
    UnknownValueError
        If there is no such measure.

    Examples
    --------
    >>> import migrant_crisis_2021 as mc
    >>> bool((mc.conflicts().groupby("comparison_group").size() >= 2).all())
    True
    """
    check_flag("all", all)
    wanted = choices("measure", measure, vocabulary("measure"))
    groups: dict[str, list[Row]] = defaultdict(list)
    for row in rows("figures"):
        if row["status"] == "active" and row["comparison_group"]:
            groups[str(row["comparison_group"])].append(row)
    found = []
    for name in sorted(groups):
        members = [row for row in groups[name] if wanted is None or row["measure"] in wanted]
        opposed = _opposed(members)
        if members and (all or any(map(any, (each.values() for each in opposed.values())))):
            found += [_member(row, opposed[str(row["figure_id"])]) for row in members]
    return result_frame(found, _RIVAL_COLUMNS)


_RIVAL_COLUMNS = (
    "comparison_group",
    "figure_id",
    "title",
    "measure",
    "counted_unit",
    *NUMBERS,
    "magnitude",
    "qualifier",
    "asserted_by",
    "publishers",
    "published_on",
    "reported_on",
    "period_start",
    "period_end",
    "place_id",
    "excludes",
    "differs_from",
)


def _opposed(members: list[Row]) -> Opposed:
    """Map each figure to those of its group that it excludes, and that it differs from."""
    opposed: Opposed = {str(row["figure_id"]): {"excludes": [], "differs": []} for row in members}
    for one, other in combinations(members, 2):
        stands = relation(one, other)
        if stands != "agrees":
            opposed[str(one["figure_id"])][stands].append(str(other["figure_id"]))
            opposed[str(other["figure_id"])][stands].append(str(one["figure_id"]))
    return opposed


def _member(row: Row, opposed: dict[str, list[str]]) -> Row:
    documents = supporting_documents(str(row["figure_id"]))
    return {
        **{name: row.get(name) for name in _RIVAL_COLUMNS},
        "asserted_by": actor_name(row["asserted_by"]),
        "publishers": "; ".join(publishers(documents)) or None,
        "published_on": min(publication_days(documents), default=None),
        "excludes": "; ".join(sorted(opposed["excludes"])) or None,
        "differs_from": "; ".join(sorted(opposed["differs"])) or None,
    }


def stances(
    topic: Names | None = None, *, actor: Names | None = None, matrix: bool = False
) -> pd.DataFrame:
    """Show who asserts, denies or questions which claim.

    Parameters
    ----------
    topic : str or list of str, optional
        Values of the vocabulary list ``topic``.
    actor : str or list of str, optional
        Ids, names or aliases of actors.
    matrix : bool, default False
        Instead, a table for reading: claims in rows, actors in columns, stances in cells; an
        actor who took several stances on one claim has all of them, joined by ``; ``.

    Returns
    -------
    pandas.DataFrame
        One row a position: ``topic``, ``claim_id``, ``proposition``, ``actor``, ``stance``,
        ``date_start``, ``date_end``, ``position_id``, ``event_id`` and ``source_ids`` (joined by
        ``; ``). With `matrix`, one row a claim, indexed by its proposition.

    Raises
    ------
    UnknownValueError
        If there is no such topic or actor.

    Examples
    --------
    >>> import migrant_crisis_2021 as mc
    >>> matrix = mc.stances("russian_role", matrix=True)
    >>> "denies" in set(matrix["Vladimir Putin"])
    True
    """
    check_flag("matrix", matrix)
    topics = choices("topic", topic, vocabulary("topic"))
    actors = resolve("actor", actor)
    found = [
        _stance(row)
        for row in rows("positions")
        if row["status"] == "active" and (actors is None or row["actor_id"] in actors)
    ]
    found = [row for row in found if topics is None or row["topic"] in topics]
    found.sort(
        key=lambda row: [str(row[c]) for c in ("topic", "claim_id", "date_start", "position_id")]
    )
    frame = result_frame(found, _STANCE_COLUMNS)
    return _matrix(frame) if matrix else frame


_STANCE_COLUMNS = (
    "topic",
    "claim_id",
    "proposition",
    "actor",
    "stance",
    "date_start",
    "date_end",
    "position_id",
    "event_id",
    "source_ids",
)


def _stance(row: Row) -> Row:
    claim = index("claims")[str(row["claim_id"])]
    documents = supporting_documents(str(row["position_id"]))
    return {
        **{name: claim.get(name, row.get(name)) for name in _STANCE_COLUMNS},
        "actor": actor_name(row["actor_id"]),
        "source_ids": "; ".join(str(source["source_id"]) for source in documents) or None,
    }


def _matrix(frame: pd.DataFrame) -> pd.DataFrame:
    def all_of(cells: pd.Series[str]) -> str:
        return "; ".join(dict.fromkeys(cells))

    wide = frame.pivot_table(
        index="proposition", columns="actor", values="stance", aggfunc=all_of, sort=False
    )
    return wide.fillna("").rename_axis(columns=None)
