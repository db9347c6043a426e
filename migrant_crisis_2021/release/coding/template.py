"""Files to fill in for `new --from`: the columns that a coder chooses, with their values."""

from __future__ import annotations

import datetime as dt
import textwrap
from collections.abc import Iterator, Mapping
from typing import Literal, NamedTuple, TypeAlias

from ...dataset import Dataset
from ...dataset.description import Description, period
from ...dataset.folders import command_for
from ...dataset.table_schema import Field, check_table, table_schema
from ...names import OPEN_LISTS
from ...parsing.words import split_list
from .document_form import yaml_text

TemplateName: TypeAlias = Literal["document", "parties"]


class Section(NamedTuple):
    """A section of a template: its table, the keys to fill in, and those that may be left out."""

    table: str
    keys: str
    optional: str = ""


TEMPLATES: Mapping[TemplateName, tuple[Section, ...]] = {
    "document": (
        Section(
            "sources",
            "title publisher publisher_kind publisher_country language published_on url",
            "state_affiliated wire_origin",
        ),
        Section("claims", "proposition topic", "ref"),
        Section(
            "events",
            "title summary event_type reality date_edtf place_id about_country actors passage",
            "ref date_basis figures announced_as",
        ),
        Section(
            "figures",
            "title measure measure_kind printed period_start period_end asserted_by reality "
            "place_id",
            "ref qualifier value counted_unit subgroup period_basis reported_on passage rival_of "
            "events",
        ),
        Section("positions", "claim_id actor_id stance date_edtf passage", "event_id"),
        Section("evidence", "record_id passage", "printed relation"),
    ),
    "parties": (
        Section("vocabulary", "list label definition", "units kinds"),
        Section("countries", "country iso3 name"),
        Section("actors", "name kind party country", "affiliation role aliases"),
        Section("places", "name kind country", "geo_precision neighbour within"),
    ),
}
"""The columns that a coder chooses. All others are derived, or are for corrections."""

_HEADS: Mapping[TemplateName, str] = {
    "document": (
        "A document and its records. Fill in what applies, and copy an entry for each further one. "
        "An empty key counts as left out, an empty entry as no record. Text with a colon needs "
        "quotes around it."
    ),
    "parties": (
        "Who and what is involved. Fill in what applies, and copy an entry for each further one. "
        "An empty key counts as left out, an empty entry as no row."
    ),
}
_TITLES = {
    "claims": "what is contested, as one neutral sentence",
    "countries": "only those that ISO 3166-1 does not have",
    "evidence": "records of earlier documents that this document supports as well",
    "figures": "numbers that the document gives",
    "positions": "who says what about a claim",
    "vocabulary": "only values that the dataset does not have",
}
_HINTS = {
    "ref": "a name for this entry, to refer to it in this file",
    "state_affiliated": "unknown if left out",
    "wire_origin": "the agency whose text it is",
    "sources.title": "",
    "title": "in your own words",
    "summary": "in your own words",
    "date_basis": "stated if left out",
    "about_country": "FR; GB",
    "actors": "{initiator: id}; roles",
    "figures": "[ref or id]",
    "figures.passage": "words around the number, if it occurs several times",
    "passage": "words of the text that state it",
    "measure_kind": "if the measure allows several",
    "printed": "the number as the text has it, such as about 5,000",
    "qualifier": "if a word qualifies the number, such as about, or `printed` is not read",
    "value": "if `printed` is not read",
    "counted_unit": "if the measure allows several",
    "subgroup": "children, if they alone are counted",
    "period_end": "leave out for a stock, and for a total whose last day the text does not name",
    "period_basis": "stated if left out; to_report for a total without period_end",
    "reported_on": "the day that the text names",
    "asserted_by": "who gives the number; empty if it is the publisher",
    "rival_of": "id or ref of a figure with another number for the same thing",
    "announced_as": "id of this event as an earlier document announced it",
    "claim_id": "id or ref of a claim",
    "event_id": "id or ref of the event at which it was said, whose date it gets if it has none",
    "events": "[id or ref of an event]",
    "record_id": "such as evt-0003",
    "evidence.printed": "of a figure: its number as the text has it",
    "label": "Work stoppage",
    "units": "of a measure, with semicolons between",
    "kinds": "of a measure, with semicolons between",
    "list": f"{', '.join(OPEN_LISTS[:-1])} or {OPEN_LISTS[-1]}; their values so far",
    "countries.country": "two letters that no country of ISO 3166-1 has, such as XA",
    "iso3": "three letters, such as XAA",
    "party": "yes for a side of the dispute or whoever speaks for it; if left out, no for a group",
    "affiliation": "id of whom it belongs to; the id of New Town is new-town",
    "role": "mayor",
    "aliases": "separated by ;",
    "geo_precision": "only of a site",
    "within": "[id of a larger place]",
}
"""What a key means, where its name does not say it all; `table.key` if it is said of one table."""
_LISTS = {"actors": "role", "units": "counted_unit", "kinds": "measure_kind"}
"""Keys whose values are from a list, though no schema says so of a column of that name."""
_NAMED = {"place_id": "places", "actor_id": "actors", "asserted_by": "actors"}
"""Keys whose values are ids that speak for themselves, with their table."""
DEFAULTS = "for cells that the records below leave empty, such as {reality: occurred}"
_WIDTH = 100
_MOST = 30
"""Of longer lists, the command is named that prints them."""


def template(dataset: Dataset, described: Description, name: TemplateName) -> str:
    """Write a YAML file to fill in.

    Parameters
    ----------
    dataset : Dataset
        The dataset whose values, actors and places can be used.
    described : Description
        The description of the dataset, with the period from which the days of examples are.
    name : {"document", "parties"}
        What the file is for.
    """
    lines, hints = comment(_HEADS[name]), hints_of(described)
    if name == "document":
        lines.append("copy:  # the file of the text, beside this one, such as article.txt")
        lines.append(f"defaults: {{}}  # {DEFAULTS}")
    for section in TEMPLATES[name]:
        lines += section_lines(dataset, hints, section)
    return "\n".join(lines)


def chosen_lists() -> set[str]:
    """Return the vocabulary lists whose values coders type."""
    keys = {
        (section.table, key)
        for sections in TEMPLATES.values()
        for section in sections
        for key in (*section.keys.split(), *section.optional.split())
    }
    return {name for table, key in keys if (name := _list_of(table, key))}


def hints_of(described: Description) -> dict[str, str]:
    """Return what keys mean, with days of the crisis as examples."""
    first, last = period(described)
    day, later = str(first), str(min(first + dt.timedelta(days=2), last))
    edtf = f"{day}, {day}/{later}, {day[:7]}; around a day: {day}~"
    return _HINTS | {"published_on": later, "date_edtf": edtf, "period_start": day}


def section_lines(
    dataset: Dataset,
    hints: Mapping[str, str],
    section: Section,
    given: Mapping[str, str] = {},
) -> Iterator[str]:
    """Write a section, with the values of keys that are given."""
    is_document = section.table == "sources"
    yield section_head(section.table)
    for number, key in enumerate(section.keys.split()):
        lead = "  " if is_document else "  - " if number == 0 else "    "
        if given.get(key):
            yield f"{lead}{key}: {yaml_text(given[key])}"
        else:
            yield from key_lines(dataset, hints, section.table, key, lead)
    for key in section.optional.split():
        lead = "  # " if is_document else "    # "
        yield from key_lines(dataset, hints, section.table, key, lead)


def section_head(table: str) -> str:
    """Write the line above the entries of a section."""
    title = _TITLES.get(table)
    return f"{'source' if table == 'sources' else table}:{f'  # {title}' if title else ''}"


def key_lines(
    dataset: Dataset, hints: Mapping[str, str], table: str, key: str, lead: str
) -> list[str]:
    """Write a key with its comment, beside it or, where it is long, above it."""
    words = meaning(dataset, hints, table, key)
    line = f"{lead}{key}:"
    if not words:
        return [line]
    if len(f"{line}  # {words}") <= _WIDTH:
        return [f"{line}  # {words}"]
    indent = " " * (len(lead) - len(lead.lstrip(" ")) + 2 * ("-" in lead))
    return [*comment(words, indent), line]


def meaning(dataset: Dataset, hints: Mapping[str, str], table: str, key: str) -> str:
    """Say what a key means and which values it can have."""
    values = _values(dataset, table, key)
    return ": ".join(filter(None, (_hint(hints, table, key, values), values)))


def comment(text: str, indent: str = "", hanging: str = "") -> list[str]:
    """Write a comment; further lines of a long one are indented by `hanging`."""
    lead = f"{indent}# "
    return textwrap.wrap(
        text,
        _WIDTH,
        initial_indent=lead,
        subsequent_indent=f"{lead}{hanging}",
        break_on_hyphens=False,
    )


def _hint(hints: Mapping[str, str], table: str, key: str, values: str) -> str:
    for name in (f"{table}.{key}", key):
        if name in hints:
            return hints[name]
    field = _field(table, key)
    return (field and not values and field.example) or ""


def _values(dataset: Dataset, table: str, key: str) -> str:
    """List the values that a cell can have; of a long list, say what prints it."""
    if (table, key) == ("vocabulary", "list"):
        return command_for(dataset.home, "vocabulary event_type measure topic")
    if key == "measure":
        values, command = [*_measures(dataset)], "vocabulary measure"
    elif name := _list_of(table, key):
        values, command = dataset.lists.values(name), f"vocabulary {name}"
    else:
        command = _NAMED.get(key, "")
        values = sorted(dataset[check_table(command)].by_id) if command else []
    return command_for(dataset.home, command) if len(values) > _MOST else ", ".join(values)


def _measures(dataset: Dataset) -> Iterator[str]:
    """Yield the measures, with the kinds of which a coder has to choose one."""
    every = set(dataset.lists.values("measure_kind"))
    for value, row in dataset.lists.entries("measure").items():
        kinds = [*split_list(row["kinds"])]
        choice = "any" if every <= {*kinds} else "/".join(kinds)
        yield f"{value} ({choice})" if len(kinds) > 1 else value


def _list_of(table: str, key: str) -> str | None:
    """Return the vocabulary list that a key takes its values from."""
    field = _field(table, key)
    declared = field and (field.vocabulary or field.known_values)
    return _LISTS.get(key) or declared or None


def _field(table: str, key: str) -> Field | None:
    return next((field for field in table_schema(table).fields if field.name == key), None)
