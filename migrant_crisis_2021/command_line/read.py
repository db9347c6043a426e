"""Commands that read records."""

from __future__ import annotations

import click

from . import views
from .options import (
    ACTOR,
    ASSERTED_BY,
    COUNTRY,
    EVERY_SCOPE,
    FORMAT,
    PERIOD,
    PLACE,
    SOURCE,
    TEXT_OR_JSON,
    any_of,
    dataset,
    match_of,
    scope_of,
    several,
)
from .printing import show_frame, show_json, show_text


@click.command()
@PERIOD
@several("--kind", "Kind of record: event or figure.")
@EVERY_SCOPE
@FORMAT
def timeline(
    start: str, end: str, within: bool, kind: tuple[str, ...], background: bool, form: str
) -> None:
    """Print events and figures in chronological order."""
    frame = dataset().timeline(
        start=start, end=end, match=match_of(within), kind=any_of(kind), scope=scope_of(background)
    )
    show_frame(frame, form, views.timeline)


@click.command()
@PERIOD
@several("--type", "Type of event, such as deployment.")
@ACTOR
@PLACE
@COUNTRY
@SOURCE
@EVERY_SCOPE
@FORMAT
def events(
    start: str,
    end: str,
    within: bool,
    type: tuple[str, ...],  # noqa: A002
    actor: tuple[str, ...],
    place: tuple[str, ...],
    country: tuple[str, ...],
    source: tuple[str, ...],
    background: bool,
    form: str,
) -> None:
    """Print events."""
    frame = dataset().events(
        start=start,
        end=end,
        match=match_of(within),
        event_type=any_of(type),
        actor=any_of(actor),
        place=any_of(place),
        country=any_of(country),
        source=any_of(source),
        scope=scope_of(background),
    )
    show_frame(frame, form, views.events)


@click.command()
@PERIOD
@several("--measure", "Measure, such as attempted_crossings.")
@PLACE
@COUNTRY
@ASSERTED_BY
@SOURCE
@EVERY_SCOPE
@FORMAT
def figures(
    start: str,
    end: str,
    within: bool,
    measure: tuple[str, ...],
    place: tuple[str, ...],
    country: tuple[str, ...],
    asserted_by: tuple[str, ...],
    source: tuple[str, ...],
    background: bool,
    form: str,
) -> None:
    """Print figures."""
    frame = dataset().figures(
        start=start,
        end=end,
        match=match_of(within),
        measure=any_of(measure),
        place=any_of(place),
        country=any_of(country),
        asserted_by=any_of(asserted_by),
        source=any_of(source),
        scope=scope_of(background),
    )
    show_frame(frame, form, views.figures)


@click.command()
@FORMAT
def sources(form: str) -> None:
    """Print the source documents."""
    show_frame(dataset().sources(), form, views.sources)


@click.command()
@click.argument("words", nargs=-1, required=True)
@FORMAT
def search(words: tuple[str, ...], form: str) -> None:
    """Find records whose text contains all WORDS."""
    show_frame(dataset().search(" ".join(words)), form, views.search)


@click.command()
@click.argument("ids", nargs=-1, required=True)
@TEXT_OR_JSON
def show(ids: tuple[str, ...], form: str) -> None:
    """Print all details of the records with these IDS."""
    found = [dataset().record(one) for one in ids]
    if form == "json":
        show_json([one.to_dict() for one in found])
    else:
        show_text("\n\n".join(map(str, found)))
