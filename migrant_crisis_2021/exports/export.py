"""Writing files for other programs."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from ..dataset import Dataset
from ..dataset.staging import destination, new_file
from ..errors import Advice, InvalidInputError
from ..names import ExportFormat
from ..printed import Printed
from . import (
    acled_like,
    csv_file,
    geojson,
    ics,
    json_file,
    references,
    sqlite,
    timelinejs,
    ucdp_like,
    xlsx,
)
from .formats import format_of
from .job import Job, Written
from .selection import select

if TYPE_CHECKING:
    from narwhals.typing import IntoDataFrame

_WRITERS: dict[ExportFormat, Callable[[Job], Written]] = {
    "csv": csv_file.write,
    "csv-excel": csv_file.write_for_excel,
    "json": json_file.write,
    "xlsx": xlsx.write,
    "sqlite": sqlite.write,
    "geojson": geojson.write,
    "timelinejs": timelinejs.write,
    "ics": ics.write,
    "bibtex": references.writer("bibtex"),
    "ris": references.writer("ris"),
    "csl-json": references.writer("csl-json"),
    "acled-like": acled_like.write,
    "ucdp-like": ucdp_like.write,
}


@dataclass(frozen=True, repr=False)
class Exported(Printed):
    """A file that was written. It can be used as a path.

    Parameters
    ----------
    path : pathlib.Path
        The file.
    format : str
        Its format.
    n : int
        The number of rows, features, entries or references in it.
    n_left_out : int
        The number of rows that lack what the format shows: those without a day, or of other records
        than events, are left out; those without coordinates are features without a geometry.
    summary : str
        Both in words.
    """

    path: Path
    format: ExportFormat
    n: int
    n_left_out: int
    summary: str

    def __str__(self) -> str:
        """Return the line that the command prints."""
        return f"wrote {self.path}: {self.summary}"

    def __fspath__(self) -> str:
        return str(self.path)


def export(
    dataset: Dataset,
    path: str | Path,
    data: str | Iterable[str] | IntoDataFrame | None = None,
    format: ExportFormat | None = None,  # noqa: A002
    *,
    force: bool = False,
) -> Exported:
    """Write a file for another program: a spreadsheet, a database, a map, a calendar and so on.

    Parameters
    ----------
    path : str or pathlib.Path
        The file to write, in a folder that exists.
    data : str, list of str, or frame, optional
        What to write: the name of a table or several; the id of a record or document or several;
        or a frame that a function of this library returned, which you may have filtered. By
        default the whole dataset.
    format : str, optional
        By default, what the suffix of `path` stands for.

        - ``csv`` (.csv): one table, UTF-8, an empty cell is null.
        - ``csv-excel``: the same for spreadsheets, after a byte order mark. A line of a text that
          begins like a formula has an apostrophe before it.
        - ``json`` (.json): the rows of a table or, for several, an object of tables.
        - ``xlsx`` (.xlsx): a workbook with a sheet for each table, after one that explains them.
        - ``sqlite`` (.sqlite, .sqlite3, .db): a database, with the keys of whole tables.
        - ``geojson`` (.geojson): events, figures or places as points. Features without
          coordinates have no geometry.
        - ``timelinejs`` (.html): a page with a timeline; if `path` ends in ``.json``, only the data
          for TimelineJS 3.
        - ``ics`` (.ics): a calendar of events, figures or positions. Rows without a day are left
          out.
        - ``bibtex`` (.bib), ``ris`` (.ris), ``csl-json``: references, as `cite` writes them.
        - ``acled-like``, ``ucdp-like``: a CSV file of events with the column names of ACLED or of
          UCDP GED, followed by columns of ours. A cell is empty where no document tells what theirs
          holds. Other records are left out.
    force : bool, default False
        Replace a file that exists.

    Returns
    -------
    Exported
        The path, the format and what was written; usable as a path.

    Raises
    ------
    UnknownValueError
        If the suffix, the format, a table or an id is unknown.
    InvalidInputError
        If the file exists, the folder does not, or the format cannot hold what was selected.
    MissingExtraError
        If the format needs a library that is not installed: xlsx and ics come with the extra
        ``export``.

    Notes
    -----
    The file is complete or not there: it is written next to its place and then moved. For geojson,
    timelinejs, ics, acled-like and ucdp-like, the whole dataset is the table ``timeline``.

    Examples
    --------
    >>> import tempfile
    >>> import migrant_crisis_2021 as mc
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     written = mc.export(f"{folder}/clashes.json", mc.events(event_type="clash"))
    >>> written.format, written.n > 0
    ('json', True)
    """
    file = _destination(path)
    known = format_of(file, format)
    with new_file(file, force) as temporary:
        sheets = select(dataset, data)
        job = Job(dataset, sheets, temporary, file.suffix.casefold(), data)
        written = _WRITERS[known](job)
    return Exported(file, known, written.n, written.left_out, str(written))


def _destination(path: object) -> Path:
    if str(path) == "-":
        raise InvalidInputError(
            "- is not a file name, and an export needs one.",
            Advice("", "`events --format csv`, for example, prints to standard output."),
        )
    return destination(path)
