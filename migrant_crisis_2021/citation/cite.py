"""Citing the dataset, its records and the documents behind a frame, in six styles."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ..dataset.csv_files import index
from ..errors import check_option
from ..names import STYLES, Style
from .items import Citation, assemble
from .selection import select
from .styles import apa, bibtex, chicago, csl_json, ris, text

__all__ = ["bibliography", "cite"]

_RENDERERS: dict[Style, Callable[[Citation], str]] = {
    "apa": apa.render,
    "chicago": chicago.render,
    "bibtex": bibtex.render,
    "ris": ris.render,
    "csl-json": csl_json.render,
    "text": text.render,
}


def cite(what: Any = None, style: Style = "apa") -> str:
    """Cite the dataset, records, documents, or all documents behind a frame.

    Parameters
    ----------
    what : str, iterable of str, or frame, optional
        What to cite: the id of an event, figure, position, claim or document; several ids; or a
        pandas, polars or pyarrow frame that was filtered, sorted, merged or concatenated at will,
        as long as it keeps a column (or index) of ids. None cites the dataset.
    style : {"apa", "chicago", "bibtex", "ris", "csl-json", "text"}, default "apa"
        APA is the 7th edition; Chicago is notes and bibliography, 17th edition; ``text`` is one
        line an item with its id and ISO dates.

    Returns
    -------
    str
        The records, each with its claimant, publishers, id and version; then their documents (for
        a frame: the documents behind its rows); then the dataset. Plain text: set titles in
        italics where your style asks for it.

    Raises
    ------
    UnknownValueError
        If an id or the style does not exist; for an id in a frame, the message names its column.
    InvalidInputError
        If the frame has no rows or no ids, or `what` is nothing that can be cited.

    Examples
    --------
    >>> import migrant_crisis_2021 as mc
    >>> print(mc.cite("fig-0001", style="text"))  # doctest: +ELLIPSIS
    fig-0001: ... Claimant: ... Publisher: ... Record fig-0001, version ...
    """
    return _render(assemble(*select(what)), style)


def bibliography(style: Style = "apa") -> str:
    """Cite every document of the dataset, and the dataset.

    Parameters
    ----------
    style : {"apa", "chicago", "bibtex", "ris", "csl-json", "text"}, default "apa"
        As for `cite`.

    Returns
    -------
    str
        All documents, then the dataset.

    Raises
    ------
    UnknownValueError
        If there is no such style.

    Examples
    --------
    >>> bibliography("bibtex").count("@") > 1
    True
    """
    return _render(assemble([], list(index("sources"))), style)


def _render(cited: Citation, style: Style) -> str:
    check_option("style", style, STYLES)
    return _RENDERERS[style](cited)
