"""Commands for maintainers of a dataset."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ..dataset.folders import MANIFEST, as_typed, command_for, folder
from ..errors import BuildError, listed
from . import views
from .command import Command
from .options import DAY, FORMAT, AnyPath, dataset, folder_in_question
from .printing import show_lines
from .terminal import say

if TYPE_CHECKING:
    from ..release.difference import Difference

_DATA = click.option(
    "--path",
    "data",
    type=AnyPath(path_type=Path),
    hidden=True,  # what `--data` before the command means
)


@click.command(cls=Command)
@click.argument("folder", metavar="DIR", type=AnyPath(path_type=Path))
@click.option("--title", help="Title of the dataset.")
@click.option("--description", help="One sentence on what it contains.")
@click.option("--creator", "creators", multiple=True, help="Who makes it; repeat it for each.")
@click.option("--licence", help="Licence of the data, such as CC-BY-4.0.")
@click.option("--start", type=DAY, help="First day of the crisis, YYYY-MM-DD.")
@click.option("--end", type=DAY, help="Last day of the crisis.")
@click.option("--borders", is_flag=True, help="Add values for people who cross borders.")
@click.option("--example", is_flag=True, help="Add an invented article, coded.")
def init(
    folder: Path,
    title: str | None,
    description: str | None,
    creators: tuple[str, ...],
    licence: str | None,
    start: dt.datetime | None,
    end: dt.datetime | None,
    borders: bool,
    example: bool,
) -> None:
    """Start another dataset in the new or empty folder DIR."""
    from ..release.init import init as start_dataset

    first, last = (one.date() if one else None for one in (start, end))
    names = start_dataset(
        folder,
        title=title,
        description=description,
        creators=creators,
        licence=licence,
        start=first,
        end=last,
        borders=borders,
        example=example,
    )
    others = [name for name in names if not name.startswith("data/")]
    say(f"wrote {', '.join(others)} and {len(names) - len(others)} tables in data/")
    template = command_for(folder / "data", "new --template parties")
    told = (title, description, creators, licence)
    missing = "" if all(told) else f" Before a release, fill in {folder / 'schemas' / MANIFEST}."
    say(f"Next: {template} prints a file to fill in.{missing}", to_errors=True)


@click.command(cls=Command)
@click.option("--check", is_flag=True, help="Write nothing; fail if anything is out of date.")
@_DATA
def build(check: bool, data: Path | None) -> None:
    """Build Parquet, the timeline and the manifest from the CSV files."""
    from ..release.build import build as write
    from ..release.build import out_of_date
    from ..release.checkout import find_checkout

    checkout = find_checkout(folder_in_question(data) or folder("data"))
    if check:
        reasons = out_of_date(checkout)
        if reasons:
            raise BuildError("out of date:\n" + "\n".join(reasons))
        say(f"{as_typed(checkout.data)}: up to date.")
        return
    changed = write(checkout)
    say("\n".join(f"wrote {name}" for name in changed) or "nothing to do.")


@click.command(cls=Command)
@click.argument("version", metavar="X.Y.Z")
@click.option("--check", is_flag=True, help="Write nothing; fail if it cannot be released.")
def release(version: str, check: bool) -> None:
    """Release the tables as version X.Y.Z.

    Sets the version and today's date wherever they are stated, adds the fingerprints of the tables
    to `releases`, from which later changes are measured, and builds. It is refused if the table of
    changes does not account for all that differs from the last release, or if a rule is broken.
    Prints the part for the changelog.
    """
    from ..release.checkout import CHANGELOG, find_checkout
    from ..release.git import is_in_git
    from ..release.publish import publish

    checkout = find_checkout(folder_in_question() or folder("data"))
    done = publish(checkout, version.strip(), check=check)
    say(done.changelog)
    if done.n_without:
        say(
            f"{done.n_without:,} {_noun(done.n_without, 'change')} without a reason: `diff --write "
            "--reason REASON` gives one, before the release.",
            to_errors=True,
        )
    if check:
        say(f"Nothing was written: {version} can be released.", to_errors=True)
        return
    say(f"Released {version}: {len(done.changed)} files were written.", to_errors=True)
    start = "" if is_in_git(checkout.root) else "`git init`, "
    say(
        f"Next: put the lines above into {CHANGELOG}, {start}commit, and tag the commit as "
        f"v{version}: later changes are compared with it. Before you go on, set the version of the "
        f"release after it, with .dev0, {checkout.where_to_prepare}.",
        to_errors=True,
    )


@click.command(cls=Command)
@click.argument("version", required=False)
@click.option("--missing", is_flag=True, help="Only what the table of changes lacks.")
@click.option("--write", is_flag=True, help="Add what the table of changes lacks.")
@click.option("--reason", help="With --write: the reason of all that have none of their own.")
@click.option(
    "--reasons",
    "files",
    multiple=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="With --write: a CSV file with the columns table,record_key,field,reason.",
)
@_DATA
@FORMAT
@click.pass_context
def diff(
    ctx: click.Context,
    version: str | None,
    missing: bool,
    write: bool,
    reason: str | None,
    files: tuple[Path, ...],
    data: Path | None,
    form: str,
) -> None:
    """Print what differs from a release.

    The CSV files of the checkout or, without one, the shipped tables are compared with the release
    VERSION, by default the last one. The exit code is 1 if the table of changes does not account
    for all of it.
    """
    from ..release.checkout import checkout_if_any
    from ..release.difference import authored, differences, unfounded

    if (reason or files) and not write:
        raise click.UsageError("--reason and --reasons need --write.")
    if write:
        if version or missing:
            raise click.UsageError("--write compares with the last release: give it alone.")
        _write(folder_in_question(data) or folder("data"), files, reason)
        return
    checkout = checkout_if_any(folder_in_question(data) or folder("data"))
    compared = authored(checkout) if checkout else dataset()
    root = checkout.root if checkout else None
    found, wrong = differences(compared, version, root), unfounded(compared, root)
    columns = ("table", "record_id", "field", "old_value", "new_value", "recorded")
    lines = [
        dict(zip(columns, (*one.change, "yes" if one.is_recorded else "no"), strict=True))
        for one in found
        if not (missing and one.is_recorded)
    ]
    show_lines(columns, lines, form, views.diff)
    say(_summary(found, len(wrong)), to_errors=True)
    ctx.exit(0 if all(one.is_recorded for one in found) and not wrong else 1)


def _summary(found: list[Difference], wrong: int) -> str:
    from ..dataset.history import ADDED, REMOVED

    rows = Counter(one.change.new for one in found if one.change.field is None)
    gone = {one.change[:2] for one in found if one.change.is_removal}
    cells = sum(one.change.field is not None and one.change[:2] not in gone for one in found)
    lacking = sum(not one.is_recorded for one in found)
    return (
        f"{rows[ADDED]:,} {_noun(rows[ADDED], 'row')} added, {rows[REMOVED]:,} removed, "
        f"{cells:,} {_noun(cells, 'cell')} changed.\n"
        f"`changes` lacks {lacking:,} of {len(found):,} rows for them"
        + (f" and has {wrong:,} that do not hold." if wrong else ".")
    )


def _write(data: Path, files: tuple[Path, ...], reason: str | None) -> None:
    from ..release.checkout import find_checkout
    from ..release.difference import record_differences
    from ..release.reasons import NOT_RECORDED, read_reasons

    reasons = {cell: why for file in files for cell, why in read_reasons(file).items()}
    checkout = find_checkout(data)
    done = record_differences(checkout, reasons, reason)
    renewed = f" {done.n_renewed:,} got another reason." if done.n_renewed else ""
    say(
        f"{len(done.added):,} {_noun(len(done.added), 'row')} added to changes.csv, "
        f"{len(done.removed):,} removed.{renewed}"
    )
    if done.unused:
        named = [" ".join(filter(None, cell)) for cell in done.unused]
        say(
            f"{len(named):,} {_noun(len(named), 'reason')} for what did not change: "
            f"{listed(named)}.",
            to_errors=True,
        )
    if done.n_without:
        say(
            f"{done.n_without:,} {_noun(done.n_without, 'row')} without a reason "
            f"('{NOT_RECORDED}'): say why with "
            f"{command_for(checkout.data, 'diff --write --reason REASON')}, or --reasons FILE.",
            to_errors=True,
        )


def _noun(number: int, noun: str) -> str:
    return noun if number == 1 else f"{noun}s"
