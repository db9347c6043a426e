"""The charts of the page on quality, drawn from the rows of its tables."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, TypeAlias

from .theme import BLUE, GREY, INK, ORANGE, PALE, SKY, VERMILION, altair, styled

if TYPE_CHECKING:
    from altair import VConcatChart

Count: TypeAlias = "tuple[str, str, int]"
"""Two names, and how many there are of both."""

_COUNTRIES = 12
_WIDTH = 640
_AFFILIATIONS = {
    "state-affiliated publisher": VERMILION,
    "state-affiliated agency text": ORANGE,
    "not state-affiliated": BLUE,
    "unknown": PALE,
}
_TABLES = {"events": BLUE, "figures": SKY, "positions": ORANGE}
NOT_KNOWN, OTHERS = "not known", "other countries"


def records_by_month(rows: Iterable[Count], source: str) -> VConcatChart:
    """Draw how many records each month has, by table; rows of no month are left out."""
    alt = altair()
    values = [
        {"month": f"{month}-01", "table": table, "records": number}
        for month, table, number in rows
        if month[:4].isdigit()
    ]
    chart = (
        alt.Chart(alt.Data(values=values), width=_WIDTH, height=260)
        .mark_bar(binSpacing=2)
        .encode(
            x=alt.X("month:T", timeUnit="utcyearmonth", title=None).axis(
                format="%b %Y", grid=False, tickCount={"interval": "month", "step": 3}
            ),
            y=alt.Y("records:Q", title="records").axis(domain=False, ticks=False),
            color=_colours("table", _TABLES, orient="top-right"),
            order=alt.Order("table:N"),
        )
    )
    what = "Active records of the crisis, by the month of their own day"
    return _finished(chart, "Records by month", what, source)


def sources_by_country(rows: Iterable[Count], source: str) -> VConcatChart:
    """Draw how many documents come from which country, by state affiliation."""
    alt = altair()
    merged, order = _largest(list(rows))
    values = [
        {"country": country, "affiliation": kind, "documents": number}
        for (country, kind), number in merged.items()
    ]
    chart = (
        alt.Chart(alt.Data(values=values), width=_WIDTH - 90, height=alt.Step(20))
        .mark_bar(height=14)
        .encode(
            x=alt.X("documents:Q", title="documents").axis(domain=False, ticks=False),
            y=alt.Y("country:N", title=None, sort=order).axis(domain=False, ticks=False),
            color=_colours("affiliation", _AFFILIATIONS, orient="none", legendX=330, legendY=70),
            order=alt.Order("rank:Q"),
        )
        .transform_calculate(rank=f"indexof({list(_AFFILIATIONS)}, datum.affiliation)")
    )
    what = "Documents by country of the publisher, and whether a state owns or runs it"
    return _finished(chart, "Where the documents come from", what, source)


def _largest(rows: Sequence[Count]) -> tuple[Counter[tuple[str, str]], list[str]]:
    """Keep the countries with the most documents, in this order; count the others together."""
    totals: Counter[str] = Counter()
    for country, _, number in rows:
        totals[country] += number
    ordered = sorted(totals, key=lambda country: (-totals[country], country))
    kept = [country for country in ordered if country != NOT_KNOWN][:_COUNTRIES]
    merged: Counter[tuple[str, str]] = Counter()
    for country, kind, number in rows:
        shown = country if country in (*kept, NOT_KNOWN) else OTHERS
        merged[shown, kind] += number
    return merged, [*kept, OTHERS, NOT_KNOWN]


def daily_coverage(series: Iterable[tuple[str, Sequence[dt.date]]], source: str) -> VConcatChart:
    """Draw the days for which each daily series has a reading, as strips."""
    alt = altair()
    found = list(series)
    values = [{"series": name, "day": str(day)} for name, days in found for day in days]
    chart = (
        alt.Chart(alt.Data(values=values), width=_WIDTH - 190, height=alt.Step(44))
        .mark_tick(thickness=1.5, height=22, color=BLUE)
        .encode(
            x=alt.X("day:T", timeUnit="utcyearmonthdate", title=None, scale=_months()).axis(
                format="%b %Y", tickCount={"interval": "month", "step": 3}
            ),
            y=alt.Y("series:N", title=None, sort=[name for name, _ in found]).axis(
                domain=False,
                ticks=False,
                labelLimit=300,
                labelExpr="split(datum.label, ': ')",
            ),
        )
    )
    what = "Each line is a day for which the body gave a number that a document quotes"
    return _finished(chart, "Daily series: days with a reading", what, source)


def _months() -> Any:
    return altair().Scale(nice="month")


def _colours(column: str, colours: dict[str, str], **place: Any) -> Any:
    """Give each value its colour, with a legend inside the chart, where nothing is drawn."""
    alt = altair()
    scale = alt.Scale(domain=list(colours), range=list(colours.values()))
    legend = alt.Legend(title=None, direction="vertical", fillColor="white", padding=6, **place)
    return alt.Color(f"{column}:N", scale=scale, legend=legend)


def _finished(chart: Any, title: str, subtitle: str, source: str) -> VConcatChart:
    """Add the title, what the chart shows, and the line that names the source."""
    alt = altair()
    heading = alt.TitleParams(
        title,
        subtitle=subtitle,
        anchor="start",
        frame="group",
        fontSize=15,
        color=INK,
        subtitleFontSize=12,
        subtitleColor=GREY,
        subtitlePadding=6,
        offset=14,
    )
    below = alt.TitleParams(
        source,
        orient="bottom",
        anchor="start",
        frame="group",
        fontSize=10,
        fontWeight="normal",
        color=GREY,
        offset=12,
    )
    whole: VConcatChart = styled(alt.vconcat(chart.properties(title=heading), title=below))
    return whole
