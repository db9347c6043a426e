"""Start the folder of another dataset: empty tables, general vocabulary, an open description."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Any

from ..dataset import shipped
from ..dataset.csv_files import csv_text
from ..dataset.description import check_description
from ..dataset.folders import MANIFEST, command_for
from ..dataset.parquet_files import sort_key
from ..dataset.table_schema import table_schema
from ..errors import InvalidInputError, shown
from ..names import AUTHORED, TableName
from ..parsing.words import split_list
from .write import write_all

TODO = "TODO"
"""How a text begins that is still to be filled in; a release must not have any."""

_NOT_GENERAL = {
    "topic": ("instrumentalisation", "military", "russian_role", "sanctions"),
    "counted_unit": ("pln",),
}
_AGENCIES = ("AFP", "AP", "DPA", "EFE", "Reuters", "Xinhua")
_OUTSIDE = "Attempts to cross a border outside the official crossings"
_REWORDED = {
    ("counted_unit", "detections"): (
        "Detections of irregular crossings; one person can be counted many times."
    ),
    ("measure", "detected_crossings"): "Irregular crossings that a border service detected.",
    ("measure", "arrivals"): (
        "People who entered a country outside its crossing points, whether a document calls them "
        "detained, detected or arrived."
    ),
    ("measure", "attempted_crossings"): f"{_OUTSIDE}, as a body counts them. Never people.",
    ("measure", "prevented_attempts"): (
        "Attempts to cross that a border service says it stopped, if it counts them separately "
        "from all attempts. Never people."
    ),
    ("measure", "prevented_crossings"): "People turned back or stopped at the border.",
    ("measure", "unauthorised_entries"): "Recorded entries into a country without permission.",
    ("place_kind", "border"): "The border between two states, or between several.",
    ("scope", "crisis"): "Overlaps the period of the dataset and concerns its crisis.",
    ("topic", "access"): "Whether media, aid workers and observers are let in.",
}


GITATTRIBUTES = """\
# The tables are compared byte by byte.
data/* -text
# Written by the build: if two branches differ, git keeps the own file; then build.
data/*.parquet binary
data/*.json -merge
data/timeline.csv -merge
CITATION.cff -merge
docs/codebook.md -merge
"""

GITIGNORE = """\
# Articles belong to their publishers; the dataset has only fingerprints of short passages.
articles/
"""
UNSPECIFIED = {
    "place_id": "unspecified",
    "name": "Unspecified",
    "kind": "unspecified",
    "geo_precision": "unspecified",
}
"""The place of what happened at no place that a document names."""


def init(
    folder: Path,
    *,
    title: str | None = None,
    start: dt.date | None = None,
    end: dt.date | None = None,
    example: bool = False,
) -> list[str]:
    """Write the folder of a new dataset, which can be built at once.

    Parameters
    ----------
    folder : pathlib.Path
        A folder that does not exist yet, or is empty.
    title : str, optional
        The title of the dataset.
    start, end : datetime.date, optional
        The first and last day of the crisis; by default, those of the current year.
    example : bool, default False
        Whether to add a worked example: an invented article, and the rows that follow from it.

    Returns
    -------
    list of str
        Names of the files.

    Raises
    ------
    InvalidInputError
        If the folder has anything in it, or is not a folder.
    BuildError
        If a file cannot be written; in this case none is.
    """
    root = _empty(folder)
    tables: dict[TableName, list[dict[str, Any]]] = {name: [] for name in AUTHORED}
    tables["vocabulary"] = list(general_vocabulary())
    tables["countries"] = [dict(row) for row in shipped()["countries"]]
    tables["loaded_terms"] = [dict(row) for row in shipped()["loaded_terms"]]
    tables["places"] = [dict.fromkeys(table_schema("places").columns) | UNSPECIFIED]
    files = {
        "README.md": _readme(root),
        ".gitattributes": GITATTRIBUTES,
        ".gitignore": GITIGNORE,
    }
    described = _description(root.name, title, start, end)
    if example:
        from .example import ARTICLE, ARTICLE_FILE, PERIOD, example_rows

        described["temporal"] = PERIOD
        files[ARTICLE_FILE] = ARTICLE
        for name, rows in example_rows().items():
            tables[name] += rows
    files[f"schemas/{MANIFEST}"] = json.dumps(described, ensure_ascii=False, indent=2) + "\n"
    for name in AUTHORED:
        rows = sorted(tables[name], key=partial(sort_key, name))
        files[f"data/{name}.csv"] = csv_text(table_schema(name).columns, rows)
    write_all({root / name: text.encode() for name, text in files.items()}, lambda *_: None)
    return list(files)


def _empty(folder: Path) -> Path:
    try:
        if not str(folder).strip() or "\0" in str(folder):
            raise InvalidInputError(f"{shown(str(folder))} is not a name of a folder.")
        if folder.exists() and not folder.is_dir():
            raise InvalidInputError(f"{folder} is a file: give a folder that does not exist yet.")
        if folder.is_dir() and not all(map(_is_of_git, folder.iterdir())):
            raise InvalidInputError(
                f"{folder} is not empty: give a folder that is empty or does not exist yet."
            )
        root = folder.resolve()
        if not re.search(r"\w", root.name):
            raise InvalidInputError(f"{folder} has no name to call the dataset after.")
    except OSError as error:
        raise InvalidInputError(f"{folder} cannot be used: {error.strerror}.") from None
    return root


def _is_of_git(path: Path) -> bool:
    return path.name == ".git" and path.is_dir()


def general_vocabulary() -> Iterator[dict[str, Any]]:
    """Yield the rows of the vocabulary that suit any crisis."""
    left_out = _NOT_GENERAL["counted_unit"]
    for row in shipped()["vocabulary"]:
        if row["value"] in _NOT_GENERAL.get(row["list"], ()):
            continue
        if row["list"] == "agency" and row["value"] not in _AGENCIES:
            continue
        units = [unit for unit in split_list(row["units"]) if unit not in left_out]
        definition = _REWORDED.get((row["list"], row["value"]), row["definition"])
        yield {**row, "definition": definition, "units": "; ".join(units) or None}


def _description(
    name: str, title: str | None, start: dt.date | None, end: dt.date | None
) -> dict[str, Any]:
    year = dt.date.today().year
    described = {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": re.sub(r"[^a-z0-9._-]+", "_", name.casefold()).strip("_") or "crisis",
        "title": title or f"{TODO}: the title of the dataset",
        "description": f"{TODO}: one sentence on what the dataset contains",
        "version": "0.1.0.dev0",
        "licenses": [{"name": f"{TODO}: the licence of the data, such as CC-BY-4.0"}],
        "contributors": [{"title": f"{TODO}: who makes the dataset", "roles": ["creator"]}],
        "keywords": ["event data", "provenance", "timeline"],
        "temporal": {
            "start": str(start or dt.date(end.year if end else year, 1, 1)),
            "end": str(end or dt.date(start.year if start else year, 12, 31)),
        },
    }
    try:
        check_description(described)
    except ValueError as error:
        raise InvalidInputError(f"the dataset cannot be described so: {error}.") from None
    return described


def unfilled(described: Mapping[str, Any]) -> list[str]:
    """Name the properties of a description that are still to be filled in."""
    return [name for name, value in described.items() if f'"{TODO}' in json.dumps(value)]


def _readme(root: Path) -> str:
    add, actor, place, country, build, validate, release = (
        command_for(root / "data", words)
        for words in (
            *("new --from FILE", "new actor", "new place", "new country"),
            *("build", "validate", "release 0.1.0"),
        )
    )
    return f"""# A dataset of events, figures and sources

1. Fill in `schemas/{MANIFEST}`: title, description, contributors, licence, and as `temporal` the
   first and last day of the crisis. Records outside these days are `background`.
2. Add the actors and places, one at a time with {actor}
   and {place}, or together with
   {add}, where FILE is YAML or JSON. The states that are parties
   to the dispute, and their bodies and officials, have `party` = `yes`: it decides which documents
   count as independent. Countries that are missing are added with {country}.
3. Add the topics and measures of this crisis to `data/vocabulary.csv`.
4. Add one document at a time, with the records that it supports:
   {add}. Keep what you read in `articles/`, which git leaves out.
5. Check with {validate}. Then {build} writes everything else.
6. Release a version with {release}.
"""
