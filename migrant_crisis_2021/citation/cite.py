"""Citing the dataset, its records and the documents behind a frame."""

from __future__ import annotations

from collections.abc import Iterable
from importlib import import_module
from typing import TYPE_CHECKING, cast

from ..dataset import Dataset
from ..errors import option
from ..names import STYLES, Style
from ..printed import LinkedText
from .item import Citation
from .items import assemble
from .selection import select

if TYPE_CHECKING:
    from narwhals.typing import IntoDataFrame

__all__ = ["cite"]


def cite(
    dataset: Dataset,
    what: str | Iterable[str] | IntoDataFrame | None = None,
    style: Style = "apa",
) -> str:
    """Cite the dataset, records, documents, or all documents behind a frame.

    Parameters
    ----------
    what : str, iterable of str, or frame, optional
        What to cite: the id of an event, figure, position, claim or document; several ids; or a
        pandas, polars or pyarrow frame. You may filter, sort, merge or concatenate the frame, as
        long as it keeps a column (or index) of ids. None cites the dataset.
    style : {"apa", "chicago", "bibtex", "ris", "csl-json", "text"}, default "apa"
        APA is the 7th edition; Chicago is notes and bibliography, 17th edition; ``text`` is one
        line per item with its id and ISO dates.

    Returns
    -------
    str
        The records, each with its claimant, publishers, id and version; then their documents (for
        a frame: the documents behind its rows); then the dataset. The text is plain: add the
        italics that your style requires. A notebook shows it with its links.

    Raises
    ------
    UnknownValueError
        If an id or the style does not exist; for an id in a frame, the message names its column.
    InvalidInputError
        If the frame has no rows or no ids, or `what` cannot be cited.

    Examples
    --------
    >>> import migrant_crisis_2021 as mc
    >>> print(mc.cite("fig-0001", style="text"))  # doctest: +ELLIPSIS
    fig-0001: ... Claimant: ... Publisher: ... Record fig-0001, version ...
    """
    known = cast(Style, option("style", style, STYLES))
    return LinkedText(rendered(assemble(dataset, *select(dataset, what)), known))


def rendered(cited: Citation, style: Style) -> str:
    """Write what is cited in a style; only its module is loaded."""
    module = import_module(f".styles.{style.replace('-', '_')}", __package__)
    return cast(str, module.render(cited))
