"""Numbers and orders of magnitude written in words, in the languages of most documents.

All words are folded: lower case, without accents.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import takewhile
from math import prod

from .words import fold

_UNITS = {
    "en": "one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
    "fifteen sixteen seventeen eighteen nineteen",
    "pl": "jeden/jedna/jednego/jednej/jedno dwa/dwie/dwoch/dwaj/dwoje trzy/trzech/trzej/troje "
    "cztery/czterech/czterej/czworo piec/pieciu/piecioro szesc/szesciu siedem/siedmiu osiem/osmiu "
    "dziewiec/dziewieciu dziesiec/dziesieciu jedenascie/jedenastu dwanascie/dwunastu "
    "trzynascie/trzynastu czternascie/czternastu pietnascie/pietnastu szesnascie/szesnastu "
    "siedemnascie/siedemnastu osiemnascie/osiemnastu dziewietnascie/dziewietnastu",
    "ru": "один/одна/одного/одной два/две/двух/двое три/трех/трое четыре/четырех/четверо "
    "пять/пяти/пятеро шесть/шести/шестеро семь/семи восемь/восьми девять/девяти десять/десяти "
    "одиннадцать/одиннадцати двенадцать/двенадцати тринадцать четырнадцать пятнадцать "
    "шестнадцать семнадцать восемнадцать девятнадцать",
    "uk": "один/одна/одного два/дві/двох три/трьох чотири/чотирьох п'ять/п'яти шість/шести "
    "сім/семи вісім/восьми дев'ять десять/десяти одинадцять дванадцять",
    "de": "ein/eine/einen/einer/einem/eins zwei drei vier funf sechs sieben acht neun zehn elf "
    "zwolf dreizehn vierzehn funfzehn sechzehn siebzehn achtzehn neunzehn",
    "lt": "vienas/viena/vieno/viena du/dvi/dvieju trys/tris/triju keturi/keturis/keturiu "
    "penki/penkis/penkiu sesi/sesis/sesiu septyni/septynis/septyniu "
    "astuoni/astuonis/astuoniu devyni/devynis/devyniu desimt/desimties vienuolika dvylika "
    "trylika keturiolika penkiolika sesiolika septyniolika astuoniolika devyniolika",
    "lv": "viens/viena/vienu divi/divas/divus/divu tris/triju cetri/cetras/cetrus/cetru "
    "pieci/piecas/piecus/piecu sesi/sesas/sesus/sesu septini/septinas/septinus/septinu "
    "astoni/astonas/astonus/astonu devini/devinas/devinus/devinu desmit vienpadsmit divpadsmit "
    "trispadsmit cetrpadsmit piecpadsmit sespadsmit septinpadsmit astonpadsmit devinpadsmit",
}
_TENS = {
    "en": "twenty thirty forty/fourty fifty sixty seventy eighty ninety",
    "pl": "dwadziescia/dwudziestu trzydziesci/trzydziestu czterdziesci/czterdziestu "
    "piecdziesiat/piecdziesieciu szescdziesiat/szescdziesieciu siedemdziesiat/siedemdziesieciu "
    "osiemdziesiat/osiemdziesieciu dziewiecdziesiat/dziewiecdziesieciu",
    "ru": "двадцать/двадцати тридцать/тридцати сорок/сорока пятьдесят/пятидесяти "
    "шестьдесят/шестидесяти семьдесят/семидесяти восемьдесят девяносто",
    "uk": "двадцять тридцять сорок п'ятдесят шістдесят сімдесят вісімдесят дев'яносто",
    "de": "zwanzig dreissig/dreisig vierzig funfzig sechzig siebzig achtzig neunzig",
    "lt": "dvidesimt trisdesimt keturiasdesimt penkiasdesimt sesiasdesimt septyniasdesimt "
    "astuoniasdesimt devyniasdesimt",
    "lv": "divdesmit trisdesmit cetrdesmit piecdesmit sesdesmit septindesmit astondesmit "
    "devindesmit",
}
_HUNDREDS = {
    "pl": "sto/stu dwiescie/dwustu trzysta/trzystu czterysta/czterystu piecset/pieciuset "
    "szescset siedemset osiemset dziewiecset",
    "ru": "сто/ста двести/двухсот триста/трехсот четыреста пятьсот шестьсот семьсот восемьсот "
    "девятьсот",
    "uk": "сто двісті триста чотириста п'ятсот шістсот сімсот вісімсот дев'ятсот",
}
# Words that multiply the number before them.
_SCALES = {
    "en": {"dozen": 12, "hundred": 100, "thousand": 10**3, "million": 10**6, "billion": 10**9},
    "pl": {"tysiac tysiace tysiecy": 10**3, "milion miliony milionow": 10**6, "miliard": 10**9},
    "ru": {"тысяча тысячи тысяч": 10**3, "миллион миллиона миллионов": 10**6, "миллиард": 10**9},
    "uk": {"тисяча тисячі тисяч": 10**3, "мільйон мільйона мільйонів": 10**6, "мільярд": 10**9},
    "de": {"dutzend": 12, "hundert": 100, "tausend": 10**3, "million millionen": 10**6},
    "lt": {"simtas simtai simtu": 100, "tukstantis tukstanciai tukstanciu": 10**3},
    "lv": {"simts simti simtu": 100, "tukstotis tukstosi tukstosu": 10**3},
}
# Scales that may also stand alone, for one of them.
_ALONE = frozenset(
    [
        "tysiac",
        "тысяча",
        "тисяча",
        "hundert",
        "tausend",
        "simtas",
        "tukstantis",
        "simts",
        "tukstotis",
    ]
)
# Words before an order of magnitude, and orders of magnitude that may stand alone.
_SEVERAL = {
    "en": "several few many multiple",
    "pl": "kilka kilku wiele",
    "ru": "несколько нескольких",
    "uk": "кілька кількох декілька",
    "de": "mehrere mehreren einige einigen",
    "lt": "keli kelis keliu keletas",
    "lv": "vairaki vairakus vairaku dazi",
}
_MAGNITUDES = {
    "en": {10: "dozens tens", 100: "hundreds", 1000: "thousands", 10**6: "millions"},
    "pl": {10: "kilkadziesiat kilkudziesieciu dziesiatki", 100: "kilkaset kilkuset setki setek"}
    | {1000: "tysiace"},
    "ru": {10: "десятки десятков", 100: "сотни сотен", 1000: "тысячи"},
    "uk": {10: "десятки десятків", 100: "сотні сотень", 1000: "тисячі"},
    "de": {10: "dutzende dutzenden", 100: "hunderte hunderten", 1000: "tausende tausenden"}
    | {10**4: "zehntausende zehntausenden", 10**5: "hunderttausende hunderttausenden"},
    "lt": {10: "desimtys", 100: "simtai", 1000: "tukstanciai"},
    "lv": {10: "desmiti", 100: "simti", 1000: "tukstosi"},
}
LANGUAGES = frozenset(_UNITS)
"""Languages whose number words are read."""

_HALF, _AND_A_HALF = "half", "and a half"
_HYPHEN = "[-\u2010\u2011]"
Span = tuple[float, int, int]


@dataclass(frozen=True)
class _Words:
    """The number words of one language, and the patterns that find them."""

    values: dict[str, int]
    scales: dict[str, int]
    magnitudes: dict[str, int]
    number: re.Pattern[str]
    magnitude: re.Pattern[str]


def _spread(listed: str, values: range) -> dict[str, int]:
    """Map words to values; a slash separates forms of one word."""
    groups = fold_each(listed)
    return {form: value for forms, value in zip(groups, values, strict=False) for form in forms}


def fold_each(listed: str) -> list[list[str]]:
    """Split a list of words at spaces and each word at slashes, and fold the forms."""
    words = listed.split()
    return [[fold(form).replace(" ", "'") for form in word.split("/")] for word in words]


@cache
def _words(language: str) -> _Words:
    values = _spread(_UNITS[language], range(1, 20))
    values |= _spread(_TENS.get(language, ""), range(20, 100, 10))
    values |= _spread(_HUNDREDS.get(language, ""), range(100, 1000, 100))
    scales = {
        form: value for listed, value in _SCALES[language].items() for form in fold(listed).split()
    }
    if language == "de":
        values |= _compounds(values)
    magnitudes = {
        form: value
        for value, listed in _MAGNITUDES[language].items()
        for form in fold(listed).split()
    }
    several = fold(_SEVERAL[language]).split()
    further = {form for form, value in {**magnitudes, **scales}.items() if value >= 1000}
    return _Words(
        values | ({"a": 1, "zero": 0, _HALF: 0} if language == "en" else {}),
        scales,
        magnitudes | scales,
        _number_pattern({*values, *(_ALONE & {*scales})}, {*values, *scales}, language),
        re.compile(
            rf"\b(?:{_alternatives(several)}\s+(?:of\s+)?{_alternatives(magnitudes | scales)}"
            rf"|{_alternatives(magnitudes)})\b(?:\s+(?:of\s+)?{_alternatives(further)}\b)?"
        ),
    )


def _compounds(values: dict[str, int]) -> dict[str, int]:
    return {
        f"{word}{scale}": value * factor
        for scale, factor in (("hundert", 100), ("tausend", 1000))
        for word, value in values.items()
        if value < 100
    }


def _alternatives(words: set[str] | list[str] | dict[str, int]) -> str:
    return f"(?:{'|'.join(sorted(map(re.escape, words), key=len, reverse=True))})"


def _number_pattern(first: set[str], following: set[str], language: str) -> re.Pattern[str]:
    start = _alternatives(first)
    joint = rf"(?:\s+|{_HYPHEN})"
    if language == "en":
        scale = r"(?:hundred|thousand|million|billion|dozen)"
        start = rf"(?:{start}|zero|a(?=\s+{scale}\b)|half(?=\s+an?\s+{scale}\b)\s+an?)"
        joint = rf"(?:(?<=dred)\s+and\s+|(?<=thousand)\s+and\s+|{joint})"
        rest = rf"(?:{joint}{_alternatives(following)}\b|\s+and\s+a\s+half\b)*"
    else:
        rest = rf"(?:{joint}{_alternatives(following)}\b)*"
    return re.compile(rf"\b{start}\b{rest}")


def numbers_in_words(folded: str, language: str) -> Iterator[Span]:
    """Find the numbers that a folded text writes in words.

    Yields
    ------
    tuple
        The number, and where it begins and ends.

    Examples
    --------
    >>> list(numbers_in_words("about two thousand and fifty people", "en"))
    [(2050.0, 6, 28)]
    """
    words = _words(language)
    for match in words.number.finditer(folded):
        value = _value(match[0], words)
        if value is not None:
            yield value, *match.span()


def _value(phrase: str, words: _Words) -> float | None:
    """Read one number; None if the words are several numbers, or no number that is read."""
    plain = re.sub(rf"(?:\s|{_HYPHEN})+", " ", phrase)
    plain = re.sub(r"^half an? ", f"{_HALF} ", plain).replace(_AND_A_HALF, "&")
    total, current, last_scale, open_to = 0.0, 0.0, float("inf"), float("inf")
    before = ""
    for word in plain.split():
        if word == "&":
            # "a million and a half" is 1.5 million; "two and a half million" has another order.
            current, open_to = current + 0.5 * words.scales.get(before, 1), 0
        elif word == _HALF:
            current, open_to = 0.5, 0
        elif word in words.scales and (word not in words.values):
            factor = words.scales[word]
            if factor <= 100:
                if current >= 100:  # "one hundred and two hundred" are two numbers
                    return None
                current, open_to = (current or 1) * factor, 100 if factor == 100 else 0
            elif current < factor < last_scale:
                total += (current or 1) * factor
                current, last_scale, open_to = 0.0, factor, factor
            else:
                return None
        elif word == "and":
            continue
        else:
            added = words.values[word]
            if added >= open_to or (added == 0 and word != "zero"):
                return None
            current, open_to = current + added, _open_to(added)
        before = word
    return total + current


def _open_to(added: int) -> float:
    """Return the limit of what may follow: below 10 after twenty, nothing after seven."""
    if added >= 1000:
        return 1000
    if added >= 100:
        return 100
    return 10 if added >= 20 else 0


def split_scale(phrase: str) -> tuple[int, bool]:
    """Return the scale at the end of an English number, and whether it has others before it.

    It is a scale of the whole number: that of "three thousand four hundred" is 1.

    Examples
    --------
    >>> split_scale("two hundred thousand"), split_scale("three thousand four hundred")
    ((100000, False), (1, True))
    """
    scales = _words("en").scales
    factors = [scales.get(word, 1) for word in re.split(rf"\s+|{_HYPHEN}", phrase)]
    last = [*takewhile(lambda factor: factor > 1, reversed(factors))]
    inner = factors[: len(factors) - len(last)]
    scale = prod(last)
    return (scale, False) if max(inner, default=1) < scale else (1, max(inner, default=1) > 1)


def magnitudes_in_words(folded: str, language: str) -> Iterator[Span]:
    """Find the orders of magnitude, such as ``dozens`` or ``several thousand``.

    Examples
    --------
    >>> list(magnitudes_in_words("tens of thousands came, in several hundred cars", "en"))
    [(10000, 0, 17), (100, 27, 42)]
    """
    words = _words(language)
    for match in words.magnitude.finditer(folded):
        factors = [words.magnitudes[w] for w in match[0].split() if w in words.magnitudes]
        yield prod(factors), *match.span()
