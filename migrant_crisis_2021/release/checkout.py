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
from ..errors import BuildError, InvalidInputError
from ..names import TABLES
from ..parsing.versions import is_in_preparation, release_of
from .inputs import Inputs

_UNRELEASED = "unreleased"
_RELEASE = re.compile(
    rf"^## (\d+\.\d+\.\d+) \((\d{{4}}-\d{{2}}-\d{{2}}|{_UNRELEASED})\)", re.MULTILINE | re.ASCII
)


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

    @property
    def release(self) -> str:
        """The release that the version is or, as 0.4.0.dev0, prepares."""
        try:
            return release_of(self.version)
        except InvalidInputError as error:
            raise BuildError(f"pyproject.toml: {error}") from None

    @cached_property
    def released_on(self) -> dt.date | None:
        """The release date, which only the CHANGELOG states; None for a version in preparation."""
        headings = _RELEASE.findall(self._text("CHANGELOG.md"))
        days = [day for version, day in headings if version == self.release]
        in_preparation = is_in_preparation(self.version)
        heading = f"`## {self.release} ({_UNRELEASED if in_preparation else 'YYYY-MM-DD'})`"
        if len(days) != 1:
            found = "no heading" if not days else f"{len(days)} headings"
            raise BuildError(
                f"CHANGELOG.md has {found} for version {self.version}: "
                f"it needs exactly one, {heading}."
            )
        given = f"CHANGELOG.md gives {days[0]} for version {self.version}"
        if in_preparation:
            if days[0] != _UNRELEASED:
                raise BuildError(f"{given}, which is in preparation: write {heading}.")
            return None
        try:
            return dt.date.fromisoformat(days[0])
        except ValueError:
            raise BuildError(f"{given}, which is not a day: write {heading}.") from None

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
