"""The documents that were read."""

from __future__ import annotations

from ..dataset import Dataset
from ..names import Names
from ..parsing.dates import DateLike
from .answers import Selected
from .filters import Selection
from .nothing_found import explained
from .resolution import resolve


@explained
def sources(
    dataset: Dataset,
    *,
    start: DateLike | None = None,
    end: DateLike | None = None,
    source: Names | None = None,
    publisher: Names | None = None,
    kind: Names | None = None,
    country: Names | None = None,
    language: Names | None = None,
    state_affiliated: Names | None = None,
    origin_state_affiliated: Names | None = None,
    read_as: Names | None = None,
    weak: Names | None = None,
    as_of: str | None = None,  # noqa: ARG001
) -> Selected:
    """Return the documents that were read, one row each.

    Parameters
    ----------
    start, end : str, date or Timestamp, optional
        A day, ``2021-11`` or ``2021``; both ends are included. If either is given, documents
        without a date of publication are left out.
    source : str or list of str, optional
        Ids of documents, or names of publishers or of news agencies whose text they reproduce.
    publisher : str or list of str, optional
        Names of publishers, in any case and without regard to accents.
    kind : str or list of str, optional
        Values or labels of the vocabulary list ``publisher_kind``, in any spelling.
    country : str or list of str, optional
        The publisher's country: names, ISO 3166-1 codes (two or three letters), or numbers such as
        ``"iso 040"``, ``"gw 305"`` and ``"cow 305"``.
    language : str or list of str, optional
        ISO 639-1 codes, such as ``"pl"``.
    state_affiliated, origin_state_affiliated : str or list of str, optional
        ``"yes"``, ``"no"`` or ``"unknown"``: whether a state owns or runs the publisher, or the
        news agency or outlet whose text the document reproduces.
    read_as : {"full_text", "excerpt"}, optional
        How the document was read.
    weak : {"yes", "no"}, optional
        Whether the document is a weak source.
    as_of : str, optional
        A released version, such as ``"0.2.0"``: the answer from the tables as they stood then.

    Returns
    -------
    pandas.DataFrame
        The columns of ``describe("sources")``, with a RangeIndex.

    Raises
    ------
    UnknownValueError
        If a publisher, kind, country, language or another value does not exist.
    InvalidInputError
        If `start` or `end` is not a date, or `start` is after `end`.

    Warns
    -----
    NothingFoundWarning
        If no document passes the filters; the message says what is near.

    Examples
    --------
    >>> import migrant_crisis_2021 as mc
    >>> "tass-2021-11-17-zakharova" in set(mc.sources(publisher="TASS")["source_id"])
    True
    """
    return (
        Selection(dataset, "sources")
        .among("source_id", resolve(dataset, "source", source))
        .spelled("publisher", publisher)
        .valued("publisher_kind", kind, "kind")
        .in_countries(country, "publisher_country")
        .spelled("language", language)
        .valued("state_affiliated", state_affiliated)
        .valued("origin_state_affiliated", origin_state_affiliated)
        .valued("read_as", read_as)
        .valued("weak", weak)
        .dated(start, end, "date", "published")
        .answer()
    )
