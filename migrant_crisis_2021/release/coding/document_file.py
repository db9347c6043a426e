"""The rows that follow from a file of a document: the document, and the records in it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from ...dataset import Dataset
from ...dataset.description import Description
from ...dataset.kinds import KINDS
from ...dataset.row_types import EventRow, SourceRow
from ...dataset.table_schema import table_schema
from ...errors import BuildError, InvalidInputError, unknown
from ...names import TableName
from ...validation.problems import Problem, key_of
from ...validation.rules.series import differ
from ...verification.copies import Copy
from .add_rows import NewRows
from .cells import complete, read_cell, slug
from .countries import with_countries
from .document_form import EXTRA, SECTIONS
from .entries import Entry, Form, actors_with_roles, as_ids
from .known import PARTIES, document_is_known, known_document, note_known_parties
from .origins import Origins
from .passages import Phrase, evidence_rows, read_copy, read_in_full, spelt_as_in, stream_length
from .references import REFERENCES, References
from .refusal import refusal

_NO_PRINTED = (
    "the passage of a figure says where its printed number stands: give `printed`, the digits or "
    "number words that the document prints, or leave `passage` out and give `value` alone: the "
    "record then has no fingerprint."
)
_NO_DOCUMENT = "evidence needs a document: give `source`."
_KINDS = {kind.table: kind for kind in KINDS}
_REALITY, _DATE = ("reality",), ("date_start", "date_end", "date_precision", "date_basis")


class DocumentFile:
    """The rows of a document and its records: with ids, derived cells, links and evidence.

    Parameters
    ----------
    given : mapping
        The content of a file: ``source`` (the cells of a new document, or the id of one that is in
        the dataset), ``copy`` (the file that was read), and a list for each of `SECTIONS`.
    folder : pathlib.Path
        The folder from which ``copy`` is read.
    file : pathlib.Path, optional
        The file, for messages; None if the content was given as options of a command.
    tell : callable, optional
        Is called with a line about each derived cell that the coder should look at.
    """

    def __init__(
        self,
        given: Mapping[str, Any],
        folder: Path,
        file: Path | None = None,
        tell: Callable[[str], None] = lambda _: None,
    ) -> None:
        self.form, self.folder, self.file, self.tell = Form(given), folder, file, tell
        self.new: NewRows = {}
        self.origins = Origins()
        self.phrases: dict[Entry, tuple[Phrase, str]] = {}
        self.rivals: list[tuple[Entry, str, str]] = []
        self.dated: dict[tuple[str, object], list[str]] = {}

    def rows(self, dataset: Dataset, described: Description) -> NewRows:
        """Make all rows, also of entries with faults, as far as they go.

        Parameters
        ----------
        dataset : Dataset
            The tables so far.
        described : mapping
            The description of the dataset, with its period.

        Returns
        -------
        dict of str to list of dict
            The new rows by table, and the rows of older figures that get a rival.
        """
        self.dataset, self.described = dataset, described
        self.copy = self._copy()
        self.source = self._source()
        self.references = References(self.form, dataset, self.origins, self.file is not None)
        for table in SECTIONS:
            for entry in self.form.entries[table]:
                if table == "evidence":
                    self._support(entry)
                elif self.file is None or not self.form.refuse_suggestion(entry):
                    self._add(table, entry)
            if table == "vocabulary":
                self._learn()
        for entry, ident, rival in self.rivals:
            with entry.trying("rival_of"):
                self._compare(entry, ident, rival)
        for (column, day), figures in self.dated.items():
            self.tell(f"{column} = {day}, the day of the document, in {', '.join(figures)}")
        self._evidence()
        self.new = with_countries(dataset, self.new)
        note_known_parties(self.form, is_file=self.file is not None)
        return self.new

    def refusal(self, problems: Sequence[Problem]) -> BuildError | None:
        """Name everything that is wrong with the entries, or return None.

        Parameters
        ----------
        problems : sequence of Problem
            The rules that the new rows break.
        """
        return refusal(self.form, self.file, self.origins, self.dataset, problems)

    def _copy(self) -> Copy | None:
        name = self.form.given.get("copy")
        if name:
            with self.form.whole.trying("copy"):
                return read_copy(self.folder / str(name))
        return None

    def _source(self) -> Mapping[str, Any] | None:
        """Return the row of the document; of an unknown one, a row that is not put."""
        entry = self.form.source
        if entry is None:
            return None
        if isinstance(self.form.given["source"], str):
            return self._known(entry)
        row = self._read_cells("sources", entry, entry.cells)
        if self.copy is not None:
            row |= {"read_as": "full_text", "stream_len": stream_length(self.copy.text)}
        row = complete(self.dataset, "sources", row, self.described)
        row["read_as"] = row["read_as"] or "excerpt"
        if known := known_document(self.dataset, row):
            entry.is_known = True
            entry.fault("title", document_is_known(known, is_file=self.file is not None))
            return self._read(entry, known)
        if "source_id" not in entry.cells:
            self.origins.call(str(row["source_id"]), entry)
        self._put_new("sources", row, entry)
        return row

    def _known(self, entry: Entry) -> Mapping[str, Any]:
        """Return the row of a document that the dataset has, which may be read in full only now."""
        ident = entry.cells["source_id"]
        known = self.dataset["sources"].by_id
        if ident not in known:
            entry.fault("source", str(unknown("source", ident, known)))
            return dict.fromkeys(table_schema("sources").columns) | entry.cells
        return self._read(entry, known[ident])

    def _read(self, entry: Entry, known: SourceRow) -> Mapping[str, Any]:
        """Return the row of a known document as one that was read in full, if there is a copy."""
        row: Mapping[str, Any] = known
        with entry.trying("copy"):
            row = known if self.copy is None else read_in_full(known, self.copy.text)
        if row != known:
            self._put("sources", row, entry)
        return row

    def _add(self, table: TableName, entry: Entry) -> None:
        cells = {
            name: cell for name, cell in entry.cells.items() if name not in EXTRA.get(table, ())
        }
        for name in cells:
            if (table, name) in REFERENCES and isinstance(cells[name], str):
                cells[name] = next(iter(self.references.ids(entry, name)), None)
        if table in _KINDS:
            cells[_KINDS[table].key] = entry.ident
        if table == "positions":
            cells = self._day_of_occasion(cells) | cells
        row = self._read_cells(table, entry, cells)
        if announced := self._announced(entry):
            row = self._come_about(announced, row, entry)
            self._put(table, self._completed(table, entry, row), entry)
        else:
            row = self._completed(table, entry, row)
            self._put_new(table, row, entry)
        if table == "figures":
            self._note_days(row, cells)
        self._link(table, row, entry)
        if table in _KINDS and _KINDS[table].rests_on_evidence:
            self._mark(entry, entry.ident, table == "figures")

    def _announced(self, entry: Entry) -> EventRow | None:
        """Return the event that came about, as it was announced."""
        if "announced_as" not in entry.cells:
            return None
        known = self.dataset["events"].by_id
        return next((known[ident] for ident in self.references.ids(entry, "announced_as")), None)

    def _come_about(
        self, announced: EventRow, row: Mapping[str, Any], entry: Entry
    ) -> dict[str, Any]:
        """Say of an announced event what an entry says of it; who announced it is its context."""
        replaced = _REALITY if row["date_edtf"] is None else (*_REALITY, *_DATE)
        own = self.source["source_id"] if self.source else None
        for evidence in self.dataset["evidence"].where("record_id", announced["event_id"]):
            if evidence["relation"] == "supports" and evidence["source_id"] != own:
                context = {**evidence, "relation": "context"}
                self._put("evidence", context, entry, "announced_as")
        kept = {name: cell for name, cell in announced.items() if name not in replaced}
        return {name: kept.get(name) if cell is None else cell for name, cell in row.items()}

    def _read_cells(
        self, table: TableName, entry: Entry, cells: Mapping[str, Any]
    ) -> dict[str, Any]:
        """Read the cells of a row; one that cannot be read is null, and a fault."""
        row: dict[str, Any] = dict.fromkeys(table_schema(table).columns)
        for name, text in cells.items():
            with entry.trying(name):
                row[name] = read_cell(table, name, text)
        return row

    def _completed(self, table: TableName, entry: Entry, row: dict[str, Any]) -> dict[str, Any]:
        documents = [self.source] if self.source else ()
        given = self.dataset, table, row, self.described
        with entry.trying("printed"):
            return complete(*given, documents=documents, printed=entry.cells.get("printed"))
        return complete(*given, documents=documents)

    def _put(
        self, table: TableName, row: Mapping[str, Any], entry: Entry, through: str = ""
    ) -> None:
        self.new.setdefault(table, []).append(dict(row))
        self.origins.add(table, key_of(table, row), entry, through)

    def _put_new(self, table: TableName, row: Mapping[str, Any], entry: Entry) -> None:
        """Put a row; refuse one whose id, given or derived, is that of another."""
        key = table_schema(table).primary_key
        cells = tuple(row[name] for name in key)
        entry.is_known |= _has(self.dataset[table].where(key[0], cells[0]), key, cells)
        is_made = not entry.is_known and _has(self.new.get(table, ()), key, cells)
        if None in cells or not (entry.is_known or is_made):
            self._put(table, row, entry)
        elif is_made:
            there = f"another entry has {' '.join(cells)}"
            entry.fault(key[-1], f"{there}: keep one of them, or give one another {key[-1]}")
        else:
            entry.ident = " ".join(cells)
            if table not in PARTIES:
                same = f"; if it is the same document, write `source: {entry.ident}`"
                entry.fault(
                    key[-1],
                    f"{table} has {entry.ident} already: give the new row another {key[-1]}"
                    f"{same if table == 'sources' else ''}",
                )

    def _learn(self) -> None:
        """Add the new values of the vocabulary, since the other rows may use them."""
        if new := self.new.get("vocabulary"):
            tables = {name: list(self.dataset[name]) for name in self.dataset.tables}
            tables["vocabulary"] += new
            home, self.dataset = self.dataset.home, Dataset.of(tables)
            self.dataset.home = home

    def _day_of_occasion(self, cells: Mapping[str, Any]) -> dict[str, Any]:
        """Return the date of the event at which a position was taken, if it gives none itself."""
        if cells.get("date_edtf") or not cells.get("event_id"):
            return {}
        made = {row["event_id"]: row for row in self.new.get("events", ())}
        ident = str(cells["event_id"])
        occasion = made.get(ident) or dict(self.dataset["events"].by_id.get(ident, {}))
        return {name: occasion[name] for name in ("date_edtf", "date_basis") if occasion.get(name)}

    def _note_days(self, row: Mapping[str, Any], given: Mapping[str, Any]) -> None:
        """Remember which days of a figure are those of the document, for the coder to look at."""
        columns = ["reported_on", *(["period_end"] if row["period_basis"] == "to_report" else [])]
        for column in columns:
            if row[column] and not given.get(column):
                self.dated.setdefault((column, row[column]), []).append(str(row["figure_id"]))

    def _support(self, entry: Entry) -> None:
        """Let the document support a record that the dataset has already, or be its context."""
        if self.source is None:
            entry.fault("source", _NO_DOCUMENT)
        given = entry.cells.get("record_id")
        if not isinstance(given, str):
            entry.fault("record_id", "must be the id of one record")
        record = next(iter(self.references.ids(entry, "record_id")), str(given))
        self._mark(entry, record, record.startswith("fig-"))

    def _mark(self, entry: Entry, record: str, is_figure: bool) -> None:
        """Note the words that support a record; the evidence is made of all of them at once."""
        passage, printed = entry.cells.get("passage"), entry.cells.get("printed")
        if is_figure and passage and not printed:
            entry.fault("printed", _NO_PRINTED)
            passage = None
        phrase = Phrase(record, printed or passage or "", is_figure, passage)
        if self.copy is not None:
            phrase = spelt_as_in(self.copy.text, phrase)
        self.phrases[entry] = phrase, entry.cells.get("relation") or "supports"

    def _link(self, table: TableName, row: Mapping[str, Any], entry: Entry) -> None:
        if table == "places":
            with entry.trying("within"):
                for whole in as_ids(entry.cells.get("within")):
                    part = {"part_id": row["place_id"], "whole_id": whole}
                    self._put_link("place_parts", part, entry, "within", whole)
        if table == "events":
            event = {"event_id": row["event_id"]}
            with entry.trying("actors"):
                for actor, role in actors_with_roles(entry.cells.get("actors")):
                    link = event | {"actor_id": actor, "role": role}
                    self._put_link("event_actors", link, entry, "actors", actor)
            for figure in self.references.ids(entry, "figures"):
                self._put_link(
                    "event_figures", event | {"figure_id": figure}, entry, "figures", figure
                )
        if table == "figures":
            figure = row["figure_id"]
            for event_id in self.references.ids(entry, "events"):
                link = {"event_id": event_id, "figure_id": figure}
                self._put_link("event_figures", link, entry, "events", event_id)
            rivals = self.references.ids(entry, "rival_of")
            self.rivals += [(entry, figure, rival) for rival in rivals]

    def _put_link(
        self, table: TableName, link: Mapping[str, str], entry: Entry, through: str, named: str
    ) -> None:
        """Put a link, unless it is there: both records can name it, but none names it twice."""
        if link not in self.new.get(table, ()):
            self._put(table, link, entry, through)
        elif any(
            one == (entry, through) for one in self.origins.of_row(table, key_of(table, link))
        ):
            name = self.origins.in_words(named, self.file)
            entry.fault(through, f"{name} is given twice: keep one")

    def _compare(self, entry: Entry, ident: str, rival_id: str) -> None:
        """Put a new figure and its rival into one comparison group."""
        known, new = self.dataset["figures"].by_id, self.new.get("figures", [])
        made = {row["figure_id"]: row for row in new}
        if ident not in made:  # its id is that of another one
            return
        if rival_id == ident:
            raise InvalidInputError("a figure cannot be its own rival: name the other one.")
        figure, rival = made[ident], made.get(rival_id) or dict(known[rival_id])
        named = {figure["comparison_group"], rival["comparison_group"]} - {None}
        if len(named) > 1:
            rival_name = self.origins.in_words(rival_id, self.file)
            raise InvalidInputError(
                f"{rival_name} is in the comparison_group {rival['comparison_group']}: leave out "
                f"{figure['comparison_group']}, which the new figure names."
            )
        if reason := differ(self.dataset, figure, rival):
            raise InvalidInputError(
                f"{self.origins.in_words(rival_id, self.file)} {reason}. Rivals give numbers for "
                "the same thing: correct one of the two, or leave `rival_of` out."
            )
        group = next(iter(named), slug(rival["measure"], rival_id))
        if rival["comparison_group"] is None and rival_id not in made:
            new.append(rival)
            self.tell(f"comparison_group = {group} in {rival_id}, too, the rival of {ident}")
        figure["comparison_group"] = rival["comparison_group"] = group
        self.origins.groups[group] = entry

    def _evidence(self) -> None:
        if self.source is None:
            return
        ident = str(self.source["source_id"])
        marked = {phrase: entry for entry, (phrase, _) in self.phrases.items() if phrase.text}
        found, unmarked = (
            evidence_rows(self.dataset, ident, self.copy, [*marked]) if self.copy else ([], [])
        )
        for phrase, reason in unmarked:
            by_number = phrase.is_value and not phrase.passage
            reason = self.origins.in_words(reason, self.file)
            column = "printed" if by_number else "passage"
            marked[phrase].fault(column, reason, is_read=True)
        rows = {row["record_id"]: row for row in found}
        empty = dict.fromkeys(table_schema("evidence").columns)
        known = {
            row["record_id"]: row for row in self.dataset["evidence"].where("source_id", ident)
        }
        for entry, (phrase, relation) in self.phrases.items():
            bare = {**empty, "record_id": phrase.record, "source_id": ident}
            if not phrase.text:  # another relation alone keeps the passage
                bare = {**known.get(str(phrase.record), bare)}
            elif phrase.is_value and self.source["read_as"] == "full_text":
                bare["value_as_printed"] = phrase.text
            row = rows.get(phrase.record, bare) | {"relation": relation}
            self._put("evidence", row, entry, "evidence")


def _has(rows: Sequence[Mapping[str, Any]], key: Sequence[str], cells: tuple[Any, ...]) -> bool:
    return any(tuple(row[name] for name in key) == cells for row in rows)
