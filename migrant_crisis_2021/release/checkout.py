"""The folder of a dataset that people edit: its tables, description, version and release date."""

from __future__ import annotations

import datetime as dt
import re
import tomllib
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from ..dataset.description import read_description
from ..dataset.folders import MANIFEST, as_typed, command_for, folder
from ..dataset.table_schema import schema_bytes
from ..errors import BuildError, InvalidInputError, shown
from ..names import COMMAND, TABLES
from ..parsing.versions import is_in_preparation, release_of
from .inputs import Inputs

DESCRIPTION = f"schemas/{MANIFEST}"
"""The authored description of a dataset, in its folder."""

PYPROJECT, CHANGELOG = "pyproject.toml", "CHANGELOG.md"
"""Where a Python project states the version of its dataset, and the day of the release."""

UNRELEASED = "unreleased"
HEADING = re.compile(
    rf"^## (\d+\.\d+\.\d+) \((\d{{4}}-\d{{2}}-\d{{2}}|{UNRELEASED})\)", re.MULTILINE | re.ASCII
)
"""A heading of the changelog: the version, and its day."""


@dataclass(frozen=True)
class Checkout:
    """The folder of a dataset: ``data`` with its tables, and ``schemas`` with its description.

    The description states the version and the day of the release. A Python project states them in
    ``pyproject.toml`` and ``CHANGELOG.md`` instead.
    """

    root: Path
    inputs: Inputs = field(default_factory=Inputs, compare=False, repr=False)

    @property
    def data(self) -> Path:
        """The folder of the tables."""
        return self.root / "data"

    @property
    def build_command(self) -> str:
        """The command that builds this dataset."""
        return command_for(self.data, "build")

    @cached_property
    def description(self) -> dict[str, Any]:
        """The description of the dataset."""
        return read_description(self.root / DESCRIPTION, self.inputs.read)

    @property
    def states_version(self) -> bool:
        """Whether the description states the version, and no Python project."""
        return "version" in self.description

    @cached_property
    def version(self) -> str:
        """The version, which is stated in only one place."""
        if self.states_version:
            return str(self.description["version"])
        if not (self.root / "pyproject.toml").is_file():
            raise BuildError(
                f"{as_typed(self.root / DESCRIPTION)} has no version, and there is no "
                'pyproject.toml: add `"version": "0.1.0.dev0"` to the description.'
            )
        text = self.text(PYPROJECT)
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

    @property
    def where_to_prepare(self) -> str:
        """Where the version of the next release is set, for a message."""
        if self.states_version:
            return f"as `version` in {as_typed(self.root / DESCRIPTION)}, and remove `created`"
        return f"in {PYPROJECT}, and its heading with ({UNRELEASED}) in {CHANGELOG}"

    @cached_property
    def released_on(self) -> dt.date | None:
        """The day of the release; None for a version in preparation."""
        if self.states_version:
            day = self.description.get("created")
            return None if day is None else dt.date.fromisoformat(day)
        return self._in_changelog()

    def _in_changelog(self) -> dt.date | None:
        headings = HEADING.findall(self.text(CHANGELOG))
        days = [day for version, day in headings if version == self.release]
        in_preparation = is_in_preparation(self.version)
        heading = f"`## {self.release} ({UNRELEASED if in_preparation else 'YYYY-MM-DD'})`"
        if len(days) != 1:
            found = "no heading" if not days else f"{len(days)} headings"
            raise BuildError(
                f"CHANGELOG.md has {found} for version {self.version}: "
                f"it needs exactly one, {heading}."
            )
        given = f"CHANGELOG.md gives {days[0]} for version {self.version}"
        if in_preparation:
            if days[0] != UNRELEASED:
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

    def text(self, name: str) -> str:
        """Read a file of the folder as text."""
        content = self.inputs.read(self.root / name, "Restore it.")
        try:
            return content.decode("utf-8")
        except UnicodeDecodeError:
            raise BuildError(f"{name} is not UTF-8: save it as UTF-8.") from None


def find_checkout(data: Path) -> Checkout:
    """Return the folder of the dataset whose tables are in a folder.

    Raises
    ------
    BuildError
        If the folder has no description beside it, as in an installed package.
    """
    tables = data.resolve()
    if tables.name == "data" and (tables.parent / DESCRIPTION).is_file():
        return Checkout(tables.parent)
    if (tables / "data").is_dir() and (tables / DESCRIPTION).is_file():
        return Checkout(tables)
    raise BuildError(
        f"{shown(str(data))} is not the folder of a dataset that can be built: it has no folder "
        f"data/ with {DESCRIPTION} beside it. Run the command in a clone of the project, or make "
        f"the folder of another dataset with `{COMMAND} init DIR`."
    )


def checkout_if_any(data: Path) -> Checkout | None:
    """Return the folder of the dataset whose tables are in a folder; None if it is not built."""
    try:
        return find_checkout(data)
    except BuildError:
        return None
