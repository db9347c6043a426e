"""How results show themselves: as lines in a console, as text and tables with links in a notebook.

Everything is escaped. There is no script, and the only styles are alignment and line breaks, so
that the notebook's own colours apply.
"""

from __future__ import annotations

import re
from abc import abstractmethod
from collections.abc import Iterable, Sequence

_ADDRESS = re.compile(r"""(https?://[^\s<>"{}]*[^\s<>"{}.,;:)\]])""")
_CELL = ' style="text-align: left; vertical-align: top"'


class Printed:
    """Show an object as its ``str``; a dataclass must also be declared with ``repr=False``."""

    @abstractmethod
    def __str__(self) -> str:
        """Return the lines that are printed."""

    def __repr__(self) -> str:
        """Return the lines that are printed."""
        return str(self)

    def _repr_html_(self) -> str:
        return paragraph(str(self))


class LinkedText(str):
    """A text that notebooks show with its line breaks and links; a str in all else."""

    __slots__ = ()

    def _repr_html_(self) -> str:
        return paragraph(self)


def escape(text: str) -> str:
    """Escape a text for HTML."""
    from html import escape as escaped  # it takes long to load, and few results are shown

    return escaped(text)


def linked(text: str) -> str:
    """Escape a text for HTML and make its web addresses links.

    Examples
    --------
    >>> linked("<b> at https://example.org/a?b&c.")
    '&lt;b&gt; at <a href="https://example.org/a?b&amp;c">https://example.org/a?b&amp;c</a>.'
    """
    parts = [escape(part) for part in _ADDRESS.split(text)]
    parts[1::2] = [f'<a href="{address}">{address}</a>' for address in parts[1::2]]
    return "".join(parts)


def paragraph(text: str) -> str:
    """Write a text as HTML that keeps its line breaks and blanks."""
    return f'<div style="white-space: pre-wrap">{linked(text)}</div>'


def grid(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Write a table as HTML; a cell None is empty."""
    body = "".join(f"<tr>{''.join(map(_cell, row))}</tr>" for row in rows)
    names = "".join(f"<th{_CELL}>{escape(name)}</th>" for name in head)
    return f"<table><thead><tr>{names}</tr></thead><tbody>{body}</tbody></table>"


def listing(title: str, rows: Iterable[tuple[str, Sequence[str]]]) -> str:
    """Write a title and rows of a label with its lines as an HTML table of two columns."""
    body = "".join(
        f"<tr><th{_CELL}>{escape(label)}</th><td{_CELL}>{'<br>'.join(map(linked, lines))}</td></tr>"
        for label, lines in rows
    )
    head = f'<thead><tr><th colspan="2"{_CELL}>{linked(title)}</th></tr></thead>'
    return f"<table>{head}<tbody>{body}</tbody></table>"


def _cell(value: object) -> str:
    return f"<td{_CELL}>{'' if value is None else linked(str(value))}</td>"
