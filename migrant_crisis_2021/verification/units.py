"""Words beside a number: scales, units of measurement, months, and words before a mere number.

All words are folded: lower case, without accents. Most are beginnings of words, since many
languages decline them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping


def _begins(stems: str) -> re.Pattern[str]:
    """Match a word that begins with one of the stems; ``=`` marks a whole word."""
    parts = (f"{stem[1:]}$" if stem.startswith("=") else stem for stem in stems.split())
    return re.compile(f"(?:{'|'.join(parts)})")


_SCALES: Mapping[int, re.Pattern[str]] = {
    12: _begins("=dozen =dutzend"),
    100: _begins("=hundred =hundert"),
    10**3: _begins(
        "=thousand =thousands =tys tysiac tysiec =tukst tukstan tukstos =тыс тысяч =тис тисяч "
        "=tausend =tsd =mille =mila tisic =tis =tuhat tuhande =duizend =milliers "
        "=migliaia =bin =mie =mii χιλιαδ =χιλ =الف =الفا =الاف ათას"
    ),
    10**6: _begins(
        "=million =millions =mln milion millio =mio milijon miljo =млн миллион "
        "мільион мільен =millon =millones =milhao =milhoes =milyon =milj milioane "
        "εκατομμυρι =εκατ =مليون =مليونا =ملايين მილიონ"
    ),
    10**9: _begins(
        "=billion =billions =bn =mld =mlrd miliard milliard =mrd milijard miljard =млрд "
        "миллиард мільярд =milyar δισεκατομμυρι =δισ =مليار =مليارات მილიარდ"
    ),
}
_ATTACHED_SCALES = {"k": 10**3, "m": 10**6}


def scale_of(word: str, *, attached: bool) -> int | None:
    """Return the factor of a scale such as ``thousand`` or ``mln``; None for another word.

    If `attached`, it follows the digits directly, so ``m`` can mean million.
    """
    if attached and word in _ATTACHED_SCALES:
        return _ATTACHED_SCALES[word]
    return next((factor for factor, stems in _SCALES.items() if stems.match(word)), None)


_UNITS: Mapping[str, re.Pattern[str]] = {
    "per_cent": _begins("=per =percent =percentage =pct =proc procent процент відсотк =prozent"),
    "kilometres": _begins("=km kilomet километр кілометр =км"),
    "metres": _begins("=m =metre =metres =meter =meters =metru =metr метр =м =metrow =metry"),
    "miles": _begins("=mile =miles =mil"),
    "centimetres": _begins("=cm centimet =mm =см сантиметр"),
    "tonnes": _begins("=tonne =tonnes =ton =tons =tony =tonn =tonnen тонн =t"),
    "kilograms": _begins("=kg kilogra =кг"),
    "eur": _begins("=eur =euro =euros =eurow =евро =євро =eiro =euru"),
    "pln": _begins("=pln zloty =zl злот"),
    "usd": _begins("=usd dollar dolar доллар долар"),
    "other_money": _begins("rubl ruble рубл pound cent"),
    "years": _begins("=year =years =yr =yrs =lat =lata =letni =letnia =letniego =год =года =лет "
                     "летн річн =jahr =jahre =jahren jahrig =metu =metai =gadi =gadu =gada =gads"),
    "months": _begins("=month =months miesiac miesiec =monat monate monaten месяц місяц menesi"),
    "weeks": _begins("=week =weeks tydz tygod =woche wochen недел тижн savait nedel"),
    "days": _begins("=day =days =dni =dzien =dnia =tag =tage =tagen =день =дня =дней =днів "
                    "=dienu =dienas =dienos"),
    "hours": _begins("=hour =hours =hrs =h =am =pm =oclock godz =uhr stunde час =час годин valand "
                     "stund =val"),
    "minutes": _begins("=minute =minutes minut минут хвилин =min"),
    "times": _begins("=times =fold =razy =раз =mal =kartu =reizes"),
    "degrees": _begins("=degrees =stopni градус"),
}  # fmt: skip


def unit_of(word: str) -> str | None:
    """Return the unit of measurement that a word names; None for another word.

    Examples
    --------
    >>> unit_of("kilometrow"), unit_of("people")
    ('kilometres', None)
    """
    return next((unit for unit, stems in _UNITS.items() if stems.match(word)), None)


_MONTHS = _begins(
    "januar februar =march =april =may =june =july august septem octob novem decem "
    "=jan =feb =mar =apr =jun =jul =aug =sep =sept =oct =nov =dec "
    "styczn =luty lutego marca marzec kwietn kwiec =maj =maja czerw =lipca =lipiec sierp wrzes "
    "pazdz listopad =listop grudn grudz "
    "январ феврал =март =марта апрел =мая =май июн июл август сентябр октябр ноябр декабр "
    "січн лютого березн квітн травн червн липн серпн вересн жовтн листоп грудн "
    "marz =mai =juni =juli oktob dezem =okt =dez "
    "sausi vasari =kovo =kovas balandz geguz birzel =liepos =liepa rugpj rugsej spali lapkr gruod "
    "janvar =marts =marta =maijs =maija =junija =julija "
)
_CAPITALISED = frozenset({"march", "may", "mar", "mai", "sep", "dec"})


def is_month(word: str, shown: str) -> bool:
    """Return whether a word is a month; `shown` is the word with its capital letters.

    Examples
    --------
    >>> is_month("may", "May"), is_month("may", "may"), is_month("listopada", "listopada")
    (True, False, True)
    """
    return bool(_MONTHS.match(word)) and (word not in _CAPITALISED or shown[:1].isupper())


_NUMBERED = (
    "tel telephone phone fax ext extension mobile hotline kom телефон тел no nr №"
    " art article articles artykul paragraph section chapter page pages p pp str"
    " resolution figure fig table item room flight number numer номер article"
    " aged age point case sprawa id post par ст статья"
)
NUMBERED = frozenset(_NUMBERED.split())
"""Words after which a number only numbers something: telephones, pages, articles, ages."""

_YEARLY = (
    "in since until till before after by of from during year years summer autumn fall winter spring"
    " w we od do z za przed po rok roku lato jesien"
    " в во с до года год из на за к після у від рік"
    " im seit bis vor nach jahr jahre von sommer herbst"
    " nuo iki metais metu no lidz gada gads kops"
)
YEARLY = frozenset(_YEARLY.split())
"""Words before or after a year."""
