"""Tables that fit the terminal: as columns, with details under the text, or as blocks."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from io import StringIO
from typing import Literal, TypeAlias

from .terminal import width, wrapped

Cells: TypeAlias = "dict[str, str]"

_TEXT = ("what", "title", "claim", "name", "definition", "where")
"""The column that gets the remaining space: the first of these that a table has."""
_DETAILS = ("kind", "where", "who", "asserted by", "publisher", "side", "reason")
"""The columns that move under the text where space is short."""
_WIDEST = {"when": 13, "number": 20, "where": 22, "who": 24, "asserted by": 24, "publisher": 24}
"""The width at which a column wraps; never less than its longest word."""
_RIGHT = ("number", "rivals")
"""The columns whose cells end at one edge."""
_AMPLE = 80
"""The width of the text from which other columns get more."""
_COMFORTABLE = 36
_NARROWEST = 24
_GAP = 2
_EDGE = 1
"""The padding at the right edge."""
_FOLDED = 70
"""Longer words, such as addresses, may be folded."""


@dataclass(frozen=True)
class _Layout:
    """The columns of a table with their widths, and the columns that stand under the text."""

    widths: dict[str, int]
    text: str
    below: tuple[str, ...] = ()


def table(lines: list[Cells]) -> str:
    """Format rows as a table for the terminal; without a terminal, each row is one line.

    Dates, numbers, ids and headings are never broken, and words only where one alone is longer
    than its column.
    """
    columns = width()
    layout = _layout(lines, columns)
    if layout is None:
        return "\n".join(wrapped(_block(line)) for line in lines)
    if columns is None and all(_takes_its_length(cell) for line in lines for cell in line.values()):
        return _aligned(lines, layout.widths)
    return _drawn(lines, layout)


def _layout(lines: list[Cells], columns: int | None) -> _Layout | None:
    """Choose the first layout that leaves enough space to the text; None if none does."""
    names = list(lines[0])
    text = next((name for name in _TEXT if name in names), names[-1])
    if columns is None:
        return _Layout({name: _longest(name, lines) for name in names}, text)
    below = tuple(name for name in names if name in _DETAILS and name != text)
    for moved, enough in (((), _COMFORTABLE), (below, _NARROWEST)):
        others = {n: _fitting(n, lines) for n in names if n != text and n not in moved}
        free = columns - sum(others.values()) - _GAP * len(others) - _EDGE
        needed = _longest(text, lines)
        if free >= min(max(enough, _longest_word(text, lines)), needed):
            others, free = _widened(others, lines, free, needed)
            used = free if moved else min(free, needed)
            return _Layout({n: others.get(n, used) for n in names if n not in moved}, text, moved)
    return None


def _widened(
    others: dict[str, int], lines: list[Cells], free: int, needed: int
) -> tuple[dict[str, int], int]:
    """Let columns wrap less, as far as the text can spare the space; dates fully or not at all."""
    spare = max(0, free - min(needed, _AMPLE))
    widened = {}
    for name, columns in others.items():
        wanted = _longest(name, lines) - columns
        more = 0 if name == "when" and wanted > spare else min(wanted, spare)
        widened[name], spare, free = columns + more, spare - more, free - more
    return widened, free


def _longest(name: str, lines: list[Cells]) -> int:
    return max(len(name), *(len(line[name]) for line in lines))


def _longest_word(name: str, lines: list[Cells]) -> int:
    """Return the length of the longest word that must not be folded."""
    words = (word for line in lines for word in line[name].split())
    return max((len(word) for word in words if len(word) <= _FOLDED), default=0)


def _fitting(name: str, lines: list[Cells]) -> int:
    """Return the width of a column that wraps at blanks only."""
    longest = _longest(name, lines)
    if name not in _WIDEST:
        return longest
    return min(longest, max(_WIDEST[name], len(name), _longest_word(name, lines)))


def _block(line: Cells) -> str:
    """Format a row as lines: date, number and id, then the text, then the details."""
    text = next((name for name in _TEXT if name in line), "")
    head = [cell for name, cell in line.items() if name not in (text, *_DETAILS) and cell]
    details = [line[name] for name in _DETAILS if name != text and line.get(name)]
    return "\n".join(filter(None, ("  ".join(head), f"  {line[text]}", _below(details))))


def _below(details: list[str]) -> str:
    return f"  {' · '.join(details)}" if details else ""


def _takes_its_length(cell: str) -> bool:
    """Tell whether a cell is one line in which each character is as wide as a letter."""
    from rich.cells import cell_len

    return cell.isprintable() and (cell.isascii() or cell_len(cell) == len(cell))


def _aligned(lines: list[Cells], widths: dict[str, int]) -> str:
    """Draw what `_drawn` draws where nothing is wrapped, in a fraction of its time."""
    heads = {name: name for name in widths}
    head, *rows = (
        (" " * _GAP).join(
            line[name].rjust(columns) if name in _RIGHT else line[name].ljust(columns)
            for name, columns in widths.items()
        )
        for line in (heads, *lines)
    )
    rule = "─" * (sum(widths.values()) + _GAP * len(widths) - _EDGE)
    return "\n".join(line.rstrip() for line in (head, rule, *rows))


def _drawn(lines: list[Cells], layout: _Layout) -> str:
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    drawn = Table(box=box.SIMPLE_HEAD, show_edge=False, padding=(0, 1, 0, 0))
    for name, columns in layout.widths.items():
        justify: Literal["left", "right"] = "right" if name in _RIGHT else "left"
        drawn.add_column(name, width=columns, overflow="fold", justify=justify)
    for line in lines:
        row = {name: Text(line[name]) for name in layout.widths}
        details = " · ".join(line[name] for name in layout.below if line[name])
        if details:
            below = wrapped(f"  {details}", layout.widths[layout.text])
            row[layout.text].append(f"\n{below}", style="dim")
        drawn.add_row(*row.values())
    total = sum(layout.widths.values()) + _GAP * len(layout.widths)
    out = StringIO()
    styled = sys.stdout.isatty()
    Console(file=out, width=total, highlight=False, force_terminal=styled).print(drawn)
    return "\n".join(line.rstrip() for line in out.getvalue().splitlines())
