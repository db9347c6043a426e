"""The allowed values of the filters and columns."""

from __future__ import annotations

from dataclasses import replace

from ..dataset import Dataset
from ..dataset.table_schema import table_schema
from ..errors import option
from ..names import Names
from ..parsing.words import as_list
from .answers import Selected, framed
from .filters import Selection


@framed
def vocabulary(dataset: Dataset, name: Names | None = None) -> Selected:
    """List the allowed values of columns and filters, with labels and definitions.

    Parameters
    ----------
    name : str or list of str, optional
        Names of vocabulary lists, such as ``"measure"``; None for all lists.

    Returns
    -------
    pandas.DataFrame
        One row per value: ``list``, ``value``, ``label``, ``definition``, and those of the other
        columns of ``describe("vocabulary")`` that the lists use, with a RangeIndex.

    Raises
    ------
    UnknownValueError
        If there is no such list.

    Examples
    --------
    >>> import migrant_crisis_2021 as mc
    >>> mc.vocabulary("stance")["value"].tolist()
    ['asserts', 'denies', 'questions']
    """
    found = Selection(dataset, "vocabulary")
    if name is not None:
        lists = dataset.lists.lists()
        found.among("list", [option("vocabulary list", one, lists) for one in as_list(name)])
    answer = found.answer()
    columns = table_schema("vocabulary").columns
    used = [one for one in columns if any(cell is not None for cell in answer.column(one))]
    return replace(answer, only=tuple(used))
