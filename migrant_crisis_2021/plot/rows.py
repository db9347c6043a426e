"""Read the frames that charts draw: their columns, their records and their dataset."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any, NamedTuple

from ..dataset import Dataset, shipped
from ..dataset.kinds import kind_of
from ..errors import Advice, InvalidInputError, listed, shown
from ..names import COMMAND

if TYPE_CHECKING:
    import pandas as pd

Row = dict[str, Any]

_COMPARED = (
    "measure",
    "counted_unit",
    "qualifier",
    "value",
    "value_low",
    "value_high",
    "magnitude",
    "period_start",
    "period_end",
    "date_start",
    "date_end",
    "event_type",
    "claim_id",
    "actor_id",
    "stance",
    "place_id",
)
"""What a chart shows of a record: it must be what the dataset in the source line says."""


class Question(NamedTuple):
    """The question whose answer a chart draws.

    Parameters
    ----------
    name : str
        The public function that returns the frame.
    key : str
        The column with the ids of records.
    columns : tuple of str
        The columns that the chart needs, besides `key`.
    """

    name: str
    key: str
    columns: tuple[str, ...]


def read(frame: pd.DataFrame, dataset: Dataset | None, *questions: Question) -> list[Row]:
    """Return the rows of a frame as dicts, with dates and None, if a chart can draw them.

    The key of each row is also in the cell ``id``. The first question whose key is in the frame
    is the one that it answers.

    Raises
    ------
    InvalidInputError
        If it is not a frame, lacks columns, has no rows, or is not from the dataset.
    """
    usual = questions[0].name
    if not hasattr(frame, "columns") or not hasattr(frame, "to_dict"):
        raise InvalidInputError(
            f"{shown(frame)} is not a frame: give what {usual}() returns, such as "
            f"mc.plot.{usual}(mc.{usual}(...))."
        )
    question = next((one for one in questions if one.key in frame.columns), questions[0])
    missing = [one for one in (question.key, *question.columns) if one not in frame.columns]
    if missing:
        raise InvalidInputError(
            f"the frame has no column {listed(missing)}: give the frame of {usual}(); "
            "its rows may be filtered, its columns stay."
        )
    if not len(frame):
        raise InvalidInputError(
            "there is nothing to draw: the frame has no rows.",
            Advice(
                f"Ask {question.name}() with fewer or wider filters.",
                f"Use fewer or wider filters; `{COMMAND} {question.name}` takes the same ones.",
            ),
        )
    rows = [
        {**{str(name): _plain(cell) for name, cell in row.items()}, "id": row[question.key]}
        for row in frame.to_dict("records")
    ]
    for row in rows:
        _check_origin(dataset or shipped(), row)
    return rows


def _plain(cell: Any) -> Any:
    """Turn a pandas cell into a date, a number, a text or None."""
    import pandas as pd

    if cell is None or pd.isna(cell):
        return None
    if isinstance(cell, dt.datetime):
        return cell.date()
    return cell.item() if hasattr(cell, "item") else cell


def _check_origin(dataset: Dataset, row: Row) -> None:
    """Raise an error if a record is not in the dataset, or differs from what the dataset says."""
    ident = str(row["id"])
    kind = kind_of(ident)
    recorded = dataset[kind.table].by_id.get(ident) if kind else None
    if recorded is None:
        fault = f"{shown(ident)} is not a record of it"
    else:
        differing = [
            name
            for name in _COMPARED
            if name in row and name in recorded and row[name] != recorded[name]
        ]
        if not differing:
            return
        name = differing[0]
        fault = f"{ident} has {name} {shown(row[name])}, there {shown(recorded[name])}"
    raise InvalidInputError(
        f"the frame is not from {_name(dataset)}, which the chart would name as its source: "
        f"{fault}. Pass the dataset that the frame is from, such as "
        'dataset=mc.open("folder"), and leave its numbers, dates and types as they are.'
    )


def _name(dataset: Dataset) -> str:
    return f"{dataset.manifest['name']} {dataset.manifest['version']}"
