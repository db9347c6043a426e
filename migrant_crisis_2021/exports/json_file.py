"""JSON: the rows of one table, or all tables with what is said of the dataset."""

from __future__ import annotations

import json
from typing import Any

from .job import Job, Written, facts_of
from .sheets import Sheet, plain_row


def write(job: Job) -> Written:
    """Write one table as an array of rows, several as an object with an array for each."""
    content: Any
    if len(job.sheets) == 1:
        content = _rows(job.sheets[0])
    else:
        tables = {sheet.name: _rows(sheet) for sheet in job.sheets}
        content = {"dataset": facts_of(job.dataset), "tables": tables}
    text = json.dumps(content, ensure_ascii=False, indent=1, allow_nan=False)
    job.file.write_text(text + "\n", encoding="utf-8", newline="\n")
    return Written(sum(len(sheet.rows) for sheet in job.sheets), "row")


def _rows(sheet: Sheet) -> list[dict[str, Any]]:
    return [plain_row(row, sheet.names) for row in sheet.rows]
