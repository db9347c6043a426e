"""The build: authored CSV files, checked, become Parquet twins, the timeline and the manifest."""

from __future__ import annotations

import json
import os
import re
import tempfile
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING

from .citation.cff import citation_file
from .codebook import codebook_page
from .derived import timeline_rows
from .errors import BuildError, DataIntegrityError
from .manifest import MANIFEST
from .manifest_text import manifest_text
from .names import AUTHORED, TABLES, TableName
from .rows import Row, csv_text, read_tables
from .sealing import (
    content_hash,
    parquet_bytes,
    parquet_metadata,
    same_content,
    sort_key,
    to_arrow,
    written_by_running_pyarrow,
)
from .validation import check_frames

if TYPE_CHECKING:
    import pyarrow as pa

_RELEASE = re.compile(r"^## (\d+\.\d+\.\d+) \((\d{4}-\d{2}-\d{2})\)", re.MULTILINE)
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
    def version(self) -> str:
        """The version, which stands once, in pyproject.toml."""
        project = tomllib.loads((self.root / "pyproject.toml").read_text(encoding="utf-8"))
        return str(project["project"]["version"])

    @cached_property
    def released_on(self) -> str:
        """The release date, which stands once, in the CHANGELOG."""
        text = (self.root / "CHANGELOG.md").read_text(encoding="utf-8")
        dates: dict[str, str] = dict(_RELEASE.findall(text))
        if self.version not in dates:
            raise BuildError(
                f"CHANGELOG.md has no heading for version {self.version}: "
                f"add `## {self.version} (YYYY-MM-DD)`."
            )
        return dates[self.version]


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
        If a table cannot be read or a rule does not hold; then no file is touched.
    """
    files = render(checkout)
    changed = [name for name, content in files.items() if _read(checkout.root / name) != content]
    # The manifest goes last: until it is there, every reader refuses the mixture.
    for name in sorted(changed, key=lambda name: name.endswith(MANIFEST)):
        _write(checkout.root / name, files[name])
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
    reasons = [f"{name} belongs to no table: remove it." for name in _strays(checkout, files)]
    for name, content in files.items():
        found = _read(checkout.root / name)
        if found is None:
            reasons.append(f"{name} is missing: run `migrant-crisis-2021 build`.")
        elif found != content:
            reasons.append(f"{name} {_reason(name)}: run `migrant-crisis-2021 build`.")
    return reasons


def _strays(checkout: Checkout, files: Mapping[str, bytes]) -> Iterator[str]:
    tabular = (f for f in sorted(checkout.data.iterdir()) if f.suffix in (".csv", ".parquet"))
    return (f"data/{file.name}" for file in tabular if f"data/{file.name}" not in files)


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
    report = check_frames(arrow)
    if not report.ok:
        raise BuildError(f"the tables do not hold, nothing was written:\n{report}")
    files: dict[str, bytes] = {}
    for name in TABLES:
        files[f"{name}.csv"] = csv_text(name, tables[name]).encode()
        files[f"{name}.parquet"] = _parquet(checkout, name, arrow[name])
    manifest = manifest_text(checkout.version, checkout.released_on, files, arrow)
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
    metadata = parquet_metadata(name, checkout.version, content_hash(table))
    file = checkout.data / f"{name}.parquet"
    if same_content(file, table, metadata) and not written_by_running_pyarrow(file):
        return file.read_bytes()
    return parquet_bytes(table, metadata)


def _read(file: Path) -> bytes | None:
    return file.read_bytes() if file.is_file() else None


def _write(file: Path, content: bytes) -> None:
    """Replace a file in one step, so that a reader sees the old or the new one, never half."""
    file.parent.mkdir(exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name}.")
    try:
        with os.fdopen(handle, "wb") as out:
            out.write(content)
        Path(temporary).chmod(0o644)
        Path(temporary).replace(file)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
