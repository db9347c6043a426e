"""The result of a verification, as data and as text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, dataclass, fields
from html import escape
from typing import TYPE_CHECKING, Any, Literal, TypeAlias, get_args

from ..errors import shortened
from ..printed import Printed

if TYPE_CHECKING:
    import pandas as pd

State: TypeAlias = Literal["match", "value_mismatch", "ambiguous", "not_found"]
STATES: tuple[State, ...] = get_args(State)
"""Possible outcomes of a check."""

_LISTED = 20
_HEADINGS: dict[State, str] = {
    "value_mismatch": "Contradicted: the copy has the passage, but with another number.",
    "ambiguous": "Ambiguous: found more than once, or its digits do not read as one number.",
    "not_found": "Absent: the passage was not found in the copy.",
}
_ABSENCE = (
    "An absent passage does not prove the record wrong: the copy may be shortened, edited,\n"
    "translated or only a teaser. It shows that this copy does not contain the passage as it was\n"
    "read for the dataset."
)
_MATCH = (
    "A match means that the copy has the passage with the recorded number, not that it is true."
)


@dataclass(frozen=True)
class Check:
    """The comparison of one evidence row with one copy.

    Parameters
    ----------
    record_id, source_id : str
        The evidence row.
    state : {"match", "value_mismatch", "ambiguous", "not_found"}
        The outcome; ``not_found`` does not prove the record wrong.
    value_as_printed : str or None
        The recorded number.
    value_found : str or None
        The number that the copy has in this passage; if it has several different ones, they are
        separated by `` / ``.
    file : str
        The copy: a path, or ``<text>``.
    """

    record_id: str
    source_id: str
    state: State
    value_as_printed: str | None
    value_found: str | None
    file: str


@dataclass(frozen=True, repr=False)
class Verification(Printed):
    """The result of `verify`.

    Parameters
    ----------
    rows : list of Check
        Every evidence row of the sources that were named or identified, by source, in the order
        of the evidence. A row that is found in one copy is not listed as ``not_found`` for others.
    sources : list of str
        The sources that were named or identified.
    unidentified : list of str
        Files that were not recognised as a copy of any fingerprinted source.
    not_given : int
        Number of fingerprinted evidence rows of other sources, for which no copy was given.
    unfingerprinted : int
        Number of evidence rows that no copy can check, because only an excerpt was read.

    Examples
    --------
    >>> import migrant_crisis_2021 as mc
    >>> report = mc.verify("No copy.")
    >>> report.ok, report.counts["match"], report.unidentified
    (False, 0, ['<text>'])
    """

    rows: list[Check]
    sources: list[str]
    unidentified: list[str]
    not_given: int
    unfingerprinted: int

    @property
    def counts(self) -> dict[State, int]:
        """Number of checks by state; states that did not occur have 0."""
        found = Counter(check.state for check in self.rows)
        return {state: found[state] for state in STATES}

    @property
    def ok(self) -> bool:
        """Whether at least one row was checked and every checked row matches."""
        return bool(self.rows) and all(check.state == "match" for check in self.rows)

    @property
    def exit_code(self) -> int:
        """0 if `ok`, else 1."""
        return 0 if self.ok else 1

    def __bool__(self) -> bool:
        """Raise an error: true could mean that everything matches or that anything was checked."""
        raise TypeError("a verification is neither true nor false: use .ok or .rows")

    def to_dicts(self) -> list[dict[str, Any]]:
        """Return one dict per check."""
        return [asdict(check) for check in self.rows]

    def to_frame(self) -> pd.DataFrame:
        """Return one row per check; all columns are text."""
        import pandas as pd

        from ..frames.convert import string_type

        columns = [field.name for field in fields(Check)]
        return pd.DataFrame(self.to_dicts(), columns=columns).astype(string_type())

    def __str__(self) -> str:
        """Format the report for readers."""
        parts = [self._verdict(), *self._numbers()]
        for state, heading in _HEADINGS.items():
            lines = [_line(check) for check in self.rows if check.state == state]
            if lines:
                parts.append(_section(heading, lines))
        if self.counts["not_found"]:
            parts.append(_ABSENCE)
        if self.counts["match"]:
            parts.append(_MATCH)
        if self.unidentified:
            heading = "Not recognised as a copy of any fingerprinted document:"
            parts.append(_section(heading, [f"  {file}" for file in self.unidentified]))
        parts.append(self._not_checked())
        return "\n\n".join(parts)

    def _verdict(self) -> str:
        if not self.sources:
            return "Nothing was checked: no document was recognised."
        documents = ", ".join(self.sources)
        if not self.rows:
            return f"Nothing was checked: only an excerpt of {documents} was read."
        counts = self.counts
        return (
            f"{counts['match']} of {len(self.rows)} checks match, "
            f"{counts['value_mismatch']} contradicted, {counts['ambiguous']} ambiguous, "
            f"{counts['not_found']} absent.\nChecked: {documents}."
        )

    def _numbers(self) -> Iterator[str]:
        """List the numbers that match, because most readers look for them."""
        found = [check for check in self.rows if check.state == "match" and check.value_as_printed]
        if found:
            lines = [f"  {c.record_id} in {c.source_id}: {c.value_as_printed}" for c in found]
            yield _section("Numbers found as recorded:", lines)

    def _not_checked(self) -> str:
        return (
            f"Not checked: {self.not_given:,} evidence rows of documents for which no copy was "
            f"given,\nand {self.unfingerprinted:,} that have no fingerprint, because only an "
            "excerpt was read."
        )

    def _repr_html_(self) -> str:
        names = [field.name for field in fields(Check)]
        head = "".join(f"<th>{name}</th>" for name in names)
        body = "".join(
            "<tr>" + "".join(f"<td>{escape(row[name] or '')}</td>" for name in names) + "</tr>"
            for row in self.to_dicts()
        )
        table = f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
        return super()._repr_html_() + (table if self.rows else "")


def _section(heading: str, lines: list[str]) -> str:
    return "\n".join([heading, *shortened(lines, _LISTED, "  ... and {n} more")])


def _line(check: Check) -> str:
    values = ""
    if check.value_found:
        values = f": recorded {check.value_as_printed}, the copy has {check.value_found}"
    elif check.value_as_printed:
        values = f": recorded {check.value_as_printed}"
    return f"  {check.record_id} in {check.source_id}{values} ({check.file})"
