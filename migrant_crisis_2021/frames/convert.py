"""Build pandas frames of results and of tables, with the declared types."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa

NUMBERS = ("value", "value_low", "value_high")
_DATES = (
    "date",
    "date_start",
    "date_end",
    "period_start",
    "period_end",
    "published_on",
    "reported_on",
)
_WHOLE = ("magnitude", "n_rivals", "n_sources", "n_publishers")


def result_frame(found: Sequence[Mapping[str, object]], columns: Sequence[str]) -> pd.DataFrame:
    """Build a frame from rows; the name of a column determines its type: date, number or text."""
    import pandas as pd

    def type_of(name: str) -> Any:
        if name in _DATES:
            return "datetime64[ms]"
        if name in _WHOLE:
            return pd.Int32Dtype()
        return "float64" if name in NUMBERS else string_type()

    return pd.DataFrame(
        {name: pd.array([row[name] for row in found], dtype=type_of(name)) for name in columns},
        columns=list(columns),
    )


def to_pandas(arrow: pa.Table) -> pd.DataFrame:
    """Convert an Arrow table to pandas 2 or 3 without columns of type ``object``."""
    import pandas as pd
    import pyarrow as pa

    types = {pa.int32(): pd.Int32Dtype(), pa.string(): string_type()}
    frame: pd.DataFrame = arrow.to_pandas(types_mapper=types.get, date_as_object=False)
    return frame


def string_type() -> Any:
    """Return pandas' own string type: ``str`` since pandas 3, ``string`` before."""
    import pandas as pd

    if int(pd.__version__.split(".", maxsplit=1)[0]) >= 3:
        return pd.StringDtype(na_value=float("nan"))
    return pd.StringDtype("pyarrow")
