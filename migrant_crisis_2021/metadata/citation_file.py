"""The Citation File Format, version 1.2.0."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from ..dataset.description import doi
from ..dataset.manifest import released_on
from ..names import GENERATED

_MESSAGE = (
    "If you use this dataset, please cite it as below, and the sources of the records you use."
)


def citation_file(facts: Mapping[str, Any]) -> str:
    """Write ``CITATION.cff`` from a manifest.

    Parameters
    ----------
    facts : dict
        The manifest: the description of the dataset, its version and its release date.

    Returns
    -------
    str
        The content of the file, ending with a newline.

    Examples
    --------
    >>> from migrant_crisis_2021.dataset import shipped
    >>> citation_file(shipped().manifest).splitlines()[3]
    'type: "dataset"'
    """
    return "\n".join([f"# {GENERATED}", *_lines(facts)]) + "\n"


def _lines(facts: Mapping[str, Any]) -> Iterator[str]:
    for name, value in _entries(facts):
        if isinstance(value, str):
            yield f"{name}: {_quoted(value)}"
        elif value:
            yield f"{name}:"
            yield from (f"  - {item}" for item in value)


def _entries(facts: Mapping[str, Any]) -> Iterator[tuple[str, str | list[str] | None]]:
    """Yield the keys of the file, each with a text or with list items, written as YAML."""
    yield "cff-version", "1.2.0"
    yield "message", _MESSAGE
    yield "type", "dataset"
    yield "title", facts["title"]
    yield "abstract", facts["description"]
    yield "authors", [f"name: {_quoted(person['title'])}" for person in facts["contributors"]]
    yield "keywords", [_quoted(word) for word in facts["keywords"]]
    yield "version", facts["version"]
    day = released_on(facts)
    yield "date-released", str(day) if day else None
    yield "doi", doi(facts)
    yield "url", facts.get("homepage")
    yield "license", [_quoted(licence["name"]) for licence in facts["licenses"]]


def _quoted(text: str) -> str:
    """Write a text as a JSON string: valid YAML, never read as a number, date or boolean."""
    return json.dumps(text, ensure_ascii=False)
