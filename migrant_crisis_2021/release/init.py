"""Start the folder of another dataset: empty tables, general vocabulary, an open description."""

from __future__ import annotations

import contextlib
import datetime as dt
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from ..dataset import Dataset
from ..dataset.csv_files import csv_text
from ..dataset.description import TODO, check_description
from ..dataset.folders import MANIFEST
from ..dataset.parquet_files import sort_key
from ..dataset.table_schema import table_schema
from ..errors import Advice, InvalidInputError, shown
from ..names import AUTHORED, COMMAND, DISTRIBUTION, TableName
from ..parsing.versions import release_of
from .checkout import CHANGELOG, UNRELEASED
from .general_vocabulary import general_loaded_terms, general_vocabulary
from .write import write_all

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
_ONE_PERIOD = Advice(
    "Leave out start and end, or example.", "Leave out --start and --end, or --example."
)
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
    description: str | None = None,
    creators: Sequence[str] = (),
    licence: str | None = None,
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
    title, description : str, optional
        The title of the dataset, and one sentence on what it contains.
    creators : sequence of str, optional
        Who makes the dataset.
    licence : str, optional
        The licence of the data: its SPDX identifier, such as ``"CC-BY-4.0"``, or another name
        without spaces.
    start, end : datetime.date, optional
        The first and last day of the crisis; by default, those of the current year. The example
        has its own.
    borders : bool, default False
        Whether the vocabulary has the values for people who cross borders.
    example : bool, default False
        Whether to add a worked example: an invented article, the file that codes it, and its rows.

    Returns
    -------
    list of str
        Names of the files.

    Raises
    ------
    InvalidInputError
        If the folder has anything in it, or is not a folder; if the description is wrong, or a
        period is given beside the example.
    BuildError
        If a file cannot be written; in this case none is, and no folder is made.
    """
    root = _empty(folder)
    told = {"title": title, "description": description, "licence": licence}
    described = _description(root.name, told, creators, start, end)
    tables: dict[TableName, list[dict[str, Any]]] = {name: [] for name in AUTHORED}
    tables["vocabulary"] = list(general_vocabulary(borders=borders))
    tables["loaded_terms"] = list(general_loaded_terms())
    tables["places"] = [dict.fromkeys(table_schema("places").columns) | UNSPECIFIED]
    files = {
        "README.md": _readme(title),
        CHANGELOG: _changelog(described),
        ".gitattributes": GITATTRIBUTES,
        ".gitignore": GITIGNORE,
    }
    if example:
        from .example import FILES, PERIOD, example_rows

        if start or end:
            period = " to ".join(PERIOD.values())
            raise InvalidInputError(f"the example covers {period}, no other days.", _ONE_PERIOD)
        described["temporal"] = PERIOD
        files |= FILES
        for name, rows in example_rows(Dataset.of(tables), described).items():
            tables[name] += rows
    files[f"schemas/{MANIFEST}"] = json.dumps(described, ensure_ascii=False, indent=2) + "\n"
    for name in AUTHORED:
        rows = sorted(tables[name], key=partial(sort_key, name))
        files[f"data/{name}.csv"] = csv_text(table_schema(name).columns, rows)
    contents = {root / name: text.encode() for name, text in files.items()}
    with _without_new_folders_on_failure(contents):
        write_all(contents, lambda *_: None)
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


@contextlib.contextmanager
def _without_new_folders_on_failure(files: Iterable[Path]) -> Iterator[None]:
    """Remove the folders that were made for files, if the block fails."""
    new = {folder for file in files for folder in file.parents if not folder.exists()}
    try:
        yield
    except BaseException:
        for folder in sorted(new, reverse=True):  # the inner ones first
            with contextlib.suppress(OSError):
                folder.rmdir()
        raise


def _is_of_git(path: Path) -> bool:
    return path.name == ".git" and path.is_dir()


def _description(
    name: str,
    told: Mapping[str, str | None],
    creators: Sequence[str],
    start: dt.date | None,
    end: dt.date | None,
) -> dict[str, Any]:
    """Describe the dataset; what nobody told is to be filled in."""
    year = dt.date.today().year
    people = creators or [f"{TODO}: who makes the dataset"]
    described = {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": re.sub(r"[^a-z0-9._-]+", "_", name.casefold()).strip("_") or "crisis",
        "title": told["title"] or f"{TODO}: the title of the dataset",
        "description": told["description"] or f"{TODO}: one sentence on what the dataset contains",
        "version": "0.1.0.dev0",
        "licenses": [
            {"name": told["licence"] or f"{TODO}: the licence of the data, such as CC-BY-4.0"}
        ],
        "contributors": [{"title": one, "roles": ["creator"]} for one in people],
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
    steps = (
        "new --template parties",
        "new --template document",
        "new --from articles/FILE.yaml",
        "build",
        "release 0.1.0",
    )
    commands = "\n".join(f"{COMMAND} --data . {step}" for step in steps)
    return f"""# {title or "A dataset of events, figures and sources"}

Events, figures and statements with the documents that support them. The dataset is described in
`schemas/{MANIFEST}`; `{CHANGELOG}` says what a version changes.

In this folder, these commands print a file to fill in for actors and places, and one for a
document; add the rows of a filled file; check and build; and release a version:

```sh
{commands}
```

The page "Code another crisis" explains each step: it is `docs/another-crisis.md` in the library
`{DISTRIBUTION}`.
"""
