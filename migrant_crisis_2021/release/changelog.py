"""What a release changed, as a part of a changelog: records by table, and cells by reason."""

from __future__ import annotations

import datetime as dt
import textwrap
from collections import Counter, defaultdict

from ..dataset import Dataset
from ..dataset.history import ADDED, REMOVED
from ..dataset.past import releases_of
from ..dataset.row_types import ChangeRow
from ..errors import listed
from ..names import RECORDED
from ..parsing.versions import version_key

_KINDS = ("added", "corrected", "withdrawn", "removed")
_OUT_OF_FORCE = ("superseded", "withdrawn")
_REASONS = 20
_WIDTH = 120


def changelog_part(dataset: Dataset, last: str | None, version: str, day: dt.date) -> str:
    """Write the part of a release for a changelog, in Markdown.

    Parameters
    ----------
    dataset : Dataset
        The tables that are released.
    last : str or None
        The release before; None for the first one.
    version : str
        The version.
    day : datetime.date
        The day of the release.

    Returns
    -------
    str
        A heading, a table of the records of each table that were added, corrected, withdrawn (or
        superseded) and removed since the last release, and the corrected cells by reason.
    """
    changes = [
        change
        for change in dataset["changes"]
        if last is not None and version_key(change["version"]) > version_key(last)
    ]
    counts = _counts(dataset, last, changes)
    lines = [f"## {version} ({day})", ""]
    if counts:
        lines += [f"| table | {' | '.join(_KINDS)} |", f"| --- |{' ---: |' * len(_KINDS)}"]
        lines += [
            f"| {name} | {' | '.join(f'{counts[name][kind]:,}' for kind in _KINDS)} |"
            for name in RECORDED
            if name in counts
        ]
    else:
        lines.append("No row and no cell changed.")
    reasons = _reasons(changes)
    if reasons:
        named = [f"{number:,} {reason}" for reason, number in reasons.most_common()]
        text = f"Corrected cells by reason: {listed(named, _REASONS)}."
        lines += ["", textwrap.fill(text, _WIDTH, break_long_words=False, break_on_hyphens=False)]
    return "\n".join(lines)


def _counts(
    dataset: Dataset, last: str | None, changes: list[ChangeRow]
) -> dict[str, Counter[str]]:
    """Count the rows of each table by what became of them; a row counts once."""
    fates: dict[tuple[str, str], set[str]] = defaultdict(set)
    for change in changes:
        fates[change["table"], change["record_id"]].add(_fate(change))
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for (table, _), found in fates.items():
        order = ("added", "removed", "withdrawn", "corrected")
        counts[table][next(kind for kind in order if kind in found)] += 1
    known = releases_of(dataset)[last] if last is not None else {}
    for name in RECORDED:  # a table that is new is not listed in `changes`
        if name not in known and len(dataset[name]):
            counts[name]["added"] += len(dataset[name])
    return counts


def _fate(change: ChangeRow) -> str:
    if change["field"] is None:
        return "added" if change["new_value"] == ADDED else "removed"
    is_out = change["field"] == "status" and change["new_value"] in _OUT_OF_FORCE
    return "withdrawn" if is_out else "corrected"


def _reasons(changes: list[ChangeRow]) -> Counter[str]:
    """Count cells by reason, without those of rows that were removed."""
    gone = {
        (change["table"], change["record_id"])
        for change in changes
        if change["field"] is None and change["new_value"] == REMOVED
    }
    return Counter(
        change["reason"]
        for change in changes
        if change["field"] is not None and (change["table"], change["record_id"]) not in gone
    )
