"""The allowed values of the filters and columns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..dataset import Dataset
from ..errors import option
from ..frames.tables import table
from ..names import Names
from ..parsing.words import as_list

if TYPE_CHECKING:
    import pandas as pd


def vocabulary(dataset: Dataset, name: Names | None = None) -> pd.DataFrame:
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
    frame = table(dataset, "vocabulary")
    if name is not None:
        lists = dataset.lists.lists()
        wanted = [option("vocabulary list", one, lists) for one in as_list(name)]
        frame = frame[frame["list"].isin(wanted)].reset_index(drop=True)
    return frame.dropna(axis="columns", how="all")
