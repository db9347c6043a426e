"""The help: commands grouped by purpose, and examples at the end of each command's page."""

from __future__ import annotations

from copy import copy
from functools import cached_property

import click

from ..names import COMMAND

EXAMPLES: dict[str, tuple[str, ...]] = {
    "timeline": (
        "timeline --start 2021-11-08 --end 2021-11-10",
        "timeline --kind event --start 2021-11 --end 2021-11",
    ),
    "events": (
        "events --event-type sanction",
        "events --place kuznica --start 2021-11",
        "events --side Latvia --format csv",
    ),
    "figures": (
        "figures --measure deaths",
        "figures --side Poland --start 2021-11 --end 2021-11",
        'figures --source "Anadolu Agency" --format json',
    ),
    "deaths": ("deaths", "deaths --country Lithuania", "deaths --start 2021-11 --end 2021-11"),
    "sources": ("sources --publisher TASS", "sources --format csv"),
    "actors": ("actors --side Poland", "actors --kind court"),
    "places": ("places --country Latvia", "places --format json"),
    "vocabulary": ("vocabulary measure", "vocabulary event_type topic"),
    "search": ("search tear gas", "search putin --format json"),
    "show": ("show fig-0001", "show frontex kuznica", "show evt-0006 fig-0001 --format json"),
    "series": (
        "series attempted_crossings --place poland-belarus-border",
        "series attempted_crossings --freq M --format csv",
        "series people_in_camp --kind stock",
    ),
    "conflicts": ("conflicts", "conflicts deaths --all"),
    "claims": ("claims", "claims --topic responsibility"),
    "positions": ("positions --claim clm-0001", "positions --side Poland --stance denies"),
    "stances": ("stances responsibility", "stances --actor vladimir-putin"),
    "plot": (
        "plot timeline --start 2021-11 -o timeline.svg",
        "plot series attempted_crossings -o attempts.png",
        "plot conflicts deaths -o deaths.html",
        "plot stances russian_role -o stances.svg",
    ),
    "cite": (
        "cite",
        "cite fig-0001 --style chicago",
        "cite --all --style bibtex",
    ),
    "evidence": ("evidence fig-0001", "evidence --source anadolu-2021-11-16-putin-lukashenko"),
    "verify": (
        "verify article.html",
        "verify folder-of-articles --format json",
    ),
    "validate": ("validate", "--data folder-of-a-dataset validate --format csv"),
    "changes": ("changes --since 0.2.0", "changes fig-0001 --format json"),
    "export": (
        "export crisis.xlsx",
        "export kuznica.ics events --place kuznica",
        "export deaths.geojson figures --measure deaths",
    ),
    "explore": ("explore crisis.html",),
    "init": ("init ceuta", "init ceuta-example --example"),
    "new": (
        "--data ceuta new --template document",
        "--data ceuta new --from article.yaml",
        "--data ceuta new figure --help",
    ),
    "propose": ("--data ceuta propose courier-beach article.txt 7,935",),
    "renumber": ("--data ceuta renumber main",),
    "build": ("build --check", "--data data build --check"),
    "diff": ("diff 0.2.0", "diff 0.3.0 --format csv"),
    "release": ("--data ceuta release 0.1.0 --check", "--data ceuta release 0.1.0"),
}
"""What to type after the name of the program; a test runs each line."""


class GroupedCommands(click.Group):
    """A group whose help lists the commands under headings, with examples in their own help."""

    @cached_property
    def sections(self) -> dict[str, list[str]]:
        """Headings with the names of their commands."""
        return {}

    def add_section(self, heading: str, *commands: click.Command) -> None:
        """Add commands under a heading of the help."""
        for command in commands:
            name = command.name or ""
            command.epilog = _examples(name)
            self.add_command(command)
            self.sections.setdefault(heading, []).append(name)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return a command, without the examples if they are of another dataset."""
        command = super().get_command(ctx, cmd_name)
        if command is not None and ctx.params.get("data") is not None:
            command = copy(command)
            command.epilog = None
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write each section; a help text that is too long for its line is wrapped, not cut."""
        longest = max(map(len, self.list_commands(ctx)))
        for heading, names in self.sections.items():
            rows = [
                (f"{name:<{longest}}", self.commands[name].get_short_help_str(limit=1000))
                for name in names
            ]
            with formatter.section(heading):
                formatter.write_dl(rows)


def _examples(name: str) -> str | None:
    lines = "\n".join(f"  {COMMAND} {example}" for example in EXAMPLES.get(name, ()))
    return f"\b\nExamples:\n{lines}" if lines else None
