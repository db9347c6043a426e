"""The result of a verification, as data and as text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field, fields
from typing import TYPE_CHECKING, Any, Literal, TypeAlias, get_args

from ..errors import shortened, visible
from ..printed import Printed, grid, paragraph

if TYPE_CHECKING:
    import pandas as pd

State: TypeAlias = Literal[
    "match",
    "number_found",
    "value_mismatch",
    "ambiguous",
    "not_found",
    "number_not_found",
    "not_checked",
]
STATES: tuple[State, ...] = get_args(State)
"""Possible outcomes of a check."""

Recognised: TypeAlias = Literal["file name", "fingerprints", "address", "title", "record"]

GOOD: frozenset[State] = frozenset({"match", "number_found"})
"""Outcomes that let a verification hold."""

_LISTED = 20
_MORE = "  … and {n} more: to_frame() and --format json have them all"
_HEAD = ("outcome", "record", "on record", "in the copy", "document", "copy", "line", "words")
_MEANINGS: dict[State, str] = {
    "value_mismatch": "the copy has the passage, but with another number.",
    "ambiguous": "the passage was found more than once, or its digits do not read as one number.",
    "not_found": "the copy does not have the passage. An absent passage does not prove the record "
    "wrong: the copy may be shortened, edited, translated or only a teaser.",
    "number_not_found": "only an excerpt of the document was read, and the number was not found "
    "in the copy. This does not refute the record: the copy may be shortened, edited or "
    "translated, or print the number in a form that is not read.",
    "not_checked": "the document was read in full, but no passage was marked for this record, and "
    "its number was not found in the copy: it may be printed in words that are not read.",
    "match": "the copy has the passage with the recorded number, which does not mean that it is "
    "true.",
    "number_found": "no passage was marked for this record, but the copy has the recorded number. "
    "Read the words around it: the passage itself was not compared.",
}
_UNREAD = "words that are not read, so that the number on record was not compared with them"
_BY: dict[Recognised, str] = {
    "file name": "by the name of the file",
    "fingerprints": "by its passages",
    "address": "by its address",
    "title": "by its title",
}


@dataclass(frozen=True)
class Check:
    """The comparison of one evidence row with one copy.

    Parameters
    ----------
    record_id, source_id : str
        The evidence row.
    state : str
        The outcome, one of `STATES`. ``match``, ``value_mismatch``, ``ambiguous`` and
        ``not_found`` come from a fingerprint; ``number_found``, ``number_not_found`` and, for
        documents that were read in full, ``not_checked`` from looking for the number of a figure
        that has none. Neither ``not_found`` nor ``number_not_found`` proves the record wrong.
    value_as_printed : str or None
        The recorded number.
    value_found : str or None
        The number that the copy has in this passage; if it has several different ones, they are
        separated by a slash.
    file : str
        The copy: a path, or ``<text>``.
    title : str or None
        The title of the record.
    value : float or None
        The number on record; None for a range, an order of magnitude, an event or a position.
    recorded : str or None
        What is on record in words, such as ``about 2,000 people``.
    number_compared : {"yes", "no"} or None
        Of a passage that was found and whose number is on record: whether the two numbers were
        compared. ``no`` if the passage prints it in words that are not read; that these are the
        recorded words is all that a ``match`` says then.
    near_words : {"yes", "no"} or None
        Whether words of the figure stand near the number that was found.
    line : int or None
        The line of the copy's text, from 1, on which the number was found.
    context : str or None
        The words around it in the copy, at most 60 characters.
    """

    record_id: str
    source_id: str
    state: State
    value_as_printed: str | None
    value_found: str | None
    file: str
    title: str | None = None
    value: float | None = None
    recorded: str | None = None
    number_compared: Literal["yes", "no"] | None = None
    near_words: Literal["yes", "no"] | None = None
    line: int | None = None
    context: str | None = None


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
        Files that were not recognised as a copy of any source.
    not_given : int
        Number of evidence rows that could be checked, of sources for which no copy was given.
    not_checkable : int
        Number of evidence rows of events and positions that no copy can check, because no passage
        was marked for them.
    recognised : dict
        For each recognised file, what told its source: ``file name``, ``fingerprints``,
        ``address``, ``title``, or ``record`` if it was only compared with the record.
    record : str or None
        The record, if only one was checked.
    addresses : dict of str to str
        The address of each of the `sources` that has one on record.

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
    not_checkable: int
    recognised: dict[str, Recognised] = field(default_factory=dict)
    record: str | None = None
    addresses: dict[str, str] = field(default_factory=dict)

    @property
    def counts(self) -> dict[State, int]:
        """Number of checks by state; states that did not occur have 0."""
        found = Counter(check.state for check in self.rows)
        return {state: found[state] for state in STATES}

    @property
    def ok(self) -> bool:
        """Whether at least one row was checked, and each matches or has its number found."""
        return bool(self._checked) and all(check.state in GOOD for check in self._checked)

    @property
    def exit_code(self) -> int:
        """0 if `ok`, else 1."""
        return 0 if self.ok else 1

    @property
    def _checked(self) -> list[Check]:
        return [check for check in self.rows if check.state != "not_checked"]

    def __bool__(self) -> bool:
        """Raise an error: true could mean that everything matches or that anything was checked."""
        raise TypeError("a verification is neither true nor false: use .ok or .rows")

    def to_dicts(self) -> list[dict[str, Any]]:
        """Return one dict per check."""
        return [asdict(check) for check in self.rows]

    def to_frame(self) -> pd.DataFrame:
        """Return one row per check."""
        import pandas as pd

        from ..frames.convert import result_frame

        frame = result_frame(self.to_dicts(), [each.name for each in fields(Check)])
        line = pd.Series([check.line for check in self.rows], dtype=pd.Int32Dtype())
        return frame.assign(line=line)

    def __str__(self) -> str:
        """Format the report for readers, one paragraph or entry per line."""
        parts = [self._verdict(), *self._recognised()]
        for state, meaning in _MEANINGS.items():
            found = [check for check in self.rows if check.state == state]
            if found:
                checks = ["\n".join(_lines(check)) for check in found]
                lines = shortened(checks, _LISTED, _MORE)
                parts.append("\n".join([f"{state}: {meaning}", *lines]))
        if self.unidentified:
            heading = (
                "Not recognised as a copy of any document (name it with --source ID, or check one "
                "record with --record ID):"
            )
            files = [f"  {visible(file)}" for file in self.unidentified]
            parts.append("\n".join([heading, *shortened(files, _LISTED, "  … and {n} more")]))
        parts.append(self._not_checked())
        return "\n\n".join(parts)

    def _verdict(self) -> str:
        if not self.sources:
            return "Nothing was checked: no document was recognised."
        documents = ", ".join(self.sources)
        if not self.rows and self.record and not self.not_checkable:
            return f"Nothing was checked: {documents} is not a document of {self.record}."
        checked = self._checked
        if not checked:
            return (
                f"Nothing was checked: no passage of {documents} was marked for "
                f"{self.record or 'its records'}, and no number of a figure was found."
            )
        counted = Counter(self.counts)
        unchecked = counted.pop("not_checked")
        counts = ", ".join(f"{n} {state}" for state, n in counted.items() if n)
        counts += f"; {unchecked} not_checked" if unchecked else ""
        held = sum(check.state in GOOD for check in checked)
        return f"{held} of {len(checked)} checks hold: {counts}.\nChecked: {documents}."

    def _recognised(self) -> Iterator[str]:
        lines = [
            f"  {visible(file)}: recognised {_BY[how]}"
            if how in _BY
            else f"  {visible(file)}: not recognised; compared as if it were any document of "
            f"{self.record}"
            for file, how in self.recognised.items()
        ]
        if lines:
            yield "\n".join(shortened(lines, _LISTED, "  … and {n} more"))

    def _not_checked(self) -> str:
        return (
            f"Not checked: {self.not_given:,} evidence rows of documents for which no copy was "
            f"given, and {self.not_checkable:,} of events and positions for which no passage was "
            "marked."
        )

    def _repr_html_(self) -> str:
        if not self.rows:
            return super()._repr_html_()
        documents = [f"{name}: {address}" for name, address in self.addresses.items()]
        meanings = [f"{state}: {_MEANINGS[state]}" for state, n in self.counts.items() if n]
        rows = [
            (
                check.state,
                f"{check.record_id}  {check.title or ''}",
                check.value_as_printed or check.recorded,
                _UNREAD if check.number_compared == "no" else check.value_found,
                check.source_id,
                visible(check.file),
                check.line,
                check.context,
            )
            for check in self.rows
        ]
        above = "\n".join([self._verdict(), *documents, *self._recognised()])
        below = "\n".join([*meanings, self._not_checked()])
        return paragraph(above) + grid(_HEAD, rows) + paragraph(below)


def _lines(check: Check) -> Iterator[str]:
    titled = f"  {check.title}" if check.title else ""
    recorded = f": {check.recorded}" if check.recorded else ""
    yield f"  {check.record_id}{titled}{recorded}"
    found = f"in {check.source_id} ({visible(check.file)})"
    if check.state == "number_found":
        near = "" if check.near_words == "yes" else "; none of the figure's words is near"
        yield f'    {found}, line {check.line}: "{visible(check.context or "")}"{near}'
    elif check.value_found and check.state != "match":
        seen = visible(check.value_found)
        yield f"    {found}: recorded {check.value_as_printed}, the copy has {seen}"
    elif check.value_as_printed:
        unread = f" ({_UNREAD})" if check.number_compared == "no" else ""
        yield f"    {found}: {check.value_as_printed}{unread}"
    else:
        yield f"    {found}"
