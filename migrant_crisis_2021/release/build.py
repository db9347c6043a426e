"""The build: authored CSV files, checked, become Parquet twins, the timeline and the manifest."""

from __future__ import annotations

import datetime as dt
import json
import os
import re
import tempfile
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..dataset.csv_files import Row, csv_text, read_tables
from ..dataset.description import description
from ..dataset.folders import read_bytes
from ..dataset.manifest import MANIFEST
from ..dataset.parquet_files import (
    content_hash,
    parquet_bytes,
    parquet_metadata,
    same_content,
    sort_key,
    to_arrow,
    written_by_running_pyarrow,
)
from ..errors import BuildError, DataIntegrityError
from ..metadata.citation_file import citation_file
from ..metadata.codebook import codebook_page
from ..metadata.datapackage import manifest_text
from ..names import AUTHORED, BUILD, TABLES, TableName
from ..validation.validate import check_frames
from .timeline import timeline_rows

if TYPE_CHECKING:
    import pyarrow as pa

_RELEASE = re.compile(r"^## (\d+\.\d+\.\d+) \((\d{4}-\d{2}-\d{2})\)", re.MULTILINE | re.ASCII)
_STAGED = ".part"  # what the name of a file ends in that is not yet in its place
_SHOWN = 50


@dataclass(frozen=True)
class Checkout:
    """A checkout of the project: where the data is authored, and of which release."""

    root: Path

    @property
    def data(self) -> Path:
        """The folder of the dataset."""
        return self.root / "data"

    @cached_property
    def description(self) -> dict[str, Any]:
        """What is said about the dataset as a whole; as the table schemas, that of the code."""
        return description()

    @cached_property
    def version(self) -> str:
        """The version, which stands once, in pyproject.toml."""
        text = self._text("pyproject.toml")
        try:
            return str(tomllib.loads(text)["project"]["version"])
        except tomllib.TOMLDecodeError as error:
            raise BuildError(f"pyproject.toml cannot be read as TOML: {error}.") from None
        except (KeyError, TypeError):
            raise BuildError(
                'pyproject.toml has no version: give one as `version = "1.2.3"` under [project].'
            ) from None

    @cached_property
    def released_on(self) -> str:
        """The release date, which stands once, in the CHANGELOG."""
        releases = _RELEASE.findall(self._text("CHANGELOG.md"))
        days = [day for version, day in releases if version == self.version]
        heading = f"`## {self.version} (YYYY-MM-DD)`"
        if len(days) != 1:
            found = "no heading" if not days else f"{len(days)} headings"
            raise BuildError(
                f"CHANGELOG.md has {found} for version {self.version}: have one, {heading}."
            )
        try:
            return dt.date.fromisoformat(days[0]).isoformat()
        except ValueError:
            raise BuildError(
                f"CHANGELOG.md gives {days[0]} for version {self.version}, which is no day: "
                f"write {heading}."
            ) from None

    def _text(self, name: str) -> str:
        content = read_bytes(self.root / name, "Restore it.")
        try:
            return content.decode("utf-8")
        except UnicodeDecodeError:
            raise BuildError(f"{name} is not UTF-8: save it as UTF-8.") from None


def find_checkout(data: Path) -> Checkout:
    """Return the checkout that a data folder belongs to.

    Raises
    ------
    BuildError
        If the folder is that of an installed package, where nothing is authored.
    """
    root = data.resolve().parent
    if not (root / "pyproject.toml").is_file() or not (root / "CHANGELOG.md").is_file():
        raise BuildError(
            f"{data} does not belong to a checkout, so there is nothing to build: "
            "clone the project and run the command there."
        )
    return Checkout(root)


def build(checkout: Checkout) -> list[str]:
    """Check the authored tables and write all files that follow from them.

    Returns
    -------
    list of str
        Names of the files that changed.

    Raises
    ------
    BuildError
        If a table cannot be read, a rule does not hold, or a file cannot be written, as on a
        full disk; then no file is touched.
    """
    files = render(checkout)
    changed = [name for name, content in files.items() if _read(checkout.root / name) != content]
    # The manifest goes last: until it is there, every reader refuses the mixture.
    changed.sort(key=lambda name: name.endswith(MANIFEST))
    _write({checkout.root / name: files[name] for name in changed})
    return changed


def out_of_date(checkout: Checkout) -> list[str]:
    """Compare the files with what the authored tables give, without writing.

    Returns
    -------
    list of str
        One line a file that differs, with the reason; empty if all is up to date.

    Raises
    ------
    BuildError
        If a table cannot be read or a rule does not hold.
    """
    files = render(checkout)
    reasons = [f"{name} does not belong here: remove it." for name in _strays(checkout, files)]
    for name, content in files.items():
        found = _read(checkout.root / name)
        if found is None:
            reasons.append(f"{name} is missing: run {BUILD}.")
        elif found != content:
            reasons.append(f"{name} {_reason(name)}: run {BUILD}.")
    return reasons


def _strays(checkout: Checkout, files: Mapping[str, bytes]) -> Iterator[str]:
    """Name tables that are none, and what a build left that was killed."""
    for folder in dict.fromkeys((checkout.root / name).parent for name in files):
        for file in sorted(folder.iterdir()) if folder.is_dir() else ():
            place = file.relative_to(checkout.root).as_posix()
            is_table = folder == checkout.data and file.suffix in (".csv", ".parquet")
            if file.suffix == _STAGED or (is_table and place not in files):
                yield place


def _reason(name: str) -> str:
    if name.endswith(MANIFEST):
        return "does not describe the files as they are"
    if name in {f"data/{table}.csv" for table in AUTHORED}:
        return "is not sorted by its key or not written in the plainest form"
    return "does not follow from the authored tables"


def render(checkout: Checkout) -> dict[str, bytes]:
    """Return the content of every generated or normalised file by its path in the checkout."""
    tables = _authored(checkout.data)
    tables["timeline"] = timeline_rows(tables)
    arrow: dict[TableName, pa.Table] = {n: to_arrow(n, tables[n]) for n in TABLES}
    report = check_frames(arrow, described=checkout.description)
    if not report.ok:
        raise BuildError(f"the tables do not hold, nothing was written:\n{report}")
    files: dict[str, bytes] = {}
    for name in TABLES:
        files[f"{name}.csv"] = csv_text(name, tables[name]).encode()
        files[f"{name}.parquet"] = _parquet(checkout, name, arrow[name])
    manifest = manifest_text(
        checkout.description, checkout.version, checkout.released_on, files, arrow
    )
    files[MANIFEST] = manifest.encode()
    placed = {f"data/{name}": content for name, content in files.items()}
    return {
        "CITATION.cff": citation_file(json.loads(manifest)).encode(),
        "docs/codebook.md": codebook_page(arrow["vocabulary"]).encode(),
        **placed,
    }


def _authored(data: Path) -> dict[str, list[Row]]:
    """Read all authored tables, sorted by key."""
    try:
        tables = read_tables(data, AUTHORED)
    except DataIntegrityError as error:
        raise BuildError(f"nothing was written: {error}") from None
    return {name: sorted(rows, key=partial(sort_key, name)) for name, rows in tables.items()}


def _parquet(checkout: Checkout, name: str, table: pa.Table) -> bytes:
    """Write a table; keep the file of another pyarrow if it already holds the same."""
    content = content_hash(table)
    metadata = parquet_metadata(checkout.description, name, checkout.version, content)
    file = checkout.data / f"{name}.parquet"
    if same_content(file, table, metadata) and not written_by_running_pyarrow(file):
        return file.read_bytes()
    return parquet_bytes(table, metadata)


def _read(file: Path) -> bytes | None:
    is_there = os.path.exists(file)  # noqa: PTH110 (this one never raises)
    return read_bytes(file, "Remove it, and build again.") if is_there else None


def _write(files: Mapping[Path, bytes]) -> None:
    """Write all files or none: first beside their places, then into them, in their order.

    A reader sees the old or the new file, never half of one.
    """
    staged: dict[Path, Path] = {}
    try:
        for file, content in files.items():
            staged[_stage(file, content)] = file
        for temporary, file in staged.items():
            temporary.replace(file)
    except OSError as error:
        raise BuildError(
            f"{file} cannot be written: {error.strerror}. Make room, or get leave to write there, "
            "and build again."
        ) from None
    finally:
        for temporary in staged:
            temporary.unlink(missing_ok=True)


def _stage(file: Path, content: bytes) -> Path:
    """Write a file beside its place, whole or not at all."""
    file.parent.mkdir(exist_ok=True)
    handle, name = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name}.", suffix=_STAGED)
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as out:
            out.write(content)
        temporary.chmod(0o644)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    return temporary
