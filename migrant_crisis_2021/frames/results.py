"""Frames that answer a question, with the types that the tables have."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from ..dataset.csv_files import Row, index

if TYPE_CHECKING:
    import pandas as pd

NUMBERS = ("value", "value_low", "value_high")
_DATES = (
    "date_start",
    "date_end",
    "period_start",
    "period_end",
    "published_on",
    "reported_on",
)
_WHOLE = ("magnitude", "n_rivals")


def result_frame(found: Sequence[Row], columns: Sequence[str]) -> pd.DataFrame:
    """Make a frame of rows: dates, whole numbers and numbers by name of the column, else text."""
    import pandas as pd

    from .tables import string_type

    def type_of(name: str) -> Any:
        if name in _DATES:
            return "datetime64[ms]"
        if name in _WHOLE:
            return pd.Int32Dtype()
        return "float64" if name in NUMBERS else string_type()

    frame = pd.DataFrame(found, columns=list(columns))
    return frame.astype({name: type_of(name) for name in columns})


def actor_name(ident: object) -> str | None:
    """Return the name of an actor; None where nobody is named."""
    return None if ident is None else str(index("actors")[str(ident)]["name"])
