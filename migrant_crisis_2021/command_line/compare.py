"""Commands that compare figures and positions."""

from __future__ import annotations

from typing import Any

import click

from . import views
from .command import Command
from .options import FORMAT, answer, filters
from .printing import show_answer, show_groups


@click.command(cls=Command)
@click.argument("measure", nargs=-1, required=True)
@filters("series")
@FORMAT
def series(measure: tuple[str, ...], form: str, **given: Any) -> None:
    """Print the readings of MEASURE over time.

    Nothing is added up, and no gap is filled.
    """
    show_answer(answer("series", list(measure), **given), form, views.series)


@click.command(cls=Command)
@click.argument("measure", nargs=-1)
@filters("conflicts")
@click.option("--all", "all", is_flag=True, help="Include groups without rivals.")
@FORMAT
def conflicts(measure: tuple[str, ...], form: str, **given: Any) -> None:
    """Print rival figures side by side."""
    found = answer("conflicts", list(measure) or None, **given)
    show_groups(found, form, views.conflicts, "comparison_group")


@click.command(cls=Command)
@click.argument("topic", nargs=-1)
@filters("stances")
@FORMAT
def stances(topic: tuple[str, ...], form: str, **given: Any) -> None:
    """Print who asserts, denies or questions which claim."""
    found = answer("stances", list(topic) or None, **given)
    show_groups(found, form, views.stances, "claim_id")


@click.command(cls=Command)
@filters("claims")
@FORMAT
def claims(form: str, **given: Any) -> None:
    """Print the contested statements."""
    show_answer(answer("claims", **given), form, views.claims)


@click.command(cls=Command)
@filters("positions")
@FORMAT
def positions(form: str, **given: Any) -> None:
    """Print positions on claims, one row each."""
    show_answer(answer("positions", **given), form, views.positions)


@click.command(cls=Command)
@click.argument("record", nargs=-1)
@filters("evidence")
@FORMAT
def evidence(record: tuple[str, ...], form: str, **given: Any) -> None:
    """Print which document supports which record."""
    show_answer(answer("evidence", list(record) or None, **given), form, views.evidence)


@click.command(cls=Command)
@click.argument("record", nargs=-1)
@click.option("--since", help="Only changes after this version, such as 0.2.0.")
@click.option("--table", multiple=True, help="Only changes of this table, such as figures.")
@click.option("--added", is_flag=True, help="Include the rows that were added.")
@FORMAT
def changes(
    record: tuple[str, ...], since: str | None, table: tuple[str, ...], added: bool, form: str
) -> None:
    """Print what was corrected and removed."""
    found = answer("changes", since, list(record) or None, table=list(table) or None, added=added)
    show_answer(found, form, views.changes)
