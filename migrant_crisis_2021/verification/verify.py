"""Check the fingerprints on record against any copy of a document."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from html import escape
from typing import TYPE_CHECKING, Any, Literal, TypeAlias, get_args

from ..dataset.csv_files import rows
from ..errors import unknown
from ..fingerprint.fp1 import Reading, Stream, Window, find_windows
from ..parsing.numerals import Number, on_one_line, read_number, read_numbers
from .copies import CopyInput, read_copies

if TYPE_CHECKING:
    import pandas as pd

State = Literal["match", "value_mismatch", "ambiguous", "not_found"]
STATES: tuple[State, ...] = get_args(State)
"""What can come out of a check."""

Found: TypeAlias = dict[Window, list[Reading]]

_LISTED = 20
_HEADINGS: dict[State, str] = {
    "value_mismatch": "Contradicted: the copy has the passage, with another number.",
    "ambiguous": "Ambiguous: found more than once, or its digits do not read as one number.",
    "not_found": "Absent: the passage was not found in the copy.",
}
_ABSENCE = (
    "An absent passage refutes nothing: the copy may be cut short, edited, translated or merely a\n"
    "teaser. It only means that this copy does not show the passage as it was read."
)
_MATCH = (
    "A match means that the copy has the passage with the recorded number, not that it is true."
)


@dataclass(frozen=True)
class Check:
    """One evidence row held against one copy.

    Parameters
    ----------
    record_id, source_id : str
        The evidence row.
    state : {"match", "value_mismatch", "ambiguous", "not_found"}
        What came out; ``not_found`` is no refutation.
    value_as_printed : str or None
        The number on record.
    value_found : str or None
        The number that the copy prints in that place; several, if they differ, with `` / ``.
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
class Verification:
    """What `verify` found.

    Parameters
    ----------
    rows : list of Check
        Every evidence row of the sources that were named or identified, by source, in the order
        of the evidence. A row that one copy settles is not listed for copies without it.
    sources : list of str
        These sources.
    unidentified : list of str
        Files that are no copy of any fingerprinted source.
    not_given : int
        Number of fingerprinted evidence rows of other sources, of which no copy was given.
    unfingerprinted : int
        Number of evidence rows that no copy can check, since only an excerpt was read.

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
        """Number of checks by state; every state is there."""
        found = Counter(check.state for check in self.rows)
        return {state: found[state] for state in STATES}

    @property
    def ok(self) -> bool:
        """Whether something was checked and all of it matches."""
        return bool(self.rows) and all(check.state == "match" for check in self.rows)

    @property
    def exit_code(self) -> int:
        """0 if all is well, else 1."""
        return 0 if self.ok else 1

    def __bool__(self) -> bool:
        """Refuse: whether all matches and whether anything was checked are two questions."""
        raise TypeError("a verification is neither true nor false: use .ok or .rows")

    def to_dicts(self) -> list[dict[str, Any]]:
        """Return one dict a check."""
        return [asdict(check) for check in self.rows]

    def to_frame(self) -> pd.DataFrame:
        """Return one row a check, all columns text."""
        import pandas as pd

        from ..frames.tables import string_type

        columns = [field.name for field in fields(Check)]
        return pd.DataFrame(self.to_dicts(), columns=columns).astype(string_type())

    def __repr__(self) -> str:
        """Show the report as it prints."""
        return str(self)

    def __str__(self) -> str:
        """Put the report in lines for a person."""
        parts = [self._verdict(), *self._numbers()]
        for state, heading in _HEADINGS.items():
            lines = [_line(check) for check in self.rows if check.state == state]
            if lines:
                parts.append("\n".join([heading, *_shortened(lines)]))
        if self.counts["not_found"]:
            parts.append(_ABSENCE)
        if self.counts["match"]:
            parts.append(_MATCH)
        if self.unidentified:
            heading = "Not a copy of any fingerprinted document, as far as can be told:"
            parts.append("\n".join([heading, *_shortened([f"  {f}" for f in self.unidentified])]))
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
        """Name the figures that are as recorded: their numbers are what readers come for."""
        found = [check for check in self.rows if check.state == "match" and check.value_as_printed]
        if found:
            lines = (f"  {c.record_id} in {c.source_id}: {c.value_as_printed}" for c in found)
            yield "\n".join(["Numbers found as recorded:", *_shortened(list(lines))])

    def _not_checked(self) -> str:
        return (
            f"Not checked: {self.not_given:,} evidence rows of documents of which no copy was "
            f"given,\nand {self.unfingerprinted:,} that have no fingerprint, since only an "
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
        return f"<pre>{escape(str(self))}</pre>" + (table if self.rows else "")


def _line(check: Check) -> str:
    values = ""
    if check.value_found:
        values = f": recorded {check.value_as_printed}, the copy has {check.value_found}"
    elif check.value_as_printed:
        values = f": recorded {check.value_as_printed}"
    return f"  {check.record_id} in {check.source_id}{values} ({check.file})"


def _shortened(lines: list[str]) -> list[str]:
    more = [f"  ... and {len(lines) - _LISTED} more"] if len(lines) > _LISTED else []
    return lines[:_LISTED] + more


@dataclass(frozen=True)
class _Evidence:
    record_id: str
    source_id: str
    value_as_printed: str | None
    window: Window


def on_record() -> tuple[Sequence[Mapping[str, Any]], list[str]]:
    """Return the rows of ``evidence`` and the ids of all sources; `verify` reads nothing else."""
    return rows("evidence"), [str(row["source_id"]) for row in rows("sources")]


def verify(copy: CopyInput, source: str | None = None) -> Verification:
    """Check the fingerprints on record against copies of the documents.

    Parameters
    ----------
    copy : str, pathlib.Path, or list of them
        A str is the text or HTML of a document; a path is a file or a folder of them: text,
        HTML, or PDF (with the extra ``pdf``).
    source : str, optional
        The ``source_id`` of which every copy is one. Without it each copy is taken for the
        document of which most passages are found in it.

    Returns
    -------
    Verification
        Its ``rows`` hold a `Check` an evidence row, its ``exit_code`` is 0 if all of them match.

    Raises
    ------
    UnknownValueError
        If there is no such source.
    InvalidInputError
        If there is nothing to read, or something that is no text.
    MissingExtraError
        If a copy is a PDF and pypdf is not installed.

    Examples
    --------
    >>> import migrant_crisis_2021 as mc
    >>> report = mc.verify("A text that is no copy of any document on record.")
    >>> report.rows, report.unidentified, report.exit_code
    ([], ['<text>'], 1)
    """
    recorded, sources = on_record()
    if source is not None and not (isinstance(source, str) and source in sources):
        raise unknown("source", source, sources, "sources() lists them all.")
    by_source = _by_source(recorded)
    checks: dict[_Evidence, list[Check]] = defaultdict(list)
    given = set() if source is None else {source}
    unidentified = []
    for each in read_copies(copy):
        text = Stream.of(each.text)
        name, found = _identify(text, by_source, source)
        if name is None:
            unidentified.append(each.file)
            continue
        given.add(name)
        for row in by_source.get(name, ()):
            state, value = _outcome(row, found.get(row.window, []), text)
            checks[row].append(
                Check(row.record_id, name, state, row.value_as_printed, value, each.file)
            )
    fingerprinted = [row for group in by_source.values() for row in group]
    return Verification(
        rows=[check for row in fingerprinted for check in _settled(checks[row])],
        sources=sorted(given),
        unidentified=unidentified,
        not_given=sum(row.source_id not in given for row in fingerprinted),
        unfingerprinted=len(recorded) - len(fingerprinted),
    )


def _by_source(recorded: Iterable[Mapping[str, Any]]) -> dict[str, list[_Evidence]]:
    by_source: dict[str, list[_Evidence]] = defaultdict(list)
    for row in recorded:
        if row["fp_hash"] is not None:
            window = Window(**{field.name: row[field.name] for field in fields(Window)})
            evidence = _Evidence(
                row["record_id"], row["source_id"], row["value_as_printed"], window
            )
            by_source[evidence.source_id].append(evidence)
    return by_source


def _identify(
    text: Stream, by_source: Mapping[str, list[_Evidence]], named: str | None
) -> tuple[str | None, Found]:
    candidates = by_source if named is None else {named: by_source.get(named, [])}
    windows = {row.window for group in candidates.values() for row in group}
    found = find_windows(text, windows)
    name = _most_found(candidates, found) if named is None else named
    if name is not None:
        missing = {row.window for row in candidates[name]} - found.keys()
        found |= find_windows(text, missing, everywhere=True)
    return name, found


def _most_found(candidates: Mapping[str, list[_Evidence]], found: Found) -> str | None:
    def score(name: str) -> tuple[int, float]:
        windows = {row.window.fp_hash for row in candidates[name]}
        seen = {row.window.fp_hash for row in candidates[name] if row.window in found}
        return len(seen), len(seen) / len(windows)

    best = max(sorted(candidates), key=score, default=None)
    return best if best is not None and score(best)[0] else None


def _outcome(row: _Evidence, readings: list[Reading], text: Stream) -> tuple[State, str | None]:
    # A frame around something that is not one number, such as "8, 2021", is no reading.
    readings = [reading for reading in readings if reading.exact or _number(reading, text)]
    printed = [text.printed(*reading.value) for reading in readings if reading.value]
    values = " / ".join(dict.fromkeys(map(on_one_line, printed))) or None
    if not readings:
        return "not_found", None
    if len(readings) > 1:
        return "ambiguous", values
    if readings[0].value is None:
        return "match", None
    number = _number(readings[0], text)
    if number is None:
        return "ambiguous", values
    recorded = [number] if row.value_as_printed is None else read_numbers(row.value_as_printed)
    return ("match" if readings[0].exact and number in recorded else "value_mismatch"), values


def _number(reading: Reading, text: Stream) -> Number | None:
    return read_number(text.printed(*reading.value)) if reading.value else None


def _settled(checks: list[Check]) -> list[Check]:
    """Leave out copies without the passage where another copy of the document has it."""
    return [check for check in checks if check.state != "not_found"] or checks
