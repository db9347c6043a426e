"""Commands for people who code documents: new rows, and passages as evidence."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ..dataset.csv_files import cell, csv_text
from ..dataset.folders import folder
from ..dataset.table_schema import table_schema
from ..errors import listed
from ..names import TableName
from .command import Command
from .options import AnyPath, folder_in_question
from .terminal import emit, say

if TYPE_CHECKING:
    from ..release.checkout import Checkout
    from ..release.coding.add_rows import Added
    from ..release.coding.template import TemplateName

KINDS: dict[str, TableName] = {
    "event": "events",
    "figure": "figures",
    "position": "positions",
    "claim": "claims",
    "source": "sources",
    "actor": "actors",
    "place": "places",
    "country": "countries",
    "vocabulary": "vocabulary",
    "evidence": "evidence",
}
"""What `new` can make, and its table."""

_LINKS: dict[str, dict[str, str]] = {
    "event": {
        "source": "Id of the document that supports it.",
        "actors": "ROLE=ACTOR, such as initiator=coast-guard; repeat it for each.",
        "figures": "Id of a figure of the event; repeat it for each.",
        "announced_as": "Id of the event as it was announced: it is corrected, not added.",
        "passage": "Words of the copy that state it.",
    },
    "figure": {
        "source": "Id of the document that supports it.",
        "printed": "The number as the document prints it, such as 'about 5,000'.",
        "passage": "Words of the copy around the number, if it occurs several times.",
        "events": "Id of an event that it belongs to; repeat it for each.",
        "rival_of": "Id of a figure with another number for the same thing.",
    },
    "position": {
        "source": "Id of the document that supports it.",
        "passage": "Words of the copy that state it.",
    },
    "evidence": {
        "source": "Id of the document.",
        "printed": "The number of a figure as the document prints it.",
        "passage": "Words of the copy that state it.",
    },
    "place": {"within": "Id of a larger place that contains it; repeat it for each."},
}
_TITLES: dict[TableName, tuple[str, ...]] = {
    "sources": ("title",),
    "events": ("title",),
    "figures": ("title",),
    "claims": ("proposition",),
    "positions": ("actor_id", "stance", "claim_id"),
    "countries": ("name",),
    "actors": ("name",),
    "places": ("name",),
}
"""The columns that say which row is meant, besides its key."""
_SEVERAL = ("actors", "figures", "events", "within")


class NewCommands(click.Group):
    """A command for each kind of row, with an option for each column of its table."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """List the kinds."""
        return list(KINDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Make the command of a kind; the schemas are read only when it is asked for."""
        return _command(cmd_name) if cmd_name in KINDS else None


def _command(kind: str) -> click.Command:
    from ..release.coding.document_form import columns_of

    fields = map(table_schema(KINDS[kind]).field, columns_of(KINDS[kind]))
    links = _LINKS.get(kind, {})
    options: list[click.Parameter] = [
        click.Option([_flag(field.name), field.name], help=field.description) for field in fields
    ]
    options += [
        click.Option([_flag(name), f"link_{name}"], help=text, multiple=name in _SEVERAL)
        for name, text in links.items()
    ]
    if "source" in links:
        options.append(
            click.Option(
                ["--copy", "link_copy"],
                type=AnyPath(),
                help="The file of the document that was read, for the fingerprint.",
            )
        )
    return click.Command(
        kind,
        params=options,
        callback=lambda **given: _new(kind, given),
        help=f"Add a row of `{KINDS[kind]}`; cells that follow from others can be left out.",
    )


def _flag(name: str) -> str:
    return f"--{name.replace('_', '-')}"


def _new(kind: str, given: Mapping[str, Any]) -> None:
    links = {name[5:]: value for name, value in given.items() if name.startswith("link_")}
    entry = {name: value for name, value in given.items() if value and not name.startswith("link_")}
    content: dict[str, Any] = {}
    if kind == "source":
        content["source"] = entry
    else:
        content = {name: links.pop(name, None) for name in ("source", "copy")}
        if links.get("actors") is not None:
            links["actors"] = _roles(links["actors"])
        entry |= {name: value for name, value in links.items() if value}
        content[KINDS[kind]] = [entry]
    _add(content, Path())


def _roles(given: tuple[str, ...]) -> dict[str, list[str]]:
    roles: dict[str, list[str]] = {}
    for pair in given:
        role, equals, actor = pair.partition("=")
        if not equals or not actor:
            raise click.UsageError(f"{pair!r}: write --actors ROLE=ACTOR.")
        roles.setdefault(role, []).append(actor)
    return roles


@click.group(cls=NewCommands, invoke_without_command=True)
@click.option(
    "--from",
    "file",
    type=AnyPath(path_type=Path),
    help="A YAML or JSON file of one document, with all its records.",
)
@click.option(
    "--template",
    "form",
    type=click.Choice(["document", "parties"]),
    help="Print a YAML file to fill in: for a document, or for actors and places.",
)
@click.option(
    "--copy",
    type=AnyPath(path_type=Path),
    help="The text of the document: fill in what it shows, such as its numbers.",
)
@click.pass_context
def new(
    ctx: click.Context, file: Path | None, form: TemplateName | None, copy: Path | None
) -> None:
    """Add a row, or all rows of one document.

    Ids, and cells that follow from others, are filled in. The rows are checked before anything is
    written.
    """
    if sum(one is not None for one in (file, form, ctx.invoked_subcommand)) != 1:
        raise click.UsageError(
            "say what is new, such as `new event`, or give --from FILE or --template."
        )
    if copy is not None and form != "document":
        raise click.UsageError(
            "--copy FILE needs --template document, in which it fills in what the copy shows. In a "
            "file for --from, write `copy: FILE`; `new figure` has a --copy of its own."
        )
    if form is not None:
        from ..release.coding.draft import draft
        from ..release.coding.suggestions import suggestions
        from ..release.coding.template import template
        from ..release.difference import authored

        checkout = _checkout()
        tables, described = authored(checkout), checkout.description
        if copy is not None:
            say(draft(tables, described, suggestions(tables, copy)))
        else:
            say(template(tables, described, form))
    if file is not None:
        from ..release.coding.document_form import read_document_file

        _add(read_document_file(file), file.parent, file)


def _add(content: Mapping[str, Any], beside: Path, file: Path | None = None) -> None:
    from ..release.coding.add_rows import add_rows
    from ..release.coding.document_file import DocumentFile

    checkout, told = _checkout(), list[str]()
    document = DocumentFile(content, beside, file, told.append)
    added = add_rows(checkout, document.rows, document.refusal)
    _show(added)
    for line in told:
        say(f"Filled in: {line}.", to_errors=True)
    _what_is_next(checkout)


def _checkout() -> Checkout:
    from ..release.checkout import find_checkout

    return find_checkout(folder_in_question() or folder("data"))


def _show(added: Iterable[Added]) -> None:
    """Print a line for each row: its key, what it is called, and whether there was one before."""
    for table, row, is_change in added:
        key = " + ".join(cell(row[name]) for name in table_schema(table).primary_key)
        title = " ".join(str(row[name]) for name in _TITLES.get(table, ()) if row[name])
        emit(f"{table}: {key}{f' ({title})' if title else ''}{', changed' if is_change else ''}")


def _what_is_next(checkout: Checkout) -> None:
    from ..dataset.folders import command_for
    from ..dataset.past import last_release
    from ..parsing.versions import version_after, version_key
    from ..release.difference import authored

    last = last_release(authored(checkout))
    commands = ["diff --write", "build"] if last else ["build"]
    steps = [command_for(checkout.data, command) for command in commands]
    if last and version_key(checkout.release) <= version_key(last):  # `diff --write` refuses it
        version = f"set the next version, such as {version_after(last)}"
        steps.insert(0, f"{version}, {checkout.where_to_prepare}")
    say(f"Next: {', then '.join(steps)}.", to_errors=True)


@click.command(cls=Command)
@click.argument("source")
@click.argument("file", type=AnyPath(path_type=Path))
@click.argument("phrases", nargs=-1, required=True, metavar="[RECORD=]PHRASE...")
@click.option("--write", is_flag=True, help="Put the rows into evidence.csv and sources.csv.")
def propose(source: str, file: Path, phrases: tuple[str, ...], write: bool) -> None:
    """Choose fingerprints of passages that hold a number or words.

    FILE is the copy of the document SOURCE that was read. Each PHRASE occurs once in it; with
    RECORD=, it is evidence for that record. The rows of evidence are printed as CSV.
    """
    from ..release.coding.add_rows import add_rows
    from ..release.coding.passages import proposed, read_copy, read_phrase
    from ..release.difference import authored

    wanted = [read_phrase(phrase) for phrase in phrases]
    if write and any(phrase.record is None for phrase in wanted):
        raise click.UsageError("--write needs the record of each phrase: RECORD=PHRASE.")
    copy, checkout = read_copy(file), _checkout()
    if write:
        _show(
            add_rows(
                checkout,
                lambda dataset, _: proposed(dataset, source, copy, wanted),
            )
        )
        _what_is_next(checkout)
        return
    rows = proposed(authored(checkout), source, copy, wanted)["evidence"]
    emit(csv_text(table_schema("evidence").columns, rows).rstrip("\n"), for_programs=True)


@click.command(cls=Command)
@click.argument("branch")
def renumber(branch: str) -> None:
    """Give new records other ids than those of another BRANCH.

    Run it on your own branch, before you merge the other one. Records that are new on your branch
    get the next free ids where the other branch has other records with their ids. What refers to
    them follows: links, evidence, changes, and ids in texts.
    """
    from ..dataset.folders import command_for
    from ..release.coding.renumber import renumber as give_other_ids

    checkout = _checkout()
    done = give_other_ids(checkout, branch)
    if not done.ids:
        say(f"No new record has an id that {branch} uses, too.")
        return
    emit("\n".join(f"{old} → {new}" for old, new in done.ids.items()))
    if done.elsewhere:
        say(f"Old ids also stand in {listed(done.elsewhere)}: correct them.", to_errors=True)
    build = command_for(checkout.data, "build")
    say(f"Next: commit, merge {branch}, then {build}.", to_errors=True)
