"""Say which records are near if valid filters find nothing."""

from __future__ import annotations

import inspect
import warnings
from collections import Counter
from collections.abc import Callable, Iterator
from functools import wraps
from itertools import combinations
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, cast, get_args

from ..dataset import Dataset
from ..dataset.past import at_release
from ..dataset.places import places_in, wholes_of
from ..errors import Advice, NothingFoundWarning
from ..names import Frequency, MeasureKind
from ..parsing.dates import bounds
from ..parsing.words import as_list
from .answers import Answer, framed
from .resolution import resolve

if TYPE_CHECKING:
    import pandas as pd

P = ParamSpec("P")
Arguments = dict[str, Any]
_PERIOD = ("start", "end", "match")
_NAMED_ABOVE = ("place", "scope", "status", "freq")
_NAMED = 4  # at most this many places are named


def explained(
    question: Callable[Concatenate[Dataset, P], Answer],
    near_words: Callable[[Dataset, Any], str] | None = None,
    stacklevel: int = 4,
) -> Callable[Concatenate[Dataset, P], pd.DataFrame]:
    """Decorate an accessor: if its filters find nothing, warn and say which records are near.

    Its keyword `as_of`, if it has one, is answered here. `near_words` says what is near the first
    argument, if that is a text to search for. `stacklevel` leads to the user's call. What is
    returned is `framed`.
    """
    signature = inspect.signature(question)
    answer = at_release(question)

    @wraps(question)
    def ask(dataset: Dataset, *args: P.args, **kwargs: P.kwargs) -> Answer:
        found = answer(dataset, *args, **kwargs)
        if not len(found):
            bound = signature.bind(dataset, *args, **kwargs)
            bound.apply_defaults()
            filters = dict(list(bound.arguments.items())[1:])
            near = _Near(answer, dataset, filters, signature).advice()
            if near is None:
                searched = next(iter(filters.values()), None)
                near = _both(near_words(dataset, searched) if near_words else _NONE)
            warnings.warn(NothingFoundWarning(near), stacklevel=stacklevel)
        return found

    return framed(cast(Callable[Concatenate[Dataset, P], Answer], ask))


class _Near:
    """What is near a question that found nothing: what it finds without one of its filters."""

    def __init__(
        self,
        question: Callable[..., Answer],
        dataset: Dataset,
        filters: Arguments,
        signature: inspect.Signature,
    ) -> None:
        self.question, self.dataset, self.filters = question, dataset, filters
        self.parameters = parameters = signature.parameters
        self.given = {
            name: value
            for name, value in filters.items()
            if value is not None and value is not parameters[name].default
        }
        self.positional = {
            name for name, one in parameters.items() if one.kind is one.POSITIONAL_OR_KEYWORD
        }

    def advice(self) -> Advice | None:
        found = [
            *self._of_period(),
            *self._of_place(),
            *self._of_defaults(),
            *self._of_subgroups(),
            *self._of_readings(),
            *self._of_others(),
        ]
        if not found:
            return next(self._of_pairs(), None)
        return Advice(" ".join(one.python for one in found), " ".join(one.command for one in found))

    def _ask(self, **changed: object) -> Answer:
        return self.question(self.dataset, **{**self.filters, **changed})

    def _of_period(self) -> Iterator[Advice]:
        start, end = self.filters.get("start"), self.filters.get("end")
        if start is None and end is None:
            return
        if self.filters.get("match", "overlaps") != "overlaps":
            overlapping = len(self._ask(match="overlaps"))
            if overlapping:
                what = f"matches {overlapping} whose span includes a day of the period."
                yield Advice(f'match="overlaps" {what}', f"--match overlaps {what}")
        answer = self._ask(start=None, end=None)
        dates = next((name for name in ("date", "published_on") if name in answer.columns), None)
        days = [day for day in answer.column(dates) if day] if dates else []
        if days:
            first, last = bounds(start, end)
            nearest = [
                str(day)
                for day in (
                    max((day for day in days if first and day < first), default=None),
                    min((day for day in days if last and day > last), default=None),
                )
                if day
            ]
            yield _both(
                f"The nearest outside the period: {' and '.join(nearest)} (of {len(days)})."
            )

    def _of_place(self) -> Iterator[Advice]:
        if self.filters.get("place") is None:
            return
        answer = self._ask(place=None)
        if not len(answer) or "place_id" not in answer.columns:
            return
        counts = dict(Counter(answer.column("place_id")).most_common())
        nearby = [one for one in self._nearby() if one in counts]
        named = [*nearby, *(one for one in counts if one not in nearby)][:_NAMED]
        listed = ", ".join(f"{one} ({counts[one]})" for one in named)
        more = " and others" if len(counts) > len(named) else ""
        yield _both(f"Other places with records: {listed}{more}.")

    def _nearby(self) -> set[str]:
        """Return the parts of the place, what contains it, and the other parts of that."""
        places = resolve(self.dataset, "place", self.filters["place"]) or set()
        wholes = {whole for place in places for whole in wholes_of(self.dataset, place)}
        return places_in(self.dataset, [*places, *wholes])

    def _of_defaults(self) -> Iterator[Advice]:
        for name in ("scope", "status"):
            if self.filters.get(name) is not None:
                found = len(self._ask(**{name: None}))
                if found:
                    yield Advice(f"{name}=None finds {found}.", f"--{name} all finds {found}.")

    def _of_subgroups(self) -> Iterator[Advice]:
        if "subgroup" in self.filters and self.filters["subgroup"] is None:
            every = sorted({row["subgroup"] for row in self.dataset["figures"] if row["subgroup"]})
            answer = self._ask(subgroup=every)
            if len(answer):
                counts = Counter(answer.column("subgroup")).most_common(_NAMED)
                named = ", ".join(f"{name} ({n})" for name, n in counts)
                what = f"All {len(answer)} count subgroups, such as {named}:"
                yield Advice(f"{what} use subgroup=.", f"{what} use --subgroup.")

    def _of_readings(self) -> Iterator[Advice]:
        """Yield other frequencies and kinds: a series has one of each even if none is given."""
        if "freq" not in self.filters:
            return
        for name, values in (("freq", get_args(Frequency)), ("kind", get_args(MeasureKind))):
            for value in values:
                try:
                    found = len(self._ask(**{name: value}))
                except ValueError:  # readings of this kind count different things
                    continue
                if found:
                    python, command = f'{name}="{value}"', f"--{name} {value}"
                    yield Advice(f"{python} finds {found}.", f"{command} finds {found}.")

    def _of_others(self) -> Iterator[Advice]:
        for name, value in self.given.items():
            if name in (*_PERIOD, *_NAMED_ABOVE) or isinstance(value, bool):
                continue
            if name in self.positional and len(self.given) == 1:
                continue
            try:
                found = len(self._ask(**{name: None}))
            except (TypeError, ValueError):  # the argument is required
                continue
            if found:
                words = _options(name, value)
                yield Advice(f"Without {name}={value!r}: {found}.", f"Without {words}: {found}.")

    def _of_pairs(self) -> Iterator[Advice]:
        """Yield the pairs of filters without which something is found."""
        for pair in combinations(self._optional(), 2):
            found = len(self._ask(**dict.fromkeys(pair)))
            if found:
                python = " and ".join(f"{name}={self.given[name]!r}" for name in pair)
                words = " and ".join(_options(name, self.given[name]) for name in pair)
                yield Advice(f"Without {python}: {found}.", f"Without {words}: {found}.")
        if len(self._optional()) > 2:
            yield Advice("Leave out several filters.", "Leave out several options.")

    def _optional(self) -> list[str]:
        """List the given filters that can be left out."""
        return [
            name
            for name, value in self.given.items()
            if name not in self.positional
            and self.parameters[name].default is None
            and not isinstance(value, bool)
        ]


def _options(name: str, value: Any) -> str:
    return " ".join(f"--{name.replace('_', '-')} {one!r}" for one in as_list(value))


def _both(text: str) -> Advice:
    return Advice(text, text)


_NONE = "The dataset has none."
