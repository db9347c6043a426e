"""Options that several commands share, and the dataset that a command queries."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from ..dataset.folders import data_folder, is_shipped
from ..interface import OpenedDataset, answer_to, open_folder, opened_shipped, question_function

if TYPE_CHECKING:
    from ..accessors.answers import Answer

F = TypeVar("F", bound=Callable[..., Any])

FILTERS = {
    "start": "First day: YYYY-MM-DD, YYYY-MM or YYYY.",
    "end": "Last day, in the same form.",
    "match": "What must be in the period: date (the record's own day), overlaps or within.",
    "kind": "Kind, such as event, person or broadcaster; values: see `vocabulary`.",
    "event_type": "Type of event, such as deployment; all: `vocabulary event_type`.",
    "measure": "Measure, such as deaths; all: `vocabulary measure`.",
    "measure_kind": "Kind of measure, such as flow or stock.",
    "topic": "Topic of a claim; all: `vocabulary topic`.",
    "claim": "Id of a claim.",
    "stance": "asserts, denies or questions.",
    "actor": "Id, name or alias of an actor: this one alone.",
    "asserted_by": "Id, name or alias of the body that reported the number.",
    "side": "Id, name or alias of an actor, with all its bodies and officials.",
    "role": "Role of the actor or side in an event, such as initiator.",
    "place": "Id or name of a place, with everything in it.",
    "country": "Name, ISO code, or number (iso 040, gw 305, cow 305) of a country; matches "
    "either side of a border.",
    "source": "Id of a document, or name of a publisher or agency.",
    "publisher": "Name of a publisher.",
    "language": "Language code, such as en.",
    "state_affiliated": "Whether a state owns or runs the publisher: yes, no or unknown.",
    "origin_state_affiliated": "The same for the agency whose text the document reproduces.",
    "only_state_affiliated": "Only what rests on documents of state-affiliated media alone.",
    "reality": "occurred, announced, planned or alleged.",
    "confidence": "high, medium or low.",
    "scope": "crisis, background or all.",
    "status": "active, superseded, withdrawn or all.",
    "freq": "Period of one reading: D (day), M (month) or Y (year).",
    "unit": "Counted unit; required if the readings have several.",
    "subgroup": "Readings of a part of those counted, such as children.",
    "party": "Whether the actor is a party to the crisis: yes or no.",
    "read_as": "How the document was read: full_text or excerpt.",
    "weak": "Whether the document is a weak source: yes or no.",
    "relation": "supports or context.",
    "as_of": "A released version, such as 0.2.0: the answer as it stood then.",
}
"""The help of each filter. A filter is called the same in the library, with underscores."""

_EVERY = "all"
"""The word for no restriction, where there is one by default."""


class AnyPath(click.Path):
    """A path that need not exist; a null character, which no system allows, is refused."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Convert a path, or fail with a message of its own."""
        if "\0" in str(value):
            self.fail(f"{value!r} is not a folder or a file.", param, ctx)
        return super().convert(value, param, ctx)


DATA = click.option(
    "--data",
    type=AnyPath(),
    envvar="MIGRANT_CRISIS_DATA",
    show_envvar=True,
    metavar="DIR",
    help="The folder of another dataset, for every command.",
)
"""The option of the group that chooses the dataset."""


def dataset() -> OpenedDataset:
    """Return the dataset that the command queries: the shipped one unless another is set."""
    return dataset_of(click.get_current_context())


def answer(question: str, *args: Any, **given: Any) -> Answer:
    """Ask the dataset of the command a question, such as ``"events"``."""
    return answer_to(dataset(), question, *args, **given)


def dataset_of(ctx: click.Context) -> OpenedDataset:
    """Return the dataset that a command queries, opened once a run."""
    root = ctx.find_root()
    given = root.params.get("data")
    if root.obj is None:
        root.obj = opened_shipped() if given is None else open_folder(given)
    return ctx.find_object(OpenedDataset) or root.obj


def take_tables_as_entered() -> None:
    """Let the command read the CSV files of a folder that can be built, not its last build.

    Who codes wants to see the values and names that can be used now.
    """
    data = folder_in_question()
    if data is None or is_shipped(data):
        return
    from ..release.checkout import checkout_if_any
    from ..release.difference import authored

    if checkout := checkout_if_any(data):
        entered = authored(checkout)
        tables = {name: entered[name] for name in entered.tables}
        opened = OpenedDataset.of(tables, checkout.description)
        opened.home = checkout.data
        click.get_current_context().find_root().obj = opened


def folder_in_question(own: Path | None = None) -> Path | None:
    """Return the folder that a command works on; None for the shipped one.

    Parameters
    ----------
    own : pathlib.Path, optional
        The folder that an argument of the command itself names.
    """
    root = click.get_current_context().find_root()
    if own is not None:
        if root.get_parameter_source("data") is click.core.ParameterSource.COMMANDLINE:
            raise click.UsageError("name the folder once: before the command, with --data.")
        return data_folder(own)
    given = root.params.get("data")
    return None if given is None else data_folder(given)


class Filters(click.Option):
    """Stands for the filters of questions among the options that a `Command` declares."""

    def __init__(
        self, names: Sequence[str], *, questions: tuple[str, ...], without: tuple[str, ...]
    ) -> None:
        super().__init__(names)
        self.questions, self.without = questions, without

    def options(self) -> list[click.Option]:
        """Make an option for each filter: this loads the modules of the questions."""
        found: dict[str, inspect.Parameter] = {}
        for question in self.questions:
            for one in inspect.signature(question_function(question)).parameters.values():
                if one.name in FILTERS and one.kind is one.KEYWORD_ONLY:
                    found.setdefault(one.name, one)
        return [_option(one) for name, one in found.items() if name not in self.without]


def _option(parameter: inspect.Parameter) -> click.Option:
    name, usual = parameter.name, parameter.default
    names = [f"--{name.replace('_', '-')}", name]
    if isinstance(usual, bool):
        return click.Option(names, is_flag=True, help=FILTERS[name])
    if "Names" in str(parameter.annotation):
        return click.Option(
            names,
            multiple=True,
            default=[] if usual is None else [usual],
            show_default=usual is not None,
            callback=lambda _ctx, _option, given: _chosen(given),
            help=FILTERS[name],
        )
    return click.Option(names, default=usual, show_default=usual is not None, help=FILTERS[name])


def filters(*questions: str, without: tuple[str, ...] = ()) -> Callable[[F], F]:
    """Give a command an option for each keyword argument of functions of the library.

    Parameters
    ----------
    *questions : str
        The names of the functions, such as ``"events"``; what several have is that of the first.
    without : tuple of str
        Arguments that the command handles itself.
    """
    return click.option("--filters", cls=Filters, questions=questions, without=without)


def _chosen(given: tuple[str, ...]) -> list[str] | None:
    """Turn a repeated option into a filter; none given, or `all`, means no restriction."""
    return None if not given or _EVERY in given else list(given)


DAY = click.DateTime(formats=["%Y-%m-%d"])
"""The type of an option that is a day."""

FORMAT = click.option(
    "--format",
    "form",
    type=click.Choice(["table", "csv", "json"], case_sensitive=False),
    default="table",
    show_default=True,
    help="Output format.",
)
TEXT_OR_JSON = click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"], case_sensitive=False),
    default="text",
    show_default=True,
    help="Output format.",
)
