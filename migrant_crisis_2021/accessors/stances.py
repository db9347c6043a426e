"""Who asserts, denies or questions which claim, claim by claim."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from ..dataset import Dataset
from ..errors import option
from ..frames.convert import string_type
from ..names import Match, Names
from ..parsing.dates import DateLike
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
) -> pd.DataFrame:
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
    import pandas as pd

    columns = _matrix_columns(matrix)
    selection = positions_of(
        dataset,
        topic=topic,
        start=start,
        end=end,
        match=match,
        actor=actor,
        side=side,
        stance=stance,
    )
    frame = selection.as_it_is()
    documents = [dataset.supporting(one) for one in frame["position_id"]]
    joined = ["; ".join(source["source_id"] for source in each) or None for each in documents]
    topics = [dataset["claims"].by_id[one]["topic"] for one in frame["claim_id"]]
    frame = frame.assign(
        topic=pd.Series(topics, dtype=string_type()),
        source_ids=pd.Series(joined, dtype=string_type()),
    )
    frame["first"] = frame.groupby("claim_id")["date"].transform("min")
    order = ["topic", "first", "claim_id", "date", "position_id"]
    frame = frame.sort_values(order, na_position="last", ignore_index=True)[list(_COLUMNS)]
    return _matrix(frame, columns) if columns else frame


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


def _matrix(frame: pd.DataFrame, columns: str) -> pd.DataFrame:
    def all_of(cells: pd.Series[str]) -> str:
        return "; ".join(dict.fromkeys(cells))

    wide = frame.pivot_table(
        index="proposition", columns=columns, values="stance", aggfunc=all_of, sort=False
    )
    return wide.fillna("").rename_axis(columns=None)
