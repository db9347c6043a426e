"""The text of a copy in the form in which numbers and words are looked for."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from ..parsing.words import without_accents

_LONGEST_CONTEXT = 60
_LINE_ENDS = "\n\v\f\x1c\x1d\x1e\x85\u2028\u2029"


class _Shown(dict[int, str]):
    """Map each character to at most one: digits to ASCII, spaces to a space, marks to nothing."""

    def __missing__(self, code: int) -> str:
        self[code] = shown = _shown(chr(code))
        return shown


def _shown(character: str) -> str:
    category = unicodedata.category(character)
    if character in _LINE_ENDS:
        return "\n"
    if category in ("Cf", "Mn"):
        return ""
    if category in ("Zs", "Cc"):
        return " "
    if category == "Nd":
        return str(unicodedata.decimal(character))
    if category == "No" and unicodedata.decomposition(character).startswith("<super>"):
        return " "  # the mark of a footnote
    plain = unicodedata.normalize("NFKC", character)
    return plain if len(plain) == 1 else character


class _Folded(dict[int, str]):
    """Map each character to exactly one, in lower case and without accents."""

    def __missing__(self, code: int) -> str:
        self[code] = folded = without_accents(chr(code))[:1] or chr(code)
        return folded


_SHOWN, _FOLDED = _Shown(), _Folded()


def composed(raw: str) -> str:
    """Return a text with composed letters, and with one character at the end of each line."""
    lines = raw.replace("\r\n", "\n").replace("\r", "\n")
    return unicodedata.normalize("NFC", lines)


def shown_offsets(raw: str) -> Sequence[int]:
    r"""Return where each character that a copy shows stands in its composed text.

    Examples
    --------
    >>> raw = "7\u200b935"
    >>> [composed(raw)[offset] for offset in shown_offsets(raw)]
    ['7', '9', '3', '5']
    """
    return [offset for offset, each in enumerate(composed(raw)) if _SHOWN[ord(each)]]


@dataclass(frozen=True)
class CopyText:
    r"""The text of a copy: as it is shown, and folded, with the same offsets.

    Examples
    --------
    >>> text = CopyText.of("Kuźnica:\u00a0７ ９３５")
    >>> text.shown, text.folded
    ('Kuźnica: 7 935', 'kuznica: 7 935')
    """

    shown: str

    @classmethod
    def of(cls, raw: str) -> CopyText:
        """Prepare the text of a copy."""
        return cls(composed(raw).translate(_SHOWN))

    @cached_property
    def folded(self) -> str:
        """The text in lower case and without accents, character by character."""
        return self.shown.translate(_FOLDED)

    def line(self, offset: int) -> int:
        """Return the number of the line, from 1."""
        return self.shown.count("\n", 0, offset) + 1

    def context(self, start: int, end: int, most: int = _LONGEST_CONTEXT) -> str:
        """Return the words around a stretch on one line of at most 60 characters, or of `most`.

        Examples
        --------
        >>> CopyText("some 7,935 people").context(5, 10)
        'some 7,935 people'
        """
        margin = max(0, most - 6 - (end - start)) // 2
        first, last = max(0, start - margin), min(len(self.shown), end + margin)
        before, inside, after = (
            re.sub(r"\s+", " ", "".join(c if c.isprintable() else " " for c in part))
            for part in (self.shown[first:start], self.shown[start:end], self.shown[end:last])
        )
        if first and not self.shown[first - 1].isspace():
            before = "..." + before.partition(" ")[2] if " " in before else before
        if last < len(self.shown) and not self.shown[last].isspace():
            after = after.rpartition(" ")[0] + "..." if " " in after else after
        return f"{before}{inside}{after}".strip()[:most]
