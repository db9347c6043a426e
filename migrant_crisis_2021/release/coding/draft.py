"""The file of a document to fill in, with what the copy of the document shows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ...dataset import Dataset
from ...dataset.description import Description
from .document_form import SUGGESTED, yaml_text
from .suggestions import Suggestions
from .template import (
    DEFAULTS,
    TEMPLATES,
    Section,
    comment,
    hints_of,
    key_lines,
    meaning,
    section_head,
    section_lines,
)

_HEAD = (
    "A document and its records. What is filled in was read from the copy and is only a "
    "suggestion: compare it with the text, fill in the rest, and delete the figures that you do "
    "not code. Copy an entry for each further record. An empty key counts as left out, an empty "
    "entry as no record. Text with a colon needs quotes around it."
)
_SHARED = ("reality", "place_id")
"""What most records of a document have in common, so that it stands once, in `defaults`."""
_FIGURES = Section(
    "figures",
    "title measure measure_kind printed qualifier passage period_start period_end asserted_by",
    "reality place_id ref value counted_unit subgroup period_basis reported_on rival_of events",
)
"""The keys of the figures that a copy shows."""
_OTHERS = (
    "No passage can be marked around these numbers, or they are not read. If one is a figure, give "
    "`value`, or `magnitude`, and `qualifier` instead of `printed`: {numbers}"
)
_REST = "Further numbers, from line {line} of the text on, are not listed."


def draft(dataset: Dataset, described: Description, found: Suggestions) -> str:
    """Write a YAML file of a document to fill in.

    Parameters
    ----------
    dataset : Dataset
        The dataset whose values, actors and places can be used.
    described : Description
        The description of the dataset, with the period from which the days of examples are.
    found : Suggestions
        What the copy of the document shows.
    """
    hints = hints_of(described)
    lines = [*comment(_HEAD), f"copy: {yaml_text(found.copy)}", f"defaults:  # {DEFAULTS}"]
    for key in _SHARED:
        lines += key_lines(dataset, hints, "figures", key, "  ")
    for section in TEMPLATES["document"]:
        if section.table == "figures" and found.figures:
            lines += _figures(dataset, hints, found)
        elif section.table == "sources":
            given = {"title": found.title, "url": found.url}
            lines += section_lines(dataset, hints, section, given)
        else:
            lines += section_lines(dataset, hints, section)
    return "\n".join(lines)


def _figures(dataset: Dataset, hints: Mapping[str, str], found: Suggestions) -> Iterator[str]:
    """Say once what the keys mean, and write an entry for each number below its words."""
    yield section_head("figures")
    for keys, head in ((_FIGURES.keys, ""), (_FIGURES.optional, "If needed, also:")):
        yield from comment(head, "  ")
        for key in keys.split():
            words = meaning(dataset, hints, "figures", key)
            yield from comment(f"{key}: {words}" if words else key, "  ", hanging="  ")
    if found.others:
        yield from comment(_OTHERS.format(numbers="; ".join(found.others)), "  ")
    if found.further:
        yield from comment(_REST.format(line=found.further), "  ")
    for figure in found.figures:
        given = dict(zip(SUGGESTED, figure, strict=False))
        yield ""
        yield f"  # {figure.context}"
        for key in _FIGURES.keys.split():
            lead, value = "  - " if key == "title" else "    ", given.get(key, "")
            if value or key != "passage":
                yield f"{lead}{key}: {yaml_text(value)}" if value else f"{lead}{key}:"
    yield ""
