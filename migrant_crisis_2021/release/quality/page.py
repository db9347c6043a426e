"""The page on quality, computed from the tables, as Markdown."""

from __future__ import annotations

from collections.abc import Iterator

from ...dataset import Dataset
from ...metadata.markdown import grid
from ...names import GENERATED
from .agreement import agreement, alike
from .content import content
from .counting import Cells, Section
from .documents import at_a_glance, documents
from .gaps import gaps
from .numbers import numbers, rivalries

_HEAD = f"""<!-- {GENERATED} -->

# Quality

What the tables say about themselves: where the records come from, how well they are supported, how
far two coders agree, where numbers contradict each other, and what is missing. All numbers are
computed from the data and cover active records of the crisis, not the background records.
"""

ALTERNATIVE = {
    "records-by-month": "Bars: records in each month, stacked by events, figures and positions",
    "sources-by-country": "Bars: documents by country of the publisher, coloured by whether the "
    "publisher or the agency whose text it reproduces is state-affiliated",
    "daily-coverage": "Strips: for each daily series, the days that have a reading",
}
"""What each chart shows, for those who do not see it."""


def quality_page(dataset: Dataset) -> str:
    """Write the page on quality."""
    sections = [
        *content(dataset),
        *documents(dataset),
        agreement(dataset),
        *numbers(dataset),
        gaps(dataset),
    ]
    lines = [_HEAD, *_glance(dataset), *(line for one in sections for line in _written(one))]
    return "\n".join(lines).rstrip() + "\n"


def _glance(dataset: Dataset) -> Iterator[str]:
    found = rivalries(dataset).values()
    conflicting = sum(one.exclude for one in found), sum(one.groups for one in found)
    rows: list[Cells] = [
        *at_a_glance(dataset),
        *alike(dataset),
        ("Groups of figures in which some exclude each other", "{} of {}".format(*conflicting)),
    ]
    yield "## At a glance\n"
    yield from grid(("what", "number"), rows)


def _written(section: Section) -> Iterator[str]:
    yield f"## {section.heading}\n"
    yield f"{section.text}\n"
    if section.chart:
        yield f"![{ALTERNATIVE[section.chart]}](charts/{section.chart}.svg)\n"
    for table in section.tables:
        if table.text:
            yield f"{table.text}\n"
        if table.rows:
            yield from grid(table.head, table.rows)
