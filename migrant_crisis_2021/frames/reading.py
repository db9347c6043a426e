"""Reading the columns of a frame of any library."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from ..errors import InvalidInputError

if TYPE_CHECKING:
    from narwhals.typing import IntoDataFrame

Columns = dict[str, Sequence[Any]]


class ReadFrame(NamedTuple):
    """The columns of a frame, and the named levels of its index if it is one of pandas."""

    columns: Columns
    levels: Columns


def read_frame(frame: IntoDataFrame) -> ReadFrame:
    """Read the columns, and the named levels of a pandas index, as lists.

    Columns without a unique name get one.

    Raises
    ------
    InvalidInputError
        If it is not a frame, or a lazy one.
    """
    import narwhals as nw

    native = nw.to_native(frame, pass_through=True)
    try:
        read = nw.from_native(_uniquely_named(native), eager_only=True)
    except (TypeError, AttributeError) as error:
        raise InvalidInputError(
            f"cannot read a {type(native).__name__} as a frame. If it is lazy, collect it first; "
            "otherwise convert it to a pandas, polars or pyarrow frame."
        ) from error
    index: Any = getattr(native, "index", None)
    return ReadFrame(
        {name: read[name].to_list() for name in read.columns},
        {
            name: index.get_level_values(name).tolist()
            for name in getattr(index, "names", ())
            if isinstance(name, str)
        },
    )


def _uniquely_named(native: Any) -> Any:
    """Make column names unique strings; pandas and pyarrow allow others."""
    from narwhals.dependencies import is_pandas_like_dataframe, is_pyarrow_table

    is_arrow = is_pyarrow_table(native)
    if not is_arrow and not is_pandas_like_dataframe(native):
        return native  # names are unique, or it is refused; some answer to any attribute
    names = native.column_names if is_arrow else list(native.columns)
    plain = ["_".join(map(str, n)) if isinstance(n, tuple) else str(n) for n in names]
    counted = Counter(plain)
    unique = [
        name if counted[name] == 1 else f"{name} (column {place})"
        for place, name in enumerate(plain, 1)
    ]
    if unique == names:
        return native
    return native.rename_columns(unique) if is_arrow else native.set_axis(unique, axis=1)
