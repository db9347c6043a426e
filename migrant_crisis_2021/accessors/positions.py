"""Who asserts, denies or questions which claim."""

from __future__ import annotations

from ..dataset import Dataset
from ..names import Match, Names
from ..parsing.dates import DateLike
from .answers import Selected
from .filters import Selection
from .nothing_found import explained
from .resolution import choices, record_ids


@explained
def positions(
    dataset: Dataset,
    *,
    claim: Names | None = None,
    topic: Names | None = None,
    start: DateLike | None = None,
    end: DateLike | None = None,
    match: Match = "date",
    actor: Names | None = None,
    side: Names | None = None,
    stance: Names | None = None,
    source: Names | None = None,
    only_state_affiliated: bool = False,
    status: Names | None = "active",
    as_of: str | None = None,  # noqa: ARG001
) -> Selected:
    """Return who asserts, denies or questions which claim.

    Parameters
    ----------
    claim : str or list of str, optional
        Ids of claims.
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
    source : str or list of str, optional
        Ids of documents that support the position, or names of publishers or news agencies.
    only_state_affiliated : bool, default False
        Keep only positions for which every supporting document has a publisher or an origin that
        a state owns or runs.
    status : str, list of str or None
        By default only active positions; None for all.
    as_of : str, optional
        A released version, such as ``"0.2.0"``: the answer from the tables as they stood then.

    Returns
    -------
    pandas.DataFrame
        The columns of ``describe("positions")``, with a RangeIndex.

    Raises
    ------
    UnknownValueError
        If there is no such claim, topic, actor, side, stance, document or status.
    InvalidInputError
        If `start` or `end` is not a date, or `start` is after `end`.

    Warns
    -----
    NothingFoundWarning
        If no position passes the filters; the message says what is near.

    Examples
    --------
    >>> import migrant_crisis_2021 as mc
    >>> set(mc.positions(actor="Putin")["actor_id"])
    {'vladimir-putin'}
    """
    selection = positions_of(
        dataset,
        claim=claim,
        topic=topic,
        start=start,
        end=end,
        match=match,
        actor=actor,
        side=side,
        stance=stance,
        status=status,
    )
    return selection.supported(source, only_state_affiliated).answer()


def positions_of(
    dataset: Dataset,
    *,
    claim: Names | None = None,
    topic: Names | None = None,
    start: DateLike | None = None,
    end: DateLike | None = None,
    match: Match = "date",
    actor: Names | None = None,
    side: Names | None = None,
    stance: Names | None = None,
    status: Names | None = "active",
) -> Selection:
    """Select positions; the arguments are those of `positions`."""
    topics = choices(dataset, "topic", topic)
    on_topic = topics and {row["claim_id"] for row in dataset["claims"] if row["topic"] in topics}
    return (
        Selection(dataset, "positions")
        .valued("status", status)
        .among("claim_id", None if claim is None else record_ids(dataset, claim, "claim"))
        .among("claim_id", on_topic)
        .valued("stance", stance)
        .dated(start, end, match)
        .acted(actor, side)
    )
