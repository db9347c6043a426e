"""What a writer of a format gets, and what it says of its file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from ..citation.cite import cite
from ..dataset import Dataset
from ..dataset.description import data_licence
from ..dataset.manifest import released_on
from ..errors import InvalidInputError
from .selection import WANTED, whole_table
from .sheets import Sheet


@dataclass(frozen=True, slots=True)
class Job:
    """An export in progress.

    Parameters
    ----------
    dataset : Dataset
        The dataset.
    sheets : sequence of Sheet
        What is exported.
    file : pathlib.Path
        The file to write.
    suffix : str
        The suffix of the file that it will become.
    data : object
        What the caller selected.
    """

    dataset: Dataset
    sheets: Sequence[Sheet]
    file: Path
    suffix: str
    data: Any

    @property
    def is_all(self) -> bool:
        """Whether the whole dataset is exported."""
        return self.data is None

    def records(self) -> Sequence[Sheet]:
        """Return the tables whose rows become entries: for the whole dataset, the timeline."""
        return [whole_table(self.dataset, "timeline")] if self.is_all else self.sheets

    def only_sheet(self, format_: str) -> Sheet:
        """Return the only table; raise an error if there are several."""
        if len(self.sheets) == 1:
            return self.sheets[0]
        names = ", ".join(sheet.name for sheet in self.sheets)
        raise InvalidInputError(
            f"a file of the format {format_} holds one table, not {len(self.sheets)} ({names}). "
            f"Export one of them, such as timeline (events and figures in one table), or use "
            f"xlsx, sqlite or json. {WANTED}"
        )


class Written(NamedTuple):
    """What a file contains, in numbers and in words."""

    n: int
    noun: str
    left_out: int = 0
    why: str = ""

    def __str__(self) -> str:
        """Return the words, such as ``12 entries; 3 rows without a day left out``."""
        rest = f"; {self.left_out:,} {self.why}" if self.left_out else ""
        return f"{counted(self.n, self.noun)}{rest}"


def counted(number: int, noun: str) -> str:
    """Write a number with its noun.

    Examples
    --------
    >>> counted(1, "entry"), counted(1200, "entry")
    ('1 entry', '1,200 entries')
    """
    if number == 1:
        return f"1 {noun}"
    return f"{number:,} {noun[:-1]}ies" if noun.endswith("y") else f"{number:,} {noun}s"


def facts_of(dataset: Dataset) -> Mapping[str, str]:
    """Return name, title, version, licence and so on; empty for a dataset without a manifest."""
    try:
        manifest = dataset.manifest
    except InvalidInputError:
        return {}
    released = released_on(manifest)
    return {
        "name": manifest["name"],
        "title": manifest["title"],
        "description": manifest["description"],
        "version": manifest["version"],
        **({"released": str(released)} if released else {}),
        "licence": data_licence(manifest),
        "citation": cite(dataset),
    }
