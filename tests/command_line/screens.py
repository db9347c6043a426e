"""What the commands print at 80 and 120 columns: python -m tests.command_line.screens writes it."""

import contextlib
import tempfile
from pathlib import Path

from click.testing import CliRunner

from migrant_crisis_2021.command_line import commands
from migrant_crisis_2021.release.build import build
from tests.projects import small_checkout

GOLDEN = Path(__file__).resolve().parent / "golden"
WIDTHS = (80, 120)
ARTICLE = "By early December, at least 12 deaths had been counted along the border of Poland."
SCREENS = {
    "help": ["--help"],
    "timeline": ["timeline", "--start", "2021-11-16", "--end", "2021-11-16", "--place", "Kuznica"],
    "events": ["events", "--event-type", "death", "--start", "2021-09", "--end", "2021-09"],
    "events-of-a-day": ["events", "--start", "2021-11-16", "--end", "2021-11-16"],
    "figures": ["figures", "--measure", "personnel_deployed", "--country", "Poland"],
    "deaths": ["deaths", "--start", "2021-10-15", "--end", "2021-10-31"],
    "deaths-alleged": ["deaths", "--country", "Lithuania"],
    "sources": ["sources", "--language", "lv"],
    "search": ["search", "39670"],
    "show-figure": ["show", "fig-0072"],
    "show-event": ["show", "evt-0224"],
    "show-position": ["show", "pos-0002"],
    "show-place": ["show", "kuznica"],
    "show-actor": ["show", "frontex"],
    "show-document": ["show", "tass-2021-11-17-zakharova"],
    "series": ["series", "people_in_camp", "--kind", "stock"],
    "conflicts": ["conflicts", "deaths"],
    "stances": ["stances", "russian_role"],
    "claims": ["claims", "--topic", "russian_role"],
    "positions": ["positions", "--actor", "vladimir-putin"],
    "evidence": ["evidence", "fig-0072", "evt-0224"],
    "cite": ["cite", "fig-0001"],
    "cite-text": ["cite", "fig-0001", "--style", "text"],
    "verify": ["verify", "article.txt", "--record", "fig-0072"],
    "validate": ["validate"],
    "validate-help": ["validate", "--help"],
    "changes": ["changes", "fig-0625", "lithuanian-army"],
    "actors": ["actors", "--side", "Latvia"],
    "places": ["places", "--country", "Latvia"],
    "vocabulary": ["vocabulary", "stance", "role"],
    "export-help": ["export", "--help"],
    "export": ["export", "day.ics", "--start", "2021-11-16", "--end", "2021-11-16"],
    "nothing-found": [
        "events",
        "--place",
        "Okecie",
        "--start",
        "2021-11-16",
        "--end",
        "2021-11-16",
    ],
    "build": ["build", "--help"],
    "init": ["init", "--help"],
    "propose": ["propose", "--help"],
    "renumber": ["renumber", "--help"],
    "plot": ["plot", "--help"],
    "diff": ["diff", "--missing"],
    "release": ["release", "--help"],
    "explore-help": ["explore", "--help"],
    "unknown-name": ["events", "--actor", "kuznica"],
}


def screen(arguments: list[str], width: int) -> str:
    """Return what a command prints on a terminal of this width, errors and hints included."""
    environment = {"COLUMNS": str(width)}
    with tempfile.TemporaryDirectory() as folder, contextlib.chdir(folder):
        Path("article.txt").write_text(ARTICLE, encoding="utf-8")
        if arguments == ["validate"]:  # says the same of every dataset without a fault
            build(small_checkout(Path(folder)))
            environment["MIGRANT_CRISIS_DATA"] = folder
        result = CliRunner(env=environment).invoke(commands, arguments)
    return f"$ {' '.join(arguments)}\n{result.output}"


def golden(name: str, width: int) -> Path:
    """Return the file with a screen."""
    return GOLDEN / f"{name}-{width}.txt"


if __name__ == "__main__":
    for name, arguments in SCREENS.items():
        for width in WIDTHS:
            golden(name, width).write_text(screen(arguments, width), encoding="utf-8")
