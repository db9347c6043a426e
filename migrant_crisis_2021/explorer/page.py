"""Put the page together: its text, its data, its style and its script, in one file."""

from __future__ import annotations

import base64
import hashlib
import json
import zlib
from collections.abc import Mapping
from html import escape
from pathlib import Path
from string import Template
from typing import Any

from ..dataset import Dataset
from ..dataset.description import data_licence, period
from ..dataset.documents import publishers
from ..dataset.manifest import released_on
from ..dataset.wording import actor_name, amount
from ..names import COMMAND
from .citations import citations
from .corrections import corrections
from .days import day_in_words, month_in_words, period_in_words, when_in_words
from .opening import key_figures, most_reported_events, n_publishers, n_rivals
from .outlines import outlines
from .payload import payload, record_numbers
from .words import words

_FILES = Path(__file__).parent / "page_files"
_SCRIPTS = ("base", "search", "state", "charts", "map", "table", "compare", "card", "main")


def page(dataset: Dataset) -> str:
    """Return the page of a dataset as HTML."""
    records = record_numbers(dataset)
    sources = {row["source_id"]: number for number, row in enumerate(dataset["sources"])}
    style = _file("style.css")
    scripts = "\n".join(_file(f"{name}.js") for name in _SCRIPTS)
    script = f'"use strict";(() => {{\n{scripts}\n}})();'
    chosen, by_description = key_figures(dataset)
    return Template(_file("page.html")).substitute(
        policy=_policy(style, script),
        title=escape(dataset.manifest["title"]),
        version=escape(dataset.manifest["version"]),
        lede=escape(_lede(dataset)),
        figures="\n".join(_key_figure(dataset, row) for row in chosen),
        figures_rule=_figures_rule(dataset, by_description),
        events="\n".join(_moment(dataset, row) for row in most_reported_events(dataset)),
        example="words, names, numbers or dates",
        about=escape(_about(dataset)),
        style=style,
        script=script,
        data=_json(
            {"about": _facts(dataset), "outlines": outlines(dataset), **payload(dataset)}
        ).replace("<", "\\u003c"),
        words=_packed(words(dataset, records)),
        citations=_packed(citations(dataset, records, sources)),
        corrections=_packed(corrections(dataset, records)),
    )


def _file(name: str) -> str:
    return (_FILES / name).read_text(encoding="utf-8")


def _policy(style: str, script: str) -> str:
    """Write a policy that runs and applies what is in the page, and loads nothing."""
    return (
        f"default-src 'none'; script-src {_hash(script)}; style-src {_hash(style)}; "
        "base-uri 'none'; form-action 'none'"
    )


def _hash(text: str) -> str:
    digest = hashlib.sha256(text.encode("utf-8")).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _packed(value: Any) -> str:
    return base64.b64encode(zlib.compress(_json(value).encode("utf-8"), 9)).decode()


def _facts(dataset: Dataset) -> dict[str, Any]:
    start, end = period(dataset.manifest)
    return {
        "title": dataset.manifest["title"],
        "start": str(start),
        "end": str(end),
        "command": COMMAND,
    }


def _lede(dataset: Dataset) -> str:
    """Say what the page shows, of which period, from how many documents."""
    start, end = period(dataset.manifest)
    kept = {
        name: sum(row["status"] == "active" for row in dataset[name])
        for name in ("events", "figures", "positions")
    }
    n_publishing = len(publishers(dataset["sources"]))
    return (
        f"{_many(kept['events'], 'event')}, {_many(kept['figures'], 'reported figure')} and "
        f"{_many(kept['positions'], 'position')} on contested claims, "
        f"{month_in_words(start)} to {month_in_words(end)}. Each record says who reports it and "
        f"links to its documents: {len(dataset['sources']):,} of them, from "
        f"{_many(n_publishing, 'publisher')}. Where reports disagree, they stand side by side."
    )


def _many(number: int, name: str) -> str:
    return f"{number:,} {name}{'' if number == 1 else 's'}"


def _key_figure(dataset: Dataset, row: Mapping[str, Any]) -> str:
    ident = row["figure_id"]
    who = actor_name(dataset, row["asserted_by"])
    says = f"Reported by {who}" if who else f"{_reporting(dataset, ident)}; no body named"
    rivals = n_rivals(dataset, ident)
    many = _many(n_publishers(dataset, ident), "independent publisher")
    certainty = f"{_label(dataset, 'confidence', row['confidence'])} confidence, {many}"
    certainty += f", {_many(rivals, 'rival figure')}" if rivals else ""
    lines = [says, period_in_words(row), certainty]
    small = "".join(f"<small>{escape(line)}</small>" for line in lines)
    return (
        f'<li><a href="#{escape(ident)}" data-record="{escape(ident)}">'
        f'<span class="number">{escape(amount(row, dataset.lists))}</span> '
        f'<span class="what">{escape(row["title"])}</span>{small}</a></li>'
    )


def _reporting(dataset: Dataset, ident: str) -> str:
    names = publishers(dataset.supporting(ident))
    return f"Reported in {', '.join(names[:2])}" if names else "No document on record"


def _label(dataset: Dataset, name: str, value: str) -> str:
    return dataset.lists.label(name, value).capitalize()


def _figures_rule(dataset: Dataset, by_description: bool) -> str:
    chosen = (
        "The description of the dataset names these figures"
        if by_description
        else "For each of the measures that most publishers report, the figure with most of them"
    )
    attempts = dataset["figures"].where("counted_unit", "attempts")
    note = " An attempt is not a person: one person can make several." if attempts else ""
    return f"{chosen}.{note} Each number is what its reporter says, not a finding of this page."


def _moment(dataset: Dataset, row: Mapping[str, Any]) -> str:
    ident = row["event_id"]
    many = _many(n_publishers(dataset, ident), "publisher")
    return (
        f'<li><time datetime="{row["date_start"]}">{escape(when_in_words(row))}</time>'
        f'<a href="#{escape(ident)}" data-record="{escape(ident)}">{escape(row["title"])}</a> '
        f"<small>{escape(many)}</small></li>"
    )


def _about(dataset: Dataset) -> str:
    described = dataset.manifest
    released = released_on(described)
    out = f", released on {day_in_words(released)}" if released else ""
    return (
        f"{described['description']} Version {described['version']}{out}. "
        f"Licence: {data_licence(described)}. By "
        f"{', '.join(person['title'] for person in described['contributors'])}. The page holds all "
        "of its data and loads nothing from the network; only the links to documents lead out."
    )
