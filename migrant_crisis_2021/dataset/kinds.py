"""The kinds of record, with the prefix of their ids, their table and their columns."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from typing import Literal, NamedTuple

from ..errors import Advice, UnknownValueError, listed, near, shown
from ..names import TableName

KindName = Literal["event", "figure", "claim", "position"]


class Kind(NamedTuple):
    """A kind of record.

    Parameters
    ----------
    name : str
        The kind, such as ``event``.
    prefix : str
        The beginning of its ids.
    table : str
        The table that contains its rows.
    key : str
        The column with its id.
    dates : str or None
        ``date`` or ``period``: the columns ``…_start`` and ``…_end`` are its first and last day.
    rests_on_evidence : bool
        Whether rows of ``evidence`` refer to it. The evidence of a claim is that of its positions.
    """

    name: KindName
    prefix: str
    table: TableName
    key: str
    dates: Literal["date", "period"] | None
    rests_on_evidence: bool


KINDS = (
    Kind("event", "evt", "events", "event_id", "date", True),
    Kind("figure", "fig", "figures", "figure_id", "period", True),
    Kind("claim", "clm", "claims", "claim_id", None, False),
    Kind("position", "pos", "positions", "position_id", "date", True),
)
"""All kinds of record."""

DOCUMENTED = tuple(kind for kind in KINDS if kind.rests_on_evidence)
"""The kinds to which rows of ``evidence`` refer."""

_BY_PREFIX = {kind.prefix: kind for kind in KINDS}


def kind_of(ident: object) -> Kind | None:
    """Return the kind of record that the form of an id shows; None for any other text.

    Examples
    --------
    >>> kind_of("fig-0001").table
    'figures'
    """
    prefix, hyphen, _ = str(ident).partition("-")
    return _BY_PREFIX.get(prefix) if hyphen else None


_RECORD_ID = re.compile(r"(evt|fig|clm|pos)-(\d+)", re.ASCII)
_MOST_DIGITS = 18  # Python reads no number of any length


def record_id(value: object) -> str:
    """Write the id of a record as the data does; any other text stays as it is.

    Examples
    --------
    >>> record_id("FIG-1"), record_id("tass-2021")
    ('fig-0001', 'tass-2021')
    """
    text = str(value).strip().casefold()
    found = _RECORD_ID.fullmatch(text)
    return f"{found[1]}-{found[2]:0>4}" if found else str(value)


def unknown_id(kind: str, value: object, known: Iterable[str]) -> UnknownValueError:
    """Make the error for an id that nothing has, with the ids that are near."""
    nearest = nearest_ids(value, list(known))
    hint = f" {nearest[0].upper()}{nearest[1:]}." if nearest else ""
    advice = Advice("Find ids with search() or sources().", "Find ids with `search` or `sources`.")
    return UnknownValueError(f"unknown {kind} {shown(value)}.{hint}", advice)


def nearest_ids(value: object, known: Collection[str]) -> str:
    """Say which ids are spelled like one that nothing has, or which is the last of its kind.

    Examples
    --------
    >>> nearest_ids("kuznice", ["kuznica", "minsk"]), nearest_ids("evt-12", ["evt-0009"])
    ('nearest: kuznica', 'the last event is evt-0009')
    """
    last = _last_before(value, known)
    similar = [] if last else near(value, known)
    return f"nearest: {listed(similar)}" if similar else last


def _last_before(value: object, known: Iterable[str]) -> str:
    """Say which is the last record of its kind, if an id has a higher number; else nothing."""
    wanted = _RECORD_ID.fullmatch(record_id(value))
    if not wanted:
        return ""
    alike = (found for one in known if (found := _RECORD_ID.fullmatch(one)))
    digits = [one[2] for one in alike if one[1] == wanted[1]]
    last = max((int(one) for one in digits if len(one) <= _MOST_DIGITS), default=None)
    if last is None or int(wanted[2][:_MOST_DIGITS]) < last:
        return ""
    return f"the last {_BY_PREFIX[wanted[1]].name} is {wanted[1]}-{last:04}"
