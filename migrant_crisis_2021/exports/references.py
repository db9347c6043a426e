"""Reference lists, in the styles that reference managers read."""

from __future__ import annotations

from collections.abc import Callable

from ..citation.cite import cite
from ..citation.selection import select
from ..dataset import Dataset
from ..errors import InvalidInputError
from ..frames.tables import table
from ..names import Style
from .job import Job, Written


def writer(style: Style) -> Callable[[Job], Written]:
    """Return the writer of a citation style."""

    def write(job: Job) -> Written:
        """Write what `cite` returns; for the whole dataset or tables, all their documents."""
        given = job.data
        if all(sheet.is_whole for sheet in job.sheets):
            given = _documents(job.dataset, job)
            if not given:
                raise InvalidInputError(
                    "there is nothing to cite: no documents stand behind what is exported. Add "
                    "documents and records, or export other tables."
                )
        text = cite(job.dataset, given, style).rstrip("\n")
        job.file.write_text(text + "\n", encoding="utf-8", newline="\n")
        selected = select(job.dataset, given)
        return Written(len(selected.records) + len(selected.sources) + 1, "reference")

    return write


def _documents(dataset: Dataset, job: Job) -> list[str]:
    """Return the ids of the documents behind whole tables."""
    if job.is_all:
        return list(dataset["sources"].by_id)
    found: dict[str, None] = {}
    for sheet in job.sheets:
        if sheet.table and len(dataset[sheet.table]):
            frame = table(dataset, sheet.table, "pyarrow")
            found |= dict.fromkeys(select(dataset, frame).sources)
    return list(found)
