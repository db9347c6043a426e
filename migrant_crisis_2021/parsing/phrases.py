"""Numbers as documents print them: ``more than 12,000``, ``1.6 billion``, ``several thousand``."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise, takewhile
from typing import NoReturn

from ..errors import InvalidInputError, shown
from .number_words import numbers_in_words, split_scale
from .numerals import read_number
from .words import fold

_SCALES = {"dozen": 12, "hundred": 100, "thousand": 1_000, "million": 10**6, "billion": 10**9}
# Forms in the languages of the sources, folded; documents print them after digits.
_FOREIGN_SCALES = {
    1_000: r"tys|tysiac\w*|tysiec\w*|tukst\w*|tausend|tsd|тыс|тысяч\w*|тис|тисяч\w*"
    r"|tisic\w*|tis|mille|milliers?|mila|migliaia|bin|mie|mii|duizend|tuhat|tuhand\w*|tuh"
    r"|χιλιαδ\w*|χιλ|الف|الفا|الاف|ათას\w*",
    10**6: r"mln|mio|milj|millionen|milion(?:y|ow|ov|i|u|om|e)?|milioane|milijon\w*|miljon\w*"
    r"|miljoen\w*|millon(?:es)?|milh(?:ao|oes)|milyon|млн|миллион\w*"
    r"|м[иі]ль(?:ион|ен)\w*|εκατομμυρι\w*|εκατ|مليون|مليونا|ملايين|მილიონ\w*",
    10**9: r"bn|mld|mlrd|mrd|mill?iard\w*|milijard\w*|miljard\w*|milyar"
    r"|млрд|миллиард\w*|м[иі]льярд\w*|δισεκατομμυρι\w*|δισ|مليار|مليارا|مليارات|მილიარდ\w*",
}
_FOREIGN = re.compile("|".join(f"(?P<s{n}>{forms})" for n, forms in _FOREIGN_SCALES.items()))
_MAGNITUDES = {"dozens": 10, "tens": 10, "hundreds": 100, "hundred": 100} | {
    form: _SCALES[word]
    for word in ("thousand", "million", "billion")
    for form in (word, f"{word}s")
}
# Words of numbers that are not read: reading only part of a phrase would give a wrong number.
_UNREAD = re.compile(
    "zero|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen"
    "|(?:twen|thir|for|fif|six|seven|eigh|nine)t(?:y|ies)"
    "|half|halves|quarters?|third|(?:third|fourth|fifth|sixth|seventh|eighth|ninth|tenth)s"
    "|(?:hundred|thousand|million|billion)ths?|(?:quadr|quint|z|gaz|baz)illions?"
    r"|trill?ion\w*|bilion\w*|billionen|billiard\w*|lakhs?|crores?|gross|scores?|myriads?|couple"
)
_AFTER_NUMBER = re.compile(
    "point|[kmbs]|mm|mn|tn|trn|thou|mill|tens|fourth|fifth|sixth|seventh|eighth|ninth|tenth"
)
_ORDINAL = re.compile("[-\u2010](?:first|second)")
_ONE_SCALE = re.compile(r"an?(?:\s+(?:hundred|thousand|million|billion))+")
_MOST_DIGITS = 15  # a number of more is not exact
_SHARES_SCALE = 20
"""Below this, a number before a range's end of several words may share a scale within it."""
_RANGE = frozenset({"to", "or", "till", "until", "through", "versus", "do", "iki", "lidz", "до"})
_IN_PHRASES = frozenset(
    ["as", "at", "even", "least", "many", "more", "most", "several", "so", "than", "up"]
)
"""Words that qualify a number together with others, as in "as many as" and "up to"."""
_QUALIFIERS = _IN_PHRASES | frozenset(
    [
        *("about", "almost", "approximately", "around", "maybe", "nearly", "over", "perhaps"),
        *("possibly", "roughly", "some"),
    ]
)
_LESS_THAN_EXACT = frozenset(
    [
        *("above", "approx", "approximate", "barely", "below", "beyond"),
        *("ca", "circa", "close", "counting", "est", "estimate"),
        *("estimated", "exceeding", "fewer", "hardly", "less", "max"),
        *("maximum", "min", "minimum", "odd", "onwards", "plus"),
        *("probably", "reportedly", "scarcely", "under", "upward", "upwards", "well"),
    ]
)
_OPEN = _RANGE | _QUALIFIERS | _LESS_THAN_EXACT
"""Words that make a number less than exact wherever they stand in its phrase."""
_JOINS = _RANGE | _QUALIFIERS | {"and"}
# Words after a number that do not multiply it, folded. Any other word may: it is left unread.
_PLAIN_WORDS = (
    "the of in on at by from were was had have who people person persons men women children adults "
    "minors migrants refugees foreigners soldiers officers attempts crossings detections times per "
    "year years month months week weeks day days hour hours km kilometres metres miles eur euro "
    "euros usd dollars pln zl osob osoby ludzi migrantow cudzoziemcow человек людеи мигрантов осіб "
    "мігрантів zmoniu asmenu asmenys migrantu cilveki cilveku cilvekus personas personen menschen "
    "migranten personnes persone migranti pessoas kisi inimest"
)
_PLAIN = _JOINS | {*_PLAIN_WORDS.split()}
_TOKEN = re.compile(r"\d+(?:[ ,.'\u2019]\d+)*|[^\W\d_]+")
_SPACE_OR_HYPHEN = re.compile(r"[\s\u2010-\u2015-]*")
_BESIDE = re.compile("[^.,;:!?%$€£]*")
_PRINTED_DECIMAL = re.compile(r"\d+\.\d+")


@dataclass(frozen=True, slots=True)
class PrintedNumbers:
    """The numbers of a printed phrase, or its order of magnitude if it has no number.

    `unread` are words directly after a number that may multiply it, in a language that is not read.
    """

    numbers: tuple[float, ...]
    magnitude: int | None = None
    unread: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Token:
    """A word or a number in a phrase; a number in words has its value and scale."""

    text: str
    start: int
    end: int
    value: float | None = None
    scale: int = 1
    is_compound: bool = False


@dataclass(slots=True)
class _Part:
    """A number or a magnitude, its scale, and the text between it and the part before."""

    value: float
    scale: int
    is_magnitude: bool
    gap: str
    between: tuple[str, ...]
    is_compound: bool = False  # whether it is in words and has a scale within it
    unread: str = ""

    @property
    def is_joined(self) -> bool:
        """Whether nothing separates it from the part before but a connecting word or mark."""
        return set(self.between) <= _JOINS and not re.search(r"[.;:!?,]\s|\(|\)", self.gap)


def parse_printed(text: str) -> PrintedNumbers:
    """Read the numbers of a printed phrase.

    Parameters
    ----------
    text : str
        Digits with separators, a decimal point or a decimal comma; ``thousand``, ``million`` or
        ``billion``, also in the plural, in further languages of Europe and its neighbours, and in
        the forms ``tys.``, ``mln``, ``mld`` and ``bn``; English number words, such as ``nineteen``,
        ``one hundred and fifty`` and ``half a million``; or magnitude words such as ``dozens`` and
        ``several thousand``. ``a hundred`` and ``a thousand`` alone are magnitudes.
        In a range with one scale, such as ``10 to 15 thousand``, it is that of both numbers.

    Returns
    -------
    PrintedNumbers
        All numbers in order, or the magnitude if there is no number.

    Raises
    ------
    InvalidInputError
        If there is neither, or if only part of a number can be read.

    Examples
    --------
    >>> parse_printed("more than 12,000").numbers
    (12000.0,)
    >>> parse_printed("10 to 15 thousand").numbers
    (10000.0, 15000.0)
    >>> parse_printed("tens of thousands").magnitude
    10000
    >>> parse_printed("5 elfu")
    PrintedNumbers(numbers=(5.0,), magnitude=None, unread=('elfu',))
    """
    parts = _parts(_without_units(text), text)
    has_between = "between" in fold(text).split()
    for before, part in pairwise(parts):
        _join(before, part, has_between, text)
    _share_scales(parts, text)
    numbers = tuple(part.value * part.scale for part in parts if not part.is_magnitude)
    if numbers:
        unread = tuple(part.unread for part in parts if part.unread)
        return PrintedNumbers(numbers, unread=unread)
    if not parts:
        raise InvalidInputError(f"{shown(text)} contains no number and no order of magnitude.")
    if len(parts) > 1:
        _refuse(text, "more than one order of magnitude")
    return PrintedNumbers((), int(parts[0].value))


def is_bare(text: str) -> bool:
    """Tell whether a phrase begins with its number and no word or mark qualifies it.

    Examples
    --------
    >>> is_bare("Nine people"), is_bare("about 5,000"), is_bare("5,000 or so"), is_bare("300+")
    (True, False, False, False)
    >>> is_bare("5,000 people minimum"), is_bare("7,000 people, estimated")
    (False, False)
    """
    plain = _without_units(text).strip()
    first = next(_tokens(plain), None)
    if first is None or first.start or (first.value is None and not first.text[0].isdigit()):
        return False
    is_plain = re.fullmatch(r"[\w\s.,'’·%-]+", plain) is not None
    return is_plain and _OPEN.isdisjoint(re.findall(r"[^\W\d_]+", fold(plain)))


def qualifying(before: Sequence[str]) -> int:
    """Count the words right before a number, of those given, that make it less than exact.

    Examples
    --------
    >>> qualifying(["camp", "for", "perhaps"]), qualifying(["with", "as", "many", "as"])
    (1, 3)
    >>> qualifying(["people", "than"])
    0
    """
    words = [*takewhile(lambda word: word in _QUALIFIERS | _LESS_THAN_EXACT, reversed(before))]
    return 0 if len(words) == 1 and words[0] in _IN_PHRASES else len(words)


def is_foreign_words(text: str, language: object) -> bool:
    """Tell whether a phrase is a number in words of a document in another language than English.

    Examples
    --------
    >>> is_foreign_words("una docena", "es"), is_foreign_words("12 mil", "es")
    (True, False)
    >>> is_foreign_words("a dozen", "en"), is_foreign_words("una docena", None)
    (False, False)
    """
    return language not in (None, "", "en") and not any(map(str.isdigit, text))


def _refuse(text: str, what: str) -> NoReturn:
    raise InvalidInputError(f"{shown(text)}: {what} cannot be read.")


def _without_units(text: str) -> str:
    """Drop the exponents of units, such as km²; refuse fractions and footnote marks."""
    bare = re.sub(r"(?<=[^\W\d_])[¹²³]", "", text)
    odd = next((c for c in bare if unicodedata.category(c) == "No"), None)
    if odd:
        _refuse(text, repr(odd))
    return unicodedata.normalize("NFKC", bare).casefold()


def _parts(plain: str, text: str) -> list[_Part]:
    parts: list[_Part] = []
    between: list[str] = []
    end = 0  # of the last number, scale or magnitude
    token_end = 0
    for found in _tokens(plain):
        token, gap = found.text, plain[token_end : found.start]
        token_end = found.end
        word = token if token[0].isdigit() else fold(token)
        follows = bool(parts) and not between and _SPACE_OR_HYPHEN.fullmatch(gap) is not None
        is_ordinal = _AFTER_NUMBER.fullmatch(word) or _ORDINAL.fullmatch(gap + word)
        if found.value is None and (_UNREAD.fullmatch(word) or (follows and is_ordinal)):
            _refuse(text, repr(token))
        scale, is_foreign = (0, False) if found.value is not None else _scale(word)
        if scale and follows and not parts[-1].is_magnitude:
            _multiply(parts[-1], scale, text)
        elif scale and parts and not between and not re.search(r"[.,;:!?]\s", gap) and not follows:
            _refuse(text, repr(f"{gap}{token}"))
        elif found.value is not None:
            own = found.value, found.scale, False, plain[end : found.start], tuple(between)
            parts.append(_Part(*own, found.is_compound))
        elif token[0].isdigit():
            after = _TOKEN.search(plain, token_end)
            following = _scale(fold(after[0])) if after else (0, False)
            value = _number(token, following, text)
            parts.append(_Part(value, 1, False, plain[end : found.start], tuple(between)))
        elif word in _MAGNITUDES:
            _add_magnitude(parts, _MAGNITUDES[word], plain[end : found.start], between, text)
        elif is_foreign and word not in ("million", "billion") and not _is_unread(parts, between):
            _refuse(text, repr(token))
        else:
            if parts and not between and _may_multiply(parts[-1], word, gap):
                parts[-1].unread = token
            between.append(word)
            continue
        between = []
        end = token_end
    return parts


def _tokens(plain: str) -> Iterator[_Token]:
    """Yield words, numbers in digits, and English numbers in words as one token each."""
    start = 0
    for number in [*_in_words(plain), None]:
        until = number.start if number else len(plain)
        yield from (_Token(m[0], *m.span()) for m in _TOKEN.finditer(plain, start, until))
        if number:
            yield number
            start = number.end


def _in_words(plain: str) -> Iterator[_Token]:
    """Find English numbers in words; in "between one hundred and one thousand", two of them."""
    joints = [*re.finditer(r"\band\b", plain)]
    is_pair = len(joints) == 1 and re.search(r"\bbetween\b", plain) is not None
    middle = joints[0].start() if is_pair else len(plain)
    for offset, half in ((0, plain[:middle]), (middle, plain[middle:])):
        for value, start, end in numbers_in_words(half, "en"):
            words = half[start:end]
            if not _ONE_SCALE.fullmatch(words):
                scale, is_compound = split_scale(words)
                span = offset + start, offset + end
                yield _Token(words, *span, value / scale, scale, is_compound)


def _may_multiply(part: _Part, word: str, gap: str) -> bool:
    is_beside = _BESIDE.fullmatch(gap) is not None
    return is_beside and part.scale == 1 and not part.is_magnitude and word not in _PLAIN


def _is_unread(parts: list[_Part], between: list[str]) -> bool:
    return bool(parts and between and parts[-1].unread)


def _scale(word: str) -> tuple[int, bool]:
    """Return the number that a word multiplies the one before it by, and if it is not English."""
    english = _SCALES.get(word.removesuffix("s"), 0)
    found = None if english else _FOREIGN.fullmatch(word)
    return (int(str(found.lastgroup)[1:]), True) if found else (english, False)


def _multiply(part: _Part, scale: int, text: str) -> None:
    if part.scale > scale or part.scale == scale:
        _refuse(text, "one scale after another")
    part.scale *= scale


def _number(token: str, scale: tuple[int, bool], text: str) -> float:
    factor, is_foreign = scale
    if is_foreign and re.fullmatch(r"\d{1,3}[.,]\d{3}", token):
        _refuse(text, f"{token!r}, in which the mark may separate thousands or decimals,")
    # "1.615 billion" has decimals; in "1.615" alone the point separates thousands.
    if factor and _PRINTED_DECIMAL.fullmatch(token):
        return float(token)
    number = read_number(token)
    if number is None:
        raise InvalidInputError(f"{shown(text)}: {shown(token)} cannot be read as one number.")
    if len(number.digits) > _MOST_DIGITS:
        _refuse(text, f"{shown(token)}, which has more than {_MOST_DIGITS} digits,")
    return float(int(number.digits) / 10**number.decimals)


def _add_magnitude(
    parts: list[_Part], magnitude: int, gap: str, between: list[str], text: str
) -> None:
    """Multiply by the magnitude directly before, as in "tens of thousands", or begin a new one."""
    before = parts[-1] if parts else None
    continues = between in ([], ["of"]) and _SPACE_OR_HYPHEN.fullmatch(gap.replace("of", ""))
    if before and continues and before.is_magnitude and before.value < magnitude:
        before.value *= magnitude
    elif before and continues and not before.is_magnitude and before.scale > 1:
        _refuse(text, "one scale of another")
    else:
        parts.append(_Part(magnitude, 1, True, gap, tuple(between)))


def _join(before: _Part, part: _Part, has_between: bool, text: str) -> None:
    """Refuse two parts that may be one number, or of which one may share the other's scale."""
    if re.search(r"[/\u2044^×*+]", part.gap) or (part.gap, part.between) == ("", ()):
        _refuse(text, "a fraction or a product")
    if part.gap in (":", "\u2236"):
        _refuse(text, "a colon between digits, as of a time or a ratio,")
    if re.fullmatch(r"\de", part.gap) or part.between in (("e",), ("x",)):
        _refuse(text, "an exponent")
    if not part.is_joined:
        return
    if before.is_magnitude or part.is_magnitude:
        _refuse(text, "a number with an order of magnitude")
    if not part.between and not part.gap.strip():
        _refuse(text, "a number of several words")
    if part.is_compound and before.scale == 1 and before.value < _SHARES_SCALE:
        _refuse(text, "a range with one scale")
    has_scale = max(before.scale, part.scale) > 1
    if has_scale and "and" in part.between and not has_between:
        _refuse(text, "a number of several words")
    if part.value * part.scale < before.scale:
        _refuse(text, "a range with one scale")


def _share_scales(parts: list[_Part], text: str) -> None:
    """Give a number the scale of the one after it, as in "10 to 15 thousand"."""
    for before, part in reversed([*pairwise(parts)]):
        if before.is_magnitude or part.is_magnitude or part.scale == 1 or before.scale > 1:
            continue
        is_listed = not part.between and re.fullmatch(r"\s*,\s+", part.gap)
        if is_listed or (part.is_joined and before.value == part.value):
            _refuse(text, "a list or range with one scale")
        if part.is_joined and before.value < part.value:
            before.scale = part.scale
