"""Options that several commands share, and the dataset that a command queries."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, TypeVar

import click

from ..interface import OpenedDataset, opened_shipped
from ..names import Match

F = TypeVar("F", bound=Callable[..., Any])


def dataset() -> OpenedDataset:
    """Return the dataset that the command queries: the shipped one unless another is set."""
    return click.get_current_context().find_object(OpenedDataset) or opened_shipped()


def options(*added: Callable[[Any], Any]) -> Callable[[F], F]:
    """Add several options to a command."""

    def decorate(function: F) -> F:
        for option in reversed(added):
            function = option(function)
        return function

    return decorate


def several(name: str, description: str) -> Callable[[Any], Any]:
    """Make an option that may be given more than once."""
    return click.option(name, multiple=True, help=description)


def any_of(values: Iterable[str]) -> list[str] | None:
    """Turn a repeated option into a filter; none given means no restriction."""
    return list(values) or None


FORMAT = click.option(
    "--format",
    "form",
    type=click.Choice(["table", "csv", "json"]),
    default="table",
    show_default=True,
    help="Output format.",
)
PERIOD = options(
    click.option("--start", help="First day: 2021-11-08, 2021-11 or 2021."),
    click.option("--end", help="Last day, in the same form."),
    click.option(
        "--within",
        is_flag=True,
        help="Only records that lie entirely within the period.",
    ),
)
EVERY_SCOPE = click.option("--background", is_flag=True, help="Include background records.")


def scope_of(background: bool) -> str | None:
    """Return the scope filter."""
    return None if background else "crisis"


def match_of(within: bool) -> Match:
    """Return how a period is matched."""
    return "within" if within else "overlaps"


PLACE = several("--place", "Id or name of a place; its parts are included.")
COUNTRY = several("--country", "Name or ISO code; matches either side of a border.")
ACTOR = several("--actor", "Id, name or alias of an actor.")
ASSERTED_BY = several("--asserted-by", "Id, name or alias of the body that reported the number.")
SOURCE = several("--source", "Id of a document, a publisher or an agency.")
TEXT_OR_JSON = click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="Output format.",
)
