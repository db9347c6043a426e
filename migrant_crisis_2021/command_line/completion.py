"""What the shell offers for each parameter when the user presses Tab."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeAlias

import click
from click.shell_completion import CompletionItem

from ..dataset import Dataset
from ..dataset.kinds import KINDS
from ..errors import MigrantCrisisError
from ..interface import OpenedDataset, opened_shipped
from ..names import STYLES, TABLES

Candidates: TypeAlias = Iterable[tuple[str, str | None]]
"""Values, each with a short description or None."""
Completer: TypeAlias = "Callable[[Dataset], Candidates]"


class CompletedText(click.types.StringParamType):
    """A text parameter, for which the shell completes values of the dataset."""

    def __init__(self, candidates: Completer) -> None:
        self.candidates = candidates

    def shell_complete(
        self,
        ctx: click.Context,
        param: click.Parameter,  # noqa: ARG002
        incomplete: str,
    ) -> list[CompletionItem]:
        """List the candidates that begin with the typed text, in any case."""
        begun = incomplete.lower()
        dataset = ctx.find_object(OpenedDataset) or opened_shipped()
        try:
            return [
                CompletionItem(value, help=description)
                for value, description in self.candidates(dataset)
                if value.lower().startswith(begun)
            ]
        except MigrantCrisisError:  # the command itself will say what is wrong
            return []


def listed(name: str) -> Completer:
    """Offer the values of a vocabulary list."""
    return lambda dataset: (
        (value, entry["label"]) for value, entry in dataset.vocabulary.entries(name).items()
    )


def fixed(*values: str) -> Completer:
    """Offer fixed values."""
    return lambda _: ((value, None) for value in values)


def actors(dataset: Dataset) -> Candidates:
    """Offer the ids of actors."""
    return ((row["actor_id"], row["name"]) for row in dataset["actors"])


def places(dataset: Dataset) -> Candidates:
    """Offer the ids of places."""
    return ((row["place_id"], row["name"]) for row in dataset["places"])


def countries(dataset: Dataset) -> Candidates:
    """Offer the codes of the countries in which places lie."""
    found = {row["country"] for row in dataset["places"] if row["country"]}
    return ((code, None) for code in sorted(found))


def documents(dataset: Dataset) -> Candidates:
    """Offer the ids of documents."""
    return ((row["source_id"], row["publisher"]) for row in dataset["sources"])


def records(dataset: Dataset) -> Candidates:
    """Offer the ids of events, figures, claims and positions."""
    for kind in KINDS:
        for ident, row in dataset[kind.table].by_id.items():
            yield ident, row.get("title") or row.get("proposition")


def records_and_documents(dataset: Dataset) -> Candidates:
    """Offer every id that can be cited."""
    yield from records(dataset)
    yield from documents(dataset)


BY_PARAMETER: dict[str, Completer] = {
    "actor": actors,
    "asserted_by": actors,
    "country": countries,
    "freq": fixed("D", "M", "Y"),
    "ids": records,
    "kind": listed("record_kind"),
    "measure": listed("measure"),
    "place": places,
    "role": listed("role"),
    "scope": listed("scope"),
    "side": actors,
    "source": documents,
    "style": fixed(*STYLES),
    "table": fixed(*TABLES),
    "topic": listed("topic"),
    "type": listed("event_type"),
    "unit": listed("counted_unit"),
    # A name that means something else in one command
    "cite ids": records_and_documents,
    "series kind": listed("measure_kind"),
}
"""The completer of each parameter, by its name or by command and name."""


def complete_values(command: click.Command) -> None:
    """Let the shell complete the text parameters of a command that are in `BY_PARAMETER`."""
    for parameter in command.params:
        name = parameter.name or ""
        completer = BY_PARAMETER.get(f"{command.name} {name}", BY_PARAMETER.get(name))
        if completer and isinstance(parameter.type, click.types.StringParamType):
            parameter.type = CompletedText(completer)
