"""Start the folder of another dataset: empty tables, general vocabulary, an open description."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Any

from ..dataset import shipped
from ..dataset.csv_files import csv_text
from ..dataset.description import check_description
from ..dataset.folders import MANIFEST
from ..dataset.parquet_files import sort_key
from ..dataset.table_schema import table_schema
from ..errors import InvalidInputError, shown
from ..names import AUTHORED, COMMAND, TableName
from ..parsing.versions import release_of
from .checkout import CHANGELOG, UNRELEASED
from .general_vocabulary import general_loaded_terms, general_vocabulary
from .write import write_all

TODO = "TODO"
"""How a text begins that is still to be filled in; a release must not have any."""

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
# Files for `new --from` have the words of those passages.
/*.yaml
/*.yml
/*.json
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
    borders: bool = False,
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
    borders : bool, default False
        Whether the vocabulary has the values for people who cross borders.
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
    described = _description(root.name, title, start, end)
    tables: dict[TableName, list[dict[str, Any]]] = {name: [] for name in AUTHORED}
    tables["vocabulary"] = list(general_vocabulary(borders=borders))
    tables["countries"] = [dict(row) for row in shipped()["countries"]]
    tables["loaded_terms"] = list(general_loaded_terms())
    tables["places"] = [dict.fromkeys(table_schema("places").columns) | UNSPECIFIED]
    files = {
        "README.md": _readme(title),
        CHANGELOG: _changelog(described),
        ".gitattributes": GITATTRIBUTES,
        ".gitignore": GITIGNORE,
    }
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


def _changelog(described: Mapping[str, Any]) -> str:
    version = release_of(str(described["version"]))
    return f"# Changelog\n\n## {version} ({UNRELEASED})\n\nThe first release.\n"


def _readme(title: str | None) -> str:
    def command(words: str) -> str:
        return f"`{COMMAND} --data . {words}`"

    return f"""# {title or "A dataset of events, figures and sources"}

Events, figures and statements with the documents that support them. Run the commands in this
folder.

1. Fill in `schemas/{MANIFEST}`: title, description, contributors, licence, and as `temporal` the
   first and last day of the crisis. Records outside these days are `background`.
2. Add the actors and places, one at a time with {command("new actor")} and
   {command("new place")}, or together with
   {command("new --from FILE")}, where FILE is YAML or JSON.
   Countries that are missing are added with {command("new country")}.
3. Say who the parties are: actors with `party` = `yes`. A party may be a state, an armed group, a
   movement, a union or a company; those who belong to it or speak for it, also newspapers of its
   own, have `party` = `yes` and its id as `affiliation`. What only one party publishes, as a state
   or under the name of such an actor, is never of high confidence. As long as no actor is a party,
   every state counts as one; add a state that is none with `party` = `no`.
4. Add the types of event, measures and topics that this crisis needs with
   {command("new vocabulary")}, or at the start of a FILE.
   {command("vocabulary")} lists those that there are.
5. Add one document at a time, with the records that it supports:
   {command("new --from FILE")}. Keep what you read, and each FILE, in `articles/`,
   which git leaves out.
6. Check with {command("validate")}. Then {command("build")}
   writes everything else.
7. Release a version with {command("release 0.1.0")}, and say in
   `{CHANGELOG}` what it changes.
"""
