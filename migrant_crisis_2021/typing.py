"""Types of results and arguments, for annotations in your own code.

>>> from migrant_crisis_2021.typing import Record
>>> def titles(records: list[Record]) -> list[str]:
...     return [record.row["title"] for record in records]
"""

from __future__ import annotations

from .accessors.deaths import Deaths
from .accessors.record import Record
from .accessors.series import Wide
from .exports.export import Exported
from .interface import OpenedDataset
from .names import Engine, ExportFormat, FileFormat, Frequency, Match, Names, Style, TableName
from .parsing.dates import DateLike
from .validation.problems import Problem
from .validation.report import Report
from .verification.report import Check, Verification

__all__ = [
    "Check",
    "DateLike",
    "Deaths",
    "Engine",
    "ExportFormat",
    "Exported",
    "FileFormat",
    "Frequency",
    "Match",
    "Names",
    "OpenedDataset",
    "Problem",
    "Record",
    "Report",
    "Style",
    "TableName",
    "Verification",
    "Wide",
]
