"""Commands that read records."""

from __future__ import annotations

from typing import Any

import click

from . import views
from .command import Command
from .options import FORMAT, TEXT_OR_JSON, answer, dataset, filters, take_tables_as_entered
from .printing import lines_of, show_answer, show_groups, show_json, show_text


@click.command(cls=Command)
@filters("timeline")
@FORMAT
def timeline(form: str, **given: Any) -> None:
    """Print events and figures in chronological order."""
    show_answer(answer("timeline", **given), form, views.timeline)


@click.command(cls=Command)
@filters("events")
@FORMAT
def events(form: str, **given: Any) -> None:
    """Print events."""
    show_answer(answer("events", **given), form, views.events)


@click.command(cls=Command)
@filters("figures")
@FORMAT
def figures(form: str, **given: Any) -> None:
    """Print figures: numbers, what they count, and who reported them."""
    show_answer(answer("figures", **given), form, views.figures)


@click.command(cls=Command)
@filters("deaths")
@TEXT_OR_JSON
def deaths(form: str, **given: Any) -> None:
    """Print each reported death, and what those who counted say.

    Nothing is added up. For CSV, use `events --event-type death` and `figures --measure deaths`.
    """
    found = dataset().deaths(**given)
    if form == "json":
        names = ("cases", "totals", "missing", "burials")
        show_json({name: lines_of(getattr(found, name)) for name in names})
    else:
        show_text(str(found))


@click.command(cls=Command)
@filters("sources")
@FORMAT
def sources(form: str, **given: Any) -> None:
    """Print the source documents."""
    take_tables_as_entered()
    show_answer(answer("sources", **given), form, views.sources)


@click.command(cls=Command)
@filters("actors")
@FORMAT
def actors(form: str, **given: Any) -> None:
    """Print people, states, bodies and groups."""
    take_tables_as_entered()
    show_answer(answer("actors", **given), form, views.actors)


@click.command(cls=Command)
@filters("places")
@FORMAT
def places(form: str, **given: Any) -> None:
    """Print the places of the records."""
    take_tables_as_entered()
    show_answer(answer("places", **given), form, views.places)


@click.command(cls=Command)
@click.argument("lists", nargs=-1)
@FORMAT
def vocabulary(lists: tuple[str, ...], form: str) -> None:
    """Print the allowed values of all LISTS, or of those named.

    A list is called like its column, such as measure. Lists that are not needed to code a document
    come last.
    """
    from ..release.coding.template import chosen_lists

    take_tables_as_entered()
    found, chosen = answer("vocabulary", list(lists) or None), chosen_lists()
    show_groups(found, form, views.vocabulary, "list", lambda name: name not in chosen)


@click.command(cls=Command)
@click.argument("words", nargs=-1, required=True)
@filters("search")
@FORMAT
def search(words: tuple[str, ...], form: str, **given: Any) -> None:
    """Find records that contain all WORDS.

    Numbers and dates (YYYY-MM-DD) count as words.
    """
    show_answer(answer("search", " ".join(words), **given), form, views.search)


@click.command(cls=Command)
@click.argument("ids", nargs=-1, required=True)
@click.option("--kind", help="What the ids are of, such as actor; needed if several have one.")
@filters("record")
@TEXT_OR_JSON
def show(ids: tuple[str, ...], kind: str | None, form: str, **given: Any) -> None:
    """Print all details of what has these IDS.

    IDS are those of records, documents, actors and places.
    """
    found = [dataset().record(one, kind, **given) for one in ids]
    if form == "json":
        show_json([one.to_dict() for one in found])
    else:
        show_text("\n\n".join(map(str, found)))
