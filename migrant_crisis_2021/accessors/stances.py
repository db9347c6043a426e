"""Who asserts, denies or questions which claim, claim by claim."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, Literal

from ..dataset import Dataset
from ..dataset.dataset import kept_on_dataset
from ..errors import option
from ..frames.convert import string_type
from ..names import Match, Names
from ..parsing.dates import DateLike
from .answers import Computed, Row, Selected
from .nothing_found import explained
from .positions import positions_of

if TYPE_CHECKING:
    import pandas as pd


@explained
def stances(
    dataset: Dataset,
    topic: Names | None = None,
    *,
    start: DateLike | None = None,
    end: DateLike | None = None,
    match: Match = "date",
    actor: Names | None = None,
    side: Names | None = None,
    stance: Names | None = None,
    matrix: bool | Literal["actor", "side"] = False,
) -> Computed:
    """Show who asserts, denies or questions which claim.

    Parameters
    ----------
    topic : str or list of str, optional
        Values or labels of the vocabulary list ``topic``, in any spelling.
    start, end : str, date or Timestamp, optional
        A day, ``2021-11`` or ``2021``; both ends are included. If either is given, undated
        positions are left out.
    match : {"date", "overlaps", "within"}, default "date"
        Keep positions whose first day is in the period, that overlap it, or that lie within it.
    actor : str or list of str, optional
        Ids, names or aliases of actors: these alone.
    side : str or list of str, optional
        Ids, names or aliases of actors; they or any of their bodies and officials take it.
    stance : str or list of str, optional
        ``"asserts"``, ``"denies"`` or ``"questions"``.
    matrix : bool, "actor" or "side", default False
        Return a table that is easier to read: claims in rows, actors (True or ``"actor"``) or sides
        in columns, stances in cells. Several stances in one cell are separated by semicolons.

    Returns
    -------
    pandas.DataFrame
        One row per position, the positions on a claim together and in order of time, undated ones
        last; the claim first spoken of comes first. Columns: ``topic``, ``claim_id``,
        ``proposition``, ``date``, ``side``, ``actor_id``, ``actor``, ``stance``, ``date_start``,
        ``date_end``, ``position_id``, ``event_id``, ``event`` and ``source_ids`` (separated by
        semicolons). With `matrix`, one row per claim, indexed by its proposition.

    Raises
    ------
    UnknownValueError
        If there is no such topic, actor, side or stance.
    InvalidInputError
        If `start` or `end` is not a date, or `start` is after `end`.

    Warns
    -----
    NothingFoundWarning
        If no position passes the filters; the message says what is near.

    Examples
    --------
    >>> import migrant_crisis_2021 as mc
    >>> matrix = mc.stances("russian_role", matrix="side")
    >>> "denies" in set(matrix["Russia"])
    True
    """
    columns = _matrix_columns(matrix)
    found = positions_of(
        dataset,
        topic=topic,
        start=start,
        end=end,
        match=match,
        actor=actor,
        side=side,
        stance=stance,
    ).answer()
    known = _positions(dataset)
    rows = [known[ident] for ident in found.column("position_id")]
    first: dict[str, dt.date] = {}
    for row in rows:
        claim, day = row["claim_id"], row["date"] or dt.date.max
        first[claim] = min(day, first.get(claim, day))
    rows.sort(
        key=lambda row: (
            row["topic"],
            first[row["claim_id"]],
            row["claim_id"],
            row["date"] or dt.date.max,
            row["position_id"],
        )
    )
    return Computed(rows, _COLUMNS, partial(_matrix, columns) if columns else None)


_COLUMNS = (
    "topic",
    "claim_id",
    "proposition",
    "date",
    "side",
    "actor_id",
    "actor",
    "stance",
    "date_start",
    "date_end",
    "position_id",
    "event_id",
    "event",
    "source_ids",
)


def _matrix_columns(matrix: object) -> str | None:
    """Return what the columns of the matrix are; None for no matrix."""
    if isinstance(matrix, bool):
        return "actor" if matrix else None
    return option("matrix", matrix, ("actor", "side"))


@kept_on_dataset
def _positions(dataset: Dataset) -> dict[str, dict[str, Any]]:
    """Map the id of each position to its row, with its claim and its documents."""
    every = Selected(dataset, "positions", tuple(range(len(dataset["positions"]))))
    return {row["position_id"]: _with_claim(dataset, row) for row in every.rows()}


def _with_claim(dataset: Dataset, position: Row) -> dict[str, Any]:
    """Add the topic of the claim and the documents to a position."""
    documents = dataset.supporting(position["position_id"])
    return {
        **position,
        "topic": dataset["claims"].by_id[position["claim_id"]]["topic"],
        "source_ids": "; ".join(source["source_id"] for source in documents) or None,
    }


def _matrix(column: str, rows: Sequence[Row]) -> pd.DataFrame:
    """Put claims in rows, and the values of a column in columns, in the order of the rows."""
    import numpy as np
    import pandas as pd

    claims, names = (_places(row[one] for row in rows) for one in ("proposition", column))
    stances: dict[tuple[int, int], dict[str, None]] = {}
    for row in rows:
        place = names[row[column]], claims[row["proposition"]]
        stances.setdefault(place, {})[row["stance"]] = None
    texts = {"": 0}
    cells = np.zeros((len(names), len(claims)), dtype=np.intp)  # most stay empty
    for place, found in stances.items():
        cells[place] = texts.setdefault("; ".join(found), len(texts))
    type_, height = string_type(), len(claims)
    # All columns are made as one, which is then cut: pandas takes long to make each.
    every = pd.array(list(texts), dtype=type_).take(cells.ravel())
    frame = pd.DataFrame(
        {name: every[n * height : (n + 1) * height] for name, n in names.items()},
        index=pd.Index(list(claims), dtype=type_, name="proposition"),
    )
    frame.columns = pd.Index(list(names), dtype=type_)
    return frame


def _places(values: Iterable[str]) -> dict[str, int]:
    """Give each value a number, in the order in which they first occur."""
    return {value: place for place, value in enumerate(dict.fromkeys(values))}
