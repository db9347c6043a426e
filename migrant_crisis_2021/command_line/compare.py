"""Commands that compare figures and positions."""

from __future__ import annotations

from typing import Any

import click

from . import views
from .options import ACTOR, ASSERTED_BY, EVERY_SCOPE, FORMAT, any_of, dataset, scope_of, several
from .printing import show_frame, show_groups


@click.command()
@click.argument("measure", nargs=-1, required=True)
@several("--place", "Id or name of a place.")
@click.option(
    "--freq",
    default="D",
    show_default=True,
    help="Period of one reading: D (day), M (month) or Y (year).",
)
@ASSERTED_BY
@click.option(
    "--kind", default="flow", show_default=True, help="Kind of measure: flow, stock, cumulative, …"
)
@click.option("--unit", help="Counted unit; required if readings have several.")
@EVERY_SCOPE
@FORMAT
def series(
    measure: tuple[str, ...],
    place: tuple[str, ...],
    freq: Any,
    asserted_by: tuple[str, ...],
    kind: str,
    unit: str | None,
    background: bool,
    form: str,
) -> None:
    """Print the readings of MEASURE over time.

    Nothing is added up, and no gap is filled.
    """
    frame = dataset().series(
        list(measure),
        place=any_of(place),
        freq=freq,
        asserted_by=any_of(asserted_by),
        kind=kind,
        unit=unit,
        scope=scope_of(background),
    )
    show_frame(frame, form, views.series)


@click.command()
@click.argument("measure", nargs=-1)
@click.option("--all", "everything", is_flag=True, help="Include groups without rivals.")
@FORMAT
def conflicts(measure: tuple[str, ...], everything: bool, form: str) -> None:
    """Print rival figures side by side."""
    frame = dataset().conflicts(any_of(measure), all=everything)
    show_groups(frame, form, views.conflicts, "comparison_group")


@click.command()
@click.argument("topic", nargs=-1)
@ACTOR
@FORMAT
def stances(topic: tuple[str, ...], actor: tuple[str, ...], form: str) -> None:
    """Print who asserts, denies or questions which claim."""
    frame = dataset().stances(any_of(topic), actor=any_of(actor))
    show_frame(frame, form, views.stances)
