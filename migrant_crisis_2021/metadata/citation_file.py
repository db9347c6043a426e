"""The Citation File Format, version 1.2.0."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from ..dataset.description import doi
from ..dataset.manifest import released_on
from ..names import GENERATED

_MESSAGE = (
    "If you use this dataset, please cite it as below, and the sources of the records you use."
)
# Licences that datasets use, as SPDX writes them; the format allows no name outside SPDX.
_CREATIVE_COMMONS = (
    f"CC-{terms}-{version}"
    for terms in ("BY", "BY-SA", "BY-NC", "BY-ND", "BY-NC-SA", "BY-NC-ND")
    for version in ("1.0", "2.0", "2.5", "3.0", "4.0")
)
_OTHERS = (
    *("CC0-1.0", "PDDL-1.0", "ODC-By-1.0", "ODbL-1.0", "OGL-UK-3.0", "etalab-2.0", "EUPL-1.2"),
    *("MIT", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "GPL-3.0-only", "GPL-3.0-or-later"),
)
SPDX = {name.casefold(): name for name in (*_CREATIVE_COMMONS, *_OTHERS)}
"""Known licences by their names in small letters: SPDX ignores capitals, the format does not."""


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
    yield _licence(facts["licenses"])


def _licence(licences: Sequence[Mapping[str, Any]]) -> tuple[str, str | list[str] | None]:
    """Name the known licences; if that of the data, the first, is another, give its address."""
    known = [SPDX.get(licence["name"].casefold()) for licence in licences]
    if known[0]:
        return "license", [_quoted(name) for name in known if name]
    path = str(licences[0].get("path"))
    return "license-url", path if re.fullmatch(r"https?://\S+", path) else None


def _quoted(text: str) -> str:
    """Write a text as a JSON string: valid YAML, never read as a number, date or boolean."""
    return json.dumps(text, ensure_ascii=False)
