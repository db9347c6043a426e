"""Which document supports which record."""

from __future__ import annotations

from ..dataset import Dataset
from ..names import Names
from .answers import Selected
from .filters import Selection
from .nothing_found import explained
from .resolution import record_ids, resolve


@explained
def evidence(
    dataset: Dataset,
    record: Names | None = None,
    *,
    source: Names | None = None,
    relation: Names | None = None,
    as_of: str | None = None,  # noqa: ARG001
) -> Selected:
    """Return which document supports which record.

    Parameters
    ----------
    record : str or list of str, optional
        Ids of events, figures or positions.
    source : str or list of str, optional
        Ids of documents, or names of publishers or of news agencies whose text they reproduce.
    relation : {"supports", "context"}, optional
        Whether the document supports the record or only gives its context.
    as_of : str, optional
        A released version, such as ``"0.2.0"``: the answer from the tables as they stood then.

    Returns
    -------
    pandas.DataFrame
        The columns of ``describe("evidence")``, with a RangeIndex.

    Raises
    ------
    UnknownValueError
        If there is no such record, document or relation.

    Examples
    --------
    >>> import migrant_crisis_2021 as mc
    >>> mc.evidence("evt-0001")["relation"].iloc[0]
    'supports'
    """
    return (
        Selection(dataset, "evidence")
        .among("record_id", None if record is None else record_ids(dataset, record))
        .among("source_id", resolve(dataset, "source", source))
        .valued("relation", relation)
        .answer()
    )
