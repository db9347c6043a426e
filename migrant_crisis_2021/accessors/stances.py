"""Who asserts, denies or questions which claim."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..dataset import Dataset
from ..dataset.row_types import PositionRow
from ..dataset.wording import actor_name
from ..errors import check_flag
from ..frames.convert import result_frame
from ..names import Names
from .resolution import choices, resolve

if TYPE_CHECKING:
    import pandas as pd


def stances(
    dataset: Dataset,
    topic: Names | None = None,
    *,
    actor: Names | None = None,
    matrix: bool = False,
) -> pd.DataFrame:
    """Show who asserts, denies or questions which claim.

    Parameters
    ----------
    topic : str or list of str, optional
        Values of the vocabulary list ``topic``.
    actor : str or list of str, optional
        Ids, names or aliases of actors.
    matrix : bool, default False
        Return a table for reading instead: claims in rows, actors in columns, stances in cells.
        Several stances of one actor on one claim are joined by ``; ``.

    Returns
    -------
    pandas.DataFrame
        One row per position: ``topic``, ``claim_id``, ``proposition``, ``actor``, ``stance``,
        ``date_start``, ``date_end``, ``position_id``, ``event_id`` and ``source_ids`` (joined by
        ``; ``). With `matrix`, one row per claim, indexed by its proposition.

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
    topics = choices("topic", topic, dataset.vocabulary.values("topic"))
    actors = resolve(dataset, "actor", actor)
    found = [
        _stance(dataset, row)
        for row in dataset["positions"]
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


def _stance(dataset: Dataset, row: PositionRow) -> dict[str, object]:
    claim = dataset["claims"].by_id[row["claim_id"]]
    documents = dataset.supporting(row["position_id"])
    return {
        **{name: claim.get(name, row.get(name)) for name in _STANCE_COLUMNS},
        "actor": actor_name(dataset, row["actor_id"]),
        "source_ids": "; ".join(source["source_id"] for source in documents) or None,
    }


def _matrix(frame: pd.DataFrame) -> pd.DataFrame:
    def all_of(cells: pd.Series[str]) -> str:
        return "; ".join(dict.fromkeys(cells))

    wide = frame.pivot_table(
        index="proposition", columns="actor", values="stance", aggfunc=all_of, sort=False
    )
    return wide.fillna("").rename_axis(columns=None)
