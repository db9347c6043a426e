"""The rows that follow from a file of a document: the document, and the records in it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from ..dataset import Dataset
from ..dataset.description import Description
from ..dataset.kinds import KINDS
from ..dataset.row_types import SourceRow
from ..dataset.table_schema import table_schema
from ..errors import InvalidInputError, shown, unknown
from ..names import TableName
from .add_rows import NewRows
from .cells import complete, next_id, parsed_row, slug
from .document_form import EXTRA, SECTIONS, actors_with_roles, as_ids, entries_of, naming
from .passages import Phrase, evidence_rows, read_copy, read_in_full, stream_length

_NO_PRINTED = (
    "the passage of a figure says where its printed number stands: give `printed`, the digits or "
    "the English number words that the document prints, or leave `passage` out and give `value` "
    "alone: the record then has no fingerprint."
)
_KINDS = {kind.table: kind for kind in KINDS}


def rows_of(
    dataset: Dataset,
    described: Description,
    given: Mapping[str, Any],
    folder: Path,
    tell: Callable[[str], None] = lambda _: None,
) -> NewRows:
    """Make all rows of a document: with ids, derived cells, links and evidence.

    Parameters
    ----------
    dataset : Dataset
        The tables so far.
    described : mapping
        The description of the dataset, with its period.
    given : mapping
        The content of a file: ``source`` (the cells of a new document, or the id of one that is in
        the dataset), ``copy`` (the file that was read), and a list for each of `SECTIONS`.
    folder : pathlib.Path
        The folder from which ``copy`` is read.
    tell : callable, optional
        Is called with a line about each derived cell that the coder should look at.

    Returns
    -------
    dict of str to list of dict
        The new rows by table, and the rows of older figures that get a rival.

    Raises
    ------
    InvalidInputError, UnknownValueError
        If an entry does not have the required form.
    BuildError
        If a phrase has no passage in the copy.
    """
    return _Maker(dataset, described, given, folder, tell).rows()


class _Maker:
    """Makes the rows of one document; the references between its entries become ids."""

    def __init__(
        self,
        dataset: Dataset,
        described: Description,
        given: Mapping[str, Any],
        folder: Path,
        tell: Callable[[str], None],
    ) -> None:
        self.dataset, self.described, self.given = dataset, described, given
        self.tell = tell
        self.new: NewRows = {}
        self.ids: dict[str, str] = {}
        self.phrases: list[tuple[Phrase, str]] = []
        self.rivals: list[tuple[str, str]] = []
        self.dated: dict[tuple[str, object], list[str]] = {}
        self.copy = None if not given.get("copy") else read_copy(folder / str(given["copy"]))

    def rows(self) -> NewRows:
        source = self._source()
        entries = {name: list(entries_of(self.given, name)) for name in SECTIONS}
        self._number(entries)
        for table in SECTIONS:
            for entry in entries[table]:
                if table == "evidence":
                    self._support(entry, source)
                else:
                    self._add(table, entry, source)
            if table == "vocabulary":
                self._learn()
        for one, other in self.rivals:
            self._compare(one, other)
        for (column, day), figures in self.dated.items():
            self.tell(f"{column} = {day}, the day of the document, in {', '.join(figures)}")
        self._evidence(source)
        return self.new

    def _put(self, table: TableName, row: Mapping[str, Any]) -> None:
        self.new.setdefault(table, []).append(dict(row))

    def _put_new(self, table: TableName, row: Mapping[str, Any]) -> None:
        """Put a record; refuse one whose id, given or derived, is that of another."""
        key = table_schema(table).primary_key
        ident = tuple(row[name] for name in key)
        same_first = self.dataset[table].where(key[0], ident[0])
        taken = [
            tuple(one[name] for name in key) for one in (*same_first, *self.new.get(table, ()))
        ]
        if None not in ident and ident in taken:
            same = f"; if it is the same document, write `source: {ident[0]}`"
            raise InvalidInputError(
                f"{table} has {' '.join(ident)} already: give the new row another {key[-1]} "
                f"(--{key[-1].replace('_', '-')}){same if table == 'sources' else ''}."
            )
        self._put(table, row)

    def _learn(self) -> None:
        """Add the new values of the vocabulary, since the other rows may use them."""
        if new := self.new.get("vocabulary"):
            tables = {name: list(self.dataset[name]) for name in self.dataset.tables}
            tables["vocabulary"] += new
            home, self.dataset = self.dataset.home, Dataset.of(tables)
            self.dataset.home = home

    def _source(self) -> Mapping[str, Any] | None:
        given = self.given.get("source")
        if given is None:
            return None
        if isinstance(given, str):
            known = self.dataset["sources"].by_id
            if given not in known:
                raise unknown("source", given, known)
            return self._read(known[given])
        if not isinstance(given, Mapping):
            raise InvalidInputError(f"source is {shown(given)}, not an id or a mapping of cells.")
        with naming("source", given):
            row = parsed_row("sources", given)
        if self.copy is not None:
            row |= {"read_as": "full_text", "stream_len": stream_length(self.copy.text)}
        row = complete(self.dataset, "sources", row, self.described)
        row["read_as"] = row["read_as"] or "excerpt"
        self._put_new("sources", row)
        return row

    def _read(self, known: SourceRow) -> Mapping[str, Any]:
        """Return the row of a document that the dataset has, which may be read in full only now."""
        row = known if self.copy is None else read_in_full(known, self.copy.text)
        if row != known:
            self._put("sources", row)
        return row

    def _number(self, entries: Mapping[TableName, list[dict[str, Any]]]) -> None:
        """Give each new record its id, under which the others can refer to it."""
        for table, kind in _KINDS.items():
            taken: list[str] = []
            for entry in entries[table]:
                ident = entry.get(kind.key) or next_id(self.dataset, table, taken)
                entry[kind.key] = ident
                taken.append(ident)
                if entry.get("ref"):
                    self.ids[str(entry["ref"])] = ident

    def _add(
        self, table: TableName, entry: dict[str, Any], source: Mapping[str, Any] | None
    ) -> None:
        extra = {name: entry.pop(name, None) for name in EXTRA.get(table, ())}
        cells = {
            name: self.ids.get(str(value), value) if name.endswith("_id") else value
            for name, value in entry.items()
        }
        if table == "positions":
            cells = self._day_of_occasion(cells) | cells
        printed = None if extra.get("printed") is None else str(extra["printed"])
        with naming(table, entry | extra):
            if table == "figures" and extra["passage"] and printed is None:
                raise InvalidInputError(_NO_PRINTED)
            row = complete(
                self.dataset,
                table,
                parsed_row(table, cells),
                self.described,
                documents=[source] if source else (),
                printed=printed,
            )
        self._put_new(table, row)
        if table == "figures":
            self._note_days(row, cells)
        self._link(table, row, extra)
        if table in _KINDS and _KINDS[table].rests_on_evidence and source is not None:
            ident, passage = str(row[_KINDS[table].key]), extra.get("passage")
            text = printed or passage
            self.phrases.append(
                (
                    Phrase(ident, str(text or ""), table == "figures", passage),
                    str(extra.get("relation") or "supports"),
                )
            )

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

    def _support(self, entry: Mapping[str, Any], source: Mapping[str, Any] | None) -> None:
        """Let the document support a record that the dataset has already, or be its context."""
        record = str(self.ids.get(str(entry.get("record_id")), entry.get("record_id") or ""))
        if source is None or not record:
            raise InvalidInputError("evidence needs a document (`source`) and a `record_id`.")
        is_figure, passage = record.startswith("fig-"), entry.get("passage")
        with naming("evidence", {"ref": record}):
            if is_figure and passage and not entry.get("printed"):
                raise InvalidInputError(_NO_PRINTED)
        text = str(entry.get("printed") or passage or "")
        relation = str(entry.get("relation") or "supports")
        self.phrases.append((Phrase(record, text, is_figure, passage), relation))

    def _link(self, table: TableName, row: Mapping[str, Any], extra: Mapping[str, Any]) -> None:
        if table == "places":
            for whole in as_ids(extra["within"]):
                self._put("place_parts", {"part_id": row["place_id"], "whole_id": whole})
        if table == "events":
            event = row["event_id"]
            for actor, role in actors_with_roles(extra["actors"]):
                self._put("event_actors", {"event_id": event, "actor_id": actor, "role": role})
            for figure in as_ids(extra["figures"]):
                figure_id = self.ids.get(figure, figure)
                self._put("event_figures", {"event_id": event, "figure_id": figure_id})
        if table == "figures":
            for event in as_ids(extra["events"]):
                event_id = self.ids.get(event, event)
                self._put("event_figures", {"event_id": event_id, "figure_id": row["figure_id"]})
            if rival := extra["rival_of"]:
                self.rivals.append((row["figure_id"], self.ids.get(str(rival), str(rival))))

    def _compare(self, ident: str, rival_id: str) -> None:
        """Put a new figure and its rival into one comparison group."""
        known, new = self.dataset["figures"].by_id, self.new["figures"]
        made = {row["figure_id"]: row for row in new}
        others = [one for one in (*known, *made) if one != ident]
        if rival_id not in others:
            raise unknown("figure", rival_id, others)
        figure, rival = made[ident], made.get(rival_id) or dict(known[rival_id])
        named = {figure["comparison_group"], rival["comparison_group"]} - {None}
        if len(named) > 1:
            raise InvalidInputError(
                f"{rival_id} is in the comparison_group {rival['comparison_group']}: leave out "
                f"{figure['comparison_group']}, which the new figure names."
            )
        group = next(iter(named), slug(rival["measure"], rival_id))
        if rival["comparison_group"] is None and rival_id not in made:
            new.append(rival)
            self.tell(f"comparison_group = {group} in {rival_id}, too, the rival of {ident}")
        figure["comparison_group"] = rival["comparison_group"] = group

    def _evidence(self, source: Mapping[str, Any] | None) -> None:
        if source is None:
            return
        ident = str(source["source_id"])
        marked = [phrase for phrase, _ in self.phrases if phrase.text]
        found = evidence_rows(self.dataset, ident, self.copy, marked) if self.copy else []
        rows = {row["record_id"]: row for row in found}
        empty = dict.fromkeys(table_schema("evidence").columns)
        known = {
            row["record_id"]: row for row in self.dataset["evidence"].where("source_id", ident)
        }
        for phrase, relation in self.phrases:
            bare = {**empty, "record_id": phrase.record, "source_id": ident}
            if not phrase.text:  # another relation alone keeps the passage
                bare = {**known.get(str(phrase.record), bare)}
            elif phrase.is_value and source["read_as"] == "full_text":
                bare["value_as_printed"] = phrase.text
            row = rows.get(phrase.record, bare) | {"relation": relation}
            self._put("evidence", row)
