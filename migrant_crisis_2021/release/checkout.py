"""A checkout of the project: its data folder, version and release date."""

from __future__ import annotations

import datetime as dt
import re
import tomllib
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from ..dataset.description import read_description
from ..dataset.folders import folder
from ..dataset.manifest import MANIFEST
from ..dataset.table_schema import schema_bytes
from ..errors import BuildError
from ..names import TABLES
from .inputs import Inputs

_RELEASE = re.compile(r"^## (\d+\.\d+\.\d+) \((\d{4}-\d{2}-\d{2})\)", re.MULTILINE | re.ASCII)


@dataclass(frozen=True)
class Checkout:
    """A checkout of the project: its data folder, version and release date."""

    root: Path
    inputs: Inputs = field(default_factory=Inputs, compare=False, repr=False)

    @property
    def data(self) -> Path:
        """The folder of the dataset."""
        return self.root / "data"

    @cached_property
    def description(self) -> dict[str, Any]:
        """The description of the dataset."""
        return read_description(folder("schemas") / MANIFEST, self.inputs.read)

    @cached_property
    def version(self) -> str:
        """The version; pyproject.toml is the only place that states it."""
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
        """The release date; the CHANGELOG is the only place that states it."""
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
                f"CHANGELOG.md gives {days[0]} for version {self.version}, which is not a day: "
                f"write {heading}."
            ) from None

    def keep_schemas(self) -> None:
        """Add the schemas to the inputs; they are read once a process, by whoever asks first."""
        for table in TABLES:
            self.inputs.keep(folder("schemas") / f"{table}.json", schema_bytes(table))

    def _text(self, name: str) -> str:
        content = self.inputs.read(self.root / name, "Restore it.")
        try:
            return content.decode("utf-8")
        except UnicodeDecodeError:
            raise BuildError(f"{name} is not UTF-8: save it as UTF-8.") from None


def find_checkout(data: Path) -> Checkout:
    """Return the checkout that contains a data folder.

    Raises
    ------
    BuildError
        If the folder belongs to an installed package, which cannot be built.
    """
    root = data.resolve().parent
    if not (root / "pyproject.toml").is_file() or not (root / "CHANGELOG.md").is_file():
        raise BuildError(
            f"{data} does not belong to a checkout, so there is nothing to build: "
            "clone the project and run the command there."
        )
    return Checkout(root)
