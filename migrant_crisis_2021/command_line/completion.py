"""What the shell offers for each parameter when the user presses Tab."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeAlias, get_args

import click
from click.shell_completion import CompletionItem

from ..dataset import Dataset
from ..dataset.kinds import KINDS
from ..errors import MigrantCrisisError
from ..interface import OpenedDataset, opened_shipped
from ..names import STYLES, Match

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


def listed(name: str, *more: str) -> Completer:
    """Offer the values of a vocabulary list, and further words."""

    def values(dataset: Dataset) -> Candidates:
        for value, entry in dataset.lists.entries(name).items():
            yield value, entry["label"]
        yield from ((word, None) for word in more)

    return values


def lists(dataset: Dataset) -> Candidates:
    """Offer the names of the vocabulary lists."""
    return ((name, None) for name in dataset.lists.lists())


def of_kind(name: str) -> Completer:
    """Offer the ids of one kind of record."""
    (kind,) = (one for one in KINDS if one.name == name)
    return lambda dataset: ((ident, None) for ident in dataset[kind.table].by_id)


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
    """Offer the codes of countries."""
    return ((row["country"], row["name"]) for row in dataset["countries"])


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


def everything(dataset: Dataset) -> Candidates:
    """Offer every id that `show` takes."""
    yield from records_and_documents(dataset)
    yield from actors(dataset)
    yield from places(dataset)


BY_PARAMETER: dict[str, Completer] = {
    "actor": actors,
    "asserted_by": actors,
    "claim": of_kind("claim"),
    "confidence": listed("confidence"),
    "country": countries,
    "event_type": listed("event_type"),
    "freq": fixed("D", "M", "Y"),
    "ids": everything,
    "kind": listed("record_kind"),
    "lists": lists,
    "match": fixed(*get_args(Match)),
    "measure": listed("measure"),
    "measure_kind": listed("measure_kind"),
    "origin_state_affiliated": listed("state_affiliated"),
    "party": listed("yes_no"),
    "place": places,
    "read_as": listed("read_as"),
    "reality": listed("reality"),
    "record": everything,
    "relation": listed("relation"),
    "role": listed("role"),
    "scope": listed("scope", "all"),
    "side": actors,
    "source": documents,
    "stance": listed("stance"),
    "state_affiliated": listed("state_affiliated"),
    "status": listed("status", "all"),
    "style": fixed(*STYLES),
    "topic": listed("topic"),
    "unit": listed("counted_unit"),
    "weak": listed("yes_no"),
    # A name that means something else in one command
    "actors kind": listed("actor_kind"),
    "cite ids": records_and_documents,
    "places kind": listed("place_kind"),
    "search kind": fixed("event", "figure", "position"),
    "series kind": listed("measure_kind"),
    "show kind": fixed("event", "figure", "claim", "position", "document", "actor", "place"),
    "sources kind": listed("publisher_kind"),
}
"""The completer of each parameter, by its name or by command and name."""


def complete_values(command: click.Command) -> None:
    """Let the shell complete the text parameters of a command that are in `BY_PARAMETER`."""
    for parameter in command.params:
        name = parameter.name or ""
        completer = BY_PARAMETER.get(f"{command.name} {name}", BY_PARAMETER.get(name))
        if completer and isinstance(parameter.type, click.types.StringParamType):
            parameter.type = CompletedText(completer)
