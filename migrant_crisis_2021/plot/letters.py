"""How wide a text is in the typeface of the charts: Arial, or one with the same widths."""

from __future__ import annotations

_THOUSANDTHS = {
    191: "'",
    222: "ijl‘’",
    260: "|",
    278: "ft I!,./:;[]\\",
    333: "r()-`“”",
    355: '"',
    400: "°",
    500: "ckvxyzsJ",
    556: "abdeghnopqu0123456789L?#$_–«»",
    584: "+<=>~",
    611: "FTZ",
    667: "ABEKPSVXY&",
    722: "wCDHNRU",
    778: "GOQ",
    833: "mM",
    889: "%",
    944: "W",
    1000: "…—",
}
_WIDTHS = {letter: width for width, letters in _THOUSANDTHS.items() for letter in letters}
_OTHER = 600  # of a letter that is not listed, in thousandths of the size
_BOLD = 1.08


def text_width(text: str, size: float, bold: bool = False) -> float:
    """Return the width of a text in pixels.

    Examples
    --------
    >>> text_width("ill", 10), text_width("WWW", 10)
    (6.66, 28.32)
    """
    total = sum(_WIDTHS.get(letter, _OTHER) for letter in text) * size / 1000
    return round(total * (_BOLD if bold else 1), 2)


def wrapped(text: str, pixels: float, size: float, bold: bool = False) -> list[str]:
    """Break a text between words into lines that are at most so wide.

    Examples
    --------
    >>> wrapped("Border of Poland and Belarus", 100, 12)
    ['Border of Poland', 'and Belarus']
    """
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and text_width(longer, size, bold) > pixels:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines


def shortened(text: str, pixels: float, size: float) -> str:
    """Cut a text that is wider, and end it with an ellipsis.

    Examples
    --------
    >>> shortened("Border of Poland and Belarus", 100, 12)
    'Border of Polan…'
    """
    if text_width(text, size) <= pixels:
        return text
    while text and text_width(f"{text}…", size) > pixels:
        text = text[:-1].rstrip()
    return f"{text}…"
