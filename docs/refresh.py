"""Run the examples of the Markdown pages and write their real output: python docs/refresh.py.

It also draws the charts of docs/quality.md, if the extra ``plot`` is installed: each as SVG and as
the Vega-Lite specification from which it was drawn.

The ``python`` blocks with ``>>>`` of a page run in one session; a ``console`` block runs each line
that begins with ``$ migrant-crisis-2021``. A block that imports a library that is not installed
stays as it is. A picture under a block is the ``chart`` of that block; this command draws it anew.
A page that says so at its head runs in an empty folder; its blocks with the name of a file, such as
``yaml ceuta/who.yaml``, are written there. A test checks that no page is out of date.
"""

from __future__ import annotations

import contextlib
import doctest
import io
import json
import os
import re
import shlex
import tempfile
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pandas as pd
from click.testing import CliRunner

from migrant_crisis_2021 import plot
from migrant_crisis_2021.command_line import commands
from migrant_crisis_2021.dataset import Dataset, shipped
from migrant_crisis_2021.plot import quality
from migrant_crisis_2021.release.quality.content import records_by_month
from migrant_crisis_2021.release.quality.documents import sources_by_country
from migrant_crisis_2021.release.quality.numbers import long_series

_DISPLAY = ("display.width", 100, "display.max_colwidth", 60, "display.max_columns", 20)
"""How wide pandas prints on the pages; the default depends on the terminal."""

ROOT = Path(__file__).resolve().parent.parent
CHARTS = ROOT / "docs" / "charts"
_BLOCK = re.compile(r"^```(python|console|\w+ \S+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_EMPTY_FOLDER = "<!-- The examples of this page run in an empty folder. -->"


def pages() -> list[Path]:
    """List the pages whose examples are run."""
    return [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]


_PICTURE = re.compile(
    r"^```python\n(?P<code>(?:(?!^```).)*?)^```\n\n!\[[^\]]*\]\((?P<file>pictures/[\w-]+\.svg)\)$",
    re.MULTILINE | re.DOTALL,
)


def draw(page: Path) -> None:
    """Draw the pictures of a page."""
    session: dict[str, Any] = {}
    for block in _PICTURE.finditer(page.read_text(encoding="utf-8")):
        for example in doctest.DocTestParser().get_examples(block["code"]):
            exec(compile(example.source, "<example>", "single"), session)
        plot.save(session["chart"], page.parent / block["file"], force=True)


def refreshed(text: str) -> str:
    """Return a page with the output that its examples have now."""
    session: dict[str, Any] = {}

    def rerun(block: re.Match[str]) -> str:
        kind, body = block.groups()
        if " " in kind:
            _write(Path(kind.split()[1]), body)
            return block[0]
        if kind == "python" and (">>>" not in body or not _installed(body)):
            return block[0]
        lines = _python(body, session) if kind == "python" else _console(body)
        return f"```{kind}\n" + "".join(lines) + "```"

    with contextlib.ExitStack() as stack:
        empty = _EMPTY_FOLDER in text
        folder = stack.enter_context(tempfile.TemporaryDirectory()) if empty else str(ROOT)
        stack.enter_context(contextlib.chdir(folder))
        stack.enter_context(pd.option_context(*_DISPLAY))
        page = _BLOCK.sub(rerun, text)
    return page.replace(f"{os.path.realpath(folder)}/", "") if empty else page


def _write(file: Path, content: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(content, encoding="utf-8")


def _installed(body: str) -> bool:
    return all(find_spec(name) for name in re.findall(r"^>>> import (\w+)", body, re.MULTILINE))


def _python(body: str, session: dict[str, Any]) -> Iterator[str]:
    for example in doctest.DocTestParser().get_examples(body):
        first, *rest = example.source.splitlines()
        yield f">>> {first}\n"
        yield from (f"... {line}".rstrip() + "\n" for line in rest)
        yield _output_of(example.source, session)


def _output_of(source: str, session: dict[str, Any]) -> str:
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        try:
            exec(compile(source, "<example>", "single"), session)
        except Exception as error:
            print("Traceback (most recent call last):\n    ...")
            print(f"{type(error).__module__}.{type(error).__name__}: {error}")
    return "".join(line.rstrip() + "\n" for line in out.getvalue().splitlines())


def _console(body: str) -> Iterator[str]:
    for line in body.splitlines():
        if line.startswith("$ "):
            yield line + "\n"
            program, *arguments = shlex.split(line[2:])
            assert program == "migrant-crisis-2021", line
            runner = CliRunner(env={"COLUMNS": "100"})
            result = runner.invoke(commands, arguments, prog_name=program)
            yield from (kept.rstrip() + "\n" for kept in result.output.splitlines())


def charts(dataset: Dataset) -> dict[str, Any]:
    """Draw the charts of the page on quality, by the names of their files."""
    manifest = dataset.manifest
    source = f"Source: {manifest['name']}, version {manifest['version']}"
    strips = [(f"{one.measure}: {one.place}", one.days) for one in long_series(dataset)]
    return {
        "records-by-month": quality.records_by_month(records_by_month(dataset), source),
        "sources-by-country": quality.sources_by_country(sources_by_country(dataset), source),
        "daily-coverage": quality.daily_coverage(strips, source),
    }


def write_charts() -> None:
    """Write each chart as SVG, with its specification beside it."""
    if not all(map(find_spec, ("altair", "vl_convert"))):
        print('docs/charts: left as they are. To draw them, install ".[plot]".')
        return
    import vl_convert

    CHARTS.mkdir(exist_ok=True)
    for name, chart in charts(shipped()).items():
        text = json.dumps(chart.to_dict(), ensure_ascii=False, indent=1, sort_keys=True) + "\n"
        (CHARTS / f"{name}.vl.json").write_text(text, encoding="utf-8")
        svg = vl_convert.vegalite_to_svg(text)
        (CHARTS / f"{name}.svg").write_text(svg.rstrip() + "\n", encoding="utf-8")
        print(f"docs/charts/{name}.svg")


def main() -> None:
    """Rewrite every page and chart."""
    write_charts()
    for page in pages():
        text = page.read_text(encoding="utf-8")
        page.write_text(refreshed(text), encoding="utf-8")
        draw(page)
        print(os.path.relpath(page))


if __name__ == "__main__":
    main()
