"""A mixin for results: consoles and notebooks show them as `print` does."""

from __future__ import annotations

from abc import abstractmethod
from html import escape


class Printed:
    """Show an object as its ``str``; a dataclass must also be declared with ``repr=False``."""

    @abstractmethod
    def __str__(self) -> str:
        """Return the lines that are printed."""

    def __repr__(self) -> str:
        """Return the lines that are printed."""
        return str(self)

    def _repr_html_(self) -> str:
        return f"<pre>{escape(str(self))}</pre>"
