"""What the shell offers for each parameter when the user presses Tab."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeAlias, get_args

import click
from click.shell_completion import CompletionItem

from ..dataset import Dataset
from ..dataset.kinds import KINDS
from ..dataset.past import releases_of
from ..errors import MigrantCrisisError
from ..names import EXPORT_FORMATS, STYLES, TABLES, Match
from .options import dataset_of

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
        try:
            dataset = dataset_of(ctx)
            return [
                CompletionItem(value, help=description)
                for value, description in self.candidates(dataset)
                if value.lower().startswith(begun)
            ]
        except MigrantCrisisError:  # the command itself will say what is wrong
            return []


def listed(name: str, *more: str) -> Completer:
    """Offer the values of a vocabulary list, and some more."""
    return lambda dataset: [
        *((value, entry["label"]) for value, entry in dataset.lists.entries(name).items()),
        *((value, None) for value in more),
    ]


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


def claims(dataset: Dataset) -> Candidates:
    """Offer the ids of claims."""
    return ((row["claim_id"], row["proposition"]) for row in dataset["claims"])


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
    """Offer every id that can be shown."""
    yield from records_and_documents(dataset)
    yield from actors(dataset)
    yield from places(dataset)


def releases(dataset: Dataset) -> Candidates:
    """Offer the versions that were released."""
    return ((version, None) for version in releases_of(dataset))


def tables_and_ids(dataset: Dataset) -> Candidates:
    """Offer what can be exported: tables, records and documents."""
    yield from ((name, None) for name in TABLES)
    yield from records_and_documents(dataset)


def vocabulary_lists(dataset: Dataset) -> Candidates:
    """Offer the names of the vocabulary lists."""
    return ((name, None) for name in dataset.lists.lists())


def languages(dataset: Dataset) -> Candidates:
    """Offer the languages of the documents."""
    return ((code, None) for code in sorted({row["language"] for row in dataset["sources"]}))


def publishers(dataset: Dataset) -> Candidates:
    """Offer the publishers of the documents."""
    return ((name, None) for name in sorted({row["publisher"] for row in dataset["sources"]}))


_RECORD_KINDS = tuple(kind.name for kind in KINDS)
BY_PARAMETER: dict[str, Completer] = {
    "actor": actors,
    "as_of": releases,
    "asserted_by": actors,
    "claim": claims,
    "confidence": listed("confidence", "all"),
    "country": countries,
    "event_type": listed("event_type"),
    "freq": fixed("D", "M", "Y"),
    "ids": everything,
    "kind": listed("record_kind"),
    "language": languages,
    "lists": vocabulary_lists,
    "match": fixed(*get_args(Match)),
    "measure": listed("measure"),
    "measure_kind": listed("measure_kind"),
    "origin_state_affiliated": listed("state_affiliated"),
    "party": listed("yes_no"),
    "place": places,
    "publisher": publishers,
    "read_as": listed("read_as"),
    "reality": listed("reality", "all"),
    "reason": listed("change_reason"),
    "record": everything,
    "relation": listed("relation"),
    "role": listed("role"),
    "scope": listed("scope", "all"),
    "side": actors,
    "since": releases,
    "source": documents,
    "stance": listed("stance"),
    "state_affiliated": listed("state_affiliated"),
    "status": listed("status", "all"),
    "style": fixed(*STYLES),
    "table": fixed(*TABLES),
    "topic": listed("topic"),
    "unit": listed("counted_unit"),
    "weak": listed("yes_no"),
    "version": releases,
    # A name that means something else in one command
    "actors kind": listed("actor_kind"),
    "cite ids": records_and_documents,
    "evidence record": records,
    "export form": fixed(*EXPORT_FORMATS),
    "export what": tables_and_ids,
    "places kind": listed("place_kind"),
    "search kind": fixed(*_RECORD_KINDS),
    "series kind": listed("measure_kind"),
    "show kind": fixed(*_RECORD_KINDS, "document", "actor", "place"),
    "sources kind": listed("publisher_kind"),
}
"""The completer of each parameter, by its name or by command and name."""


def complete_values(command: str | None, parameters: Iterable[click.Parameter]) -> None:
    """Let the shell complete the text parameters of a command that are in `BY_PARAMETER`."""
    for parameter in parameters:
        name = parameter.name or ""
        completer = BY_PARAMETER.get(f"{command} {name}", BY_PARAMETER.get(name))
        if completer and isinstance(parameter.type, click.types.StringParamType):
            parameter.type = CompletedText(completer)
