"""The command that writes the web page of the dataset."""

from __future__ import annotations

from pathlib import Path

import click

from .command import Command
from .options import dataset
from .terminal import say


@click.command(cls=Command)
@click.argument("path", type=click.Path(path_type=Path), default="explorer.html")
@click.option("--force", is_flag=True, help="Replace a file that exists.")
def explore(path: Path, force: bool) -> None:
    """Write the dataset as one web page that needs no network.

    PATH is the file to write, explorer.html by default. The page shows the timeline, the figures
    and their rivals, who says what, and the documents and citations of every record.
    """
    say(str(dataset().explore(path, force=force)))
