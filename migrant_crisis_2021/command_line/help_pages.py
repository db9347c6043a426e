"""The help: commands grouped by purpose, and examples at the end of each command's page."""

from __future__ import annotations

from functools import cached_property

import click

from ..names import COMMAND

EXAMPLES: dict[str, tuple[str, ...]] = {
    "timeline": (
        "timeline --start 2021-11-08 --end 2021-11-10",
        "timeline --kind event --side EU --start 2021-11 --end 2021-11",
    ),
    "events": (
        "events --event-type sanction",
        "events --place Kuznica --start 2021-11-16 --end 2021-11-16",
        "events --side Belarus --role initiator --format csv",
    ),
    "figures": (
        "figures --measure deaths",
        "figures --asserted-by polish-border-guard --start 2021-11",
        'figures --source "Anadolu Agency" --format json',
    ),
    "sources": ("sources --language pl", "sources --state-affiliated yes --format csv"),
    "search": ("search tear gas", "search 7935", "search Łukaszenka --kind figure"),
    "show": ("show fig-0001", "show kuznica", "show belarus --kind actor --format json"),
    "series": (
        "series attempted_crossings --place Poland",
        "series attempted_crossings --freq M --format csv",
        "series people_in_camp --kind stock",
    ),
    "conflicts": ("conflicts --place Poland", "conflicts deaths --all"),
    "stances": ("stances responsibility --side Belarus", "stances --actor vladimir-putin"),
    "claims": ("claims --topic responsibility",),
    "positions": ("positions --side Poland --stance denies",),
    "evidence": ("evidence fig-0001",),
    "cite": (
        "cite",
        "cite fig-0001 --style chicago",
        "cite --all --style bibtex",
    ),
    "verify": (
        "verify article.html",
        "verify folder-of-articles --format json",
    ),
    "validate": ("validate", "validate folder-of-a-dataset --format csv"),
    "changes": ("changes fig-0487", "changes --since 0.3.0"),
    "actors": ("actors --side Poland --kind person",),
    "places": ("places --country Lithuania",),
    "vocabulary": ("vocabulary", "vocabulary measure"),
    "build": ("build --check", "build --check --path data"),
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
