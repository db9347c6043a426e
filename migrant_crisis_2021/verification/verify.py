"""Check any copy of a document against the recorded fingerprints."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from ..dataset import Dataset
from ..dataset.row_types import EvidenceRow
from ..errors import unknown
from ..fingerprint.fp1 import Reading, Stream, Window, find_windows
from ..parsing.numerals import Number, on_one_line, read_number, read_numbers
from .copies import CopyInput, read_copies
from .report import Check, State, Verification

Found: TypeAlias = dict[Window, list[Reading]]


@dataclass(frozen=True)
class _Evidence:
    record_id: str
    source_id: str
    value_as_printed: str | None
    window: Window


def verify(dataset: Dataset, copy: CopyInput, source: str | None = None) -> Verification:
    """Check copies of documents against the recorded fingerprints.

    Parameters
    ----------
    copy : str, pathlib.Path, or list of them
        A str is the text or HTML of a document; a path is a file or a folder of files: text,
        HTML, or PDF (with the extra ``pdf``).
    source : str, optional
        The ``source_id`` of the document; every copy is then treated as a copy of it. If it is
        not given, each copy is assigned to the document with the most passages found in it.

    Returns
    -------
    Verification
        Its ``rows`` contain one `Check` per evidence row and copy; its ``exit_code`` is 0 if all
        of them match.

    Raises
    ------
    UnknownValueError
        If there is no such source.
    InvalidInputError
        If there is nothing to read, or something that is not text.
    MissingExtraError
        If a copy is a PDF and pypdf is not installed.

    Examples
    --------
    >>> import migrant_crisis_2021 as mc
    >>> report = mc.verify("A text that is not a copy of any document on record.")
    >>> report.rows, report.unidentified, report.exit_code
    ([], ['<text>'], 1)
    """
    sources = dataset["sources"].by_id
    if source is not None and not (isinstance(source, str) and source in sources):
        raise unknown("source", source, sources, "sources() lists them all.")
    by_source = _by_source(dataset["evidence"])
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
        unfingerprinted=len(dataset["evidence"]) - len(fingerprinted),
    )


def _by_source(recorded: Iterable[EvidenceRow]) -> dict[str, list[_Evidence]]:
    by_source: dict[str, list[_Evidence]] = defaultdict(list)
    for row in recorded:
        window = _window(row)
        if window:
            evidence = _Evidence(
                row["record_id"], row["source_id"], row["value_as_printed"], window
            )
            by_source[evidence.source_id].append(evidence)
    return by_source


def _window(row: EvidenceRow) -> Window | None:
    if row["fp_hash"] is None or row["fp_len"] is None:
        return None
    return Window(
        fp_hash=row["fp_hash"],
        fp_len=row["fp_len"],
        fp_frame=row["fp_frame"],
        fp_value_start=row["fp_value_start"],
        fp_value_len=row["fp_value_len"],
        fp_start=row["fp_start"],
    )


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
    # A frame around text that is not one number, such as "8, 2021", does not count.
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
    """Leave out copies without the passage if another copy of the document contains it."""
    return [check for check in checks if check.state != "not_found"] or checks
