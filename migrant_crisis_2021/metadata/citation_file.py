"""The Citation File Format, version 1.2.0."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from ..dataset.manifest import released_on

_MESSAGE = (
    "If you use this dataset, please cite it as below, and the sources of the records you use."
)
# Begins with a letter or is a version or day; no mark in it that YAML would read as its own.
_PLAIN = re.compile(r"[A-Za-z][\w .,()/-]*|\d+\.\d+\.\d+|\d{4}-\d\d-\d\d")
_RESERVED = {"null", "true", "false", "yes", "no", "on", "off", "y", "n"}


def citation_file(facts: Mapping[str, Any]) -> str:
    """Write ``CITATION.cff`` from a manifest.

    Parameters
    ----------
    facts : dict
        The manifest: title, contributors, version, release date and licences.

    Returns
    -------
    str
        The whole file, ending with a newline.

    Examples
    --------
    >>> from migrant_crisis_2021.dataset import shipped
    >>> citation_file(shipped().manifest).splitlines()[2]
    'type: dataset'
    """
    return "\n".join(_lines(facts)) + "\n"


def _lines(facts: Mapping[str, Any]) -> Iterator[str]:
    yield "cff-version: 1.2.0"
    yield f"message: {_scalar(_MESSAGE)}"
    yield "type: dataset"
    yield f"title: {_scalar(facts['title'])}"
    yield "authors:"
    yield from (f"  - name: {_scalar(person['title'])}" for person in facts["contributors"])
    yield f"version: {_scalar(facts['version'])}"
    yield f"date-released: {_scalar(released_on(facts))}"
    if "homepage" in facts:
        yield f"url: {_scalar(facts['homepage'])}"
    yield "license:"
    yield from (f"  - {_scalar(licence['name'])}" for licence in facts["licenses"])


def _scalar(text: str) -> str:
    """Write a text as YAML, in JSON's quotes where it could be read as something else."""
    plain = _PLAIN.fullmatch(text) and text == text.strip() and text.lower() not in _RESERVED
    return text if plain else json.dumps(text, ensure_ascii=False)
