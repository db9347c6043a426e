"""Commands for maintainers of a dataset."""

from __future__ import annotations

from pathlib import Path

import click

from ..dataset.folders import folder
from ..errors import BuildError


@click.command()
@click.option("--check", is_flag=True, help="Write nothing; fail if anything is out of date.")
@click.option(
    "--path",
    "data",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="The data folder of a checkout.",
)
def build(check: bool, data: Path | None) -> None:
    """Build Parquet, the timeline and the manifest from the CSV files."""
    from ..release.build import build as write
    from ..release.build import out_of_date
    from ..release.checkout import find_checkout

    checkout = find_checkout(data or folder("data"))
    if check:
        reasons = out_of_date(checkout)
        if reasons:
            raise BuildError("out of date:\n" + "\n".join(reasons))
        click.echo(f"{checkout.data}: up to date.")
        return
    changed = write(checkout)
    click.echo("\n".join(f"wrote {name}" for name in changed) or "nothing to do.")
