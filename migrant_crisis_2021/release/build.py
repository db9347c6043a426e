"""The build: check the authored CSV files and write Parquet files, timeline and manifest."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from ..dataset import Dataset
from ..dataset.csv_files import read_tables
from ..dataset.folders import as_typed
from ..dataset.lines import csv_bytes
from ..dataset.manifest import MANIFEST
from ..dataset.parquet_files import (
    columns_to_arrow,
    content_hash,
    parquet_bytes,
    parquet_metadata,
    same_content,
    sorted_by_key,
    to_arrow,
    written_by_running_pyarrow,
)
from ..dataset.staging import STAGED
from ..dataset.timeline import timeline_rows
from ..errors import BuildError, DataIntegrityError
from ..metadata.citation_file import citation_file
from ..metadata.codebook import codebook_page
from ..metadata.datapackage import data_package, manifest_text, metadata_files
from ..metadata.released import released_module
from ..metadata.row_types import row_types_module
from ..names import AUTHORED, GENERATED, TABLES, TableName
from ..parsing.versions import is_in_preparation
from ..validation.sieving import WORD_LISTS
from ..validation.validate import rule_facts, validate_dataset
from .checkout import CHANGELOG, DESCRIPTION, PYPROJECT, Checkout
from .init import unfilled
from .quality.page import quality_page
from .write import alone, read_if_there, remove_leftovers, write_all

if TYPE_CHECKING:
    import pyarrow as pa


PAGES = ("CITATION.cff", "docs/codebook.md")
"""The generated files of every dataset outside ``data/``."""

_LAST = ("data/releases.csv", f"data/{MANIFEST}")
_HEAD = 500  # bytes of a page that say who wrote it


def build(checkout: Checkout) -> list[str]:
    """Check the authored tables and write all files that are generated from them.

    Returns
    -------
    list of str
        Names of the files that changed.

    Raises
    ------
    BuildError
        If a table cannot be read, a rule is broken, somebody saves an input while the build runs,
        or a file cannot be written, as on a full disk. In this case no file is changed.
    """
    with alone(checkout.root):
        checkout = Checkout(checkout.root)  # reads everything anew and keeps what it read
        return write_changed(checkout, render(checkout))


def write_changed(checkout: Checkout, files: Mapping[str, bytes]) -> list[str]:
    """Write the files that are not as they should be, or none; return their names."""
    root = checkout.root
    changed = [name for name, content in files.items() if read_if_there(root / name) != content]
    # The manifest goes last: until then, readers reject the mixture of old and new files.
    # A release is in `releases` only when all else is there: interrupted, it can be run again.
    changed.sort(key=_place)
    remove_leftovers(root / name for name in (*files, PYPROJECT, CHANGELOG, DESCRIPTION))
    write_all({root / name: files[name] for name in changed}, checkout.inputs.check)
    return changed


def _place(name: str) -> int:
    return _LAST.index(name) if name in _LAST else -1


def out_of_date(checkout: Checkout) -> list[str]:
    """Compare the files with the result of a build, without writing.

    Returns
    -------
    list of str
        One line per file that differs, with the reason; empty if all files are up to date.

    Raises
    ------
    BuildError
        If a table cannot be read, a rule is broken, or somebody saves an input meanwhile.
    """
    checkout = Checkout(checkout.root)
    files = render(checkout)
    checkout.inputs.check()
    reasons = [f"{name} does not belong here: remove it." for name in _strays(checkout, files)]
    for name, content in files.items():
        found = read_if_there(checkout.root / name)
        if found is None:
            reasons.append(f"{name} is missing: run {checkout.build_command}.")
        elif found != content:
            reasons.append(f"{name} {_reason(name)}: run {checkout.build_command}.")
    return reasons


def _strays(checkout: Checkout, files: Mapping[str, bytes]) -> Iterator[str]:
    """Yield files that the build does not write, and leftovers of an interrupted build."""
    for folder in dict.fromkeys((checkout.root / name).parent for name in files):
        for file in sorted(folder.iterdir()) if folder.is_dir() else ():
            place = file.relative_to(checkout.root).as_posix()
            is_ours = folder == checkout.data and file.suffix in (".csv", ".parquet", ".json")
            if file.suffix == STAGED or (is_ours and place not in files):
                yield place


def _reason(name: str) -> str:
    if name.endswith(MANIFEST):
        return "does not describe the files as they are"
    if name in {f"data/{table}.csv" for table in AUTHORED}:
        return "is not sorted by its key or not written in the plainest form"
    return "does not follow from the authored tables"


def render(checkout: Checkout) -> dict[str, bytes]:
    """Return the content of every generated or normalised file by its path in the checkout."""
    checkout.keep_schemas()
    _refuse_unfilled(checkout)
    _refuse_foreign(checkout)
    arrow = _valid_tables(checkout)
    contents: dict[TableName, str] = {}
    files: dict[str, bytes] = {}
    for name in TABLES:
        contents[name] = content_hash(arrow[name])
        files[f"{name}.csv"] = csv_bytes(arrow[name])
        files[f"{name}.parquet"] = _parquet(checkout, name, arrow[name], contents[name])
    package = data_package(
        checkout.description, checkout.version, checkout.released_on, files, arrow, contents
    )
    metadata = metadata_files(package)
    manifest = manifest_text(package, metadata)
    files |= metadata
    files[MANIFEST] = manifest.encode()
    return {
        **_pages(checkout, Dataset.of(arrow), manifest),
        **{f"data/{name}": content for name, content in files.items()},
    }


def _valid_tables(checkout: Checkout) -> dict[TableName, pa.Table]:
    """Return the authored tables, sorted by key and checked, and the timeline derived from them."""
    import pyarrow as pa

    tables = _authored(checkout)
    _refuse_faults(checkout, tables)
    pa.default_memory_pool().release_unused()  # what the rules needed, before rows take its place
    tables["timeline"] = to_arrow("timeline", timeline_rows(Dataset.of(tables)))
    # Rule R45 would only derive it once more; the other rules look at it alone.
    _refuse_faults(checkout, {name: tables[name] for name in ("timeline", *WORD_LISTS)})
    return tables


def _authored(checkout: Checkout) -> dict[TableName, pa.Table]:
    """Read the authored tables, sorted by key."""
    try:
        read = read_tables(checkout.data, AUTHORED, checkout.inputs.read)
    except DataIntegrityError as error:
        raise BuildError(f"nothing was written: {error}") from None
    return {
        name: sorted_by_key(name, columns_to_arrow(name, columns)) for name, columns in read.items()
    }


def _refuse_faults(checkout: Checkout, tables: Mapping[TableName, pa.Table]) -> None:
    """Raise a BuildError if tables break rules."""
    dataset = Dataset.of(tables)
    dataset.home = checkout.data
    report = validate_dataset(dataset, described=checkout.description)
    if not report.ok:
        raise BuildError(f"the tables break rules, so nothing was written:\n{report}")


def _refuse_unfilled(checkout: Checkout) -> None:
    """Raise a BuildError if a release has parts of its description that `init` left open."""
    names = unfilled(checkout.description)
    if names and not is_in_preparation(checkout.version):
        raise BuildError(
            f"{as_typed(checkout.root / DESCRIPTION)} is still to be filled in: "
            f"{', '.join(names)}. Until then, let the version end with .dev0."
        )


def _refuse_foreign(checkout: Checkout) -> None:
    """Raise a BuildError if a page that the build would write is the work of somebody else."""
    for name in PAGES:
        content = read_if_there(checkout.root / name)
        if content is not None and GENERATED.encode() not in content[:_HEAD]:
            raise BuildError(
                f"{as_typed(checkout.root / name)} was not written by the build, which would "
                "replace it: move or remove it, and build again."
            )


def _pages(checkout: Checkout, dataset: Dataset, manifest: str) -> dict[str, bytes]:
    """Return the generated files outside ``data/``."""
    citation, codebook = PAGES
    pages = {
        citation: citation_file(json.loads(manifest)),
        codebook: codebook_page(dataset["vocabulary"], rule_facts()),
    }
    if (checkout.root / "migrant_crisis_2021").is_dir():  # absent if a checkout has only data
        pages["migrant_crisis_2021/dataset/row_types.py"] = row_types_module()
        pages["migrant_crisis_2021/dataset/released.py"] = released_module(manifest.encode())
        pages["docs/quality.md"] = quality_page(dataset)  # its charts are drawn only here
    return {name: text.encode() for name, text in pages.items()}


def _parquet(checkout: Checkout, name: str, table: pa.Table, content: str) -> bytes:
    """Write a table; keep a file by another pyarrow version if its content is the same."""
    metadata = parquet_metadata(checkout.description, name, checkout.version, content)
    file = checkout.data / f"{name}.parquet"
    if not written_by_running_pyarrow(file) and same_content(file, table, metadata):
        return file.read_bytes()
    return parquet_bytes(table, metadata)
