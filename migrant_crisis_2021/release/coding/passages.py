"""Fingerprints of passages of a document that was read, as rows of evidence."""

from __future__ import annotations

import shlex
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any, NamedTuple

from ...dataset import Dataset
from ...dataset.folders import command_for
from ...dataset.kinds import kind_of
from ...dataset.row_types import SourceRow
from ...dataset.table_schema import table_schema
from ...errors import BuildError, InvalidInputError, listed, shown, unknown
from ...fingerprint.fp1 import Stream, Window
from ...fingerprint.windows import Refusal, places, plan_windows
from ...verification.copies import Copy, read_copies
from .add_rows import NewRows

_UNMARKED = "the record then has no fingerprint"


class Phrase(NamedTuple):
    """A number or words of a document, and the record that they support.

    Parameters
    ----------
    record : str or None
        The id of the record; None to propose a passage only.
    text : str
        The words as they are printed.
    is_value : bool
        Whether they are the number of a figure.
    passage : str or None
        Words around a number that occurs several times.
    """

    record: str | None
    text: str
    is_value: bool
    passage: str | None = None


def spelt_as_in(text: str, phrase: Phrase) -> Phrase:
    """Spell a phrase as a text does that has it once, if only capitals differ.

    Examples
    --------
    >>> spelt_as_in("About 1,900 came.", Phrase("fig-0001", "about 1,900", True)).text
    'About 1,900'
    """
    passage = phrase.passage and _spelling(text, phrase.passage)
    return phrase._replace(text=_spelling(passage or text, phrase.text), passage=passage)


def _spelling(text: str, words: str) -> str:
    found = places(text, words, ignore_case=True)
    if len(found) != 1:
        return words
    return " ".join(text[slice(*found[0])].split())


def read_copy(file: Path) -> Copy:
    """Read the copy of one document from a file.

    Raises
    ------
    InvalidInputError
        If the file cannot be read, or has several documents.
    """
    copies = list(read_copies(file))
    if len(copies) != 1:
        raise InvalidInputError(f"{file} has {len(copies)} documents: give the file of one.")
    return copies[0]


def stream_length(text: str) -> int:
    """Return the length of a document for ``sources.stream_len``."""
    return len(Stream.of(text).text)


def read_in_full(source: SourceRow, text: str) -> dict[str, Any]:
    """Return the row of a document of which a copy was read.

    Raises
    ------
    BuildError
        If it was read before, from another copy.
    """
    length = stream_length(text)
    if source["stream_len"] not in (None, length):
        raise BuildError(
            f"the copy has {length} characters without spaces and marks, but {source['source_id']} "
            f"was read from one with {source['stream_len']}: give that copy."
        )
    return {**source, "read_as": "full_text", "stream_len": length}


class Unmarked(NamedTuple):
    """A phrase for which no passage can be marked, and why, with the way out.

    The reason names records by their ids.
    """

    phrase: Phrase
    reason: str


def evidence_rows(
    dataset: Dataset, source: str, copy: Copy, phrases: Sequence[Phrase]
) -> tuple[list[dict[str, Any]], list[Unmarked]]:
    """Choose a passage for each phrase, apart from those that the document already has.

    Returns
    -------
    tuple of list
        The rows of evidence, and the phrases that have no passage.
    """
    owners = _owners(dataset, source, {phrase.record for phrase in phrases})
    astray = [phrase for phrase in phrases if _is_astray(phrase)]
    phrases = [phrase for phrase in phrases if not _is_astray(phrase)]
    wanted = [(_held(copy.text, phrase), phrase.is_value) for phrase in phrases]
    plans = plan_windows(copy.text, wanted, taken=owners)
    unmarked = [Unmarked(phrase, _not_in_passage(phrase)) for phrase in astray]
    rows = []
    for phrase, plan in zip(phrases, plans, strict=True):
        if isinstance(plan, Refusal):
            if plan.taken:
                way_out = _anew(dataset, source, copy, phrase, owners[plan.taken][0])
                reason = _overlaps(
                    copy, phrase, [(listed(owners[plan.taken]), plan.taken)], way_out
                )
            else:
                others = [(_named(phrases[number]), span) for number, span in plan.others]
                reason = _why_not(copy, phrase, plan.reason, others)
            unmarked.append(Unmarked(phrase, reason))
        else:
            rows.append(_row(source, phrase, plan))
    return rows, unmarked


def _row(source: str, phrase: Phrase, window: Window) -> dict[str, Any]:
    return {
        **dict.fromkeys(table_schema("evidence").columns),
        "record_id": phrase.record,
        "source_id": source,
        "relation": "supports",
        "value_as_printed": phrase.text if phrase.is_value else None,
        **asdict(window),
    }


def _is_astray(phrase: Phrase) -> bool:
    """Tell whether the words around a number do not contain it, or contain it several times."""
    around = phrase.passage if phrase.is_value else None
    return around is not None and around != "" and len(places(around, phrase.text)) != 1


def _not_in_passage(phrase: Phrase) -> str:
    return (
        f"{shown(phrase.text)} does not occur exactly once in its passage, "
        f"{shown(phrase.passage)}: give other words around it"
    )


def _owners(
    dataset: Dataset, source: str, renewed: set[str | None]
) -> dict[tuple[int, int], list[str]]:
    """Return the windows that a document has, with their records, but not those chosen anew."""
    owners: dict[tuple[int, int], list[str]] = defaultdict(list)
    for row in dataset["evidence"].where("source_id", source):
        start, length = row["fp_start"], row["fp_len"]
        if start is not None and length is not None and row["record_id"] not in renewed:
            owners[start, length].append(row["record_id"])
    return owners


def _named(phrase: Phrase) -> str:
    return phrase.record or shown(phrase.passage or phrase.text)


def _why_not(
    copy: Copy, phrase: Phrase, reason: str, others: Sequence[tuple[str, tuple[int, int]]]
) -> str:
    """Say why a phrase has no passage, and the way out."""
    words = phrase.passage or phrase.text
    found = places(copy.text, words) or places(copy.text, words, ignore_case=True)
    lines = [copy.text.count("\n", 0, start) + 1 for start, _ in found]
    if not lines:
        return (
            f"{shown(words)} does not occur in {copy.file}: give the words exactly as they stand "
            "there"
        )
    if len(lines) > 1:
        occurs = f"occurs {len(lines)} times in {copy.file}, in lines {listed([*map(str, lines)])}"
        more = "words around it as `passage`" if phrase.is_value else "a longer phrase"
        return f"{shown(words)} {occurs}: give {more}"
    unmarked = "`printed` out and give `value`" if phrase.is_value else "`passage` out"
    if others:
        way_out = f", or fewer words away from it, or leave {unmarked}: {_UNMARKED}"
        return _overlaps(copy, phrase, others, way_out)
    return (
        f"{shown(words)}: {reason}: choose other words of the same statement, or leave {unmarked}: "
        f"{_UNMARKED}"
    )


def _overlaps(
    copy: Copy, phrase: Phrase, others: Sequence[tuple[str, tuple[int, int]]], way_out: str
) -> str:
    """Name the records whose passages are in the way, with the text of these passages."""
    text = Stream.of(copy.text)
    passages = " and ".join(
        f"that of {name}, {shown(text.printed(start, start + length))}"
        for name, (start, length) in others
    )
    return (
        f"{shown(phrase.passage or phrase.text)}: its passage would overlap {passages}. Choose "
        f"words inside that passage, which both records then share{way_out}"
    )


def _anew(dataset: Dataset, source: str, copy: Copy, phrase: Phrase, owner: str) -> str:
    """Give the command that chooses the passage of an older record anew, with that of a phrase."""
    kind = kind_of(phrase.record)
    is_known = kind is not None and phrase.record in dataset[kind.table].by_id
    record = phrase.record if is_known else "RECORD"
    pairs = (f"{owner}=ITS WORDS", f"{record}={phrase.passage or phrase.text}")
    write = shlex.join(["propose", source, copy.file, "--write", *pairs])
    added = "" if is_known else "add the record (RECORD) without `copy`, and then "
    command = command_for(dataset.home, write)
    return f". If there are none, {added}choose both passages at once: {command}"


def _held(text: str, phrase: Phrase) -> str | tuple[int, int]:
    """Locate a number inside the words around it."""
    if phrase.passage is None or not phrase.is_value:
        return phrase.passage or phrase.text
    found = places(text, phrase.passage)
    if len(found) != 1:
        return phrase.passage  # the plan says how often it occurs
    return places(text, phrase.text, *found)[0]


def read_phrase(given: str) -> Phrase:
    """Read ``RECORD=phrase`` or a phrase alone; the phrase of a figure is a number.

    Examples
    --------
    >>> read_phrase("fig-0001=about 5,000")
    Phrase(record='fig-0001', text='about 5,000', is_value=True, passage=None)
    """
    record, equals, text = given.partition("=")
    if not equals or not record.startswith(("evt-", "fig-", "pos-")):
        record, text = "", given
    if not text.strip():
        raise InvalidInputError(f"{shown(given)} has no phrase.")
    is_value = record.startswith("fig-") if record else any(map(str.isdigit, text))
    return Phrase(record or None, text, is_value)


def proposed(dataset: Dataset, source: str, copy: Copy, phrases: Sequence[Phrase]) -> NewRows:
    """Return the rows of evidence and the row of the document as a full text.

    Rows of evidence that exist keep their relation.

    Raises
    ------
    UnknownValueError
        If there is no such document.
    BuildError
        If the copy is not the one that was read before, or a phrase has no passage.
    """
    known = dataset["sources"].by_id
    if source not in known:
        raise unknown("source", source, known)
    document = read_in_full(known[source], copy.text)
    spelt = [spelt_as_in(copy.text, phrase) for phrase in phrases]
    rows, unmarked = evidence_rows(dataset, source, copy, spelt)
    if unmarked:
        reasons = [
            f"{phrase.record}: {reason}" if phrase.record else reason for phrase, reason in unmarked
        ]
        raise BuildError("\n".join(["no passage can be marked for:", *reasons]))
    relations = {
        row["record_id"]: row["relation"] for row in dataset["evidence"].where("source_id", source)
    }
    for row in rows:
        row["relation"] = relations.get(row["record_id"], "supports")
    return {"evidence": rows, "sources": [document]}
