"""Commands whose options are made only when the command is used."""

from __future__ import annotations

from functools import cached_property

import click

from .completion import complete_values
from .options import Filters


class Command(click.Command):
    """A command that makes the options for its filters when they are first needed.

    So a run loads the module of one function of the library, and the list of all commands none.
    """

    @property
    def params(self) -> list[click.Parameter]:
        """The options and arguments."""
        return self._made

    @params.setter
    def params(self, declared: list[click.Parameter]) -> None:
        self._declared = declared

    @cached_property
    def _made(self) -> list[click.Parameter]:
        made: list[click.Parameter] = []
        for one in self._declared:
            made += one.options() if isinstance(one, Filters) else [one]
        complete_values(self.name, made)
        return made
