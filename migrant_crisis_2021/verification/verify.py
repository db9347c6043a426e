"""Check any copy of a document against the recorded fingerprints."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal, TypeAlias

from ..dataset import Dataset
from ..dataset.dataset import kept_on_dataset
from ..dataset.kinds import KINDS, kind_of, record_id, unknown_id
from ..dataset.row_types import EvidenceRow
from ..dataset.wording import amount, record_title
from ..errors import Advice, InvalidInputError, listed, unknown
from ..fingerprint.fp1 import Reading, Search, Stream, Window
from ..parsing.numerals import Number, on_one_line, read_number, read_numbers
from ..parsing.phrases import parse_printed
from .copies import Copy, CopyInput, read_copies
from .find_number import find_number
from .identify import by_address, by_file_name, by_title
from .limits import check_numbers
from .mentions import Mentions, mentions_of
from .report import Check, Recognised, State, Verification
from .text import CopyText

_MISSED = ("not_found", "number_not_found", "not_checked")
_MARK_LENGTHS = (1, 2, 3)
_BETWEEN_DIGITS = re.compile(r"(?<=\d)\s+(?=\d)")

Found: TypeAlias = dict[Window, list[Reading]]


@dataclass(frozen=True)
class _Evidence:
    """An evidence row that can be checked: by its fingerprint or by the number of its figure."""

    record_id: str
    source_id: str
    value_as_printed: str | None
    window: Window | None


@dataclass(frozen=True)
class _Taken:
    """The documents with which a copy is compared, and how they were recognised."""

    sources: list[str]
    how: Recognised | None = None


def verify(
    dataset: Dataset, copy: CopyInput, source: str | None = None, record: str | None = None
) -> Verification:
    """Check copies of documents against the fingerprints and numbers on record.

    A passage with a fingerprint is compared with the copy (``match``, ``value_mismatch``,
    ``ambiguous``, ``not_found``). For a figure without a fingerprint, as from a document that was
    read only as an excerpt, the copy is searched for its number, whatever the digit grouping, also
    in words (``number_found``, ``number_not_found``; ``not_checked`` if the document was read in
    full). Events and positions without a fingerprint cannot be checked.

    Parameters
    ----------
    copy : str, pathlib.Path, or list of them
        A str is the text or HTML of a document; a path is a file or a folder of files: text,
        HTML, or PDF (with the extra ``pdf``).
    source : str, optional
        The ``source_id`` of the document; every copy is then treated as a copy of it. If it is
        not given, a copy is assigned, in this order, to the document whose id is the name of the
        file; with the most fingerprinted passages found in it; whose address the page declares as
        its own (canonical link, ``og:url``) or, if it declares none, the text names; or whose
        whole title is one of its first ten lines. A copy for which several documents qualify by
        address or by title is not assigned.
    record : str, optional
        The id of one event, figure or position: only this record is checked. A copy that is not
        assigned to any document is then compared as if it were any of the record's supporting
        documents. Documents with fingerprints are left out if there are others, because none of
        their passages was found.

    Returns
    -------
    Verification
        Its ``rows`` contain one `Check` per evidence row and copy; its ``exit_code`` is 0 if all
        that could be checked match or have their number found.

    Raises
    ------
    UnknownValueError
        If there is no such source or record.
    InvalidInputError
        If there is nothing to read, or something that is not text, or if the source is not a
        document of the record, or the record is a claim.
    MissingExtraError
        If a copy is a PDF and pypdf is not installed.

    Examples
    --------
    >>> import migrant_crisis_2021 as mc
    >>> report = mc.verify("A text that is not a copy of any document on record.")
    >>> report.rows, report.unidentified, report.exit_code
    ([], ['<text>'], 1)
    >>> mc.verify("7 935 people tried to cross.", record="fig-0001").rows[0].state
    'not_found'
    """
    named = _named(dataset, source)
    wanted = _wanted(dataset, record, named)
    checkable = [row for row in (_evidence(dataset, link) for link in wanted) if row]
    by_source: dict[str, list[_Evidence]] = defaultdict(list)
    for row in checkable:
        by_source[row.source_id].append(row)
    checks: dict[_Evidence, list[Check]] = defaultdict(list)
    given = {named} if named else set()
    recognised: dict[str, Recognised] = {}
    unidentified = []
    for each in read_copies(copy):
        stream = Stream.of(each.text)
        check_numbers(stream, each.file)
        taken, found = _identify(dataset, each, stream, named, wanted if record else [])
        if not taken.sources:
            unidentified.append(each.file)
        elif taken.how:
            recognised[each.file] = taken.how
        given.update(taken.sources)
        text = _Searched(each.text)
        for name in taken.sources:
            for row in by_source.get(name, ()):
                if row.window:
                    check = _compared(row, found.get(row.window, []), stream, each.file)
                else:
                    check = _searched(dataset, row, text, each.file)
                checks[row].append(_with_record(dataset, check))
    sources = dataset["sources"].by_id
    return Verification(
        rows=[check for row in checkable for check in _settled(checks[row])],
        sources=sorted(given),
        unidentified=unidentified,
        not_given=sum(row.source_id not in given for row in checkable),
        not_checkable=len(wanted) - len(checkable),
        recognised=recognised,
        record=record and wanted[0]["record_id"],
        addresses={name: url for name in sorted(given) if (url := sources[name]["url"])},
    )


def _named(dataset: Dataset, source: str | None) -> str | None:
    sources = dataset["sources"].by_id
    name = source.strip().casefold() if isinstance(source, str) else source
    if name is not None and not (isinstance(name, str) and name in sources):
        raise unknown(
            "source",
            source,
            sources,
            Advice("sources() lists them all.", "`sources` lists them all."),
        )
    return name


def _wanted(dataset: Dataset, record: str | None, named: str | None) -> list[EvidenceRow]:
    """Return the evidence rows in question: all, or those of the documents of one record."""
    if record is None:
        return list(dataset["evidence"])
    ident = record_id(record)
    kind = kind_of(ident)
    if kind is None or ident not in dataset[kind.table].by_id:
        known = [each for one in KINDS for each in dataset[one.table].by_id]
        raise unknown_id("record", record, known)
    if not kind.rests_on_evidence:
        positions = [row["position_id"] for row in dataset["positions"].where("claim_id", ident)]
        raise InvalidInputError(
            f"{ident} is a claim, whose evidence is that of its positions: {listed(positions)}. "
            "Check one of them."
        )
    links = dataset["evidence"].where("record_id", ident)
    if named is None:
        links = [row for row in links if row["relation"] != "context"] or list(links)
    elif named not in {row["source_id"] for row in links}:
        raise InvalidInputError(
            f"{named} is not a document of {ident}. "
            f"Its documents: {listed([row['source_id'] for row in links])}."
        )
    if not links:
        raise InvalidInputError(f"{ident} has no document on record: there is nothing to check.")
    return [row for row in links if named in (None, row["source_id"])]


def _evidence(dataset: Dataset, row: EvidenceRow) -> _Evidence | None:
    """Return the row if it can be checked."""
    window = _window(row)
    figure = dataset["figures"].by_id.get(row["record_id"])
    if window is None and figure is None:
        return None
    return _Evidence(row["record_id"], row["source_id"], row["value_as_printed"], window)


@kept_on_dataset
def _fingerprinted(dataset: Dataset) -> dict[str, set[Window]]:
    found: dict[str, set[Window]] = defaultdict(set)
    for row in dataset["evidence"]:
        window = _window(row)
        if window:
            found[row["source_id"]].add(window)
    return dict(found)


@kept_on_dataset
def _search(dataset: Dataset, source: str | None) -> Search:
    """Prepare the search for the windows of one document or, for None, of all."""
    fingerprinted = _fingerprinted(dataset)
    of_all: set[Window] = set().union(*fingerprinted.values())
    return Search(of_all if source is None else fingerprinted.get(source, ()))


@kept_on_dataset
def _sources(dataset: Dataset) -> dict[Window, list[str]]:
    """Return the documents of each window."""
    sources: dict[Window, list[str]] = defaultdict(list)
    for name, windows in _fingerprinted(dataset).items():
        for window in windows:
            sources[window].append(name)
    return dict(sources)


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
    dataset: Dataset, copy: Copy, text: Stream, named: str | None, of_record: list[EvidenceRow]
) -> tuple[_Taken, Found]:
    fingerprinted = _fingerprinted(dataset)
    name = named or by_file_name(dataset, copy)
    how: Recognised | None = None if named else "file name"
    found = _search(dataset, name).find(text)
    if name is None:
        name, how = _most_found(dataset, found), "fingerprints"
    if name is None:
        name, how = by_address(dataset, copy), "address"
    if name is None:
        name, how = by_title(dataset, copy), "title"
    if name is None:
        documents = [row["source_id"] for row in of_record]
        unmarked = [document for document in documents if document not in fingerprinted]
        return _Taken(unmarked or documents, "record"), found
    missing = fingerprinted.get(name, set()) - found.keys()
    if missing:
        found |= Search(missing).find(text, everywhere=True)
    return _Taken([name], how), found


def _most_found(dataset: Dataset, found: Found) -> str | None:
    """Return the document with the most windows found, and of several the greatest share."""
    fingerprinted, sources = _fingerprinted(dataset), _sources(dataset)

    def score(name: str) -> tuple[int, float]:
        windows = {window.fp_hash for window in fingerprinted[name]}
        seen = {window.fp_hash for window in fingerprinted[name] if window in found}
        return len(seen), len(seen) / len(windows)

    candidates = {name for window in found for name in sources[window]}
    return max(sorted(candidates), key=score, default=None)


def _compared(row: _Evidence, readings: list[Reading], text: Stream, file: str) -> Check:
    state, value = _outcome(row, readings, text)
    return Check(
        row.record_id,
        row.source_id,
        state,
        row.value_as_printed,
        value,
        file,
        number_compared=_number_compared(state, row.value_as_printed),
    )


def _number_compared(state: State, recorded: str | None) -> Literal["yes", "no"] | None:
    """Tell whether the number of a passage was compared, or only its words found again."""
    if state not in ("match", "value_mismatch") or not recorded:
        return None
    try:
        parse_printed(recorded)
    except InvalidInputError:  # in words of a language that is not read
        return "no"
    return "yes"


class _Searched:
    """A copy that is searched for numbers, with what it mentions by language."""

    def __init__(self, raw: str) -> None:
        self._raw = raw
        self._mentions: dict[str, Mentions] = {}

    @cached_property
    def text(self) -> CopyText:
        return CopyText.of(self._raw)

    def mentions(self, language: str) -> Mentions:
        if language not in self._mentions:
            self._mentions[language] = mentions_of(self.text, frozenset({"en", language}))
        return self._mentions[language]


def _searched(dataset: Dataset, row: _Evidence, copy: _Searched, file: str) -> Check:
    figure = dataset["figures"].by_id[row.record_id]
    document = dataset["sources"].by_id[row.source_id]
    text, language = copy.text, document["language"] or "en"
    place = find_number(dataset, figure, text, copy.mentions(language))
    # A full text without a fingerprint gives the number in a form that nothing here reads, or
    # nobody marked it: that the number is not found says nothing about the record.
    missed: State = "not_checked" if document["read_as"] == "full_text" else "number_not_found"
    check = Check(row.record_id, row.source_id, missed, row.value_as_printed, None, file)
    if place is None:
        return check
    return replace(
        check,
        state="number_found",
        value_found=" ".join(text.shown[place.start : place.end].split()),
        near_words="yes" if place.has_near_words else "no",
        line=text.line(place.start),
        context=text.context(place.start, place.end),
    )


def _with_record(dataset: Dataset, check: Check) -> Check:
    """Add the title of the record and, for a figure, its number."""
    figure = dataset["figures"].by_id.get(check.record_id)
    if figure is not None:
        number = amount(figure, dataset.lists)
        return replace(check, title=figure["title"], value=figure["value"], recorded=number)
    return replace(check, title=record_title(dataset, check.record_id))


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
    if _has_mark(values or "", recorded):
        return "ambiguous", values
    return ("match" if readings[0].exact and number in recorded else "value_mismatch"), values


def _has_mark(printed: str, recorded: Sequence[Number]) -> bool:
    """Return whether digits follow a whole number on record directly, as in "7,9351" for 7,935.

    They may be a footnote mark in markup that is not one of marks, such as ``<i>``. Of a number
    without separators, such as 64, nobody can tell.
    """
    numbers = (printed[:-n] for n in _MARK_LENGTHS if printed[-n:].isdigit())
    whole = [number for number in recorded if not number.decimals]
    return any(not one.isdigit() and read_number(one) in whole for one in numbers)


def _number(reading: Reading, text: Stream) -> Number | None:
    if reading.value is None:
        return None
    printed = text.printed(*reading.value)
    # In place of the recorded number, digits on two lines may be a number and a footnote mark.
    return read_number(printed if reading.exact else _BETWEEN_DIGITS.sub(" ", printed))


def _settled(checks: list[Check]) -> list[Check]:
    """Leave out copies without the passage if another copy of the document contains it."""
    return [check for check in checks if check.state not in _MISSED] or checks
